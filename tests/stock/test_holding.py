"""What is kept for a draft is nobody else's, ends by itself, and becomes its order's claim."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.actor import SYSTEM
from app.kit.clock import DAY, MINUTE, after
from app.kit.errors import Refusal
from app.orders.tables import order_lines
from app.routing.available import supply_of
from app.stock.commands import AskHold, HeldUnits, LetHoldGo, TidyHolds
from app.stock.holding import LASTS
from app.stock.holds import any_over, kept_for
from app.stock.tables import stock_cells, stock_holds
from app.storage.schema import Side
from tests.support.lent import lend
from tests.support.shop import (
    AGENT,
    CHINO,
    CLERK,
    MUG,
    SHIRT,
    START,
    Shop,
    open_shop,
    pickup,
)

DRAFT, OTHER = "draft-1", "draft-2"


def ask(*units: tuple[str, int], hold: str = DRAFT, site: str = "menteng", lasts: int = LASTS):
    told = [HeldUnits(site_id=site, product_id=what, quantity=count) for what, count in units]
    return AskHold(hold_id=hold, units=told, lasts=lasts)


def free(shop: Shop, product_id: str, hold: str = "", site: str = "menteng") -> int:
    """What a draft could promise now."""
    with shop.engine.connect() as db:
        told = supply_of(db, [product_id], now=shop.now, hold_id=hold)
        return told.free[site, product_id]


def kept(shop: Shop, hold: str = DRAFT):
    with shop.engine.connect() as db:
        return kept_for(db, hold, shop.now)


def test_kept_units_are_free_for_their_draft_and_for_nobody_else(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 4)))
    assert (free(shop, SHIRT), free(shop, SHIRT, DRAFT)) == (1, 5)
    told = shop.perform(ask((SHIRT, 2), hold=OTHER), AGENT)
    assert told["not_free"] == [SHIRT]
    assert kept(shop, OTHER).refused
    shop.order(pickup(SHIRT, 2))
    assert shop.only(order_lines)["backordered"] == 1


def test_placing_turns_the_hold_into_claims(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 5)))
    shop.order(pickup(SHIRT, 5), hold_id=DRAFT)
    assert shop.only(order_lines)["released"] == 5
    assert (shop.cell("menteng", SHIRT)["held"], shop.cell("menteng", SHIRT)["reserved"]) == (0, 5)
    assert shop.only(stock_holds)["state"] == "committed"


def test_another_desk_cannot_place_on_it(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 5)))
    shop.order(pickup(SHIRT, 5), hold_id=DRAFT, actor=AGENT)
    assert shop.only(order_lines)["backordered"] == 5


def test_another_basket_moves_the_hold(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 4), (MUG, 2)))
    shop.perform(ask((SHIRT, 1), (CHINO, 2)))
    held = {row["product_id"]: row["held"] for row in shop.rows(stock_cells, site_id="menteng")}
    assert (held[SHIRT], held[MUG], held[CHINO]) == (1, 0, 2)
    assert kept(shop).units == 3


def test_asked_again_it_lasts_longer_and_is_not_doubled(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 4)))
    first = kept(shop).expires_at
    shop.perform(ask((SHIRT, 4)))
    assert kept(shop).expires_at > first
    assert shop.cell("menteng", SHIRT)["held"] == 4
    assert len(shop.rows(stock_holds)) == 1


def test_what_ran_out_counts_for_nothing_although_nobody_tidied(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 5), lasts=MINUTE))
    shop.now = after(shop.now, 2 * MINUTE)
    assert free(shop, SHIRT) == 5
    assert kept(shop) is None
    shop.order(pickup(SHIRT, 5))
    assert shop.only(order_lines)["released"] == 5
    assert shop.only(stock_holds)["state"] == "expired"


def test_a_hold_that_ran_out_while_placing_is_sourced_afresh_and_once(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 3), lasts=MINUTE))
    shop.now = after(shop.now, 2 * MINUTE)
    shop.order(pickup(SHIRT, 3), hold_id=DRAFT)
    assert shop.only(order_lines)["released"] == 3
    assert shop.cell("menteng", SHIRT)["reserved"] == 3


def test_a_hold_that_somebody_else_used_up_meanwhile_waits_for_supply(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 3), lasts=MINUTE))
    shop.now = after(shop.now, 2 * MINUTE)
    shop.order(pickup(SHIRT, 5))
    shop.order(pickup(SHIRT, 3), hold_id=DRAFT)
    assert sorted(row["backordered"] for row in shop.rows(order_lines)) == [0, 3]


def test_the_job_writes_down_what_ran_out(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 5), lasts=MINUTE))
    with shop.engine.connect() as db:
        assert not any_over(db, shop.now)
    shop.now = after(shop.now, 2 * MINUTE)
    with shop.engine.connect() as db:
        assert any_over(db, shop.now)
    assert shop.perform(TidyHolds(), SYSTEM) == {"ended": 1}
    assert shop.cell("menteng", SHIRT)["held"] == 0


def test_let_go_is_free_at_once_and_twice_is_no_trouble(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 5)))
    assert shop.perform(LetHoldGo(hold_id=DRAFT)) == {"released": 1}
    assert shop.perform(LetHoldGo(hold_id=DRAFT)) == {"released": 0}
    assert free(shop, SHIRT) == 5


def test_only_the_device_that_asked_moves_or_ends_it(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 5)))
    with pytest.raises(Refusal, match="kept_elsewhere"):
        shop.perform(ask((SHIRT, 1)), AGENT)
    shop.perform(LetHoldGo(hold_id=DRAFT), AGENT)
    assert kept(shop).units == 5


def test_lent_and_protected_units_cannot_be_kept(shop: Shop) -> None:
    with shop.acting() as uow:
        lend(
            uow,
            device_id="elsewhere",
            site_id="menteng",
            product_id=SHIRT,
            quantity=3,
            until=START + DAY,
        )
    assert shop.perform(ask((SHIRT, 3)))["not_free"] == [SHIRT]
    assert shop.perform(ask((SHIRT, 2)))["not_free"] == []


def test_rows_are_written_anew_rather_than_piling_up(shop: Shop) -> None:
    for draft in range(20):
        shop.perform(ask((SHIRT, 1), (MUG, 1), hold=f"draft-{draft}"))
        shop.perform(LetHoldGo(hold_id=f"draft-{draft}"))
    assert len(shop.rows(stock_holds)) == 2


def test_a_desk_asks_and_the_server_answers(shop: Shop) -> None:
    shop.perform(ask((SHIRT, 2)), side=Side.DESK)
    assert (kept(shop).units, kept(shop).confirmed) == (2, False)
    shop.perform(ask((SHIRT, 2), hold=OTHER), AGENT)
    assert kept(shop, OTHER).confirmed


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ask((SHIRT, 0)), "quantity_out_of_range"),
        (ask((SHIRT, 10_000)), "quantity_out_of_range"),
        (ask((SHIRT, 1), lasts=0), "lease_too_long"),
        (ask((SHIRT, 1), lasts=DAY), "lease_too_long"),
        (ask(*[(SHIRT, 1)] * 501), "too_many_lines"),
    ],
)
def test_nonsense_is_refused(shop: Shop, command: AskHold, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        shop.perform(command)


def test_a_place_or_product_nobody_knows_is_not_free(shop: Shop) -> None:
    assert shop.perform(ask(("ghost", 1)))["not_free"] == ["ghost"]
    assert shop.perform(ask((SHIRT, 1), site="nowhere"))["not_free"] == [SHIRT]


_acts = st.lists(
    st.tuples(
        st.sampled_from(["ask", "go", "place", "wait", "tidy"]),
        st.sampled_from([DRAFT, OTHER]),
        st.integers(1, 6),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None)
@given(acts=_acts)
def test_held_is_what_its_rows_say_and_never_more_than_is_there(tmp_path_factory, acts) -> None:
    shop = open_shop(tmp_path_factory.mktemp("shop"))
    actors = {DRAFT: CLERK, OTHER: AGENT}
    for act, draft, count in acts:
        if act == "ask":
            shop.perform(ask((SHIRT, count), (MUG, 1), hold=draft), actors[draft])
        elif act == "go":
            shop.perform(LetHoldGo(hold_id=draft), actors[draft])
        elif act == "place":
            shop.order(pickup(SHIRT, count), hold_id=draft, actor=actors[draft])
        elif act == "wait":
            shop.now += count * 4 * MINUTE
        else:
            shop.perform(TidyHolds(), SYSTEM)
        for cell in shop.rows(stock_cells, site_id="menteng"):
            rows = shop.rows(stock_holds, cell_id=cell["id"])
            live = sum(r["quantity"] for r in rows if r["state"] in {"held", "requested"})
            assert cell["held"] == live
            assert cell["reserved"] + cell["held"] <= cell["available"]
    shop.check()
    shop.engine.dispose()
