"""The dashboard adds up what a person may see, and says what it cannot know yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from app.insights.answering import answer
from app.insights.dashboard import AGES, Dashboard, age_bounds, age_place, totals
from app.insights.lists import OrderFilter, SkuFilter, Which, count_of, order_list, sku_list
from app.insights.risks import Step
from app.insights.scopes import Against, Period, Scope, ScopeKind, scopes_for, window_of
from app.insights.sheet import STARTS, from_csv, guarded, to_csv
from app.insights.stock_counts import StockCounts
from app.insights.stock_health import Health
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR, Instant
from tests.insights.trade import AUDITOR, INVENTORY, ZONE, furnished, traded
from tests.support.shop import AGENT, CLERK, MANAGER, SCARF, SHIRT, Shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Only read by these tests."""
    shop = traded(tmp_path_factory.mktemp("trade"))
    yield shop
    shop.engine.dispose()


@pytest.fixture
def db(shop: Shop) -> Iterator[Connection]:
    with shop.engine.connect() as db:
        yield db


def scopes(db: Connection, who: Actor) -> list[Scope]:
    return list(scopes_for(db, role=who.role, user_id=who.user_id, site_id=who.site_id))


def board(
    db: Connection,
    shop: Shop,
    scope: Scope,
    period: Period = Period.WEEK,
    against: Against = Against.PREVIOUS,
) -> Dashboard:
    told = answer(db, scope, period, against, now=shop.now, zone=ZONE)
    assert told.picture is None
    return told.board


# ---------------------------------------------------------------------- rights


def test_everybody_is_offered_what_their_role_may_see(db: Connection) -> None:
    kinds = {who.role: [one.kind.value for one in scopes(db, who)] for who in (AGENT, CLERK)}
    assert kinds == {"agent": ["own"], "clerk": ["store"]}
    assert [one.name for one in scopes(db, MANAGER)] == ["Menteng", "Jabodetabek"]
    assert [one.kind for one in scopes(db, AUDITOR)][:2] == [ScopeKind.COMPANY, ScopeKind.REGION]
    assert not any(one.sales for one in scopes(db, INVENTORY))
    admin = Actor(user_id="admin", role="admin", device_id="care-1", site_id="menteng")
    assert scopes(db, admin) == []


def test_an_agent_sees_the_orders_they_took_and_no_other(db: Connection, shop: Shop) -> None:
    own = board(db, shop, scopes(db, AGENT)[0])
    store = board(db, shop, scopes(db, MANAGER)[0])
    assert totals(own.sales)[0] == 8 * 499_000 < totals(store.sales)[0]
    assert own.reasons == ()


# ---------------------------------------------------------------------- figures


def test_a_week_of_the_store_adds_up(db: Connection, shop: Shop) -> None:
    seen = board(db, shop, scopes(db, MANAGER)[0])
    assert (seen.fill.now.part, seen.fill.now.whole) == (28, 29)
    assert (seen.in_time.now.part, seen.in_time.now.whole, seen.late) == (4, 7, 3)
    assert (seen.returned.now.part, seen.returned.now.whole) == (7, 21)
    assert dict(seen.reasons) == {"faulty": 4, "too_small": 3}
    assert (len(seen.sales), sum(bar.running for bar in seen.sales)) == (7, 1)
    assert [one.late for one in seen.pickups].count(True) == seen.late


def test_a_region_is_the_sum_of_its_stores(db: Connection, shop: Shop) -> None:
    region = board(db, shop, scopes(db, MANAGER)[1])
    stores = [
        board(db, shop, one) for one in scopes(db, AUDITOR) if one.name in {"Menteng", "Kemang"}
    ]
    assert totals(region.sales)[0] == sum(totals(one.sales)[0] for one in stores)
    assert region.open_orders == sum(one.open_orders for one in stores)
    assert [one.name for one in region.stores] == ["Kemang", "Menteng"]


def test_today_stands_beside_the_same_weekday_by_the_hour(db: Connection, shop: Shop) -> None:
    seen = board(db, shop, scopes(db, MANAGER)[0], Period.TODAY, Against.WEEKDAY)
    sold = {bar.start: (bar.minor, bar.before_minor) for bar in seen.sales if bar.minor}
    assert len(sold) == 3
    assert all(before is not None for _, before in sold.values())
    assert seen.window.before[0] == seen.window.start - 7 * DAY


def test_what_lies_before_the_first_figure_is_not_known(tmp_path: Path) -> None:
    """No line at nought: a young shop has no last week."""
    shop = traded(tmp_path, days=2)
    with shop.engine.connect() as db:
        seen = board(db, shop, scopes(db, MANAGER)[0], Period.TODAY, Against.WEEKDAY)
    assert seen.known_days < 7
    assert (seen.fill.before, seen.fill.days) == (None, ())
    assert all(bar.before_minor is None for bar in seen.sales)
    shop.engine.dispose()


def test_an_empty_shop_has_no_rates_and_no_bars(tmp_path: Path) -> None:
    shop = furnished(tmp_path)
    with shop.engine.connect() as db:
        seen = board(db, shop, scopes(db, MANAGER)[0])
    assert (seen.fill.now.value, seen.open_orders, seen.stores) == (None, 0, ())
    shop.engine.dispose()


@given(st.integers(0, 10**15), st.integers(0, 60 * DAY))
def test_every_open_order_has_one_age_and_its_list_agrees(now: int, before: int) -> None:
    placed = max(0, now - before)
    hour = placed - placed % HOUR
    at = age_place(hour, now)
    start, end = age_bounds(at, now)
    assert start <= hour < end
    if at == len(AGES):
        assert now - placed > 24 * HOUR, "nobody counts as older than they are"


@given(st.integers(10**15, 2 * 10**15), st.sampled_from(Period), st.sampled_from(Against))
def test_a_window_and_its_comparison_are_of_one_length(
    now: int, period: Period, against: Against
) -> None:
    window = window_of(Instant(now), ZONE, period, against)
    start, end = window.before
    assert end - start == window.end - window.start
    assert window.start <= now < window.end
    if against is Against.WEEKDAY:
        assert (window.start - start) % (7 * DAY) == 0


# ---------------------------------------------------------------------- lists


def test_behind_each_bar_lie_the_orders_it_counted(db: Connection, shop: Shop) -> None:
    scope = scopes(db, MANAGER)[0]
    for bar in board(db, shop, scope).sales:
        wanted = OrderFilter(Which.PLACED, scope, bar.start, bar.end)
        rows = order_list(db, wanted, None, 200).rows
        assert sum(row.total_minor for row in rows) == bar.minor
        assert count_of(db, wanted) == len(rows)


def test_behind_the_ages_misses_lates_and_returns_lie_their_orders(
    db: Connection, shop: Shop
) -> None:
    scope = scopes(db, MANAGER)[0]
    seen = board(db, shop, scope)
    for at, count in enumerate(seen.ages):
        assert count_of(db, OrderFilter(Which.OPEN, scope, *age_bounds(at, shop.now))) == count
    window = seen.window
    counted = {
        which: count_of(db, OrderFilter(which, scope, window.start, window.end))
        for which in (Which.MISSED, Which.LATE, Which.RETURNED)
    }
    assert counted == {Which.MISSED: 1, Which.LATE: 3, Which.RETURNED: 7}
    faulty = OrderFilter(Which.RETURNED, scope, window.start, window.end, reason="faulty")
    assert count_of(db, faulty) == 4


def test_a_long_list_comes_in_pages_without_gaps(db: Connection, shop: Shop) -> None:
    scope = scopes(db, AUDITOR)[0]
    wanted = OrderFilter(Which.PLACED, scope, 0, shop.now + DAY)
    whole = [row.key for row in order_list(db, wanted, None, 500).rows]
    paged: list[str] = []
    cursor = None
    while True:
        page = order_list(db, wanted, cursor, 4)
        paged += [row.key for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert paged == whole
    assert len(whole) == count_of(db, wanted)


# ---------------------------------------------------------------------- stock


def test_what_runs_out_is_told_with_a_place_that_can_give(db: Connection, shop: Shop) -> None:
    kemang = next(one for one in scopes(db, AUDITOR) if one.name == "Kemang")
    picture = StockCounts().picture(db, kemang, shop.now, ZONE)
    (risk,) = picture.risks
    told = (risk.product_id, risk.atp, risk.step, risk.source)
    assert told == (SCARF, 1, Step.TRANSFER, "Menteng")
    assert risk.units >= 1
    assert (picture.at_risk, picture.carried) == (1, 4)


def test_inbound_goods_in_time_are_no_risk(tmp_path: Path) -> None:
    shop = traded(tmp_path)
    shop.inbound("kemang", SCARF, 10, shop.now + DAY)
    with shop.engine.connect() as db:
        kemang = next(one for one in scopes(db, AUDITOR) if one.name == "Kemang")
        assert StockCounts().picture(db, kemang, shop.now, ZONE).risks == ()
    shop.engine.dispose()


def test_health_adds_up_and_opens_the_skus_it_counted(db: Connection, shop: Shop) -> None:
    scope = scopes(db, AUDITOR)[0]
    (goods,) = StockCounts().picture(db, scope, shop.now, ZONE).categories
    for health in Health:
        page = sku_list(db, SkuFilter(scope, "goods", health), None, 200, shop.now, ZONE)
        assert len(page.rows) == goods.counts.get(health, 0)
    assert goods.counts[Health.LOW] >= 1, "one scarf left, and one goes a day"
    assert SHIRT


# ---------------------------------------------------------------------- sheets

CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=30
) | st.sampled_from(
    ["=1+1", "+62", "-5", "@SUM(A1)", "\tx", "\r", " =2", "'quoted", '"', "a\r\nb", "", "\uff1d1"]
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_no_cell_is_a_formula_and_every_cell_comes_back(rows: list[list[str]]) -> None:
    told = to_csv(rows)
    assert from_csv(told) == rows
    for row in rows:
        for cell in row:
            written = guarded(cell)
            assert not written.lstrip(" ").startswith(STARTS)
    assert told.endswith("\r\n")
