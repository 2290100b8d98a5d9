"""One order read in one question: its groups, its ledger and its timeline agree with its rows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from app.cases.tables import cases
from app.catalog.tables import products
from app.desk.order.detail import OrderDetail, order_detail
from app.desk.order.finding import FoundItems, FoundOrders, meaning
from app.desk.order.goodwill import goodwill
from app.desk.order.groups import Stand, groups_of
from app.desk.order.ledger import ledger_of
from app.desk.order.trail import trail_of
from app.desk.order.ways import way_like, ways_for
from app.fulfillment.commands import Claim, HandOver, Pick, Proof, Stage
from app.fulfillment.queries import parcels_of
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.notify.tables import messages
from app.orders.commands import (
    Appease,
    CancelLines,
    ChangeOrder,
    Edits,
    HoldOrder,
    LineQuantity,
)
from app.orders.detail import told_at_first
from app.orders.previews import change_preview
from app.orders.reasons import AppeaseReason, CancelReason, HoldReason
from app.orders.states import Method
from app.payments.commands import CapturePayLink
from app.payments.tables import payments
from app.pricing.promotion import percent_off
from app.routing.queues.answering import AnswerShortage, Choice
from tests.orders.test_handlers_place import SITI
from tests.support.shop import (
    CENTER,
    CHINO,
    CLERK,
    MANAGER,
    MUG,
    SHIRT,
    START,
    Shop,
    carry,
    cash,
    open_shop,
    pay_link,
    pickup,
    plain_total,
    ship,
)

COAT = "coat"
NEVER_THERE = 9  # a quantity that no place has


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    yield shop
    shop.engine.dispose()


def detail_of(shop: Shop, order_id: str) -> OrderDetail:
    with shop.engine.connect() as db:
        found = order_detail(db, order_id, device_id=CLERK.device_id, now=shop.now)
    assert found is not None
    return found


def mixed(shop: Shop, **told: Any) -> tuple[str, list[str]]:
    """A pickup, two to be sent, and one taken along at once."""
    lines = (pickup(SHIRT), ship(CHINO, 2), carry(MUG))
    drawer = shop.drawer()
    total = plain_total(lines, 15_000)
    sold = shop.order(
        *lines,
        tenders=told.pop("tenders", [cash(total, drawer)]),
        told=total,
        new_customer=SITI,
        ship_to="home",
        shipping_minor=15_000,
        **told,
    )
    return sold["order_id"], sold["line_ids"]


def coat(shop: Shop) -> dict[str, Any]:
    """Sold for Thursday; nowhere in stock, and its goods come on Saturday."""
    with shop.acting() as uow:
        uow.insert(
            products,
            {
                "id": COAT,
                "sku": "JK-410",
                "name": "Rain Coat",
                "price_minor": 1,
                "currency": "IDR",
                "tax_class": "ppn",
                "active": True,
            },
        )
    shop.inbound(CENTER, COAT, 12, START + 5 * DAY)
    return shop.order(ship(COAT), new_customer=SITI, ship_to="home")


def ready(shop: Shop, order_id: str) -> str:
    with shop.engine.connect() as db:
        parcel = next(p for p in parcels_of(db, order_id) if p.method == Method.PICKUP.value)
    shop.perform(Claim(fulfillment_id=parcel.fulfillment_id))
    for held in detail_of(shop, order_id).packed:
        if held.fulfillment_id == parcel.fulfillment_id:
            shop.perform(
                Pick(
                    fulfillment_id=held.fulfillment_id,
                    line_id=held.line_id,
                    quantity=held.quantity,
                )
            )
    shop.perform(Stage(fulfillment_id=parcel.fulfillment_id, bin_code="P-07"))
    return parcel.fulfillment_id


def check(detail: OrderDetail) -> None:
    """What the parts of the screen must agree about."""
    ledger = ledger_of(detail)
    head = detail.card.head
    assert ledger.taken_minor == head.paid_minor - head.refunded_minor
    assert ledger.owed_minor == ledger.promised_minor, "what is due is promised"
    shown: dict[str, int] = {}
    for group in groups_of(detail):
        for part in group.parts:
            shown[part.line.line_id] = shown.get(part.line.line_id, 0) + part.units
    assert shown == {line.line_id: line.ordered for line in detail.card.lines}
    moments = [happening.at for happening in trail_of(detail)]
    assert moments == sorted(moments, reverse=True)


# ---------------------------------------------------------------- groups


def test_units_stand_by_place_and_stage(shop: Shop) -> None:
    order_id, _ = mixed(shop)
    ready(shop, order_id)
    detail = detail_of(shop, order_id)
    stands = {group.stand: group for group in groups_of(detail)}
    assert set(stands) == {Stand.READY, Stand.TO_PICK, Stand.COLLECTED}
    assert stands[Stand.READY].done_at == stands[Stand.READY].parcel.ready_at  # type: ignore[union-attr]
    assert stands[Stand.COLLECTED].site_id == "menteng"
    check(detail)


def test_what_the_customer_heard_stays_when_sourcing_finds_another_day(shop: Shop) -> None:
    """The jacket of the picture: promised Thursday, its goods come on Saturday."""
    detail = detail_of(shop, coat(shop)["order_id"])
    (group,) = groups_of(detail)
    assert group.stand is Stand.BACKORDER
    assert group.told_to == START + 3 * DAY
    assert group.expected_at == START + 5 * DAY
    assert group.late_by(shop.now) == 2 * DAY
    check(detail)


def test_a_delivery_that_was_agreed_anew_is_the_promise_from_then_on(shop: Shop) -> None:
    sold = coat(shop)
    case_id = shop.only(cases)["id"]
    shop.perform(AnswerShortage(case_id=case_id, choice=Choice.WAIT, until=START + 5 * DAY))
    events = detail_of(shop, sold["order_id"]).events
    assert told_at_first(events) == {sold["line_ids"][0]: (START + DAY, START + 3 * DAY)}
    agreed = replace(events[-1], act="change_delivery", line_id=sold["line_ids"][0])
    assert not told_at_first((*events, agreed))


def test_a_promise_that_holds_leaves_no_mark(shop: Shop) -> None:
    order_id, _ = mixed(shop)
    assert not detail_of(shop, order_id).told


# ---------------------------------------------------------------- ledger and timeline


def test_a_pay_link_is_promised_then_taken(shop: Shop) -> None:
    total = plain_total((pickup(SHIRT),))
    sold = shop.order(pickup(SHIRT), tenders=[pay_link(total)], new_customer=SITI)
    before = ledger_of(detail_of(shop, sold["order_id"]))
    assert (before.promised_minor, before.taken_minor, before.owed_minor) == (total, 0, total)
    link = shop.only(payments, order_id=sold["order_id"])
    shop.perform(CapturePayLink(payment_id=link["id"], amount_minor=total, provider_reference="P1"))
    detail = detail_of(shop, sold["order_id"])
    after = ledger_of(detail)
    assert (after.promised_minor, after.taken_minor, after.owed_minor) == (0, total, 0)
    kinds = [happening.kind for happening in trail_of(detail)]
    assert kinds.index("paid") < kinds.index("promised"), "newest first"
    check(detail)


def test_the_timeline_names_who_approved(shop: Shop) -> None:
    order_id, _ = mixed(shop)
    shop.perform(
        Appease(
            order_id=order_id, reason=AppeaseReason.LATE, told_minor=50_000, amount_minor=50_000
        ),
        MANAGER,
    )
    shop.perform(HoldOrder(order_id=order_id, reason=HoldReason.MANUAL, note="calls back"))
    told = {happening.kind: happening for happening in trail_of(detail_of(shop, order_id))}
    assert told["appease"].user_id == MANAGER.user_id
    assert told["appease"].amount_minor == 50_000
    assert told["hold"].note == "calls back"
    check(detail_of(shop, order_id))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["cancel", "more", "fewer", "add", "give", "ready", "hand"]),
        st.integers(0, 2),
    ),
    max_size=6,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_parts_of_the_screen_agree(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    shop = open_shop(tmp_path_factory.mktemp("acts"))
    order_id, line_ids = mixed(shop)
    for act, at in acts:
        try:
            _do(shop, order_id, line_ids[at], act)
        except (Refusal, StopIteration):
            continue  # what the state forbids is not the matter here
    check(detail_of(shop, order_id))
    shop.engine.dispose()


def _do(shop: Shop, order_id: str, line_id: str, act: str) -> None:
    match act:
        case "cancel":
            one = [LineQuantity(line_id=line_id, quantity=1)]
            shop.perform(
                CancelLines(order_id=order_id, lines=one, reason=CancelReason.TOO_LATE), MANAGER
            )
        case "more" | "fewer" | "add":
            _change(shop, order_id, line_id, act)
        case "give":
            shop.perform(
                Appease(
                    order_id=order_id,
                    reason=AppeaseReason.OTHER,
                    told_minor=1_000,
                    amount_minor=1_000,
                ),
                MANAGER,
            )
        case "ready":
            ready(shop, order_id)
        case "hand":
            with shop.engine.connect() as db:
                parcel = next(p for p in parcels_of(db, order_id) if p.column == "ready")
            shop.perform(
                HandOver(fulfillment_id=parcel.fulfillment_id, proof=Proof.ID, code_checked=True)
            )


def _change(shop: Shop, order_id: str, line_id: str, act: str) -> None:
    detail = detail_of(shop, order_id)
    line = detail.line(line_id)
    assert line is not None
    left = line.ordered - line.units["cancelled"]  # type: ignore[index]
    edits = Edits(added=[ship(MUG)])
    if act != "add":
        quantity = max(0, left + (1 if act == "more" else -1))
        edits = Edits(quantities=[LineQuantity(line_id=line_id, quantity=quantity)])
    with shop.engine.connect() as db:
        preview = change_preview(db, order_id, edits, Instant(shop.now))
    difference = preview.difference_minor
    shop.perform(
        ChangeOrder(
            order_id=order_id,
            version=preview.version,
            edits=edits,
            told_difference_minor=difference,
            tenders=[pay_link(difference)] if difference > 0 else [],
        ),
        MANAGER,
    )


# ---------------------------------------------------------------- finding, ways, goodwill


def test_text_means_an_order_or_an_item(shop: Shop) -> None:
    sold = shop.order(pickup(SHIRT), number="JKT01-3-000712")
    ready(shop, sold["order_id"])
    with shop.engine.connect() as db:
        for typed in ("JKT01-3-000712", " #jkt01-3-000712 ", "A1B2C3"):
            found = meaning(db, "menteng", typed)
            assert isinstance(found, FoundOrders), typed
            assert [hit.order_id for hit in found.hits] == [sold["order_id"]], typed
        assert meaning(db, "menteng", "JKT01-3-999999") == FoundOrders((), "JKT01-3-999999")
        for typed in ("TR-0", "8990000000000", "shi"):
            item = meaning(db, "menteng", typed)
            assert isinstance(item, FoundItems), typed
            assert [product.id for product in item.products] == [SHIRT], typed
        for typed in ("", "   ", "'\"*", "🙂", "x" * 5_000):
            assert not getattr(meaning(db, "menteng", typed), "products", ())


def test_other_ways_are_offered_and_more_comes_like_its_line(shop: Shop) -> None:
    order_id, (shirt, chino, _) = mixed(shop)
    with shop.engine.connect() as db:
        told: dict[str, Any] = {"now": shop.now, "device_id": CLERK.device_id}
        ways = ways_for(db, order_id, shirt, **told)
        assert {way.site_id for way in ways if way.method is Method.PICKUP} == {"kemang", "bandung"}
        assert any(way.method is Method.SHIP for way in ways)
        like = way_like(db, order_id, shirt, MUG, 1, **told)
        assert like is not None
        assert (like.method, like.site_id) == (Method.PICKUP, "menteng")
        sent = way_like(db, order_id, chino, MUG, 1, **told)
        assert sent is not None
        assert sent.method is Method.SHIP
        assert way_like(db, order_id, shirt, MUG, NEVER_THERE, **told) is None
        assert ways_for(db, order_id, "nobody", **told) == ()


def test_goodwill_never_passes_what_was_paid(shop: Shop) -> None:
    order_id, (shirt, _, _) = mixed(shop)
    detail = detail_of(shop, order_id)
    whole = goodwill(detail, hundredths=1_000)
    assert whole.amount_minor == percent_off(detail.card.owed_minor, 1_000)
    assert sum(minor for _, _, minor in whole.parts) == whole.amount_minor
    assert goodwill(detail, line_id=shirt, hundredths=10_000).amount_minor == 499_000
    over = goodwill(detail, amount_minor=99_000_000)
    assert over.amount_minor > over.most_minor == detail.card.owed_minor


def test_nobodys_order_is_none(shop: Shop) -> None:
    with shop.engine.connect() as db:
        assert order_detail(db, "nobody", device_id="till-1", now=shop.now) is None


# ---------------------------------------------------------------- the plan of the question


def test_no_part_of_the_question_walks_a_table(shop: Shop) -> None:
    """At a million orders each statement must stand on an index."""
    order_id, _ = mixed(shop)
    with shop.acting() as uow:
        uow.insert(*_a_message(order_id))
    said = _statements(shop.engine, order_id)
    large = ("orders", "order_lines", "order_events", "payments", "messages", "cases", "returns")
    with shop.engine.connect() as db:
        for statement, values in said:
            plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            walked = [row[3] for row in plan if str(row[3]).startswith("SCAN")]
            assert not [step for step in walked if step.split()[1] in large], (statement, walked)


def _a_message(order_id: str) -> tuple[sa.Table, dict[str, Any]]:
    return messages, {"id": "m" * 32, "order_id": order_id, "customer_id": "siti", "made_at": 1}


def _statements(engine: Engine, order_id: str) -> list[tuple[str, Any]]:
    said: list[tuple[str, Any]] = []

    def note(_db: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        said.append((statement, values))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        with engine.connect() as db:
            order_detail(db, order_id, device_id="till-1", now=Instant(START))
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return [told for told in said if told[0].lstrip().upper().startswith("SELECT")]
