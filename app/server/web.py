"""The server over HTTP: routes to the service, long polls, problems in plain words."""

import asyncio
import gzip
import io
import logging
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Protocol

import msgspec
from sqlalchemy.exc import DataError, DBAPIError
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
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
from app.server.payments import PaidByLink, pay_by_link
from app.server.routes import Endpoint, Proof, describe
from app.server.service import Service
from app.sync import wire
from app.sync.feed import Page

log = logging.getLogger("gerai.web")
MARK = wire.MARK.lower().encode()
BODY_LIMIT = 1 << 20  # after unpacking, too: a small gzip may hold a large bomb
LONGEST_QUESTION = 200  # characters of a search; nobody types more
POLL_LOOK = 0.5  # seconds between looks at the head, for what other processes committed
JSON = "application/json"
UNAUTHORISED = {"device_unknown", "device_revoked"}


class Beside(Protocol):
    async def run(self) -> None:
        """For as long as the server runs; cancel to end."""
        ...


class Waiters:
    """Everybody who waits for the feed to grow: woken by our own commits, else by looking."""

    def __init__(self) -> None:
        self._grown = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def listen(self) -> None:
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        """May be called by any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    async def grown(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._grown.wait(), seconds)
        except TimeoutError:
            return

    def _wake(self) -> None:
        self._grown.set()
        self._grown = asyncio.Event()


def application(service: Service, jobs: Jobs | None = None, *beside: Beside) -> Starlette:
    """The ASGI application over one service; with `jobs` it also sends mail and makes pay links,
    and `beside` its answers it does what else a server has to."""
    waiters = Waiters()
    service.on_commit.append(waiters.wake)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        waiters.listen()
        working = [asyncio.create_task(jobs.run(waiters))] if jobs else []
        working += [asyncio.create_task(other.run()) for other in beside]
        yield
        for work in working:
            work.cancel()

    routes = [_route(service, endpoint) for endpoint in ENDPOINTS]
    document = msgspec.json.encode(describe(DESCRIBED))

    async def feed(request: Request) -> Response:
        return await _feed(service, waiters, request)

    async def snapshot(request: Request) -> Response:
        device = await _device(service, request, Proof.DEVICE)
        if isinstance(device, Response):
            return device
        try:
            asked = _decode(await _body(request), wire.Snapshot)
        except Refusal as refusal:
            return _problem(refusal)
        lines = _lines(service, device, asked)
        return StreamingResponse(iterate_in_threadpool(lines), media_type=JSON)

    async def openapi(_request: Request) -> Response:
        return Response(document, media_type=JSON)

    return Starlette(
        routes=[
            *routes,
            Route("/v1/feed", feed, methods=["POST"]),
            Route("/v1/snapshot", snapshot, methods=["POST"]),
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


def _commands(service: Service, device: Device, request: wire.Commands) -> wire.Taken:
    return service.take(device, request)


def _reconcile(service: Service, device: Device, request: wire.Reconcile) -> wire.Reconciled:
    return service.reconcile(device, request)


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
        "/v1/commands",
        "Take commands in order.",
        Proof.KNOWN_DEVICE,
        _commands,
        wire.Commands,
        wire.Taken,
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
# These two stream, so they have functions of their own.
DESCRIBED = (
    *ENDPOINTS,
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


def _route(service: Service, endpoint: Endpoint) -> Route:
    async def answer(request: Request) -> Response:
        device: Device | None = None
        if endpoint.proof.of_device:
            found = await _device(service, request, endpoint.proof)
            if isinstance(found, Response):
                return found
            device = found
        try:
            if endpoint.takes is not None:
                given: Any = _decode(await _body(request), endpoint.takes)
            else:
                given = dict(request.query_params)
            reply = await run_in_threadpool(endpoint.call, service, device, given)
        except Refusal as refusal:
            return _problem(refusal)
        except (OverflowError, DataError):
            return _problem(Refusal("bad_body", why="a figure no database can hold"))
        except DBAPIError as error:
            return _trouble(error)
        return Response(msgspec.json.encode(reply), media_type=JSON)

    return Route(endpoint.path, answer, methods=[endpoint.method])


async def _feed(service: Service, waiters: Waiters, request: Request) -> Response:
    """Answer the head at once and the page when there is one, so that a desk can hang up."""
    device = await _device(service, request, Proof.KNOWN_DEVICE)
    if isinstance(device, Response):
        return device
    try:
        asked = _decode(await _body(request), wire.Feed)
    except Refusal as refusal:
        return _problem(refusal)

    async def page() -> AsyncIterator[bytes]:
        until = asyncio.get_running_loop().time() + min(asked.wait, wire.POLL_SECONDS)
        while (await run_in_threadpool(service.head)).seq == asked.seq:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await waiters.grown(min(left, POLL_LOOK))
        reply = await run_in_threadpool(service.feed, device, asked)
        yield msgspec.json.encode(reply)

    return StreamingResponse(page(), media_type=JSON)


def _lines(service: Service, device: Device, asked: wire.Snapshot) -> Iterator[bytes]:
    with service.snapshot(device, asked) as (head, rows):
        yield msgspec.json.encode(head) + b"\n"
        for part in rows:
            yield msgspec.json.encode(part) + b"\n"
    yield b'"end"\n'


async def _device(service: Service, request: Request, proof: Proof) -> Device | Response:
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    device_id, _, credential = shown.partition(".")
    if scheme != "Gerai":
        return _problem(Refusal("device_unknown"))
    try:
        device = await run_in_threadpool(service.device_of, device_id, credential)
    except Refusal as refusal:
        return _problem(refusal)
    except DBAPIError as error:
        return _trouble(error)
    if device.revoked and proof is not Proof.KNOWN_DEVICE:
        return _problem(Refusal("device_revoked"))
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
    status = 401 if refusal.code in UNAUTHORISED else 409
    problem = wire.Problem(
        type=f"urn:gerai:{refusal.code}",
        title=str(refusal),
        status=status,
        code=refusal.code,
        facts=refusal.facts,
    )
    return Response(
        msgspec.json.encode(problem), status_code=status, media_type="application/problem+json"
    )


def _trouble(error: DBAPIError) -> Response:
    log.error("the database did not answer: %s", error.orig)
    problem = wire.Problem(
        type="urn:gerai:trouble", title="The database is away.", status=503, code="trouble"
    )
    return Response(
        msgspec.json.encode(problem),
        status_code=503,
        headers={"Retry-After": "2"},
        media_type="application/problem+json",
    )
