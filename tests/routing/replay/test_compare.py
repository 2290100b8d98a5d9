"""Past orders under other rules: the same engine, the same figures, and nothing moves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.routing.engine.costs import Part
from app.routing.engine.decision import Decision
from app.routing.engine.offers import parcels_of
from app.routing.engine.record import unpacked
from app.routing.network import Network
from app.routing.reading import network_of
from app.routing.replay.compare import compare
from app.routing.replay.lanes import Book, Lanes
from app.routing.replay.model import Comparison, Figure, Stopped
from app.routing.replay.paid import paid_minor
from app.routing.replay.past import Past, past_of
from app.routing.replay.running import Replay
from app.routing.rules.model import NO_RULES, Rule, RuleSet, Where, Wish
from app.routing.scarcity import Foretold, foretold
from app.routing.tables import sourcing_decisions
from tests.routing.replay.past_orders import TODAY, busy_store_shop, sold_out_shop
from tests.support.shop import Shop

STORES = Where(kinds=frozenset({"store"}))
STORES_FIRST = RuleSet(
    2, (Rule("1", "Stores first", Wish.PREFER, where=STORES, amount_minor=6_000),)
)
SPARING = (
    Rule(
        "4",
        "Stores that have enough",
        Wish.PREFER,
        where=STORES,
        unless=Where(cover_under_days=10),
        amount_minor=9_000,
    ),
)
NO_STORES = RuleSet(3, (Rule("2", "Centers only", Wish.EXCLUDE, where=STORES),))
NOBODY = RuleSet(4, (Rule("3", "Nobody", Wish.EXCLUDE),))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = sold_out_shop(tmp_path_factory.mktemp("shop"), 90)
    yield shop
    shop.engine.dispose()


def _compared(shop: Shop, old: RuleSet, new: RuleSet) -> Comparison:
    with shop.engine.connect() as db:
        found = compare(db, TODAY, old, new)
    assert isinstance(found, Comparison)
    return found


def _decisions(shop: Shop) -> dict[str, Decision]:
    return {row["order_id"]: unpacked(row["record"]) for row in shop.rows(sourcing_decisions)}


def _replayed(shop: Shop) -> Replay:
    with shop.engine.connect() as db:
        network = replace(network_of(db, Instant(TODAY.end)), rooms={})
        past = past_of(db, TODAY, network.places)
        told = _foretold(db, past, network)
    lanes = Lanes(network)
    replay = Replay(past, lanes, Book(NO_RULES, network), Book(STORES_FIRST, network), told)
    assert list(replay.run())[-1] == len(past.orders)
    return replay


def _foretold(db: Connection, past: Past, network: Network) -> Foretold:
    sites = [place.site_id for place in network.places]
    return foretold(db, list(past.shelves.products), sites, {}, Instant(TODAY.end))


def test_each_order_goes_again_where_it_went_when_it_was_placed(shop: Shop) -> None:
    replay, live = _replayed(shop), _decisions(shop)
    columns = {column: site for site, column in replay.past.shelves.places.items()}
    sent = [
        pair for pair in zip(replay.past.orders, replay.old.placed, strict=True) if pair[0].needs
    ]
    assert len(sent) > 60
    for order, again in sent:
        then = live[order.order_id]
        parcels = parcels_of(then.priced, then.solution)
        went = sorted((p.site_id, sum(q.quantity for q in p.quantities)) for p in parcels)
        assert sorted((columns[place], units) for place, units in again.parcels) == went
        assert again.promise_to == max((p.promise_to for p in parcels), default=None)
    assert any(again.left for _, again in sent), "the shelves were empty in the end"


def test_the_last_units_of_a_busy_store_are_as_dear_again(tmp_path: Path) -> None:
    """The forecast prices them when the orders are placed, and so it does when they go again."""
    shop, span = busy_store_shop(tmp_path, 40)
    live = _decisions(shop)
    with shop.engine.connect() as db:
        network = replace(network_of(db, Instant(span.end)), rooms={})
        past = past_of(db, span, network.places)
        sites = [place.site_id for place in network.places]
        told = foretold(db, list(past.shelves.products), sites, {}, Instant(span.end))
        found = compare(db, span, NO_RULES, STORES_FIRST)
    assert told.tells
    book = Book(NO_RULES, network)
    replay = Replay(past, Lanes(network), book, book, told)
    list(replay.run())
    sent = [order for order in past.orders if order.needs]
    assert any(Part.SCARCITY in live[order.order_id].priced.line for order in sent)
    again = [one for order, one in zip(past.orders, replay.old.placed, strict=True) if order.needs]
    paid = [paid_minor(live[o.order_id].priced, live[o.order_id].solution) for o in sent]
    assert [one.paid_minor for one in again] == paid
    assert isinstance(found, Comparison)
    assert found.orders == len(sent)
    shop.engine.dispose()


def test_a_rule_about_cover_weighs_again_as_it_did_live(tmp_path: Path) -> None:
    """Stores are preferred unless they run out: by the same forecast then and again."""
    shop, span = busy_store_shop(tmp_path, 40, SPARING)
    live = _decisions(shop)
    with shop.engine.connect() as db:
        network = replace(network_of(db, Instant(span.end)), rooms={})
        past = past_of(db, span, network.places)
        told = _foretold(db, past, network)
    book = Book(RuleSet(9, SPARING), network)
    replay = Replay(past, Lanes(network), book, book, told)
    list(replay.run())
    spared = []
    for order, again in zip(past.orders, replay.old.placed, strict=True):
        if not order.needs:
            continue
        then = live[order.order_id].priced
        assert again.paid_minor == paid_minor(then, live[order.order_id].solution)
        money = dict(
            zip([one.site_id for one in then.sources], then.parcel[Part.RULES], strict=True)
        )
        spared += [money["menteng"] == 0] if money.get("kemang") and "menteng" in money else []
    assert any(spared), "the rule about cover was never asked"
    assert not all(spared), "what lasts is not spared"
    shop.engine.dispose()


def test_the_cost_of_an_order_is_what_the_live_engine_wrote_down(shop: Shop) -> None:
    found = _compared(shop, NO_RULES, STORES_FIRST)
    served = [d for d in _decisions(shop).values() if parcels_of(d.priced, d.solution)]
    paid = sum(paid_minor(decision.priced, decision.solution) for decision in served)
    assert found.line(Figure.COST).old == pytest.approx(paid / len(served))
    assert found.left_out == 0


def test_the_same_rules_change_nothing(shop: Shop) -> None:
    found = _compared(shop, NO_RULES, replace(NO_RULES, version=9))
    assert found.changed_orders == 0
    assert all(line.old == line.new and line.better is None for line in found.lines)


def test_preferred_stores_send_more_and_each_changed_order_has_its_reason(shop: Shop) -> None:
    found = _compared(shop, NO_RULES, STORES_FIRST)
    loads = {load.site_id: load for load in found.loads}
    assert loads["kemang"].new > loads["kemang"].old
    assert loads["center"].new < loads["center"].old
    assert 0 < len(found.changed) <= min(20, found.changed_orders)
    assert all(one.reason.facts for one in found.changed)
    assert any(one.old_places == ("Center",) for one in found.changed)


def test_rules_that_shut_the_stores_leave_units_without_a_place(shop: Shop) -> None:
    found = _compared(shop, NO_RULES, NO_STORES)
    fill = found.line(Figure.FILL)
    assert fill.new is not None
    assert fill.old is not None
    assert fill.new < fill.old


def test_rules_that_exclude_everything_are_told_as_figures_not_as_an_error(shop: Shop) -> None:
    found = _compared(shop, NO_RULES, NOBODY)
    assert found.line(Figure.FILL).new == 0
    assert found.line(Figure.COST).new is None
    assert found.changed[0].new_places == ()
    assert found.changed[0].new_days == -1


def test_a_second_replay_says_the_same_to_the_last_digit(shop: Shop) -> None:
    assert _compared(shop, NO_RULES, STORES_FIRST) == _compared(shop, NO_RULES, STORES_FIRST)


def test_who_stops_a_replay_is_told_how_far_it_came(shop: Shop) -> None:
    with shop.engine.connect() as db:
        found = compare(db, TODAY, NO_RULES, STORES_FIRST, progress=lambda done, _of: False)
    assert found == Stopped(0, 90)


def test_a_span_without_orders_has_nothing_to_tell(shop: Shop) -> None:
    empty = replace(TODAY, start=Instant(TODAY.end), end=Instant(TODAY.end + 1_000_000))
    with shop.engine.connect() as db:
        found = compare(db, empty, NO_RULES, STORES_FIRST)
    assert isinstance(found, Comparison)
    assert (found.orders, found.changed, found.line(Figure.COST).old) == (0, (), None)


def test_a_replay_writes_nothing(tmp_path: Path, shop: Shop) -> None:
    before = [dict(row) for row in shop.rows(sourcing_decisions)]
    _compared(shop, NO_RULES, STORES_FIRST)
    assert [dict(row) for row in shop.rows(sourcing_decisions)] == before
