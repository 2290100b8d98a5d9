"""Small values of the house: change sets, refusals, actors and command bodies."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.actor import SYSTEM, Actor
from app.kit.changes import ChangeSet
from app.kit.commands import Command, Part, body_of
from app.kit.errors import Refusal, Unreachable

touched = st.dictionaries(
    st.sampled_from(["orders", "order_lines", "stock_cells"]), st.sets(st.sampled_from("abc"))
)


@given(touched, touched)
def test_two_change_sets_together_touch_what_each_touched(one, other):
    both = ChangeSet(one) | ChangeSet(other)
    for name in {*one, *other}:
        assert both[name] == frozenset(one.get(name, ())) | frozenset(other.get(name, ()))


def test_an_entity_without_ids_was_not_touched():
    changes = ChangeSet({"orders": [], "holds": ["h1"]})
    assert list(changes) == ["holds"]
    assert len(changes) == 1
    assert changes.touches("orders", "holds")
    assert not changes.touches("orders")
    assert changes["orders"] == frozenset()
    assert "holds" in changes
    assert "h1" in repr(changes)


def test_a_refusal_tells_its_code_and_facts_in_one_order():
    refusal = Refusal("too_few", wanted=2, have=1)
    assert str(refusal) == "too_few(have=1, wanted=2)"
    assert Unreachable("no route").why == "no route"


def test_only_the_system_is_the_system():
    assert SYSTEM.is_system
    assert not Actor("u1", "clerk", "d1", "s1").is_system


class Item(Part, frozen=True, kw_only=True):
    sku: str


class Wish(Command, frozen=True, kw_only=True):
    item: Item
    quantity: int = 1


def test_the_same_intent_has_the_same_bytes():
    body = body_of(Wish(item=Item(sku="A"), quantity=2))
    assert body == body_of(Wish(quantity=2, item=Item(sku="A")))
    assert msgspec.json.decode(body, type=Wish) == Wish(item=Item(sku="A"), quantity=2)


@pytest.mark.parametrize(
    "body", ['{"item":{"sku":"A"},"price":1}', '{"item":{"sku":"A","approver":"me"}}']
)
def test_a_field_nobody_declared_refuses_the_whole_body(body):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=Wish)
