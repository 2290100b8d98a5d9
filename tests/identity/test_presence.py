"""Who is at an order: told to others alone, for as long as their desk says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identity.presence import LASTS
from app.kit.clock import DAY
from app.kit.errors import Refusal
from app.server.service import Service
from app.sync import wire
from tests.server.house import SetClock
from tests.sync.shop import Shop, open_shop


class Office:
    """A server, and three desks that say where somebody is."""

    def __init__(self, path: Path) -> None:
        self.clock = SetClock()
        self.service = Service(f"sqlite:///{path / 'server.db'}", clock=self.clock)
        self.shop: Shop = open_shop(self.service, stores=1, desks=3, goods=1)
        joined = [self.service.enrol(wire.Enrol(code=code)) for code in self.shop.codes[:3]]
        self.devices = [self.service.device_of(one.device_id, one.credential) for one in joined]

    def say(self, device: int, role: str, order: str, *, changing: bool = False) -> dict[str, bool]:
        """Whom it hears of, by id, and whether they change it."""
        told = wire.Here(user_id=self.shop.users[role], order_id=order, changing=changing)
        beside = self.service.here(self.devices[device], told)
        return {one.user_id: one.changing for one in beside.colleagues}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.service.close()


def test_only_who_has_the_same_order_open_is_told(office: Office) -> None:
    users = office.shop.users
    assert office.say(0, "clerk", "one") == {}
    assert office.say(1, "manager", "other") == {}
    assert office.say(2, "agent", "one", changing=True) == {users["clerk"]: False}
    assert office.say(0, "clerk", "one") == {users["agent"]: True}
    assert office.say(1, "manager", "one") == {users["agent"]: True, users["clerk"]: False}


def test_nobody_is_told_of_themselves(office: Office) -> None:
    office.say(0, "clerk", "one")
    assert office.say(1, "clerk", "one") == {}  # the same person at a second desk


def test_who_goes_on_or_leaves_is_there_no_longer(office: Office) -> None:
    office.say(0, "clerk", "one")
    office.say(0, "clerk", "other")
    assert office.say(1, "agent", "one") == {}
    assert office.say(1, "agent", "") == {}
    assert office.say(0, "clerk", "one") == {}


def test_a_desk_that_fell_silent_is_not_believed_for_ever(office: Office) -> None:
    office.say(0, "clerk", "one")
    office.clock.pass_by(LASTS - 1)
    assert office.say(1, "agent", "one") == {office.shop.users["clerk"]: False}
    office.clock.pass_by(1)
    assert office.say(1, "agent", "one") == {}
    office.clock.pass_by(DAY)
    assert office.say(0, "clerk", "one") == {}


def test_a_stranger_is_not_believed(office: Office) -> None:
    told = wire.Here(user_id="nobody", order_id="one")
    with pytest.raises(Refusal, match="user_unknown"):
        office.service.here(office.devices[0], told)
