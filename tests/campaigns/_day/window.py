"""The real window of one desk, played by keys: orders by phone, hand-overs and returns."""

import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import sqlalchemy as sa
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy.engine import Connection

from app.catalog.search import find_goods
from app.desk.desk import Desk
from app.fulfillment.queries import board, panel
from app.orders.queries import order_card
from app.orders.tables import orders
from app.returns.tables import returns
from tests.campaigns._day.cast import SYNC_SECONDS, Cast, Seat
from tests.campaigns._day.goods import FAMILIES, NAMES, Book
from tests.campaigns._day.tally import Tally
from ui.main import Window
from ui.orders.page import CapturePage

K = Qt.Key
LETTER_MS = 45  # slower than a scanner
SIZE = (1440, 900)
PATIENCE = 15.0
SHARE = 0.03  # of the day's orders: so many acts the window does, if need be after the others
ANSWER = 5.0
BETWEEN = 0.6  # seconds from the read-back to the F12 that places
APPROVERS = 12
QUIET_SECONDS = 120


class Player:
    """One person at one window. What a key press comes to is read from the desk's database."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self.tally = Tally(0)
        self.placed = 0
        self.done = 0  # acts of all kinds
        self._left = 0
        self._chance = random.Random("window")
        self._desk: Desk | None = None
        self._mine: list[str] = []  # orders that were carried out, to be brought back
        self._phones: list[str] = []

    @property
    def seat(self) -> Seat:
        assert self._cast.window is not None
        return self._cast.window

    @property
    def desk(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def open(self) -> None:
        seat = self.seat
        self._desk = Desk(seat.folder, seat.url)
        self._desk.enrol(self._cast.code_of("window", "JKT01"), "window")
        self._desk.start()
        if not self._desk.wait_caught_up(SYNC_SECONDS):
            raise RuntimeError("the window's desk did not sync")
        self._app = QApplication.instance() or QApplication([])
        assert isinstance(self._app, QApplication)
        self._window = Window(self._app, self._desk)
        self._main = self._window.main
        self._main.resize(*SIZE)
        self._main.show()
        clerk = seat.person("clerk")
        self._wait(400)
        self._press(K.Key_F3)
        self._type(clerk.name, enter=True)
        self._wait(300)
        self._type(clerk.pin)
        self._press(K.Key_Return)
        if not self._until(lambda: not self._main.is_locked()):
            raise RuntimeError("nobody could sign in at the window")
        self._wait(400)

    def _awake(self) -> None:
        """Who comes back to a desk that locked itself carries on with the PIN."""
        if not self._main.is_locked():
            return
        begun = time.monotonic()
        self._settle()
        self._type(self.seat.person("clerk").pin, enter=True)
        if not self._until(lambda: not self._main.is_locked()):
            self._main.grab().save(str(self._cast.folder / "window-locked.png"))
            raise RuntimeError("the window's desk stayed locked")
        self._wait(400)
        self.tally.done("window: unlock", time.monotonic() - begun)

    def close(self) -> None:
        if self._desk is not None:
            self._main.close()
            self._desk.close()
            self._desk = None

    def drained(self) -> list[str]:
        self.desk.poke()

        def quiet() -> bool:
            status = self.desk.status()
            return status.state == "online" and status.queued == 0 and self.desk.caught_up

        return [] if self._until(quiet, QUIET_SECONDS) else ["the window's desk is not idle"]

    # --- the day

    def play(self, book: Book) -> None:
        skus = [product.sku for product in self._goods()]
        acts = {"sell": 5, "hand over": 3, "take back": 2}
        wanted, tried = int(self.tally.orders * SHARE) or 1, 0
        while self.tally.open or (self.done < wanted and tried < 3 * wanted):
            if self.tally.stop.is_set():
                return
            tried += 1
            act = self._chance.choices(list(acts), list(acts.values()))[0]
            self._awake()
            begun = time.monotonic()
            if act == "sell":
                done = self._sell(skus, book)
            elif act == "hand over":
                done = self._hand_over(book)
            else:
                done = self._take_back()
            if done:
                self.done += 1
                self.tally.done(f"window: {act}", time.monotonic() - begun)
            else:
                self._wait(200)
        if self.done < wanted:
            self.tally.fail(f"the window did {self.done} acts of {wanted}")

    def _sell(self, skus: list[str], book: Book) -> bool:
        """F2 who, the goods, F6 how and by which card, F12 read back, F12."""
        before = self._sold()
        self._main.show_page("orders")
        self._settle()
        self._press(K.Key_F2)
        known = bool(self._phones) and self._chance.random() < 0.7
        if known:
            self._type(self._chance.choice(self._phones)[-8:], enter=True)
        else:
            phone = f"0813{self._chance.randrange(10**8):08d}"
            self._type(phone, enter=True)
            name = f"{self._chance.choice(NAMES)} {self._chance.choice(FAMILIES)}"
            self._type(name, enter=True)
            self._type("10220")
            self._press(K.Key_Return)
            self._type("Jl. Melati 3", enter=True)
            self._phones.append(phone)
        for sku in self._chance.sample(skus, self._chance.randint(1, 2)):
            self._scan(sku)
        self._press(K.Key_F6)
        self._press(K.Key_1)
        self._press(K.Key_2)
        self._press(K.Key_Return)
        self._type(f"{self._chance.randrange(10**6):06d}", enter=True)
        if not self._commit(lambda: len(self._sold()) > len(before)):
            self._give_up("sell")
            return False
        (order_id,) = set(self._sold()) - set(before)
        self.placed += 1
        self.tally.sold()
        self._mine.append(order_id)
        book.add(book.collected, order_id)
        return True

    def _hand_over(self, book: Book) -> bool:
        """The code on the customer's phone, F7 when it is still to be paid, Space, F12."""
        codes = {sold.order_id: sold.code for sold in book.sold[-400:]}
        ready = [
            card
            for card in self.desk.ask(board, self.seat.site_id).result()
            if card.column.value == "ready" and card.order_id in codes
        ]
        if not ready:
            return False
        card = self._chance.choice(ready)
        parcel = self.desk.ask(panel, card.fulfillment_id).result()
        if parcel is None or parcel.open_holds:
            return False
        self._main.show_page("pickup")
        self._settle()
        self._scan(codes[card.order_id])
        self._settle()
        if parcel.due_minor:
            self._press(K.Key_F7)
            self._type(f"{self._chance.randrange(10**6):06d}", enter=True)
        self._press(K.Key_Space)

        def closed() -> bool:
            now = self.desk.ask(panel, card.fulfillment_id).result()
            return now is None or now.card.column.value == "collected"

        if not self._commit(closed):
            self._give_up("hand over")
            return False
        return True

    def _take_back(self) -> bool:
        """The number on the receipt, the first line, too small, as good as new, as paid, F12."""
        if not self._mine:
            return False
        order_id = self._mine.pop(self._chance.randrange(len(self._mine)))
        before = self._returned()
        card = self.desk.ask(order_card, order_id).result()
        if card is None:
            return False
        self._main.show_page("returns")
        self._settle()
        self._scan(card.head.number)
        for key in (K.Key_Down, K.Key_Space, K.Key_1, K.Key_Return, K.Key_Return):
            self._press(key)
        if not self._commit(lambda: self._returned() > before):
            self._give_up("take back")
            return False
        return True

    def _commit(self, done: Callable[[], bool]) -> bool:
        """F12 as a person presses it: at once when it was read back, else after a look; a limit
        is let pass by a second person."""
        for _ in range(4):
            was = self._reads_back()
            self._press(K.Key_F12)
            self._until(partial(self._moved_on, done, was), ANSWER)
            if self._asks():
                self._let_pass()
            if self._until(done, BETWEEN):
                return True
        return False

    def _moved_on(self, done: Callable[[], bool], was: bool) -> bool:
        return done() or self._asks() or self._reads_back() is not was

    def _reads_back(self) -> bool:
        page = self._main.page
        return isinstance(page, CapturePage) and page.confirm.is_reading

    def _asks(self) -> bool:
        page = self._main.page
        return page is not None and page.approval.isVisibleTo(page)

    def _let_pass(self) -> None:
        """↓ to somebody whose PIN is known here, then the PIN."""
        page = self._main.page
        assert page is not None
        pins = {told["name"]: told["pin"] for told in self._cast.server.keys["people"]}
        for _ in range(APPROVERS):
            pin = pins.get(page.approval.approver)
            if pin is not None:
                self._type(pin, enter=True)
                self._until(lambda: not self._asks(), ANSWER)
                return
            self._press(K.Key_Down)

    def _give_up(self, act: str) -> None:
        """What the screen said is kept with the refusals, with a picture beside the logs; the
        next customer is served."""
        self._left += 1
        self._main.grab().save(str(self._cast.folder / f"window-{self._left}-{act}.png"))
        page = self._main.page
        said = page.strip.text() if page is not None and page.strip.isVisibleTo(page) else ""
        said = "needs approval" if self._asks() else said or "no answer"
        self.tally.left(f"window: {act}: {said}")
        for _ in range(3):
            self._press(K.Key_Escape)
        if act == "sell":  # parked, so that the next customer's goods do not join it
            self._main.show_page("orders")
            self._press(K.Key_F8)

    # --- what the desk has

    def _goods(self) -> list[Any]:
        found: dict[str, Any] = {}
        for letter in "abcdefghijklmnoprstuvw":
            for product in self.desk.ask(find_goods, letter).result():
                found[product.id] = product
        return list(found.values())

    def _sold(self) -> list[str]:
        return self.desk.ask(_placed_here, self.desk.device_id).result()

    def _returned(self) -> int:
        return self.desk.ask(_returns_by, self.seat.person("clerk").user_id).result()

    # --- fingers

    def _press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self._focus(), key, modifier)
        self._settle()

    def _type(self, text: str, *, enter: bool = False) -> None:
        for letter in text:
            QTest.keyClicks(self._focus(), letter)
            self._wait(LETTER_MS)
        self._settle()
        if enter:
            self._press(K.Key_Return)

    def _scan(self, code: str) -> None:
        """As a scanner does: faster than fingers, Enter at the end."""
        target = self._focus()
        QTest.keyClicks(target, code)
        QTest.keyClick(target, K.Key_Return)
        self._settle()

    def _settle(self) -> None:
        """Until the desk has answered what the last key asked, and what that answer asked."""
        for _ in range(3):
            self._wait(20)
            for asked in (self.desk.ask(_nothing), self.desk.write(_nothing)):
                self._until(asked.done, SYNC_SECONDS, look_ms=5)
        self._wait(20)

    def _focus(self) -> QWidget:
        return self._main.focusWidget() or self._main

    def _wait(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _until(
        self, held: Callable[[], bool], seconds: float = PATIENCE, *, look_ms: int = 60
    ) -> bool:
        end = time.monotonic() + seconds
        while not held():
            if time.monotonic() > end:
                return False
            self._wait(look_ms)
        return True


def _nothing(_db: Connection) -> None:
    """A barrier on a lane of the desk."""


def _placed_here(db: Connection, device_id: str) -> list[str]:
    return list(db.execute(sa.select(orders.c.id).where(orders.c.device_id == device_id)).scalars())


def _returns_by(db: Connection, user_id: str) -> int:
    asked = sa.select(sa.func.count()).select_from(returns).where(returns.c.taken_by == user_id)
    return int(db.execute(asked).scalar_one())
