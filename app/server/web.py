"""The server over HTTP: routes to the service, long polls, problems in plain words."""

import asyncio
import gzip
import io
import logging
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Protocol, TypeAlias

import msgspec
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.identity.devices import Device
from app.insights.behind_stock import LedgerPage, ledger
from app.insights.dossier import Dossier, dossier
from app.kit.errors import Refusal
from app.orders.search import Found, search_for_desk
from app.returns.blind import Lowest, lowest_everywhere
from app.server.jobs import Jobs
from app.server.options import AskOptions, Options, ask_options
from app.server.packed import packed, wants_gzip
from app.server.payments import PaidByLink, pay_by_link
from app.server.poker import Poker
from app.server.routes import Endpoint, Proof, describe
from app.server.service import Service
from app.server.turns import WRITERS, Line, Turns
from app.sync import wire
from app.sync.feed import Page

log = logging.getLogger("gerai.web")
MARK = wire.MARK.lower().encode()
BODY_LIMIT = 1 << 20  # after unpacking, too: a small gzip may hold a large bomb
LONGEST_QUESTION = 200  # characters of a search; nobody types more
BATCH_SECONDS = 8.0  # then the desk is told how far it came: it gives up listening after 30
SNAPSHOTS = 4  # at once
JSON = "application/json"
STATUS = {"device_unknown": 401, "device_revoked": 401, "busy": 429}
# The database said no to the connection, the wait or the act; or all our connections are taken.
AWAY = (DBAPIError, PoolTimeout)
# The head of the answer is gone by then: a stream that ends too early says no as well.
TOO_LATE = (*AWAY, Refusal)


class Beside(Protocol):
    async def run(self) -> None:
        """For as long as the server runs; cancel to end."""
        ...


class House:
    """What all routes of one process share: the service, whose turn it is, who waits for news."""

    def __init__(self, service: Service) -> None:
        self.service = service
        # SQLite has one writer: a second would only find it busy
        self.turns = Turns(writers=1 if service.engine.dialect.name == "sqlite" else WRITERS)
        self.poker = Poker(lambda: self.service.head().seq)
        self.snapshots = asyncio.Semaphore(SNAPSHOTS)
        service.on_commit.append(self.poker.poke)


def application(service: Service, jobs: Jobs | None = None, *beside: Beside) -> Starlette:
    """The ASGI application over one service; with `jobs` it also sends mail and makes pay links,
    and `beside` its answers it does what else a server has to."""
    house = House(service)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        working = [asyncio.create_task(house.poker.run())]
        working += [asyncio.create_task(jobs.run(house.poker, house.turns))] if jobs else []
        working += [asyncio.create_task(other.run()) for other in beside]
        yield
        for work in working:
            work.cancel()

    document = msgspec.json.encode(describe(DESCRIBED))

    async def openapi(_request: Request) -> Response:
        return Response(document, media_type=JSON)

    return Starlette(
        routes=[
            *(_route(house, endpoint) for endpoint in ENDPOINTS),
            Route("/v1/commands", _told(_commands, house), methods=["POST"]),
            Route("/v1/feed", _told(_feed, house), methods=["POST"]),
            Route("/v1/snapshot", _told(_snapshot, house), methods=["POST"]),
            Route("/openapi.json", openapi, methods=["GET"]),
        ],
        lifespan=lifespan,
        middleware=[Middleware(Marking)],
    )


class Marking:
    """Each answer bears the mark of its question (wire.MARK)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        mark = next((value for name, value in scope.get("headers", ()) if name == MARK), None)

        async def marked(message: Message) -> None:
            if mark is not None and message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), (MARK, mark)]}
            await send(message)

        await self._app(scope, receive, marked)


# --- routes ------------------------------------------------------------------------------------


def _health(_service: Service, _device: None, _query: dict[str, str]) -> dict[str, str]:
    return {"status": "alive"}


def _ready(service: Service, _device: None, _query: dict[str, str]) -> dict[str, Any]:
    return {"status": "ready", "server_id": service.server_id, "seq": service.head().seq}


def _enrol(service: Service, _device: None, request: wire.Enrol) -> wire.Enrolled:
    return service.enrol(request)


def _sign_in(service: Service, device: Device, request: wire.SignIn) -> wire.SignedIn:
    return service.sign_in(device, request)


def _approve(service: Service, device: Device, request: wire.Approve) -> wire.Approved:
    return service.approve(device, request)


def _hello(service: Service, device: Device, request: wire.Hello) -> wire.Welcome:
    return service.hello(device, request)


def _reconcile(service: Service, device: Device, request: wire.Reconcile) -> wire.Reconciled:
    return service.reconcile(device, request)


def _borrow(service: Service, device: Device, request: wire.Borrow) -> wire.Settled:
    return service.borrow(device, request)


def _give_back(service: Service, device: Device, request: wire.GiveBack) -> wire.Settled:
    return service.give_back(device, request)


def _sums(service: Service, device: Device, request: wire.Sums) -> wire.Summed:
    return service.sums(device, request)


def _search(service: Service, device: Device, query: dict[str, str]) -> Found:
    text = query.get("q", "")[:LONGEST_QUESTION].replace("\0", "")  # PostgreSQL has no such sign
    return service.ask(partial(search_for_desk, care=device.care), text)


def _ledger(service: Service, _device: Device, query: dict[str, str]) -> LedgerPage:
    told = [query.get(name, "") for name in ("product", "site", "before")]
    return service.ask(ledger, *told)


def _export(service: Service, device: Device, query: dict[str, str]) -> Dossier:
    return service.ask(dossier, query.get("id", ""), device.device_id, service.clock.now())


def _lowest(service: Service, _device: Device, query: dict[str, str]) -> Lowest:
    return service.ask(lowest_everywhere, query.get("product", ""), service.clock.now())


def _options(service: Service, device: Device, request: AskOptions) -> Options:
    return ask_options(service, device, request)


def _paid(service: Service, _device: None, request: PaidByLink) -> dict[str, str]:
    return pay_by_link(service, request)


ENDPOINTS = (
    Endpoint("GET", "/healthz", "The process runs.", Proof.NONE, _health, gives=dict[str, str]),
    Endpoint("GET", "/readyz", "The database answers.", Proof.NONE, _ready, gives=dict[str, Any]),
    Endpoint(
        "POST",
        "/v1/enrol",
        "Join a desk by a one-time code.",
        Proof.NONE,
        _enrol,
        wire.Enrol,
        wire.Enrolled,
    ),
    Endpoint(
        "POST",
        "/v1/sign-in",
        "A signed grant for a right PIN.",
        Proof.DEVICE,
        _sign_in,
        wire.SignIn,
        wire.SignedIn,
    ),
    Endpoint(
        "POST",
        "/v1/approve",
        "A second person's yes to one command, for a right PIN.",
        Proof.DEVICE,
        _approve,
        wire.Approve,
        wire.Approved,
    ),
    Endpoint(
        "POST",
        "/v1/hello",
        "Begin: what to do first.",
        Proof.KNOWN_DEVICE,
        _hello,
        wire.Hello,
        wire.Welcome,
    ),
    Endpoint(
        "POST",
        "/v1/reconcile",
        "Which commands are lacking.",
        Proof.KNOWN_DEVICE,
        _reconcile,
        wire.Reconcile,
        wire.Reconciled,
    ),
    Endpoint(
        "POST",
        "/v1/leases/acquire",
        "Lend this desk units that it may promise without the server.",
        Proof.DEVICE,
        _borrow,
        wire.Borrow,
        wire.Settled,
    ),
    Endpoint(
        "POST",
        "/v1/leases/return",
        "Take back what this desk was lent.",
        Proof.DEVICE,
        _give_back,
        wire.GiveBack,
        wire.Settled,
    ),
    Endpoint(
        "POST",
        "/v1/sums",
        "What a desk has to hold: rows and a sum for each bucket.",
        Proof.DEVICE,
        _sums,
        wire.Sums,
        wire.Summed,
    ),
    Endpoint(
        "GET",
        "/v1/search",
        "Find orders and customers of other desks.",
        Proof.DEVICE,
        _search,
        gives=Found,
        query=("q",),
    ),
    Endpoint(
        "GET",
        "/v1/stock/ledger",
        "What moved a product, newest first.",
        Proof.DEVICE,
        _ledger,
        gives=LedgerPage,
        query=("product", "site", "before"),
    ),
    Endpoint(
        "GET",
        "/v1/returns/lowest",
        "The lowest price at which an item comes back without a receipt.",
        Proof.DEVICE,
        _lowest,
        gives=Lowest,
        query=("product",),
    ),
    Endpoint(
        "GET",
        "/v1/customers/export",
        "All that is held on a person, after a customer.export of this device.",
        Proof.DEVICE,
        _export,
        gives=Dossier,
        query=("id",),
    ),
    Endpoint(
        "POST",
        "/v1/options",
        "Where a basket could come from, when, and for how much.",
        Proof.DEVICE,
        _options,
        AskOptions,
        Options,
    ),
    Endpoint(
        "POST",
        "/v1/provider/paid",
        "A payment provider says a link was paid.",
        Proof.SIGNATURE,
        _paid,
        PaidByLink,
        dict[str, str],
    ),
)
# These go on for longer than one look at the database, so they have functions of their own.
DESCRIBED = (
    *ENDPOINTS,
    Endpoint(
        "POST",
        "/v1/commands",
        "Take commands in order.",
        Proof.KNOWN_DEVICE,
        _hello,
        wire.Commands,
        wire.Taken,
    ),
    Endpoint(
        "POST",
        "/v1/feed",
        "Changes since a number; waits for some.",
        Proof.KNOWN_DEVICE,
        _hello,
        wire.Feed,
        (Page, wire.Welcome),
    ),
    Endpoint(
        "POST",
        "/v1/snapshot",
        "All rows of this desk as JSON lines.",
        Proof.DEVICE,
        _hello,
        wire.Snapshot,
    ),
)


Answer: TypeAlias = Callable[["House", Request], Awaitable[Response]]


def _told(answer: Answer, house: House) -> Callable[[Request], Awaitable[Response]]:
    """An answer in which every no and every trouble is told in the same words."""

    async def telling(request: Request) -> Response:
        try:
            return await answer(house, request)
        except Refusal as refusal:
            return _problem(refusal)
        except (OverflowError, DataError):
            return _problem(Refusal("bad_body", why="a figure no database can hold"))
        except AWAY as error:
            return _trouble(error)

    return telling


def _route(house: House, endpoint: Endpoint) -> Route:
    async def answer(house: House, request: Request) -> Response:
        caller = _caller(request)
        async with house.turns.line(caller, Line.QUESTIONS):
            device = None
            if endpoint.proof.of_device:
                device = await _device(house, request, endpoint.proof)
            if endpoint.takes is not None:
                given: Any = _decode(await _body(request), endpoint.takes)
            else:
                given = dict(request.query_params)
            reply = await house.turns.read(caller, endpoint.call, house.service, device, given)
        return Response(msgspec.json.encode(reply), media_type=JSON)

    return Route(endpoint.path, _told(answer, house), methods=[endpoint.method])


async def _commands(house: House, request: Request) -> Response:
    """Command by command in turn with everybody else's, as far as it goes while the desk waits."""
    caller = _caller(request)
    async with house.turns.line(caller, Line.COMMANDS):
        device = await _device(house, request, Proof.KNOWN_DEVICE)
        asked = _decode(await _body(request), wire.Commands)
        steps = house.service.taking(device, asked)
        until = _clock() + BATCH_SECONDS
        receipts: list[wire.Told] = []
        while len(receipts) < len(asked.commands) and _clock() < until:
            told = await house.turns.write(caller, next, steps, None)
            if told is None:
                break
            receipts.append(told)
        reply = house.service.taken(receipts)
    return Response(msgspec.json.encode(reply), media_type=JSON)


async def _feed(house: House, request: Request) -> Response:
    """Answer the head at once and the page when there is one, so that a desk can hang up."""
    caller = _caller(request)
    device = await _device(house, request, Proof.KNOWN_DEVICE)
    asked = _decode(await _body(request), wire.Feed)

    def read() -> bytes:
        reply = msgspec.json.encode(house.service.feed(device, asked))
        return b"".join(packed([reply])) if gzipped else reply

    async def page() -> AsyncIterator[bytes]:
        await house.poker.past(asked.seq, min(asked.wait, wire.POLL_SECONDS))
        try:
            async with house.turns.line(caller, Line.NEWS):
                yield await house.turns.read(caller, read)
        except TOO_LATE as error:
            _log_away(error)

    gzipped, headers = _encoding(request)
    return StreamingResponse(page(), media_type=JSON, headers=headers)


async def _snapshot(house: House, request: Request) -> Response:
    caller = _caller(request)
    device = await _device(house, request, Proof.DEVICE)
    asked = _decode(await _body(request), wire.Snapshot)

    async def lines() -> AsyncIterator[bytes]:
        whole = _lines(house.service, device, asked)
        if gzipped:
            whole = packed(whole)
        try:
            # each keeps a connection to the database for as long as its desk reads
            async with house.turns.line(caller, Line.SNAPSHOT), house.snapshots:
                while line := await house.turns.read(caller, next, whole, b""):
                    yield line
        except TOO_LATE as error:
            _log_away(error)

    gzipped, headers = _encoding(request)
    return StreamingResponse(lines(), media_type=JSON, headers=headers)


def _encoding(request: Request) -> tuple[bool, dict[str, str]]:
    gzipped = wants_gzip(request)
    return gzipped, {"Content-Encoding": "gzip"} if gzipped else {}


def _lines(service: Service, device: Device, asked: wire.Snapshot) -> Iterator[bytes]:
    with service.snapshot(device, asked) as (head, rows):
        yield msgspec.json.encode(head) + b"\n"
        for part in rows:
            yield msgspec.json.encode(part) + b"\n"
    yield b'"end"\n'


def _clock() -> float:
    return asyncio.get_running_loop().time()


def _caller(request: Request) -> str:
    """Its proof, right or wrong; without one the address that it calls from."""
    return request.headers.get("Authorization") or (request.client.host if request.client else "")


async def _device(house: House, request: Request, proof: Proof) -> Device:
    """Refusals: device_unknown, device_revoked."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    device_id, _, credential = shown.partition(".")
    if scheme != "Gerai":
        raise Refusal("device_unknown")
    shown_by = _caller(request)
    device = await house.turns.read(shown_by, house.service.device_of, device_id, credential)
    if device.revoked and proof is not Proof.KNOWN_DEVICE:
        raise Refusal("device_revoked")
    return device


async def _body(request: Request) -> bytes:
    packed = bytearray()
    try:
        async for chunk in request.stream():
            packed += chunk
            if len(packed) > BODY_LIMIT:
                raise Refusal("body_too_large", most=BODY_LIMIT)
    except ClientDisconnect as cut:  # a line that broke in the middle: nobody hears the answer
        raise Refusal("bad_body", why="cut off") from cut
    if request.headers.get("Content-Encoding") != "gzip":
        return bytes(packed)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(bytes(packed))) as file:
            plain = file.read(BODY_LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refusal("bad_body", why="not gzip") from error
    if len(plain) > BODY_LIMIT:
        raise Refusal("body_too_large", most=BODY_LIMIT)
    return plain


def _decode(body: bytes, kind: type) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refusal("bad_body", why=str(error)) from error


def _problem(refusal: Refusal) -> Response:
    status, headers = STATUS.get(refusal.code, 409), {}
    if refusal.code == "busy":
        headers["Retry-After"] = str(refusal.facts["seconds"])
    problem = wire.Problem(
        type=f"urn:gerai:{refusal.code}",
        title=str(refusal),
        status=status,
        code=refusal.code,
        facts=refusal.facts,
    )
    return Response(
        msgspec.json.encode(problem),
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


def _trouble(error: SQLAlchemyError) -> Response:
    _log_away(error)
    problem = wire.Problem(
        type="urn:gerai:trouble", title="The database is away.", status=503, code="trouble"
    )
    return Response(
        msgspec.json.encode(problem),
        status_code=503,
        headers={"Retry-After": "2"},
        media_type="application/problem+json",
    )


def _log_away(error: Exception) -> None:
    log.error("the database did not answer: %s", getattr(error, "orig", error))
