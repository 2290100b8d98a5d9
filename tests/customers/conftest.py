"""A shop with people who may let personal data be erased, and a few customers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.customers.commands import CreateCustomer, NewAddress
from app.identity.approval import Approval
from app.identity.tables import users
from app.kit.ids import derived_id
from tests.support.shop import AGENT, Shop, open_shop

HOME = NewAddress(
    address_id="home",
    label="Rumah",
    street="Jl. Sabang 1",
    rt="3",
    rw="07",
    kelurahan="Kebon Sirih",
    kecamatan="Menteng",
    city="Jakarta",
    province="DKI",
    postcode="10340",
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    with shop.acting() as uow:
        uow.insert(users, {"id": "boss", "name": "Boss", "role": "admin", "active": True})
    yield shop
    shop.check()
    shop.engine.dispose()


def known(shop: Shop, customer_id: str = "siti", **told: object) -> None:
    told = {"name": "Siti Rahma", "phone": "0812-3456-7890", **told}
    shop.perform(CreateCustomer(customer_id=customer_id, **told), AGENT)  # type: ignore[arg-type]


def approved(shop: Shop, permission: str, command_id: str) -> Approval:
    """The admin's yes, as given a moment ago."""
    return Approval(
        approver_id="boss",
        permission=permission,
        amount=0,
        command_id=command_id,
        at=shop.now,
        token="",
    )


def fresh_id(name: str) -> str:
    return derived_id("test", name)
