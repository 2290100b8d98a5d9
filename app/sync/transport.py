"""The only room that speaks HTTP: replies of our own server in, all else is no network.

httpx is loaded with the first word: it takes a tenth of a second, for which no screen should wait.
"""

import gzip
import os
import secrets
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from app.kit.errors import Refusal, Unreachable
from app.sync import wire
from app.sync.feed import Page, Whole

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 30.0
HERE_SECONDS = 3.0
LONGEST_RETRY = 120  # seconds: no word of a server keeps a desk away for longer
NOT_TRUSTED = "certificate"
_PATHS: dict[type, str] = {
    wire.Hello: "/v1/hello",
    wire.Commands: "/v1/commands",
    wire.Feed: "/v1/feed",
    wire.Reconcile: "/v1/reconcile",
    wire.SignIn: "/v1/sign-in",
    wire.Approve: "/v1/approve",
    wire.Enrol: "/v1/enrol",
    wire.Borrow: "/v1/leases/acquire",
    wire.GiveBack: "/v1/leases/return",
    wire.Sums: "/v1/sums",
    wire.Here: "/v1/here",
}


class Transport:
    """One server as one device sees it. Blocking; every wait has an end.

    Raises Unreachable when our server did not answer, Refusal when it answered no.
    """

    def __init__(
        self,
        base_url: str,
        *,
        device_id: str = "",
        credential: str = "",
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """What takes longer than `answer_seconds`, a long poll beyond its wait, is no answer."""
        self._base_url = base_url
        self._answer_seconds = answer_seconds
        self._headers = {"Authorization": f"Gerai {device_id}.{credential}"} if device_id else {}
        self._lines: list[Any] = []
        self._watch: dict[str, Any] = {"trace": self._traced}

    @cached_property
    def _client(self) -> "httpx.Client":
        import httpx

        return httpx.Client(
            base_url=self._base_url,
            headers=self._headers,
            timeout=_patience(self._answer_seconds),
            verify=certificates(),
        )

    def enrol(self, request: wire.Enrol) -> wire.Enrolled:
        return self._ask(request, wire.Enrolled)

    def sign_in(self, request: wire.SignIn) -> wire.SignedIn:
        return self._ask(request, wire.SignedIn)

    def approve(self, request: wire.Approve) -> wire.Approved:
        return self._ask(request, wire.Approved)

    def hello(self, request: wire.Hello) -> wire.Welcome:
        return self._ask(request, wire.Welcome)

    def send(self, request: wire.Commands) -> wire.Taken:
        return self._ask(request, wire.Taken)

    def reconcile(self, request: wire.Reconcile) -> wire.Reconciled:
        return self._ask(request, wire.Reconciled)

    def borrow(self, request: wire.Borrow) -> wire.Settled:
        return self._ask(request, wire.Settled)

    def give_back(self, request: wire.GiveBack, *, seconds: float = ANSWER_SECONDS) -> wire.Settled:
        return wire.read_reply(self._post(request, _patience(seconds)), wire.Settled)

    def sums(self, request: wire.Sums) -> wire.Summed:
        return self._ask(request, wire.Summed)

    def here(self, request: wire.Here) -> wire.Beside:
        """Not worth waiting for: it is asked again soon."""
        return wire.read_reply(self._post(request, _patience(HERE_SECONDS)), wire.Beside)

    def feed(self, request: wire.Feed) -> Page | wire.Welcome:
        """A page, or what to do instead of reading on."""
        timeout = _patience(self._answer_seconds + request.wait)
        body = msgspec.json.encode(request)
        with (
            _as_unreachable(),
            self._client.stream(
                "POST",
                "/v1/feed",
                content=body,
                headers=_marked(),
                timeout=timeout,
                extensions=self._watch,
            ) as response,
            _perhaps_cut(response),
        ):
            response.read()
        content = _content_of(response)
        try:
            return msgspec.json.decode(content, type=Page)
        except msgspec.DecodeError:  # no page, or cut: a server whose database went away meanwhile
            return wire.read_reply(content, wire.Welcome)

    def get(self, path: str, kind: type[T], **query: str) -> T:
        with _as_unreachable():
            response = self._client.get(
                path, params=query, headers=_marked(), extensions=self._watch
            )
        return wire.read_reply(_content_of(response), kind)

    @contextmanager
    def snapshot(self, request: wire.Snapshot) -> Iterator[tuple[Whole, Iterator[bytes]]]:
        """The head it was taken at, and its lines; reading a cut stream raises Unreachable."""
        body = msgspec.json.encode(request)
        with (
            _as_unreachable(),
            self._client.stream(
                "POST",
                "/v1/snapshot",
                content=body,
                headers=_marked(),
                extensions=self._watch,
            ) as response,
        ):
            _require_mark(response)
            if response.status_code != HTTPStatus.OK:
                response.read()
                _content_of(response)
            lines = _lines(response)
            head = wire.read_reply(next(lines, b""), Whole)
            yield head, _until_end(lines)

    def interrupt(self) -> None:
        """Hang up from another thread, whatever is waited for."""
        for line in tuple(self._lines):
            with suppress(OSError):
                line.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def _traced(self, event: str, told: dict[str, Any]) -> None:
        """Remember the lines that are open: httpx hands them out to nobody before a reply."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._lines = [*self._lines[-3:], told["return_value"]]  # two talk, each with its TLS

    def close(self) -> None:
        if "_client" in self.__dict__:
            self._client.close()

    def _ask(self, request: object, kind: type[T]) -> T:
        return wire.read_reply(self._post(request), kind)

    def _post(self, request: object, patience: "httpx.Timeout | None" = None) -> bytes:
        body = gzip.compress(msgspec.json.encode(request), compresslevel=1)
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip", **_marked()}
        with _as_unreachable():
            response = self._client.post(
                _PATHS[type(request)],
                content=body,
                headers=headers,
                timeout=patience or _patience(self._answer_seconds),
                extensions=self._watch,
            )
        return _content_of(response)


def certificates() -> ssl.SSLContext:
    """Whose signature under a server's name is believed, here and where only the line is tried.

    Read once for all calls of a process: it takes 20 to 35 CPU-ms.
    """
    return _read_certificates(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _read_certificates(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    import httpx

    try:
        return httpx.create_ssl_context()
    except OSError as error:  # SSL_CERT_FILE may point nowhere
        raise Unreachable(f"no usable certificates: {error}") from error


def _patience(seconds: float) -> "httpx.Timeout":
    import httpx

    return httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))


@contextmanager
def _as_unreachable() -> Iterator[None]:
    import httpx

    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, zlib.error) as error:
        raise Unreachable(_why(error)) from error


@contextmanager
def _perhaps_cut(response: "httpx.Response") -> Iterator[None]:
    """A line that breaks in the midst of an answer is another trouble than one that brings none."""
    try:
        with _as_unreachable():
            yield
    except Unreachable as away:
        if response.num_bytes_downloaded:
            raise Unreachable(wire.CUT) from away
        raise


def _why(error: BaseException) -> str:
    """The kind of trouble, for the pill: somebody who reads along is not a line that is down."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NOT_TRUSTED
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__


def _marked() -> dict[str, str]:
    return {wire.MARK: secrets.token_hex(8)}


def _require_mark(response: "httpx.Response") -> None:
    asked, told = response.request.headers.get(wire.MARK), response.headers.get(wire.MARK)
    if told is None:
        raise Unreachable(f"HTTP {response.status_code} that is not our server's")
    if told != asked:
        raise Unreachable("an answer to another question")


def _content_of(response: "httpx.Response") -> bytes:
    """The body of a reply of ours; a refusal of ours is raised, anything else is no network."""
    _require_mark(response)
    if response.status_code == HTTPStatus.OK:
        return response.content
    try:
        problem = msgspec.json.decode(response.content, type=wire.Problem)
    except msgspec.MsgspecError:
        raise Unreachable(f"HTTP {response.status_code} that is not our server's") from None
    if (
        response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        or response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    ):
        raise Unreachable(problem.code, retry_after=_retry_after(response))
    raise Refusal(problem.code, **problem.facts)


def _retry_after(response: "httpx.Response") -> int:
    told = response.headers.get("Retry-After", "")
    return min(int(told), LONGEST_RETRY) if told.isdecimal() else 0


def _lines(response: "httpx.Response") -> Iterator[bytes]:
    """Whole ones; what is left of a cut one is none."""
    rest = b""
    for chunk in response.iter_bytes():
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole


def _until_end(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Until the closing line; a stream without one was cut."""
    for line in lines:
        if line == b'"end"':
            return
        yield line
    raise Unreachable("the snapshot was cut")
