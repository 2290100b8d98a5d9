"""Which cases are whose, and what is each one about: cases joined with the orders they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from app.cases.queries import (
    Case,
    CasePage,
    Counts,
    Cursor,
    Forecast,
    case_card,
    cases_for,
    cases_of_others,
    count_for,
    due_cases,
    forecasts,
    open_cases,
    settled_cases,
)
from app.catalog.lookup import products_of
from app.fulfillment.queries import panel
from app.identity.queries import Person, all_names, people
from app.identity.roles import Role, may
from app.orders.queries import heads_of

MINE, DUE, OTHERS, ALL, SETTLED = "mine", "due", "others", "all", "settled"
FORECAST = "forecast/"  # before the id of a command that waits here
PERMISSION = "case.resolve"
MOST_PEOPLE = 8  # to hand a case to: each has a digit, and nobody has one too

Reader: TypeAlias = Any  # the read lane's connection, whose type belongs to storage


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list. `number` is an order's or a return's; `products` has names by id."""

    id: str
    item: Case | Forecast
    number: str
    order_id: str = ""
    customer: str = ""
    currency: str = "IDR"
    products: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Case, ...] = ()
    made_by: str = ""
    assigned_to: str = ""
    settled_by: str = ""

    @property
    def at(self) -> int:
        return self.item.command.at if isinstance(self.item, Forecast) else self.item.opened_at

    @property
    def open_case(self) -> Case | None:
        """What can be settled."""
        return self.item if isinstance(self.item, Case) and self.item.is_open else None

    @property
    def is_settled(self) -> bool:
        return isinstance(self.item, Case) and not self.item.is_open


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[Entry, ...]
    next: Cursor | None
    counts: Counts


def listed(
    db: Reader, which: str, user_id: str, now: int, cursor: Cursor | None, limit: int
) -> Listing:
    """What this desk itself could not play again stands above the open cases of its people."""
    page = _page(db, which, user_id, now, cursor, limit)
    rows = _entries(db, page.rows)
    if which in (MINE, ALL) and cursor is None:
        rows = [*(_waiting(told) for told in forecasts(db)), *rows]
    return Listing(tuple(rows), page.next, count_for(db, user_id, now))


def entry(db: Reader, entry_id: str) -> Entry | None:
    """One of them whole: with the names of people and products."""
    if entry_id.startswith(FORECAST):
        return next((_waiting(told, db) for told in forecasts(db) if _id(told) == entry_id), None)
    card = case_card(db, entry_id)
    if card is None:
        return None
    wanted = [str(facts.get("product", "")) for facts in (card.case.evidence, *card.case.more)]
    found = products_of(db, filter(None, wanted))
    return replace(
        _entries(db, [card.case])[0],
        products={
            one.id: " ".join(filter(None, (one.name, one.colour, one.size)))
            for one in found.values()
        },
        parts=card.parts,
        made_by=card.opened_by,
        assigned_to=card.assigned_to,
        settled_by=card.resolved_by,
    )


def takers(db: Reader, user_id: str, site_id: str) -> list[Person]:
    """Who else may settle a case and sees it: people of this place first, then those on the
    phone."""
    able = [
        one
        for one in people(db)
        if one.user_id != user_id
        and may(one.role, PERMISSION)
        and (one.site_id in ("", site_id) or one.role == Role.AGENT)
    ]
    return sorted(able, key=lambda one: one.site_id != site_id)[:MOST_PEOPLE]


def _page(
    db: Reader, which: str, user_id: str, now: int, cursor: Cursor | None, limit: int
) -> CasePage:
    match which:
        case "due":
            return due_cases(db, now, cursor, limit)
        case "all":
            return open_cases(db, cursor, limit)
        case "others":
            return cases_of_others(db, user_id, cursor, limit)
        case "settled":
            return settled_cases(db, cursor, limit)
    return cases_for(db, user_id, cursor, limit)


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
    names = all_names(db) if cases else {}
    made = []
    for case in cases:
        head = heads.get(order_of[case.case_id])
        made.append(
            Entry(
                case.case_id,
                case,
                case.number or (head.number if head else ""),
                order_id=head.order_id if head else "",
                customer=head.customer_name if head else "",
                currency=head.currency if head else "IDR",
                assigned_to=names.get(case.assigned_to, ""),
            )
        )
    return made


def _waiting(told: Forecast, db: Reader | None = None) -> Entry:
    names = all_names(db) if db is not None else {}
    made_by = names.get(told.command.user_id, "")
    return Entry(_id(told), told, told.command.number, made_by=made_by)


def _id(told: Forecast) -> str:
    return FORECAST + told.command.command_id
