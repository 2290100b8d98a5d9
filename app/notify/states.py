"""The life of a message to a customer."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class MessageState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"  # nothing or nobody to tell any more: undone, no address, erased


_M = MessageState
MESSAGE = Machine(
    "message",
    _M.QUEUED,
    [
        Move("send", _M.QUEUED, _M.SENT),
        Move("fail", _M.QUEUED, _M.FAILED),
        Move("withdraw", _M.QUEUED, _M.WITHDRAWN),
        Move("queue_again", _M.WITHDRAWN, _M.QUEUED),  # what was undone happened after all
        Move("send", _M.WITHDRAWN, _M.SENT),  # it was on its way when it was withdrawn
    ],
)


class EffectState(StrEnum):
    """What the server still has to do outside. `next_at` says when, a claim puts it off."""

    QUEUED = "queued"
    DONE = "done"
    GIVEN_UP = "given_up"


class EffectKind(StrEnum):
    MAIL = "mail"
    PAY_LINK = "pay_link"


class MessageKind(StrEnum):
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    PAY_LINK = "pay_link"
    READY = "ready"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    NEWS = "news"  # another place or time than was told, or the question what is wanted instead
