"""What routing tells those who look at how it decided."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kit.clock import Instant

if TYPE_CHECKING:  # numpy: never at a desk's start
    from app.routing.engine.costs import Priced
    from app.routing.engine.problem import Solution
    from app.routing.engine.world import World


@dataclass(frozen=True, slots=True, eq=False)
class OrderSourced:
    """A new order that is sent was looked at: all that was known, and what was done in the end.
    `need_by`: what was promised, whether or not it could be kept."""

    order_id: str
    world: "World"
    priced: "Priced"
    done: "Solution"
    need_by: Instant | None
