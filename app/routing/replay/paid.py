"""What an order costs in money that is really paid: no prices of scarcity, no preferences."""

from app.routing.engine.costs import Part, Priced
from app.routing.engine.problem import Solution

PAID = (Part.CARRIER, Part.HANDLING, Part.REJECTION)


def paid_minor(priced: Priced, solution: Solution) -> int:
    parts = priced.vector(solution)
    return sum(parts.get(part, 0) for part in PAID)
