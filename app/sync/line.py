"""Where does the line to the server break: name, address, certificate, whose answer, this desk.

Each step can be tried alone and in order; the first that fails says what to do about it.
"""

import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from app.identity.authority import CLOCK_SLACK
from app.kit.clock import Clock
from app.kit.errors import Refusal, Unreachable
from app.sync import wire
from app.sync.core import Cursor
from app.sync.transport import Transport, certificates

PATIENCE = 5.0  # seconds for each step: who waits longer has his answer
TRIPS = 5  # the middle one is told: the first pays for the line


class Step(StrEnum):
    NAME = "name"
    REACH = "reach"
    SECURE = "secure"
    OURS = "ours"  # and not a hotel's sign-in page
    KNOWN = "known"  # hello: this desk may talk
    CLOCK = "clock"
    TRIP = "trip"


@dataclass(frozen=True, slots=True)
class Found:
    """`code` is empty when all is well. `figure`: the milliseconds of a trip, or the seconds that
    this computer's clock is ahead; `told`: an address, or what the other side said of itself."""

    step: Step
    code: str = ""
    figure: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What has to be known of a desk to try its line. `server_id` is empty before it joined."""

    url: str
    server_id: str
    cursor: Cursor
    clock: Clock


def look(step: Step, line: Line, transport: Transport) -> Found:
    """Never raises for a line that is broken: that is what was asked."""
    try:
        return _STEPS[step](line, transport)
    except Unreachable as away:
        return Found(step, away.why)
    except Refusal as refusal:
        return Found(step, refusal.code)


def _name(line: Line, _transport: Transport) -> Found:
    host, port, _ = _address(line)
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Found(Step.NAME, "name_unknown", told=host)
    return Found(Step.NAME, told=str(addresses[0][4][0]))


def _reach(line: Line, _transport: Transport) -> Found:
    host, port, _ = _address(line)
    where = f"{host}:{port}"
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except TimeoutError:
        return Found(Step.REACH, "no_answer", told=where)
    except OSError as error:
        refused = isinstance(error, ConnectionRefusedError)
        return Found(Step.REACH, "nobody_there" if refused else "no_way_there", told=where)
    return Found(Step.REACH, told=where)


def _secure(line: Line, _transport: Transport) -> Found:
    host, port, secure = _address(line)
    if not secure:
        return Found(Step.SECURE, "" if _is_near(host) else "not_encrypted", told="http")
    try:
        with (
            socket.create_connection((host, port), PATIENCE) as bare,
            certificates().wrap_socket(bare, server_hostname=host) as sealed,
        ):
            return Found(Step.SECURE, told=sealed.version() or "")
    except ssl.SSLCertVerificationError as error:
        return Found(Step.SECURE, "certificate_wrong", told=error.verify_message)
    except (ssl.SSLError, OSError):
        return Found(Step.SECURE, "not_secured", told=host)


def _ours(line: Line, transport: Transport) -> Found:
    """Any other reply, however friendly, is no network."""
    told = transport.get("/readyz", dict[str, Any])
    server_id = str(told.get("server_id", ""))
    if not server_id:
        return Found(Step.OURS, "another_answers")
    if line.server_id and server_id != line.server_id:
        return Found(Step.OURS, "another_server", told=server_id[-8:])
    return Found(Step.OURS, told=server_id[-8:])


def _known(line: Line, transport: Transport) -> Found:
    welcome = _hello(line, transport)
    bad = welcome.action in ("upgrade", "revoked")
    return Found(Step.KNOWN, welcome.action if bad else "", told=welcome.action)


def _clock(line: Line, transport: Transport) -> Found:
    """Against the middle of the question: the way there and back take about the same."""
    before = line.clock.now()
    there = _hello(line, transport).now
    ahead = (before + line.clock.now()) // 2 - there
    code = "clock_wrong" if abs(ahead) > CLOCK_SLACK else ""
    return Found(Step.CLOCK, code, round(ahead / 1_000_000))


def _trip(line: Line, transport: Transport) -> Found:
    took = []
    for _ in range(TRIPS):
        before = line.clock.monotonic_ms()
        transport.get("/healthz", dict[str, Any])
        took.append(line.clock.monotonic_ms() - before)
    return Found(Step.TRIP, figure=max(1, sorted(took)[TRIPS // 2]))


_STEPS: Mapping[Step, Callable[[Line, Transport], Found]] = {
    Step.NAME: _name,
    Step.REACH: _reach,
    Step.SECURE: _secure,
    Step.OURS: _ours,
    Step.KNOWN: _known,
    Step.CLOCK: _clock,
    Step.TRIP: _trip,
}


def _hello(line: Line, transport: Transport) -> wire.Welcome:
    return transport.hello(wire.greeting(line.cursor))


def _address(line: Line) -> tuple[str, int, bool]:
    parts = urlsplit(line.url)
    secure = parts.scheme == "https"
    return parts.hostname or "", parts.port or (443 if secure else 80), secure


def _is_near(host: str) -> bool:
    """This computer, or a demo shop on it: nobody listens in between."""
    return host == "localhost" or host.startswith("127.") or host == "::1"
