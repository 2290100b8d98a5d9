"""Which lines wait for each other: somebody wants them in one parcel, once all of it is there."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.orders.states import Units

NOT_THERE = (Units.UNALLOCATED, Units.BACKORDERED)


def incomplete_groups(lines: Iterable[Mapping[Any, Any]]) -> frozenset[str]:
    """Of one order: the groups of which units have no place yet, or wait for goods."""
    return frozenset(
        line["ship_group"]
        for line in lines
        if line["ship_group"] and any(line[state.value] for state in NOT_THERE)
    )
