"""What a change costs, whatever was sold at whatever price: to the last unit, there and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.errors import Refusal
from app.kit.money import share
from app.orders.changes import (
    IN_HAND,
    ChangeKind,
    line_room,
    more_of,
    picked_of,
    room_of,
    stage,
)
from app.orders.commands import Edits, LineDelivery, LineQuantity, OrderLine
from app.orders.states import Method, Units

ORDER = {
    "id": "o",
    "state": "placed",
    "charges_minor": 18_000,
    "rounding_minor": 3,
    "clawed_minor": 0,
    "appeased_minor": 0,
}


def line(ordered: int, unit: int, discount: int = 0, **told: Any) -> dict[str, Any]:
    """Released all but the cancelled ones; the tax is in the price unless `added`."""
    net = ordered * unit - discount
    added = told.pop("added", False)
    tax = share(net, 11, 100) if added else share(net, 11, 111)
    cancelled = told.pop("cancelled", 0)
    return {
        "id": "l",
        "product_id": "chino",
        "name": "Chino",
        "returned": 0,
        "ordered": ordered,
        "unit_minor": unit,
        "discount_minor": discount,
        "tax_minor": tax,
        "total_minor": net + tax if added else net,
        "method": "pickup",
        "site_id": "menteng",
        "promise_from": None,
        "promise_to": None,
        **dict.fromkeys((state.value for state in Units), 0),
        "released": ordered - cancelled,
        "cancelled": cancelled,
        **told,
    }


@st.composite
def sold(draw: Any) -> dict[str, Any]:
    ordered, unit = draw(st.integers(1, 12)), draw(st.integers(1, 2_000_000))
    discount = draw(st.integers(0, ordered * unit))
    cancelled = draw(st.integers(0, ordered))
    return line(ordered, unit, discount, added=draw(st.booleans()), cancelled=cancelled)


def quantity(units: int) -> Edits:
    return Edits(quantities=[LineQuantity(line_id="l", quantity=units)])


def cost(before: dict[str, Any], units: int) -> int:
    return stage(ORDER, [before], quantity(units), []).difference_minor


def without(before: dict[str, Any], units: int) -> dict[str, Any]:
    """The same line when so many more were cancelled."""
    return {
        **before,
        "released": before["released"] - units,
        "cancelled": before["cancelled"] + units,
    }


@given(sold(), st.data())
def test_fewer_and_as_many_again_cost_nothing(before: dict[str, Any], data: st.DataObject) -> None:
    live = before["released"]
    units = data.draw(st.integers(0, live))
    fewer = without(before, live - units)
    assert cost(before, units) + cost(fewer, live) == 0


@given(sold(), st.integers(1, 12))
def test_more_can_be_taken_off_for_just_what_they_cost(before: dict[str, Any], units: int) -> None:
    price = more_of(before, units)
    more = line(units, before["unit_minor"])
    more |= {"id": "m", "discount_minor": price.discount_minor, "total_minor": price.total_minor}
    edits = Edits(quantities=[LineQuantity(line_id="m", quantity=0)])
    back = stage(ORDER, [before, more], edits, []).difference_minor
    there = cost(before, before["released"] + units)
    nothing_was_left = before["released"] == 0  # then the charges come back with the first unit
    assert there + back == 0
    assert there == price.total_minor + (18_003 if nothing_was_left else 0)


@given(sold(), st.integers(1, 12))
def test_more_of_a_line_recomputes_from_its_own_row(before: dict[str, Any], units: int) -> None:
    """M2: total = quantity × unit − discount, and the tax where it is added to the price."""
    price = more_of(before, units)
    beyond = price.total_minor - (units * before["unit_minor"] - price.discount_minor)
    assert beyond in (0, price.tax_minor)
    assert price.total_minor >= 0
    assert -1 <= price.discount_minor <= units * before["unit_minor"]


@given(st.lists(sold(), min_size=1, max_size=4), st.data())
def test_the_changes_add_up_to_the_difference(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    for place, one in enumerate(lines):
        one["id"] = str(place)
    wanted = [
        LineQuantity(line_id=one["id"], quantity=data.draw(st.integers(0, 15))) for one in lines
    ]
    ways = [
        LineDelivery(line_id=one["id"], method=Method.SHIP, site_id="center")
        for one in lines
        if one["released"] and data.draw(st.booleans())
    ]
    added = [
        OrderLine(product_id="p", quantity=1, unit_minor=5, method=Method.PICKUP, site_id="kemang")
    ]
    edits = Edits(added=added, quantities=wanted, deliveries=ways)
    staged = stage(ORDER, lines, edits, [777])
    assert sum(change.minor for change in staged.changes) == staged.difference_minor
    assert all(one["method"] == "pickup" for one in lines), "the rows it was given stay as they are"


@pytest.mark.parametrize(
    ("bucket", "code"),
    [
        ("picked", "already_picked"),
        ("ready", "already_ready"),
        ("packed", "already_packed"),
        ("in_transit", "in_transit"),
        ("collected", "already_collected"),
        ("delivered", "already_delivered"),
        ("cancelled", "already_cancelled"),
    ],
)
def test_every_bucket_has_its_reason(bucket: str, code: str) -> None:
    stuck = line(2, 100) | {"released": 0, bucket: 2}
    room = line_room(stuck)
    assert (room.fewer, room.delivery, room.more) == (code, code, "")
    in_hand = Units(bucket) in IN_HAND
    assert room.cancel == ("" if in_hand else code)
    assert room.in_hand == (2 if in_hand else 0)
    there = LineDelivery(line_id="l", method=Method.PICKUP, site_id="kemang")
    with pytest.raises(Refusal, match=code):
        stage(ORDER, [stuck], Edits(deliveries=[there]), [])


def test_what_is_still_free_of_a_line_can_go_elsewhere_or_away() -> None:
    part = line(4, 100) | {"released": 1, "backordered": 1, "collected": 2}
    room = line_room(part)
    assert (room.free, room.fewer, room.delivery) == (2, "", "")
    assert picked_of(part, 2) == 0
    assert picked_of(part, 3) == 1
    with pytest.raises(Refusal, match="already_collected"):
        stage(ORDER, [part], quantity(1), [])


def test_a_closed_order_changes_nowhere() -> None:
    room = room_of(ORDER | {"state": "closed"}, [line(1, 100)], 4)
    assert {room.add, room.address, room.cancel} == {"order_closed"}
    assert {room.lines[0].fewer, room.lines[0].more, room.lines[0].delivery} == {"order_closed"}


def test_delivery_falls_with_the_last_line_that_is_sent() -> None:
    sent = line(1, 100, method="ship", site_id="center")
    there = LineDelivery(line_id="l", method=Method.PICKUP, site_id="kemang")
    staged = stage(ORDER, [sent], Edits(deliveries=[there]), [])
    assert staged.difference_minor == -18_000
    assert [change.kind for change in staged.changes] == [ChangeKind.DELIVERY, ChangeKind.SHIPPING]
