"""What holds for every answer of the engine."""

from collections import Counter

from app.routing.engine.problem import NOT_POSSIBLE, SEVERAL, Problem, Solution
from app.routing.engine.solve import quantities


def check(asked: Problem, found: Solution) -> None:
    """Never more than there is, than was asked for, or parcels than allowed."""
    taken: Counter[tuple[int, int]] = Counter()
    given: Counter[int] = Counter()
    for share in quantities(asked, found):
        assert share.quantity > 0
        assert asked.line[share.line, share.source] < NOT_POSSIBLE
        taken[int(asked.product[share.line]), share.source] += share.quantity
        given[share.line] += share.quantity
    for (product, source), units in taken.items():
        assert units <= asked.free[product, source]
    for line, units in given.items():
        assert units <= asked.quantity[line]
    used = {source for _, source in taken}
    assert len(used) <= (asked.most_parcels or len(used))


def cost_of(asked: Problem, found: Solution) -> int:
    """Told anew from what is given; of answers without split lines."""
    assert SEVERAL not in found.source
    cost = sum(int(asked.parcel[source]) for source in {s for s in found.source if s >= 0})
    for line, source in enumerate(found.source):
        cost += int(asked.line[line, source] if source >= 0 else asked.unfilled[line])
    return cost
