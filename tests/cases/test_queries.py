"""Open and settled cases come in their order, page by page, with what is known of their command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from app.cases.queries import Case, case_card, count_open, forecasts, open_cases, settled_cases
from app.cases.states import CaseKind
from app.cases.tables import cases
from app.kit.ids import derived_id
from app.storage.outbox import outbox
from app.storage.uow import UnitOfWork
from tests.ui.cases.scene import doubt, tell
from tests.ui.conftest import FakeClock
from tests.ui.pickup.counter import AGUS, SHIRT, Counter, open_counter


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
            resolution="called",
            resolved_by=AGUS,
            resolved_at=uow.now,
        )

    counter.acting(work)


def test_open_cases_come_newest_first_and_page_by_page(counter: Counter) -> None:
    told = [tell(counter, CaseKind.NUMBER_CLASH, number=str(n)) for n in range(5)]
    first = counter.desk.ask(open_cases, None, 3).result()
    assert [case.case_id for case in first.rows] == told[:1:-1]
    rest = counter.desk.ask(open_cases, first.next, 3).result()
    assert [case.case_id for case in rest.rows] == told[1::-1]
    assert rest.next is None
    assert counter.desk.ask(count_open).result() == 5


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
    assert card.case.resolution == "called"


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


def test_the_list_walks_an_index(counter: Counter) -> None:
    def plan(db: Connection) -> str:
        rows = db.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM cases WHERE state = 'open' "
            "AND (opened_at, id) < (1, '') ORDER BY opened_at DESC, id DESC LIMIT 200"
        )
        return " ".join(str(row) for row in rows)

    assert "ix_cases_opened_at" in counter.desk.ask(plan).result()
