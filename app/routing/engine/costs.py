"""What would each place cost for this order, part by part; and which places are out, and why?

Parts of a parcel: the carrier's first box, handling, the price of capacity, the rules' money. Parts
of units: further weight, handling, the price of scarcity, what a rejection would cost, and what was
sold unseen. Weight is
charged by started kilogram; a line bears its share of what the whole order would weigh, so that an
order from one place costs what the carrier asks to the last unit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite, nan

import numpy as np

from app.kit.clock import Instant
from app.orders.states import Method
from app.routing.engine.asking import NO_SCARCITY, Question, Scarcity
from app.routing.engine.candidates import Candidates, Source
from app.routing.engine.carriers import opening, tariff
from app.routing.engine.problem import NOT_POSSIBLE, Cost, Numbers, Problem, Solution
from app.routing.engine.promise import NO_HANDLING, Timetable
from app.routing.engine.solve import quantities
from app.routing.model import Excluded, Need, Reason, Stock
from app.routing.network import Network
from app.routing.rules.judging import Rulebook, Sheet, rulebook_of
from app.routing.rules.model import OrderFacts

# Of leaving a unit out: more than any way of serving it, so that orders are served if they can be.
UNFILLED_MINOR = 100_000_000
STOP_MINOR = 30_000  # one more counter that a customer has to go to
KM_MINOR = 1_000  # of the way there, on the great circle; as a motorbike taxi costs
UNKNOWN_METRES = 3_000_000  # the far end of the country


class Part(StrEnum):
    """Of what a cost is made."""

    CARRIER = "carrier"
    HANDLING = "handling"
    CAPACITY = "capacity"
    SCARCITY = "scarcity"
    REJECTION = "rejection"
    STALE = "stale"  # it may have been sold where nobody is heard
    RULES = "rules"
    TRAVEL = "travel"  # the customer's own way to a counter


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """One question as a problem: rows = needs, columns = sources, the nearest first. `parcel` and
    `line` are the parts of the problem's costs of the same name."""

    question: Question
    needs: tuple[Need, ...]
    sources: tuple[Source, ...]
    problem: Problem
    parcel: Mapping[Part, Cost]
    line: Mapping[Part, Cost]
    excluded: tuple[Excluded, ...]  # the nearest first, like `sources`
    metres: Mapping[str, float]  # by site

    def vector(self, solution: Solution) -> dict[Part, int]:
        """What each part comes to; together the cost of all that is served."""
        shares = quantities(self.problem, solution)
        used = sorted({share.source for share in shares})
        told = dict.fromkeys(Part, 0)
        for part, costs in self.parcel.items():
            told[part] += int(costs[used].sum())
        for share in shares:
            whole = int(self.problem.quantity[share.line])
            for part, costs in self.line.items():
                told[part] += int(costs[share.line, share.source]) * share.quantity // whole
        return {part: minor for part, minor in told.items() if minor}


def priced(
    question: Question,
    network: Network,
    stock: Stock,
    *,
    scarcity: Scarcity = NO_SCARCITY,
    rulebook: Rulebook | None = None,
    there_at: Mapping[str, Instant] | None = None,
    timetable: Timetable | None = None,
) -> Priced:
    """`there_at`: by site, when the goods are there, where that is later than now. Questions about
    one network may share a timetable."""
    needs = question.wanted
    times = timetable or Timetable(network)
    near = times.metres(question.near)
    rules = rulebook or rulebook_of(network.rules, network.places)
    sheet = rules.sheet(
        order_facts(question, needs),
        metres=np.array([_known(near[place.site_id]) for place in network.places]),
        cover=np.array([scarcity.cover_days.get(place.site_id, nan) for place in network.places]),
    )
    have = _table(
        [[stock.get((p.site_id, need.product_id), 0) for p in network.places] for need in needs],
        len(needs),
        len(network.places),
    )
    search = Candidates(question, network, have, sheet, needs, there_at or {}, times)
    kept: list[int] = []
    sources: list[Source] = []
    excluded: list[Excluded] = []
    for at in times.nearest(question.near):
        place = network.places[at]
        found = search.source(at, place, near[place.site_id])
        if isinstance(found, Source):
            kept.append(at)
            sources.append(found)
        else:
            excluded.append(
                Excluded(place.site_id, Reason(found.code, {"place": place.name, **found.facts}))
            )
    parcel, line = _costs(question, network, needs, sources, scarcity, sheet, kept)
    return Priced(
        question=question,
        needs=needs,
        sources=tuple(sources),
        problem=_problem(question, needs, sources, have, sheet, kept, parcel, line),
        parcel=parcel,
        line=line,
        excluded=tuple(excluded),
        metres=near,
    )


def paid_of(vector: Mapping[Part, int]) -> int:
    """What is paid for serving an order: the rest of a cost is a price or a wish."""
    return vector.get(Part.CARRIER, 0) + vector.get(Part.HANDLING, 0)


def order_facts(question: Question, needs: Sequence[Need]) -> OrderFacts:
    return OrderFacts(
        channel=question.channel,
        method=question.method.value,
        level=question.level.value if question.method is Method.SHIP else "",
        zone=question.zone,
        value_minor=sum(need.quantity * need.unit_minor for need in needs),
        at=question.now,
        lines={need.key: need.tags for need in needs},
    )


def _known(metres: float) -> float:
    return metres if isfinite(metres) else nan


# ---------------------------------------------------------------- what they cost


def _costs(
    question: Question,
    network: Network,
    needs: Sequence[Need],
    sources: Sequence[Source],
    scarcity: Scarcity,
    sheet: Sheet,
    kept: Sequence[int],
) -> tuple[dict[Part, Cost], dict[Part, Cost]]:
    handling = [network.handling.get(source.site_id, NO_HANDLING) for source in sources]
    quantity = _row(need.quantity for need in needs)[:, None]
    counter = network.handling.get(question.counter.site_id) if question.counter else None
    there = counter or NO_HANDLING
    first = _row(opening(source.sent) if source.sent else 0 for source in sources)
    work = _row(one.parcel_minor + there.parcel_minor for one in handling)
    percent = sheet.percent[list(kept)] if kept else _row(())
    money = sheet.money[list(kept)] if kept else _row(())
    parcel = {
        Part.CARRIER: first,
        Part.HANDLING: work,
        Part.CAPACITY: _row(scarcity.parcel_minor.get(s.site_id, 0) for s in sources),
        Part.RULES: money + (first + work) * (percent - 100) // 100,
    }
    risk = _row((1_000 - one.accepts_per_mille) * one.reroute_minor // 1_000 for one in handling)
    line = {
        Part.CARRIER: _weight(question, needs, sources) * quantity,
        Part.HANDLING: _row(one.unit_minor + there.unit_minor for one in handling) * quantity,
        Part.REJECTION: risk * quantity,
    }
    for part, prices in (
        (Part.SCARCITY, scarcity.unit_minor),
        (Part.STALE, scarcity.stale_minor),
    ):
        if prices:
            each = [
                [prices.get((s.site_id, need.product_id), 0) for s in sources] for need in needs
            ]
            line[part] = _table(each, len(needs), len(sources)) * quantity
    if question.method is Method.PICKUP:
        parcel[Part.TRAVEL] = _row(travel_minor(source.metres) for source in sources)
    if question.going:
        new = np.array([source.site_id not in question.going for source in sources], dtype=np.bool_)
        parcel = {part: costs * new for part, costs in parcel.items()}
    return parcel, line


def _weight(question: Question, needs: Sequence[Need], sources: Sequence[Source]) -> Cost:
    """Of one unit of each line from each source."""
    whole = question.grams
    total = max(1, whole)
    further = _row(
        tariff(source.sent, whole) - opening(source.sent) if source.sent else 0
        for source in sources
    )
    grams = _row(need.weight_grams for need in needs)
    return (further[None, :] * grams[:, None] + total // 2) // total


def travel_minor(metres: float) -> int:
    """A customer's own way to a counter."""
    known = UNKNOWN_METRES if metres == inf else metres
    return STOP_MINOR + round(known * KM_MINOR / 1_000)


def _problem(
    question: Question,
    needs: Sequence[Need],
    sources: Sequence[Source],
    have: Numbers,
    sheet: Sheet,
    kept: Sequence[int],
    parcel: Mapping[Part, Cost],
    line: Mapping[Part, Cost],
) -> Problem:
    shape = (len(needs), len(sources))
    first: dict[str, int] = {}
    for row, need in enumerate(needs):
        first.setdefault(need.product_id, row)
    products, rows = list(first), list(first.values())
    free = have[rows][:, list(kept)] * _wanted_from(question, products, sources)
    held = sheet.kept[rows][:, list(kept)] if kept else np.zeros((len(rows), 0), np.int64)
    out = sheet.out[:, list(kept)] if kept else np.zeros(shape, np.int64)
    cost = sum(line.values(), np.zeros(shape, dtype=np.int64))
    quantity = _row(need.quantity for need in needs)
    return Problem(
        parcel=sum(parcel.values(), np.zeros(shape[1], dtype=np.int64)),
        line=np.where(out >= 0, NOT_POSSIBLE, cost),
        unfilled=unfilled_of(needs),
        quantity=quantity,
        product=_row(products.index(need.product_id) for need in needs),
        free=(free - held).clip(min=0),
        most_parcels=_fewest(question.most_parcels, sheet.most_parcels),
    )


def unfilled_of(needs: Sequence[Need]) -> Cost:
    """[n] of leaving each line out: goodwill, and the margin where any of an order's is known. All
    lines of one product are worth the same, as they are the same goods."""
    known = any(need.margin_percent is not None for need in needs)
    lost: dict[str, int] = {}
    for need in needs:
        lost.setdefault(need.product_id, need.margin_minor if known else 0)
    return _row(need.quantity * (UNFILLED_MINOR + lost[need.product_id]) for need in needs)


def _wanted_from(question: Question, products: Sequence[str], sources: Sequence[Source]) -> Numbers:
    """[k, m]: 0 where it failed before, or this channel does not get it."""
    wanted = np.ones((len(products), len(sources)), np.int64)
    out = question.not_at | question.barred
    if out:
        columns = {source.site_id: column for column, source in enumerate(sources)}
        rows = {product: row for row, product in enumerate(products)}
        for site_id, product in out:
            if site_id in columns and product in rows:
                wanted[rows[product], columns[site_id]] = 0
    return wanted


def _fewest(*limits: int) -> int:
    return min((limit for limit in limits if limit), default=0)


def _row(figures: Iterable[int]) -> Numbers:
    return np.fromiter(figures, dtype=np.int64)


def _table(rows: Sequence[Sequence[int]], n: int, m: int) -> Numbers:
    return np.array(rows, dtype=np.int64).reshape(n, m)
