"""The sentence of a rule says all of it, and a choice changes just what it names."""

from hypothesis import given
from hypothesis import strategies as st

from app.routing.rules.model import Rule, Scope, Where, Wish
from ui.rules.slots import AVOID, Group, Part, addable, changes, shown, slots_of, verb_of

FEW = st.sampled_from(["a", "b", "c"])
SETS = st.frozensets(FEW, max_size=2)
WHERES = st.builds(
    Where,
    sites=SETS,
    kinds=SETS,
    regions=SETS,
    zones=SETS,
    within_metres=st.integers(0, 9),
    beyond_metres=st.integers(0, 9),
    cover_under_days=st.integers(0, 9),
)
SCOPES = st.builds(
    Scope,
    channels=SETS,
    methods=SETS,
    levels=SETS,
    tags=SETS,
    zones=SETS,
    weekdays=st.frozensets(st.integers(0, 6)),
    from_time=st.sampled_from(["", "09:00"]),
    to_time=st.sampled_from(["", "17:00"]),
    over_minor=st.integers(0, 9),
    under_minor=st.integers(0, 9),
)
RULES = st.builds(
    Rule,
    id=st.just("r"),
    name=st.just("r"),
    wish=st.sampled_from(list(Wish)),
    scope=SCOPES,
    where=WHERES,
    unless=st.none() | WHERES.filter(lambda where: where != Where()),
    amount_minor=st.integers(-9, 9),
    number=st.integers(0, 9),
    percent=st.integers(1, 300),
)


@given(RULES)
def test_writing_what_was_read_changes_nothing(rule: Rule) -> None:
    for slot in slots_of(rule):
        if slot.part is not Part.VERB:
            assert slot.write(rule, slot.read(rule)) == rule


@given(RULES, RULES)
def test_a_slot_takes_over_what_it_says_and_nothing_else(rule: Rule, other: Rule) -> None:
    for slot in slots_of(rule):
        if slot.part in (Part.VERB, Part.AMOUNT):
            continue
        written = slot.write(rule, slot.read(other))
        assert slot.read(written) == slot.read(other)
        others = [s for s in slots_of(rule) if (s.part, s.group) != (slot.part, slot.group)]
        assert all(s.read(written) == s.read(rule) for s in others)


@given(RULES)
def test_what_is_not_shown_can_be_added(rule: Rule) -> None:
    missing = {(s.part, s.group) for group in Group for s in addable(rule, group)}
    there = {(s.part, s.group) for s in shown(rule)}
    assert missing | there == {(s.part, s.group) for s in slots_of(rule)}
    assert not missing & there


def test_to_avoid_is_to_prefer_below_nought() -> None:
    rule = Rule("r", "r", Wish.PREFER, amount_minor=5_000)
    verb, amount = slots_of(rule)[0], slots_of(rule)[-12]
    avoided = verb.write(rule, frozenset({AVOID}))
    assert (avoided.amount_minor, verb_of(avoided)) == (-5_000, AVOID)
    assert amount.part is Part.AMOUNT
    assert amount.write(avoided, frozenset({"7000"})).amount_minor == -7_000
    assert verb.write(avoided, frozenset({Wish.PREFER.value})) == rule


def test_only_what_differs_is_a_change() -> None:
    rule = Rule("r", "r", Wish.PREFER, where=Where(within_metres=10), amount_minor=5)
    other = Rule("r", "r", Wish.PREFER, where=Where(within_metres=15), amount_minor=5)
    assert [(slot.part, slot.group) for slot in changes(rule, other)] == [
        (Part.DISTANCE, Group.WISH)
    ]
    assert changes(rule, rule) == ()
