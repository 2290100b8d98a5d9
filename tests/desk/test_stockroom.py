"""A stockroom with a real server: the ledger of all desks, and a count that waits for it."""

import secrets

import pytest

from app.desk.desk import Desk
from app.insights.behind_stock import LedgerPage
from app.insights.verify.runs import verify_server
from app.kit.actor import Actor
from app.kit.errors import Refusal
from app.stock.counting import CountedLine, FinishCount, OpenCount, PostCount
from app.stock.counts import on_shelf
from app.stock.tables import stock_counts, stock_days, stock_movements
from app.storage.engine import server_engine
from tests.desk.house import LATER, House, local, wait_until


def count(house: House, desk: Desk, actor: Actor, *, short: int) -> str:
    """A shelf of the first store counted, `short` units fewer than the books say."""
    count_id, product = secrets.token_hex(16), house.shop.products[0]
    there = desk.ask(on_shelf, house.shop.stores[0], product).result(10)
    line = CountedLine(product_id=product, counted=there - short, expected=there)
    for command in (
        OpenCount(count_id=count_id, site_id=house.shop.stores[0]),
        FinishCount(count_id=count_id, lines=[line]),
        FinishCount(count_id=count_id, lines=[line]),
    ):
        outcome = desk.run(command, actor).result(10)
        assert outcome.ok, outcome.refusal
    return count_id


def state_of(rows: object, count_id: str) -> str:
    return next((row["state"] for row in rows if row["id"] == count_id), "")  # type: ignore[attr-defined]


def test_a_count_without_the_server_is_kept_and_posted_once_it_is_back(house: House) -> None:
    here = house.desk(3)
    clerk, manager = house.sign_in(here, "clerk"), house.sign_in(here, "manager")
    house.server.stop()
    wait_until(lambda: not here.online, LATER)
    count_id = count(house, here, clerk, short=1)
    refused = here.run(PostCount(count_id=count_id), manager).result(10)
    assert refused.refusal is not None
    assert refused.refusal.code == "needs_server"
    house.server.start()
    wait_until(lambda: here.online and here.status().queued == 0, LATER)
    assert state_of(house.on_server(stock_counts), count_id) == "counted"
    posted = here.run(PostCount(count_id=count_id), manager).result(10)
    assert posted.ok, posted.refusal
    wait_until(lambda: state_of(house.on_server(stock_counts), count_id) == "posted", LATER)
    again = here.run(PostCount(count_id=count_id), manager).result(10)
    assert isinstance(again.refusal, Refusal)
    moved = [row for row in house.on_server(stock_movements) if row["why"] == "count"]
    assert [(row["quantity"], row["document_id"]) for row in moved] == [(1, count_id)]
    engine = server_engine(house.server.database)
    assert all(one.ok is not False for one in verify_server(engine, only={"S1", "S2", "S3", "S4"}))
    engine.dispose()


def test_the_ledger_and_the_days_of_other_desks_are_seen_here(house: House) -> None:
    here, there = house.desk(3), house.desk(0)
    clerk, manager = house.sign_in(here, "clerk"), house.sign_in(here, "manager")
    count_id = count(house, here, clerk, short=1)
    outcome = here.run(PostCount(count_id=count_id), manager).result(10)
    assert outcome.ok, outcome.refusal
    wait_until(lambda: here.status().queued == 0, LATER)
    product = house.shop.products[0]
    page = there.fetch("/v1/stock/ledger", LedgerPage, product=product, site="", before="")
    first = page.result(20).movements[0]
    assert (first.why, first.change, first.document_id) == ("count", -1, count_id)
    assert first.number.startswith("C-")
    known = sorted(map(dict, house.on_server(stock_days)), key=lambda row: str(row["id"]))
    wait_until(
        lambda: (
            sorted(map(dict, local(there, stock_days)), key=lambda row: str(row["id"])) == known
        ),
        LATER,
    )
    assert local(there, stock_movements) == []


@pytest.mark.parametrize("before", ["", "x/y/z"])
def test_an_unknown_product_has_an_empty_ledger(house: House, before: str) -> None:
    desk = house.desk(0)
    page = desk.fetch("/v1/stock/ledger", LedgerPage, product="nobody", before=before).result(20)
    assert page == LedgerPage(movements=[], next="")
