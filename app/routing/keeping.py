"""A decision as it is written down: nothing is reckoned here, so that a desk starts quickly."""

from app.kit.commands import Part
from app.routing.states import Why
from app.routing.tables import sourcing_decisions
from app.storage.uow import UnitOfWork


class Judged(Part, frozen=True, kw_only=True):
    """A decision as it is written down; a wave brings its own along."""

    method: str
    need_by: int | None
    rules_version: str
    cost_minor: int
    dearer_minor: int
    record: str


def keep_decision(
    uow: UnitOfWork,
    order_id: str,
    why_now: Why,
    told: Judged,
    *,
    by: str | None,
    preferred: str = "",
) -> None:
    """`by`: who decided otherwise than the engine, and what the customer `preferred`."""
    uow.insert(
        sourcing_decisions,
        {
            "id": uow.new_id("sourcing_decision"),
            "order_id": order_id,
            "why": why_now.value,
            "method": told.method,
            "need_by": told.need_by,
            "rules_version": told.rules_version,
            "cost_minor": told.cost_minor,
            "dearer_minor": told.dearer_minor,
            "overridden_by": by,
            "preferred": preferred,
            "record": told.record,
            "at": uow.now,
        },
    )
