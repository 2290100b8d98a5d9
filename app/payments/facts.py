"""What the rest of the house hears about money."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MoneyTaken:
    """So much of an order's price is in our hands."""

    order_id: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class MoneyReturned:
    """So much goes back; `pending_minor` of it still waits for the provider or for a drawer."""

    order_id: str
    amount_minor: int
    pending_minor: int


@dataclass(frozen=True, slots=True)
class RestAsked:
    """What an order still costs was promised by pay link, after it was placed."""

    order_id: str
