"""The life of a work item: somebody takes it, does it, and it is gone from the list."""

from enum import StrEnum

from app.kit.machine import Machine, Move


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
        Move("finish", _W.NEW, _W.DONE),  # somebody counted there without having been asked
        Move("finish", _W.ASSIGNED, _W.DONE),
        Move("finish", _W.IN_PROGRESS, _W.DONE),
        Move("finish", _W.WAITING, _W.DONE),
        Move("cancel", _W.NEW, _W.CANCELLED),
        Move("cancel", _W.ASSIGNED, _W.CANCELLED),
        Move("cancel", _W.WAITING, _W.CANCELLED),
    ],
)
OPEN = (_W.NEW, _W.ASSIGNED, _W.IN_PROGRESS, _W.WAITING)
