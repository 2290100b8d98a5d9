"""The nights of a shop: what sold is known the next morning, at each place, to everybody."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.insights.verify.runs import verify_server
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, Instant
from app.kit.errors import Refusal
from app.stock import ledger
from app.stock.forecast.nightly import ReckonDemand, nights_due
from app.stock.forecast.reading import LEAD_DAYS, walk_in_demand
from app.stock.handlers import Posting, post_all
from app.stock.states import Bucket
from app.stock.tables import demand_marks, demand_rates
from tests.support.shop import AGENT, CHINO, MUG, SHIRT, START, Shop, open_shop

PLACES = ["menteng", "kemang"]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def sell(shop: Shop, product_id: str, quantity: int, *, site_id: str = "menteng") -> None:
    with shop.acting() as uow:
        ledger.take(
            uow,
            site_id=site_id,
            product_id=product_id,
            target=Bucket.CUSTOMER,
            quantity=quantity,
            why="carry_out",
            document="",
            document_id="o" * 32,
        )


def deliver(shop: Shop, product_id: str, quantity: int) -> None:
    """Goods of the store that a carrier brought."""
    way = (Bucket.AVAILABLE, Bucket.IN_TRANSIT, Bucket.CUSTOMER)
    with shop.acting() as uow:
        for source, target in pairwise(way):
            ledger.move(
                uow,
                site_id="menteng",
                product_id=product_id,
                source=source,
                target=target,
                quantity=quantity,
                why="ship",
            )


def night(shop: Shop, site_id: str = "menteng") -> int:
    return int(shop.perform(ReckonDemand(site_id=site_id), SYSTEM)["cells"])


def asked(shop: Shop, product_id: str, until: int = 0) -> tuple[float, bool]:
    """(mean at the first store, whether anybody knows) until then."""
    due = {("menteng", product_id): until} if until else {}
    with shop.engine.connect() as db:
        found = walk_in_demand(db, [MUG, product_id], PLACES, due, now=shop.now)
    assert found.mean.shape == found.wide.shape == found.known.shape == (2, 2)
    return float(found.mean[1, 0]), bool(found.known[1, 0])


def test_what_sells_every_day_is_expected_every_day(shop: Shop) -> None:
    for day in range(30):
        shop.now = Instant(START + day * DAY)
        sell(shop, SHIRT, 2)
    assert asked(shop, SHIRT) == (0.0, False)
    shop.now = Instant(START + 30 * DAY)
    assert night(shop) == 1
    mean, known = asked(shop, SHIRT)
    assert known
    assert mean == pytest.approx(2 * LEAD_DAYS, rel=0.1)
    week, _ = asked(shop, SHIRT, until=shop.now + 7 * DAY)
    assert week == pytest.approx(mean / 2)
    late, _ = asked(shop, SHIRT, until=shop.now - 3 * DAY)
    assert late == pytest.approx(mean / LEAD_DAYS)  # it comes tomorrow


def test_a_night_is_reckoned_once_and_writes_what_sold_since(shop: Shop) -> None:
    for product in (SHIRT, CHINO):
        sell(shop, product, 1)
    shop.now = Instant(START + DAY)
    assert night(shop) == 2
    assert night(shop) == 0
    sell(shop, SHIRT, 1)
    shop.now = Instant(START + 2 * DAY)
    assert night(shop) == 1
    with shop.engine.connect() as db:
        days = dict(db.execute(sa.select(demand_rates.c.product_id, demand_rates.c.day)).all())
        mark = db.execute(sa.select(demand_marks.c.day)).scalar_one()
    assert days[SHIRT] == mark == days[CHINO] + 1


def test_what_stays_on_the_shelf_fades_without_being_written(shop: Shop) -> None:
    for day in range(20):
        shop.now = Instant(START + day * DAY)
        sell(shop, CHINO, 1)
    shop.now = Instant(START + 20 * DAY)
    night(shop)
    before, _ = asked(shop, CHINO)
    shop.now = Instant(START + 30 * DAY)
    assert night(shop) == 0
    after, _ = asked(shop, CHINO)
    assert 0.3 < after / before < 0.45


def test_what_a_carrier_brought_is_no_walk_in_demand(shop: Shop) -> None:
    for day in range(20):
        shop.now = Instant(START + day * DAY)
        shop.stock("menteng", SHIRT, 4)
        deliver(shop, SHIRT, 3)
        sell(shop, SHIRT, 1)
    shop.now = Instant(START + 20 * DAY)
    night(shop)
    mean, _ = asked(shop, SHIRT)
    assert mean == pytest.approx(LEAD_DAYS, rel=0.1)
    with shop.engine.connect() as db:
        row = db.execute(sa.select(demand_rates)).one()
    assert (row.size, row.walk) == (4_000, 1_000)


def test_the_night_comes_at_two_oclock_and_at_once_where_nothing_is_known(shop: Shop) -> None:
    def due() -> set[str]:
        with shop.engine.connect() as db:
            return {command.site_id for command, _ in nights_due(db, shop.now)}

    midnight = START + 17 * HOUR - START % DAY  # of Jakarta
    shop.now = Instant(midnight + HOUR)
    places = due()
    assert "menteng" in places
    assert "care" not in places
    night(shop)
    shop.now = Instant(midnight + DAY + HOUR)
    assert "menteng" not in due()
    shop.now = Instant(midnight + DAY + 3 * HOUR)
    assert "menteng" in due()


def test_only_the_server_reckons(shop: Shop) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        shop.perform(ReckonDemand(site_id="menteng"), AGENT)


def test_sales_of_another_system_are_reckoned_anew(shop: Shop) -> None:
    sell(shop, SHIRT, 1)
    shop.now = Instant(START + 5 * DAY)
    night(shop)
    gone = Posting(
        "menteng", MUG, Bucket.AVAILABLE, Bucket.CUSTOMER, 3, "sale", "", None, START + DAY
    )
    with shop.acting() as uow:
        post_all(uow, [gone])
    shop.now = Instant(START + 5 * DAY + HOUR)
    assert night(shop) == 2
    (checked,) = verify_server(shop.engine, only={"S7"})
    assert (checked.ok, checked.checked) == (True, 2)
