"""With whom, when and how much do places work, as it stands: the rows that sourcing reads.

One stamp names the state of all of them, so that a reader need not read them anew to know.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.ids import derived_id
from app.places.tables import (
    capacities,
    capacity_exceptions,
    carrier_outages,
    carrier_services,
    closed_days,
    cutoffs,
    network_stamps,
    service_rates,
    site_handling,
    site_hours,
    site_silences,
    sites,
)
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

STAMP = derived_id("network", "stamp")
# A change of any of these is a new version of the network.
OF_NETWORK = frozenset(
    table.name
    for table in (
        sites,
        carrier_services,
        service_rates,
        site_hours,
        closed_days,
        cutoffs,
        capacities,
        capacity_exceptions,
        carrier_outages,
        site_handling,
        site_silences,
    )
)


@dataclass(frozen=True, slots=True)
class NetworkLists:
    """The rows of each list, columns as in the table of its name."""

    services: Sequence[RowMapping]
    rates: Sequence[RowMapping]
    hours: Sequence[RowMapping]
    closed: Sequence[RowMapping]
    cutoffs: Sequence[RowMapping]
    capacities: Sequence[RowMapping]
    exceptions: Sequence[RowMapping]
    outages: Sequence[RowMapping]
    handling: Sequence[RowMapping]


_dock = sa.select(site_handling.c.site_id, site_handling.c.dock_minutes).where(
    site_handling.c.withdrawn.is_(sa.false()), site_handling.c.dock_minutes > 0
)
_version = sa.select(network_stamps.c.version).where(network_stamps.c.id == STAMP)


def _in_force(table: sa.Table, *order: str) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(table)
        .where(table.c.withdrawn.is_(sa.false()))
        .order_by(*(table.c[name] for name in order))
    )


_LISTS = (
    _in_force(carrier_services, "code"),
    _in_force(service_rates, "service", "from_zone", "to_zone"),
    _in_force(site_hours, "site_id", "weekday"),
    _in_force(closed_days, "day", "id"),
    _in_force(cutoffs, "site_id", "service"),
    _in_force(capacities, "site_id", "skill", "weekday"),
    _in_force(capacity_exceptions, "site_id", "skill", "day"),
    _in_force(carrier_outages, "day", "id"),
    _in_force(site_handling, "site_id"),
)


def network_version(db: Connection) -> str:
    """Which command changed any of it last; empty where none did."""
    found = prepared(db, _version).read(db, {})
    return str(found[0]["version"]) if found else ""


def stamp_network(uow: UnitOfWork) -> None:
    if network_version(uow.db):
        uow.update(network_stamps, STAMP, version=uow.command_id)
    else:
        uow.insert(network_stamps, {"id": STAMP, "version": uow.command_id})


def network_lists(db: Connection) -> NetworkLists:
    return NetworkLists(*(prepared(db, statement).read(db, {}) for statement in _LISTS))


def dock_minutes(db: Connection) -> dict[str, int]:
    """Site → how long goods need from its door to the shelf; where nobody told, none."""
    return {row["site_id"]: row["dock_minutes"] for row in prepared(db, _dock).read(db, {})}
