"""A desk finds at the server what it may hold, masked, and nothing of other stores' customers."""

from collections.abc import Iterator

import httpx
import pytest

from app.customers.tables import customer_pii
from app.kit.ids import derived_id
from app.server.web import application
from app.sync import wire
from tests.server.house import House
from tests.server.test_web import joined, proof
from tests.support.served import in_this_process

CARE, STORE = 0, 1  # desk 0 is a phone desk, desk 1 stands in another store than the order's
SITI = derived_id("JKT00-1-000001", "customer")


@pytest.fixture
def client(each_house: House) -> Iterator[httpx.Client]:
    with in_this_process(application(each_house.service)) as client:
        yield client


def asked(client: httpx.Client, desk: wire.Enrolled, text: str) -> dict[str, list[dict[str, str]]]:
    reply = client.get("/v1/search", params={"q": text}, headers=proof(desk))
    assert reply.status_code == 200, reply.text
    found: dict[str, list[dict[str, str]]] = reply.json()
    return found


def test_any_desk_finds_an_order_by_its_whole_number_and_not_who_bought(
    each_house: House, client: httpx.Client
) -> None:
    order_id = each_house.order()
    store = joined(each_house, client, STORE)
    (order,) = asked(client, store, " jkt00-1-000001 ")["orders"]
    assert order["order_id"] == order_id
    assert "name" not in order
    assert asked(client, store, "JKT00-1")["orders"] == []


@pytest.mark.parametrize("text", ["siti", "rahma", "7890", "34567890", "siti@", "SITI RAHMA"])
def test_a_store_cannot_browse_the_customers_of_another(
    each_house: House, client: httpx.Client, text: str
) -> None:
    each_house.order()
    assert asked(client, joined(each_house, client, STORE), text)["customers"] == []
    assert asked(client, joined(each_house, client, CARE), text)["customers"] != []


@pytest.mark.parametrize("text", ["081234567890", "+62 812-3456-7890", " SITI@example.com"])
def test_who_tells_the_whole_number_or_mail_is_found_masked(
    each_house: House, client: httpx.Client, text: str
) -> None:
    each_house.order()
    (found,) = asked(client, joined(each_house, client, STORE), text)["customers"]
    assert (found["customer_id"], found["name"]) == (SITI, "S••• R•••")
    assert found["phone"] == "+62•••••••7890"


def test_a_phone_desk_sees_the_name_and_a_masked_number(
    each_house: House, client: httpx.Client
) -> None:
    each_house.order()
    (found,) = asked(client, joined(each_house, client, CARE), "7890")["customers"]
    assert (found["name"], found["phone"]) == ("Siti Rahma", "+62•••••••7890")


@pytest.mark.parametrize("text", ["", "   ", "%", "' OR 1=1 --", "\u0000", "0" * 5_000, "@", "💥"])
def test_nonsense_finds_nothing(each_house: House, client: httpx.Client, text: str) -> None:
    each_house.order()
    found = asked(client, joined(each_house, client, CARE), text)
    assert found == {"orders": [], "customers": []}


def test_an_erased_customer_is_found_by_nobody(each_house: House, client: httpx.Client) -> None:
    each_house.order()
    with each_house.service.engine.begin() as db:
        db.execute(customer_pii.update(), {"erased_at": 1})
    for desk in (CARE, STORE):
        device = joined(each_house, client, desk)
        assert asked(client, device, "081234567890")["customers"] == []
