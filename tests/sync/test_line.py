"""Each step of the connection test tells the break that is its own, and what answers there."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.kit.clock import HOUR, Instant, SystemClock
from app.sync import wire
from app.sync.core import Cursor
from app.sync.line import Found, Line, Step, look
from app.sync.transport import Transport
from tests.desk.conftest import house, template
from tests.desk.house import House

__all__ = ["house", "template"]
NAME = wire.MARK.lower().encode()
OUR_MARK = b"X-Mark: ours"  # where a reply stands that knows how to answer us
PORTAL = b"<html><body>Welcome to the hotel. Please sign in.</body></html>"
NEVER = Cursor("", 0, 0, "")


class Late(SystemClock):
    """A computer whose clock is hours behind."""

    def now(self) -> Instant:
        return Instant(super().now() - 3 * HOUR)


def tried(step: Step, url: str, server_id: str = "") -> Found:
    line = Line(url, server_id, NEVER, SystemClock())
    transport = Transport(url)
    try:
        return look(step, line, transport)
    finally:
        transport.close()


@contextmanager
def listening(reply: bytes, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Somebody who answers everything with the same bytes."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            try:
                spoken = context.wrap_socket(line, server_side=True) if context else line
                asked = spoken.recv(65_536)
                spoken.sendall(reply.replace(OUR_MARK, _mark_of(asked)))
                spoken.close()
            except OSError:
                line.close()

    hand = threading.Thread(target=serve, daemon=True)
    hand.start()
    try:
        yield door.getsockname()[1]
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        hand.join(5)


def _mark_of(asked: bytes) -> bytes:
    """What our own server says back of a question."""
    lines = asked.splitlines()
    return next((line for line in lines if line.lower().startswith(NAME)), b"X-Mark: none")


def http(body: bytes, kind: str = "text/html") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def marked(body: bytes) -> bytes:
    return http(body, "application/json").replace(b"\r\n\r\n", b"\r\n" + OUR_MARK + b"\r\n\r\n", 1)


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    ) + made.public_bytes(serialization.Encoding.PEM)
    path = folder / "wrong.pem"
    path.write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_a_name_that_nobody_knows() -> None:
    assert tried(Step.NAME, "https://gerai.invalid").code == "name_unknown"
    found = tried(Step.NAME, "http://127.0.0.1:80")
    assert (found.code, found.told) == ("", "127.0.0.1")


def test_a_server_that_is_switched_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = tried(Step.REACH, f"http://127.0.0.1:{port}")
    assert (found.code, found.told) == ("nobody_there", f"127.0.0.1:{port}")


def test_somebody_else_under_the_servers_name(tmp_path: Path) -> None:
    with listening(b"", self_signed(tmp_path)) as port:
        assert tried(Step.SECURE, f"https://localhost:{port}").code == "certificate_wrong"


def test_a_line_that_cannot_be_encrypted() -> None:
    with listening(http(PORTAL)) as port:
        assert tried(Step.SECURE, f"https://127.0.0.1:{port}").code == "not_secured"
    assert tried(Step.SECURE, "http://192.0.2.1").code == "not_encrypted"
    assert tried(Step.SECURE, "http://127.0.0.1").code == ""


def test_the_sign_in_page_of_a_hotel_is_not_our_server() -> None:
    with listening(http(PORTAL)) as port:
        found = tried(Step.OURS, f"http://127.0.0.1:{port}")
    assert found.code == "HTTP 200 that is not our server's"
    with listening(marked(b'{"status": "ready"}')) as port:
        assert tried(Step.OURS, f"http://127.0.0.1:{port}").code == "another_answers"


def test_another_server_than_the_one_that_was_joined() -> None:
    with listening(marked(b'{"server_id": "%s"}' % (b"b" * 32))) as port:
        found = tried(Step.OURS, f"http://127.0.0.1:{port}", "a" * 32)
    assert (found.code, found.told) == ("another_server", "b" * 8)


def test_a_good_line_is_good_at_every_step(house: House) -> None:
    desk = house.desk(0)
    found = [desk.test_line(step).result() for step in Step]
    assert [one.code for one in found] == [""] * len(Step)
    assert [one.told for one in found if one.step is Step.KNOWN] == ["ok"]
    figures = {one.step: one.figure for one in found}
    assert abs(figures[Step.CLOCK]) <= 1  # one computer has one clock
    assert figures[Step.TRIP] >= 1
    assert desk.room().result().database > 0


def test_a_desk_without_its_server_says_where_it_ends(house: House) -> None:
    desk = house.desk(0)
    house.server.stop()
    assert desk.test_line(Step.NAME).result().code == ""
    assert desk.test_line(Step.REACH).result().code == "nobody_there"
    assert desk.test_line(Step.OURS).result().code == "ConnectError"


def test_a_clock_that_is_hours_behind_is_told_in_seconds(house: House) -> None:
    desk = house.desk(0)
    state = desk._state()
    cursor = Cursor(state["replica_id"], state["epoch"], state["seq"], state["chain"])
    line = Line(house.server.url, state["server_id"], cursor, Late())
    transport = Transport(
        house.server.url, device_id=state["device_id"], credential=state["credential"]
    )
    found = look(Step.CLOCK, line, transport)
    transport.close()
    assert found.code == "clock_wrong"
    assert -10_900 < found.figure < -10_700
