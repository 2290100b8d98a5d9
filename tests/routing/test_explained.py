"""A decision tells why as long as it is kept: its sentence, the places that lost, and its proof."""

from app.kit.clock import DAY
from app.routing.explained import Sourced, replays, sourced_of
from app.routing.model import Code
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CENTER, CLERK, MUG, SHIRT, START, Shop, pickup, ship

LATER = START + 9 * DAY  # any service will do


def sourced(shop: Shop, order_id: str) -> tuple[Sourced, ...]:
    with shop.engine.connect() as db:
        return sourced_of(db, order_id)


def send(shop: Shop, *lines, **told) -> str:
    return str(shop.order(*lines, new_customer=SITI, ship_to="home", **told)["order_id"])


def test_a_place_that_was_found_says_why_and_what_the_others_would_have_been(shop: Shop) -> None:
    (found,) = sourced(shop, send(shop, ship(SHIRT, 2, None), ship(MUG, 1, None)))
    assert found.told is None
    assert found.units == 3
    assert len(found.best.site_ids) == 1
    assert found.best.promise_to is not None
    others = {one.site_id for one in found.alternatives}
    assert others
    assert not others & set(found.best.site_ids)
    assert all(one.of == 3 for one in found.alternatives)
    assert [one.dearer_minor for one in found.alternatives] == sorted(
        one.dearer_minor for one in found.alternatives
    )


def test_a_place_that_somebody_chose_stands_beside_the_best_one(shop: Shop) -> None:
    (free,) = sourced(shop, send(shop, ship(SHIRT, 1, None, promise_to=LATER)))
    elsewhere = "bandung" if free.best.site_ids != ("bandung",) else CENTER
    (told,) = sourced(shop, send(shop, ship(SHIRT, 1, elsewhere, promise_to=LATER)))
    assert told.told is not None
    assert told.told.site_ids == (elsewhere,)
    assert told.served is told.told
    assert told.told_by == CLERK.user_id
    assert told.told.cost_minor >= told.best.cost_minor


def test_what_nobody_has_is_explained_too(shop: Shop) -> None:
    for site in ("menteng", "kemang", "bandung", CENTER):
        shop.order(pickup(SHIRT, shop.cell(site, SHIRT)["available"], site))
    (found,) = sourced(shop, send(shop, ship(SHIRT, 1, None)))
    assert found.best.site_ids == ()
    assert found.best.promise_to is None
    assert {one.reason.code for one in found.excluded} == {Code.NO_STOCK}


def test_every_decision_gives_the_same_answer_when_it_is_solved_again(shop: Shop) -> None:
    for count in (1, 3, 60):
        order_id = send(shop, ship(SHIRT, count, None), ship(MUG, 1, None))
        with shop.engine.connect() as db:
            for one in sourced_of(db, order_id):
                assert replays(db, one.decision_id) is True


def test_a_decision_that_is_not_here_proves_nothing(shop: Shop) -> None:
    with shop.engine.connect() as db:
        assert replays(db, "nowhere") is None
        assert sourced_of(db, "nowhere") == ()
