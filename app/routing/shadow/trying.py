"""Beside each order that is sent: what a fixed waterfall, and rules in shadow, would have done.

On the server, in the act that placed the order, while all that was known then is at hand. Nobody
acts on it: "savings realised" and the trial of a rule set are read from it.
"""

from dataclasses import replace

import numpy as np

from app.kit.clock import Instant
from app.routing.deciding import Plan, first_complete
from app.routing.engine.costs import Priced
from app.routing.engine.offers import left_out
from app.routing.engine.problem import Solution
from app.routing.engine.solve import quantities
from app.routing.facts import OrderSourced
from app.routing.replay.paid import paid_minor
from app.routing.replay.waterfall import Places, waterfall
from app.routing.rules.model import RuleSet
from app.routing.rules.stored import rules_now
from app.routing.shadow.states import Against
from app.routing.shadow.tables import sourcing_trials
from app.storage.uow import UnitOfWork

NOWHERE_METRES = 1 << 40  # a place whose way nobody knows comes last


def write_trials(uow: UnitOfWork, fact: OrderSourced) -> None:
    _write(uow, fact, Against.WATERFALL, 0, fact.priced, by_waterfall(fact.priced))
    shadow = rules_now(uow.db, Instant(uow.now)).shadow
    if shadow is not None:
        made = _under(fact, shadow)
        _write(uow, fact, Against.RULES, shadow.version, made.priced, made.solution)


def by_waterfall(priced: Priced) -> Solution:
    metres = [
        int(source.metres) if np.isfinite(source.metres) else NOWHERE_METRES
        for source in priced.sources
    ]
    stores = np.array([source.place.kind != "center" for source in priced.sources], np.bool_)
    return waterfall(priced.problem, Places(np.array(metres, np.int64), stores))


def _under(fact: OrderSourced, rules: RuleSet) -> Plan:
    question = replace(fact.priced.question, need_by=fact.need_by)
    return first_complete(question, fact.world.under(rules))


def _write(
    uow: UnitOfWork,
    fact: OrderSourced,
    against: Against,
    version: int,
    priced: Priced,
    theirs: Solution,
) -> None:
    uow.insert(
        sourcing_trials,
        {
            "id": uow.new_id(f"sourcing_trial/{against.value}"),
            "order_id": fact.order_id,
            "against": against.value,
            "rules_version": version,
            "ours_minor": paid_minor(fact.priced, fact.done),
            "theirs_minor": paid_minor(priced, theirs),
            "ours_left": _left(fact.priced, fact.done),
            "theirs_left": _left(priced, theirs),
            "other_way": _way(fact.priced, fact.done) != _way(priced, theirs),
            "at": uow.now,
        },
    )


def _left(priced: Priced, solution: Solution) -> int:
    return sum(part.quantity for part in left_out(priced, solution))


def _way(priced: Priced, solution: Solution) -> set[tuple[int, str]]:
    return {
        (share.line, priced.sources[share.source].site_id)
        for share in quantities(priced.problem, solution)
    }
