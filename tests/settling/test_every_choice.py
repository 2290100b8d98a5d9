"""Whatever is chosen about whatever case, the books stay right on the server and on the desk."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from app.cases.choices import OF_SHORTAGE, Choice
from app.cases.queries import Case, bare_case
from app.cases.states import CaseKind
from app.cases.tables import cases
from app.insights.verify.runs import verify_desk, verify_server
from app.kit.clock import DAY
from app.kit.commands import Command
from app.payments.commands import TakePayment
from app.payments.tables import payments
from app.routing.queues.answering import AnswerShortage
from app.routing.queues.answering import Choice as Answer
from app.settling.commands import ReopenCase, RetryCase, SettleCase
from tests.settling.awkward import AWKWARD, Visitor, card, open_ones, price_of
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


Way: TypeAlias = tuple[CaseKind, str, Choice]  # its case's kind and code

# What is refused in words, and what has to be done before.
REFUSED: Mapping[tuple[str, Way], str] = {
    # The order itself was set aside: trying it again brings it, and its money with it.
    ("quarantined", (CaseKind.AWKWARD_FACT, "overpaid", Choice.GIVE_BACK)): "order_unknown",
    # Goods that are still missing are never let go.
    ("shortfall", (CaseKind.SHORTFALL, "", Choice.KEEP)): "still_short",
}


def all_ways(here: Visitor) -> list[tuple[Case, Way]]:
    """Of what is open now."""
    found = []
    for row in open_ones(here):
        with here.service.engine.begin() as db:
            case = bare_case(db, row["id"])
        assert case is not None
        code = str(case.evidence.get("code", ""))
        found += [(case, (case.kind, code, choice)) for choice in case.choices]
    return found


@pytest.mark.parametrize("made", AWKWARD.values(), ids=AWKWARD.keys())
def test_every_choice_is_done_and_leaves_the_books_clean(
    world: World, made: Callable[[Visitor], None]
) -> None:
    here = Visitor(world)
    made(here)
    ways = [way for _, way in all_ways(here)]
    choices = [choice for _, _, choice in ways]
    assert Choice.NOTED in choices
    assert len(choices) >= 2
    for at, way in enumerate(ways):
        if at:
            made(here)
        case = next(case for case, offered in all_ways(here) if offered == way)
        outcome = settle(world, command_for(case, way[2], world.now))
        refused = outcome.refusal.code if outcome.refusal else ""
        assert refused == REFUSED.get((made.__name__, way), ""), way
        for row in open_ones(here):  # what the choice itself brought, and what it could not settle
            told = SettleCase(case_id=row["id"], choice=Choice.NOTED, note="later")
            assert settle(world, told).ok
        assert not open_ones(here)
    assert_clean(world)


def test_a_declined_credit_is_paid_in_the_store_and_nothing_stays_open(world: World) -> None:
    """The order has promised it to the store already, when it was placed."""
    here = Visitor(world)
    AWKWARD["payment_declined"](here)
    (row,) = open_ones(here)
    assert settle(world, SettleCase(case_id=row["id"], choice=Choice.ASK_STORE)).ok
    (case,) = on_server(here.service, cases, id=row["id"])
    assert (case["state"], case["resolution"]) == ("resolved", "ask_store")
    assert promised(here, row["subject_id"]) == [("at_store", price_of(here))]
    here.say(TakePayment(order_id=row["subject_id"], tenders=[card(price_of(here))]))
    assert promised(here, row["subject_id"]) == []
    assert not open_ones(here)
    assert_clean(world)


def promised(here: Visitor, order_id: str) -> list[tuple[str, int]]:
    rows = on_server(here.service, payments, order_id=order_id, state="pending")
    return [(row["kind"], row["amount_minor"]) for row in rows]


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
