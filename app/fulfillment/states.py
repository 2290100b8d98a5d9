"""The life of a fulfillment order: one place, one method."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class FulfillmentState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    SENT = "sent"  # on its way to the store where it is collected
    CLOSED = "closed"
    CANCELLED = "cancelled"


_F = FulfillmentState
FULFILLMENT = Machine(
    "fulfillment",
    _F.OPEN,
    [
        Move("claim", _F.OPEN, _F.IN_PROGRESS),
        Move("claim", _F.IN_PROGRESS, _F.IN_PROGRESS),  # a colleague takes over
        Move("unclaim", _F.IN_PROGRESS, _F.OPEN),
        Move("stage", _F.IN_PROGRESS, _F.READY),
        Move("put_back", _F.READY, _F.OPEN),
        Move("undo_stage", _F.READY, _F.IN_PROGRESS),
        Move("hand_over", _F.READY, _F.CLOSED),
        Move("send", _F.IN_PROGRESS, _F.SENT),
        Move("undo_send", _F.SENT, _F.IN_PROGRESS),
        Move("arrive", _F.SENT, _F.CLOSED),  # from here on it is a parcel of that store
        Move("undo_hand_over", _F.CLOSED, _F.READY),
        Move("pick", _F.CANCELLED, _F.IN_PROGRESS),  # it was withdrawn, and a clerk has its goods
        Move("undo_short", _F.OPEN, _F.OPEN),
        Move("undo_short", _F.IN_PROGRESS, _F.IN_PROGRESS),
        Move("undo_short", _F.CANCELLED, _F.IN_PROGRESS),  # there is something to pick after all
        Move("cancel", _F.OPEN, _F.CANCELLED),
        Move("cancel", _F.IN_PROGRESS, _F.CANCELLED),
        Move("cancel", _F.READY, _F.CANCELLED),
        Move("keep", _F.CANCELLED, _F.CLOSED),  # what left with it is the customer's
    ],
)


class ShortReason(StrEnum):
    """Why a unit could not be picked; the reason decides what the ledger does."""

    NOT_FOUND = "not_found"  # all that is left of available goes to adjustment
    DAMAGED = "damaged"
    DISPLAY_ONLY = "display_only"
    WRONG_STOCK = "wrong_stock"  # only the missing units go to adjustment


class ShortNext(StrEnum):
    RE_SOURCE = "re_source"
    BACKORDER = "backorder"
    CANCEL = "cancel"
