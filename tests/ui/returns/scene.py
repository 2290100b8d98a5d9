"""The order of the picture in a real shop: trousers, a shirt, a belt, socks and a jacket."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import structs

from app.catalog.tables import products
from app.customers.commands import CreateCustomer
from app.identity.tables import devices
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import derived_id
from app.orders.commands import OrderLine
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.places.tables import sites
from app.pricing.tables import promotions
from app.returns.blind import Lowest
from app.returns.model import RefundMode
from app.returns.tables import return_rules
from app.storage.engine import server_engine
from app.storage.schema import Side
from tests.returns.goods import REGISTER, asked, shop_with_rules, take_back, units, yes
from tests.support.shop import AGENT, CLERK, MANAGER, Shop, cash
from tests.ui.conftest import FakeOutcome, InstantDesk, answered, failing

SITI = "c" * 32
NUMBER = "JKT01-3-000655"
# sku, gtin, name, size, category, price, bought
GOODS = (
    ("TR-220", "8991234500224", "Chino Trousers Sand", "32", "trousers", 690_000, 2),
    ("SH-100", "8991234500101", "Linen Shirt White", "M", "shirts", 499_000, 1),
    ("BT-310", "8991234500316", "Leather Belt", "90", "accessories", 350_000, 1),
    ("SK-005", "8991234500057", "Cotton Socks 3-pack", "", "socks", 125_000, 1),
    ("JK-220", "8991234500231", "Denim Jacket Indigo", "M", "jackets", 1_290_000, 1),
)
TOTAL = 2 * 621_000 + 499_000 + 350_000 + 125_000 + 1_290_000
GIFT = 500_000


class Scene:
    """`shop` stands a week after the sale; `desk` answers like the till of its clerk."""

    def __init__(self, folder: Path, *, drawer: bool = True, like: "Scene | None" = None) -> None:
        """`like`: another scene, whose database is copied instead of played again."""
        if like is not None:
            self._copy(folder, like)
            return
        self.folder = folder
        self.shop = shop_with_rules(folder)
        self._furnish()
        self.order_id, self.line_ids = self._sell()
        self.shop.now = Instant(self.shop.now + 3 * DAY)
        self._jacket_came_back_at_pim()
        self.shop.now = Instant(self.shop.now + 4 * DAY)
        if drawer:
            self.shop.drawer(CLERK)
        self.desk = CounterDesk(self.shop)

    def _copy(self, folder: Path, like: "Scene") -> None:
        self.folder = folder
        like.shop.engine.dispose()  # the write-ahead log goes into the file
        copy = Path(shutil.copy(like.folder / "shop.db", folder / "shop.db"))
        self.shop = replace(like.shop, engine=server_engine(f"sqlite:///{copy}"))
        self.order_id, self.line_ids = like.order_id, list(like.line_ids)
        self.desk = CounterDesk(self.shop)

    def _furnish(self) -> None:
        shop = self.shop
        with shop.acting() as uow:
            uow.insert(
                sites,
                {
                    "id": "pim",
                    "code": "PIM02",
                    "name": "PIM 2",
                    "kind": "store",
                    "time_zone": "Asia/Jakarta",
                },
            )
            uow.insert(devices, {"id": CLERK_PIM.device_id, "site_id": "pim", "number": 4})
            uow.update(sites, "menteng", name="Grand Indonesia")
            uow.insert(
                return_rules,
                {
                    "id": "r3",
                    "code": "ACC3",
                    "category": "accessories",
                    "returnable": True,
                    "window_days": 3,
                },
                {
                    "id": "r0",
                    "code": "HYG",
                    "category": "socks",
                    "returnable": False,
                    "window_days": 0,
                },
            )
            uow.insert(
                promotions,
                {
                    "id": "midnov",
                    "code": "MIDNOV",
                    "name": "MIDNOV",
                    "kind": "percentage",
                    "value": 1000,
                    "scope": "line",
                    "category": "trousers",
                    "active": True,
                },
            )
            uow.insert(
                products,
                *(
                    {
                        "id": sku,
                        "sku": sku,
                        "gtin": gtin,
                        "name": name,
                        "size": size,
                        "category": category,
                        "price_minor": price,
                        "currency": "IDR",
                        "tax_class": "ppn",
                        "active": True,
                    }
                    for sku, gtin, name, size, category, price, _ in GOODS
                ),
            )
            uow.insert(
                products,
                *(
                    {
                        "id": f"TR-22{at}",
                        "sku": f"TR-22{at}",
                        "gtin": f"899123450022{at + 4}",
                        "style": "TR",
                        "name": "Chino Trousers Sand",
                        "size": size,
                        "category": "trousers",
                        "price_minor": 690_000,
                        "currency": "IDR",
                        "tax_class": "ppn",
                        "active": True,
                    }
                    for at, size in ((1, "33"), (2, "34"))
                ),
            )
            uow.update(products, "TR-220", style="TR")
        for sku, *_ in GOODS:
            shop.stock("menteng", sku, 13)
        shop.stock("menteng", "TR-222", 3)
        shop.stock("pim", "TR-221", 1)
        shop.perform(
            CreateCustomer(customer_id=SITI, name="Siti Rahmawati", phone="081234567890"), AGENT
        )

    def _jacket_came_back_at_pim(self) -> None:
        """What a second person let pass does not count towards the limits of the order."""
        command_id = derived_id("test", "jacket")
        command = asked(
            self.shop,
            self.order_id,
            units(self.line_ids[4]),
            actor=CLERK_PIM,
            mode=RefundMode.STORE_CREDIT,
            approval=yes("return.known", 1_290_000, command_id, at=self.shop.now),
        )
        take_back(self.shop, command, CLERK_PIM, command_id=command_id)

    def _sell(self) -> tuple[str, list[str]]:
        drawer_id = self.shop.drawer(MANAGER)
        sold = self.shop.order(
            *(
                OrderLine(
                    product_id=sku,
                    quantity=bought,
                    unit_minor=price,
                    method=Method.CARRY_OUT,
                    site_id="menteng",
                )
                for sku, _, _, _, _, price, bought in GOODS
            ),
            tenders=[
                cash(GIFT, drawer_id),
                TenderTaken(
                    kind=TenderKind.TERMINAL, amount_minor=TOTAL - GIFT, reference="VISA 4242"
                ),
            ],
            actor=MANAGER,
            told=TOTAL,
            number=NUMBER,
            customer_id=SITI,
        )
        return sold["order_id"], sold["line_ids"]


CLERK_PIM = type(CLERK)(user_id="clerk-k", role="clerk", device_id="till-9", site_id="pim")


class CounterDesk(InstantDesk):
    """Questions are asked of the shop, commands run as on a desk; `elsewhere` is at the server."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.printed: list[tuple[str, str]] = []
        self.fetched: list[str] = []
        self.elsewhere: dict[str, str] = {}
        self.lowest: int | None = None  # what the server knows of sales in other stores
        self.away = False
        self.broken = False

    def run(self, command: Any, actor: object, *, command_id: str = "") -> "Future[Any]":
        self.ran.append((command, actor))
        if self.broken:
            return failing(OSError("the disk is gone"))
        spec = REGISTER.of(command)
        if spec.series is not None:
            command = structs.replace(command, number=f"{spec.series}JKT01-3-{len(self.ran):06d}")
        command_id = command_id or derived_id("test", "screen", len(self.ran))
        try:
            with self.shop.acting(CLERK, side=Side.DESK, command_id=command_id) as uow:
                result = REGISTER.perform(uow, spec, command)
        except Refusal as refusal:
            return answered(FakeOutcome("refused", refusal=refusal))
        return answered(FakeOutcome(result=result))

    def approve(self, approver_id: str, pin: str, **told: Any) -> "Future[Any]":
        """The manager's PIN is 123456."""
        if pin != "123456":
            return failing(Refusal("wrong_pin", tries_left=4))
        permission, amount = told["permission"], told["amount"]
        command_id = derived_id("test", "approved", len(self.ran))
        return answered(yes(permission, amount, command_id, at=self.shop.now))

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> "Future[Any]":
        with self.shop.engine.connect() as db:
            return answered(query(db, *args, **kwargs))

    def fetch(self, path: str, kind: type[Any], **query: str) -> "Future[Any]":
        if self.away:
            return failing(Unreachable("away"))
        return answered(Lowest(unit_minor=self.lowest))

    def fetch_order(self, text: str) -> "Future[str | None]":
        self.fetched.append(text)
        if self.away:
            return failing(Unreachable("away"))
        return answered(self.elsewhere.get(text))

    def print_out(self, kind: str, what: str) -> None:
        self.printed.append((kind, what))
