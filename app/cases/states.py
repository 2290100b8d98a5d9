"""A case is open until a person has settled it."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class CaseState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


CASE = Machine("case", CaseState.OPEN, [Move("resolve", CaseState.OPEN, CaseState.RESOLVED)])


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
