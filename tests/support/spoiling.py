"""What a bad line does to the bytes of one reply."""

import gzip
from enum import StrEnum

PORTAL = b"<!doctype html><title>Hotel Wi-Fi</title><h1>Please accept our terms</h1>"
GATEWAY = b"<html><h1>504 Gateway Time-out</h1></html>"


class Fault(StrEnum):
    """What happens to one exchange. The server carries out all but PORTAL, GATEWAY, CANNED,
    FOREIGN, REPLAYED, HALF_OPEN and AWAY."""

    LOST = "lost"  # the reply never comes, and the line is closed
    CUT = "cut"  # half of the reply comes
    SHORT = "short"  # half of the reply comes, as if that were all of it
    RESET = "reset"  # half of the reply comes, then the line is torn
    GARBLED = "garbled"  # the reply comes with its body turned to noise
    GZIP = "gzip"  # the reply comes packed, and the packing is damaged
    SLOW = "slow"  # the reply comes late
    SLICED = "sliced"  # the reply comes in crumbs
    BUFFERED = "buffered"  # nothing of the reply comes before all of it
    TWICE = "twice"  # the request reaches the server two times
    REPLAYED = "replayed"  # the first answer that this path ever got comes again
    PORTAL = "portal"  # somebody else answers 200 with a page
    GATEWAY = "gateway"  # a proxy of somebody's has no patience
    CANNED = "canned"  # an answer of the test's own, as our server would give it
    FOREIGN = "foreign"  # an answer of the test's own, by somebody who does not know the question
    HALF_OPEN = "half open"  # the line stands, and nobody is there any more
    AWAY = "away"  # the request goes nowhere


def spoiled(reply: bytes, fault: Fault) -> bytes:
    """The whole reply as it arrives."""
    head, _, body = reply.partition(b"\r\n\r\n")
    match fault:
        case Fault.CUT | Fault.RESET:
            return head + b"\r\n\r\n" + body[: len(body) // 2]
        case Fault.SHORT:
            whole = plain(head, body)
            return with_length(head, whole[: len(whole) // 2])
        case Fault.GARBLED:
            return with_length(head, bytes(byte ^ 0x55 for byte in plain(head, body)))
        case Fault.GZIP:
            packed = bytearray(gzip.compress(plain(head, body)))
            packed[len(packed) // 2] ^= 0xFF
            return with_length(head + b"\r\nContent-Encoding: gzip", bytes(packed))
        case Fault.LOST:
            return b""
        case _:
            return reply


def answer(body: bytes, kind: bytes, *, status: bytes = b"200 OK", mark: bytes = b"") -> bytes:
    """A reply that somebody else made; with the mark of the question when he knows of it."""
    head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nConnection: close" % (status, kind)
    if mark:
        head += b"\r\nGerai-Mark: " + mark
    return with_length(head, body)


def field(head: bytes, name: bytes) -> bytes:
    """The value of a header field, b"" when there is none."""
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name.lower():
            return value.strip()
    return b""


def plain(head: bytes, body: bytes) -> bytes:
    """The body without the framing of its chunks."""
    if field(head, b"transfer-encoding").lower() != b"chunked":
        return body
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size or b"0", 16)
        whole += rest[:length]
        body = rest[length + 2 :] if length else b""
    return whole


def with_length(head: bytes, body: bytes) -> bytes:
    """As one piece whose length is told."""
    kept = [
        line
        for line in head.split(b"\r\n")
        if not line.lower().startswith((b"content-length:", b"transfer-encoding:"))
    ]
    return b"\r\n".join([*kept, b"Content-Length: %d" % len(body)]) + b"\r\n\r\n" + body
