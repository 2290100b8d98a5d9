"""A desk's own work survives what the server says, and gives way to it where the server said no."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.cases.tables import cases
from app.catalog.tables import products
from app.desk.store import DeskStore
from app.features import REGISTER
from app.fulfillment.commands import Pick
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.identity.commands import DismissUser
from app.kit.clock import HOUR, Instant
from app.orders.states import Assurance
from app.orders.tables import order_lines, orders
from app.stock.ledger import cell_id
from app.stock.tables import stock_cells
from app.storage.images import assert_images, touched_rows
from app.storage.outbox import outbox, outbox_archive
from app.storage.search import match_words
from app.storage.uow import UnitOfWork
from app.sync.feed import Page, Rows
from app.sync.rebase import FEW, KNOWN, Preempted, Replayer, acknowledge, apply_page
from tests.sync.counter import (
    catch_up,
    on_server,
    order,
    page_for,
    pull,
    push,
    quiet_world,
    rows,
    take_snapshot,
)
from tests.sync.simulator import KEY, SimulatedDesk, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


@pytest.fixture
def here(world: World) -> SimulatedDesk:
    """The phone desk: it sees every order."""
    return world.desks[0]


@pytest.fixture
def there(world: World) -> SimulatedDesk:
    return world.desks[1]


def store_of(desk: SimulatedDesk) -> DeskStore:
    assert desk.store is not None
    return desk.store


def free(desk: SimulatedDesk, site: int = 0) -> int:
    shop = desk.world.shop
    (cell,) = rows(desk, stock_cells, id=cell_id(shop.stores[site], shop.products[0]))
    return int(cell["available"] - cell["reserved"])


def test_an_unsent_order_survives_a_page_of_older_news(
    here: SimulatedDesk, there: SimulatedDesk
) -> None:
    placed = order(here)
    order(there, 1)
    catch_up(there)
    pull(here)
    assert [row["id"] for row in rows(here, orders, number=placed.result["number"])] == [
        placed.result["order_id"]
    ]
    assert [row["command_id"] for row in rows(here, outbox)] == [placed.command_id]


def test_own_effects_stand_on_top_of_what_others_did_meanwhile(
    here: SimulatedDesk, there: SimulatedDesk
) -> None:
    """Both took one of six: the desk shows four before its own order was ever sent."""
    order(here)
    order(there)
    catch_up(there)
    pull(here)
    assert free(here) == 4


def test_what_somebody_did_before_they_were_dismissed_stands_at_their_desk(
    here: SimulatedDesk,
) -> None:
    """The desk hears of the dismissal first, and is heard afterwards."""
    placed = order(here)
    here.world.now = Instant(here.world.now + HOUR)
    here.world.server.service.run(DismissUser(user_id=here.world.shop.users["agent"]))
    pull(here)
    assert rows(here, orders, number=placed.result["number"])
    (waiting,) = rows(here, outbox)
    assert waiting["forecast"] == ""
    assert push(here)[0][1] == "accepted"
    refusal = order(here).refusal
    assert refusal is not None
    assert refusal.code == "user_closed"


def test_what_the_server_only_says_to_have_is_not_told_as_taken(here: SimulatedDesk) -> None:
    """It may have refused it, in a part of its story that this desk has read past."""
    placed = order(here)
    store_of(here).write(acknowledge, [placed.command_id], here.clock.now())
    assert rows(here, outbox) == []
    assert [row["status"] for row in rows(here, outbox_archive)] == [KNOWN]


def test_an_answer_alone_ends_nothing(here: SimulatedDesk) -> None:
    placed = order(here)
    assert push(here)[0][1] == "accepted"
    assert [row["command_id"] for row in rows(here, outbox)] == [placed.command_id]
    pull(here)
    assert rows(here, outbox) == []
    assert [row["command_id"] for row in rows(here, outbox_archive)] == [placed.command_id]


def test_the_server_s_row_is_the_desk_s_own_row_once_it_is_acknowledged(
    here: SimulatedDesk,
) -> None:
    order(here, quantity=2)
    catch_up(here)
    for table in (orders, order_lines, fulfillments, fulfillment_lines, stock_cells):
        ours = [tuple(row.values()) for row in rows(here, table)]
        assert ours == [tuple(row.values()) for row in on_server(here.world.server.service, table)]
    assert store_of(here).write(touched_rows) == {}


def test_a_page_twice_is_a_page_once(here: SimulatedDesk, there: SimulatedDesk) -> None:
    order(there)
    catch_up(there)
    news = page_for(here)
    store_of(here).apply(news)
    at = store_of(here).cursor()
    assert not store_of(here).apply(news)
    assert store_of(here).cursor() == at


def test_an_older_page_is_never_applied_over_a_newer_one(
    here: SimulatedDesk, there: SimulatedDesk
) -> None:
    order(there)
    push(there)
    older = page_for(here)
    order(there)
    push(there)
    pull(here)
    before = free(here)
    assert not store_of(here).apply(older)
    assert free(here) == before == 4


def test_a_refused_order_leaves_the_desk_and_a_case_comes(
    here: SimulatedDesk,
) -> None:
    """Refused in earnest: the product was taken from sale while the desk was offline."""
    placed = order(here)
    _withdraw_from_sale(here.world)
    assert push(here)[0][1] == "rejected"
    pull(here)
    assert rows(here, orders) == []
    assert rows(here, outbox) == []
    (case,) = rows(here, cases)
    assert (case["kind"], case["command_id"]) == ("refused", placed.command_id)
    (kept,) = rows(here, outbox_archive)
    assert kept["status"] == "rejected"
    assert free(here) == 6


def _withdraw_from_sale(world: World) -> None:
    with world.server.service.engine.begin() as db:
        db.execute(products.update(), {"currency": "USD"})


def test_what_can_no_longer_be_replayed_is_a_forecast_and_is_sent_all_the_same(
    here: SimulatedDesk,
) -> None:
    order(here)
    catch_up(here)
    (line,) = rows(here, fulfillment_lines)
    pick = Pick(fulfillment_id=line["fulfillment_id"], line_id=line["line_id"])
    assert store_of(here).run(pick, here.world.shop.users["clerk"], online=False).ok
    news = page_for(here)
    gone = Rows(entity="fulfillment_lines", columns=["id"], rows=[], gone=[line["id"]])
    told = msgspec.structs.replace(news, to=news.to + 1, changes=[gone])
    store_of(here).apply(told)
    (waiting,) = rows(here, outbox)
    assert waiting["forecast"] != ""
    assert push(here)[0][1] == "accepted"


def test_a_page_is_applied_whole_or_not_at_all(here: SimulatedDesk, there: SimulatedDesk) -> None:
    """The cursor stands in the transaction of the rows: power that goes in between changes none."""
    order(there)
    catch_up(there)
    news = page_for(here)
    before = store_of(here).cursor()
    store_of(here).abandon()
    store = _restarted(here, dies_at="desk.in_page")
    with pytest.raises(_PowerCut):
        store.apply(news)
    store.abandon()
    here.store = _restarted(here)
    assert store_of(here).cursor() == before
    assert free(here) == 6
    store_of(here).apply(news)
    assert free(here) == 5


class _PowerCut(BaseException):
    pass


def _restarted(desk: SimulatedDesk, dies_at: str = "") -> DeskStore:
    def passing(name: str) -> None:
        if name == dies_at:
            raise _PowerCut

    return DeskStore(desk._profile, KEY, REGISTER, desk.clock, desk._new_id, failpoint=passing)


def test_a_person_who_waits_goes_first_and_the_page_is_taken_afterwards(
    here: SimulatedDesk, there: SimulatedDesk
) -> None:
    placed = order(here)
    order(there)
    catch_up(there)
    news, store = page_for(here), store_of(here)
    store._must_yield = lambda: True
    before = store.cursor()
    with pytest.raises(Preempted):
        store.apply(news)
    assert store.cursor() == before
    assert free(here) == 5  # the own order still stands
    second = order(here, 1)
    store.apply(news, yields=False)
    assert {row["command_id"] for row in rows(here, outbox)} == {
        placed.command_id,
        second.command_id,
    }
    assert free(here) == 4


def test_a_person_need_not_wait_for_all_tables_of_a_page(
    here: SimulatedDesk, there: SimulatedDesk
) -> None:
    """Nothing is queued here, so nothing is replayed: a long page alone would hold him up."""
    order(there)
    catch_up(there)
    news, store = page_for(here), store_of(here)
    store._must_yield = lambda: True
    with pytest.raises(Preempted):
        store.apply(news)
    assert rows(here, orders) == []
    store.apply(news, yields=False)
    assert len(rows(here, orders)) == 1


@pytest.fixture(params=[0, FEW], ids=["a few goods", "many goods"])
def range_of_goods(request: pytest.FixtureRequest, world: World) -> None:
    """Tables of few rows and of many are replaced in different ways."""

    def list_goods(uow: UnitOfWork) -> None:
        for n in range(request.param):
            row = {"id": f"more{n}", "sku": f"MORE-{n}", "gtin": f"{n}", "name": f"Spare {n}"}
            uow.insert(products, row | {"currency": "IDR", "tax_class": "standard"})

    world.server.run(list_goods)


@pytest.mark.usefixtures("range_of_goods")
def test_a_snapshot_replaces_the_mirror_and_leaves_what_waits(
    here: SimulatedDesk, there: SimulatedDesk
) -> None:
    placed = order(here)
    order(there)
    catch_up(there)
    take_snapshot(here)
    assert [row["command_id"] for row in rows(here, outbox)] == [placed.command_id]
    assert free(here) == 4
    assert len(rows(here, orders)) == 2
    store_of(here).write(assert_images)
    touched = store_of(here).write(touched_rows)
    assert touched["orders"] == {placed.result["order_id"]}
    assert "products" not in touched


@pytest.mark.usefixtures("range_of_goods")
def test_after_a_snapshot_all_goods_are_found_by_their_words_and_renamed_ones_too(
    here: SimulatedDesk,
) -> None:
    known = {row["id"]: row["name"] for row in rows(here, products)}
    for _ in range(2):
        take_snapshot(here)
        for product_id, name in known.items():
            assert product_id in store_of(here).write(match_words, "products", name)
    renamed = next(iter(known))
    changed = products.update().where(products.c.id == renamed).values(name="Zebra")
    store_of(here).write(lambda db: db.execute(changed))
    assert store_of(here).write(match_words, "products", "zebra") == [renamed]
    assert renamed not in store_of(here).write(match_words, "products", known[renamed])


@pytest.mark.usefixtures("range_of_goods")
def test_taken_again_a_snapshot_leaves_each_word_once(here: SimulatedDesk) -> None:
    def words() -> int:
        counted = "SELECT count(*) FROM products_word_list"
        return int(store_of(here).write(lambda db: db.exec_driver_sql(counted).scalar_one()))

    take_snapshot(here)
    before = words()
    assert before > 0
    take_snapshot(here)
    assert words() == before


def test_replayed_again_it_keeps_the_time_at_which_it_was_made(here: SimulatedDesk) -> None:
    placed = order(here)
    made = rows(here, orders, id=placed.result["order_id"])[0]["placed_at"]
    here.world.now = Instant(here.world.now + HOUR)
    take_snapshot(here)
    assert rows(here, orders, id=placed.result["order_id"])[0]["placed_at"] == made


@pytest.mark.parametrize("entity", ["commands", "outbox", "desk_state"])
def test_the_server_writes_synced_tables_alone(here: SimulatedDesk, entity: str) -> None:
    bad = Rows(entity=entity, columns=["command_id"], rows=[["x"]])
    news = msgspec.structs.replace(page_for(here), changes=[bad])
    with pytest.raises(ValueError, match="none of its own"):
        store_of(here).apply(news)


@pytest.mark.parametrize("column", ["wish", "id) VALUES ('x'); DROP TABLE orders; --"])
def test_a_newer_server_s_tables_and_columns_are_passed_over(
    here: SimulatedDesk, there: SimulatedDesk, column: str
) -> None:
    """A desk of before reads on while its server's tables change; no word of it becomes SQL."""
    order(there)
    catch_up(there)
    news = page_for(here)
    wider = [
        msgspec.structs.replace(
            part, columns=[*part.columns, column], rows=[[*row, "none"] for row in part.rows]
        )
        for part in news.changes
    ]
    later = Rows(entity="wishes", columns=["id"], rows=[["x"]], gone=["y"])
    store_of(here).apply(msgspec.structs.replace(news, changes=[*wider, later]))
    assert rows(here, orders) == on_server(here.world.server.service, orders)


def test_a_promise_made_offline_is_provisional(here: SimulatedDesk) -> None:
    placed = order(here)
    (line,) = rows(here, order_lines, order_id=placed.result["order_id"])
    assert line["assurance"] == Assurance.PROVISIONAL


def test_applying_needs_no_store_of_its_own(here: SimulatedDesk) -> None:
    """The rule is in apply_page alone: a page that starts elsewhere changes nothing."""
    news: Page = page_for(here)
    other = msgspec.structs.replace(news, since=news.since + 1)
    changes = store_of(here).write(apply_page, other, Replayer(REGISTER), now=here.clock.now())
    assert not changes


def test_rows_of_a_bucket_that_was_taken_away_do_not_come_back(
    here: SimulatedDesk, there: SimulatedDesk
) -> None:
    """Its own unsent order had touched the cell: the image of it goes as well."""
    cell = cell_id(here.world.shop.stores[0], here.world.shop.products[0])
    order(here)
    assert store_of(here).write(touched_rows)[stock_cells.name] == {cell}
    kept = [bucket for bucket in granted(here) if bucket != f"stock:{here.world.shop.stores[0]}"]
    store_of(here).met_server(here.clock.now(), kept)
    assert rows(here, stock_cells, id=cell) == []
    order(there, 1)
    catch_up(there)
    pull(here)
    assert rows(here, stock_cells, id=cell) == []


def granted(desk: SimulatedDesk) -> list[str]:
    return str(store_of(desk).state()["buckets"]).split()
