"""Nothing is told about books that are right, on either side and between them."""

from pathlib import Path

import pytest

from app.insights.verify.runs import CHECKS, CheckResult, verify_desk, verify_pair, verify_server
from app.server.verify_cli import counterpart_door
from tests.insights.conftest import House
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CHINO, MUG, SHIRT, carry, cash, open_shop, pay_link, pickup, ship


def wrong(results: list[CheckResult]) -> dict[str, object]:
    return {one.id: one.violations for one in results if one.ok is False}


def test_a_server_after_a_day_is_clean(house: House) -> None:
    results = list(verify_server(house.server))
    assert wrong(results) == {}
    empty = [one.id for one in results if one.ok and not one.checked]
    assert empty == ["X1", "S8"]  # nothing was delivered on that day


@pytest.mark.parametrize("side", ["care", "till"])
def test_a_desk_with_queued_commands_is_clean(house: House, side: str) -> None:
    results = list(verify_desk(house.side(side)))
    assert wrong(results) == {}
    assert {one.id for one in results if one.skipped} >= {"S1", "S2", "M6", "F1"}


@pytest.mark.parametrize("side", ["care", "till"])
def test_a_desk_and_its_server_agree(house: House, side: str) -> None:
    with counterpart_door(house.server) as server:
        results = list(verify_pair(house.side(side), server))
    assert wrong(results) == {}
    assert [one.id for one in results] == ["F2", "C4", "F3"]
    assert all(one.checked for one in results)


def test_handlers_alone_leave_books_that_are_right(tmp_path: Path) -> None:
    """Without a server around them there is no log to look at, only the trade."""
    shop = open_shop(tmp_path)
    drawer = shop.drawer()
    shop.order(pickup(SHIRT, 3), carry(MUG), tenders=[cash(3 * 499_000 + 89_999, drawer)])
    shop.order(ship(CHINO, 2), tenders=[pay_link(2 * 621_000)], new_customer=SITI, ship_to="home")
    shop.order(pickup(SHIRT, 4))
    of_trade = {check.id for check in CHECKS if check.id[0] in "MSQ"}
    results = list(verify_server(shop.engine, only=of_trade))
    assert wrong(results) == {}
    assert {one.id for one in results} >= of_trade
    shop.engine.dispose()


def test_every_invariant_is_checked_or_said_to_be_skipped(house: House) -> None:
    told = {one.id for one in verify_server(house.server)}
    wanted = (
        "M1 M2 M3 M4 M5 M6 S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 Q1 Q2 Q3 Q4 C1 C2 C3 C4 F1 F2 F3 A1 "
        "A2 A3 I1 X1 X2 X3 X4 X5 X6 W1 W2 G1 R1 R2"
    )
    assert told == set(wanted.split())
    desk = {one.id for one in verify_desk(house.care)}
    assert desk == told | {"D1", "D2"}


def test_a_check_has_one_meaning_on_a_side() -> None:
    pairs = [(check.id, side) for check in CHECKS for side in check.sides]
    assert len(pairs) == len(set(pairs))
