"""Costs are told to a person with a signed right, on their own device, and a basket at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.kit.errors import Refusal
from app.pricing.costs import LoadCosts, NewCost
from app.server.costs import MOST, told_costs, told_counted
from app.server.service import Service
from app.sync import wire
from tests.sync.shop import PIN, Shop, open_shop


class Door:
    """A server that knows a cost, and two devices that knock at it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.shop: Shop = open_shop(service, stores=1, desks=2, goods=2)
        joined = [service.enrol(wire.Enrol(code=code)) for code in self.shop.codes[:2]]
        self.devices = [service.device_of(one.device_id, one.credential) for one in joined]
        known = NewCost(product_id=self.shop.products[0], cost_minor=41_000)
        service.run(LoadCosts(costs=[known]))

    def grant(self, role: str, device: int = 0) -> str:
        asked = wire.SignIn(user_id=self.shop.users[role], pin=PIN)
        return self.service.sign_in(self.devices[device], asked).token

    def ask(self, role: str, grant: str, products: Sequence[str]) -> dict[str, int]:
        query = {"products": ",".join(products), "by": self.shop.users[role], "grant": grant}
        return told_costs(self.service, self.devices[0], query).cost_minor


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    service = Service(f"sqlite:///{tmp_path / 'server.db'}")
    yield Door(service)
    service.close()


def test_a_manager_is_told_what_is_known(door: Door) -> None:
    found = door.ask("manager", door.grant("manager"), door.shop.products)
    assert found == {door.shop.products[0]: 41_000}


@pytest.mark.parametrize("role", ["clerk", "agent"])
def test_others_are_refused(door: Door, role: str) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        door.ask(role, door.grant(role), door.shop.products)


def test_a_name_alone_opens_nothing(door: Door) -> None:
    with pytest.raises(Refusal, match="grant_invalid"):
        door.ask("manager", "", door.shop.products)
    with pytest.raises(Refusal, match="grant_of_another"):
        door.ask("manager", door.grant("clerk"), door.shop.products)


def test_a_grant_of_another_device_opens_nothing(door: Door) -> None:
    with pytest.raises(Refusal, match="grant_of_another"):
        door.ask("manager", door.grant("manager", device=1), door.shop.products)


def test_a_price_list_is_not_told_at_once(door: Door) -> None:
    with pytest.raises(Refusal, match="too_many_products"):
        door.ask("manager", door.grant("manager"), ["x"] * (MOST + 1))


def test_margins_are_counted_for_places_that_the_person_may_choose(door: Door) -> None:
    who, store = door.shop.users["manager"], door.shop.stores[0]
    query = {"by": who, "grant": door.grant("manager"), "scope": "store", "currency": "IDR"}
    assert told_counted(door.service, door.devices[0], {**query, "id": store}).figures == {}
    others = {"id": door.shop.center}, {"scope": "company", "id": ""}, {"scope": "own", "id": who}
    for other in others:
        with pytest.raises(Refusal, match="not_allowed"):
            told_counted(door.service, door.devices[0], {**query, **other})
    clerk = {**query, "by": door.shop.users["clerk"], "grant": door.grant("clerk"), "id": store}
    with pytest.raises(Refusal, match="not_allowed"):
        told_counted(door.service, door.devices[0], clerk)
