"""Did two pairs of eyes see the rules that are live, and is each version one thing (R1, R2)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.check import EVERYWHERE, Check, Violation, found
from app.kit.actor import SYSTEM
from app.routing.rules.states import SetState
from app.routing.rules.tables import rule_sets

_set = rule_sets.c
PASSED = (SetState.APPROVED.value, SetState.SCHEDULED.value)

_twice = sa.select(_set.version).group_by(_set.version).having(sa.func.count() > 1)
_doubled = sa.select(_set.id, _set.version).where(_set.version.in_(_twice))
# What a retailer brought along was approved elsewhere.
_alone = sa.select(_set.id, _set.version, _set.state).where(
    _set.state.in_(PASSED),
    _set.author_id != SYSTEM.user_id,
    sa.or_(_set.reviewer_id.is_(None), _set.reviewer_id == _set.author_id),
)


def versions(db: Connection) -> Iterator[Violation]:
    yield from found(db, _doubled)


def reviewed(db: Connection) -> Iterator[Violation]:
    yield from found(db, _alone)


CHECKS = (
    Check("R1", "each version of the rules is one set", EVERYWHERE, versions, (rule_sets.name,)),
    Check(
        "R2",
        "rules that are approved were approved by somebody else than their author",
        EVERYWHERE,
        reviewed,
        (rule_sets.name,),
    ),
)
