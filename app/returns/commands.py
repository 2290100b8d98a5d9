"""What a clerk tells when sold goods come back over the counter."""

from app.kit.commands import Command, Part
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason

PERSONAL: frozenset[str] = frozenset()


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
    this device when cash left it. The desk issues `number`.
    """

    order_id: str
    site_id: str
    lines: list[ReturnedLine]
    mode: RefundMode
    told_refund_minor: int
    drawer_id: str | None = None
    offline: bool = False
    number: str = ""
