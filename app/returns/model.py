"""Where do returned goods go, and on which tenders is the money given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kit.money import split
from app.payments.states import TenderKind, given_as
from app.returns.states import Disposition, Grade
from app.stock.states import Bucket

# Worn next to the skin: even a perfect piece is looked at before it is sold again.
HYGIENE = frozenset({"underwear", "swimwear", "socks", "cosmetics"})


class RefundMode(StrEnum):
    AS_PAID = "as_paid"
    STORE_CREDIT = "store_credit"
    CASH = "cash"


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


def _given(amount: int, tenders: Sequence[Tender], mode: RefundMode) -> list[Refund]:
    lefts = [tender.left for tender in tenders]
    back = min(amount, sum(lefts))
    if mode == RefundMode.STORE_CREDIT or back == 0:
        return []
    if mode == RefundMode.CASH:
        return [Refund(None, TenderKind.CASH, back)]
    parts = split(back, lefts)
    return [
        Refund(t.payment_id, given_as(t.kind), part) for t, part in zip(tenders, parts, strict=True)
    ]


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
