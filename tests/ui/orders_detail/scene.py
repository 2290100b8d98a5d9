"""The order of the picture: one parcel ready, one to be sent, one waiting for its goods."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.catalog.tables import products
from app.customers.commands import CreateCustomer, NewAddress
from app.fulfillment.commands import Claim, Pick, Stage
from app.fulfillment.queries import parcels_of
from app.identity.approval import Approval
from app.identity.tables import users
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR, Instant
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import derived_id
from app.orders.commands import OrderLine
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.places.tables import bins, sites
from app.pricing.margins import Costs
from app.storage.engine import server_engine
from app.storage.schema import Side
from app.sync.wire import Beside, Colleague
from tests.support.shop import AGENT, CENTER, CLERK, START, Shop, open_shop, pickup, ship
from tests.ui.conftest import FakeOutcome, InstantDesk, answered, failing

SITI = "c" * 32
NUMBER = "JKT01-3-000712"
OTHER = "JKT01-3-000713"
# sku, gtin, name, price
GOODS = (
    ("SH-100", "8991234500101", "Linen Shirt White", 499_000),
    ("SK-005", "8991234500057", "Cotton Socks 3-pack", 125_000),
    ("TR-220", "8991234500224", "Chino Trousers Sand", 690_000),
    ("JK-410", "8991234500415", "Rain Jacket Olive", 1_290_000),
)
PRICE = {sku: price for sku, _, _, price in GOODS}
SHIRT, SOCKS, CHINO, JACKET = (sku for sku, *_ in GOODS)
SHIPPING = 18_000
TOTAL = 499_000 + 125_000 + 2 * 690_000 + 1_290_000 + SHIPPING
HOME = NewAddress(
    address_id="a" * 32,
    label="Home",
    street="Jl. Sudirman 12",
    city="Jakarta",
    province="DKI",
    postcode="10310",
)


class Scene:
    """`shop` stands three hours after the call; `desk` answers like the clerk's at the store."""

    def __init__(self, folder: Path, *, like: "Scene | None" = None) -> None:
        """`like`: another scene, whose database is copied instead of played again."""
        self.folder = folder
        self.shop: Shop
        self.order_id: str
        self.other_id: str
        self.line_ids: list[str]
        if like is not None:
            like.shop.engine.dispose()  # the write-ahead log goes into the file
            copy = Path(shutil.copy(like.folder / "shop.db", folder / "shop.db"))
            self.shop = replace(like.shop, engine=server_engine(f"sqlite:///{copy}"))
            self.order_id, self.line_ids = like.order_id, list(like.line_ids)
            self.other_id = like.other_id
        else:
            self.shop = open_shop(folder)
            self._furnish()
            self.order_id, self.line_ids = self._sell()
            self._make_ready()
            self.other_id = self.shop.order(
                pickup(SHIRT), number=OTHER, customer_id=SITI, told=499_000
            )["order_id"]
            self.shop.now = Instant(self.shop.now + 2 * HOUR)
        self.desk = DetailDesk(self.shop)

    def _furnish(self) -> None:
        shop = self.shop
        with shop.acting() as uow:
            uow.update(sites, "menteng", name="Grand Indonesia")
            uow.update(sites, CENTER, name="Cikarang DC")
            uow.update(bins, "bin-menteng", code="A-11")
            uow.update(users, AGENT.user_id, name="Dewi Anggraini")
            uow.update(users, CLERK.user_id, name="Agus Wibowo")
            uow.insert(
                products,
                *(
                    {
                        "id": sku,
                        "sku": sku,
                        "gtin": gtin,
                        "name": name,
                        "category": "clothes",
                        "price_minor": price,
                        "currency": "IDR",
                        "tax_class": "ppn",
                        "weight_grams": 300,
                        "active": True,
                    }
                    for sku, gtin, name, price in GOODS
                ),
            )
        for sku in (SHIRT, SOCKS, CHINO):
            for site_id in ("menteng", "kemang", CENTER):
                shop.stock(site_id, sku, 9)
        shop.inbound(CENTER, JACKET, 12, START + 5 * DAY)
        shop.perform(
            CreateCustomer(
                customer_id=SITI,
                name="Siti Rahmawati",
                phone="081234567890",
                email="siti@example.id",
            ),
            AGENT,
        )

    def _sell(self) -> tuple[str, list[str]]:
        sold = self.shop.order(
            self._line(pickup, SHIRT),
            self._line(pickup, SOCKS),
            self._line(ship, CHINO, 2),
            self._line(ship, JACKET, promise_to=START + 3 * DAY, promise_from=START + 2 * DAY),
            tenders=[
                TenderTaken(kind=TenderKind.TERMINAL, amount_minor=TOTAL, reference="VISA 4242")
            ],
            actor=CLERK,
            told=TOTAL,
            number=NUMBER,
            customer_id=SITI,
            channel="phone",
            language="en",
            ship_to=HOME,
            shipping_minor=SHIPPING,
        )
        return sold["order_id"], sold["line_ids"]

    def _line(
        self, how: Callable[..., OrderLine], sku: str, quantity: int = 1, **told: Any
    ) -> OrderLine:
        return how(sku, quantity, unit_minor=PRICE[sku], **told)

    def _make_ready(self) -> None:
        shop = self.shop
        parcel = self.parcel(Method.PICKUP)
        shop.perform(Claim(fulfillment_id=parcel), CLERK)
        for line_id in self.line_ids[:2]:
            shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=1), CLERK)
        shop.perform(Stage(fulfillment_id=parcel, bin_code="A-11"), CLERK)

    def parcel(self, method: Method) -> str:
        with self.shop.engine.connect() as db:
            return next(
                card.fulfillment_id
                for card in parcels_of(db, self.order_id)
                if card.method == method.value
            )


class DetailDesk(InstantDesk):
    """Questions are asked of the shop, commands run as on a desk of the person who acts."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.printed: list[tuple[str, str]] = []
        self.fetched: list[str] = []
        self.here: list[tuple[str, str, bool]] = []  # who said to be at which order
        self.colleagues: list[Colleague] = []
        self.elsewhere: dict[str, str] = {}
        self.costs: dict[str, int] = {}  # what the server tells those who may know it
        self.away = False

    def run(self, command: Any, actor: object, *, command_id: str = "") -> "Future[Any]":
        self.ran.append((command, actor))
        assert isinstance(actor, Actor)
        command_id = command_id or derived_id("test", "screen", len(self.ran))
        try:
            result = self.shop.perform(command, actor, side=Side.DESK, command_id=command_id)
        except Refusal as refusal:
            return answered(FakeOutcome("refused", refusal=refusal))
        return answered(FakeOutcome(result=result))

    def approve(self, approver_id: str, pin: str, **told: Any) -> "Future[Any]":
        """Whoever is named says yes: whether the PIN is right is tested where it is checked."""
        return answered(
            Approval(
                approver_id=approver_id,
                permission=told["permission"],
                amount=told["amount"],
                command_id=derived_id("test", "approved", len(self.ran)),
                at=self.shop.now,
                token="signed",
            )
        )

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> "Future[Any]":
        with self.shop.engine.connect() as db:
            try:
                return answered(query(db, *args, **kwargs))
            except Exception as trouble:  # a lane keeps whatever its job raised
                return failing(trouble)

    report = write = ask

    def fetch(self, path: str, kind: type[Any], **query: str) -> "Future[Any]":
        if self.away:
            return failing(Unreachable("away"))
        self.fetched.append(path)
        known = (one for one in query["products"].split(",") if one in self.costs)
        return answered(Costs(cost_minor={one: self.costs[one] for one in known}))

    def fetch_order(self, text: str) -> "Future[str | None]":
        self.fetched.append(text)
        if self.away:
            return failing(Unreachable("away"))
        return answered(self.elsewhere.get(text))

    def be_at(self, user_id: str, order_id: str, *, changing: bool) -> "Future[Beside]":
        self.here.append((user_id, order_id, changing))
        return answered(Beside(colleagues=self.colleagues if order_id else []))

    def print_out(self, kind: str, what: str) -> None:
        self.printed.append((kind, what))

    def commands(self) -> list[Any]:
        return [command for command, _ in self.ran]
