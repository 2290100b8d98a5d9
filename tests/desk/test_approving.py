"""A second person's yes is signed by the server, or, without it, proven by the PIN on this desk."""

import pytest

from app.identity.approval import require_proof
from app.kit.errors import Refusal
from app.sync.rebase import state_of
from tests.desk.house import House, wait_until
from tests.sync.shop import PIN


def told(house: House, desk, *, pin: str = PIN, who: str = "manager", amount: int = 5_000_000):
    return desk.approve(
        house.shop.users[who],
        pin,
        permission="return.known",
        amount=amount,
        requester_id=house.shop.users["clerk"],
    )


def proven(house: House, desk, approval) -> None:
    key = desk.ask(lambda db: state_of(db)["server_key"]).result(10)
    require_proof(approval, device_id=desk.device_id, command_id=approval.command_id, key=key)


def refused(future) -> str:
    with pytest.raises(Refusal) as caught:
        future.result(20)
    return caught.value.code


def test_online_the_server_sees_the_pin_and_signs(house: House) -> None:
    desk = house.desk(1)
    proven(house, desk, told(house, desk).result(20))
    assert refused(told(house, desk, pin="000000")) == "wrong_pin"
    assert refused(told(house, desk, who="clerk")) == "approval_invalid"
    assert refused(told(house, desk, amount=50_000_000)) == "approver_too_low"


def test_offline_only_who_signed_in_here_may_say_yes(house: House) -> None:
    desk = house.desk(1)
    house.sign_in(desk, "manager")
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline", 10)
    proven(house, desk, told(house, desk).result(20))
    assert refused(told(house, desk, pin="000000")) == "wrong_pin"
    assert refused(told(house, desk, amount=50_000_000)) == "approver_too_low"
    assert refused(told(house, desk, who="agent")) == "never_signed_in_here"
