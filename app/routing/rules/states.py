"""The life of a rule set. Whether it is live is told by its time, so that no job has to run."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class SetState(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"  # from its start on: live, then retired by the one that starts next
    DISCARDED = "discarded"


RULE_SET = Machine(
    "rule set",
    SetState.DRAFT,
    [
        Move("edit", SetState.DRAFT, SetState.DRAFT),
        Move("submit", SetState.DRAFT, SetState.REVIEW),
        Move("send_back", SetState.REVIEW, SetState.DRAFT),
        Move("approve", SetState.REVIEW, SetState.APPROVED),
        Move("schedule", SetState.APPROVED, SetState.SCHEDULED),
        Move("withdraw", SetState.SCHEDULED, SetState.APPROVED),
        Move("discard", SetState.DRAFT, SetState.DISCARDED),
        Move("discard", SetState.REVIEW, SetState.DISCARDED),
        Move("discard", SetState.APPROVED, SetState.DISCARDED),
    ],
    also=[SetState.SCHEDULED],  # the rules of a roll-back were approved before
)


class Reach(StrEnum):
    """For whom a scheduled set holds."""

    ALL = "all"
    CANARY = "canary"  # a share of the orders, the same ones each time they are asked about
    SHADOW = "shadow"  # nobody: it is only reckoned beside the live one


class Kpi(StrEnum):
    """In what orders fared clearly worse, so that a set went back by itself."""

    DEARER = "dearer"
    UNPLACED = "unplaced"  # more of them found no goods


class Standing(StrEnum):
    """What a set is called now: its state, and of a scheduled one what time has made of it."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    LIVE = "live"
    CANARY = "canary"
    SHADOW = "shadow"
    RETIRED = "retired"
    DISCARDED = "discarded"
