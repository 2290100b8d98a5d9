"""A retailer's server and two desks after a busy hour: something of everything that can be."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from app.adapters.key_stores import FileKeyStore
from app.customers.commands import NewAddress, NewCustomer
from app.demo.build import build
from app.desk.profile import Profile
from app.desk.store import DeskStore, Outcome
from app.features import REGISTER
from app.fulfillment.commands import HandOver, Pick, Proof, ShortPick, Stage
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.identity.devices import Device
from app.identity.queries import keep_grant
from app.kit.clock import MINUTE, SECOND, Instant
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.orders.commands import Appease, CancelLines, LineQuantity, OrderLine, PlaceOrder
from app.orders.reasons import AppeaseReason, CancelReason
from app.orders.states import Method
from app.orders.tables import order_lines
from app.payments.commands import OpenDrawer, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import payments
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason
from app.server.service import Service
from app.stock.commands import AskHold, HeldUnits
from app.stock.counting import CountedLine, FinishCount, OpenCount, PostCount
from app.stock.tables import stock_cells
from app.storage.engine import desk_engine
from app.sync import wire
from app.sync.feed import Page

START = Instant(1_790_000_000 * SECOND)
CARE, TILL = "care", "till"


class Ticking:
    """Each look at this clock is a second later."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> Instant:
        self.time = Instant(self.time + SECOND)
        return self.time

    def monotonic_ms(self) -> int:
        return self.time // 1_000


@dataclass
class Counter:
    """One desk with one person, in step with the server when it is told to sync."""

    service: Service
    store: DeskStore
    profile: Profile
    device: Device
    user_id: str

    def run(self, command: Command) -> dict[str, Any]:
        outcome: Outcome = self.store.run(command, self.user_id, online=True)
        assert outcome.ok, outcome.refusal
        return outcome.result

    def send(self) -> None:
        if batch := self.store.batch(0, 200):
            replica_id = self.store.cursor().replica_id
            self.service.take(self.device, wire.Commands(replica_id=replica_id, commands=batch))

    def read(self) -> None:
        at = self.store.cursor()
        request = wire.Feed(
            replica_id=at.replica_id, epoch=at.epoch, seq=at.seq, chain=at.chain, wait=0
        )
        reply = self.service.feed(self.device, request)
        if isinstance(reply, Page):
            self.store.apply(reply)
            return
        assert reply.action == "snapshot"
        with self.service.snapshot(self.device, wire.Snapshot(since=at.seq)) as (head, parts):
            self.store.swap_mirror(head, parts, frozenset())

    def sync(self) -> None:
        self.send()
        self.read()

    def rows(self, table: sa.Table, **where: Any) -> list[RowMapping]:
        tests = [table.c[name] == value for name, value in where.items()]

        def ask(db: Connection) -> list[RowMapping]:
            return list(db.execute(sa.select(table).where(*tests).order_by(table.c.id)).mappings())

        return self.store.write(ask)

    def close(self) -> None:
        self.store.close()
        self.profile.close()


def live_a_day(url: str, folder: Path) -> None:
    """Build the shop at `url` and its two desks in `folder`; one command of each stays queued."""
    clock = Ticking()
    service = Service(url, clock=clock)
    keys = build(service, now=START, size="small")
    with service.engine.begin() as db:
        sites = {row.code: row.id for row in db.execute(sa.text("SELECT code, id FROM sites"))}
    people = {(one.role, one.site): one for one in reversed(keys.people)}

    def join(name: str, device_name: str, site: str, role: str) -> Counter:
        profile = Profile(folder / name)
        profile.open()
        key = profile.key(FileKeyStore(profile.folder))
        numbers = (derived_id(name, "made", n) for n in range(10_000))
        store = DeskStore(profile, key, REGISTER, clock, lambda: next(numbers))
        joined = service.enrol(wire.Enrol(code=keys.enrol_codes[device_name]))
        store.enrol(joined)
        device = service.device_of(joined.device_id, joined.credential)
        person = people[role, site]
        signed = service.sign_in(device, wire.SignIn(user_id=person.user_id, pin=person.pin))
        store.write(keep_grant, person.user_id, signed.token)
        counter = Counter(service, store, profile, device, person.user_id)
        counter.read()
        return counter

    care = join(CARE, "care desk", "CAR01", "agent")
    till = join(TILL, "JKT01 counter", "JKT01", "clerk")
    _trade(care, till, sites["JKT01"])
    care.close()
    till.close()
    service.close()


def _trade(care: Counter, till: Counter, store: str) -> None:
    cells = sorted(
        care.rows(stock_cells, site_id=store), key=lambda c: c["safety"] - c["available"]
    )
    one, two, three, few = (cell["product_id"] for cell in (*cells[:3], cells[5]))
    sold = _order(care, store, [(one, 2), (two, 1)])
    begun = _order(care, store, [(one, 1), (two, 2)])
    _order(care, store, [(three, 1)], method=Method.SHIP, kind=TenderKind.PAY_LINK)
    dropped = _order(care, store, [(three, 1)])
    free = next(cell["available"] - cell["safety"] for cell in cells if cell["product_id"] == few)
    short = _order(care, store, [(few, 1)])
    _order(care, store, [(few, free - 1)])  # loses its goods when the first is not found
    line = care.rows(order_lines, order_id=dropped)[0]
    wanted = [LineQuantity(line_id=line["id"], quantity=1)]
    care.run(CancelLines(order_id=dropped, lines=wanted, reason=CancelReason.CUSTOMER_REQUEST))
    lent = wire.Borrow(request_id="first", units=[(store, three, 2)])
    till.service.borrow(till.device, lent)
    kept = [HeldUnits(site_id=store, product_id=three, quantity=1)]
    till.run(AskHold(hold_id="draft", units=kept, lasts=MINUTE))
    care.sync()
    till.sync()
    _hand_over(till, sold, store)
    _pick(till, begun, most=1)
    parcel, lost = _parcel(till, short)[0], _lines(till, short)[0]
    till.run(
        ShortPick(
            fulfillment_id=parcel,
            line_id=lost["line_id"],
            quantity=1,
            reason=ShortReason.NOT_FOUND,
            then=ShortNext.BACKORDER,
        )
    )
    till.sync()
    care.sync()
    care.run(
        Appease(order_id=sold, reason=AppeaseReason.LATE, told_minor=1_000, amount_minor=1_000)
    )
    care.sync()
    till.sync()
    _take_back(till, sold, store)
    _count(till, store, [cell["product_id"] for cell in cells[8:10]])
    till.sync()
    care.sync()
    _order(care, store, [(two, 1)])  # stays queued
    _pick(till, begun, most=1)  # stays queued


def _count(till: Counter, store: str, products: Sequence[str]) -> None:
    """A shelf is counted at the till, one unit fewer of the first; the server posts it."""
    count_id = derived_id("house", "count")
    there = {row["product_id"]: row["available"] for row in till.rows(stock_cells, site_id=store)}
    lines = [
        CountedLine(
            product_id=product,
            counted=there[product] - (product == products[0]),
            expected=there[product],
        )
        for product in products
    ]
    till.run(OpenCount(count_id=count_id, site_id=store))
    for _ in range(2):  # the second count settles what the rule may doubt
        till.run(FinishCount(count_id=count_id, lines=lines))
    till.send()
    till.service.run(PostCount(count_id=count_id), derived_id("house", "post"))


def _order(
    desk: Counter,
    store: str,
    goods: Sequence[tuple[str, int]],
    *,
    method: Method = Method.PICKUP,
    kind: TenderKind = TenderKind.AT_STORE,
) -> str:
    count = len(desk.rows(payments))
    prices = {row["id"]: row["price_minor"] for row in _products(desk)}
    total = sum(prices[product] * quantity for product, quantity in goods)
    address = NewAddress(
        address_id=derived_id(str(count), "address"),
        street="Jl. Melati 1",
        city="Jakarta",
        province="DKI Jakarta",
        postcode="10110",
    )
    result = desk.run(
        PlaceOrder(
            number="",
            pickup_code="A1B2C3",
            channel="phone",
            site_id=desk.device.site_id,
            language="id",
            currency="IDR",
            lines=[
                OrderLine(
                    product_id=product,
                    quantity=quantity,
                    unit_minor=prices[product],
                    method=method,
                    site_id=store,
                )
                for product, quantity in goods
            ],
            told_total_minor=total,
            new_customer=NewCustomer(
                customer_id=derived_id(str(count), "customer"),
                name="Siti Rahmawati",
                phone=f"+62812345{count:05d}",
                email="siti@example.com",
            ),
            ship_to=address if method is Method.SHIP else None,
            tenders=[TenderTaken(kind=kind, amount_minor=total)],
        )
    )
    return str(result["order_id"])


def _products(desk: Counter) -> list[RowMapping]:
    from app.catalog.tables import products  # noqa: PLC0415  one use, and a word used all over

    return desk.rows(products)


def _parcel(desk: Counter, order_id: str) -> list[str]:
    return [row["id"] for row in desk.rows(fulfillments, order_id=order_id)]


def _lines(desk: Counter, order_id: str) -> list[RowMapping]:
    return desk.rows(fulfillment_lines, order_id=order_id)


def _pick(desk: Counter, order_id: str, most: int = 100) -> None:
    for row in _lines(desk, order_id):
        for _ in range(min(most, row["quantity"] - row["picked"])):
            desk.run(Pick(fulfillment_id=row["fulfillment_id"], line_id=row["line_id"]))
            most -= 1


def _hand_over(till: Counter, order_id: str, store: str) -> None:
    drawer = derived_id("house", "drawer")
    till.run(OpenDrawer(drawer_id=drawer, site_id=store, float_minor=500_000, currency="IDR"))
    _pick(till, order_id)
    parcel = _parcel(till, order_id)[0]
    bins = till.store.write(
        lambda db: db.execute(
            sa.text("SELECT code FROM bins WHERE site_id = :site AND kind = 'staging'"),
            {"site": store},
        ).scalar()
    )
    till.run(Stage(fulfillment_id=parcel, bin_code=str(bins)))
    tenders = till.rows(payments, order_id=order_id, state="pending")
    due = sum(row["amount_minor"] for row in tenders)
    cash = TenderTaken(kind=TenderKind.CASH, amount_minor=due, drawer_id=drawer)
    till.run(HandOver(fulfillment_id=parcel, proof=Proof.ID, code_checked=True, tenders=[cash]))


def _take_back(till: Counter, order_id: str, store: str) -> None:
    line = till.rows(order_lines, order_id=order_id, ordered=1)[0]
    refund = line["total_minor"]
    till.run(
        ReturnItems(
            order_id=order_id,
            site_id=store,
            lines=[
                ReturnedLine(
                    line_id=line["id"],
                    quantity=1,
                    reason=Reason.WRONG_ITEM,  # ours: no fee, whatever was bought
                    grade=Grade.A,
                    disposition=Disposition.SHELF,
                )
            ],
            mode=RefundMode.STORE_CREDIT,
            told_refund_minor=refund,
        )
    )


@contextmanager
def open_desk(folder: Path, *, read_only: bool = False) -> Iterator[Engine]:
    profile = Profile(folder)
    engine = desk_engine(profile.database, profile.key(FileKeyStore(folder)), read_only=read_only)
    try:
        yield engine
    finally:
        engine.dispose()
