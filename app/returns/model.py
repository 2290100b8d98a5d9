"""May it come back, where does it go, and how is the money given: rules of returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kit.clock import Instant, business_day
from app.kit.money import split
from app.payments.states import TenderKind
from app.returns.states import Disposition, Grade
from app.stock.states import Bucket

# Worn next to the skin: even a perfect piece is looked at before it is sold again.
HYGIENE = frozenset({"underwear", "swimwear", "socks", "cosmetics"})


class VerdictKind(StrEnum):
    IN_WINDOW = "in_window"
    PAST_WINDOW = "past_window"
    FINAL_SALE = "final_sale"
    NOTHING_LEFT = "nothing_left"
    NOT_YET_COLLECTED = "not_yet_collected"


class RefundMode(StrEnum):
    AS_PAID = "as_paid"
    STORE_CREDIT = "store_credit"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    category: str  # empty = every category without a rule of its own
    returnable: bool
    window_days: int


@dataclass(frozen=True, slots=True)
class Bought:
    line_id: str
    category: str
    final_sale: bool
    bought_at: Instant | None  # collected or delivered; None = not yet, or not known
    fulfilled: int
    returned: int
    total_minor: int
    tax_minor: int
    ordered: int


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: VerdictKind
    rule: str  # code of the rule that decided, empty when none did
    days_left: int  # 0 on the last day, negative = past by so many
    needs_approval: bool
    quantity: int  # that may come back, with the approval when one is needed


@dataclass(frozen=True, slots=True)
class Tender:
    payment_id: str
    kind: TenderKind
    captured_minor: int
    refunded_minor: int = 0

    @property
    def left(self) -> int:
        return max(0, self.captured_minor - self.refunded_minor)


@dataclass(frozen=True, slots=True)
class Refund:
    payment_id: str | None  # None: not against one of the order's tenders
    kind: TenderKind
    minor: int


def verdict(bought: Bought, rules: Sequence[Rule], now: Instant, *, zone: str = "UTC") -> Verdict:
    """By calendar days in the shop's `zone`: the window ends with its last day, not at an hour.

    Without a rule or without a known date a person decides: past_window, with approval.
    """
    if bought.fulfilled <= 0:
        return Verdict(VerdictKind.NOT_YET_COLLECTED, "", 0, False, 0)
    left = bought.fulfilled - bought.returned
    if left <= 0:
        return Verdict(VerdictKind.NOTHING_LEFT, "", 0, False, 0)
    rule = rule_for(bought.category, rules)
    code = rule.code if rule else ""
    if bought.final_sale or (rule is not None and not rule.returnable):
        return Verdict(VerdictKind.FINAL_SALE, code, 0, False, 0)
    if rule is None or bought.bought_at is None:
        return Verdict(VerdictKind.PAST_WINDOW, code, 0, True, left)
    days_left = rule.window_days - _days_since(bought.bought_at, now, zone)
    if days_left < 0:
        return Verdict(VerdictKind.PAST_WINDOW, code, days_left, True, left)
    return Verdict(VerdictKind.IN_WINDOW, code, days_left, False, left)


def rule_for(category: str, rules: Sequence[Rule]) -> Rule | None:
    """The category's own rule before the one for all; of several, the first by code."""
    fitting = [rule for rule in rules if rule.category in ("", category)]
    return min(fitting, key=lambda rule: (rule.category == "", rule.code), default=None)


def default_disposition(grade: Grade, category: str) -> Disposition:
    """What is proposed; the clerk may choose otherwise."""
    if grade == Grade.A:
        return Disposition.QUALITY if category.casefold() in HYGIENE else Disposition.SHELF
    return _BY_GRADE[grade]


def target_bucket(disposition: Disposition) -> Bucket:
    return _BUCKET[disposition]


def refund_plan(
    amount: int, tenders: Sequence[Tender], mode: RefundMode = RefundMode.AS_PAID
) -> tuple[Refund, ...]:
    """How `amount` is given back; the parts add up to it, none is 0.

    AS_PAID: to the original tenders in proportion to what is left on each, never more than that.
    CASH: from the drawer, up to what is left on all tenders. The remainder is store credit.
    """
    if amount < 0:
        raise ValueError("a refund below zero")
    given = _given(amount, tenders, mode)
    rest = amount - sum(refund.minor for refund in given)
    given.append(Refund(None, TenderKind.STORE_CREDIT, rest))
    return tuple(refund for refund in given if refund.minor > 0)


def offline_allows(mode: RefundMode, amount: int, limit: int) -> bool:
    """Alone, a desk gives store credit or cash up to its limit; cards need the server."""
    return mode != RefundMode.AS_PAID and 0 <= amount <= limit


def _given(amount: int, tenders: Sequence[Tender], mode: RefundMode) -> list[Refund]:
    lefts = [tender.left for tender in tenders]
    back = min(amount, sum(lefts))
    if mode == RefundMode.STORE_CREDIT or back == 0:
        return []
    if mode == RefundMode.CASH:
        return [Refund(None, TenderKind.CASH, back)]
    parts = split(back, lefts)
    return [Refund(t.payment_id, t.kind, part) for t, part in zip(tenders, parts, strict=True)]


def _days_since(then: Instant, now: Instant, zone: str) -> int:
    """Never negative: a desk's clock may be behind the one that sold."""
    return max(0, (business_day(now, zone) - business_day(then, zone)).days)


_BY_GRADE = {
    Grade.B: Disposition.QUALITY,
    Grade.C: Disposition.DAMAGED,
    Grade.D: Disposition.SCRAP,
}

_BUCKET = {
    Disposition.SHELF: Bucket.AVAILABLE,
    Disposition.QUALITY: Bucket.QUALITY,
    Disposition.SUPPLIER: Bucket.SUPPLIER,
    Disposition.SCRAP: Bucket.SCRAP,
    Disposition.DAMAGED: Bucket.DAMAGED,
}
