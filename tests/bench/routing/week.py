"""All policies through one scenario, beside its certified bound."""

from dataclasses import dataclass

from app.routing.engine.solve import solve
from tests.bench.routing.bound import Bound, bound
from tests.bench.routing.policies import (
    WAVE_SECONDS,
    Priced,
    at_prices,
    exact,
    fewest_packages,
    five_rules,
    nearest_per_line,
)
from tests.bench.routing.sim import Outcome, costs_of, run
from tests.bench.routing.world import Scenario, Size, World, world

NEAREST, WATERFALL, FEWEST = "nearest per line", "five-rule waterfall", "fewest packages"
EXACT, PRICES, WAVE = "exact", "exact, three prices", "prices, daily wave"
CEILING = "hindsight prices"
POLICIES = (NEAREST, WATERFALL, FEWEST, EXACT, PRICES, WAVE, CEILING)


@dataclass(frozen=True, slots=True, eq=False)
class Week:
    world: World
    bound: Bound
    outcomes: dict[str, Outcome]

    def gap(self, policy: str) -> float:
        """Percent over what no policy is below."""
        return 100.0 * (self.outcomes[policy].cost / self.bound.value - 1)

    def below(self, policy: str, other: str) -> float:
        """By how many percent of the other one's cost."""
        return 100.0 * (1 - self.outcomes[policy].cost / self.outcomes[other].cost)


def week(scenario: Scenario, size: Size, seed: int = 1, wave_seconds: float = WAVE_SECONDS) -> Week:
    there = world(scenario, size, seed)
    costs = [costs_of(there, order) for order in there.orders]
    priced = Priced(solve, wave_seconds)
    found = {
        NEAREST: run(there, costs, nearest_per_line),
        WATERFALL: run(there, costs, five_rules),
        FEWEST: run(there, costs, fewest_packages(solve)),
        EXACT: run(there, costs, exact(solve)),
        PRICES: run(there, costs, priced.policy, night=priced.night),
        WAVE: run(there, costs, priced.policy, night=priced.night, wave=priced.wave),
    }
    least = bound(there, costs, [found[PRICES].sources, found[EXACT].sources])
    found[CEILING] = run(there, costs, at_prices(solve, there, least.price, least.minute))
    return Week(there, least, found)
