"""How one past order went: what people compare."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.kit.clock import DAY, Instant
from app.routing.deciding import Plan
from app.routing.engine.offers import emissions, left_out, parcels_of
from app.routing.engine.solve import quantities
from app.routing.replay.paid import paid_minor
from app.routing.replay.past import PastOrder


@dataclass(frozen=True, slots=True)
class Placed:
    """(place, units) of each parcel, what it costs, what found no place and would have been sold
    for `left_minor`; `taken`: (line, place, units). `days` to the 90th percentile of its arrival;
    0 for an order without parcels."""

    parcels: tuple[tuple[int, int], ...]
    taken: tuple[tuple[int, int, int], ...]
    paid_minor: int
    left: int
    left_minor: int
    promise_to: Instant | None
    days: int
    air: int
    grams: int | None  # of CO₂e; None = nobody knows

    @property
    def way(self) -> tuple[frozenset[int], int]:
        """From which places, and what was left: what people call another way."""
        return frozenset(place for place, _ in self.parcels), self.left


NOTHING = Placed((), (), 0, 0, 0, None, 0, 0, 0)


def placed(order: PastOrder, plan: Plan, places: Mapping[str, int]) -> Placed:
    """As the engine has it; `places`: the column of each site."""
    priced, solution = plan.priced, plan.solution
    parcels = parcels_of(priced, solution)
    line_of = {need.key: line for line, need in enumerate(order.needs)}
    column_of = [places[source.site_id] for source in priced.sources]
    missing = left_out(priced, solution)
    worth = {need.key: need.unit_minor for need in order.needs}
    air = {source.site_id for source in priced.sources if source.sent and source.sent[0].air}
    promise_to = max((parcel.promise_to for parcel in parcels), default=None)
    co2 = emissions(priced, solution)
    return Placed(
        parcels=tuple(
            (places[one.site_id], sum(part.quantity for part in one.quantities)) for one in parcels
        ),
        taken=tuple(
            (line_of[priced.needs[share.line].key], column_of[share.source], share.quantity)
            for share in quantities(priced.problem, solution)
        ),
        paid_minor=paid_minor(priced, solution),
        left=sum(part.quantity for part in missing),
        left_minor=sum(part.quantity * worth[part.key] for part in missing),
        promise_to=promise_to,
        days=days_until(order.at, promise_to),
        air=sum(parcel.site_id in air for parcel in parcels),
        grams=co2.grams if co2 else None,
    )


def days_until(at: Instant, promise_to: Instant | None) -> int:
    return 0 if promise_to is None else -(-(promise_to - at) // DAY)
