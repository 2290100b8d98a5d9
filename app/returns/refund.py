"""What are returned units worth, and on which tenders is it given back: to the last unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.kit.clock import Instant
from app.kit.money import split
from app.pricing.model import refund_share
from app.returns.model import Refund, RefundMode, Tender, refund_plan


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of the order as it was sold, and how much of it the customer has or gave back."""

    line_id: str
    product_id: str
    sku: str
    name: str
    ordered: int
    collected: int
    delivered: int
    cancelled: int
    returned: int
    unit_minor: int
    discount_minor: int
    total_minor: int
    tax_minor: int
    had_at: Instant | None = None  # when the last of its units was collected or delivered

    @property
    def fulfilled(self) -> int:
        return self.collected + self.delivered

    @property
    def left(self) -> int:
        return max(0, self.fulfilled - self.returned)


@dataclass(frozen=True, slots=True)
class Worth:
    line_id: str
    quantity: int
    refund_minor: int
    tax_minor: int  # contained in the refund


@dataclass(frozen=True, slots=True)
class Settlement:
    """`due_minor` is what the goods are worth, `refund_minor` what of it was ever paid."""

    lines: tuple[Worth, ...]
    rounding_minor: int
    due_minor: int
    refunds: tuple[Refund, ...]

    @property
    def refund_minor(self) -> int:
        return sum(refund.minor for refund in self.refunds)

    @property
    def tax_minor(self) -> int:
        return sum(line.tax_minor for line in self.lines)


def settle(
    lines: Sequence[SoldLine],
    wanted: Iterable[tuple[str, int]],
    tenders: Sequence[Tender],
    mode: RefundMode,
    *,
    rounding_minor: int = 0,
) -> Settlement:
    """`wanted`: (line, units), at most what is left of each; a line may come twice.

    The rounding of the order goes with its last unit; delivery was done and stays with it.
    """
    by_id = {line.line_id: line for line in lines}
    returned = {line.line_id: line.returned for line in lines}
    worth = []
    for line_id, quantity in wanted:
        worth.append(worth_of(by_id[line_id], returned[line_id], quantity))
        returned[line_id] += quantity
    ended = bool(worth) and all(
        line.cancelled + returned[line.line_id] >= line.ordered for line in lines
    )
    rounding = rounding_minor if ended else 0
    due = max(0, sum(line.refund_minor for line in worth) + rounding)
    return Settlement(tuple(worth), rounding, due, paid_back(due, tenders, mode))


def worth_of(line: SoldLine, returned: int, quantity: int) -> Worth:
    """What the next `quantity` units are worth when `returned` of the line came back before.

    Cancelled units count from the first one, returned units from the last one, so that any mix
    of both in any order adds up to the line.
    """
    before = line.ordered - returned - quantity

    def share(whole: int) -> int:
        return refund_share(whole, line.ordered, before, quantity) if quantity else 0

    return Worth(line.line_id, quantity, share(line.total_minor), share(line.tax_minor))


def paid_back(amount: int, tenders: Sequence[Tender], mode: RefundMode) -> tuple[Refund, ...]:
    """Each part on one of the order's tenders, of the kind in which it is given.

    Never more than was paid: M3 and M4 hold per tender also when it is given as credit or cash.
    """
    lefts = [tender.left for tender in tenders]
    parts: list[Refund] = []
    for refund in refund_plan(min(amount, sum(lefts)), tenders, mode):
        if refund.payment_id is not None:
            parts.append(refund)
            continue
        shares = split(refund.minor, lefts)
        parts += [
            Refund(tender.payment_id, refund.kind, part)
            for tender, part in zip(tenders, shares, strict=True)
            if part
        ]
    return tuple(parts)
