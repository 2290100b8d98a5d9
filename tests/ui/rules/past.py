"""Orders of the days before, sent to two cities, so that there is something to replay."""

import secrets

from app.customers.commands import NewAddress, NewCustomer
from app.kit.clock import DAY
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.places.tables import carrier_services, service_rates
from app.storage.uow import UnitOfWork
from tests.ui.pickup.counter import CHINO, CLERK, DC, GI, SHIRT, price_of
from tests.ui.stock.scene import Stockroom

HOMES = (("Jakarta", "10340"), ("Surabaya", "60241"))
ZONES = ("JAWA-BARAT", "JAWA-TIMUR")


def sell_by_mail(room: Stockroom, orders: int, *, ago: int = 2) -> None:
    """So many orders, `ago` days before today; the desk's clock stands where it stood."""
    now = room.clock.at
    room.clock.at = now - 40 * DAY  # the shelves were full before the first day of any period
    room.acting(_carriers)
    for product in (SHIRT, CHINO):
        for site in (GI, DC):
            room.stock(site, product, orders + 5)
    room.clock.at = now - ago * DAY
    for at in range(orders):
        room.do(_order(room, at), CLERK)
    room.clock.at = now


def _order(room: Stockroom, at: int) -> PlaceOrder:
    product = (SHIRT, CHINO)[at % 2]
    city, postcode = HOMES[at % 2]
    room.numbers += 1
    total = price_of(product)
    home = secrets.token_hex(16)
    return PlaceOrder(
        number=f"JKT01-3-{room.numbers:06d}",
        pickup_code=f"C0DE{room.numbers:02d}",
        channel="phone",
        site_id=GI,
        language="id",
        currency="IDR",
        lines=[OrderLine(product_id=product, quantity=1, unit_minor=total, method=Method.SHIP)],
        told_total_minor=total,
        new_customer=NewCustomer(
            customer_id=secrets.token_hex(16),
            name=f"Siti {at}",
            phone=f"+62812345670{room.numbers:02d}",
            address=NewAddress(
                address_id=home, street="Jl. Sabang 1", city=city, province="", postcode=postcode
            ),
        ),
        ship_to=home,
        tenders=[TenderTaken(kind=TenderKind.TERMINAL, amount_minor=total, reference="821934")],
    )


def _carriers(uow: UnitOfWork) -> None:
    service = {"id": "reg", "code": "reg", "carrier": "Reg", "level": "standard"}
    uow.insert(carrier_services, service)
    rates = [
        {
            "id": f"{start}-{end}",
            "service": "reg",
            "from_zone": start,
            "to_zone": end,
            "first_kg_minor": 10_000 if start == end else 18_000,
            "per_kg_minor": 5_000,
            "days_from": 1,
            "days_to": 2 if start == end else 3,
        }
        for start in ZONES
        for end in ZONES
    ]
    uow.insert(service_rates, *rates)
