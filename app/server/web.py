"""The server over HTTP: routes to the service, long polls, problems in plain words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Protocol

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.identity.devices import Device
from app.insights.behind_stock import LedgerPage, ledger
from app.insights.benefit.counted import Counted
from app.insights.dossier import Dossier, dossier
from app.orders.search import Found, search_for_desk
from app.pricing.margins import Costs
from app.returns.blind import Lowest, lowest_everywhere
from app.server.answers import JSON, House, route, take_commands, tell_all, tell_news
from app.server.costs import told_costs, told_counted
from app.server.jobs import Jobs
from app.server.options import AskOptions, Options, ask_options
from app.server.payments import PaidByLink, pay_by_link
from app.server.problems import told
from app.server.routes import Endpoint, Proof, describe
from app.server.service import Service
from app.sync import wire
from app.sync.feed import Page
from app.sync.heard import HeardDesks, heard_desks

MARK = wire.MARK.lower().encode()
LONGEST_QUESTION = 200  # characters of a search; nobody types more


class Beside(Protocol):
    async def run(self) -> None:
        """For as long as the server runs; cancel to end."""
        ...


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
            *(route(house, endpoint) for endpoint in ENDPOINTS),
            *(
                Route(path, told(partial(answer, house)), methods=["POST"])
                for path, answer in GO_ON.items()
            ),
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


def _desks(service: Service, _device: Device, _query: dict[str, str]) -> HeardDesks:
    return service.ask(heard_desks)


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


def _here(service: Service, device: Device, request: wire.Here) -> wire.Beside:
    return service.here(device, request)


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
        writes=True,
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
        writes=True,
    ),
    Endpoint(
        "POST",
        "/v1/leases/acquire",
        "Lend this desk units that it may promise without the server.",
        Proof.DEVICE,
        _borrow,
        wire.Borrow,
        wire.Settled,
        writes=True,
    ),
    Endpoint(
        "POST",
        "/v1/leases/return",
        "Take back what this desk was lent.",
        Proof.DEVICE,
        _give_back,
        wire.GiveBack,
        wire.Settled,
        writes=True,
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
        "POST",
        "/v1/here",
        "Say who is at an order, and hear who else is.",
        Proof.DEVICE,
        _here,
        wire.Here,
        wire.Beside,
        writes=True,
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
        "/v1/desks",
        "All desks, and when each last sent something.",
        Proof.DEVICE,
        _desks,
        gives=HeardDesks,
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
        "/v1/costs",
        "What goods cost us, for a person who may know it.",
        Proof.DEVICE,
        told_costs,
        gives=Costs,
        query=("products", "by", "grant"),
    ),
    Endpoint(
        "GET",
        "/v1/counted",
        "What the benefit hangs on, counted over all orders, for a person who may know costs.",
        Proof.DEVICE,
        told_counted,
        gives=Counted,
        query=("scope", "id", "currency", "by", "grant"),
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
        writes=True,
    ),
)
GO_ON = {"/v1/commands": take_commands, "/v1/feed": tell_news, "/v1/snapshot": tell_all}
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
