"""One answer of the engine as an option: its parcels, dates, price, emissions and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from app.orders.states import Method
from app.routing.engine.candidates import Source
from app.routing.engine.carriers import Sending
from app.routing.engine.costs import Part, Priced
from app.routing.engine.explain import used_by, why
from app.routing.engine.problem import NOT_POSSIBLE, Problem, Solution
from app.routing.engine.solve import quantities
from app.routing.model import Co2, Kind, Option, Parcel, Quantity, Reason
from app.routing.network import Level

GRAMS_PER_TONNE = 1_000_000
DETOUR_PERCENT = 105  # great circle to road, the distance adjustment of GLEC 3


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """`cost_minor` is the engine's own measure, by which options are ranked; `metres` that a
    customer has to go, 0 when it is sent. `aside`: for those who wish it, never recommended."""

    option: Option
    priced: Priced
    solution: Solution
    cost_minor: int
    metres: float
    aside: bool = False

    @property
    def missing(self) -> int:
        return sum(part.quantity for part in self.option.missing)


def offer(priced: Priced, solution: Solution, reason: Reason | None = None) -> Offer:
    """Of an answer that gives something. Without a reason it is found out."""
    parcels = parcels_of(priced, solution)
    used = [priced.sources[column] for column in used_by(priced, solution)]
    option = option_of(
        _kind(priced, used), parcels, reason or why(priced, solution), left_out(priced, solution)
    )
    collected = priced.question.method is Method.PICKUP
    handled = priced.vector(solution).get(Part.HANDLING, 0)
    return Offer(
        option=replace(
            option,
            service=_service(used),
            serve_minor=option.cost_minor + handled,
            co2=emissions(priced, solution),
        ),
        priced=priced,
        solution=solution,
        cost_minor=sum(priced.vector(solution).values()),
        metres=max(source.metres for source in used) if collected else 0,
    )


def joined(kind: Kind, offers: Sequence[Offer], reason: Reason) -> Offer:
    """Several answers that serve one order together; what the last one lacks is missing."""
    told, last = [one.option for one in offers], offers[-1]
    option = option_of(kind, [p for one in told for p in one.parcels], reason, last.option.missing)
    services = dict.fromkeys(one.service for one in told if one.service)
    return Offer(
        option=replace(
            option,
            service="+".join(services),
            serve_minor=sum(one.serve_minor for one in told),
            co2=_summed([one.co2 for one in told]),
        ),
        priced=last.priced,
        solution=last.solution,
        cost_minor=sum(one.cost_minor for one in offers),
        metres=max(one.metres for one in offers),
    )


def _summed(parts: Sequence[Co2 | None]) -> Co2 | None:
    """Unknown when one of them is."""
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return Co2(
        grams=sum(part.grams for part in known),
        low=sum(part.low for part in known),
        high=sum(part.high for part in known),
        version=known[0].version,
    )


def option_of(
    kind: Kind, parcels: Sequence[Parcel], reason: Reason, missing: Sequence[Quantity] = ()
) -> Option:
    cost = sum(parcel.cost_minor for parcel in parcels)
    return Option(
        kind=kind,
        parcels=tuple(sorted(parcels, key=lambda parcel: (parcel.ready_at, parcel.site_id))),
        promise_from=min(parcel.promise_from for parcel in parcels),
        promise_to=max(parcel.promise_to for parcel in parcels),
        cost_minor=cost,
        reason=reason,
        missing=tuple(missing),
        price_minor=cost,  # the customer pays what the carriers ask, and nothing for a pickup
    )


def parcels_of(priced: Priced, solution: Solution) -> list[Parcel]:
    given: dict[int, list[Quantity]] = {}
    grams: dict[int, int] = {}
    for share in quantities(priced.problem, solution):
        need = priced.needs[share.line]
        taken = Quantity(need.key, need.product_id, share.quantity)
        given.setdefault(share.source, []).append(taken)
        grams[share.source] = grams.get(share.source, 0) + share.quantity * need.weight_grams
    return [
        _parcel(priced, priced.sources[column], taken, grams[column])
        for column, taken in sorted(given.items())
    ]


def left_out(priced: Priced, solution: Solution) -> tuple[Quantity, ...]:
    left = [need.quantity for need in priced.needs]
    for share in quantities(priced.problem, solution):
        left[share.line] -= share.quantity
    return tuple(
        Quantity(need.key, need.product_id, units)
        for need, units in zip(priced.needs, left, strict=True)
        if units
    )


def only(problem: Problem, columns: Sequence[int]) -> Problem:
    """The same order from these sources alone."""
    others = np.ones(problem.line.shape[1], dtype=np.bool_)
    others[list(columns)] = False
    return replace(problem, line=np.where(others, NOT_POSSIBLE, problem.line))


def emissions(priced: Priced, solution: Solution) -> Co2 | None:
    """Grams by tonne-kilometres and last miles; unknown when one leg is."""
    total, spread, version = 0, 0, ""
    for parcel in parcels_of(priced, solution):
        source = next(one for one in priced.sources if one.site_id == parcel.source_id)
        grams = leg_grams(source.sent, source.metres, _grams(priced, parcel.quantities))
        if source.sent is None or grams is None:
            return None
        prints = source.sent[0].footprint
        total += grams
        spread, version = max(spread, prints.spread_percent), prints.version
    low, high = total * (100 - spread) // 100, total * (100 + spread) // 100
    return Co2(total, low, high, version)


def leg_grams(sent: Sending | None, metres: float, weight: int) -> int | None:
    """Of one parcel of so many grams; None when nobody knows."""
    if sent is None or metres == inf:
        return None
    prints = sent[0].footprint
    if prints.per_tonne_km is None or prints.last_mile_grams is None:
        return None
    kilometres = metres * DETOUR_PERCENT / 100 / 1_000
    carried = round(weight * kilometres * prints.per_tonne_km / GRAMS_PER_TONNE)
    return carried + prints.last_mile_grams


def _parcel(priced: Priced, source: Source, taken: Sequence[Quantity], grams: int) -> Parcel:
    counter = priced.question.counter
    return Parcel(
        site_id=counter.site_id if counter else source.site_id,
        method=Method.PICKUP if counter else priced.question.method,
        sent_from=source.site_id if counter else "",
        quantities=tuple(taken),
        ready_at=source.window.ready_at,
        promise_from=source.window.promise_from,
        promise_to=source.window.promise_to,
        cost_minor=0 if counter else source.carrier_minor(grams),
    )


def _grams(priced: Priced, taken: Sequence[Quantity]) -> int:
    weights: Mapping[str, int] = {need.key: need.weight_grams for need in priced.needs}
    return sum(part.quantity * weights[part.key] for part in taken)


def _kind(priced: Priced, used: Sequence[Source]) -> Kind:
    if priced.question.counter is not None:
        return Kind.SHIP_TO_STORE
    if len(used) > 1:
        return Kind.SPLIT
    if priced.question.method is Method.PICKUP:
        return Kind.PICKUP
    if priced.question.level is not Level.STANDARD:
        return Kind.EXPRESS
    return Kind.SHIP_FROM_STORE if used[0].place.kind == "store" else Kind.STANDARD


def _service(used: Sequence[Source]) -> str:
    return next((source.sent[0].code for source in used if source.sent), "")
