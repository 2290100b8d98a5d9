"""The big desk at a tiny size: do its benches run, and does no question of a screen scan?"""

from pathlib import Path

import pytest

from app.customers.queries import find
from app.desk.order.detail import order_detail
from app.kit.clock import Instant
from tests.bench import charts, lookups, typeahead
from tests.bench.big import BigDesk, big_desk
from tests.bench.bigrows import Size, customer_id, order_id
from tests.bench.measure import Report
from tests.bench.names import name_of
from tests.bench.plans import plans, scans

TINY = Size(orders=100, customers=100, goods=40)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> BigDesk:
    return big_desk(tmp_path_factory.mktemp("big"), TINY, lambda _words: None)


def test_a_made_desk_tells_what_screens_read(desk: BigDesk) -> None:
    with desk.reading() as db:
        assert customer_id(3) in {hit.customer_id for hit in find(db, name_of(3))}
        told = order_detail(
            db, order_id(50), device_id=desk.shop.devices[0], now=Instant(desk.made_at)
        )
    assert told is not None
    assert len(told.card.lines) == 5
    assert len(told.parcels) == len(told.messages) == 1
    assert told.customer is not None


def test_the_desk_is_found_again(desk: BigDesk) -> None:
    assert big_desk(desk.folder, TINY, pytest.fail) == desk
    with pytest.raises(SystemExit, match="another size"):
        big_desk(desk.folder, Size(1, 1, 1), pytest.fail)


def test_no_question_of_a_screen_goes_through_a_whole_table(desk: BigDesk) -> None:
    assert scans(desk) == []


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("ORDER BY fulfillments.closed_at DESC", "ix_fulfillments_ended"),
        ("ORDER BY fulfillments.ready_at DESC", "ix_fulfillments_ready_at"),
        ("ORDER BY orders.placed_at DESC, orders.id DESC  LIMIT", "ix_orders_"),
        ("merged_into IN", "ix_customers_merged_into"),
        ("demand_rates.size * ?", "COVERING INDEX ix_stock_cells_left"),
        ("products.category || ", "COVERING INDEX ix_stock_cells_left"),
    ],
)
def test_each_finds_what_it_wants_by_its_own_index(desk: BigDesk, words: str, index: str) -> None:
    asked = {told: steps for told, steps in plans(desk).items() if words in told.replace("\n", " ")}
    assert asked
    for told, steps in asked.items():
        if "outbox" not in told and "cases" not in told:
            assert any(index in step for step in steps), (told, steps)


def test_nor_with_statistics(tmp_path: Path) -> None:
    """What a value usually fits is no reason to go through all: few were ever merged."""
    desk = big_desk(tmp_path, TINY, lambda _words: None)  # of its own: statistics stay
    with desk.writing() as raw:
        raw.execute("ANALYZE")
    found = scans(desk)
    assert [told for told in found if "merged_into" in str(told["statement"])] == []


@pytest.mark.parametrize("bench", [typeahead, lookups])
def test_questions_are_compared_with_raw_ones(desk: BigDesk, bench: object) -> None:
    report = bench.measure(desk, rounds=1, many=1, small=desk)  # type: ignore[attr-defined]
    told = {figure.name: figure for figure in report.figures}
    for question in bench.QUESTIONS:  # type: ignore[attr-defined]
        assert told[question.name].value > 0
        assert f"{question.name}, 100 over 100" in told


def test_dashboards_are_asked_for(desk: BigDesk) -> None:
    report = Report("")
    charts._asked(report, desk, 1)
    assert {figure.met for figure in report.figures} == {None, True}
