"""What the rest of the house hears about parcels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadyForPickup:
    fulfillment_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    fulfillment_id: str
    order_id: str
