"""Which of these plans, one for each of their orders, cost least together? As HiGHS finds it."""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np
from highspy import HighsVarType, kHighsInf

# Its public child announces itself on standard output as soon as it is made.
from highspy._core import _Highs

from app.routing.waves.plans import Plan, drawn

TAKEN = 0.5


def chosen_of(
    plans: Sequence[Plan], limit: Mapping[int, int], seconds: float, *, gap: float
) -> list[Plan] | None:
    """By order; None when nothing was found in time. `limit`: of what has one, for these plans;
    `gap`: so much over the least cost ends the search.

    The search has no choice to begin with: HiGHS 1.16 gives back the one it was given, whatever it
    found, when it has presolved.
    """
    highs = solver()
    highs.passModel(_whole(plans, limit))
    highs.setOptionValue("time_limit", max(0.01, seconds))
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", gap)
    highs.run()
    values = highs.getSolution().col_value  # none: no choice in time
    taken = [plan for plan, value in zip(plans, values, strict=False) if value > TAKEN]
    taken.sort(key=lambda plan: plan.owner)
    whole = [plan.owner for plan in taken] == sorted({plan.owner for plan in plans})
    used = drawn(taken)
    fits = all(used.get(resource, 0) <= most for resource, most in limit.items())
    return taken if whole and fits else None


def _whole(plans: Sequence[Plan], limit: Mapping[int, int]) -> highspy.HighsLp:
    """Each plan taken or not; one row per order (exactly one of its plans) and one per resource."""
    owners = {owner: row for row, owner in enumerate(sorted({plan.owner for plan in plans}))}
    rows = {resource: row for row, resource in enumerate(limit, len(owners))}
    starts, index, value = [0], [], []
    for plan in plans:
        index.append(owners[plan.owner])
        value.append(1.0)
        for resource, amount in plan.use.items():
            if resource in rows:
                index.append(rows[resource])
                value.append(float(amount))
        starts.append(len(index))
    told = highspy.HighsLp()
    told.num_col_, told.num_row_ = len(plans), len(owners) + len(rows)
    told.col_cost_ = np.array([float(plan.cost) for plan in plans])
    told.col_lower_, told.col_upper_ = np.zeros(len(plans)), np.ones(len(plans))
    told.row_lower_ = np.array([1.0] * len(owners) + [-kHighsInf] * len(rows))
    told.row_upper_ = np.array([1.0] * len(owners) + [float(most) for most in limit.values()])
    told.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    told.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    told.a_matrix_.index_ = np.array(index, dtype=np.int32)
    told.a_matrix_.value_ = np.array(value)
    told.integrality_ = [HighsVarType.kInteger] * len(plans)
    return told


def solver() -> _Highs:
    highs = _Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 1)
    highs.setOptionValue("mip_heuristic_run_feasibility_jump", False)
    highs.setOptionValue("mip_detect_symmetry", False)  # orders are unlike: looking finds none
    return highs
