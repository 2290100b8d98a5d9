"""Who has left may do nothing more, since a time that stays; the office alone ends and opens it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identity.commands import DismissUser, ReadmitUser
from app.identity.queries import actor_of, actor_then, all_names, is_closed, people
from app.identity.tables import users
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import HOUR, Instant
from app.kit.errors import Refusal
from tests.support.shop import CLERK, MANAGER, Shop, open_shop

ADMIN = Actor(user_id="boss", role="admin", device_id="office", site_id="center")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    with shop.acting() as uow:
        for user_id, role in (("leaver", "clerk"), ("boss", "admin"), ("second", "admin")):
            told = {"staff_number": user_id, "name": user_id.title(), "pin_hash": "none"}
            uow.insert(users, {"id": user_id, "role": role, "active": True, **told})
    yield shop
    shop.engine.dispose()


def dismiss(shop: Shop, user_id: str, actor: Actor = SYSTEM) -> None:
    shop.perform(DismissUser(user_id=user_id), actor)


def test_since_when_somebody_is_gone_stays(shop: Shop) -> None:
    dismiss(shop, "leaver")
    since = shop.now
    shop.now = Instant(since + HOUR)
    dismiss(shop, "leaver")
    row = shop.only(users, id="leaver")
    assert (row["active"], row["revoked_at"]) == (False, since)


def test_who_is_gone_is_asked_for_nothing_and_keeps_the_name(shop: Shop) -> None:
    dismiss(shop, "leaver")
    with shop.engine.begin() as db:
        assert is_closed(db, "leaver")
        assert "leaver" not in {person.user_id for person in people(db)}
        assert actor_of(db, "leaver", CLERK.device_id).role == ""
        assert actor_then(db, "leaver", CLERK.device_id).role == "clerk"
        assert all_names(db)["leaver"] == "Leaver"
        assert not is_closed(db, "boss")
        assert not is_closed(db, "nobody")


def test_a_mistake_is_taken_back(shop: Shop) -> None:
    dismiss(shop, "leaver")
    for _ in range(2):
        shop.perform(ReadmitUser(user_id="leaver"), SYSTEM)
        row = shop.only(users, id="leaver")
        assert (row["active"], row["revoked_at"]) == (True, None)


def test_one_admin_always_stays(shop: Shop) -> None:
    dismiss(shop, "boss")
    with pytest.raises(Refusal, match="last_admin"):
        dismiss(shop, "second")
    assert shop.only(users, id="second")["active"]
    shop.perform(ReadmitUser(user_id="boss"), SYSTEM)
    dismiss(shop, "second")


@pytest.mark.parametrize("command", [DismissUser, ReadmitUser])
def test_only_the_office_and_only_of_somebody_known(
    shop: Shop, command: type[DismissUser | ReadmitUser]
) -> None:
    with pytest.raises(Refusal, match="user_unknown"):
        shop.perform(command(user_id="nobody"), SYSTEM)
    for actor in (CLERK, MANAGER, ADMIN):
        with pytest.raises(Refusal, match="not_allowed"):
            shop.perform(command(user_id="leaver"), actor)
