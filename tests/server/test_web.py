"""The server over HTTP: who may call, what is no request, what it says of its database."""

import asyncio
import gzip
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
import sqlalchemy as sa
from starlette.requests import Request

from app.adapters.pay_link_simulated import SimulatedPayLink
from app.identity.tables import devices
from app.kit.errors import Refusal
from app.payments.states import TenderKind
from app.ports.pay_link import Paid
from app.server import asked
from app.server.asked import BODY_LIMIT, body_of
from app.server.routes import Endpoint, Proof
from app.server.service import Service
from app.server.web import DESCRIBED, application
from app.storage.outbox import NO_CHAIN, body_hash, chain_parts, next_chain
from app.sync import wire
from app.sync.tables import commands
from tests.server.house import House
from tests.support.served import in_this_process

OPEN = {"/healthz", "/readyz", "/v1/enrol"}
BODIES: dict[str, dict[str, Any]] = {
    "/v1/leases/acquire": {"request_id": "r", "units": [["s", "p", 1]]},
    "/v1/leases/return": {"request_id": "r", "lease_ids": ["l"]},
    "/v1/enrol": {"code": "NO-SUCH"},
    "/v1/sign-in": {"user_id": "x", "pin": "1"},
    "/v1/approve": {
        "user_id": "x", "pin": "1", "requester_id": "y", "permission": "discount", "amount": 1,
        "command_id": "c", "at": 1,
    },
    "/v1/hello": {"protocol": 1, "replica_id": "", "epoch": 0, "seq": 0, "chain": ""},
    "/v1/commands": {"replica_id": "", "commands": []},
    "/v1/reconcile": {"replica_id": "", "commands": []},
    "/v1/feed": {"replica_id": "", "epoch": 0, "seq": 0, "chain": "", "wait": 0},
    "/v1/snapshot": {"since": 0},
    "/v1/sums": {"seq": 0, "chain": ""},
    "/v1/here": {"user_id": "x", "order_id": "o"},
    "/v1/options": {"basket": [{"product_id": "p", "quantity": 1}], "ship_to": "1"},
    "/v1/provider/paid": {
        "payment_id": "p", "amount_minor": 1, "reference": "r", "signature": "s",
    },
}  # fmt: skip


@pytest.fixture
def client(house: House) -> Iterator[httpx.Client]:
    with in_this_process(application(house.service)) as client:
        yield client


def joined(house: House, client: httpx.Client, number: int = 0) -> wire.Enrolled:
    reply = client.post("/v1/enrol", json={"code": house.shop.codes[number]})
    assert reply.status_code == 200, reply.text
    return wire.Enrolled(**reply.json())


def proof(enrolled: wire.Enrolled) -> dict[str, str]:
    return {"Authorization": f"Gerai {enrolled.device_id}.{enrolled.credential}"}


def call(client: httpx.Client, endpoint: Endpoint, headers: dict[str, str]) -> Any:
    body = json.dumps(BODIES[endpoint.path]) if endpoint.path in BODIES else None
    return client.request(endpoint.method, endpoint.path, content=body, headers=headers)


# ---------------------------------------------------------------- who may call


@pytest.mark.parametrize("endpoint", DESCRIBED, ids=lambda e: f"{e.method} {e.path}")
def test_every_route_wants_its_proof(
    house: House, client: httpx.Client, endpoint: Endpoint
) -> None:
    if endpoint.proof is Proof.NONE:
        assert endpoint.path in OPEN
        assert call(client, endpoint, {}).status_code in {200, 409}
        return
    if endpoint.proof is Proof.SIGNATURE:
        assert call(client, endpoint, {}).json()["code"] == "signature_wrong"
        return
    mine, other = joined(house, client), joined(house, client, 1)
    wrong = [
        {},
        {"Authorization": "Bearer abc"},
        {"Authorization": "Gerai"},
        {"Authorization": f"Gerai {mine.device_id}"},
        {"Authorization": f"Gerai {mine.device_id}."},
        {"Authorization": f"Gerai {mine.device_id}.{other.credential}"},
        {"Authorization": f"gerai {mine.device_id}.{mine.credential}"},
    ]
    for headers in wrong:
        reply = call(client, endpoint, headers)
        assert (reply.status_code, reply.json()["code"]) == (401, "device_unknown"), headers
        assert reply.headers["content-type"] == "application/problem+json"
    assert call(client, endpoint, proof(mine)).status_code in {200, 409}


@pytest.mark.parametrize(
    "endpoint", [e for e in DESCRIBED if e.proof.of_device], ids=lambda e: e.path
)
def test_a_closed_device_brings_what_it_did_and_gets_nothing_more(
    house: House, client: httpx.Client, endpoint: Endpoint
) -> None:
    mine = joined(house, client)
    with house.service.engine.begin() as db:
        db.execute(devices.update().where(devices.c.id == mine.device_id).values(revoked_at=1))
    reply = call(client, endpoint, proof(mine))
    if endpoint.proof is Proof.DEVICE:
        assert (reply.status_code, reply.json()["code"]) == (401, "device_revoked")
    else:
        assert reply.status_code == 200
        assert reply.json().get("action", "revoked") == "revoked"


def test_a_code_is_used_up_once(house: House, client: httpx.Client) -> None:
    joined(house, client)
    reply = client.post("/v1/enrol", json={"code": house.shop.codes[0]})
    assert (reply.status_code, reply.json()["code"]) == (409, "code_unknown")


def test_a_desk_cannot_send_under_another_desks_name(house: House, client: httpx.Client) -> None:
    mine, other = joined(house, client), joined(house, client, 1)
    reply = client.post(
        "/v1/commands",
        json={"replica_id": other.replica_id, "commands": [_envelope()]},
        headers=proof(mine),
    )
    assert reply.json()["receipts"] == [["c" * 32, "forked", 0]]


# ---------------------------------------------------------------- what is no request


def _envelope(*, after: str = NO_CHAIN, **told: Any) -> dict[str, Any]:
    """A command of a desk, whole in itself; `after` is the chain of the one before."""
    sent = {
        "command_id": "c" * 32,
        "client_seq": 1,
        "kind": "order.watch",
        "v": 1,
        "body": "{}",
        "user_id": "u",
        "grant": "",
        "occurred_at": 1,
        **told,
    }
    digest = body_hash(sent["kind"], sent["v"], sent["body"])
    parts = chain_parts(sent["command_id"], digest, sent["user_id"], sent["occurred_at"])
    return {"hash": digest, "chain": next_chain(after, *parts), **sent}


def _sent(mine: wire.Enrolled, *envelopes: dict[str, Any]) -> dict[str, Any]:
    return {"replica_id": mine.replica_id, "commands": list(envelopes)}


TAKING = [e for e in DESCRIBED if e.takes is not None]


@pytest.mark.parametrize("endpoint", TAKING, ids=lambda e: e.path)
def test_bad_bodies_are_refused_and_never_a_server_error(
    house: House, client: httpx.Client, endpoint: Endpoint
) -> None:
    headers = proof(joined(house, client))
    good = json.dumps(BODIES[endpoint.path]).encode()
    packed = gzip.compress(good)
    bad: list[tuple[bytes, dict[str, str]]] = [
        (b"", {}),
        (b"{", {}),
        (b"null", {}),
        (b"[1,2]", {}),
        (b"\xff\xfe", {}),
        (b"<html></html>", {}),
        (b'{"a":' * 5_000, {}),
        (b"[" * 100_000, {}),
        (good, {"Content-Encoding": "gzip"}),
        (packed[:-6], {"Content-Encoding": "gzip"}),
        (packed[:12] + b"\xff\xff\xff" + packed[15:], {"Content-Encoding": "gzip"}),
        (b"\x1f\x8b", {"Content-Encoding": "gzip"}),
    ]
    for body, more in bad:
        reply = client.post(endpoint.path, content=body, headers=headers | more)
        assert (reply.status_code, reply.json()["code"]) == (409, "bad_body"), body[:40]


@pytest.mark.parametrize("endpoint", TAKING, ids=lambda e: e.path)
def test_bodies_are_limited_packed_or_not(
    house: House, client: httpx.Client, endpoint: Endpoint
) -> None:
    headers = proof(joined(house, client))
    large = b'{"x": "' + b"a" * BODY_LIMIT + b'"}'
    bomb = gzip.compress(b" " * (20 * BODY_LIMIT))
    assert len(bomb) < BODY_LIMIT
    for body, more in ((large, {}), (bomb, {"Content-Encoding": "gzip"})):
        reply = client.post(endpoint.path, content=body, headers=headers | more)
        assert (reply.status_code, reply.json()["code"]) == (409, "body_too_large")


@pytest.mark.parametrize("figure", [2**63, 10**30, -(10**30)])
def test_a_figure_that_no_database_holds_is_refused(each_house: House, figure: int) -> None:
    with in_this_process(application(each_house.service)) as client:
        mine = joined(each_house, client)
        hello = {**BODIES["/v1/hello"], "replica_id": mine.replica_id, "epoch": 1}
        sent = {"replica_id": mine.replica_id, "commands": [_envelope(occurred_at=figure)]}
        for path, body in (
            ("/v1/hello", {**hello, "seq": figure}),
            ("/v1/commands", sent),
            ("/v1/feed", {**BODIES["/v1/feed"], "replica_id": mine.replica_id, "epoch": 1,
                          "seq": figure}),
        ):  # fmt: skip
            reply = client.post(path, json=body, headers=proof(mine))
            assert reply.status_code == 409, (path, reply.status_code, reply.text)
            assert reply.json()["code"] == "bad_body"


def test_fields_of_a_newer_desk_are_passed_over(house: House, client: httpx.Client) -> None:
    headers = proof(joined(house, client))
    body = {**BODIES["/v1/hello"], "colour": "red"}
    assert client.post("/v1/hello", json=body, headers=headers).status_code == 200


def test_a_command_that_means_nothing_is_held_and_the_rest_flows(
    house: House, client: httpx.Client
) -> None:
    mine = joined(house, client)
    first = _envelope(body='{"order_id": "o", "approver": "me"}')
    second = _envelope(command_id="d" * 32, client_seq=2, kind="no.such", after=first["chain"])
    reply = client.post("/v1/commands", json=_sent(mine, first, second), headers=proof(mine))
    told = [status for _id, status, _seq in reply.json()["receipts"]]
    assert told == ["quarantined", "quarantined"]
    known = house.service.ask(
        lambda db: db.execute(sa.select(commands.c.command_id)).scalars().all()
    )
    assert {"c" * 32, "d" * 32} <= set(known)
    again = client.post("/v1/commands", json=_sent(mine, first, second), headers=proof(mine))
    assert again.json() == reply.json()


def test_one_id_with_another_body_is_told_and_changes_nothing(
    house: House, client: httpx.Client
) -> None:
    mine = joined(house, client)
    client.post("/v1/commands", json=_sent(mine, _envelope()), headers=proof(mine))
    other = _envelope(body='{"order_id": "o"}')
    reply = client.post("/v1/commands", json=_sent(mine, other), headers=proof(mine))
    assert [status for _id, status, _seq in reply.json()["receipts"]] == ["id_reuse"]


def test_wrong_methods_and_paths_are_not_found(client: httpx.Client) -> None:
    assert client.get("/v1/hello").status_code == 405
    assert client.get("/v1/nothing").status_code == 404
    assert client.post("/healthz").status_code == 405


# ---------------------------------------------------------------- the provider


def test_the_provider_proves_itself_by_its_signature(house: House, client: httpx.Client) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    payment = house.payment(order_id)
    paid = Paid(payment["id"], house.shop.prices[0], "PSP-1")
    told = {
        "payment_id": paid.payment_id,
        "amount_minor": paid.amount_minor,
        "reference": paid.reference,
        "signature": SimulatedPayLink(b"somebody else, entirely unknown").sign(paid),
    }
    reply = client.post("/v1/provider/paid", json=told)
    assert (reply.status_code, reply.json()["code"]) == (409, "signature_wrong")
    assert house.payment(order_id)["state"] == "pending"
    for _ in range(2):
        reply = client.post(
            "/v1/provider/paid", json={**told, "signature": house.provider.sign(paid)}
        )
        assert reply.json()["status"] == "accepted"
    assert house.payment(order_id)["captured_minor"] == paid.amount_minor


# ---------------------------------------------------------------- how it stands


def test_health_and_readiness(house: House, client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["server_id"] == house.service.server_id


@pytest.mark.parametrize("endpoint", DESCRIBED, ids=lambda e: f"{e.method} {e.path}")
def test_without_its_database_it_says_so_and_asks_to_come_again(
    house: House, client: httpx.Client, endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    headers = proof(joined(house, client))
    away = sa.create_engine("sqlite:////nowhere/at/all.db")
    house.service.engine.dispose()
    house.service.engine = away
    reply = call(client, endpoint, headers)
    if endpoint.path == "/healthz":
        assert reply.status_code == 200  # the process itself is well
    elif endpoint.proof is Proof.SIGNATURE:
        assert reply.json()["code"] == "signature_wrong"  # nothing was read
    else:
        assert (reply.status_code, reply.json()["code"]) == (503, "trouble")
        assert reply.headers["retry-after"] == "2"
        assert "nowhere" not in reply.text


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("nonsense", "database_address"),
        ("", "database_address"),
        ("mysql://x/y", "database_address"),
        ("sqlite://", "database_address"),
        ("sqlite:////nowhere/at/all.db", "database_away"),
        ("postgresql://gerai:secret@127.0.0.1:1/none", "database_away"),
    ],
)
def test_a_database_that_does_not_open_is_told(address: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        Service(address)
    assert refused.value.code == code
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path) -> None:
    file = tmp_path / "letter.db"
    file.write_bytes(b"Dear customer, " * 400)
    with pytest.raises(Refusal, match="database_foreign"):
        Service(f"sqlite:///{file}")
    assert file.read_bytes() == b"Dear customer, " * 400


# ---------------------------------------------------------------- OpenAPI


def test_the_description_is_openapi_3_1_and_whole(client: httpx.Client) -> None:
    told = client.get("/openapi.json").json()
    assert told["openapi"].startswith("3.1.")
    assert set(told["info"]) >= {"title", "version"}
    assert set(told) <= {"openapi", "info", "paths", "components"}
    described = {(method.upper(), path) for path, acts in told["paths"].items() for method in acts}
    assert described == {(e.method, e.path) for e in DESCRIBED}
    names = []
    for path, acts in told["paths"].items():
        assert path.startswith("/")
        for operation in acts.values():
            names.append(operation["operationId"])
            assert operation["summary"].endswith(".")
            assert {"200", "4XX", "5XX"} <= set(operation["responses"])
            assert all(reply["description"] for reply in operation["responses"].values())
            for need in operation["security"]:
                assert set(need) <= set(told["components"]["securitySchemes"])
            for parameter in operation.get("parameters", []):
                assert (parameter["in"], parameter["schema"]["type"]) == ("query", "string")
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)
    for reference in _references(told):
        at: Any = told
        for step in reference.removeprefix("#/").split("/"):
            at = at[step]
        assert "type" in at or "anyOf" in at or "enum" in at


def test_the_description_says_which_routes_need_a_device(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for endpoint in DESCRIBED:
        needs = paths[endpoint.path][endpoint.method.lower()]["security"]
        assert needs == ([{"device": []}] if endpoint.proof.of_device else [])


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def test_who_falls_silent_in_the_middle_of_a_request_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No power, another address: nothing ever ends such a line, and the desk has one place."""
    parts = iter([b"half of a batch"])

    async def silent() -> dict[str, Any]:
        for part in parts:
            return {"type": "http.request", "body": part, "more_body": True}
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(asked, "SILENCE", 0.01)
    request = Request({"type": "http", "method": "POST", "headers": []}, silent)
    with pytest.raises(Refusal, match="bad_body"):
        asyncio.run(body_of(request))


def test_a_part_of_a_desks_history_fits_into_a_request() -> None:
    pair = ("c" * 32, body_hash("order.place", 1, "{}"))
    offer = wire.Reconcile(
        replica_id="r" * 32, commands=[pair] * wire.OFFER_COMMANDS, goes_on="r" * 32
    )
    assert len(msgspec.json.encode(offer)) < BODY_LIMIT // 4


def test_a_line_cut_in_the_middle_of_a_request_is_no_error_of_the_server() -> None:
    async def cut() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "POST", "headers": []}, cut)
    with pytest.raises(Refusal, match="bad_body"):
        asyncio.run(body_of(request))
