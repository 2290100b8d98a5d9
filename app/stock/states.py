"""Where a unit can be, how a claim on it lives, and what is on its way."""

from enum import StrEnum

from app.kit.machine import Machine, Move

CERTAIN = 1_000  # per mille: of a supplier that brings all it tells


class Bucket(StrEnum):
    """Real buckets have a column in stock_cells; virtual ones exist in the ledger alone."""

    AVAILABLE = "available"
    COMMITTED = "committed"
    DAMAGED = "damaged"
    QUALITY = "quality"
    IN_TRANSIT = "in_transit"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    SCRAP = "scrap"
    ADJUSTMENT = "adjustment"


REAL_BUCKETS = (Bucket.AVAILABLE, Bucket.COMMITTED, Bucket.DAMAGED, Bucket.QUALITY)


class ReservationState(StrEnum):
    HELD = "held"
    SHORTFALL = "shortfall"  # a claim on goods that are not there, until somebody settles it
    CONSUMED = "consumed"
    RELEASED = "released"


RESERVATION = Machine(
    "reservation",
    ReservationState.HELD,
    [
        Move("consume", ReservationState.HELD, ReservationState.CONSUMED),
        Move("release", ReservationState.HELD, ReservationState.RELEASED),
        Move("fall_short", ReservationState.HELD, ReservationState.SHORTFALL),
        Move("stand_again", ReservationState.SHORTFALL, ReservationState.HELD),
        Move("release", ReservationState.SHORTFALL, ReservationState.RELEASED),
        Move("consume", ReservationState.SHORTFALL, ReservationState.CONSUMED),
    ],
)


class HoldState(StrEnum):
    """What a draft keeps while its customer is on the line; no order has it yet."""

    REQUESTED = "requested"  # the desk has asked, the server has not answered
    HELD = "held"  # until it expires
    COMMITTED = "committed"  # the order was placed: its claims took over
    RELEASED = "released"
    EXPIRED = "expired"
    REFUSED = "refused"  # so much was not free


HOLD_OF_DRAFT = Machine(
    "soft_hold",
    HoldState.REQUESTED,
    [
        Move("hold", HoldState.REQUESTED, HoldState.HELD),
        Move("refuse", HoldState.REQUESTED, HoldState.REFUSED),
        *(
            Move(act, state, target)
            for state in (HoldState.REQUESTED, HoldState.HELD)
            for act, target in (
                ("commit", HoldState.COMMITTED),
                ("release", HoldState.RELEASED),
                ("expire", HoldState.EXPIRED),
            )
        ),
    ],
)


class PurchaseState(StrEnum):
    DRAFT = "draft"
    ORDERED = "ordered"
    CONFIRMED = "confirmed"  # with a time of arrival
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"
    CANCELLED = "cancelled"


_P = PurchaseState
ON_ORDER = (_P.ORDERED, _P.CONFIRMED, _P.PARTLY_RECEIVED)  # something is still to come
PURCHASE = Machine(
    "purchase",
    _P.DRAFT,
    [
        Move("order", _P.DRAFT, _P.ORDERED),
        Move("confirm", _P.ORDERED, _P.CONFIRMED),
        Move("confirm", _P.CONFIRMED, _P.CONFIRMED),  # another time of arrival
        Move("confirm", _P.PARTLY_RECEIVED, _P.PARTLY_RECEIVED),
        *(Move("receive", state, _P.PARTLY_RECEIVED) for state in ON_ORDER),
        Move("complete", _P.RECEIVED, _P.RECEIVED),  # more came than anybody thought
        *(Move("complete", state, _P.RECEIVED) for state in ON_ORDER),
        *(Move("cancel", state, _P.CANCELLED) for state in (_P.DRAFT, *ON_ORDER)),
    ],
)


class TransferState(StrEnum):
    REQUESTED = "requested"
    SENT = "sent"
    RECEIVED = "received"
    CANCELLED = "cancelled"


_T = TransferState
UNDER_WAY = (_T.REQUESTED, _T.SENT)  # something is still to be done for it
# Goods move whatever was decided meanwhile, and two desks without a line may tell it in any order.
TRANSFER = Machine(
    "transfer",
    _T.REQUESTED,
    [
        Move("send", _T.REQUESTED, _T.SENT),
        Move("send", _T.CANCELLED, _T.SENT),
        Move("send", _T.RECEIVED, _T.RECEIVED),  # the other end told it first
        *(Move("receive", state, _T.RECEIVED) for state in (*UNDER_WAY, _T.CANCELLED)),
        Move("cancel", _T.REQUESTED, _T.CANCELLED),
    ],
)


class LessBecause(StrEnum):
    """Why a place sends less than it was asked for."""

    NOT_FOUND = "not_found"
    DAMAGED = "damaged"
    NEEDED_HERE = "needed_here"


class CountState(StrEnum):
    OPEN = "open"
    COUNTED = "counted"
    POSTED = "posted"
    DISCARDED = "discarded"


COUNT = Machine(
    "count",
    CountState.OPEN,
    [
        Move("finish", CountState.OPEN, CountState.COUNTED),
        Move("recount", CountState.COUNTED, CountState.OPEN),
        Move("post", CountState.COUNTED, CountState.POSTED),
        Move("discard", CountState.OPEN, CountState.DISCARDED),
        Move("discard", CountState.COUNTED, CountState.DISCARDED),
    ],
)


class Way(StrEnum):
    """What a correction by hand tells: more was there than the books said, or less."""

    FOUND = "found"
    LOST = "lost"
