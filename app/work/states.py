"""What kinds of work there are, and the life of an item: somebody takes it, does it, it is gone."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class WorkKind(StrEnum):
    """A parcel has one item: the step at which it is."""

    COUNT = "count"
    PUT_AWAY = "put_away"
    PICK = "pick"
    STAGE = "stage"
    COLLECT = "collect"  # it waits for its customer
    PACK = "pack"
    HAND_OVER = "hand_over"  # it waits for the carrier


OF_PARCELS = (
    WorkKind.PICK,
    WorkKind.STAGE,
    WorkKind.COLLECT,
    WorkKind.PACK,
    WorkKind.HAND_OVER,
)


class WorkState(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"


_W = WorkState
WORK = Machine(
    "work",
    _W.NEW,
    [
        Move("assign", _W.NEW, _W.ASSIGNED),
        Move("assign", _W.ASSIGNED, _W.ASSIGNED),  # a colleague takes over
        Move("start", _W.ASSIGNED, _W.IN_PROGRESS),
        Move("wait", _W.IN_PROGRESS, _W.WAITING),
        Move("resume", _W.WAITING, _W.IN_PROGRESS),
        Move("let_go", _W.ASSIGNED, _W.NEW),
        Move("let_go", _W.IN_PROGRESS, _W.NEW),
        Move("let_go", _W.WAITING, _W.NEW),
        Move("finish", _W.NEW, _W.DONE),  # somebody counted there without having been asked
        Move("finish", _W.ASSIGNED, _W.DONE),
        Move("finish", _W.IN_PROGRESS, _W.DONE),
        Move("finish", _W.WAITING, _W.DONE),
        Move("cancel", _W.NEW, _W.CANCELLED),
        Move("cancel", _W.ASSIGNED, _W.CANCELLED),
        Move("cancel", _W.IN_PROGRESS, _W.CANCELLED),
        Move("cancel", _W.WAITING, _W.CANCELLED),
        Move("reopen", _W.DONE, _W.NEW),  # it was not done after all
        Move("reopen", _W.CANCELLED, _W.NEW),
    ],
)
OPEN = (_W.NEW, _W.ASSIGNED, _W.IN_PROGRESS, _W.WAITING)
