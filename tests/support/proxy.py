"""A line between desk and server that can be spoiled: replies lost, cut, garbled, or a portal's."""

import random
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.support.spoiling import GATEWAY, PORTAL, Fault, answer, field, spoiled

__all__ = ["ALWAYS", "PORTAL", "Fault", "Proxy", "ThinLine"]
ALWAYS = 1 << 30
CRUMB = 7  # bytes of a sliced reply at a time
TORN = struct.pack("ii", 1, 0)  # SO_LINGER: close by a reset


@dataclass(frozen=True, slots=True)
class ThinLine:
    """A line over a satellite, or the second bar of a phone. `loss`: of a piece, per mille; what
    is lost is sent again after another trip."""

    trip_s: float  # there and back
    bytes_s: int
    loss: int
    seed: int = 1

    def carried(self, chance: random.Random, size: int) -> float:
        """Seconds that one piece takes, one way."""
        again = sum(1 for _ in range(3) if chance.randrange(1_000) < self.loss)
        return self.trip_s / 2 + size / self.bytes_s + again * self.trip_s


@dataclass
class _Rule:
    path: str
    fault: Fault
    left: int
    answer: Callable[[], bytes] = lambda: b""


class Proxy:
    """One request per connection; `spoil` says what becomes of which path.

    With `tls` it is somebody who reads along: the desk speaks to him, he to the server.
    """

    def __init__(self, target: str, *, tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(target)
        self._target = (str(parts.hostname), int(parts.port or 80))
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._first: dict[str, bytes] = {}
        self._healed = threading.Event()
        self.tls = tls
        self.thin: ThinLine | None = None
        self.late_s = 0.3  # how late SLOW is
        self.lasts = ALWAYS  # bytes of an answer, then the line breaks
        self.carried = 0  # bytes of all answers
        self.met: list[tuple[str, Fault | None]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"
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
            self._healed.clear()
            self._rules.append(_Rule(path, fault, times, answer))

    def heal(self) -> None:
        with self._lock:
            self._rules.clear()
            self.thin = None
            self.lasts = ALWAYS
        self._healed.set()

    def cut(self) -> None:
        """No line at all until `heal`: what is under way breaks off, what comes goes nowhere."""
        self.spoil("/", Fault.AWAY)
        self.break_off()

    def break_off(self) -> None:
        """What is under way ends here: whoever waits for an answer asks again."""
        with self._lock:
            open_now = list(self._open)
        for line in open_now:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def hits(self, fault: Fault) -> int:
        return sum(1 for _path, met in self.met if met is fault)

    def close(self) -> None:
        self._healed.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        self.break_off()
        for thread in self._threads:
            thread.join()

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
                if self.tls is None:
                    self._exchange(line)
                    return
                with self.tls.wrap_socket(line, server_side=True) as spoken:
                    with self._lock:
                        self._open.add(spoken)
                    self._exchange(spoken)
                    self._open.discard(spoken)
        finally:
            with self._lock:
                self._open.discard(line)

    def _exchange(self, line: socket.socket) -> None:
        request = _request(line)
        if not request:
            return
        path = request.split(b" ", 2)[1].decode()
        mark = field(request.partition(b"\r\n\r\n")[0], b"Gerai-Mark")
        rule = self._rule(path)
        self.met.append((path, rule.fault if rule else None))
        match rule.fault if rule else None:
            case None:
                self._pass_on(path, request, line)
            case Fault.AWAY:
                return
            case Fault.HALF_OPEN:
                self._healed.wait()
            case Fault.PORTAL:
                line.sendall(answer(PORTAL, b"text/html"))
            case Fault.GATEWAY:
                line.sendall(answer(GATEWAY, b"text/html", status=b"504 Gateway Timeout"))
            case Fault.REPLAYED:
                line.sendall(self._first.get(path, answer(b"{}", b"application/json")))
            case Fault.CANNED | Fault.FOREIGN:
                assert rule is not None
                known = mark if rule.fault is Fault.CANNED else b""
                line.sendall(answer(rule.answer(), b"application/json", mark=known))
            case Fault.TWICE:
                self._whole(request)
                line.sendall(self._whole(request))
            case fault:
                self._spoil(request, line, fault)

    def _rule(self, path: str) -> _Rule | None:
        with self._lock:
            for rule in self._rules:
                if rule.left > 0 and path.startswith(rule.path):
                    rule.left -= 1
                    return rule
        return None

    def _spoil(self, request: bytes, line: socket.socket, fault: Fault) -> None:
        reply = spoiled(self._whole(request), fault)
        if fault is Fault.SLOW:
            self._healed.wait(self.late_s)
        step = CRUMB if fault is Fault.SLICED else len(reply) or 1
        for start in range(0, len(reply), step):
            line.sendall(reply[start : start + step])
        if fault is Fault.RESET:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, TORN)

    def _pass_on(self, path: str, request: bytes, line: socket.socket) -> None:
        """Parts go on as they come, so that a long poll shows its head at once."""
        thin, parts = self.thin, list[bytes]()
        chance = random.Random(thin.seed if thin else 0)
        if thin:
            self._healed.wait(thin.carried(chance, len(request)))

        def take(part: bytes) -> None:
            part = part[: self.lasts - sum(map(len, parts))]
            if not part:
                raise BrokenPipeError
            parts.append(part)
            if thin:
                self._healed.wait(thin.carried(chance, len(part)))
            line.sendall(part)
            self.carried += len(part)

        self._forward(request, take)
        self._first.setdefault(path, b"".join(parts))

    def _whole(self, request: bytes) -> bytes:
        parts: list[bytes] = []
        self._forward(request, parts.append)
        return b"".join(parts)

    def _forward(self, request: bytes, take: Callable[[bytes], object]) -> None:
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
    length = int(field(head, b"content-length") or 0)
    while len(body) < length:
        part = line.recv(65_536)
        if not part:
            return b""  # who asked hung up in the middle of it
        body += part
    return head + b"\r\n\r\n" + body
