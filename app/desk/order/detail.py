"""What is there to know of one order: its rows of every slice, read in one question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.queries import Case, cases_about
from app.catalog.lookup import products_of
from app.customers.queries import CustomerCard
from app.customers.queries import card as customer_card
from app.fulfillment.queries import PackedUnits, ParcelCard, packed_in, parcels_of
from app.fulfillment.where import Whereabouts, where_is
from app.identity.queries import approvers_on, staff_names
from app.kit.clock import Instant
from app.notify.queries import Message, messages_of
from app.orders.changes import OrderRoom
from app.orders.detail import (
    Given,
    RawEvent,
    Taken,
    given_for,
    raw_events,
    taken,
    told_at_first,
)
from app.orders.held import HoldRow, holds_of
from app.orders.notes import Note, notes_of
from app.orders.previews import change_options
from app.orders.queries import OrderCard, OrderLineRow, order_card
from app.payments.queries import Drawer, open_drawer_of
from app.places.queries import all_sites
from app.returns.queries import TakenBack, returns_of
from app.routing.explained import Sourced, sourced_of
from app.storage.outbox import outbox

# What may change a row of the screen: the names of the tables.
ENTITIES = (
    "orders",
    "order_lines",
    "order_events",
    "order_adjustments",
    "order_notes",
    "holds",
    "appeasements",
    "fulfillments",
    "fulfillment_lines",
    "payments",
    "messages",
    "returns",
    "cases",
    "drawers",
    "sourcing_decisions",
)


_unsent = (
    sa.select(sa.func.count())
    .select_from(outbox)
    .where(
        sa.or_(
            outbox.c.command_id.in_(sa.bindparam("commands", expanding=True)),
            outbox.c.body.contains(sa.bindparam("order"), autoescape=False),
        )
    )
)


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """`people` and `sites` name the ids that occur; `gtins`: product → barcode.

    `told`: line → the promise as the customer heard it, where it is another one now.
    `approvers`: command → the second person. `unsent`: acts of this desk that the server has not
    heard of yet.
    """

    card: OrderCard
    room: OrderRoom
    taken: Taken
    customer: CustomerCard | None
    where: Whereabouts
    parcels: tuple[ParcelCard, ...]
    packed: tuple[PackedUnits, ...]
    events: tuple[RawEvent, ...]
    holds: tuple[HoldRow, ...]
    given: tuple[Given, ...]
    notes: tuple[Note, ...]
    messages: tuple[Message, ...]
    returns: tuple[TakenBack, ...]
    cases: tuple[Case, ...]
    sourced: tuple[Sourced, ...]
    drawer: Drawer | None
    unsent: int
    told: Mapping[str, tuple[int | None, int]]
    approvers: Mapping[str, str]
    people: Mapping[str, str]
    sites: Mapping[str, str]
    gtins: Mapping[str, str]

    @property
    def order_id(self) -> str:
        return self.card.head.order_id

    @property
    def currency(self) -> str:
        return self.card.head.currency

    def line(self, line_id: str) -> OrderLineRow | None:
        return next((line for line in self.card.lines if line.line_id == line_id), None)

    def line_for(self, code: str) -> OrderLineRow | None:
        """The line that a scanned barcode or typed SKU means."""
        wanted = code.strip().casefold()
        return next(
            (
                line
                for line in self.card.lines
                if wanted and wanted in (line.sku.casefold(), self.gtins.get(line.product_id))
            ),
            None,
        )


def order_detail(
    db: Connection, order_id: str, *, device_id: str, now: Instant
) -> OrderDetail | None:
    """None when this desk does not hold the order."""
    card = order_card(db, order_id)
    took = taken(db, order_id)
    if card is None or took is None:
        return None
    parcels = tuple(parcels_of(db, order_id))
    events = raw_events(db, order_id)
    back = returns_of(db, order_id)
    cases = tuple(cases_about(db, _subjects(card, parcels, back)))
    customer_id = card.head.customer_id
    products = products_of(db, (line.product_id for line in card.lines))
    notes = notes_of(db, order_id)
    holds, given = holds_of(db, order_id), given_for(db, order_id)
    approvers = approvers_on(db, order_id)
    sourced = sourced_of(db, order_id)
    return OrderDetail(
        card=card,
        room=change_options(db, order_id),
        taken=took,
        customer=customer_card(db, customer_id) if customer_id else None,
        where=where_is(db, order_id, now),
        parcels=parcels,
        packed=packed_in(db, (parcel.fulfillment_id for parcel in parcels)),
        events=events,
        holds=holds,
        given=given,
        notes=notes,
        messages=tuple(messages_of(db, order_id)),
        returns=back,
        cases=cases,
        sourced=sourced,
        drawer=open_drawer_of(db, device_id),
        unsent=_unsent_of(db, order_id, events),
        told=told_at_first(events),
        approvers=approvers,
        people=staff_names(
            db,
            [
                *_staff(took, parcels, events, notes, back, cases),
                *_givers(holds, given, approvers),
                *(one.told_by for one in sourced if one.told_by),
            ],
        ),
        sites={site.site_id: site.name for site in all_sites(db)},
        gtins={product.id: product.gtin for product in products.values() if product.gtin},
    )


def _unsent_of(db: Connection, order_id: str, events: tuple[RawEvent, ...]) -> int:
    """A placing does not name its order yet; the history names its command."""
    asked = {"commands": sorted({event.command_id for event in events}), "order": order_id}
    return int(db.execute(_unsent, asked).scalar_one())


def _subjects(
    card: OrderCard, parcels: tuple[ParcelCard, ...], back: tuple[TakenBack, ...]
) -> Iterator[str]:
    yield card.head.order_id
    yield from (line.line_id for line in card.lines)
    yield from (payment.payment_id for payment in card.payments)
    yield from (parcel.fulfillment_id for parcel in parcels)
    yield from (taken_back.paper.id for taken_back in back)


def _staff(
    took: Taken,
    parcels: tuple[ParcelCard, ...],
    events: tuple[RawEvent, ...],
    notes: tuple[Note, ...],
    back: tuple[TakenBack, ...],
    cases: tuple[Case, ...],
) -> Iterator[str]:
    yield took.placed_by
    yield from (parcel.claimed_by for parcel in parcels if parcel.claimed_by)
    yield from (event.user_id for event in events)
    yield from (note.user_id for note in notes)
    yield from (taken_back.taken_by for taken_back in back)
    for case in cases:
        yield from (case.opened_by, case.resolved_by)


def _givers(
    holds: tuple[HoldRow, ...], given: tuple[Given, ...], approvers: Mapping[str, str]
) -> Iterator[str]:
    for hold in holds:
        yield from (hold.opened_by, hold.closed_by or "")
    for one in given:
        yield from (one.given_by, one.approver_id or "")
    yield from approvers.values()
