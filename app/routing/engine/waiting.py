"""What is not there yet: wait at one place until all has come, or take the rest as it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.kit.clock import DAY, Instant, after
from app.routing.engine.asking import Question
from app.routing.engine.costs import Priced
from app.routing.engine.explain import used_by
from app.routing.engine.offers import Offer, joined, left_out, offer, only
from app.routing.engine.problem import Solution
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.model import Code, Kind, Need, Reason, Stock

OVERDUE = DAY  # a receipt past its date has not come: it is taken to need one more day


def waiting_at_one_place(question: Question, world: World) -> list[Offer]:
    """All in one parcel, once it has come: the soonest and the cheapest way."""
    complete = _complete_at(question, world)
    if not complete:
        return []
    sites = frozenset(complete)
    stock = _with_receipts(question, world, complete)
    asked = replace(question, only_at=sites, most_parcels=1)
    found = world.priced(asked, stock=stock, there_at=complete)
    ranked = sorted(
        range(len(found.sources)),
        key=lambda column: (found.sources[column].window.promise_to, column),
    )
    answers = [solve(only(found.problem, [column])) for column in ranked[:1]]
    answers.append(solve(found.problem))
    return [
        _waited(question, world, found, answer, complete)
        for answer in answers
        if used_by(found, answer) and not left_out(found, answer)
    ]


def now_and_later(question: Question, world: World, now: Offer | None) -> Offer | None:
    """What there is at once as in `now`, the rest as it comes; None when nothing comes."""
    missing = {part.key: part.quantity for part in now.option.missing} if now else None
    rest = tuple(
        replace(need, quantity=need.quantity if missing is None else missing.get(need.key, 0))
        for need in question.needs
    )
    asked = replace(question, needs=rest)
    there_at, stock = _receipts(asked, world)
    if not there_at:
        return None
    found = world.priced(asked, stock=stock, there_at=there_at)
    answer = solve(found.problem)
    if not used_by(found, answer):
        return None
    later = _arriving(offer(found, answer), there_at)
    parts = [now, later] if now else [later]
    parcels = sum(len(one.option.parcels) for one in parts)
    arrives = max(there_at[parcel.site_id] for parcel in later.option.parcels)
    facts = {**later.option.reason.facts, "arrives": int(arrives), "parcels": parcels}
    facts |= {"has": question.units - sum(n.quantity for n in rest), "of": question.units}
    kind = Kind.SPLIT if parcels > 1 else Kind.WAIT
    return joined(kind, parts, Reason(Code.INBOUND, facts))


def _arriving(waited: Offer, there_at: Mapping[str, Instant]) -> Offer:
    """With the word on each parcel that its goods are still to come."""
    option = waited.option
    parcels = tuple(replace(parcel, arrives=there_at[parcel.site_id]) for parcel in option.parcels)
    return replace(waited, option=replace(option, parcels=parcels))


def _waited(
    question: Question,
    world: World,
    found: Priced,
    answer: Solution,
    complete: Mapping[str, Instant],
) -> Offer:
    source = found.sources[used_by(found, answer)[0]]
    facts: dict[str, str | int] = {"place": source.place.name, "of": question.units}
    facts["arrives"] = int(complete[source.site_id])
    facts["has"] = _has(question, world, source.site_id)
    waited = _arriving(offer(found, answer, Reason(Code.INBOUND, facts)), complete)
    return replace(waited, option=replace(waited.option, kind=Kind.WAIT))


def _has(question: Question, world: World, site_id: str) -> int:
    demand = _demand(question.wanted)
    return sum(
        min(units, max(0, world.stock.get((site_id, product), 0)))
        for product, units in demand.items()
    )


def _complete_at(question: Question, world: World) -> dict[str, Instant]:
    """By site: when it has everything, of those that have not now."""
    demand = _demand(question.wanted)
    complete = {}
    for site_id in _receiving(question, world, demand):
        at = _covered_at(question, world, site_id, demand)
        if at is not None and at > question.now:
            complete[site_id] = at
    return complete


def _covered_at(
    question: Question, world: World, site_id: str, demand: Mapping[str, int]
) -> Instant | None:
    latest = question.now
    for product, wanted in demand.items():
        have = max(0, world.stock.get((site_id, product), 0))
        for at, units in _arrivals(question, world, site_id, product):
            if have >= wanted:
                break
            have, latest = have + units, max(latest, at)
        if have < wanted:
            return None
    return latest


def _with_receipts(question: Question, world: World, until: Mapping[str, Instant]) -> Stock:
    stock = {}
    for site_id, last in until.items():
        for product in _demand(question.wanted):
            have = max(0, world.stock.get((site_id, product), 0))
            come = sum(n for at, n in _arrivals(question, world, site_id, product) if at <= last)
            stock[site_id, product] = have + come
    return stock


def _receipts(question: Question, world: World) -> tuple[dict[str, Instant], Stock]:
    """What comes to each place for this demand, and when the last useful receipt is there."""
    demand = _demand(question.wanted)
    there_at: dict[str, Instant] = {}
    stock: dict[tuple[str, str], int] = {}
    for site_id in _receiving(question, world, demand):
        for product, wanted in demand.items():
            come = 0
            for at, units in _arrivals(question, world, site_id, product):
                if come < wanted:
                    come += units
                    there_at[site_id] = max(there_at.get(site_id, at), at)
            stock[site_id, product] = come
    return there_at, stock


def _receiving(question: Question, world: World, demand: Mapping[str, int]) -> list[str]:
    sites = {site for site, product in world.inbound if product in demand}
    return sorted(sites & question.only_at if question.only_at else sites)


def _arrivals(
    question: Question, world: World, site_id: str, product: str
) -> list[tuple[Instant, int]]:
    receipts = world.inbound.get((site_id, product), ())
    now = question.now
    return sorted(
        (at if at > now else after(now, OVERDUE), units) for units, at in receipts if units > 0
    )


def _demand(needs: Sequence[Need]) -> dict[str, int]:
    demand: dict[str, int] = {}
    for need in needs:
        demand[need.product_id] = demand.get(need.product_id, 0) + need.quantity
    return demand
