"""What a silent store has may be gone: told, and priced by what its customers buy meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, MINUTE, Instant
from app.orders.states import Method
from app.places.silence import Silence, TellSilence, contacts, keep_contacts, silences
from app.routing.engine.asking import Scarcity
from app.routing.engine.explain import why
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.model import Code
from app.routing.queries import Wanted, needs_of
from app.routing.reading import network_of
from app.routing.scarcity import scarcity_of
from app.routing.silence import SILENT_AFTER, changes, days_unseen
from app.stock.forecast.nightly import ReckonDemand
from app.stock.lookup import free_of
from tests.routing.world import NOW, asked, jakarta, need, network
from tests.support.shop import SHIRT, Shop, carry, open_shop

WEEKS = 4


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Menteng sells a shirt a day."""
    shop = open_shop(tmp_path)
    shop.stock("menteng", SHIRT, WEEKS * 7)
    for _ in range(WEEKS * 7):
        shop.now = Instant(shop.now + DAY)
        shop.order(carry(SHIRT))
    shop.perform(ReckonDemand(site_id="menteng"), SYSTEM)
    yield shop
    shop.engine.dispose()


def told(shop: Shop) -> Scarcity:
    with shop.engine.connect() as db:
        needs = needs_of(db, [Wanted("1", SHIRT, 1)])
        return scarcity_of(
            db, network_of(db, shop.now), needs, free_of(db, [SHIRT]), {}, now=shop.now
        )


def silent(shop: Shop, since: int | None, site: str = "menteng") -> None:
    shop.perform(TellSilence(places=[Silence(site_id=site, since=since)]), SYSTEM)


def test_a_unit_of_a_silent_store_costs_more_the_longer_it_is_silent(shop: Shop) -> None:
    assert not told(shop).stale_minor
    cell, found = ("menteng", SHIRT), []
    for days in (1, 3, 9):
        silent(shop, shop.now - days * DAY)
        found.append(told(shop).stale_minor[cell])
    assert 0 < found[0] < found[1] < found[2] <= 15_000, "at most what another parcel costs"
    silent(shop, None)
    assert not told(shop).stale_minor


def test_of_a_place_whose_customers_nobody_foretells_nothing_is_known(shop: Shop) -> None:
    silent(shop, shop.now - 9 * DAY, "kemang")
    assert not told(shop).stale_minor


def test_the_reason_is_told() -> None:
    """The nearer store has it by figures of this morning."""
    stock = {("near", "tee"): 1, ("far", "tee"): 5}
    known = World(network(), stock, scarcity=Scarcity(stale_minor={("near", "tee"): 9_000}))
    priced = known.priced(asked([need("tee")], Method.SHIP))
    reason = why(priced, solve(priced.problem))
    assert reason.code is Code.STALE_STOCK
    assert (reason.facts["than"], reason.facts["part"]) == ("Near", "stale")


# ---------------------------------------------------------------- who is silent

OPEN = jakarta(4, 10)  # Tuesday; shops are open from 10 to 22


def test_a_night_without_a_word_is_no_silence() -> None:
    heard = {"near": jakarta(3, 22)}
    assert not list(changes(network(), heard, jakarta(4, 9, 59)))
    assert not list(changes(network(), heard, Instant(OPEN + SILENT_AFTER)))
    told_now = list(changes(network(), heard, Instant(OPEN + SILENT_AFTER + 1)))
    assert told_now == [Silence(site_id="near", since=jakarta(3, 22))]


def test_what_is_heard_again_is_told_once_and_what_never_was_heard_never() -> None:
    known = network(silent={"near": OPEN, "middle": OPEN})
    heard = {"near": jakarta(4, 12), "middle": OPEN}
    found = list(changes(known, heard, jakarta(4, 12, 10)))
    assert found == [Silence(site_id="near", since=None)]
    assert not list(changes(network(), {}, jakarta(4, 20)))


@given(st.integers(0, 14 * 24 * 60))
def test_days_unseen_are_days_of_business(minutes: int) -> None:
    known = network(silent={"near": OPEN})
    place = next(one for one in known.places if one.site_id == "near")
    days = days_unseen(known, place, Instant(OPEN + minutes * MINUTE))
    whole, rest = divmod(minutes, 24 * 60)
    assert days == pytest.approx(whole + min(rest, 12 * 60) / (12 * 60))


def test_the_latest_word_counts_whoever_heard_it(shop: Shop) -> None:
    with shop.engine.begin() as db:
        keep_contacts(db, {"menteng": Instant(NOW + HOUR), "kemang": NOW})
        keep_contacts(db, {"menteng": NOW})
        assert contacts(db) == {"menteng": NOW + HOUR, "kemang": NOW}
        assert silences(db) == {}
