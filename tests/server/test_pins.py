"""Who types the right PIN is let in at once, whatever else the server is writing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identity.attempts import has_failures
from app.kit.errors import Refusal
from app.server.service import Service
from app.sync import wire
from tests.sync.shop import PIN, Shop, open_shop


class Door:
    """A server, and the only device that knocks at it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.shop: Shop = open_shop(service, stores=1, desks=1, goods=1)
        self.clerk = self.shop.users["clerk"]
        joined = service.enrol(wire.Enrol(code=self.shop.codes[0]))
        self.device = service.device_of(joined.device_id, joined.credential)

    def sign_in(self, pin: str) -> None:
        self.service.sign_in(self.device, wire.SignIn(user_id=self.clerk, pin=pin))

    def remembers(self) -> bool:
        with self.service.engine.begin() as db:
            return has_failures(db, self.clerk)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    service = Service(f"sqlite:///{tmp_path / 'server.db'}")
    yield Door(service)
    service.close()


def test_a_right_pin_waits_for_nobody_who_writes(door: Door) -> None:
    with door.service.engine.begin():  # holds SQLite's only place to write
        door.sign_in(PIN)


def test_a_right_pin_takes_back_the_wrong_ones_before_it(door: Door) -> None:
    with pytest.raises(Refusal, match="wrong_pin"):
        door.sign_in("000000")
    assert door.remembers()
    door.sign_in(PIN)
    assert not door.remembers()
