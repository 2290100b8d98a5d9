"""What the rest of the house hears about returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnSettled:
    """Goods came back at a counter and their money was given, or is on its way."""

    return_id: str
    order_id: str
