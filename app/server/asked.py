"""What a caller sends: who it says to be, and a body within limits that is what the route takes."""

import asyncio
import gzip
import io
import zlib
from typing import Any

import msgspec
from starlette.requests import ClientDisconnect, Request

from app.kit.errors import Refusal

BODY_LIMIT = 1 << 20  # after unpacking, too: a small gzip may hold a large bomb
SILENCE = 30.0  # seconds without another byte: by then no desk waits for the answer any more


def caller_of(request: Request) -> str:
    """Its proof, right or wrong; without one the address that it calls from."""
    return request.headers.get("Authorization") or (request.client.host if request.client else "")


async def body_of(request: Request) -> bytes:
    """Who falls silent in the middle, a computer without power, keeps its place no longer."""
    packed, clock = bytearray(), asyncio.get_running_loop().time
    try:
        async with asyncio.timeout(SILENCE) as patience:
            async for chunk in request.stream():
                patience.reschedule(clock() + SILENCE)
                packed += chunk
                if len(packed) > BODY_LIMIT:
                    raise Refusal("body_too_large", most=BODY_LIMIT)
    except (ClientDisconnect, TimeoutError) as cut:  # nobody hears the answer
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


def decoded(body: bytes, kind: type) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refusal("bad_body", why=str(error)) from error
