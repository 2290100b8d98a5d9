"""The work of a parcel follows the parcel: whoever picks, stages or hands over says it once.

A parcel has one item, which is its present step; so nothing is doubled, and a queue never shows
what cannot be begun yet.
"""

from collections.abc import Sequence
from typing import Any

from app.catalog.lookup import category_of
from app.fulfillment.now import ParcelNow, parcels_touched
from app.fulfillment.states import FulfillmentState
from app.kit.clock import MINUTE, Instant, after
from app.kit.ids import derived_id
from app.orders.states import Method
from app.routing.network import Handling, Skill
from app.routing.reading import empty_network
from app.storage.uow import UnitOfWork
from app.work.effort import minutes_for
from app.work.slack import latest_start
from app.work.states import WORK, WorkKind, WorkState
from app.work.tables import work_items

LEASE = 20 * MINUTE  # a parcel takes five; whoever touched none of its goods for so long is away
ENDED = (WorkState.DONE, WorkState.CANCELLED)

_SKILL = {WorkKind.PICK: Skill.PICK, WorkKind.STAGE: Skill.STAGE, WorkKind.PACK: Skill.PACK}
_UNTOLD = Handling()


def follow_parcels(uow: UnitOfWork) -> None:
    """Follows every act."""
    for parcel in parcels_touched(uow):
        _follow(uow, parcel)


def item_id_of(parcel_id: str) -> str:
    return derived_id(parcel_id, "work")


def step_of(parcel: ParcelNow) -> tuple[WorkKind | None, WorkState]:
    """What is to be done next, and how far it is; no kind: nothing any more."""
    match parcel.state:
        case FulfillmentState.CLOSED | FulfillmentState.SENT:
            return None, WorkState.DONE
        case FulfillmentState.CANCELLED:
            return None, WorkState.CANCELLED
        case FulfillmentState.READY:
            pickup = parcel.method is Method.PICKUP
            return WorkKind.COLLECT if pickup else WorkKind.HAND_OVER, WorkState.WAITING
    working = parcel.state is FulfillmentState.IN_PROGRESS
    state = WorkState.IN_PROGRESS if working else WorkState.NEW
    if parcel.unpicked:
        return WorkKind.PICK, state
    return WorkKind.STAGE if parcel.method is Method.PICKUP else WorkKind.PACK, state


def moves_between(now: WorkState, then: WorkState) -> Sequence[str]:
    """The acts that lead from one state of a parcel's item to another."""
    if now is then:
        return ()
    if now in ENDED:
        return ("reopen", *moves_between(WorkState.NEW, then))
    match then:
        case WorkState.NEW:
            return ("let_go",)
        case WorkState.DONE:
            return ("finish",)
        case WorkState.CANCELLED:
            return ("cancel",)
        case WorkState.IN_PROGRESS if now is WorkState.WAITING:
            return ("resume",)
        case WorkState.IN_PROGRESS:
            return ("assign", "start") if now is WorkState.NEW else ("start",)
    return (*moves_between(now, WorkState.IN_PROGRESS), "wait")


def _follow(uow: UnitOfWork, parcel: ParcelNow) -> None:
    item = uow.row(work_items, item_id_of(parcel.parcel_id))
    kind, target = step_of(parcel)
    if item is None and kind is None:
        return  # it was over before anybody followed it
    before = WorkState(item["state"]) if item else WORK.start
    state = before
    for act in moves_between(before, target):
        state = WORK.after(state, act)
    told: dict[str, Any] = {"state": state.value, "assigned_to": parcel.claimed_by}
    told["lease_until"] = after(uow.now, LEASE) if state is WorkState.IN_PROGRESS else None
    if kind is not None:
        told |= _step(uow, parcel, kind)
    if item is None:
        uow.insert(work_items, {**_head(uow, parcel), **told})
        return
    if parcel.claimed_by and parcel.claimed_by != item["assigned_to"]:
        told["attempt"] = item["attempt"] + 1
    if any(item[name] != value for name, value in told.items()):
        uow.update(work_items, item["id"], **told)


def _head(uow: UnitOfWork, parcel: ParcelNow) -> dict[str, Any]:
    return {
        "id": item_id_of(parcel.parcel_id),
        "site_id": parcel.site_id,
        "order_id": parcel.order_id,
        "parcel_id": parcel.parcel_id,
        "zone": category_of(uow.db, parcel.product_id),
        "attempt": 1 if parcel.claimed_by else 0,
        "made_at": uow.now,
    }


def _step(uow: UnitOfWork, parcel: ParcelNow, kind: WorkKind) -> dict[str, Any]:
    effort = _minutes_left(uow, parcel, kind)
    skill = _SKILL.get(kind)
    return {
        "kind": kind.value,
        "skill": skill.value if skill else "",
        "effort": effort,
        "due_at": parcel.due_at,
        "start_by": _start_by(uow, parcel.site_id, parcel.due_at, effort) if skill else None,
    }


def _minutes_left(uow: UnitOfWork, parcel: ParcelNow, kind: WorkKind) -> int:
    """Of this step and those that follow until the parcel is ready."""
    if kind not in _SKILL:
        return 0
    handling = empty_network(uow.db, uow.now).handling.get(parcel.site_id, _UNTOLD)
    whole = minutes_for(handling, parcel.method, parcel.units)
    if kind is WorkKind.PICK:
        part = minutes_for(handling, parcel.method, parcel.unpicked)
        return sum({**whole, Skill.PICK: part[Skill.PICK]}.values())
    return whole[_SKILL[kind]]


def _start_by(uow: UnitOfWork, site_id: str, due: Instant | None, minutes: int) -> Instant | None:
    if due is None:
        return None
    network = empty_network(uow.db, uow.now)
    place = next((place for place in network.places if place.site_id == site_id), None)
    return latest_start(place, network.calendars.get(site_id), due, minutes) if place else due
