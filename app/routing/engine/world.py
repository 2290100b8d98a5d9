"""What is known at one moment, and what every question about it shares."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace

from app.kit.clock import Instant
from app.routing.engine.asking import NO_SCARCITY, Question, Scarcity
from app.routing.engine.costs import Priced, priced
from app.routing.engine.promise import Timetable
from app.routing.model import NOTHING_INBOUND, Inbound, Stock
from app.routing.network import Network
from app.routing.rules.judging import Rulebook, rulebook_of
from app.routing.rules.model import RuleSet


class World:
    """`stock`: ATP by (site, product); `inbound` is not in it. Without a rulebook the network's
    rules are read into one."""

    def __init__(
        self,
        network: Network,
        stock: Stock,
        inbound: Inbound = NOTHING_INBOUND,
        *,
        scarcity: Scarcity = NO_SCARCITY,
        rulebook: Rulebook | None = None,
    ) -> None:
        self.network = network
        self.stock = stock
        self.inbound = inbound
        self._scarcity = scarcity
        self._rulebook = rulebook or rulebook_of(network.rules, network.places)
        self._timetable = Timetable(network)

    @property
    def cells(self) -> frozenset[tuple[str, str]]:
        """(site, product) that have something, or will."""
        return frozenset(self.stock) | frozenset(self.inbound)

    def with_stock(self, stock: Stock) -> "World":
        """Another world with other goods; what does not depend on them is shared."""
        other = copy(self)
        other.stock = stock
        return other

    def under(self, rules: RuleSet) -> "World":
        """The same world with other rules."""
        other = copy(self)
        other.network = replace(self.network, rules=rules)
        other._rulebook = rulebook_of(rules, self.network.places)
        return other

    def priced(
        self,
        question: Question,
        *,
        stock: Stock | None = None,
        there_at: Mapping[str, Instant] | None = None,
    ) -> Priced:
        """`stock` of another time than now; `there_at`: by site, when its goods are there."""
        return priced(
            question,
            self.network,
            self.stock if stock is None else stock,
            scarcity=self._scarcity,
            rulebook=self._rulebook,
            there_at=there_at,
            timetable=self._timetable,
        )
