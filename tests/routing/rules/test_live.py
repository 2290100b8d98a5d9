"""What is live decides where an order comes from, at once and by itself."""

from app.kit.actor import SYSTEM
from app.kit.clock import DAY
from app.orders.states import Method
from app.orders.tables import order_lines
from app.routing.model import Code
from app.routing.queries import Wanted, promise_for
from app.routing.rules.commands import LoadedSet, LoadRules
from app.routing.rules.model import Rule, Where, Wish
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CENTER, SHIRT, START, STORES, Shop, ship


def load(shop: Shop, *rules: Rule, at: int | None = None) -> None:
    shop.perform(LoadRules(sets=(LoadedSet(name="Sourcing", rules=rules, at=at),)), SYSTEM)


def only(*sites: str) -> Rule:
    return Rule("only", "Only these", Wish.REQUIRE, where=Where(sites=frozenset(sites)))


def test_an_order_comes_from_where_the_live_rules_let_it(shop: Shop) -> None:
    load(shop, only("kemang"))
    shop.order(ship(SHIRT, 1, None), new_customer=SITI, ship_to="home")
    assert shop.only(order_lines)["site_id"] == "kemang"


def test_what_a_rule_shuts_out_is_told_with_its_name(shop: Shop) -> None:
    load(shop, Rule("no", "No stores today", Wish.EXCLUDE, where=Where(kinds=frozenset({"store"}))))
    with shop.engine.connect() as db:
        told = promise_for(
            db, [Wanted("1", SHIRT, 1)], method=Method.SHIP, now=shop.now, postcode="10310"
        )
    assert {parcel.site_id for option in told.options for parcel in option.parcels} == {CENTER}
    out = {one.site_id: one.reason for one in told.excluded}
    assert {out[site].code for site in STORES} == {Code.RULE_EXCLUDED}
    assert {out[site].facts["rule"] for site in STORES} == {"No stores today"}


def test_under_rules_that_exclude_everything_an_order_waits_and_says_why(shop: Shop) -> None:
    load(shop, Rule("all", "Nothing leaves", Wish.EXCLUDE))
    with shop.engine.connect() as db:
        told = promise_for(
            db, [Wanted("1", SHIRT, 1)], method=Method.SHIP, now=shop.now, postcode="10310"
        )
    assert {one.reason.code for one in told.excluded} == {Code.RULE_EXCLUDED}
    shop.order(ship(SHIRT, 1, None), new_customer=SITI, ship_to="home")
    assert shop.only(order_lines)["backordered"] == 1


def test_rules_that_begin_tomorrow_change_nothing_today(shop: Shop) -> None:
    load(shop, only("kemang"))
    load(shop, only("bandung"), at=START + DAY)
    shop.order(ship(SHIRT, 1, None), new_customer=SITI, ship_to="home")
    assert shop.only(order_lines)["site_id"] == "kemang"
