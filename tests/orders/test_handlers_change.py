"""What becomes of a placed order when its customer wants it otherwise: all of it, or nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cases.tables import cases
from app.customers.commands import NewAddress
from app.features import REGISTER
from app.fulfillment.commands import Claim, HandOver, Pick, Proof, Stage
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.errors import Refusal
from app.kit.money import share
from app.notify.tables import effects, messages
from app.orders.changes import ChangeKind
from app.orders.commands import (
    CancelLines,
    ChangeOrder,
    Edits,
    LineDelivery,
    LineQuantity,
    OrderLine,
)
from app.orders.previews import change_options, change_preview
from app.orders.reasons import CancelReason
from app.orders.states import Method
from app.orders.tables import holds, order_events, order_lines, orders
from app.orders.versions import version_of
from app.payments.commands import CapturePayLink, TenderTaken
from app.payments.tables import payments
from app.storage.schema import Side
from tests.orders.test_handlers_place import SITI
from tests.support.shop import (
    AGENT,
    CENTER,
    CHINO,
    CLERK,
    MANAGER,
    MUG,
    PRICES,
    SCARF,
    SHIRT,
    START,
    Shop,
    at_store,
    carry,
    cash,
    open_shop,
    pay_link,
    pickup,
    promote,
    ship,
    terminal,
)


@pytest.fixture(params=list(Side))
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    """Each promise holds on the desk and on the server."""
    shop = open_shop(tmp_path)
    shop.side = request.param
    yield shop
    shop.check()
    shop.engine.dispose()


def preview(shop: Shop, order_id: str, edits: Edits) -> Any:
    with shop.engine.connect() as db:
        return change_preview(db, order_id, edits, shop.now)


def version(shop: Shop, order_id: str) -> int:
    with shop.engine.connect() as db:
        return change_options(db, order_id).version


def change(
    shop: Shop,
    order_id: str,
    edits: Edits | None = None,
    *tenders: TenderTaken,
    actor: Any = CLERK,
    **told: Any,
) -> dict[str, Any]:
    """As a screen does it: look first, then collect what the look said, at the store if need be."""
    edits = edits or Edits()
    seen = preview(shop, order_id, edits)
    difference = told.pop("told_difference_minor", seen.difference_minor)
    paid = list(tenders) or ([at_store(difference)] if difference > 0 else [])
    command = ChangeOrder(
        order_id=order_id,
        version=told.pop("version", seen.version),
        edits=edits,
        told_difference_minor=difference,
        tenders=paid,
        **told,
    )
    done = shop.perform(command, actor)
    assert done["difference_minor"] == difference
    shop.check()
    return done


def refused(
    shop: Shop, code: str, order_id: str, edits: Edits | None = None, **told: Any
) -> Refusal:
    before = {table.name: shop.rows(table) for table in (orders, order_lines, payments)}
    difference = told.pop("told_difference_minor", 0)
    command = ChangeOrder(
        order_id=order_id,
        version=told.pop("version", version(shop, order_id)),
        edits=edits or Edits(),
        told_difference_minor=difference,
        tenders=[at_store(difference)] if difference > 0 else [],
        **told,
    )
    with pytest.raises(Refusal) as refusal:
        shop.perform(command)
    assert refusal.value.code == code
    assert before == {table.name: shop.rows(table) for table in (orders, order_lines, payments)}
    return refusal.value


def quantity(line_id: str, units: int) -> Edits:
    return Edits(quantities=[LineQuantity(line_id=line_id, quantity=units)])


def delivery(line_id: str, method: Method, site_id: str | None, **told: Any) -> Edits:
    there = LineDelivery(line_id=line_id, method=method, site_id=site_id, **told)
    return Edits(deliveries=[there], shipping_minor=told.pop("shipping_minor", None))


def paid_order(shop: Shop, *lines: OrderLine, **told: Any) -> tuple[str, list[str]]:
    total = sum(line.quantity * line.unit_minor for line in lines) + told.get("shipping_minor", 0)
    total = told.get("told", total)
    placed = shop.order(*lines, tenders=[terminal(total)], **told)
    return placed["order_id"], placed["line_ids"]


def pick_all(shop: Shop, order_id: str, *, stage: bool = False) -> str:
    parcel = shop.only(fulfillments, order_id=order_id)["id"]
    shop.perform(Claim(fulfillment_id=parcel))
    for row in shop.rows(fulfillment_lines, fulfillment_id=parcel):
        shop.perform(Pick(fulfillment_id=parcel, line_id=row["line_id"], quantity=row["quantity"]))
    if stage:
        shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    return str(parcel)


# ---------------------------------------------------------------- lines and quantities


def test_an_added_line_is_priced_today_claimed_and_lies_in_the_parcel(shop: Shop) -> None:
    order_id, _ = paid_order(shop, pickup(SHIRT, 1))
    promote(shop, value=1000, scope="line")
    change(shop, order_id, Edits(added=[pickup(MUG, 2)]))
    line = shop.only(order_lines, product_id=MUG)
    assert line["total_minor"] == 2 * PRICES[MUG] * 9 // 10
    assert line["released"] == 2
    assert shop.only(order_lines, product_id=SHIRT)["total_minor"] == PRICES[SHIRT]
    parcel = shop.only(fulfillments)
    assert {
        row["line_id"] for row in shop.rows(fulfillment_lines, fulfillment_id=parcel["id"])
    } == {row["id"] for row in shop.rows(order_lines)}
    assert [row["amount_minor"] for row in shop.rows(payments, state="pending")] == [
        line["total_minor"]
    ]


def test_an_offer_of_its_channel_is_in_the_preview_and_in_the_price(shop: Shop) -> None:
    """What was looked at is what is done: `change` asserts it."""
    promote(shop, value=1000, scope="line", channel="store")
    order_id, _ = paid_order(shop, carry(SHIRT), pickup(SCARF), told=_off(SHIRT) + _off(SCARF))
    change(shop, order_id, Edits(added=[pickup(MUG)]))
    assert shop.only(order_lines, product_id=MUG)["total_minor"] == _off(MUG)
    assert not shop.rows(cases), "nobody has to look at a price that was told as it is"


def _off(product_id: str) -> int:
    return PRICES[product_id] - share(PRICES[product_id], 1, 10)


def test_fewer_units_free_their_claim_and_give_the_money_back(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(SCARF, 3))
    change(shop, order_id, quantity(line_id, 1))
    assert shop.cell("menteng", SCARF)["reserved"] == 1
    assert shop.only(orders)["refunded_minor"] == 2 * PRICES[SCARF]
    assert shop.only(fulfillment_lines)["quantity"] == 1


def test_more_units_cost_what_the_line_cost_not_what_it_costs_today(shop: Shop) -> None:
    promote(shop, value=1000, scope="line", ends_at=START + 60_000_000 * 5)
    told: dict[str, Any] = {"told": 270_002, "tenders": [terminal(270_002)], "actor": MANAGER}
    placed = shop.order(pickup(SCARF, 2), **told)
    done = change(shop, placed["order_id"], quantity(placed["line_ids"][0], 3))
    assert done["difference_minor"] == 135_001
    new = shop.only(order_lines, id=done["line_ids"][0])
    assert (new["unit_minor"], new["ordered"], new["released"]) == (PRICES[SCARF], 1, 1)


@pytest.mark.parametrize("units", [0, 1, 2, 4, 6])
def test_a_quantity_there_and_back_costs_nothing(shop: Shop, units: int) -> None:
    promote(shop, value=777, scope="line")
    told = 3 * PRICES[SCARF] - 34_965 + PRICES[MUG] - 6_993
    placed = shop.order(pickup(SCARF, 3), pickup(MUG, 1), told=told)
    order_id, line_id = placed["order_id"], placed["line_ids"][0]
    there = change(shop, order_id, quantity(line_id, units))
    undo = quantity(there["line_ids"][0], 0) if units > 3 else quantity(line_id, 3)
    back = change(shop, order_id, undo)
    assert there["difference_minor"] == -back["difference_minor"] != 0


def test_all_edits_happen_or_none(shop: Shop) -> None:
    order_id, (shirt, mug) = paid_order(shop, pickup(SHIRT), pickup(MUG))
    edits = Edits(
        added=[pickup(SCARF)],
        quantities=[LineQuantity(line_id=shirt, quantity=0)],
        deliveries=[LineDelivery(line_id="nobody", method=Method.PICKUP, site_id="kemang")],
    )
    refused(shop, "line_unknown", order_id, edits)
    twice = [LineQuantity(line_id=mug, quantity=units) for units in (0, 2)]
    refused(shop, "line_twice", order_id, Edits(quantities=twice))


# ---------------------------------------------------------------- ways and places


def test_another_store_gets_the_work_and_the_first_one_its_goods(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(CHINO, 2))
    done = change(shop, order_id, delivery(line_id, Method.PICKUP, "kemang"))
    assert done["difference_minor"] == 0
    assert shop.cell("menteng", CHINO)["reserved"] == 0
    assert shop.cell("kemang", CHINO)["reserved"] == 2
    assert {row["site_id"]: row["state"] for row in shop.rows(fulfillments)} == {
        "menteng": "cancelled",
        "kemang": "open",
    }
    assert "orders:store:kemang" in shop.only(orders)["audience"]


def test_a_pickup_that_is_sent_instead_costs_delivery_and_back_again_nothing(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(CHINO), new_customer=SITI, ship_to="home")
    send = Edits(
        deliveries=[LineDelivery(line_id=line_id, method=Method.SHIP, site_id=CENTER)],
        shipping_minor=18_000,
    )
    assert change(shop, order_id, send)["difference_minor"] == 18_000
    assert shop.only(order_lines)["released"] == 1
    assert shop.only(fulfillments, state="open")["site_id"] == CENTER
    back = change(shop, order_id, delivery(line_id, Method.PICKUP, "menteng"))
    assert back["difference_minor"] == -18_000
    assert shop.only(orders)["charges_minor"] == 0
    assert not shop.rows(payments, state="pending"), "what was not paid yet falls first"


def test_a_promise_that_is_told_anew_touches_no_stock(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(CHINO))
    later = delivery(line_id, Method.PICKUP, "menteng", promise_from=START, promise_to=START + 7)
    moves = len(shop.rows(order_events, act="re_source"))
    change(shop, order_id, later)
    assert shop.only(order_lines)["promise_to"] == START + 7
    assert len(shop.rows(order_events, act="re_source")) == moves == 0


def test_what_has_no_stock_there_waits_and_a_person_is_told(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(CHINO, 5))
    shop.order(pickup(CHINO, 4, "kemang"))
    change(shop, order_id, delivery(line_id, Method.PICKUP, "kemang"))
    line = shop.only(order_lines, id=line_id)
    assert (line["released"], line["backordered"]) == (1, 4)
    change(shop, order_id, delivery(line_id, Method.PICKUP, "bandung"))
    assert shop.only(order_lines, id=line_id)["released"] == 5, "what waited found a place too"


def test_an_address_changes_until_the_parcel_is_packed(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(
        shop, ship(CHINO), new_customer=SITI, ship_to="home", shipping_minor=18_000
    )
    office = NewAddress(
        address_id="office", street="Jl. Braga 2", city="Bandung", province="", postcode="40111"
    )
    change(shop, order_id, ship_to=office)
    assert shop.only(orders)["address_id"] == "office"
    with shop.acting() as uow:
        uow.update(order_lines, line_id, released=0, packed=1)
    refused(shop, "already_packed", order_id, ship_to="home")
    with shop.acting() as uow:
        uow.update(order_lines, line_id, released=1, packed=0)


def test_what_goes_to_another_city_comes_from_there(shop: Shop) -> None:
    """It was kept in Jakarta; a parcel from Bandung is cheaper now, and as early."""
    order_id, (line_id,) = paid_order(
        shop, ship(CHINO, 1, "menteng"), new_customer=SITI, ship_to="home", shipping_minor=18_000
    )
    assert shop.cell("menteng", CHINO)["reserved"] == 1
    there = NewAddress(
        address_id="braga", street="Jl. Braga 2", city="Bandung", province="", postcode="40111"
    )
    change(shop, order_id, ship_to=there)
    line = shop.only(order_lines, id=line_id)
    assert (line["released"], line["site_id"]) == (1, "bandung")
    assert shop.cell("menteng", CHINO)["reserved"] == 0


# ---------------------------------------------------------------- what no longer changes


def test_each_bucket_says_why_it_stays(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(CHINO))
    elsewhere = delivery(line_id, Method.PICKUP, "kemang")
    pick_all(shop, order_id)
    refused(shop, "already_picked", order_id, quantity(line_id, 0))
    refused(shop, "already_picked", order_id, elsewhere)
    parcel = shop.only(fulfillments)["id"]
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    refused(shop, "already_ready", order_id, elsewhere)
    with shop.engine.connect() as db:
        (room,) = change_options(db, order_id).lines
    assert (room.fewer, room.delivery, room.more, room.cancel) == (
        "already_ready",
        "already_ready",
        "",
        "",
    )
    shop.perform(HandOver(fulfillment_id=parcel, proof=Proof.ID, code_checked=True))
    refused(shop, "order_closed", order_id, Edits(added=[pickup(MUG)]))


def test_what_was_carried_out_is_not_asked_for_again(shop: Shop) -> None:
    placed = shop.order(carry(MUG), pickup(SHIRT))
    mug = placed["line_ids"][0]
    refused(shop, "already_collected", placed["order_id"], quantity(mug, 0))
    refused(shop, "already_collected", placed["order_id"], quantity(mug, 2))
    refused(shop, "carry_out_not_added", placed["order_id"], Edits(added=[carry(MUG)]))


def test_somebody_else_was_quicker(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(CHINO, 2))
    one = [LineQuantity(line_id=line_id, quantity=1)]
    seen = version(shop, order_id)
    shop.perform(
        CancelLines(order_id=order_id, lines=one, reason=CancelReason.CUSTOMER_REQUEST), AGENT
    )
    refusal = refused(shop, "order_moved_on", order_id, quantity(line_id, 0), version=seen)
    assert refusal.facts == {"seen": seen, "now": seen + 1}


def test_sourcing_by_itself_is_nobody(shop: Shop) -> None:
    """A desk may source otherwise than its server: that alone must not refuse what is queued."""
    placed = shop.order(pickup(CHINO), tenders=[pay_link(PRICES[CHINO])], actor=AGENT)
    with shop.engine.connect() as db:
        before = version_of(db, placed["order_id"])
    link = shop.only(payments)["id"]
    shop.perform(
        CapturePayLink(payment_id=link, amount_minor=PRICES[CHINO], provider_reference="psp")
    )
    assert shop.only(order_lines)["released"] == 1
    with shop.engine.connect() as db:
        assert version_of(db, placed["order_id"]) == before


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("difference_changed", {"told_difference_minor": 5, "edits": Edits(shipping_minor=0)}),
        ("nothing_to_change", {}),
        ("nothing_shipped", {"edits": Edits(shipping_minor=9), "told_difference_minor": 9}),
        ("customer_missing", {"ship_to": "home"}),
        ("address_missing", {"edits": Edits(added=[ship(MUG)])}),
        ("quantity_out_of_range", {"edits": Edits(added=[pickup(MUG, 0)])}),
        ("place_missing", {"edits": Edits(added=[pickup(MUG, 1, None)])}),  # type: ignore[arg-type]
        ("product_unknown", {"edits": Edits(added=[pickup("nothing")])}),
    ],
)
def test_what_cannot_be_done_is_said(shop: Shop, code: str, told: dict[str, Any]) -> None:
    order_id, _ = paid_order(shop, pickup(CHINO))
    refused(shop, code, order_id, **told)


# ---------------------------------------------------------------- money and mail


def test_the_difference_is_taken_with_what_the_customer_has(shop: Shop) -> None:
    drawer = shop.drawer()
    order_id, _ = paid_order(shop, pickup(SHIRT))
    more = Edits(added=[pickup(MUG, 2)])
    change(shop, order_id, more, cash(100_000, drawer), pay_link(79_998))
    assert shop.only(orders)["paid_minor"] == PRICES[SHIRT] + 100_000
    assert shop.only(holds)["open"], "the link is not paid yet"
    if shop.side is Side.SERVER:
        assert len(shop.rows(effects, kind="pay_link")) == 1


def test_told_less_is_honoured_told_more_is_lowered(shop: Shop) -> None:
    order_id, _ = paid_order(shop, pickup(SHIRT))
    low = PRICES[MUG] - 9
    change(shop, order_id, Edits(added=[pickup(MUG)]), told_difference_minor=low)
    assert shop.only(order_lines, product_id=MUG)["total_minor"] == low
    command = ChangeOrder(
        order_id=order_id,
        version=version(shop, order_id),
        edits=Edits(added=[pickup(SCARF)]),
        told_difference_minor=PRICES[SCARF] + 50,
        tenders=[terminal(PRICES[SCARF] + 50)],
    )
    assert shop.perform(command)["difference_minor"] == PRICES[SCARF]


def test_dropping_a_line_that_waited_for_its_link_lets_the_rest_go(shop: Shop) -> None:
    order_id, _ = paid_order(shop, pickup(SHIRT))
    done = change(shop, order_id, Edits(added=[pickup(MUG)]), pay_link(PRICES[MUG]))
    assert shop.only(order_lines, product_id=MUG)["allocated"] == 1
    change(shop, order_id, quantity(done["line_ids"][0], 0))
    assert not shop.only(holds)["open"]


def test_one_mail_tells_how_it_stands_now(shop: Shop) -> None:
    order_id, (line_id,) = paid_order(shop, pickup(CHINO, 2), new_customer=SITI)
    change(shop, order_id, quantity(line_id, 1))
    told = sorted(row["kind"] for row in shop.rows(messages))
    expected = ["changed", "confirmed", "refunded"] if shop.side is Side.SERVER else []
    assert told == expected


def test_the_preview_adds_up_and_names_each_change(shop: Shop) -> None:
    order_id, (chino, scarf) = paid_order(
        shop, pickup(CHINO, 2), pickup(SCARF), new_customer=SITI, ship_to="home"
    )
    edits = Edits(
        added=[pickup(MUG)],
        quantities=[LineQuantity(line_id=chino, quantity=1)],
        deliveries=[LineDelivery(line_id=scarf, method=Method.SHIP, site_id=CENTER)],
        shipping_minor=12_000,
    )
    seen = preview(shop, order_id, edits)
    assert [one.kind for one in seen.changes] == [
        ChangeKind.DELIVERY,
        ChangeKind.FEWER,
        ChangeKind.ADDED,
        ChangeKind.SHIPPING,
    ]
    assert sum(one.minor for one in seen.changes) == seen.difference_minor
    assert seen.difference_minor == PRICES[MUG] - PRICES[CHINO] + 12_000
    assert seen.back.back_minor == -seen.difference_minor
    change(shop, order_id, edits)
    assert shop.only(orders)["refunded_minor"] == seen.back.back_minor


def test_every_command_here_is_in_the_register() -> None:
    assert {"order.change", "order.hold", "order.release_hold", "order.appease"} <= {
        spec.kind for spec in REGISTER
    }


@pytest.mark.parametrize(
    ("by_hand", "permission"),
    [
        ({"override_minor": 400_000, "override_reason": "damaged"}, "price.override"),
        ({"discount_hundredths": 1_000}, "discount"),
    ],
)
def test_a_price_by_hand_holds_for_the_units_it_was_allowed_for(
    shop: Shop, by_hand: dict[str, Any], permission: str
) -> None:
    """More at that price is a decision of its own, also of a unit that was cancelled before."""
    price = by_hand.get("override_minor", PRICES[SHIRT] - PRICES[SHIRT] // 10)
    line = pickup(SHIRT, 1, **by_hand)
    placed = shop.order(line, tenders=[terminal(price)], told=price, actor=MANAGER)
    order_id, (line_id,) = placed["order_id"], placed["line_ids"]
    more = quantity(line_id, 2)
    due = preview(shop, order_id, more).difference_minor
    refusal = refused(shop, "needs_approval", order_id, more, told_difference_minor=due)
    assert refusal.facts["permission"] == permission
    change(shop, order_id, more, actor=MANAGER)
    (joined,) = (row["id"] for row in shop.rows(order_lines) if row["id"] != line_id)
    again = quantity(joined, 2)
    due = preview(shop, order_id, again).difference_minor
    refused(shop, "needs_approval", order_id, again, told_difference_minor=due)
