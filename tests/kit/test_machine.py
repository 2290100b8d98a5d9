"""State tables are checked when they are imported, and tell all there is to tell."""

from enum import StrEnum
from typing import Any

import pytest

from app.cases.states import CASE
from app.fulfillment.states import FULFILLMENT
from app.kit.errors import Refusal
from app.kit.machine import Machine, Move
from app.orders.states import ENDED, ORDER, UNITS, Units
from app.payments.states import DRAWER, PAYMENT
from app.returns.states import RETURN
from app.stock.states import RESERVATION
from app.work.states import WORK

MACHINES: list[Machine[Any]] = [
    CASE,
    DRAWER,
    FULFILLMENT,
    ORDER,
    PAYMENT,
    RESERVATION,
    RETURN,
    UNITS,
    WORK,
]


def states_of(machine: Machine[Any]) -> list[StrEnum]:
    states: type[StrEnum] = type(machine.start)
    return list(states)


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"


SWITCH = Machine(
    "lamp", Lamp.OFF, [Move("switch", Lamp.OFF, Lamp.ON), Move("switch", Lamp.ON, Lamp.OFF)]
)


def test_a_state_that_nobody_comes_to_is_found_at_import():
    with pytest.raises(ValueError, match="nobody comes to"):
        Machine("lamp", Lamp.OFF, [])


def test_a_state_in_which_things_are_born_needs_no_move():
    assert Machine("lamp", Lamp.OFF, [], also=[Lamp.ON]).acts(Lamp.ON) == ()


def test_a_move_that_is_told_twice_is_found_at_import():
    twice = [Move("switch", Lamp.OFF, Lamp.ON), Move("switch", Lamp.OFF, Lamp.OFF)]
    with pytest.raises(ValueError, match="told twice"):
        Machine("lamp", Lamp.OFF, twice)


def test_a_closed_move_is_refused_with_its_facts():
    with pytest.raises(Refusal) as refused:
        SWITCH.after(Lamp.OFF, "break")
    assert refused.value.code == "move_closed"
    assert refused.value.facts == {"machine": "lamp", "state": "off", "act": "break"}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_acts_allows_and_after_tell_the_same(machine):
    acts = {move.act for move in machine.moves}
    for state in states_of(machine):
        assert set(machine.acts(state)) == {act for act in acts if machine.allows(state, act)}
        for act in machine.acts(state):
            assert isinstance(machine.after(state, act), type(machine.start))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_walked_to_from_the_start(machine):
    reached, border = {machine.start}, [machine.start]
    while border:
        state = border.pop()
        fresh = {machine.after(state, act) for act in machine.acts(state)} - reached
        reached |= fresh
        border.extend(fresh)
    assert reached == set(states_of(machine))


# What was undone within its minute, or was not done after all, had not ended.
UNDONE = {"undo_hand_over", "undo_short", "reopen", "keep"}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_leads_to_an_end(machine):
    ends = {state for state in states_of(machine) if not set(machine.acts(state)) - UNDONE}
    leading = set(ends)
    for _ in states_of(machine):
        leading |= {move.source for move in machine.moves if move.target in leading}
    assert ends
    assert leading == set(states_of(machine))


def test_units_end_where_the_trade_says_they_end():
    leaving = {state: set(UNITS.acts(state)) - UNDONE for state in Units}
    assert {state for state, acts in leaving.items() if not acts} == set(ENDED)


def test_the_table_draws_itself():
    drawn = SWITCH.mermaid().splitlines()
    assert drawn[:2] == ["stateDiagram-v2", "    [*] --> off"]
    assert "    off --> on: switch" in drawn
