"""Whatever is ordered, lent, lost and looked for again, on desk and server: nothing twice."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from app.fulfillment.commands import ShortPick
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines
from app.kit.clock import DAY
from app.orders.tables import order_lines
from app.routing.engine.decision import replay
from app.routing.engine.record import unpacked
from app.routing.tables import sourcing_decisions
from app.stock.tables import stock_cells
from app.storage.schema import Side
from tests.orders.test_handlers_place import SITI
from tests.support.lent import lend
from tests.support.shop import (
    CENTER,
    CLERK,
    MUG,
    SHIRT,
    START,
    STORES,
    Shop,
    open_shop,
    pickup,
    ship,
)

sites = st.sampled_from([*STORES, CENTER])
products = st.sampled_from([SHIRT, MUG])
pieces = st.integers(1, 12)
sent = st.tuples(products, pieces, st.one_of(st.none(), sites))
acts = st.one_of(
    st.tuples(st.just("send"), st.lists(sent, min_size=1, max_size=3), st.sampled_from(Side)),
    st.tuples(st.just("collect"), products, pieces, st.sampled_from(STORES)),
    st.tuples(st.just("lend"), products, pieces, sites),
    st.tuples(st.just("miss"), st.integers(0, 9), st.sampled_from(ShortReason)),
)


def play(shop: Shop, act) -> None:
    match act:
        case ("send", lines, side):
            told = [ship(product, units, site) for product, units, site in lines]
            shop.order(*told, new_customer=SITI, ship_to="home", side=side)
        case ("collect", product, units, site):
            shop.order(pickup(product, units, site))
        case ("lend", product, units, site):
            with shop.acting() as uow:
                lend(
                    uow,
                    device_id=CLERK.device_id,
                    site_id=site,
                    product_id=product,
                    quantity=units,
                    until=START + DAY,
                )
        case ("miss", number, reason):
            open_lines = [line for line in shop.rows(fulfillment_lines) if line["quantity"]]
            if open_lines:
                line = open_lines[number % len(open_lines)]
                shop.perform(
                    ShortPick(
                        fulfillment_id=line["fulfillment_id"],
                        line_id=line["line_id"],
                        quantity=1,
                        reason=reason,
                        then=ShortNext.RE_SOURCE,
                    )
                )


@settings(max_examples=12)
@given(st.lists(acts, min_size=3, max_size=10))
def test_no_history_promises_a_unit_twice(history) -> None:
    with TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        for act in history:
            play(shop, act)
            shop.check()
            for cell in shop.rows(stock_cells):
                assert 0 <= cell["reserved"] <= cell["available"]
            assert not any(line["unallocated"] for line in shop.rows(order_lines))
        for row in shop.rows(sourcing_decisions):
            decision = unpacked(row["record"])
            assert replay(decision) == decision.solution
        shop.engine.dispose()
