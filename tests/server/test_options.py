"""Another system asks where a basket could come from, and every question gets a clear answer."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.kit.clock import DAY, MINUTE
from app.server.web import application
from app.stock.commands import AskHold, HeldUnits
from tests.server.house import House
from tests.server.test_web import joined, proof
from tests.support.served import in_this_process


@pytest.fixture
def client(house: House) -> Iterator[httpx.Client]:
    with in_this_process(application(house.service)) as client:
        yield client


def ask(house: House, client: httpx.Client, **told: Any) -> httpx.Response:
    basket = [{"product_id": house.shop.products[0], "quantity": 1}]
    desk = getattr(house, "asking", None) or joined(house, client)
    house.asking = desk  # type: ignore[attr-defined]
    body = {"basket": basket, **told}
    return client.post("/v1/options", json=body, headers=proof(desk))


def line(house: House, quantity: int, product: int = 0) -> dict[str, Any]:
    return {"product_id": house.shop.products[product], "quantity": quantity}


def test_a_store_that_has_it_is_offered_with_all_that_is_told(
    house: House, client: httpx.Client
) -> None:
    store = house.shop.stores[0]
    reply = ask(house, client, store_ids=[store])
    assert reply.status_code == 200, reply.text
    told = reply.json()
    (option,) = told["options"]
    assert [parcel["site_id"] for parcel in option["parcels"]] == [store]
    assert option["parcels"][0]["lines"] == [{"line": 0, **line(house, 1)}]
    assert told["as_of"] == house.clock.time
    assert told["expires_at"] == house.clock.time + 2 * MINUTE
    assert option["promise"]["from"] <= option["promise"]["to"]
    assert option["kind"] == "pickup"
    assert option["price_minor"] == 0
    assert option["reason"]["code"]
    assert option["hold_seconds"] == 900
    assert not option["provisional"]
    others = {one["site_id"] for one in told["excluded"]}
    assert others == {*house.shop.stores, house.shop.center} - {store}
    assert ask(house, client, store_ids=[store]).json()["snapshot_id"] == told["snapshot_id"]


def test_another_state_of_the_shop_is_another_snapshot(house: House, client: httpx.Client) -> None:
    before = ask(house, client, store_ids=[house.shop.stores[0]]).json()["snapshot_id"]
    house.order()
    after = ask(house, client, store_ids=[house.shop.stores[0]]).json()["snapshot_id"]
    assert before != after


def test_what_is_held_for_another_is_not_offered_and_for_this_draft_it_is(
    house: House, client: httpx.Client
) -> None:
    store, product = house.shop.stores[0], house.shop.products[0]
    units = [HeldUnits(site_id=store, product_id=product, quantity=6)]
    house.service.run(AskHold(hold_id="draft", units=units, lasts=MINUTE))
    anybody = ask(house, client, store_ids=[store]).json()
    here = [one for one in anybody["options"] if one["kind"] != "ship_to_store"]
    assert all(option["unavailable"] for option in here)
    sent = [part["sent_from"] for one in anybody["options"] for part in one["parcels"]]
    assert store not in sent
    own = ask(house, client, store_ids=[store], hold_id="draft").json()
    assert own["options"][0]["unavailable"] == []


def test_too_late_is_told_as_the_one_nearest_miss(house: House, client: httpx.Client) -> None:
    soon = house.clock.time + MINUTE
    told = ask(house, client, store_ids=list(house.shop.stores), need_by=soon).json()
    assert not told["in_time"]
    (miss,) = told["options"]
    assert miss["promise"]["to"] > soon
    later = house.clock.time + 30 * DAY
    assert ask(house, client, store_ids=list(house.shop.stores), need_by=later).json()["in_time"]


def test_a_basket_of_any_size_gets_an_answer(house: House, client: httpx.Client) -> None:
    many = [line(house, 1, at % 8) for at in range(200)]
    reply = ask(house, client, basket=many, store_ids=list(house.shop.stores))
    assert reply.status_code == 200
    missing = sum(part["quantity"] for part in reply.json()["unavailable"])
    assert missing > 0
    reply = ask(house, client, basket=[line(house, 9_999)], store_ids=[house.shop.stores[0]])
    assert reply.json()["unavailable"][0]["quantity"] == 9_999 - 6


def test_a_product_that_nobody_knows_is_unavailable(house: House, client: httpx.Client) -> None:
    basket = [{"product_id": "ghost", "quantity": 2}]
    told = ask(house, client, basket=basket, store_ids=[house.shop.stores[0]]).json()
    assert told["unavailable"] == [{"line": 0, **basket[0]}]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"basket": []}, "basket_empty"),
        ({"basket": [{"product_id": "p", "quantity": 1}] * 501}, "too_many_lines"),
        ({"basket": [{"product_id": "p", "quantity": 0}]}, "quantity_out_of_range"),
        ({"basket": [{"product_id": "p", "quantity": 10**30}]}, "quantity_out_of_range"),
        ({"basket": [{"product_id": "p"}]}, "bad_body"),
        ({}, "place_missing"),
        ({"ship_to": "zzz"}, "postcode_unknown"),
        ({"store_ids": ["nowhere"]}, "place_unknown"),
        ({"ship_to": "10210", "need_by": 1}, "date_past"),
        ({"ship_to": "10210", "need_by": "tomorrow"}, "bad_body"),
        ({"ship_to": "10210", "max_parcels": -1}, "bad_body"),
        ({"ship_to": "x" * 200}, "bad_body"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_name(
    house: House, client: httpx.Client, told: dict[str, Any], code: str
) -> None:
    reply = ask(house, client, **told)
    assert (reply.status_code, reply.json()["code"]) == (409, code)
