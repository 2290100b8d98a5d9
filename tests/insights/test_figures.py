"""The figures are those that the truth gives, whatever was done, on desk and server alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.catalog.tables import products
from app.fulfillment.commands import PutBack
from app.fulfillment.past_sales import PastLine, PastSale, RecordPastSales
from app.fulfillment.tables import fulfillments
from app.insights.figures.comparing import differences
from app.insights.figures.model import COLUMNS, effect
from app.insights.figures.rebuild import rebuild
from app.insights.tables import hour_figures, return_figures
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.states import Method, Units
from app.orders.tables import orders
from app.returns.tables import return_lines, returns
from app.storage.schema import Side
from tests.insights.trade import ZONE, bought, collect, furnished, make_ready, traded
from tests.support.shop import AGENT, CLERK, MUG, SCARF, SHIRT, Shop, carry

assert ZONE


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = furnished(tmp_path)
    yield shop
    assert not told(shop)
    shop.engine.dispose()


def told(shop: Shop) -> list[dict[str, object]]:
    with shop.engine.connect() as db:
        return list(differences(db))


def total(shop: Shop, name: str, **where: str) -> int:
    return sum(row[name] for row in shop.rows(hour_figures, **where))


def test_nine_days_of_trade_are_counted_as_a_rebuild_counts_them(tmp_path: Path) -> None:
    shop = traded(tmp_path)
    assert not told(shop)
    kept = [dict(row) for row in shop.rows(hour_figures)]
    with shop.acting() as uow:
        rebuild(uow)
    assert not told(shop)
    anew = {row["id"]: dict(row) for row in shop.rows(hour_figures)}
    for row in kept:
        assert all(anew[row["id"]][name] == row[name] for name in COLUMNS)
    shop.engine.dispose()


def test_a_rebuild_mends_figures_that_were_lost(shop: Shop) -> None:
    bought(shop, shop.drawer(CLERK), carry(SHIRT))
    with shop.engine.begin() as db:
        db.execute(hour_figures.delete())
        db.execute(sa.update(orders).values(counted_minor=None, counted_open=True))
    assert told(shop)
    with shop.acting() as uow:
        rebuild(uow)
    assert not told(shop)


@pytest.mark.parametrize("side", list(Side))
def test_desk_and_server_count_an_act_into_the_same_row(shop: Shop, side: Side) -> None:
    """The id follows from place, hour, channel and person, so the server's row replaces ours."""
    drawer = shop.drawer(CLERK)
    shop.side = side
    bought(shop, drawer, carry(SHIRT))
    row = shop.only(hour_figures)
    assert (row["site_id"], row["channel"], row["user_id"]) == ("menteng", "store", "clerk")
    assert (row["orders"], row["sales_minor"], row["sold"]) == (1, 499_000, 1)
    assert row["audience"] == "figures:menteng"


def test_an_order_is_open_until_its_last_unit_ended(shop: Shop) -> None:
    placed = collect(shop, shop.now + HOUR)
    assert total(shop, "open_orders") == 1
    shop.perform(
        CancelLines(
            order_id=str(placed["order_id"]),
            lines=[LineQuantity(line_id=placed["line_ids"][0], quantity=1)],
            reason=CancelReason.CUSTOMER_REQUEST,
        ),
        AGENT,
    )
    assert total(shop, "open_orders") == 0
    assert total(shop, "sales_minor") == 499_000, "what was placed was placed"


def test_a_pickup_counts_where_and_when_it_was_made_ready_and_never_twice(shop: Shop) -> None:
    parcel = make_ready(shop, collect(shop, shop.now + HOUR), late=True)
    assert (total(shop, "pickups"), total(shop, "late")) == (1, 1)
    shop.perform(PutBack(fulfillment_id=parcel, reason="expired"))
    assert (total(shop, "pickups"), total(shop, "late")) == (0, 0)
    assert (total(shop, "asked"), total(shop, "filled")) == (0, 0), "it is looked for again"
    assert shop.only(fulfillments, id=parcel)["counted_at"] is None


def test_a_unit_that_was_not_found_and_then_waits_is_missed_once(tmp_path: Path) -> None:
    shop = traded(tmp_path, days=1)
    assert (total(shop, "asked"), total(shop, "filled")) == (6, 5)
    shop.engine.dispose()


def test_goods_without_a_known_order_count_at_the_counter_that_took_them(shop: Shop) -> None:
    from app.insights.figures.counting import count_figures  # noqa: PLC0415

    with shop.acting() as uow:
        uow.insert(
            returns,
            {
                "id": "blind",
                "number": "R-1",
                "site_id": "menteng",
                "currency": "IDR",
                "taken_by": "clerk",
                "taken_at": uow.now,
            },
        )
        uow.insert(
            return_lines,
            {
                "id": "line",
                "return_id": "blind",
                "product_id": MUG,
                "quantity": 2,
                "reason": "faulty",
            },
        )
        count_figures(uow)
    assert total(shop, "returned", site_id="menteng") == 2
    assert shop.only(return_figures)["units"] == 2


def test_the_past_is_counted_with_its_misses_and_its_pickups(shop: Shop) -> None:
    old, fresh = shop.now - 200 * DAY, shop.now - DAY
    sales = [past("old", old, shop), past("fresh", fresh, shop)]
    shop.perform(RecordPastSales(sales=sales), SYSTEM)
    assert (total(shop, "asked"), total(shop, "filled")) == (4, 2)
    assert (total(shop, "pickups"), total(shop, "late")) == (2, 2)
    audiences = {row["hour"] > shop.now - 90 * DAY: row["audience"] for row in figures(shop)}
    assert audiences == {True: "figures:menteng", False: ""}, "no desk stores what none looks at"


def figures(shop: Shop) -> list[sa.RowMapping]:
    return list(shop.rows(hour_figures, site_id="menteng"))


def past(name: str, at: int, shop: Shop) -> PastSale:
    price = shop.only(products, id=SCARF)["price_minor"]
    line = PastLine(product_id=SCARF, quantity=1, unit_minor=price, missed_at="kemang")
    return PastSale(
        order_id=name,
        number=name,
        at=at,
        ended_at=at + 4 * HOUR,
        due_at=at + 2 * HOUR,
        ready_at=at + 3 * HOUR,
        site_id="menteng",
        currency="IDR",
        method=Method.PICKUP,
        lines=[line],
    )


@pytest.mark.parametrize(
    ("act", "source", "target", "counts"),
    [
        ("pick", Units.RELEASED, Units.PICKED, (1, 1, 0)),
        ("undo_pick", Units.PICKED, Units.RELEASED, (-1, -1, 0)),
        ("put_back", Units.READY, Units.RELEASED, (-1, -1, 0)),
        ("carry_out", Units.UNALLOCATED, Units.COLLECTED, (1, 1, 1)),
        ("hand_over", Units.READY, Units.COLLECTED, (0, 0, 1)),
        ("undo_hand_over", Units.COLLECTED, Units.READY, (0, 0, -1)),
        ("reject", Units.RELEASED, Units.UNALLOCATED, (1, 0, 0)),
        ("cancel", Units.PICKED, Units.CANCELLED, (0, 0, 0)),
        ("lose", Units.IN_TRANSIT, Units.UNALLOCATED, (0, 0, 0)),
        ("release", Units.ALLOCATED, Units.RELEASED, (0, 0, 0)),
    ],
)
def test_what_a_move_counts_for(
    act: str, source: Units, target: Units, counts: tuple[int, int, int]
) -> None:
    assert effect(act, source.value, target.value) == counts
