"""Pictures of every screen as the demo shows it: light, dark, English, Indonesian, two sizes.

`python -m tests.pictures [FOLDER]` plays the demo's main job offscreen and writes PNG files.
"""

import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.catalog.lookup import Product
from app.catalog.search import find_goods
from app.customers.commands import (
    AddAddress,
    AddNote,
    CreateCustomer,
    NewAddress,
    NewCustomer,
    SetConsent,
)
from app.customers.queries import find
from app.customers.states import Channel, How, Purpose
from app.demo.stage import EmbeddedServer
from app.desk.desk import Desk
from app.fulfillment.commands import HandOver, Pick, Proof, ShortPick, Stage
from app.fulfillment.queries import ParcelPanel, board, panel
from app.fulfillment.states import ShortNext, ShortReason
from app.kit.actor import Actor
from app.kit.clock import HOUR, MINUTE, Instant, SystemClock
from app.kit.commands import Command
from app.orders.capture import quote
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import OpenDrawer, TenderTaken
from app.payments.states import TenderKind
from app.places.queries import bin_codes
from app.routing.queries import Wanted, promise_for
from app.stock.queries import SkuStock, sku_stock
from ui.demo import ServerSwitch
from ui.insights.page import InsightsPage
from ui.kit import Segments
from ui.kit.theme import ThemeChoice
from ui.main import Window
from ui.rules.page import RulesPage

WIDE, NARROW = (1440, 900), (1280, 720)
LIGHT, DARK = ThemeChoice.LIGHT, ThemeChoice.DARK
VARIANTS = (
    *((WIDE, language, theme) for language in ("en", "id") for theme in (LIGHT, DARK)),
    (NARROW, "en", DARK),
    (NARROW, "id", LIGHT),
)
CODE = "K7M4PX"
POSTCODE = "10220"
DUE = (45, -6, 22, 8, 180)  # minutes until each of the staged orders is due
CONTROL = Qt.KeyboardModifier.ControlModifier
HOME = Path(__file__).parent.parent / "docs" / "guide"


class Photographer:
    """One demo, one window; each screen is taken in all variants in a telling state."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.home = home
        self.server = EmbeddedServer(folder / "server", size="small")
        self.server.start()
        self.desk = Desk(folder / "desk", self.server.url)
        self.desk.enrol(self.server.keys["enrol_codes"]["JKT01 counter"], "counter")
        self.desk.start()
        if not self.desk.wait_caught_up(60):
            raise RuntimeError("the desk did not sync")
        self.app = QApplication([])
        self.app.setCursorFlashTime(0)
        self.window = Window(
            self.app,
            self.desk,
            demo_people=self.server.keys["people"],
            top_slot=ServerSwitch(self.server, self.desk.elsewhere),
        )
        self.main = self.window.main
        self.main.resize(*WIDE)
        self.main.watch.idle_after(0)
        self.main.show()

    def close(self) -> None:
        self.main.close()
        self.desk.close()
        self.server.stop()

    def take(self, name: str) -> None:
        for size, language, theme in VARIANTS:
            self.window.languages.speak(language)
            self.window.theme.choose(theme)
            self.main.resize(*size)
            narrow = "" if size == WIDE else f"-{size[0]}"
            self._settled().save(str(self.home / f"{name}-{language}-{theme.value}{narrow}.png"))
        self.window.languages.speak("en")
        self.window.theme.choose(ThemeChoice.LIGHT)
        self.main.resize(*WIDE)
        wait(150)

    def _settled(self) -> QImage:
        """What is seen when two looks in a row saw the same; a busy machine takes longer."""
        seen = QImage()
        for _look in range(20):
            wait(150)
            now = self.main.grab().toImage()
            if now == seen:
                break
            seen = now
        return seen

    def sign_in(self, role: str) -> None:
        site = self.window.here.site
        people = self.server.keys["people"]
        wanted = [
            p for p in people if p["role"] == role and (site is None or p["site"] == site.code)
        ]
        person = (wanted or [p for p in people if p["role"] == role])[0]
        wait(400)
        self.press(Qt.Key.Key_F3)
        self.type(person["name"], enter=True)
        wait(300)
        self.type(person["pin"])
        self.press(Qt.Key.Key_Return)
        until(lambda: not self.main.is_locked())
        wait(500)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus(), key, modifier)
        wait(80)

    def type(self, text: str, *, enter: bool = False) -> None:
        for letter in text:
            QTest.keyClicks(self.focus(), letter)
            wait(45)  # slower than a scanner
        if enter:
            wait(300)
            self.press(Qt.Key.Key_Return)
        wait(400)

    def focus(self) -> QWidget:
        return self.main.focusWidget() or self.main


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(held: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not held():
        if time.monotonic() > end:
            raise RuntimeError("the screen did not come")
        wait(50)


def main(home: Path) -> int:
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        photographer = Photographer(Path(folder), home)
        try:
            play(photographer)
        finally:
            photographer.close()
    return 0


def play(photographer: Photographer) -> None:
    """Every screen by its keys, with a picture at each telling place."""
    shop = Staged(photographer.desk, photographer.server)
    shop.fill_the_board()
    wait(600)
    photographer.take("sign-in")
    photographer.sign_in("manager")
    photographer.take("home")
    photographer.press(Qt.Key.Key_K, CONTROL)
    photographer.type("mar")
    photographer.press(Qt.Key.Key_Tab)
    wait(400)
    photographer.take("omnibox")
    photographer.press(Qt.Key.Key_Escape)
    photographer.press(Qt.Key.Key_F2)
    photographer.type(shop.phone[-7:], enter=True)
    for entry in shop.entries:
        photographer.type(entry, enter=True)
    wait(800)
    photographer.take("order")
    photographer.main.show_page("order", shop.in_parts)
    wait(800)
    photographer.take("order-detail")
    photographer.main.show_page("customers", shop.regular())
    wait(800)
    photographer.take("customer")
    photographer.press(Qt.Key.Key_B, CONTROL)
    photographer.type("+30")
    wait(400)
    photographer.take("customer-call")
    photographer.press(Qt.Key.Key_Escape)
    photographer.main.show_page("pickup")
    wait(800)
    photographer.type(CODE, enter=True)
    wait(800)
    photographer.take("pickup")
    returns(photographer, shop)
    stock(photographer, shop)
    insights(photographer)
    photographer.main.show_page("cases")
    wait(600)
    photographer.press(Qt.Key.Key_Down)
    wait(400)
    photographer.take("cases")
    photographer.main.show_page("sync")
    wait(600)
    photographer.press(Qt.Key.Key_F12)
    wait(1_500)
    photographer.take("sync")
    photographer.main.show_page("supply")
    wait(600)
    photographer.take("supply")
    for _mode in range(2):
        photographer.press(Qt.Key.Key_F6)
    wait(600)
    photographer.take("supply-send")
    photographer.main.show_page("drawer")
    wait(600)
    photographer.type("1.035.000")
    photographer.take("drawer")
    photographer.main.show_page("settings")
    wait(300)
    photographer.take("settings")
    rules(photographer)
    order_approval(photographer, shop)


def rules(photographer: Photographer) -> None:
    """The draft under way, as who wrote it sees it: a rule that changed, and a month replayed."""
    photographer.press(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    photographer.sign_in("inventory")
    photographer.main.show_page("rules")
    page = photographer.main.page
    assert isinstance(page, RulesPage)
    until(lambda: page.working is not None)
    for _rule in range(4):
        photographer.press(Qt.Key.Key_Down)
    photographer.press(Qt.Key.Key_F5)
    until(lambda: page.what_if.comparison is not None, seconds=120)
    wait(600)
    photographer.take("rules")
    photographer.press(Qt.Key.Key_F8)
    photographer.press(Qt.Key.Key_Down)
    wait(400)
    photographer.take("rules-versions")


def returns(photographer: Photographer, shop: "Staged") -> None:
    photographer.main.show_page("returns")
    wait(400)
    photographer.type(shop.returnable, enter=True)
    wait(800)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_1):
        photographer.press(key)
    wait(600)
    photographer.take("returns")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F6, Qt.Key.Key_1):
        photographer.press(key)
    wait(600)
    photographer.take("returns-exchange")
    photographer.press(Qt.Key.Key_F4)
    wait(400)
    photographer.type(shop.entries[0], enter=True)
    wait(600)
    for key in (Qt.Key.Key_F4, Qt.Key.Key_8, Qt.Key.Key_Return):
        photographer.press(key)
    photographer.type(shop.phone, enter=True)
    wait(600)
    photographer.take("returns-blind")


def stock(photographer: Photographer, shop: "Staged") -> None:
    photographer.main.show_page("stock")
    wait(400)
    photographer.type(shop.seller().sku, enter=True)
    wait(2_000)  # the first chart loads its library
    photographer.take("stock")
    photographer.press(Qt.Key.Key_F6)
    wait(600)
    photographer.take("stock-transfer")
    photographer.press(Qt.Key.Key_Escape)
    photographer.type(shop.entries[0], enter=True)
    wait(600)
    photographer.press(Qt.Key.Key_Return)
    wait(600)
    photographer.take("stock-explain")
    photographer.press(Qt.Key.Key_Escape)
    photographer.press(Qt.Key.Key_F9)
    for product, units in zip(shop.products, (3, 1, 2), strict=False):
        photographer.type(product.sku, enter=True)
        photographer.type(f"={units}", enter=True)
    photographer.take("stock-count")


def insights(photographer: Photographer) -> None:
    """A month, the list behind what will run out, and what the stores bring in a year."""
    photographer.main.show_page("insights")
    page = photographer.main.page
    assert isinstance(page, InsightsPage)
    wait(1_500)
    _tab, period, *_ = page.header.findChildren(Segments)
    period.setFocus()
    for _period in ("7 days", "30 days"):
        photographer.press(Qt.Key.Key_Right)
    page.focus_entry()
    wait(1_500)
    photographer.take("insights")
    page.board.tiles["risk"].setFocus()
    photographer.press(Qt.Key.Key_Return)
    wait(800)
    photographer.take("insights-drill")
    photographer.press(Qt.Key.Key_B, CONTROL)
    wait(1_500)
    photographer.take("insights-benefit")
    photographer.press(Qt.Key.Key_B, CONTROL)


def order_approval(photographer: Photographer, shop: "Staged") -> None:
    """A clerk gives a coupon and a discount over the limit; the bar asks for a manager's PIN."""
    photographer.press(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    photographer.sign_in("clerk")
    photographer.main.show_page("orders")
    photographer.press(Qt.Key.Key_F2)
    photographer.type(shop.phone[-7:], enter=True)
    for entry in (*shop.entries, "%15", "SENARA50"):
        photographer.type(entry, enter=True)
    photographer.press(Qt.Key.Key_F6)
    photographer.press(Qt.Key.Key_1)
    photographer.press(Qt.Key.Key_2)
    photographer.press(Qt.Key.Key_Return)
    photographer.type("A1B2C3", enter=True)
    photographer.press(Qt.Key.Key_F12)
    photographer.press(Qt.Key.Key_F12)
    wait(800)
    photographer.take("order-approval")


class Staged:
    """Orders in every state, placed by the desk's own commands before anybody looks."""

    def __init__(self, desk: Desk, server: EmbeddedServer) -> None:
        self.desk = desk
        people = [p for p in server.keys["people"] if p["site"] == "JKT01"]
        self.clerk = self._actor(next(p for p in people if p["role"] == "clerk"))
        self.manager = self._actor(next(p for p in people if p["role"] == "manager"))
        self.site_id = self.clerk.site_id
        self.stock: dict[str, SkuStock] = {}
        for word in ("chino", "kaos", "kemeja", "batik", "rok", "kardigan", "jaket", "celana"):
            for product in desk.ask(find_goods, word).result():
                told = desk.ask(sku_stock, product.id, SystemClock().now()).result()
                assert told is not None
                self.stock[product.id] = told
        # what is there in plenty differs with the day of the demo; one of a style tells most
        plenty = [told.product for told in self.stock.values() if self._free(told) >= 4]
        styles = {product.style: product for product in reversed(plenty)}
        self.products = sorted(styles.values(), key=lambda product: product.sku)[:4]
        self.entries = [self.products[0].sku, f"2*{self.products[1].sku}", self.products[2].sku]
        self.phone = ""
        self.returnable = ""
        self.in_parts = ""  # an order of which one part is ready and one is to be sent

    def fill_the_board(self) -> None:
        names = ["Maria Gunawan", "Budi Santoso", "Rina Wijaya", "Andre Kusuma", "Siti Rahmawati"]
        for place, name in enumerate(names):
            placed = self._order(name, place)
            until(lambda: self.desk.status().queued == 0 and self.desk.caught_up)
            parcel = self._parcel(placed["order_id"])
            if place in {0, 3, 4}:
                self._pick(parcel, whole=place != 3)
            if place in {0, 4}:
                self._do(Stage(fulfillment_id=parcel, bin_code=self._bin(place)))
            if place == 4:
                due = self._panel(parcel).due_minor
                paid = [TenderTaken(kind=TenderKind.TERMINAL, amount_minor=due, reference="A1B2C3")]
                self._do(
                    HandOver(fulfillment_id=parcel, proof=Proof.ID, code_checked=True, tenders=paid)
                )
                self.returnable = placed["number"]
        self._leave_tasks()
        self._open_drawer()
        self._sell_in_parts()  # last: its customer is the one who calls again
        until(lambda: self.desk.status().queued == 0 and self.desk.caught_up)

    def _sell_in_parts(self) -> None:
        pickup, sent = (
            self._promised(self.products[at], method)
            for at, method in ((0, Method.PICKUP), (3, Method.SHIP))
        )
        placed = self._place([pickup, sent], "Siti Rahmawati", 9, TenderKind.TERMINAL)
        self.in_parts = placed["order_id"]
        until(lambda: self.desk.status().queued == 0 and self.desk.caught_up)
        parcel = self._parcel(self.in_parts)
        self._pick(parcel, whole=True)
        self._do(Stage(fulfillment_id=parcel, bin_code=self._bin(2)))

    def _leave_tasks(self) -> None:
        """A price that was told and is none any more, and an item that is nowhere to be found."""
        line = self._promised(self.products[2], Method.PICKUP)
        self._place([line], "Dewi Lestari", 7, TenderKind.AT_STORE, told_less=15_000)
        line = self._promised(self.products[1], Method.PICKUP)
        placed = self._place([line], "Agus Pratama", 8, TenderKind.AT_STORE)
        until(lambda: self.desk.status().queued == 0 and self.desk.caught_up)
        parcel = self._parcel(placed["order_id"])
        self._do(
            ShortPick(
                fulfillment_id=parcel,
                line_id=self._panel(parcel).lines[0].line_id,
                quantity=1,
                reason=ShortReason.DAMAGED,
                then=ShortNext.BACKORDER,
            )
        )

    def _open_drawer(self) -> None:
        """Opened in the morning, and one customer has paid in cash since."""
        drawer = uuid.uuid4().hex
        self._do(
            OpenDrawer(drawer_id=drawer, site_id=self.site_id, float_minor=500_000, currency="IDR")
        )
        line = self._carried(self.products[2])
        self._place([line], "Yanti Kusuma", 6, TenderKind.CASH, drawer=drawer)

    def seller(self) -> Product:
        """What went most often lately, of what is still to be had."""

        def per_day(told: SkuStock) -> float:
            demand = told.demand
            return demand.per_day if demand and told.total("atp") > 0 else 0.0

        return max(self.stock.values(), key=per_day).product

    def _carried(self, product: Product) -> OrderLine:
        now = SystemClock().now()
        return OrderLine(
            product_id=product.id,
            quantity=1,
            unit_minor=product.price_minor,
            method=Method.CARRY_OUT,
            site_id=self.site_id,
            promise_from=now,
            promise_to=now,
        )

    def _promised(self, product: Product, method: Method) -> OrderLine:
        """One of it, as the desk itself would promise it now."""
        told = self.desk.ask(
            promise_for,
            [Wanted("1", product.id, 1)],
            method=method,
            now=SystemClock().now(),
            near_site=self.site_id,
            postcode=POSTCODE,
        ).result()
        option = told.options[0]
        return OrderLine(
            product_id=product.id,
            quantity=1,
            unit_minor=product.price_minor,
            method=method,
            site_id=option.parcels[0].site_id,
            promise_from=option.promise_from,
            promise_to=option.promise_to,
        )

    def regular(self) -> str:
        """The last customer of the board, whom the shop knows well, and who comes twice."""
        found = self.desk.ask(find, self.phone[-7:]).result()
        customer_id = found[0].customer_id
        office = NewAddress(
            address_id=os.urandom(16).hex(),
            label="Kantor",
            street="Menara Astra lt. 21",
            rt="2",
            rw="5",
            kelurahan="Karet",
            kecamatan="Setiabudi",
            city="Jakarta",
            province="DKI Jakarta",
            postcode="12920",
        )
        double = CreateCustomer(
            customer_id=os.urandom(16).hex(), name="Siti R.", phone=found[0].phone
        )
        yes = SetConsent(
            customer_id=customer_id,
            channel=Channel.WHATSAPP,
            purpose=Purpose.MARKETING,
            given=True,
            how=How.STORE,
        )
        for command in (
            AddAddress(customer_id=customer_id, address=office),
            AddNote(customer_id=customer_id, body="Call after 17:00.", pinned=True),
            AddNote(customer_id=customer_id, body="Paper bags, no plastic."),
            yes,
            double,
        ):
            self._do(command)
        until(lambda: self.desk.status().queued == 0 and self.desk.caught_up)
        return customer_id

    def _actor(self, person: dict[str, Any]) -> Actor:
        return self.desk.sign_in(person["user_id"], person["pin"]).result()

    def _free(self, stock: SkuStock) -> int:
        return max((p.atp for p in stock.places if p.site_id == self.clerk.site_id), default=0)

    def _order(self, name: str, place: int) -> dict[str, Any]:
        chosen = self.products[place % 3 : place % 3 + 1 + place % 2]
        now = SystemClock().now()
        lines = [
            OrderLine(
                product_id=product.id,
                quantity=1,
                unit_minor=product.price_minor,
                method=Method.PICKUP,
                site_id=self.site_id,
                promise_from=Instant(now + DUE[place] * MINUTE),
                promise_to=Instant(now + DUE[place] * MINUTE + 4 * HOUR),
            )
            for product in chosen
        ]
        return self._place(lines, name, place, TenderKind.AT_STORE)

    def _place(
        self,
        lines: list[OrderLine],
        name: str,
        place: int,
        tender: TenderKind,
        *,
        told_less: int = 0,
        drawer: str | None = None,
    ) -> dict[str, Any]:
        now = SystemClock().now()
        told = self.desk.ask(quote, lines, shipping_minor=0, currency="IDR", now=now).result()
        total = told.priced.total - told_less
        card = "VISA 4242" if tender is TenderKind.TERMINAL else ""
        self.phone = f"0812345678{place:02d}"
        customer = NewCustomer(
            customer_id=uuid.uuid4().hex,
            name=name,
            phone=self.phone,
            email="customer@example.com",
            address=NewAddress(
                address_id=uuid.uuid4().hex,
                street="Jl. Melati 12",
                city="Jakarta",
                province="DKI Jakarta",
                postcode=POSTCODE,
            ),
        )
        outcome = self._do(
            PlaceOrder(
                number="",
                pickup_code=CODE if place == 0 else f"K7M4P{place}",
                channel="phone",
                site_id=self.site_id,
                language="id",
                currency="IDR",
                lines=lines,
                told_total_minor=total,
                new_customer=customer,
                ship_to=customer.address.address_id if customer.address else None,
                tenders=[
                    TenderTaken(kind=tender, amount_minor=total, reference=card, drawer_id=drawer)
                ],
            ),
        )
        placed: dict[str, Any] = outcome.result
        return placed

    def _parcel(self, order_id: str) -> str:
        cards = self.desk.ask(board, self.site_id).result()
        return next(card.fulfillment_id for card in cards if card.order_id == order_id)

    def _pick(self, parcel: str, *, whole: bool) -> None:
        lines = self._panel(parcel).lines
        for line in lines if whole else lines[:1]:
            self._do(Pick(fulfillment_id=parcel, line_id=line.line_id, quantity=line.quantity))

    def _panel(self, parcel: str) -> ParcelPanel:
        shown = self.desk.ask(panel, parcel).result()
        assert shown is not None
        return shown

    def _bin(self, place: int) -> str:
        codes = self.desk.ask(bin_codes, self.site_id, "staging").result()
        return str(codes[place % len(codes)])

    def _do(self, command: Command) -> Any:
        outcome = self.desk.run(command, self.manager).result()
        if outcome.refusal is not None:
            raise outcome.refusal
        return outcome


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME))
