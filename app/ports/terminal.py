"""The card machine on the counter: what it may answer, and how to ask it again."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from app.kit.money import Money


@dataclass(frozen=True, slots=True)
class Authorised:
    """The money is ours. Brand and last four digits are all that we ever see of a card."""

    approval: str
    brand: str
    last4: str

    @property
    def reference(self) -> str:
        """What is kept with the payment and printed: `A1B2C3 VISA 4242`."""
        return f"{self.approval} {self.brand} {self.last4}"


@dataclass(frozen=True, slots=True)
class Declined:
    code: str  # insufficient_funds | card_expired | cancelled | …


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer in time: the money may have moved. Ask again; never pay the attempt anew."""

    attempt_id: str


Answer: TypeAlias = Authorised | Declined | Unknown


class Terminal(Protocol):
    def pay(self, attempt_id: str, amount: Money) -> Answer:
        """Ask for the card and wait. The same attempt is never charged twice. It never raises."""
        ...

    def outcome(self, attempt_id: str) -> Answer:
        """What became of an attempt; Declined('never_seen') when the machine knows of none."""
        ...
