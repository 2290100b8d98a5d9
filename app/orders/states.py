"""The life of an order, and of each unit on its lines (domain.md section 2)."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class OrderState(StrEnum):
    PLACED = "placed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ORDER = Machine(
    "order",
    OrderState.PLACED,
    [
        Move("close", OrderState.PLACED, OrderState.CLOSED),
        Move("cancel", OrderState.PLACED, OrderState.CANCELLED),
        Move("reopen", OrderState.CLOSED, OrderState.PLACED),  # its last hand-over was undone
        Move("keep", OrderState.CANCELLED, OrderState.CLOSED),  # the customer has it, and pays
    ],
)


class Units(StrEnum):
    """Where the quantity of an order line stands; each is a column of order_lines."""

    UNALLOCATED = "unallocated"
    BACKORDERED = "backordered"
    ALLOCATED = "allocated"
    RELEASED = "released"
    PICKED = "picked"
    READY = "ready"
    PACKED = "packed"
    IN_TRANSIT = "in_transit"
    COLLECTED = "collected"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


_U = Units
UNITS = Machine(
    "units",
    _U.UNALLOCATED,
    [
        Move("source", _U.UNALLOCATED, _U.ALLOCATED),
        Move("backorder", _U.UNALLOCATED, _U.BACKORDERED),
        Move("cancel", _U.UNALLOCATED, _U.CANCELLED),
        Move("carry_out", _U.UNALLOCATED, _U.COLLECTED),
        Move("undo_short", _U.UNALLOCATED, _U.RELEASED),
        Move("supply", _U.BACKORDERED, _U.ALLOCATED),
        Move("re_source", _U.BACKORDERED, _U.UNALLOCATED),
        Move("cancel", _U.BACKORDERED, _U.CANCELLED),
        Move("release", _U.ALLOCATED, _U.RELEASED),
        Move("re_source", _U.ALLOCATED, _U.UNALLOCATED),
        Move("backorder", _U.ALLOCATED, _U.BACKORDERED),
        Move("cancel", _U.ALLOCATED, _U.CANCELLED),
        Move("pick", _U.RELEASED, _U.PICKED),
        Move("reject", _U.RELEASED, _U.UNALLOCATED),
        Move("re_source", _U.RELEASED, _U.UNALLOCATED),
        Move("cancel", _U.RELEASED, _U.CANCELLED),
        Move("stage", _U.PICKED, _U.READY),
        Move("pack", _U.PICKED, _U.PACKED),
        Move("undo_pick", _U.PICKED, _U.RELEASED),
        Move("cancel", _U.PICKED, _U.CANCELLED),
        Move("hand_over", _U.READY, _U.COLLECTED),
        Move("expire", _U.READY, _U.CANCELLED),
        Move("cancel", _U.READY, _U.CANCELLED),
        Move("put_back", _U.READY, _U.RELEASED),
        Move("undo_stage", _U.READY, _U.PICKED),
        Move("undo_hand_over", _U.COLLECTED, _U.READY),
        Move("ship", _U.PACKED, _U.IN_TRANSIT),
        Move("undo_pack", _U.PACKED, _U.PICKED),
        Move("cancel", _U.PACKED, _U.CANCELLED),
        Move("undo_ship", _U.IN_TRANSIT, _U.PACKED),
        Move("deliver", _U.IN_TRANSIT, _U.DELIVERED),
        Move("arrive", _U.IN_TRANSIT, _U.READY),
        Move("lose", _U.IN_TRANSIT, _U.UNALLOCATED),
        Move("keep", _U.CANCELLED, _U.COLLECTED),  # cancelled, and the customer has it
    ],
)

# Entries of the history that move no units: what else of an order was changed, and by whom.
TELLING = (
    "add",
    "change_delivery",
    "change_address",
    "change_shipping",
    "claw_back",
    "re_promise",
    "offer",
    "hold",
    "release_hold",
    "appease",
    "end_return",  # by mail: its goods came another way
)

FULFILLED = (Units.COLLECTED, Units.DELIVERED)
ENDED = (*FULFILLED, Units.CANCELLED)


class Method(StrEnum):
    PICKUP = "pickup"
    SHIP = "ship"
    CARRY_OUT = "carry_out"
    TO_STORE = "to_store"  # of a parcel: sent to the store where its customer collects it


class Preferred(StrEnum):
    """What the customer wanted instead of the way that was offered first."""

    WAIT = "wait"  # all of it in one parcel, once all has come
    SPLIT = "split"  # what is there now, the rest later
    APART = "apart"  # this line another way than the others
    OTHER = "other"  # another place or day of those that were offered


class Assurance(StrEnum):
    """How sure the promise of a line is."""

    CONFIRMED = "confirmed"  # the server said so
    GUARANTEED = "guaranteed"  # taken offline from what the server lent to this device
    PROVISIONAL = "provisional"  # taken offline on the last known figures
