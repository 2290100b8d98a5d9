"""Where a customer pays from afar: a page of the provider, whose word we then check."""

from dataclasses import dataclass
from typing import Protocol

from app.kit.money import Money


@dataclass(frozen=True, slots=True)
class Paid:
    """What a provider says: this much was paid on that payment; `reference` is its own name."""

    payment_id: str
    amount_minor: int
    reference: str


class PayLink(Protocol):
    def create(self, payment_id: str, amount: Money, number: str) -> str:
        """The address of the page where the order `number` is paid.

        Asked again for the same payment it gives the same address. Raises Unreachable.
        """
        ...

    def vouches(self, told: Paid, signature: str) -> bool:
        """Whether the provider itself signed this; in constant time."""
        ...
