"""A lost desk is closed by the manager of its place, and another person lets it pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identity.approval import Approval
from app.identity.commands import RevokeDevice
from app.identity.tables import devices, users
from app.kit.actor import SYSTEM, Actor
from app.kit.errors import Refusal
from tests.support.shop import CLERK, MANAGER, Shop, open_shop

BOSS = Actor(user_id="boss", role="admin", device_id="office", site_id="center")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    with shop.acting() as uow:
        for lost, site in (("lost", "menteng"), ("far", "kemang")):
            uow.insert(devices, {"id": lost, "site_id": site, "number": 9, "name": lost})
        boss = {"id": "boss", "staff_number": "900", "name": "Boss", "role": "admin"}
        uow.insert(users, {**boss, "active": True, "pin_hash": "none"})
    yield shop
    shop.engine.dispose()


def yes(shop: Shop) -> Approval:
    return Approval(
        approver_id="boss",
        permission="device.revoke",
        amount=1,
        command_id="c" * 32,
        at=shop.now,
        token="signed",
    )


def refused(shop: Shop, actor: Actor, device_id: str, approval: Approval | None = None) -> str:
    with pytest.raises(Refusal) as told:
        shop.perform(RevokeDevice(device_id=device_id, approval=approval), actor)
    return told.value.code


def test_a_manager_needs_a_second_person(shop: Shop) -> None:
    assert refused(shop, MANAGER, "lost") == "needs_approval"
    assert shop.only(devices, id="lost")["revoked_at"] is None
    approved = RevokeDevice(device_id="lost", approval=yes(shop))
    shop.perform(approved, MANAGER, command_id="c" * 32)
    assert shop.only(devices, id="lost")["revoked_at"] == shop.now


def test_only_desks_of_the_own_place_and_not_the_one_in_use(shop: Shop) -> None:
    assert refused(shop, MANAGER, "far", yes(shop)) == "device_of_another"
    assert refused(shop, MANAGER, MANAGER.device_id, yes(shop)) == "own_device"
    assert refused(shop, MANAGER, "nobody", yes(shop)) == "device_unknown"
    assert refused(shop, CLERK, "lost", yes(shop)) == "not_allowed"


@pytest.mark.parametrize("who", [BOSS, SYSTEM])
def test_the_office_closes_any(shop: Shop, who: Actor) -> None:
    shop.perform(RevokeDevice(device_id="far"), who)
    assert shop.only(devices, id="far")["revoked_at"] == shop.now
    closed = shop.now
    shop.perform(RevokeDevice(device_id="far"), who)
    assert shop.only(devices, id="far")["revoked_at"] == closed, "since when it is closed stays"
