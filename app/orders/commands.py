"""What can be asked of an order: to be placed with all that was told, to be cancelled in part."""

from msgspec import field

from app.customers.commands import NewAddress, NewCustomer
from app.kit.commands import Command, Part
from app.orders.states import Assurance, Method
from app.payments.commands import TenderTaken

# Top-level fields that tell who a person is, or a secret: redacted once a body was applied.
PERSONAL = frozenset({"new_customer", "ship_to", "pickup_code"})


class OrderLine(Part, frozen=True, kw_only=True):
    """One line as the customer heard it: price, place and promise are what was told."""

    product_id: str
    quantity: int
    unit_minor: int  # the list price that was shown
    method: Method
    site_id: str | None = None  # told place: pickup store, shipping place, or this counter
    promise_from: int | None = None  # instants, microseconds UTC
    promise_to: int | None = None
    assurance: Assurance = Assurance.PROVISIONAL
    discount_hundredths: int = 0  # manual discount in hundredths of a percent: 1000 = 10 %
    override_minor: int | None = None  # another unit price instead of the list price
    override_reason: str = ""
    note: str = ""


class PlaceOrder(Command, frozen=True, kw_only=True):
    """One envelope: the customer, the lines and the money taken with them arrive together.

    `number` and `pickup_code` are made by the device. `new_customer` and `customer_id` exclude
    each other. `ship_to` is the id of a known address or a new one.
    """

    number: str
    pickup_code: str
    channel: str  # phone | store
    site_id: str
    language: str
    currency: str
    lines: list[OrderLine]
    told_total_minor: int
    customer_id: str | None = None
    new_customer: NewCustomer | None = None
    ship_to: str | NewAddress | None = None
    shipping_minor: int = 0
    tenders: list[TenderTaken] = field(default_factory=list)
    note: str = ""


class LineQuantity(Part, frozen=True, kw_only=True):
    line_id: str
    quantity: int


class CancelLines(Command, frozen=True, kw_only=True):
    order_id: str
    lines: list[LineQuantity]
    reason: str
