"""Which tasks are open here, and what is each one about: cases joined with the orders they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.cases.queries import (
    Case,
    Forecast,
    case_card,
    count_open,
    forecasts,
    open_cases,
    settled_cases,
)
from app.catalog.lookup import products_of
from app.fulfillment.queries import panel
from app.identity.queries import people
from app.orders.queries import heads_of

OPEN, SETTLED = "open", "settled"
FORECAST = "forecast/"  # before the id of a command that waits here

Reader: TypeAlias = Any  # the read lane's connection, whose type belongs to storage


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list. `number` is an order's or a return's; `products` has names by id."""

    id: str
    item: Case | Forecast
    number: str
    currency: str = "IDR"
    products: Mapping[str, str] = field(default_factory=dict)
    made_by: str = ""
    settled_by: str = ""

    @property
    def at(self) -> int:
        return self.item.command.at if isinstance(self.item, Forecast) else self.item.opened_at


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[Entry, ...]
    next: tuple[int, str] | None
    open_count: int


def listed(db: Reader, which: str, cursor: tuple[int, str] | None, limit: int) -> Listing:
    """Newest first; what this desk itself could not play again stands above the open cases."""
    page = (open_cases if which == OPEN else settled_cases)(db, cursor, limit)
    rows = _entries(db, page.rows)
    if which == OPEN and cursor is None:
        rows = [*(_waiting(told) for told in forecasts(db)), *rows]
    return Listing(tuple(rows), page.next, count_open(db))


def entry(db: Reader, entry_id: str) -> Entry | None:
    """One of them whole: with the names of people and products."""
    if entry_id.startswith(FORECAST):
        return next((_waiting(told, db) for told in forecasts(db) if _id(told) == entry_id), None)
    card = case_card(db, entry_id)
    if card is None:
        return None
    bare = _entries(db, [card.case])[0]
    wanted = [str(facts.get("product", "")) for facts in (card.case.evidence, *card.case.more)]
    found = products_of(db, filter(None, wanted))
    return Entry(
        bare.id,
        card.case,
        bare.number,
        bare.currency,
        {
            one.id: " ".join(filter(None, (one.name, one.colour, one.size)))
            for one in found.values()
        },
        card.opened_by,
        card.resolved_by,
    )


def _entries(db: Reader, rows: Iterable[Case]) -> list[Entry]:
    cases = list(rows)
    parcels = {
        case.subject_id: parcel.card.order_id
        for case in cases
        if case.subject == "fulfillments" and not case.order_id
        if (parcel := panel(db, case.subject_id)) is not None
    }
    order_of = {case.case_id: case.order_id or parcels.get(case.subject_id, "") for case in cases}
    heads = heads_of(db, {order_id for order_id in order_of.values() if order_id})
    made = []
    for case in cases:
        head = heads.get(order_of[case.case_id])
        number = case.number or (head.number if head else "")
        made.append(Entry(case.case_id, case, number, head.currency if head else "IDR"))
    return made


def _waiting(told: Forecast, db: Reader | None = None) -> Entry:
    names = {one.user_id: one.name for one in people(db)} if db is not None else {}
    made_by = names.get(told.command.user_id, "")
    return Entry(_id(told), told, told.command.number, made_by=made_by)


def _id(told: Forecast) -> str:
    return FORECAST + told.command.command_id
