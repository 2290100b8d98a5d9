"""How a route answers: in its turn, with its proof, and the three that go on for longer."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from app.identity.devices import Device
from app.kit.errors import Refusal
from app.server.asked import body_of, caller_of, decoded
from app.server.packed import packed, wants_gzip
from app.server.poker import Poker
from app.server.problems import TOO_LATE, log_away, told
from app.server.routes import Endpoint, Proof
from app.server.service import Service
from app.server.turns import WRITERS, Line, Turns
from app.sync import wire

BATCH_SECONDS = 8.0  # then the desk is told how far it came: it gives up listening after 30
SNAPSHOTS = 4  # at once
JSON = "application/json"


class House:
    """What all routes of one process share: the service, whose turn it is, who waits for news."""

    def __init__(self, service: Service) -> None:
        self.service = service
        # SQLite has one writer: a second would only find it busy
        self.turns = Turns(writers=1 if service.engine.dialect.name == "sqlite" else WRITERS)
        self.poker = Poker(lambda: self.service.head().seq)
        self.snapshots = asyncio.Semaphore(SNAPSHOTS)
        service.on_commit.append(self.poker.poke)


def route(house: House, endpoint: Endpoint) -> Route:
    async def answer(request: Request) -> Response:
        caller = caller_of(request)
        async with house.turns.line(caller, Line.QUESTIONS):
            device = None
            if endpoint.proof.of_device:
                device = await _device(house, request, endpoint.proof)
            if endpoint.takes is not None:
                given: Any = decoded(await body_of(request), endpoint.takes)
            else:
                given = dict(request.query_params)
            turn = house.turns.write if endpoint.writes else house.turns.read
            reply = await turn(caller, endpoint.call, house.service, device, given)
        return Response(msgspec.json.encode(reply), media_type=JSON)

    return Route(endpoint.path, told(answer), methods=[endpoint.method])


async def take_commands(house: House, request: Request) -> Response:
    """Command by command in turn with everybody else's, as far as it goes while the desk waits."""
    caller = caller_of(request)
    async with house.turns.line(caller, Line.COMMANDS):
        device = await _device(house, request, Proof.KNOWN_DEVICE)
        asked = decoded(await body_of(request), wire.Commands)
        steps = house.service.taking(device, asked)
        clock = asyncio.get_running_loop().time
        until = clock() + BATCH_SECONDS
        receipts: list[wire.Told] = []
        while len(receipts) < len(asked.commands) and clock() < until:
            receipt = await house.turns.write(caller, next, steps, None)
            if receipt is None:
                break
            receipts.append(receipt)
        reply = house.service.taken(receipts)
    return Response(msgspec.json.encode(reply), media_type=JSON)


async def tell_news(house: House, request: Request) -> Response:
    """Answer the head at once and the page when there is one, so that a desk can hang up."""
    caller = caller_of(request)
    device = await _device(house, request, Proof.KNOWN_DEVICE)
    asked = decoded(await body_of(request), wire.Feed)

    def read() -> bytes:
        reply = msgspec.json.encode(house.service.feed(device, asked))
        return b"".join(packed([reply])) if gzipped else reply

    async def page() -> AsyncIterator[bytes]:
        await house.poker.past(asked.seq, min(asked.wait, wire.POLL_SECONDS))
        try:
            async with house.turns.line(caller, Line.NEWS):
                yield await house.turns.read(caller, read)
        except TOO_LATE as error:
            log_away(error)

    gzipped, headers = _encoding(request)
    return StreamingResponse(page(), media_type=JSON, headers=headers)


async def tell_all(house: House, request: Request) -> Response:
    caller = caller_of(request)
    device = await _device(house, request, Proof.DEVICE)
    asked = decoded(await body_of(request), wire.Snapshot)

    async def lines() -> AsyncIterator[bytes]:
        whole = lines_of(house.service, device, asked)
        if gzipped:
            whole = packed(whole)
        try:
            # each keeps a connection to the database for as long as its desk reads
            async with house.turns.line(caller, Line.SNAPSHOT), house.snapshots:
                while line := await house.turns.read(caller, next, whole, b""):
                    yield line
        except TOO_LATE as error:
            log_away(error)

    gzipped, headers = _encoding(request)
    return StreamingResponse(lines(), media_type=JSON, headers=headers)


def _encoding(request: Request) -> tuple[bool, dict[str, str]]:
    gzipped = wants_gzip(request)
    return gzipped, {"Content-Encoding": "gzip"} if gzipped else {}


def lines_of(service: Service, device: Device, asked: wire.Snapshot) -> Iterator[bytes]:
    with service.snapshot(device, asked) as (head, rows):
        yield msgspec.json.encode(head) + b"\n"
        for part in rows:
            yield msgspec.json.encode(part) + b"\n"
    yield b'"end"\n'


async def _device(house: House, request: Request, proof: Proof) -> Device:
    """Refusals: device_unknown, device_revoked."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    device_id, _, credential = shown.partition(".")
    if scheme != "Gerai":
        raise Refusal("device_unknown")
    shown_by = caller_of(request)
    device = await house.turns.read(shown_by, house.service.device_of, device_id, credential)
    if device.revoked and proof is not Proof.KNOWN_DEVICE:
        raise Refusal("device_revoked")
    return device
