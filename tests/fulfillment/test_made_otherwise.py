"""A store works without a line on parcels that the server makes otherwise meanwhile: what it did is
booked, whatever the server did. Goods leave the books once, and so comes the money."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from app.cases.choices import Choice
from app.cases.tables import cases
from app.fulfillment.commands import (
    HandedLine,
    HandOver,
    Pick,
    Proof,
    PutBack,
    ShortPick,
    Stage,
    Unclaim,
    UndoHandOver,
    UndoPick,
)
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.insights.verify import money, stock
from app.insights.verify import orders as books
from app.insights.verify import parcels as parcel_books
from app.insights.verify.check import Where
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.commands import CancelLines, Edits, LineDelivery, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.tables import money_entries, payments
from app.settling.commands import SettleCase
from app.stock.states import Bucket
from app.stock.tables import stock_movements
from tests.fulfillment.test_handlers_pickup import kinds, picked_and_staged, waiting
from tests.fulfillment.test_take_back import ANI, back, sent
from tests.orders.test_handlers_change import change
from tests.support.postgres import fresh_database
from tests.support.shop import (
    CHINO,
    CLERK,
    CLERK_KEMANG,
    MANAGER,
    MUG,
    PRICES,
    SHIRT,
    Shop,
    open_shop,
    pickup,
    ship,
    terminal,
)


@pytest.fixture(params=["sqlite", "postgres"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    shop = open_shop(tmp_path, url)
    yield shop
    verified(shop)
    shop.engine.dispose()


def verified(shop: Shop) -> None:
    shop.check()
    with shop.engine.connect() as db:
        for check in (*money.CHECKS, *books.CHECKS, *stock.CHECKS, *parcel_books.CHECKS):
            if Where.SERVER in check.sides:
                assert not list(check.look(db)), check.id


def handed(parcel: str, lines: dict[str, int], *tenders: Any) -> HandOver:
    return HandOver(
        fulfillment_id=parcel,
        proof=Proof.ID,
        code_checked=True,
        lines=[HandedLine(line_id=line_id, quantity=units) for line_id, units in lines.items()],
        tenders=list(tenders),
    )


def cancel(shop: Shop, line_id: str, units: int) -> None:
    order_id = shop.only(order_lines, id=line_id)["order_id"]
    lines = [LineQuantity(line_id=line_id, quantity=units)]
    reason = CancelReason.CUSTOMER_REQUEST
    shop.perform(CancelLines(order_id=order_id, lines=lines, reason=reason), MANAGER)


def move_to(shop: Shop, line_id: str, method: Method, site_id: str) -> None:
    there = LineDelivery(line_id=line_id, method=method, site_id=site_id)
    order_id = shop.only(order_lines, id=line_id)["order_id"]
    change(shop, order_id, Edits(deliveries=[there]), actor=MANAGER)


def unknown_parcel(line: Any, site_id: str = "menteng", ordinal: int = 1) -> str:
    """As a desk calls a parcel that only its own sourcing made."""
    return derived_id(line["order_id"], "fulfillment", f"{site_id}/{line['method']}/{ordinal}")


def gone(shop: Shop, product_id: str, site_id: str = "menteng") -> int:
    """Units that the books say a customer has, from this place."""
    net = 0
    for row in shop.rows(stock_movements, site_id=site_id, product_id=product_id):
        net += row["quantity"] * (row["target"] == Bucket.CUSTOMER.value)
        net -= row["quantity"] * (row["source"] == Bucket.CUSTOMER.value)
    return net


def taken(shop: Shop) -> int:
    """At the counter by card; what went back for what was cancelled later is another entry."""
    entry = money_entries.c
    with shop.engine.connect() as db:
        asked = sa.select(sa.func.coalesce(sa.func.sum(entry.amount_minor), 0))
        return int(
            db.execute(
                asked.where(entry.account == "terminal", entry.why == "capture")
            ).scalar_one()
        )


def evidence(shop: Shop, code: str) -> dict[str, Any]:
    told = [msgspec.json.decode(row["evidence"]) for row in shop.rows(cases)]
    (found,) = [each for each in told if each.get("code") == code]
    return dict(found)


# ---------------------------------------------------------------- a parcel nobody knows


def test_a_parcel_that_only_the_store_had_is_booked_as_the_store_told_it(shop: Shop) -> None:
    server, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    mine = unknown_parcel(shop.only(order_lines))
    shop.perform(Pick(fulfillment_id=mine, line_id=line_id, quantity=2))
    shop.perform(Stage(fulfillment_id=mine, bin_code="P-07"))
    shop.perform(handed(mine, {line_id: 2}, terminal(2 * PRICES[SHIRT])))
    assert shop.only(fulfillments, id=mine)["state"] == "closed"
    assert shop.only(fulfillments, id=server)["state"] == "cancelled"
    assert shop.only(orders)["state"] == "closed"
    assert (gone(shop, SHIRT), taken(shop)) == (2, 2 * PRICES[SHIRT])
    assert not kinds(shop), "it is as if nothing had happened"


def test_goods_that_the_server_thought_missing_are_there_when_a_clerk_has_them(
    shop: Shop,
) -> None:
    """Sold offline, nothing was left by the server's books; the clerk found one on the shelf."""
    placed = shop.order(pickup(MUG, 6))
    (line_id,) = placed["line_ids"]
    mine = unknown_parcel(shop.only(order_lines), ordinal=0)
    if not shop.rows(fulfillments, id=mine):
        mine = unknown_parcel(shop.only(order_lines), ordinal=1)
    shop.perform(Pick(fulfillment_id=mine, line_id=line_id, quantity=6))
    shop.perform(handed(mine, {line_id: 6}, terminal(6 * PRICES[MUG])))
    assert shop.only(order_lines)["collected"] == 6
    assert gone(shop, MUG) == 6


def test_a_hand_over_alone_says_enough(shop: Shop) -> None:
    """Its picks came from another desk, and are late."""
    _, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    mine = unknown_parcel(shop.only(order_lines))
    shop.perform(handed(mine, {line_id: 2}, terminal(2 * PRICES[SHIRT])))
    assert shop.only(order_lines)["collected"] == 2
    assert (gone(shop, SHIRT), taken(shop)) == (2, 2 * PRICES[SHIRT])
    shop.perform(Pick(fulfillment_id=mine, line_id=line_id, quantity=2))
    assert gone(shop, SHIRT) == 2


def test_what_names_no_order_at_all_waits_for_it(shop: Shop) -> None:
    nobody = derived_id("no order", "fulfillment", "menteng/pickup/0")
    with pytest.raises(Refusal, match="fulfillment_unknown"):
        shop.perform(handed(nobody, {"x" * 32: 1}, terminal(5_000)))
    with pytest.raises(Refusal, match="fulfillment_unknown"):
        shop.perform(Pick(fulfillment_id=nobody, line_id="x" * 32))


def test_the_next_parcel_of_the_place_gets_a_name_of_its_own(shop: Shop) -> None:
    _, (line_id,) = waiting(shop, pickup(SHIRT, 3))
    mine = unknown_parcel(shop.only(order_lines))
    shop.perform(handed(mine, {line_id: 1}, terminal(PRICES[SHIRT])))
    left = shop.only(fulfillments, state="open")
    shop.perform(handed(left["id"], {line_id: 1}, terminal(PRICES[SHIRT])))
    last = shop.only(fulfillments, state="open")
    assert last["id"] not in (mine, left["id"])
    shop.perform(handed(last["id"], {line_id: 1}, terminal(PRICES[SHIRT])))
    assert (shop.only(orders)["state"], gone(shop, SHIRT)) == ("closed", 3)


# ---------------------------------------------------------------- cancelled or moved meanwhile


def test_cancelled_centrally_but_collected_counts_the_goods_out(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT, 2))
    line_id = shop.only(order_lines)["id"]
    shop.perform(PutBack(fulfillment_id=parcel, reason="no_show"))
    cancel(shop, line_id, 2)
    shop.perform(handed(parcel, {line_id: 2}, terminal(2 * PRICES[SHIRT])))
    assert (gone(shop, SHIRT), taken(shop)) == (2, 2 * PRICES[SHIRT])
    assert shop.only(order_lines)["cancelled"] == 2
    assert shop.only(fulfillment_lines)["beyond"] == 2
    told = evidence(shop, "handed_over_cancelled")
    assert (told["units"], told["worth"]) == (2, 2 * PRICES[SHIRT])


def test_of_two_one_was_cancelled_and_both_were_collected(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    cancel(shop, line_id, 1)
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=2))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    shop.perform(handed(parcel, {line_id: 2}, terminal(2 * PRICES[SHIRT])))
    line = shop.only(order_lines)
    assert (line["collected"], line["cancelled"], gone(shop, SHIRT)) == (1, 1, 2)
    assert taken(shop) == 2 * PRICES[SHIRT]
    assert evidence(shop, "handed_over_cancelled")["units"] == 1


@pytest.mark.parametrize("paid", [0, 2])
def test_what_was_cancelled_and_collected_is_sold_after_all(shop: Shop, paid: int) -> None:
    """Paid at the counter it is settled; else the customer is asked for it by link."""
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    cancel(shop, line_id, 2)
    told = [terminal(2 * PRICES[SHIRT])] if paid else []
    shop.perform(handed(parcel, {line_id: 2}, *told))
    (case,) = [row for row in shop.rows(cases) if "handed_over_cancelled" in row["evidence"]]
    shop.perform(SettleCase(case_id=case["id"], choice=Choice.SELL), MANAGER)
    line = shop.only(order_lines)
    assert (line["collected"], line["cancelled"], gone(shop, SHIRT)) == (2, 0, 2)
    assert shop.only(fulfillments, id=parcel)["state"] == "closed"
    assert shop.only(orders)["state"] == "closed"
    asked = shop.rows(payments, kind="pay_link", state="pending")
    assert [row["amount_minor"] for row in asked] == ([] if paid else [2 * PRICES[SHIRT]])
    assert not shop.rows(cases, state="open")


def test_told_twice_by_two_tills_goods_that_were_cancelled_leave_once(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    cancel(shop, line_id, 2)
    for _ in range(2):
        shop.perform(handed(parcel, {line_id: 2}))
    assert gone(shop, SHIRT) == 2
    assert "collected_twice" in kinds(shop)


def test_what_was_moved_to_another_store_and_collected_here_is_wanted_there_no_more(
    shop: Shop,
) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    move_to(shop, line_id, Method.PICKUP, "kemang")
    there = shop.only(fulfillments, site_id="kemang")
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=2))
    assert shop.only(fulfillments, id=there["id"])["state"] == "open", "the customer goes there"
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    shop.perform(handed(parcel, {line_id: 2}, terminal(2 * PRICES[SHIRT])))
    assert shop.only(fulfillments, id=there["id"])["state"] == "cancelled"
    assert shop.cell("kemang", SHIRT)["reserved"] == 0
    assert (shop.only(orders)["state"], gone(shop, SHIRT)) == ("closed", 2)


def test_units_that_lie_ready_at_another_store_too_are_told(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 1))
    move_to(shop, line_id, Method.PICKUP, "kemang")
    there = shop.only(fulfillments, site_id="kemang")["id"]
    shop.perform(Pick(fulfillment_id=there, line_id=line_id), CLERK_KEMANG)
    shop.perform(handed(parcel, {line_id: 1}, terminal(PRICES[SHIRT])))
    assert evidence(shop, "handed_over_beyond")["units"] == 1
    assert (gone(shop, SHIRT), shop.only(order_lines)["picked"]) == (1, 1)
    assert shop.only(fulfillments, id=there)["state"] == "in_progress"


def test_a_hand_over_that_was_undone_brings_back_what_the_order_did_not_want(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    cancel(shop, line_id, 1)
    shop.perform(handed(parcel, {line_id: 2}, terminal(PRICES[SHIRT])))
    shop.perform(UndoHandOver(fulfillment_id=parcel))
    assert gone(shop, SHIRT) == 0
    assert shop.cell("menteng", SHIRT)["committed"] == 1, "in its bin"
    assert not [row for row in shop.rows(cases, state="open") if "cancelled" in row["evidence"]]


def test_a_hand_over_of_what_was_cancelled_is_undone_too(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    cancel(shop, line_id, 2)
    shop.perform(handed(parcel, {line_id: 2}))
    shop.perform(UndoHandOver(fulfillment_id=parcel))
    assert gone(shop, SHIRT) == 0
    assert shop.only(fulfillment_lines)["beyond"] == 0


# ---------------------------------------------------------------- picked and short


def test_a_pick_beyond_what_is_left_takes_what_the_order_still_wants(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 3))
    cancel(shop, line_id, 1)
    told = shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=3))
    assert told["exception"] == "too_few_units"
    assert shop.only(order_lines)["picked"] == 2
    assert shop.cell("menteng", SHIRT)["committed"] == 2


def test_who_has_it_in_hand_sends_it(shop: Shop) -> None:
    """Nobody took it up, so the server gave it to another place; a clerk had picked it."""
    line_id = sent(shop)
    parcel = shop.only(fulfillments)
    assert back(shop) == 2
    shop.perform(Pick(fulfillment_id=parcel["id"], line_id=line_id, quantity=2), CLERK_KEMANG)
    line = shop.only(order_lines)
    assert (line["picked"], line["released"], line["allocated"]) == (2, 0, 0)
    assert line["site_id"] == "kemang"
    assert shop.only(fulfillments, id=parcel["id"])["state"] == "in_progress"
    assert [row["state"] for row in shop.rows(fulfillments)].count("cancelled") == 1
    assert not kinds(shop)


def test_who_picked_an_order_sees_it_though_the_server_never_sent_it_there(shop: Shop) -> None:
    """The server came back from an older copy and gave the order to another place: without its
    rows the store could neither go on nor explain what is reserved on its shelf (seed 491)."""
    line_id = shop.order(ship(SHIRT, 1), new_customer=ANI, ship_to="home")["line_ids"][0]
    mine = unknown_parcel(shop.only(order_lines), "kemang", ordinal=0)
    shop.perform(Pick(fulfillment_id=mine, line_id=line_id, quantity=1), CLERK_KEMANG)
    assert "orders:store:kemang" in shop.only(orders)["audience"].split()


def test_a_shelf_that_was_empty_is_empty_in_the_books(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 1))
    cancel(shop, line_id, 1)
    for _ in range(2):
        shop.perform(
            ShortPick(
                fulfillment_id=parcel,
                line_id=line_id,
                quantity=1,
                reason=ShortReason.DAMAGED,
                then=ShortNext.CANCEL,
            )
        )
    cell = shop.cell("menteng", SHIRT)
    assert (cell["available"], cell["damaged"]) == (4, 1)


def test_what_stays_behind_is_picked_again(shop: Shop) -> None:
    """Staged with one still to pick, and handed over so: the rest is work again."""
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    shop.perform(handed(parcel, {line_id: 1}, terminal(PRICES[SHIRT])))
    rest = shop.only(fulfillments, state="open")
    shop.perform(Pick(fulfillment_id=rest["id"], line_id=line_id))
    assert shop.only(order_lines)["picked"] == 1


# ---------------------------------------------------------------- whatever happened meanwhile

_HOUSE = ("cancel", "kemang", "send", "other_till", "far_pick", "short")
MEANWHILE = (*_HOUSE, "put_back", "add", "leave")


class Meanwhile:
    """What the rest of the house does to the order while its store has no line."""

    def __init__(self, shop: Shop, draw: Any, parcel: str) -> None:
        self.shop, self.draw, self.parcel = shop, draw, parcel

    def do(self, act: str) -> None:
        line = self.draw(st.sampled_from(self.shop.rows(order_lines)))
        try:
            getattr(self, act)(line["id"])
        except Refusal:
            return  # too late for it

    def cancel(self, line_id: str) -> None:
        cancel(self.shop, line_id, self.draw(st.integers(1, 2)))

    def kemang(self, line_id: str) -> None:
        move_to(self.shop, line_id, Method.PICKUP, "kemang")

    def send(self, line_id: str) -> None:
        move_to(self.shop, line_id, Method.SHIP, "center")

    def other_till(self, line_id: str) -> None:
        self.shop.perform(Pick(fulfillment_id=self.parcel, line_id=line_id), MANAGER)

    def put_back(self, _line_id: str) -> None:
        self.shop.perform(PutBack(fulfillment_id=self.parcel, reason="no_show"), MANAGER)

    def add(self, line_id: str) -> None:
        """What is begun stays as it is: the new line is a parcel of its own until it is left."""
        order_id = self.shop.only(order_lines, id=line_id)["order_id"]
        change(self.shop, order_id, Edits(added=[pickup(CHINO)]), actor=MANAGER)

    def leave(self, _line_id: str) -> None:
        parcel = self.draw(st.sampled_from(self.shop.rows(fulfillments)))
        self.shop.perform(Unclaim(fulfillment_id=parcel["id"]), MANAGER)

    def far_pick(self, line_id: str) -> None:
        for parcel in self.shop.rows(fulfillments):
            if parcel["id"] != self.parcel:
                self.shop.perform(Pick(fulfillment_id=parcel["id"], line_id=line_id), CLERK_KEMANG)

    def short(self, line_id: str) -> None:
        then = self.draw(st.sampled_from(ShortNext))
        told = ShortPick(
            fulfillment_id=self.parcel,
            line_id=line_id,
            quantity=1,
            reason=ShortReason.WRONG_STOCK,
            then=then,
        )
        self.shop.perform(told, MANAGER)


def any_day(shop: Shop, draw: Any) -> None:
    units = {product: draw(st.integers(1, 3)) for product in (SHIRT, MUG)}
    parcel, line_ids = waiting(shop, *(pickup(name, n) for name, n in units.items()))
    lines = dict(zip(line_ids, units.values(), strict=True))
    mine = parcel
    if draw(st.booleans()):
        mine = unknown_parcel(shop.only(order_lines, id=line_ids[0]))
    meanwhile = Meanwhile(shop, draw, parcel)
    paid = draw(st.sampled_from([0, sum(PRICES[name] * n for name, n in units.items())]))
    told = handed(mine, lines, *([terminal(paid)] if paid else []))
    picks: list[Command] = [
        Pick(fulfillment_id=mine, line_id=line_id, quantity=n) for line_id, n in lines.items()
    ]
    doubt = [UndoPick(fulfillment_id=mine, line_id=line_ids[0]), picks[0]]
    did = [*picks, *(doubt if draw(st.booleans()) else [])]
    did = [*did, Stage(fulfillment_id=mine, bin_code="P-07"), told]
    if draw(st.booleans()):
        did.append(told)  # by the other till as well
    for command in did:
        for act in draw(st.lists(st.sampled_from(MEANWHILE), max_size=2)):
            meanwhile.do(act)
        shop.perform(command, CLERK)
        shop.check()
    for name, n in units.items():
        assert gone(shop, name) == n
    times = 1 + (did[-2] is told)
    assert taken(shop) == paid * times
    verified(shop)
    shop.perform(UndoHandOver(fulfillment_id=mine))
    for name, n in units.items():
        assert gone(shop, name) in (0, n)
    verified(shop)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_the_server_did_goods_leave_once_and_money_comes_once(
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        try:
            any_day(shop, data.draw)
        finally:
            shop.engine.dispose()


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_so_it_is_on_postgresql(postgres_cluster: str, data: st.DataObject) -> None:
    with fresh_database(postgres_cluster) as url:
        shop = open_shop(Path(), url)
        try:
            any_day(shop, data.draw)
        finally:
            shop.engine.dispose()
