"""The draft in hand: its rules, what was done to them and can be undone, and what is not saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.routing.rules.model import Rule, Where, Wish
from app.routing.rules.stored import StoredSet

FIRST_AMOUNT = 5_000  # a new preference: about what one zone further costs
UNDOS = 200


@dataclass(frozen=True, slots=True)
class _Step:
    rules: tuple[Rule, ...]
    at: str


class Working:
    """One set as it is being looked at. `at` is the id of the chosen rule; "" of none."""

    def __init__(self, shown: StoredSet) -> None:
        self.set_id = shown.id
        self.rules = shown.rules
        self.revision = shown.revision
        self.at = shown.rules[0].id if shown.rules else ""
        self.dirty = False
        self._steps: list[_Step] = []

    @property
    def rule(self) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == self.at), None)

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def number(self, rule_id: str) -> int:
        """Its place, from 1."""
        return [rule.id for rule in self.rules].index(rule_id) + 1

    def follow(self, shown: StoredSet) -> None:
        """What was saved, here or elsewhere; what is not saved yet stays."""
        if self.dirty or shown.revision < self.revision:
            return
        if shown.rules != self.rules:
            self._steps.clear()
            self.rules = shown.rules
        self.revision = shown.revision
        if self.rule is None:
            self.at = self.rules[0].id if self.rules else ""

    def choose(self, rule_id: str) -> None:
        self.at = rule_id

    def change(self, rule: Rule) -> None:
        self._take([rule if rule.id == one.id else one for one in self.rules])

    def add(self, rule_id: str, named: Callable[[Rule], str]) -> None:
        """Under the chosen one: a preference for stores, to be made into what is meant."""
        stores = Where(kinds=frozenset({"store"}))
        made = Rule(rule_id, "", Wish.PREFER, where=stores, amount_minor=FIRST_AMOUNT, number=1)
        made = replace(made, name=named(made))
        at = self.number(self.at) if self.rule else len(self.rules)
        self._take([*self.rules[:at], made, *self.rules[at:]], made.id)

    def remove(self) -> None:
        if self.rule is None:
            return
        at = self.number(self.at) - 1
        rest = [*self.rules[:at], *self.rules[at + 1 :]]
        self._take(rest, rest[min(at, len(rest) - 1)].id if rest else "")

    def move(self, by: int) -> None:
        if self.rule is None:
            return
        at = self.number(self.at) - 1
        to = max(0, min(len(self.rules) - 1, at + by))
        rest = [*self.rules[:at], *self.rules[at + 1 :]]
        self._take([*rest[:to], self.rules[at], *rest[to:]])

    def switch(self) -> None:
        """On or off."""
        if self.rule is not None:
            self.change(replace(self.rule, on=not self.rule.on))

    def undo(self) -> None:
        if self._steps:
            step = self._steps.pop()
            self.rules, self.at, self.dirty = step.rules, step.at, True

    def _take(self, rules: Sequence[Rule], at: str | None = None) -> None:
        if tuple(rules) == self.rules:
            return
        self._steps = [*self._steps, _Step(self.rules, self.at)][-UNDOS:]
        self.rules = tuple(rules)
        self.at = self.at if at is None else at
        self.dirty = True
