"""A line between desk and server that can be spoiled: replies lost, cut, garbled, or a portal's."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

PORTAL = b"<!doctype html><title>Hotel Wi-Fi</title><h1>Please accept our terms</h1>"
ALWAYS = 1 << 30


class Fault(StrEnum):
    """What happens to one exchange. The server carries out all but PORTAL, CANNED and AWAY."""

    LOST = "lost"  # the reply never comes
    CUT = "cut"  # half of the reply comes
    GARBLED = "garbled"  # the reply comes with its body turned to noise
    TWICE = "twice"  # the request reaches the server two times
    PORTAL = "portal"  # somebody else answers 200 with a page
    CANNED = "canned"  # an answer of the test's own
    AWAY = "away"  # the request goes nowhere


@dataclass
class _Rule:
    path: str
    fault: Fault
    left: int
    answer: Callable[[], bytes] = lambda: b""


class Proxy:
    """One request per connection; `spoil` says what becomes of which path."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (str(parts.hostname), int(parts.port or 80))
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.met: list[tuple[str, Fault | None]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, name="proxy", daemon=True)
        self._accepting.start()

    def spoil(
        self,
        path: str,
        fault: Fault,
        times: int = ALWAYS,
        *,
        answer: Callable[[], bytes] = lambda: b"",
    ) -> None:
        """The next `times` requests whose path begins so; `answer` is the body of CANNED."""
        with self._lock:
            self._rules.append(_Rule(path, fault, times, answer))

    def heal(self) -> None:
        with self._lock:
            self._rules.clear()

    def cut(self) -> None:
        """No line at all until `heal`: what is under way breaks off, what comes goes nowhere."""
        self.spoil("/", Fault.AWAY)
        self._break_off()

    def hits(self, fault: Fault) -> int:
        return sum(1 for _path, met in self.met if met is fault)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        self._break_off()
        for thread in self._threads:
            thread.join()

    def _break_off(self) -> None:
        with self._lock:
            open_now = list(self._open)
        for line in open_now:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    # --- one exchange --------------------------------------------------------------------------

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(line,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, line: socket.socket) -> None:
        with self._lock:
            self._open.add(line)
        try:
            with line, suppress(OSError):
                self._exchange(line)
        finally:
            with self._lock:
                self._open.discard(line)

    def _exchange(self, line: socket.socket) -> None:
        request = _request(line)
        if not request:
            return
        path = request.split(b" ", 2)[1].decode()
        rule = self._rule(path)
        self.met.append((path, rule.fault if rule else None))
        match rule.fault if rule else None:
            case None:
                self._forward(request, line.sendall)
            case Fault.AWAY:
                return
            case Fault.PORTAL:
                line.sendall(_reply(PORTAL, b"text/html"))
            case Fault.CANNED:
                assert rule is not None
                line.sendall(_reply(rule.answer(), b"application/json"))
            case Fault.TWICE:
                self._forward(request, lambda _part: None)
                self._forward(request, line.sendall)
            case fault:
                parts: list[bytes] = []
                self._forward(request, parts.append)
                line.sendall(_spoiled(b"".join(parts), fault))

    def _rule(self, path: str) -> _Rule | None:
        with self._lock:
            for rule in self._rules:
                if rule.left > 0 and path.startswith(rule.path):
                    rule.left -= 1
                    return rule
        return None

    def _forward(self, request: bytes, take: Callable[[bytes], object]) -> None:
        """Parts go on as they come, so that a long poll shows its head at once."""
        head, _, body = request.partition(b"\r\n\r\n")
        kept = [part for part in head.split(b"\r\n") if not part.lower().startswith(b"connection:")]
        with socket.create_connection(self._target, timeout=60) as server:
            with self._lock:
                self._open.add(server)
            try:
                server.sendall(b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + body)
                while part := server.recv(65_536):
                    take(part)
            finally:
                with self._lock:
                    self._open.discard(server)


def _request(line: socket.socket) -> bytes:
    told = b""
    while b"\r\n\r\n" not in told:
        part = line.recv(65_536)
        if not part:
            return b""
        told += part
    head, _, body = told.partition(b"\r\n\r\n")
    length = 0
    for field in head.split(b"\r\n"):
        if field.lower().startswith(b"content-length:"):
            length = int(field.split(b":")[1])
    while len(body) < length:
        part = line.recv(65_536)
        if not part:
            return b""  # who asked hung up in the middle of it
        body += part
    return head + b"\r\n\r\n" + body


def _reply(body: bytes, kind: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close"
    return head % (kind, len(body)) + b"\r\n\r\n" + body


def _spoiled(reply: bytes, fault: Fault) -> bytes:
    head, _, body = reply.partition(b"\r\n\r\n")
    match fault:
        case Fault.CUT:
            return head + b"\r\n\r\n" + body[: len(body) // 2]
        case Fault.GARBLED:
            return head + b"\r\n\r\n" + bytes(byte ^ 0x55 for byte in body)
        case _:
            return b""
