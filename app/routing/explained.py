"""Why was an order sourced so: its decisions as they were recorded, with the places that lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.routing.model import Excluded, Reason
from app.routing.tables import sourcing_decisions

if TYPE_CHECKING:  # numpy: an order without decisions does not need it
    from app.routing.engine.decision import Decision
    from app.routing.engine.explain import Alternative
    from app.routing.engine.problem import Solution

_decision = sourcing_decisions.c
_of_order = (
    sa.select(sourcing_decisions)
    .where(_decision.order_id == sa.bindparam("order"))
    .order_by(_decision.at, _decision.id)
)
_record = sa.select(_decision.record).where(_decision.id == sa.bindparam("decision"))


@dataclass(frozen=True, slots=True)
class Served:
    """One answer: from where, in how many parcels, at what cost to serve, by when."""

    site_ids: tuple[str, ...]
    names: tuple[str, ...]
    units: int
    cost_minor: int
    promise_to: Instant | None  # None: nobody had anything
    paid_minor: int = 0  # to carriers and for handling: no price, no preference


@dataclass(frozen=True, slots=True)
class Sourced:
    """`best` is the engine's answer, `told` what a person chose instead; `reason` speaks of the
    engine's. `alternatives` are the places that could have served, the cheapest first."""

    decision_id: str
    at: Instant
    why: str  # deciding.Why
    method: str
    rules_version: str
    reason: Reason
    best: Served
    told: Served | None
    told_by: str | None
    preferred: str  # orders.states.Preferred: what the customer wanted instead; empty: nothing
    units: int
    alternatives: "tuple[Alternative, ...]"
    excluded: tuple[Excluded, ...]
    wanted: tuple[tuple[str, int], ...] = ()  # (line, units) that it was about

    @property
    def served(self) -> Served:
        """As it was done."""
        return self.told or self.best


def sourced_of(db: Connection, order_id: str) -> tuple[Sourced, ...]:
    """All decisions on an order, the oldest first."""
    found = []
    for row in db.execute(_of_order, {"order": order_id}).mappings():
        told = _read(row["record"])
        found.append(
            Sourced(
                decision_id=row["id"],
                at=Instant(row["at"]),
                why=row["why"],
                method=row["method"],
                rules_version=row["rules_version"],
                reason=told.reason,
                best=told.best,
                told=told.told,
                told_by=row["overridden_by"],
                preferred=row["preferred"],
                units=told.units,
                alternatives=told.alternatives,
                excluded=told.excluded,
                wanted=told.wanted,
            )
        )
    return tuple(found)


def replays(db: Connection, decision_id: str) -> bool | None:
    """Whether the engine, asked again with the recorded figures, gives the very same answer; None
    when there is no such decision here."""
    from app.routing.engine.decision import replay  # noqa: PLC0415  numpy, as in _read
    from app.routing.engine.record import unpacked  # noqa: PLC0415  as above

    record = db.execute(_record, {"decision": decision_id}).scalar()
    if record is None:
        return None
    decision = unpacked(record)
    return replay(decision) == decision.solution


@dataclass(frozen=True, slots=True)
class _Read:
    reason: Reason
    best: Served
    told: Served | None
    units: int
    alternatives: "tuple[Alternative, ...]"
    excluded: tuple[Excluded, ...]
    wanted: tuple[tuple[str, int], ...]


@lru_cache(maxsize=64)  # an order on the screen is read again at each change of it
def _read(record: str) -> _Read:
    from app.routing.engine.explain import alternatives  # noqa: PLC0415  numpy: not at a start
    from app.routing.engine.record import unpacked  # noqa: PLC0415  as above

    decision = unpacked(record)
    priced = decision.priced
    return _Read(
        reason=decision.reason,
        best=_served(decision, decision.solution),
        told=_served(decision, decision.chosen) if decision.chosen else None,
        units=priced.question.units,
        alternatives=alternatives(priced, decision.solution),
        excluded=priced.excluded,
        wanted=tuple((need.key, need.quantity) for need in priced.needs),
    )


def _served(decision: "Decision", answer: "Solution") -> Served:
    from app.routing.engine.costs import paid_of  # noqa: PLC0415  numpy, as in _read
    from app.routing.engine.explain import used_by  # noqa: PLC0415  numpy, as in _read
    from app.routing.engine.solve import quantities  # noqa: PLC0415  as above

    priced = decision.priced
    used: Sequence[int] = used_by(priced, answer)
    sources = [priced.sources[column] for column in used]
    told = priced.vector(answer)
    return Served(
        site_ids=tuple(source.site_id for source in sources),
        names=tuple(source.place.name for source in sources),
        units=sum(share.quantity for share in quantities(priced.problem, answer)),
        cost_minor=sum(told.values()),
        paid_minor=paid_of(told),
        promise_to=max((source.window.promise_to for source in sources), default=None),
    )
