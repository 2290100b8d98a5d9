"""What came otherwise than was told to a customer, in one act: elsewhere, later, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.notify.papers import Item, items_of
from app.notify.words import Words
from app.orders.queries import Event, OrderCard
from app.orders.states import Method
from app.places.papers import PlaceOnPaper, place_on_paper


@dataclass(frozen=True, slots=True)
class Bundle:
    """Items that share a place and a time. `was`: the time that was told before."""

    items: tuple[Item, ...]
    until: int | None
    was: int | None = None
    place: PlaceOnPaper | None = None
    words: Words | None = None  # in the zone of the place


@dataclass(frozen=True, slots=True)
class News:
    """`moved`: to be collected elsewhere; `later`: at another time; `missing`: the customer is
    asked, and `until` is when it could be there, if that is known."""

    moved: tuple[Bundle, ...]
    later: tuple[Bundle, ...]
    missing: tuple[Bundle, ...]


def news_of(db: Connection, order: OrderCard, at: int, words: Words) -> News:
    """By the history: what the act at this instant did."""
    acts = [event for event in order.events if event.at == at]
    lines = {line.line_id: line for line in order.lines}
    collected = {one for one, line in lines.items() if line.method == Method.PICKUP.value}
    moved = [e for e in acts if e.act == "source" and e.line_id in collected]
    later = [e for e in acts if e.act == "re_promise" and e.line_id in lines]
    moved_ids = {event.line_id for event in moved}
    return News(
        moved=tuple(_moved(db, order, moved, words)),
        later=tuple(
            Bundle(items_of(order, [(e.line_id, e.quantity)]), line.promise_to, _last(e.reason))
            for e in later
            if e.line_id not in moved_ids and (line := lines[str(e.line_id)])
        ),
        missing=tuple(
            Bundle(items_of(order, [(e.line_id, e.quantity)]), _last(e.reason))
            for e in acts
            if e.act == "offer"
        ),
    )


def _moved(
    db: Connection, order: OrderCard, moved: Iterable[Event], words: Words
) -> Iterable[Bundle]:
    by_site: dict[str | None, list[tuple[str | None, int]]] = {}
    for event in moved:
        by_site.setdefault(event.site_id, []).append((event.line_id, event.quantity))
    promised = {line.line_id: line.promise_from for line in order.lines}
    for site_id, units in by_site.items():
        place = place_on_paper(db, site_id) if site_id else None
        ready = [at for line_id, _ in units if (at := promised.get(str(line_id)))]
        spoken = Words(words.language, words.currency, place.time_zone) if place else words
        yield Bundle(items_of(order, units), max(ready, default=None), None, place, spoken)


def _last(reason: str) -> int | None:
    """Of `from/to`, or of one instant alone."""
    told = reason.rpartition("/")[2]
    return int(told) if told else None
