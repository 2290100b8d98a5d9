"""What is due happens once, on both databases: cancelled at last, supplied, learnt, released."""

from typing import Any

import pytest

from app.cases.tables import cases
from app.customers.commands import NewAddress, NewCustomer
from app.fulfillment.commands import ShortPick
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillments
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, MINUTE
from app.kit.ids import derived_id
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.orders.tables import order_lines
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.places.tables import cutoffs, site_handling, site_silences
from app.routing.queues.model import CANCELLED_AFTER
from app.routing.silence import SILENT_AFTER
from app.routing.waves.reoptimise import reoptimise
from app.server.rounds import Rounds
from app.stock.commands import OpeningCell, OpenStock
from app.stock.tables import stock_cells
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from tests.notify.house import plain
from tests.server.house import House


def rounds(house: House) -> Rounds:
    return Rounds(house.service, place=reoptimise)


def free(house: House) -> int:
    cell = {"site_id": house.shop.stores[0], "product_id": house.shop.products[0]}
    (row,) = house.rows(stock_cells, **cell)
    return int(row["available"] - row["reserved"] - row["leased"] - row["safety"])


def order(house: House, units: int, method: Method = Method.PICKUP, **told: Any) -> str:
    """The id of its line."""
    house.placed += 1
    number = f"JKT00-1-{house.placed:06d}"
    price = house.shop.prices[0] * units
    address = NewAddress(
        address_id=derived_id(number, "home"),
        street="Jl. Sabang 1",
        city="Jakarta",
        province="DKI",
        postcode="10310",
    )
    command = PlaceOrder(
        number=number,
        pickup_code="A1B2C3",
        channel="phone",
        site_id=house.shop.stores[0],
        language="en",
        currency="IDR",
        lines=[
            OrderLine(
                product_id=house.shop.products[0],
                quantity=units,
                unit_minor=house.shop.prices[0],
                method=method,
                site_id=house.shop.stores[0],
                promise_to=house.clock.time + HOUR,
            )
        ],
        told_total_minor=price,
        new_customer=NewCustomer(
            customer_id=derived_id(number, "customer"),
            name="Siti Rahma",
            phone="081234567890",
            email="siti@example.com",
            address=address,
        ),
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=price)],
        ship_to=address.address_id if method is Method.SHIP else None,
        **told,
    )
    house.service.run(command, derived_id(number, "command"))
    order_id = derived_id(derived_id(number, "command"), "order")
    (line,) = house.rows(order_lines, order_id=order_id)
    return str(line["id"])


def line(house: House, line_id: str) -> Any:
    (row,) = house.rows(order_lines, id=line_id)
    return row


def test_what_nothing_comes_for_is_cancelled_at_last_and_told(each_house: House) -> None:
    house = each_house
    waits = order(house, free(house) + 2)
    assert line(house, waits)["backordered"] == 2
    house.clock.pass_by(MINUTE)  # nobody can undo it any more
    house.jobs().work()
    asked = plain(house.post.sent[-1])
    assert "cannot be there in time" in asked
    assert "your money back" in asked
    house.clock.pass_by(CANCELLED_AFTER - HOUR)
    assert rounds(house).work() == 0
    house.clock.pass_by(2 * HOUR)
    assert rounds(house).work() == 1
    told = line(house, waits)
    assert (told["cancelled"], told["backordered"]) == (2, 0)
    house.jobs().work()
    assert "cancelled" in str(house.post.sent[-1]["Subject"]).lower() + plain(house.post.sent[-1])
    assert rounds(house).work() == 0
    assert [row["state"] for row in house.rows(cases, kind="shortfall")] == ["resolved"]


def test_goods_that_are_there_again_go_to_who_waits(each_house: House) -> None:
    house = each_house
    waits = order(house, free(house) + 2)
    cell = OpeningCell(site_id=house.shop.stores[0], product_id=house.shop.products[0], quantity=3)
    house.service.run(OpenStock(cells=[cell]))
    assert rounds(house).work() == 1
    assert line(house, waits)["backordered"] == 0
    assert rounds(house).work() == 0


def test_a_place_that_rejects_is_believed_less_the_next_day(each_house: House) -> None:
    house = each_house
    line_id = order(house, 1)
    (parcel,) = house.rows(fulfillments, order_id=line(house, line_id)["order_id"])
    house.service.run(
        ShortPick(
            fulfillment_id=parcel["id"],
            line_id=line_id,
            quantity=1,
            reason=ShortReason.WRONG_STOCK,
            then=ShortNext.CANCEL,
        )
    )
    site = house.shop.stores[0]
    assert rounds(house).work() == 0
    house.clock.pass_by(DAY)
    assert rounds(house).work() == 1
    (known,) = house.rows(site_handling, site_id=site)
    assert known["accepts_per_mille"] < 1_000
    assert rounds(house).work() == 1, "a new process asks again"
    assert house.rows(site_handling, site_id=site) == [known], "and finds it done"


@pytest.mark.parametrize("hour", [2, 23])
def test_a_wave_goes_when_its_carrier_is_near(each_house: House, hour: int) -> None:
    """The clock stands at 21:13 in Jakarta."""
    house = each_house
    with house.service.engine.begin() as db:
        uow = UnitOfWork(
            db, side=Side.SERVER, command_id="c" * 32, now=house.clock.now(), actor=SYSTEM
        )
        told = {"site_id": house.shop.stores[0], "service": "x", "at": f"{hour:02d}:00"}
        uow.insert(cutoffs, {"id": "cut", **told})
    line_id = order(house, 1, Method.SHIP)
    at_once = hour == 23  # less than two hours from now
    assert line(house, line_id)["released"] == int(at_once)
    assert rounds(house).work() == 0
    house.clock.pass_by(4 * HOUR)  # 01:13
    assert rounds(house).work() == 1  # the wave, or a look at what nobody took up
    assert line(house, line_id)["released"] == 1


def test_a_store_that_is_not_heard_is_told_to_all(each_house: House) -> None:
    house = each_house
    site = house.shop.stores[0]
    house.service.heard[site] = house.clock.now()
    rounds(house).work()
    house.service.heard.clear()
    house.clock.pass_by(SILENT_AFTER)
    rounds(house).work()
    assert not house.rows(site_silences), "a till is started anew"
    house.clock.pass_by(MINUTE)
    rounds(house).work()
    (told,) = house.rows(site_silences)
    assert (told["id"], told["since"] is None) == (site, False)
    house.service.heard[site] = house.clock.now()
    rounds(house).work()
    (told,) = house.rows(site_silences)
    assert told["since"] is None
