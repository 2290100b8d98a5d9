"""What are returned units worth, and on which tenders is it given back: to the last unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.kit.clock import Instant
from app.kit.money import share, split
from app.payments.states import TenderKind
from app.pricing.clawback import Kept, Unearned, unearned
from app.pricing.model import refund_share
from app.pricing.promotion import Promotion
from app.returns.model import Refund, RefundMode, Tender, refund_plan
from app.returns.rules import NO_FEE, Fee
from app.returns.states import Reason


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
class Wanted:
    """Units of a line that come back now. `swapped` ones are exchanged like for like."""

    line_id: str
    quantity: int
    reason: Reason = Reason.OTHER
    fee: Fee = NO_FEE
    swapped: int = 0


@dataclass(frozen=True, slots=True)
class Worth:
    line_id: str
    quantity: int
    worth_minor: int  # what was paid for these units
    tax_minor: int  # contained in it
    fee_minor: int = 0

    @property
    def refund_minor(self) -> int:
        return self.worth_minor - self.fee_minor

    @property
    def refund_tax_minor(self) -> int:
        return share(self.tax_minor, self.refund_minor, self.worth_minor or 1)


@dataclass(frozen=True, slots=True)
class Clawback:
    """`before` was taken off by earlier returns of the order; below 0 it is given again."""

    minor: int = 0
    lost: tuple[Unearned, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier returns of the order settled, and what promotions ask of it."""

    clawed_minor: int = 0
    promotions: tuple[Promotion, ...] = ()
    discounts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # line → code → off
    categories: Mapping[str, str] = field(default_factory=dict)


NOTHING_PAST = Past()


@dataclass(frozen=True, slots=True)
class Settlement:
    """`due_minor` is what the goods are worth less fees and clawback, `refund_minor` what of it
    was ever paid; `exchanged_minor` of that goes into new goods."""

    lines: tuple[Worth, ...]
    clawback: Clawback
    rounding_minor: int
    due_minor: int
    refunds: tuple[Refund, ...]

    @property
    def refund_minor(self) -> int:
        return sum(refund.minor for refund in self.refunds)

    @property
    def exchanged_minor(self) -> int:
        return sum(part.minor for part in self.refunds if part.kind is TenderKind.EXCHANGE)

    @property
    def fee_minor(self) -> int:
        return sum(line.fee_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        """Within what is due for the lines."""
        lines = sum(line.refund_minor for line in self.lines)
        taxes = sum(line.refund_tax_minor for line in self.lines)
        return share(taxes, lines - self.clawback.minor, lines or 1)


def settle(
    lines: Sequence[SoldLine],
    wanted: Iterable[Wanted],
    tenders: Sequence[Tender],
    mode: RefundMode,
    *,
    rounding_minor: int = 0,
    past: Past = NOTHING_PAST,
    spend_minor: int = 0,
) -> Settlement:
    """Wanted: at most what is left of each line; a line may come twice.

    The rounding of the order goes with its last unit; delivery was done and stays with it.
    Up to `spend_minor` pays for new goods, the rest goes back by `mode`.
    """
    by_id = {line.line_id: line for line in lines}
    returned = {line.line_id: line.returned for line in lines}
    swapped = dict.fromkeys(returned, 0)
    worth = []
    for part in wanted:
        worth.append(_worth(by_id[part.line_id], returned[part.line_id], part))
        returned[part.line_id] += part.quantity
        swapped[part.line_id] += part.swapped
    ended = bool(worth) and all(
        line.cancelled + returned[line.line_id] >= line.ordered for line in lines
    )
    rounding = rounding_minor if ended else 0
    before = sum(line.refund_minor for line in worth) + rounding
    gone = {line_id: count - swapped[line_id] for line_id, count in returned.items()}
    clawback = _clawback(lines, gone, past, most=before) if worth else Clawback()
    due = max(0, before - clawback.minor)
    return Settlement(
        tuple(worth), clawback, rounding, due, paid_back(due, tenders, mode, spend_minor)
    )


def _worth(line: SoldLine, returned: int, part: Wanted) -> Worth:
    """The fee is asked for units that are not exchanged like for like."""
    whole = worth_of(line, returned, part.quantity)
    charged = worth_of(line, returned, max(0, part.quantity - part.swapped))
    fee = part.fee.of(charged.worth_minor, charged.quantity, part.reason)
    return replace(whole, fee_minor=fee)


def _clawback(
    lines: Sequence[SoldLine], gone: Mapping[str, int], past: Past, *, most: int
) -> Clawback:
    """From the state of the order alone, less what was clawed before: any sequence of returns
    ends at 0 when everything is back. Never more than this return is worth: a person who brings
    something back owes us nothing."""
    kept = [
        Kept(
            line_id=line.line_id,
            product_id=line.product_id,
            category=past.categories.get(line.line_id, ""),
            ordered=line.ordered,
            cancelled=line.cancelled,
            kept=max(0, line.ordered - line.cancelled - gone[line.line_id]),
            unit_minor=line.unit_minor,
            discounts=past.discounts.get(line.line_id, {}),
        )
        for line in lines
    ]
    lost = unearned(kept, past.promotions)
    minor = sum(one.minor for one in lost) - past.clawed_minor
    return Clawback(min(minor, max(0, most)), lost)


def worth_of(line: SoldLine, returned: int, quantity: int) -> Worth:
    """What the next `quantity` units are worth when `returned` of the line came back before.

    Cancelled units count from the first one, returned units from the last one, so that any mix
    of both in any order adds up to the line.
    """
    before = line.ordered - returned - quantity

    def part(whole: int) -> int:
        return refund_share(whole, line.ordered, before, quantity) if quantity else 0

    return Worth(line.line_id, quantity, part(line.total_minor), part(line.tax_minor))


def paid_back(
    amount: int, tenders: Sequence[Tender], mode: RefundMode, spend_minor: int = 0
) -> tuple[Refund, ...]:
    """Each part on one of the order's tenders, of the kind in which it is given.

    Never more than was paid: M3 and M4 hold per tender also when it is given as credit or cash,
    or pays for new goods.
    """
    lefts = [tender.left for tender in tenders]
    spent = min(amount, sum(lefts), spend_minor)
    parts = _over(tenders, lefts, TenderKind.EXCHANGE, spent)
    lower = {part.payment_id: part.minor for part in parts}
    rest = [
        replace(one, refunded_minor=one.refunded_minor + lower.get(one.payment_id, 0))
        for one in tenders
    ]
    lefts = [tender.left for tender in rest]
    for refund in refund_plan(min(amount - spent, sum(lefts)), rest, mode):
        if refund.payment_id is not None:
            parts.append(refund)
        else:
            parts += _over(rest, lefts, refund.kind, refund.minor)
    return tuple(parts)


def _over(
    tenders: Sequence[Tender], lefts: Sequence[int], kind: TenderKind, minor: int
) -> list[Refund]:
    """One amount of one kind, booked against the tenders in proportion to what is left on them."""
    if not minor:
        return []
    shares = split(minor, lefts)
    return [
        Refund(tender.payment_id, kind, part)
        for tender, part in zip(tenders, shares, strict=True)
        if part
    ]
