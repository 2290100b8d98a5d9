"""How much of a place's day does an order take: minutes are reserved when its units are claimed.

Parcels go on the first day that has room for them; a pickup on the day for which it was promised.
What is let go gives its minutes back; what was picked has used them.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.kit.clock import Instant, business_day
from app.kit.ids import derived_id
from app.orders.sending import method_from
from app.orders.states import Method
from app.orders.units import line_of
from app.places.capacity import give_back, reserve, take
from app.places.lookup import time_zone_of
from app.routing.network import Handling, Network, Skill
from app.routing.reading import ROOM_DAYS, empty_network
from app.stock.facts import ClaimsLetGo, UnitsClaimed
from app.storage.uow import UnitOfWork
from app.work.tables import work_claims

OF_METHOD: Mapping[Method, tuple[Skill, ...]] = {
    Method.PICKUP: (Skill.PICK, Skill.STAGE),
    Method.SHIP: (Skill.PICK, Skill.PACK),
    Method.TO_STORE: (Skill.PICK, Skill.PACK),
}

Minutes = dict[Skill, int]


def minutes_for(handling: Handling, method: Method, units: int) -> Minutes:
    """What so many units in one parcel take of each skill."""
    return {
        skill: handling.minutes_per_parcel.get(skill, 0)
        + handling.minutes_per_unit.get(skill, 0) * units
        if units > 0
        else 0
        for skill in OF_METHOD.get(method, ())
    }


def settle_minutes(uow: UnitOfWork, fact: UnitsClaimed | ClaimsLetGo) -> None:
    """Listens to UnitsClaimed and ClaimsLetGo: all of an act at its end, by place.

    So days are locked after shelves, and in one order, and two acts never wait crosswise.
    """
    if not all(isinstance(other, UnitsClaimed | ClaimsLetGo) for other in uow.facts):
        uow.emit(fact)  # what is still to be heard may lock shelves
        return
    told = [fact, *(other for other in uow.facts if isinstance(other, UnitsClaimed | ClaimsLetGo))]
    uow.facts.clear()
    network = empty_network(uow.db, uow.now)
    for one in sorted(told, key=lambda one: (one.site_id, isinstance(one, UnitsClaimed))):
        if isinstance(one, UnitsClaimed):
            _take(uow, network, one)
        else:
            _return(uow, network, one)


def _take(uow: UnitOfWork, network: Network, fact: UnitsClaimed) -> None:
    """A place of which nobody told how long work takes is not counted."""
    handling = network.handling.get(fact.site_id)
    if handling is None:
        return
    line = line_of(uow, fact.line_id)
    claim = uow.row(work_claims, _claim_id(fact.order_id, fact.site_id))
    if claim is None:
        _open(uow, network, handling, fact, line)
    else:
        _change(uow, claim, handling, claim["units"] + fact.quantity)


def _return(uow: UnitOfWork, network: Network, fact: ClaimsLetGo) -> None:
    claim = uow.row(work_claims, _claim_id(fact.order_id, fact.site_id))
    handling = network.handling.get(fact.site_id)
    if claim is not None and handling is not None:
        _change(uow, claim, handling, max(0, claim["units"] - fact.quantity))


def _open(
    uow: UnitOfWork,
    network: Network,
    handling: Handling,
    fact: UnitsClaimed,
    line: Mapping[Any, Any],
) -> None:
    method = method_from(line, fact.site_id)
    minutes = minutes_for(handling, method, fact.quantity)
    zone = time_zone_of(uow.db, fact.site_id)
    today = business_day(uow.now, zone)
    told = line["promise_from"] if method is Method.PICKUP else None
    if told is None:
        day = _first_with_room(uow, network, fact.site_id, minutes, today)
    else:
        day = max(today, business_day(Instant(told), zone))
        _take_all(uow, fact.site_id, minutes, day)
    uow.insert(
        work_claims,
        {
            "id": _claim_id(fact.order_id, fact.site_id),
            "order_id": fact.order_id,
            "site_id": fact.site_id,
            "day": day.toordinal(),
            "method": method.value,
            "units": fact.quantity,
            **{skill.value: minutes.get(skill, 0) for skill in Skill},
        },
    )


def _first_with_room(
    uow: UnitOfWork, network: Network, site_id: str, minutes: Minutes, today: date
) -> date:
    """Reserves there. When no day has room the work comes today all the same: it was promised."""
    calendar = network.calendars.get(site_id)
    for day in (today + timedelta(days=ahead) for ahead in range(ROOM_DAYS - 1)):
        closed = calendar and (day in calendar.closed or calendar.week[day.weekday()] is None)
        if not closed and _reserve_all(uow, network, site_id, minutes, day):
            return day
    _take_all(uow, site_id, minutes, today)
    return today


def _reserve_all(
    uow: UnitOfWork, network: Network, site_id: str, minutes: Minutes, day: date
) -> bool:
    """All skills or none."""
    rooms = {skill: network.rooms.get((site_id, skill, day)) for skill in minutes}
    if any(room is not None and minutes[skill] > room.minutes for skill, room in rooms.items()):
        return False
    done: list[tuple[Skill, int]] = []
    for skill, wanted in minutes.items():
        room = rooms[skill]
        told: dict[str, Any] = {"site_id": site_id, "skill": skill.value, "day": day.toordinal()}
        if room is None:
            take(uow, **told, minutes=wanted)
        elif not reserve(uow, **told, minutes=wanted, most=room.minutes):
            for before, taken in done:
                give_back(
                    uow, site_id=site_id, skill=before.value, day=day.toordinal(), minutes=taken
                )
            return False
        done.append((skill, wanted))
    return True


def _take_all(uow: UnitOfWork, site_id: str, minutes: Minutes, day: date) -> None:
    for skill, wanted in minutes.items():
        take(uow, site_id=site_id, skill=skill.value, day=day.toordinal(), minutes=wanted)


def _change(uow: UnitOfWork, claim: Mapping[Any, Any], handling: Handling, units: int) -> None:
    """More or fewer units on the day that was reserved: the order is worked on as one."""
    minutes = minutes_for(handling, Method(claim["method"]), units)
    for skill, wanted in minutes.items():
        told: dict[str, Any] = {
            "site_id": claim["site_id"],
            "skill": skill.value,
            "day": claim["day"],
        }
        more = wanted - claim[skill.value]
        if more > 0:
            take(uow, **told, minutes=more)
        elif more < 0:
            give_back(uow, **told, minutes=-more)
    changed = {skill.value: wanted for skill, wanted in minutes.items()}
    uow.update(work_claims, claim["id"], units=units, **changed)


def _claim_id(order_id: str, site_id: str) -> str:
    return derived_id(order_id, "work", site_id)
