"""Whatever is chosen about whatever case, the books stay right on the server and on the desk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cases.choices import OF_SHORTAGE, Choice
from app.cases.queries import Case, bare_case
from app.cases.states import CaseKind
from app.cases.tables import cases
from app.insights.verify.runs import verify_desk, verify_server
from app.kit.clock import DAY
from app.kit.commands import Command
from app.routing.queues.answering import AnswerShortage
from app.routing.queues.answering import Choice as Answer
from app.settling.commands import ReopenCase, RetryCase, SettleCase
from tests.settling.awkward import AWKWARD, Visitor, open_ones
from tests.sync.counter import on_server, pull, push, quiet_world
from tests.sync.simulator import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


def command_for(case: Case, choice: Choice, now: int) -> Command:
    if choice is Choice.RETRY:
        return RetryCase(case_id=case.case_id)
    if choice in OF_SHORTAGE:
        until = now + DAY if choice is Choice.WAIT else None
        return AnswerShortage(case_id=case.case_id, choice=Answer(choice.value), until=until)
    return SettleCase(case_id=case.case_id, choice=choice, note="called")


def settle(world: World, command: Command) -> Any:
    """On desk 0, as the manager there, and up to the server."""
    desk = world.desks[0]
    assert desk.store is not None
    pull(desk)
    outcome = desk.store.run(command, world.shop.users["manager"], online=True)
    push(desk)
    pull(desk)
    return outcome


def assert_clean(world: World) -> None:
    desk = world.desks[0]
    assert desk.store is not None
    engines = ((verify_server, world.server.service.engine), (verify_desk, desk.store._engine))
    desk.store._writer.commit()
    for verify, engine in engines:
        assert not {told.id: told.violations for told in verify(engine) if told.found}


def all_ways(here: Visitor) -> list[tuple[str, Choice]]:
    """(case, choice) of what is open now."""
    found = []
    for row in open_ones(here):
        with here.service.engine.begin() as db:
            case = bare_case(db, row["id"])
        assert case is not None
        found += [(row["id"], choice) for choice in case.choices]
    return found


@pytest.mark.parametrize("made", AWKWARD.values(), ids=AWKWARD.keys())
def test_every_choice_leaves_the_books_clean(world: World, made: Callable[[Visitor], None]) -> None:
    here = Visitor(world)
    made(here)
    choices = [choice for _, choice in all_ways(here)]
    assert Choice.NOTED in choices
    assert len(choices) >= 2
    for at in range(len(choices)):
        if at:
            made(here)
        case_id, choice = all_ways(here)[at % len(all_ways(here))]
        with here.service.engine.begin() as db:
            case = bare_case(db, case_id)
        assert case is not None
        settle(world, command_for(case, choice, world.now))
        for row in open_ones(here):  # what the choice itself brought, and what it could not settle
            settle(world, SettleCase(case_id=row["id"], choice=Choice.NOTED, note="later"))
        assert not open_ones(here)
    assert_clean(world)


def test_all_kinds_are_brought_about(world: World) -> None:
    here = Visitor(world)
    for made in AWKWARD.values():
        made(here)
    assert {CaseKind(row["kind"]) for row in on_server(here.service, cases)} == set(CaseKind)


def test_what_changed_nothing_is_taken_back_and_money_is_not(world: World) -> None:
    here = Visitor(world)
    AWKWARD["overpaid"](here)
    (row,) = open_ones(here)
    assert settle(world, SettleCase(case_id=row["id"], choice=Choice.KEEP)).ok
    assert settle(world, ReopenCase(case_id=row["id"])).ok
    assert [case["id"] for case in open_ones(here)] == [row["id"]]
    assert settle(world, SettleCase(case_id=row["id"], choice=Choice.GIVE_BACK)).ok
    refused = settle(world, ReopenCase(case_id=row["id"]))
    assert refused.refusal.code == "case_had_effect"
    assert_clean(world)
