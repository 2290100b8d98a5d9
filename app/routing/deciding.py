"""Where units of an order should come from now, by the engine; and what is written down of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from app.catalog.lookup import products_of
from app.customers.queries import postcode_of
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.orders.states import Method
from app.routing.available import barred_of
from app.routing.engine.asking import Question
from app.routing.engine.costs import Priced
from app.routing.engine.decision import Decision, Versions
from app.routing.engine.explain import used_by, why
from app.routing.engine.offers import left_out, parcels_of
from app.routing.engine.problem import NOT_POSSIBLE, Problem, Share, Solution, solution
from app.routing.engine.record import packed
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.facts import OrderSourced
from app.routing.keeping import Judged, keep_decision
from app.routing.model import Code, Near, Need, Parcel, Place, Reason, Stock
from app.routing.network import Level
from app.routing.places import destination_of, place_at
from app.routing.queries import Wanted, needs_of, world_of
from app.routing.states import Why
from app.storage.uow import UnitOfWork

Row: TypeAlias = Mapping[Any, Any]
Failed: TypeAlias = frozenset[tuple[str, str]]  # (site, product)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """`need_by`: what was promised, whether or not it could be kept."""

    priced: Priced
    solution: Solution
    world: World
    need_by: Instant | None = None

    @property
    def parcels(self) -> Sequence[Parcel]:
        return parcels_of(self.priced, self.solution)


def plan(
    uow: UnitOfWork,
    order: Row,
    wanting: Sequence[tuple[Row, int]],
    *,
    failed: Failed = frozenset(),
    going: frozenset[str] = frozenset(),
    later: bool = False,
    set_aside: Stock | None = None,
    last: bool = False,
    elsewhere: bool = False,
) -> Plan | None:
    """The whole of what wants a place, at once; lines of one method. `going`: sites that send a
    parcel for this order anyway. `set_aside`: only what lies there for it. None when nobody knows
    where it goes.

    Nobody is given a later time than was told without having been asked (`later`). `last`: by the
    last of several times that were told, to judge what a customer chose. `elsewhere`: what was to
    be sent to a store is collected at another one.
    """
    needs = _needs(uow, wanting)
    first = wanting[0][0]
    sent = bool(first["from_site_id"]) and not elsewhere
    method = Method.SHIP if sent else Method(first["method"])
    near = place_at(uow.db, first["site_id"]) if sent else _near(uow, order, first, method)
    if method is Method.SHIP and near is None:
        return None
    told = [line["promise_to"] for line, _ in wanting if line["promise_to"] is not None]
    promised = max(told, default=None) if last else min(told, default=None)
    world = world_of(
        uow.db,
        needs,
        now=uow.now,
        device_id=uow.actor.device_id,
        channel=order["channel"],
        order_id=order["id"],
    )
    if set_aside is not None:
        world = world.with_stock(set_aside)
    question = Question(
        needs=needs,
        method=method,
        now=uow.now,
        near=near,
        channel=order["channel"],
        need_by=None if promised is None else Instant(promised),
        not_at=failed,
        going=going,
        barred=barred_of(uow.db, world.cells, channel=order["channel"], method=method),
        counter=near if sent and isinstance(near, Place) else None,
        most_parcels=1 if sent else 0,
    )
    return replace(first_complete(question, world, later=later), need_by=question.need_by)


def could_come_elsewhere(
    uow: UnitOfWork, order: Row, wanting: Sequence[tuple[Row, int]], not_at: str
) -> bool:
    """Whether other places have all of it and keep what was promised; nothing is taken yet."""
    failed = frozenset((not_at, line["product_id"]) for line, _ in wanting)
    made = plan(uow, order, wanting, failed=failed)
    return made is not None and not left_out(made.priced, made.solution)


def still_kept(
    uow: UnitOfWork, order: Row, wanting: Sequence[tuple[Row, int]], site_id: str
) -> bool:
    """Whether a place that has all of it set aside hands it over in time, as things are now."""
    set_aside = {(site_id, line["product_id"]): 0 for line, _ in wanting}
    for line, units in wanting:
        set_aside[site_id, line["product_id"]] += units
    made = plan(uow, order, wanting, set_aside=set_aside)
    return made is not None and not left_out(made.priced, made.solution)


def write_decision(
    uow: UnitOfWork,
    order_id: str,
    made: Plan,
    why_now: Why,
    told: Mapping[str, str],
    preferred: str = "",
) -> None:
    """`told`: line → the site that somebody chose, as far as there was a choice; `preferred`: what
    for. Whoever waits chose too, although nothing is there yet."""
    chosen = _as_told(made.priced, made.solution, told)
    by = uow.actor.user_id if chosen or preferred else None
    keep_decision(uow, order_id, why_now, judged(made, chosen), by=by, preferred=preferred)
    question = made.priced.question
    if why_now is Why.PLACED and question.method is Method.SHIP and question.counter is None:
        done = chosen or made.solution
        uow.emit(OrderSourced(order_id, made.world, made.priced, done, made.need_by))


def judged(made: Plan, chosen: Solution | None) -> Judged:
    """`chosen`: what was done instead of the order's own best."""
    question = made.priced.question
    served = bool(used_by(made.priced, made.solution))
    reason = why(made.priced, made.solution) if served else Reason(Code.NO_STOCK, {})
    rules = made.world.network.rules.version
    decision = Decision(
        priced=made.priced,
        solution=made.solution,
        reason=reason,
        versions=Versions(made.world.network.version, str(rules), made.world.network.as_of),
        chosen=chosen,
    )
    ours = sum(made.priced.vector(made.solution).values())
    theirs = sum(made.priced.vector(chosen).values()) if chosen else ours
    return Judged(
        method=(Method.PICKUP if question.counter else question.method).value,
        need_by=made.need_by,
        rules_version=str(rules),
        cost_minor=ours,
        dearer_minor=theirs - ours,
        record=packed(decision),
    )


def first_complete(question: Question, world: World, *, later: bool = False) -> Plan:
    """By the slowest service that keeps what was promised; else what the best one can. Where
    nothing was promised the ordinary service does."""
    sold = {service.level for service in world.network.services}
    levels = [level for level in Level if level in sold] or [Level.STANDARD]
    plans = []
    hurried = question.method is Method.SHIP and question.need_by is not None
    for level in levels if hurried else levels[:1]:
        made = _plan(replace(question, level=level), world)
        if not left_out(made.priced, made.solution):
            return made
        plans.append(made)
    if later and question.need_by is not None:
        return _plan(replace(question, level=levels[0], need_by=None), world)
    return min(plans, key=_left)


def _left(made: Plan) -> int:
    return sum(part.quantity for part in left_out(made.priced, made.solution))


def _plan(question: Question, world: World) -> Plan:
    priced = world.priced(question)
    return Plan(priced, solve(priced.problem), world)


def _needs(uow: UnitOfWork, wanting: Sequence[tuple[Row, int]]) -> tuple[Need, ...]:
    ids = [line["product_id"] for line, _ in wanting]
    known = products_of(uow.db, ids)
    if unknown := sorted(set(ids) - known.keys()):
        raise Refusal("product_unknown", product=unknown[0])
    wanted = [Wanted(line["id"], line["product_id"], units) for line, units in wanting]
    return tuple(
        replace(need, unit_minor=line["unit_minor"])
        for need, (line, _) in zip(needs_of(uow.db, wanted), wanting, strict=True)
    )


def _near(uow: UnitOfWork, order: Row, line: Row, method: Method) -> Near:
    if method is Method.PICKUP:
        return place_at(uow.db, line["site_id"])
    postcode = postcode_of(uow.db, order["address_id"]) if order["address_id"] else ""
    return destination_of(uow.db, postcode)


def _as_told(priced: Priced, ours: Solution, told: Mapping[str, str]) -> Solution | None:
    """The answer that people chose, where it is another one and the goods are there."""
    columns = {source.site_id: column for column, source in enumerate(priced.sources)}
    problem = priced.problem
    if not told or any(told.get(need.key) not in columns for need in priced.needs):
        return None
    shares = [
        Share(line, columns[told[need.key]], need.quantity)
        for line, need in enumerate(priced.needs)
    ]
    if not _is_there(problem, shares):
        return None
    used = sorted({share.source for share in shares})
    cost = int(problem.parcel[used].sum())
    cost += sum(int(problem.line[share.line, share.source]) for share in shares)
    chosen = solution(problem, shares, cost, exact=False)
    return None if chosen.source == ours.source else chosen


def _is_there(problem: Problem, shares: Sequence[Share]) -> bool:
    left = problem.free.copy()
    for share in shares:
        left[problem.product[share.line], share.source] -= share.quantity
        if problem.line[share.line, share.source] >= NOT_POSSIBLE:
            return False
    return bool((left[left < problem.free] >= 0).all())
