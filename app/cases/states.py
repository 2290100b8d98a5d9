"""A case is open until a person has settled it; what changed nothing may be opened again."""

from collections.abc import Mapping
from enum import StrEnum

from app.kit.clock import DAY, HOUR
from app.kit.machine import Machine, Move

SOON = HOUR  # so far ahead a case is due


class CaseState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


CASE = Machine(
    "case",
    CaseState.OPEN,
    [
        Move("resolve", CaseState.OPEN, CaseState.RESOLVED),
        Move("reopen", CaseState.RESOLVED, CaseState.OPEN),
    ],
)


class CaseKind(StrEnum):
    REFUSED = "refused"  # the server said no to a request
    QUARANTINED = "quarantined"  # the server's own fault: kept whole, nothing applied
    SHORTFALL = "shortfall"  # more promised than there is
    PRICE_CHANGED = "price_changed"
    COLLECTED_TWICE = "collected_twice"
    RETURNED_TWICE = "returned_twice"
    NUMBER_CLASH = "number_clash"
    REVOKED_USER = "revoked_user"
    PAYMENT_DECLINED = "payment_declined"
    MONEY_AFTER_CANCEL = "money_after_cancel"
    AWKWARD_FACT = "awkward_fact"  # it happened, but the rules would not have let it


# How long a customer can wait for an answer, 0 first: goods and money that somebody is owed,
# then what the books may have wrong, then what is only to be looked at.
URGENCY: Mapping[CaseKind, int] = {
    CaseKind.SHORTFALL: 0,
    CaseKind.PAYMENT_DECLINED: 0,
    CaseKind.MONEY_AFTER_CANCEL: 0,
    CaseKind.QUARANTINED: 0,
    CaseKind.REFUSED: 0,
    CaseKind.COLLECTED_TWICE: 1,
    CaseKind.RETURNED_TWICE: 1,
    CaseKind.REVOKED_USER: 1,
    CaseKind.AWKWARD_FACT: 1,
    CaseKind.PRICE_CHANGED: 2,
    CaseKind.NUMBER_CLASH: 2,
}

# By urgency, from when it was opened: who is owed goods or money hears today, books that may be
# wrong are mended before the next count of a day, the rest is looked at once a week.
ANSWER_WITHIN: Mapping[int, int] = {0: 4 * HOUR, 1: DAY, 2: 7 * DAY}


def due_at(urgency: int, opened_at: int) -> int:
    """When it should have been answered."""
    return opened_at + ANSWER_WITHIN[urgency]
