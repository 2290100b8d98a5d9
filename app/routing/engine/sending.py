"""Goods that a counter lacks: another place sends all of them there, to be collected.

The goods travel from place to place as any parcel does, at the retailer's cost: who collects pays
nothing for it. All of it comes from one place, so that it is collected once.
"""

from collections import Counter
from dataclasses import replace
from math import isfinite

from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.costs import Priced, paid_of, travel_minor
from app.routing.engine.explain import has_all, units_of, used_by
from app.routing.engine.offers import Offer, left_out, offer
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.model import Code, Place, Reason

# Why a counter has nothing for a pickup, where goods that are sent there would mend it.
LACKING = (Code.NO_STOCK, Code.LAST_UNIT_PROTECTED, Code.REJECTED_BEFORE)


def sent_to_counter(question: Question, world: World, priced: Priced) -> list[Offer]:
    """`priced`: the pickup that is asked for. At most one: to the nearest counter that lacks
    something, and only where no nearer one has all."""
    counter = _nearest_lacking(question, world, priced)
    if counter is None or not (having := senders(question, world)):
        return []
    found = world.priced(replace(asked_for(question, counter), only_at=having))
    answer = solve(found.problem)
    if not used_by(found, answer) or left_out(found, answer):
        return []
    facts: dict[str, str | int] = {"place": counter.name, "of": question.units}
    facts["has"] = _units_at(priced, counter.site_id)
    metres = priced.metres[counter.site_id]
    made = offer(found, answer, Reason(Code.SENT_THERE, facts))
    return [
        replace(
            made,
            option=replace(made.option, serve_minor=paid_of(found.vector(answer))),
            cost_minor=made.cost_minor + travel_minor(metres),
            metres=metres,
            aside=bool(len(has_all(priced))),
        )
    ]


def asked_for(question: Question, counter: Place) -> Question:
    """The same goods, sent to a counter; in one parcel."""
    return replace(
        question,
        method=Method.SHIP,
        near=counter,
        counter=counter,
        barred=question.unsent,
        only_at=frozenset(),
        most_parcels=1,
    )


def senders(question: Question, world: World) -> frozenset[str]:
    """Places that have all of it, whatever else is against them: mostly few of a chain, and none
    of them for a long basket."""
    wanted: Counter[str] = Counter()
    for need in question.wanted:
        wanted[need.product_id] += need.quantity
    return frozenset(
        place.site_id
        for place in world.network.places
        if place.ships
        and all(world.stock.get((place.site_id, k), 0) >= units for k, units in wanted.items())
    )


def _nearest_lacking(question: Question, world: World, priced: Priced) -> Place | None:
    whole = {priced.sources[column].site_id for column in has_all(priced)}
    may = {source.site_id for source in priced.sources}
    may |= {one.site_id for one in priced.excluded if one.reason.code in LACKING}
    counters = [
        place
        for place in world.network.places
        if place.pickup
        and place.site_id in may
        and (place.site_id in question.only_at or not question.only_at)
        and (isfinite(priced.metres[place.site_id]) or question.only_at)
    ]
    nearest = min(counters, key=lambda one: (priced.metres[one.site_id], one.site_id), default=None)
    return None if nearest is None or nearest.site_id in whole else nearest


def _units_at(priced: Priced, site_id: str) -> int:
    have = units_of(priced).tolist()
    return next(
        (
            units
            for source, units in zip(priced.sources, have, strict=True)
            if source.site_id == site_id
        ),
        0,
    )
