"""What the rest of the house hears about parcels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadyForPickup:
    fulfillment_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class StageUndone:
    """It was not ready after all: who was to be told is not told, if it can be helped."""

    fulfillment_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    fulfillment_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class HandOverUndone:
    """The goods are back in their bin; what was paid stays paid."""

    fulfillment_id: str
    order_id: str
