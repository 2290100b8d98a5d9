"""Open and settled cases come in their order, page by page, with what is known of their command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases import queries
from app.cases.queries import (
    Case,
    CasePage,
    Counts,
    case_card,
    cases_for,
    cases_of_others,
    count_for,
    count_open,
    forecasts,
    settled_cases,
)
from app.cases.states import CaseKind
from app.cases.tables import cases
from app.kit.ids import derived_id
from app.storage.outbox import outbox
from app.storage.uow import UnitOfWork
from tests.ui.cases.scene import doubt, tell
from tests.ui.conftest import FakeClock
from tests.ui.pickup.counter import AGUS, DEWI, SHIRT, Counter, open_counter

BY_URGENCY = "ix_cases_state_cases_urgency_cases_opened_at_cases_id"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def counter(tmp_path: Path, clock: FakeClock) -> Iterator[Counter]:
    with open_counter(tmp_path, clock) as made:
        yield made


def settle(counter: Counter, case_id: str) -> None:
    counter.clock.at += 1

    def work(uow: UnitOfWork) -> None:
        uow.update(
            cases,
            case_id,
            state="resolved",
            resolution="noted",
            note="called",
            resolved_by=AGUS,
            resolved_at=uow.now,
        )

    counter.acting(work)


def hand(counter: Counter, case_id: str, user_id: str) -> None:
    counter.acting(lambda uow: uow.update(cases, case_id, assigned_to=user_id))


def test_open_cases_come_by_urgency_and_age_and_page_by_page(counter: Counter) -> None:
    looked_at = [tell(counter, CaseKind.NUMBER_CLASH, number=str(n)) for n in range(2)]
    waited_for = [tell(counter, CaseKind.REFUSED, code="x", kind="y") for _ in range(3)]
    told = [*waited_for, *looked_at]
    first = counter.desk.ask(cases_for, AGUS, None, 3).result()
    assert [case.case_id for case in first.rows] == told[:3]
    rest = counter.desk.ask(cases_for, AGUS, first.next, 3).result()
    assert [case.case_id for case in rest.rows] == told[3:]
    assert rest.next is None
    assert counter.desk.ask(count_open).result() == 5


def test_what_somebody_has_in_hand_is_not_for_the_others(counter: Counter) -> None:
    free, mine, theirs = (tell(counter, CaseKind.NUMBER_CLASH, number=str(n)) for n in range(3))
    for case_id, user in ((mine, AGUS), (theirs, DEWI)):
        hand(counter, case_id, user)

    def ids(page: CasePage) -> list[str]:
        return [case.case_id for case in page.rows]

    assert ids(counter.desk.ask(cases_for, AGUS).result()) == [free, mine]
    assert ids(counter.desk.ask(cases_of_others, AGUS).result()) == [theirs]
    assert counter.desk.ask(count_for, AGUS, counter.clock.at).result() == Counts(2, 1)
    assert ids(counter.desk.ask(cases_for, AGUS, None, 1).result()) == [free]


def test_what_waits_for_another_stands_with_it_alone(counter: Counter) -> None:
    whole = tell(counter, CaseKind.QUARANTINED, "commands", "q" * 32, code="x", kind="order.place")
    part = tell(counter, CaseKind.REFUSED, "commands", "p" * 32, code="x", kind="order.note")
    counter.acting(lambda uow: uow.update(cases, part, part_of=whole))
    assert [case.case_id for case in counter.desk.ask(cases_for, AGUS).result().rows] == [whole]
    assert counter.desk.ask(count_open).result() == 1
    card = counter.desk.ask(case_card, whole).result()
    assert card is not None
    assert [case.case_id for case in card.parts] == [part]


def test_what_was_settled_last_comes_first(counter: Counter) -> None:
    told = [tell(counter, CaseKind.NUMBER_CLASH, number=str(n)) for n in range(3)]
    settle(counter, told[2])
    settle(counter, told[0])
    page = counter.desk.ask(settled_cases).result()
    assert [case.case_id for case in page.rows] == [told[0], told[2]]
    assert counter.desk.ask(count_open).result() == 1
    card = counter.desk.ask(case_card, told[0]).result()
    assert card is not None
    assert card.resolved_by == "Agus Salim"
    assert (card.case.resolution, card.case.note) == ("noted", "called")


def test_later_notices_stand_beside_the_first(counter: Counter) -> None:
    case_id = tell(
        counter,
        CaseKind.AWKWARD_FACT,
        code="overpaid",
        also=[{"code": "drawer_closed", "amount": 5}],
    )
    card = counter.desk.ask(case_card, case_id).result()
    assert card is not None
    assert card.case.evidence == {"code": "overpaid"}
    assert [facts["code"] for facts in card.case.more] == ["drawer_closed"]
    assert card.case.site_name == "Grand Indonesia"


def test_a_refused_command_of_this_desk_is_told_by_its_number(counter: Counter) -> None:
    counter.order("Dina", (SHIRT, 1))
    command_id = counter.rows(outbox)[-1]["command_id"]
    mine = tell(
        counter, CaseKind.REFUSED, "commands", command_id, code="overpaid", kind="order.place"
    )
    foreign = tell(
        counter, CaseKind.REFUSED, "commands", derived_id("x", "y"), code="x", kind="order.place"
    )

    def of(case_id: str) -> Case:
        card = counter.desk.ask(case_card, case_id).result()
        assert card is not None
        return card.case

    assert (of(mine).number, of(mine).command_kind) == ("JKT01-3-000001", "order.place")
    assert (of(foreign).number, of(foreign).command) == ("", None)
    assert counter.desk.ask(case_card, "nobody").result() is None


def test_a_command_that_does_not_fit_counts_as_open(counter: Counter) -> None:
    assert counter.desk.ask(forecasts).result() == ()
    counter.order("Dina", (SHIRT, 1))
    doubt(counter, "credit_too_low")
    (told,) = counter.desk.ask(forecasts).result()
    assert (told.code, told.command.number, told.command.user_id) == (
        "credit_too_low",
        "JKT01-3-000001",
        AGUS,
    )
    assert counter.desk.ask(count_open).result() == 1


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (queries._open, BY_URGENCY),
        (queries._mine, BY_URGENCY),
        (queries._of_others, BY_URGENCY),
        (queries._due, BY_URGENCY),
        (queries._settled, "ix_cases_state_cases_resolved_at_cases_id"),
    ],
)
def test_each_list_walks_its_index(
    counter: Counter, query: sa.Select[tuple[object, ...]], index: str
) -> None:
    def plan(db: Connection) -> str:
        asked = {"urgency": 0, "at": 1, "after_id": "", "limit": 200, "me": AGUS}
        compiled = query.compile(db, compile_kwargs={"render_postcompile": True})
        names = compiled.positiontup or []
        values = tuple(asked.get(name, compiled.params[name]) for name in names)
        told = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
        return " ".join(str(row) for row in told)

    found = counter.desk.ask(plan).result()
    assert index in found
    assert "TEMP B-TREE" not in found
