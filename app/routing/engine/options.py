"""Which few ways to deliver are told to a customer: the best of each kind, and none for nothing.

Up to a dozen are made by solving with one service level, one parcel, the earliest day, one counter,
or by waiting; those that are worse in everything a customer sees are dropped (routing.md 6).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from app.kit.clock import MINUTE
from app.orders.states import Method
from app.routing.engine.asking import MOST_SHOWN, Question
from app.routing.engine.candidates import Source
from app.routing.engine.costs import Priced
from app.routing.engine.explain import has_all, units_of, used_by
from app.routing.engine.offers import Offer, offer, only
from app.routing.engine.parting import day_at, sooner_in_part
from app.routing.engine.problem import NOT_POSSIBLE
from app.routing.engine.sending import sent_to_counter
from app.routing.engine.solve import solve
from app.routing.engine.waiting import now_and_later, waiting_at_one_place
from app.routing.engine.world import World
from app.routing.model import Badge, Code, Excluded, Kind, Option, Promise, Quantity, Reason
from app.routing.network import Level

KEPT = (Code.INBOUND, Code.SENT_THERE)  # what happens to the goods is told before how soon
COUNTERS = 3  # a customer may pass by another store than the nearest one


@dataclass(frozen=True, slots=True)
class _Found:
    offers: tuple[Offer, ...]
    looked_at: tuple[Priced, ...]


def promise(questions: Sequence[Question], world: World, *, limit: int = MOST_SHOWN) -> Promise:
    """The best options of questions about one basket: collected, sent, or both."""
    found = [_ways(question, world) for question in questions]
    offers = [one for each in found for one in each.offers]
    shown = _shortlist(_undominated(offers), max(1, limit))
    shown.sort(key=_rank)
    looked_at = [priced for each in found for priced in each.looked_at]
    return Promise(
        options=_with_badges(shown, _told(shown)),
        excluded=_others(looked_at, shown),
        missing=_missing(questions, shown),
    )


def _ways(question: Question, world: World) -> _Found:
    if not question.wanted:
        return _Found((), (world.priced(question),))
    if question.method is Method.PICKUP:
        looked_at = [world.priced(question)]
        made = _collected(looked_at[0])
    else:
        looked_at = [world.priced(replace(question, level=level)) for level in _levels(world)]
        made = [one for priced in looked_at for one in _sent(priced)]
    best = min(made, key=_rank, default=None)
    if best is None or best.missing or len(best.option.parcels) > 1:
        made += waiting_at_one_place(question, world)
        later = now_and_later(question, world, best) if best is None or best.missing else None
        made += [later] if later else []
    elif question.method is Method.PICKUP:
        made += _waiting_nearer(question, world, looked_at[0])
    elif sooner := sooner_in_part(looked_at, best):
        made.append(sooner)
    if question.method is Method.PICKUP:
        made += sent_to_counter(question, world, looked_at[0])
    in_time = [one for one in made if _in_time(question, one.option)]
    return _Found(tuple(in_time), tuple(looked_at))


def _waiting_nearer(question: Question, world: World, priced: Priced) -> list[Offer]:
    """Counters on the way to the nearest one that has all: some people would rather wait."""
    whole = min(priced.sources[column].metres for column in has_all(priced))
    nearer = {site for site, metres in priced.metres.items() if metres < whole}
    if question.only_at:
        nearer &= question.only_at
    if not nearer:
        return []
    asked = replace(question, only_at=frozenset(nearer))
    return [replace(one, aside=True) for one in waiting_at_one_place(asked, world)]


def _levels(world: World) -> list[Level]:
    sold = {service.level for service in world.network.services}
    return [level for level in Level if level in sold] or [Level.STANDARD]


def _in_time(question: Question, option: Option) -> bool:
    return question.need_by is None or option.promise_to <= question.need_by


# ---------------------------------------------------------------- ways to serve


def _collected(priced: Priced) -> list[Offer]:
    """At the nearest counters that have all, at the soonest one and at the best one; else at as
    few as can be."""
    whole = has_all(priced).tolist()
    best = solve(priced.problem)
    if not whole:
        return [offer(priced, best)] if used_by(priced, best) else []
    soonest = min(whole, key=lambda column: (priced.sources[column].window.promise_to, column))
    columns = dict.fromkeys([*whole[:COUNTERS], soonest, *used_by(priced, best)[:1]])
    return [
        offer(priced, solve(only(priced.problem, [column])))
        for column in columns
        if column in whole
    ]


def _sent(priced: Priced) -> list[Offer]:
    """The cheapest way; in one parcel; and by the earliest day on which all can be there."""
    answers = [solve(priced.problem)]
    used = used_by(priced, answers[0])
    if not used:
        return []
    if len(used) > 1 and len(has_all(priced)):
        answers.append(solve(replace(priced.problem, most_parcels=1)))
    if early := _earliest(priced, used):
        answers.append(solve(only(priced.problem, early)))
    return [offer(priced, answer) for answer in dict.fromkeys(answers)]


def _earliest(priced: Priced, used: Sequence[int]) -> list[int]:
    """Sources that promise an earlier day than these, enough for all lines; none is none."""
    days = [day_at(source, source.window.promise_to) for source in priced.sources]
    possible = (priced.problem.line < NOT_POSSIBLE) & (
        priced.problem.free[priced.problem.product] >= priced.problem.quantity[:, None]
    )
    for day in sorted({day for day in days if day < max(days[column] for column in used)}):
        early = [column for column, promised in enumerate(days) if promised <= day]
        if possible[:, early].any(axis=1).all():
            return early
    return []


# ---------------------------------------------------------------- which ones are told


def _rank(one: Offer) -> tuple[int, bool, int, int]:
    return one.missing, one.aside, one.cost_minor, one.option.promise_to


def _seen(one: Offer) -> tuple[float, ...]:
    """What a customer compares; less is better. Unknown emissions are worse than any."""
    option = one.option
    collected = _method(one) is Method.PICKUP
    place = one.priced.sources[0]
    first, last = (
        at if collected else day_at(place, at) for at in (option.promise_from, option.promise_to)
    )
    emitted = option.co2.grams if option.co2 else 0 if collected else inf
    return one.missing, first, last, option.cost_minor, len(option.parcels), one.metres, emitted


def _undominated(offers: Sequence[Offer]) -> list[Offer]:
    """Another counter is another wish: nobody knows where a customer passes by. So pickups in one
    piece stay whatever else there is."""
    kept: list[Offer] = []
    for one in sorted(offers, key=_rank):
        if any(other.option.parcels == one.option.parcels for other in kept):
            continue
        rivals = [other for other in kept if _method(other) is _method(one)]
        if _one_counter(one) or not any(_dominates(other, one) for other in rivals):
            kept.append(one)
    return kept


def _one_counter(one: Offer) -> bool:
    return _method(one) is Method.PICKUP and len(one.option.parcels) == 1 and not one.missing


def _at_once(one: Offer) -> bool:
    return _one_counter(one) and one.option.kind is Kind.PICKUP


def _method(one: Offer) -> Method:
    return one.option.parcels[0].method


def _dominates(other: Offer, one: Offer) -> bool:
    theirs, ours = _seen(other), _seen(one)
    return all(a <= b for a, b in zip(theirs, ours, strict=True))


def _shortlist(offers: list[Offer], limit: int) -> list[Offer]:
    """By rank; the cheapest, the fastest and the nearest counter are always among them, then the
    best of each kind."""
    keys: list[Callable[[Offer], tuple[float, ...]]] = [
        lambda one: (one.missing, one.option.cost_minor, *_rank(one)),
        lambda one: (one.missing, one.option.promise_to, *_rank(one)),
        lambda one: (one.missing, one.metres if _at_once(one) else inf, *_rank(one)),
    ]
    musts = [min(offers, key=key) for key in keys if offers]
    ranked = sorted(offers, key=_rank)
    each_kind = {one.option.kind: one for one in reversed(ranked) if not one.missing}
    wished = ranked[:1] + musts + sorted(each_kind.values(), key=_rank) + ranked
    shown: list[Offer] = []
    for one in wished:
        if len(shown) < limit and one not in shown:
            shown.append(one)
    return shown


def _missing(questions: Sequence[Question], shown: Sequence[Offer]) -> tuple[Quantity, ...]:
    """What no option has."""
    if shown:
        return min((one.option.missing for one in shown), key=_pieces)
    wanted = questions[0].wanted if questions else ()
    return tuple(Quantity(need.key, need.product_id, need.quantity) for need in wanted)


def _pieces(missing: Iterable[Quantity]) -> int:
    return sum(part.quantity for part in missing)


def _others(looked_at: Sequence[Priced], shown: Sequence[Offer]) -> tuple[Excluded, ...]:
    """Each place that no option uses, with its reason of the first question that was asked."""
    parcels = [parcel for one in shown for parcel in one.option.parcels]
    named = {site for parcel in parcels for site in (parcel.site_id, parcel.source_id)}
    told: dict[str, Excluded] = {}
    for priced in looked_at:
        for one in priced.excluded:
            if one.site_id not in named:
                told.setdefault(one.site_id, one)
        new = [
            (column, source)
            for column, source in enumerate(priced.sources)
            if source.site_id not in named and source.site_id not in told
        ]
        have = units_of(priced).tolist() if new else []
        for column, source in new:
            told[source.site_id] = _beaten(source, have[column], priced.question.units)
    return tuple(told.values())


def _beaten(source: Source, units: int, of: int) -> Excluded:
    facts: dict[str, str | int] = {"place": source.place.name}
    code = Code.OUTRANKED
    if units < of:
        code, facts = Code.NOT_ENOUGH, {**facts, "has": units, "of": of}
    return Excluded(source.site_id, Reason(code, facts))


# ---------------------------------------------------------------- how they are told


def _told(shown: Sequence[Offer]) -> list[Option]:
    """An option that is not the first is told by what it is better at."""
    options = []
    for one in shown:
        first, option = shown[0].option, one.option
        sooner = (first.promise_to - option.promise_to) // MINUTE
        if one is not shown[0] and sooner > 0 and option.reason.code not in KEPT:
            facts = {**option.reason.facts, "sooner_minutes": sooner}
            option = replace(option, reason=Reason(Code.FASTER, facts))
        options.append(option)
    return options


def _with_badges(shown: Sequence[Offer], options: Sequence[Option]) -> tuple[Option, ...]:
    """RECOMMENDED is the first; the others go to one option each, where there is a difference."""
    scales: dict[Badge, list[float]] = {
        Badge.CHEAPEST: [float(option.cost_minor) for option in options],
        Badge.FASTEST: [float(option.promise_to) for option in options],
        Badge.NEAREST: [one.metres if _one_counter(one) else inf for one in shown],
        Badge.GREENEST: [float(o.co2.grams) if o.co2 else inf for o in options],
    }
    badges: list[list[Badge]] = [[Badge.RECOMMENDED] if at == 0 else [] for at in range(len(shown))]
    for badge, figures in scales.items():
        known = [figure for figure in figures if figure < inf]
        if len(set(known)) > 1:
            badges[figures.index(min(known))].append(badge)
    return tuple(
        replace(option, badges=tuple(won)) for option, won in zip(options, badges, strict=True)
    )
