"""What came back, in which state, and where it goes."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class ReturnState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    MANUAL_REVIEW = "manual_review"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    GRADED = "graded"
    SETTLED = "settled"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MANUAL_REFUND = "manual_refund"


_R = ReturnState
RETURN = Machine(
    "return",
    _R.REQUESTED,
    [
        Move("approve", _R.REQUESTED, _R.APPROVED),
        Move("decline", _R.REQUESTED, _R.DECLINED),
        Move("review", _R.REQUESTED, _R.MANUAL_REVIEW),
        Move("approve", _R.MANUAL_REVIEW, _R.APPROVED),
        Move("decline", _R.MANUAL_REVIEW, _R.DECLINED),
        Move("send", _R.APPROVED, _R.IN_TRANSIT),
        Move("receive", _R.IN_TRANSIT, _R.RECEIVED),
        Move("receive", _R.APPROVED, _R.RECEIVED),
        Move("grade", _R.RECEIVED, _R.GRADED),
        Move("settle", _R.GRADED, _R.SETTLED),
        Move("fail_settlement", _R.GRADED, _R.MANUAL_REFUND),
        Move("fail_settlement", _R.SETTLED, _R.MANUAL_REFUND),
        Move("settle", _R.MANUAL_REFUND, _R.SETTLED),
        Move("close", _R.SETTLED, _R.CLOSED),
        Move("cancel", _R.APPROVED, _R.CANCELLED),
        Move("cancel", _R.REQUESTED, _R.CANCELLED),
        Move("cancel", _R.MANUAL_REVIEW, _R.CANCELLED),
        Move("cancel", _R.IN_TRANSIT, _R.CANCELLED),
    ],
)


class Grade(StrEnum):
    A = "a"  # sell again
    B = "b"  # refurbish
    C = "c"  # damaged
    D = "d"  # destroy


class Disposition(StrEnum):
    SHELF = "shelf"
    QUALITY = "quality"
    SUPPLIER = "supplier"
    SCRAP = "scrap"
    DAMAGED = "damaged"


class Reason(StrEnum):
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_AS_PICTURED = "not_as_pictured"
    DAMAGED = "damaged"
    FAULTY = "faulty"
    WRONG_ITEM = "wrong_item"
    CAME_LATE = "came_late"
    CHANGED_MIND = "changed_mind"
    OTHER = "other"
