"""Units that are not work yet leave a place that cannot do it in time, if another one can."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.clock import Instant, business_day
from app.kit.commands import Command
from app.orders.facts import UnitsNeedPlace
from app.orders.held import held_now
from app.orders.states import Method, OrderState, Units
from app.orders.units import lines_of, locked_order, move_units
from app.orders.unreleased import newest_unreleased, sites_with_unreleased
from app.routing.network import Network, Skill
from app.routing.queues.attempts import AT_CAPACITY, CARRIER_OUT, may_still_move
from app.routing.reading import network_of
from app.stock.ledger import claims_of, end_claim
from app.storage.uow import UnitOfWork

Row: TypeAlias = Mapping[Any, Any]
MOST = 500  # orders of one round
SENT = (Skill.PICK, Skill.PACK)  # the work of what is sent


class MoveAway(Command, frozen=True, kw_only=True):
    """The server's own. `reason`: at_capacity, of the business day `day`; or carrier_out."""

    order_id: str
    site_id: str
    reason: str
    day: int = 0


def move_away(uow: UnitOfWork, command: MoveAway) -> dict[str, Any]:
    """Nothing happens when the trouble is over, when a parcel was released already, after the third
    time, or when no other place keeps what was promised."""
    require(uow.actor, "system")
    order = locked_order(uow, command.order_id)
    going = _going(uow, order, command.site_id)
    told = {"order_id": command.order_id, "units": 0}
    if not going or not _in_trouble(uow, command, order, going):
        return told
    if not _kept_elsewhere(uow, order, going, command.site_id):
        return told
    for line, units in going:
        site_id = command.site_id
        end_claim(uow, line_id=line["id"], quantity=units, act="release", site_id=site_id)
        move_units(
            uow,
            line["id"],
            "re_source",
            Units.ALLOCATED,
            units,
            reason=command.reason,
            site_id=site_id,
        )
    line_ids = tuple(line["id"] for line, _ in going)
    uow.emit(UnitsNeedPlace(command.order_id, line_ids, not_at=command.site_id))
    return {**told, "units": sum(units for _, units in going)}


def stranded(db: Connection, network: Network, now: Instant) -> Iterator[MoveAway]:
    """What gathers where a carrier does not come these days."""
    zones = {place.site_id: place.time_zone for place in network.places}
    sites = [
        site
        for site in sites_with_unreleased(db)
        if network.misses_carrier(site, business_day(now, zones.get(site, "UTC")))
    ]
    for order_id, site_id in newest_unreleased(db, sites, MOST) if sites else ():
        yield MoveAway(order_id=order_id, site_id=site_id, reason=CARRIER_OUT)


def over_full(network: Network) -> set[tuple[str, date]]:
    """(site, business day) of which more minutes are promised than there are."""
    return {
        (site, day)
        for (site, skill, day), room in network.rooms.items()
        if skill in SENT and room.used > room.minutes
    }


def _going(uow: UnitOfWork, order: Row, site_id: str) -> list[tuple[Row, int]]:
    """(line, its units there) that wait for their wave; none at all where one may not move."""
    if order["state"] != OrderState.PLACED.value:
        return []
    keeps = held_now(uow, order["id"])
    found: list[tuple[Row, int]] = []
    for line in lines_of(uow, order["id"]):
        claimed = claims_of(uow, line["id"]).get(site_id, 0)
        if not claimed or line["method"] != Method.SHIP.value:
            continue
        unreleased = line[Units.ALLOCATED.value] == sum(claims_of(uow, line["id"]).values())
        if not unreleased or not may_still_move(uow, keeps, order["id"], line["id"]):
            return []
        found.append((line, claimed))
    return found


def _in_trouble(
    uow: UnitOfWork, command: MoveAway, order: Row, going: Sequence[tuple[Row, int]]
) -> bool:
    if command.reason == AT_CAPACITY:
        told = (command.site_id, command.day)
        full = over_full(network_of(uow.db, uow.now))
        return any((site, day.toordinal()) == told for site, day in full)
    if command.reason == CARRIER_OUT:
        from app.routing.deciding import still_kept  # noqa: PLC0415  numpy: not at the start

        return not still_kept(uow, order, going, command.site_id)
    return False


def _kept_elsewhere(
    uow: UnitOfWork, order: Row, going: Sequence[tuple[Row, int]], site_id: str
) -> bool:
    from app.routing.deciding import could_come_elsewhere  # noqa: PLC0415  numpy: as above

    return could_come_elsewhere(uow, order, going, site_id)
