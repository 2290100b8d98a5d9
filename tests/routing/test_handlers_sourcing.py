"""Where the goods of an order come from, and how sure that is."""

from app.kit.clock import DAY
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.routing.queries import Wanted, availability_of, promise_for
from app.storage.schema import Side
from tests.orders.test_handlers_place import SITI
from tests.support.lent import lend
from tests.support.shop import (
    CENTER,
    CLERK,
    MUG,
    SHIRT,
    START,
    Shop,
    pickup,
    ship,
)


def test_what_the_server_lent_is_guaranteed_and_the_rest_provisional(shop: Shop) -> None:
    with shop.acting() as uow:
        assert lend(
            uow,
            device_id=CLERK.device_id,
            site_id="menteng",
            product_id=SHIRT,
            quantity=2,
            until=START + DAY,
        )
    shop.order(pickup(SHIRT, 2), side=Side.DESK)
    shop.order(pickup(MUG, 2), side=Side.DESK)
    assured = {row["product_id"]: row["assurance"] for row in shop.rows(order_lines)}
    assert assured == {SHIRT: "guaranteed", MUG: "provisional"}
    assert shop.cell("menteng", SHIRT)["leased"] == 0


def test_lent_units_are_for_no_other_device(shop: Shop) -> None:
    with shop.acting() as uow:
        lend(
            uow,
            device_id="elsewhere",
            site_id="menteng",
            product_id=SHIRT,
            quantity=5,
            until=START + DAY,
        )
    shop.order(pickup(SHIRT))
    assert shop.only(order_lines)["backordered"] == 1


def test_a_big_parcel_comes_from_several_places(shop: Shop) -> None:
    shop.order(ship(SHIRT, 60, "menteng"), new_customer=SITI, ship_to="home")
    line = shop.only(order_lines)
    assert line["released"] == 60
    assert set(shop.only(orders)["audience"].split()) > {"orders:store:center"}


def test_a_promise_is_made_of_what_is_known_here(shop: Shop) -> None:
    basket = [Wanted("1", SHIRT, 2), Wanted("2", MUG, 1)]
    with shop.engine.connect() as db:
        near = promise_for(db, basket, method=Method.PICKUP, now=START, near_site="menteng")
        assert near.options[0].parcels[0].site_id == "menteng"
        sent = promise_for(db, basket, method=Method.SHIP, now=START, postcode="40111")
        assert sent.options[0].parcels[0].site_id == "bandung"
        assert not promise_for(db, basket, method=Method.SHIP, now=START).options
        chips = availability_of(db, [SHIRT], now=START, near_site="menteng")[SHIRT]
        assert (chips.here, chips.here + chips.nearby + chips.elsewhere) == (5, 65)
    assert CENTER == "center"
