"""An order of today that one store sends to another, where its customer collects it."""

from collections import Counter
from collections.abc import Callable, Iterator

from app.catalog.commands import NewProduct
from app.demo.assortment import CURRENCY
from app.demo.history import History
from app.demo.retailer import Retailer
from app.fulfillment.commands import Claim, HandedLine, Pick, SendToStore
from app.fulfillment.handlers.parcels import parcel_id_of
from app.kit.clock import DAY, HOUR
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind


def sent_to_store(
    shop: Retailer, past: History, command_id: Callable[[int], str]
) -> Iterator[Command]:
    """Placed, picked and sent: it arrives at the first store. `command_id`: of each of these."""
    found = _wanted(shop, past)
    if found is None:
        return
    product, source_id = found
    store, customer = shop.stores[0], shop.customers[0]
    yield PlaceOrder(
        number=f"{store.code}-0-{shop.size.orders + 1:06d}",
        pickup_code="K7M4PX",
        channel="phone",
        site_id=shop.care.id,
        language="id",
        currency=CURRENCY,
        lines=[
            OrderLine(
                product_id=product.id,
                quantity=1,
                unit_minor=product.price_minor,
                method=Method.PICKUP,
                site_id=store.id,
                from_site_id=source_id,
                send_by=shop.now + 4 * HOUR,
                promise_from=shop.now + 2 * DAY,
                promise_to=shop.now + 2 * DAY,
            )
        ],
        customer_id=customer.known.id,
        told_total_minor=product.price_minor,
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=product.price_minor)],
    )
    order_id = derived_id(command_id(0), "order", 0)
    line_id = derived_id(command_id(0), "order_line", 0)
    parcel_id = parcel_id_of(order_id, source_id, Method.TO_STORE.value, 0)
    yield Claim(fulfillment_id=parcel_id)
    yield Pick(fulfillment_id=parcel_id, line_id=line_id)
    yield SendToStore(fulfillment_id=parcel_id, lines=[HandedLine(line_id=line_id, quantity=1)])


def _wanted(shop: Retailer, past: History) -> tuple[NewProduct, str] | None:
    """Goods that the first store does not carry, and another store that can spare one."""
    sold: Counter[tuple[str, str]] = Counter()
    for sale in past.sales:
        for line in sale.lines:
            sold[sale.from_site_id or sale.site_id, line.product_id] += line.quantity
    free = {
        (cell.site_id, cell.product_id): cell.quantity
        - cell.safety
        - sold[cell.site_id, cell.product_id]
        for cell in past.opening
    }
    for product in shop.products:
        if free.get((shop.stores[0].id, product.id), 0) > 0:
            continue
        for store in shop.stores[1:]:
            if free.get((store.id, product.id), 0) > 1:
                return product, store.id
    return None
