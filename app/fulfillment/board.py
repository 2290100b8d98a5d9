"""What does the counter see, and what did the clerk just scan: bin, item, parcel or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product
from app.catalog.search import good_of
from app.fulfillment.commands import HandOver
from app.fulfillment.model import matches
from app.fulfillment.passes import is_pass, read_pass
from app.fulfillment.queries import Column, ParcelCard, ParcelPanel, board, ended, find_here, panel
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.identity.queries import all_names
from app.orders.queries import code_of
from app.payments.queries import Drawer, open_drawer_of
from app.places.lookup import site_of, staging_bins
from app.storage.outbox import desk_state, outbox

HAND_OVER = "pickup.hand_over"
LIVE = ("open", "in_progress")

_unsent = sa.select(outbox.c.body, outbox.c.occurred_at).where(outbox.c.kind == HAND_OVER)
_server_key = sa.select(desk_state.c.server_key)
_wanting = (
    sa.select(fulfillments.c.id)
    .join(fulfillment_lines, fulfillment_lines.c.fulfillment_id == fulfillments.c.id)
    .where(
        fulfillments.c.site_id == sa.bindparam("site"),
        fulfillments.c.state.in_(LIVE),
        fulfillment_lines.c.product_id == sa.bindparam("product"),
        fulfillment_lines.c.quantity > fulfillment_lines.c.picked,
    )
    .order_by(fulfillments.c.due_at, fulfillments.c.id)
)


@dataclass(frozen=True, slots=True)
class Counter:
    """The board of one place. `unsent`: parcel → when it was handed over here, not yet told to
    the server; other desks do not know of it."""

    cards: tuple[ParcelCard, ...]
    collected: tuple[ParcelCard, ...]
    unsent: Mapping[str, int]
    names: Mapping[str, str]  # user id → name


@dataclass(frozen=True, slots=True)
class Opened:
    """One parcel with what the hand-over asks for. `drawer` is the open one of this device."""

    panel: ParcelPanel
    drawer: Drawer | None
    unsent_at: int | None


@dataclass(frozen=True, slots=True)
class ScannedItem:
    """An item of the parcel in hand."""

    line_id: str
    complete: bool  # nothing of it is left to pick


@dataclass(frozen=True, slots=True)
class ScannedArrived:
    """An item of the parcel in hand, which came from another place; several lines may be of it."""

    line_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScannedOther:
    """An item that the parcel in hand does not want; `wanted_by` are the parcels that do."""

    name: str
    wanted_by: tuple[ParcelCard, ...]


@dataclass(frozen=True, slots=True)
class ScannedBin:
    code: str


@dataclass(frozen=True, slots=True)
class ScannedParcels:
    """`by_code`: the pickup code was checked, so whoever showed it may have it."""

    cards: tuple[ParcelCard, ...]
    by_code: bool


class PassTrouble(StrEnum):
    """Why a pickup pass leads to no parcel that could be handed over now."""

    FORGED = "forged"
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"
    COLLECTED = "collected"
    NOT_HELD = "not_held"  # genuine, and this computer does not have its order


@dataclass(frozen=True, slots=True)
class ScannedPass:
    """`at`: until when it was good, or when it was collected. `place`: where it has to be shown."""

    trouble: PassTrouble
    number: str = ""
    at: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class ScannedNothing:
    pass


Meaning: TypeAlias = (
    ScannedItem
    | ScannedArrived
    | ScannedOther
    | ScannedBin
    | ScannedParcels
    | ScannedPass
    | ScannedNothing
)


def counter(db: Connection, site_id: str) -> Counter:
    return Counter(
        cards=tuple(board(db, site_id)),
        collected=tuple(ended(db, site_id)),
        unsent=unsent_hand_overs(db),
        names=all_names(db),
    )


def opened(db: Connection, fulfillment_id: str, device_id: str) -> Opened | None:
    found = panel(db, fulfillment_id)
    if found is None:
        return None
    drawer = open_drawer_of(db, device_id)
    return Opened(found, drawer, unsent_hand_overs(db).get(fulfillment_id))


def unsent_hand_overs(db: Connection) -> dict[str, int]:
    """Parcel → when; what this desk handed over and the server has not confirmed."""
    return {
        msgspec.json.decode(body, type=HandOver).fulfillment_id: at
        for body, at in db.execute(_unsent)
    }


def meaning(db: Connection, site_id: str, text: str, in_hand: str = "", *, now: int) -> Meaning:
    """A scan is routed by meaning: a pickup pass, else an item of the parcel `in_hand`, then a bin
    for it, then items of others, then parcels by code, number, name or phone.

    Trying a pickup code costs about 3 ms for each ready parcel: not on the UI thread.
    """
    code = text.strip()
    if is_pass(code):
        return _by_pass(db, site_id, code, now)
    held = panel(db, in_hand) if in_hand else None
    working = held is not None and held.card.column in (Column.TO_PICK, Column.PICKING)
    product = good_of(db, code)
    came = held is not None and held.card.column is Column.ARRIVING
    if held is not None and came and product is not None:
        mine = [line for line in held.lines if line.product_id == product.id]
        if mine:
            return ScannedArrived(tuple(line.line_id for line in mine))
    if held is not None and working and product is not None:
        mine = [line for line in held.lines if line.product_id == product.id]
        if mine:
            left = [line for line in mine if line.quantity > line.picked]
            return ScannedItem((left or mine)[0].line_id, complete=not left)
    if code.upper() in {known.upper() for known in staging_bins(db, site_id)}:
        waiting = _in_bin(db, site_id, code.upper())
        filling = came or (working and held is not None and held.card.column is Column.PICKING)
        return ScannedBin(code.upper()) if filling or not waiting else _parcels(waiting)
    if product is not None:
        return ScannedOther(_called(product), _wanted_by(db, site_id, product.id))
    found = find_here(db, site_id, code)
    if found:
        return _parcels(found, by_code=_is_code_of(db, found[0], code))
    return ScannedNothing()


def _by_pass(db: Connection, site_id: str, code: str, now: int) -> Meaning:
    told = read_pass(code, db.execute(_server_key).scalar() or "")
    if told is None:
        return ScannedPass(PassTrouble.FORGED)
    if now > told.until:
        return ScannedPass(PassTrouble.EXPIRED, told.number, at=told.until)
    if told.site_id != site_id:
        place = site_of(db, told.site_id)
        return ScannedPass(PassTrouble.ELSEWHERE, told.number, place=place.name if place else "")
    found = panel(db, told.fulfillment_id)
    if found is None:
        return ScannedPass(PassTrouble.NOT_HELD, told.number)
    card = found.card
    if card.column is Column.COLLECTED:
        return ScannedPass(PassTrouble.COLLECTED, card.number, at=card.closed_at or 0)
    return _parcels([card], by_code=True)


def _is_code_of(db: Connection, card: ParcelCard, code: str) -> bool:
    return card.column is Column.READY and matches(code, *code_of(db, card.order_id))


def _parcels(cards: Iterable[ParcelCard], *, by_code: bool = False) -> ScannedParcels:
    """What can be handed over first, what was collected long ago last."""
    ranked = sorted(cards, key=lambda card: (_FOUND.index(card.column), -(card.closed_at or 0)))
    return ScannedParcels(tuple(ranked), by_code)


_FOUND = (
    Column.READY,
    Column.ARRIVING,
    Column.PICKING,
    Column.TO_PICK,
    Column.COLLECTED,
    Column.CANCELLED,
)


def _in_bin(db: Connection, site_id: str, code: str) -> list[ParcelCard]:
    return [
        card
        for card in board(db, site_id)
        if card.column is Column.READY and card.bin_code.upper() == code
    ]


def _wanted_by(db: Connection, site_id: str, product_id: str) -> tuple[ParcelCard, ...]:
    asked = {"site": site_id, "product": product_id}
    wanted: Sequence[str] = db.execute(_wanting, asked).scalars().all()
    known = {card.fulfillment_id: card for card in board(db, site_id)}
    return tuple(known[parcel_id] for parcel_id in wanted if parcel_id in known)


def _called(product: Product) -> str:
    parts = (" ".join(filter(None, (product.name, product.colour))), product.size)
    return " · ".join(filter(None, parts))
