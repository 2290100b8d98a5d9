"""What can be asked of an order: to be placed with all that was told, changed, held, cancelled."""

from msgspec import field

from app.customers.commands import NewAddress, NewCustomer
from app.identity.approval import Approval
from app.kit.commands import Command, Part
from app.orders.reasons import (
    AppeaseReason,
    CancelReason,
    HoldOutcome,
    HoldReason,
    HoldScope,
    RefundTo,
)
from app.orders.states import Assurance, Method, Preferred
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
    override_reason: str = ""  # a PriceReason
    override_note: str = ""  # what speaks for it: the competitor and its price
    note: str = ""
    preferred: Preferred | None = None  # what was chosen instead of the first way
    from_site_id: str | None = None  # the place that sends it to the pickup store, which lacks it
    send_by: int | None = None  # when that place hands it to its carrier
    ship_group: str = ""  # lines of one group come in one parcel, once all of it is there


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
    coupons: list[str] = field(default_factory=list)
    approval: Approval | None = None
    note: str = ""
    hold_id: str = ""  # of the soft hold that its claims take over


class LineQuantity(Part, frozen=True, kw_only=True):
    line_id: str
    quantity: int


class LineDelivery(Part, frozen=True, kw_only=True):
    """How and where the customer now wants a line that nobody picked yet, and what was told."""

    line_id: str
    method: Method
    site_id: str | None = None
    promise_from: int | None = None
    promise_to: int | None = None


class Edits(Part, frozen=True, kw_only=True):
    """What is to be different; `change_preview` says what it costs, `ChangeOrder` does it.

    `quantities` are the units that a line shall have, cancelled ones not counted; more of a line
    becomes a line of its own at the price of that line. `shipping_minor` is the whole charge as
    it shall be: None leaves it, and it falls by itself with the last line that is shipped.
    """

    added: list[OrderLine] = field(default_factory=list)
    quantities: list[LineQuantity] = field(default_factory=list)
    deliveries: list[LineDelivery] = field(default_factory=list)
    shipping_minor: int | None = None


class ChangeOrder(Command, frozen=True, kw_only=True):
    """All edits together or none of them. `version` is the order's as the screen saw it.

    `told_difference_minor` > 0 is collected with `tenders`, which add up to it; < 0 goes back.
    `ship_to` is the id of a known address or a new one; None leaves it as it is.
    """

    order_id: str
    version: int
    edits: Edits
    told_difference_minor: int
    ship_to: str | NewAddress | None = None
    tenders: list[TenderTaken] = field(default_factory=list)
    reason: CancelReason = CancelReason.CUSTOMER_REQUEST
    approval: Approval | None = None


class CancelLines(Command, frozen=True, kw_only=True):
    """What was picked goes back to its shelf; that needs the right order.cancel_picked."""

    order_id: str
    lines: list[LineQuantity]
    reason: CancelReason
    approval: Approval | None = None


class HoldOrder(Command, frozen=True, kw_only=True):
    """`subject_id` names the parcel or the order line of a narrower scope."""

    order_id: str
    reason: HoldReason
    scope: HoldScope = HoldScope.ORDER
    subject_id: str | None = None
    note: str = ""


class ReleaseHold(Command, frozen=True, kw_only=True):
    hold_id: str
    outcome: HoldOutcome = HoldOutcome.RESOLVED
    note: str = ""


class Appease(Command, frozen=True, kw_only=True):
    """Money for the trouble: an amount, or hundredths of a percent of the order or of one line.

    One of the two is given; what they come to is `told_minor`.
    """

    order_id: str
    reason: AppeaseReason
    told_minor: int
    amount_minor: int | None = None
    hundredths: int | None = None
    line_id: str | None = None
    refund_to: RefundTo = RefundTo.ORIGINAL
    note: str = ""
    approval: Approval | None = None
