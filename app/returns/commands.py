"""What is told when sold goods come back: at a counter, by mail, without a receipt, for others."""

from enum import StrEnum

from msgspec import field

from app.customers.commands import NewCustomer
from app.identity.approval import Approval
from app.kit.commands import Command, Part
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason


class ReturnedLine(Part, frozen=True, kw_only=True):
    """Units of one order line in one state; a line may come twice, with two grades."""

    line_id: str
    quantity: int
    reason: Reason
    grade: Grade
    disposition: Disposition


class ReturnItems(Command, frozen=True, kw_only=True):
    """Fact: goods of a known order are in hand at `site_id`, and the customer was told a refund.

    `offline` is evidence: the desk could not ask its server. `drawer_id` is the open drawer of
    this device when cash left it. `return_id` is the return by mail that arrives with them.
    The desk issues `number`.
    """

    order_id: str
    site_id: str
    lines: list[ReturnedLine]
    mode: RefundMode
    told_refund_minor: int
    drawer_id: str | None = None
    offline: bool = False
    return_id: str | None = None
    approval: Approval | None = None
    number: str = ""


class NewItem(Part, frozen=True, kw_only=True):
    """Goods taken instead, carried out or picked up. `swaps` names the returned line that they
    replace like for like: the same style at the price that was paid."""

    product_id: str
    quantity: int
    unit_minor: int  # what was told
    method: Method = Method.CARRY_OUT
    site_id: str | None = None
    promise_from: int | None = None
    promise_to: int | None = None
    swaps: str = ""


class ExchangeItems(Command, frozen=True, kw_only=True):
    """Fact: goods came back and others were taken for them, in one envelope.

    `told_refund_minor` is what goes back beyond the new goods, `tenders` what was paid on top:
    one of both is nothing. The desk issues `number`, that of the new order.
    """

    order_id: str
    site_id: str
    lines: list[ReturnedLine]
    items: list[NewItem]
    mode: RefundMode
    told_refund_minor: int
    told_total_minor: int  # of the new goods
    tenders: list[TenderTaken] = field(default_factory=list)
    pickup_code: str = ""
    language: str = "id"
    drawer_id: str | None = None
    offline: bool = False
    approval: Approval | None = None
    number: str = ""


class BlindLine(Part, frozen=True, kw_only=True):
    product_id: str
    quantity: int
    unit_minor: int  # the lowest price, as it was told
    reason: Reason
    grade: Grade
    disposition: Disposition


class ReturnBlind(Command, frozen=True, kw_only=True):
    """Fact: goods without a receipt are in hand; the customer is known and got store credit.

    `customer_id` and `new_customer` exclude each other. `id_seen`: somebody looked at a document.
    """

    site_id: str
    lines: list[BlindLine]
    told_refund_minor: int
    id_seen: bool
    customer_id: str | None = None
    new_customer: NewCustomer | None = None
    approval: Approval | None = None
    number: str = ""


class AskedLine(Part, frozen=True, kw_only=True):
    line_id: str
    quantity: int
    reason: Reason


class AskReturn(Command, frozen=True, kw_only=True):
    """Request: the customer wants to send goods back; what the rules allow is approved at once."""

    order_id: str
    lines: list[AskedLine]
    number: str = ""


class ReturnMove(StrEnum):
    """Named as the moves of the state table."""

    APPROVE = "approve"
    DECLINE = "decline"
    SEND = "send"
    CANCEL = "cancel"


class MoveReturn(Command, frozen=True, kw_only=True):
    """`note` says why it was declined or cancelled, or how it travels."""

    return_id: str
    move: ReturnMove
    note: str = ""
    approval: Approval | None = None


class ConfirmRefund(Command, frozen=True, kw_only=True):
    """Fact: the provider paid this refund: the terminal's slip says so, or the link's page."""

    refund_id: str


class FailRefund(Command, frozen=True, kw_only=True):
    """Fact: the provider could not pay this refund: the card expired, the link is closed."""

    refund_id: str
    why: str


class SettleRefund(Command, frozen=True, kw_only=True):
    """Fact: what could not be paid was paid otherwise, from the open drawer or as store credit.

    `kind` None: nothing is owed any more (goods that came back twice), the return is closed.
    """

    return_id: str
    kind: TenderKind | None
    drawer_id: str | None = None
    approval: Approval | None = None
