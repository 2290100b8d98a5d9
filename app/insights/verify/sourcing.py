"""Can each decision about where an order comes from be told again from its record (G1)."""

import zlib
from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.check import EVERYWHERE, Check, Violation, stream, violation
from app.routing.tables import sourcing_decisions

_decision = sourcing_decisions.c
_decisions = sa.select(_decision.id, _decision.cost_minor, _decision.record).order_by(_decision.id)


def replays(db: Connection) -> Iterator[Violation]:
    from app.routing.engine.record import replay, unpacked  # noqa: PLC0415  numpy: verify is rare

    for row in stream(db, _decisions):
        try:
            decision = unpacked(row["record"])
        except (ValueError, zlib.error, msgspec.MsgspecError):
            yield violation(id=row["id"], unreadable=True)
            continue
        told = sum(decision.priced.vector(decision.solution).values())
        if replay(decision) != decision.solution or told != row["cost_minor"]:
            yield violation(id=row["id"], cost=row["cost_minor"], recorded=told)


CHECKS = (
    Check(
        "G1",
        "a sourcing decision, solved again from its record, gives its own answer and cost",
        EVERYWHERE,
        replays,
        (sourcing_decisions.name,),
    ),
)
