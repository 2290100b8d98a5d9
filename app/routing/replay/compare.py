"""Past orders placed again under two rule sets, through the engine that places orders today.

What is not recorded is as of now: rates, hours, handling, which places there are, what customers
are foretold to want. How busy a place was, which carrier did not come and who was not heard is not
known: nobody is turned away for it.
Orders, goods and customers are as then; of places whose stock lies elsewhere goods are as of now,
with what these orders took put back.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.routing.reading import network_of
from app.routing.replay.figures import lines_of, loads_of
from app.routing.replay.lanes import Book, Lanes
from app.routing.replay.model import (
    MOST_CHANGED,
    Changed,
    Comparison,
    Progress,
    Span,
    Stopped,
)
from app.routing.replay.past import past_of
from app.routing.replay.placed import Placed
from app.routing.replay.running import Changed as Other
from app.routing.replay.running import Replay
from app.routing.replay.shelves import AT_ONCE
from app.routing.rules.model import RuleSet
from app.routing.scarcity import Foretold, foretold
from app.stock.forecast.reading import WalkIn


def compare(
    db: Connection,
    span: Span,
    old: RuleSet,
    new: RuleSet,
    *,
    progress: Progress = lambda _done, _of: True,
) -> Comparison | Stopped:
    """The orders placed in `span` that this database holds."""
    network = replace(network_of(db, Instant(span.end)), rooms={}, outages={}, silent={})
    past = past_of(db, span, network.places)
    lanes = Lanes(network)
    sites = [place.site_id for place in network.places]
    told = _foretold(db, list(past.shelves.products), sites, Instant(span.end))
    replay = Replay(past, lanes, Book(old, network), Book(new, network), told)
    many = len(past.orders)
    if not progress(0, many):
        return Stopped(0, many)
    for done in replay.run():
        if not progress(done, many):
            return Stopped(done, many)
    progress(many, many)
    return _told(span, replay, [(place.site_id, place.name) for place in network.places])


def _foretold(
    db: Connection, products: Sequence[str], sites: Sequence[str], now: Instant
) -> Foretold:
    starts = range(0, max(1, len(products)), AT_ONCE)
    parts = [foretold(db, products[at : at + AT_ONCE], sites, {}, now) for at in starts]
    walk_in = WalkIn(
        np.concatenate([part.walk_in.mean for part in parts]),
        np.concatenate([part.walk_in.wide for part in parts]),
        np.concatenate([part.walk_in.known for part in parts]),
    )
    return Foretold(
        walk_in=walk_in,
        days=np.concatenate([part.days for part in parts]),
        around=np.concatenate([part.around for part in parts]),
        saves=np.concatenate([part.saves for part in parts]),
        opening=np.concatenate([part.opening for part in parts]),
    )


def _told(span: Span, replay: Replay, names: list[tuple[str, str]]) -> Comparison:
    past, old, new = replay.past, replay.old, replay.new
    sent = [order for order in past.orders if order.needs]
    days = sorted({order.day for order in past.orders} | {*old.missed})
    return Comparison(
        span=span,
        old_version=old.book.version,
        new_version=new.book.version,
        orders=len(sent),
        days=len(days),
        left_out=past.left_out,
        currency=past.currency,
        lines=lines_of(past.orders, old, new, days),
        loads=loads_of(names, old, new, len(days)),
        changed_orders=len(replay.changed),
        changed=_most_changed(replay, [name for _, name in names]),
    )


def _most_changed(replay: Replay, names: list[str]) -> tuple[Changed, ...]:
    def change(at: int) -> int:
        """What finds no place counts as what it would have been sold for."""
        old, new = replay.old.placed[at], replay.new.placed[at]
        return new.paid_minor + new.left_minor - old.paid_minor - old.left_minor

    ranked = sorted(replay.changed, key=lambda one: (-abs(change(one.at)), one.at))
    return tuple(_changed(replay, one, names) for one in ranked[:MOST_CHANGED])


def _changed(replay: Replay, other: Other, names: list[str]) -> Changed:
    at = other.at
    order, old, new = replay.past.orders[at], replay.old.placed[at], replay.new.placed[at]
    return Changed(
        order_id=order.order_id,
        number=order.number,
        old_places=_places(old, names),
        new_places=_places(new, names),
        old_minor=old.paid_minor,
        new_minor=new.paid_minor,
        old_days=-1 if old.left else old.days,
        new_days=-1 if new.left else new.days,
        reason=replay.reason(other),
    )


def _places(placed: Placed, names: list[str]) -> tuple[str, ...]:
    return tuple(names[place] for place, _ in placed.parcels)
