"""Desks without a database or a thread, hundreds in one process: they speak the wire alone."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import msgspec

from app.storage.outbox import Envelope
from app.sync import wire

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds; a real desk goes up to two minutes


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One kept-alive HTTP connection; ConnectionError when it breaks."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes, proof: str) -> Reply:
        return await self._ask("POST", path, proof, body)

    async def get(self, path: str, proof: str) -> Reply:
        return await self._ask("GET", path, proof, b"")

    async def _ask(self, method: str, path: str, proof: str, body: bytes) -> Reply:
        try:
            if self._ends is None:
                self._ends = await asyncio.open_connection("127.0.0.1", self._port)
            reader, writer = self._ends
            head = f"{method} {path} HTTP/1.1\r\nHost: light\r\nAuthorization: {proof}\r\n"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            return await _reply(reader)
        except (OSError, EOFError) as cut:
            await self.close()
            raise ConnectionError(str(cut)) from cut

    async def close(self) -> None:
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None


async def _reply(reader: asyncio.StreamReader) -> Reply:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
    headers = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines if line)
    }
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    else:
        body = b"".join([part async for part in _chunks(reader)])
    return Reply(int(first.split()[1]), headers, body)


async def _chunks(reader: asyncio.StreamReader):
    while size := int(await reader.readline(), 16):
        yield await reader.readexactly(size)
        await reader.readline()
    await reader.readline()


@dataclass(slots=True)
class LightDesk:
    """What waits in its outbox goes up as a real desk sends it: in batches, again after a no."""

    proof: str
    replica_id: str
    outbox: Sequence[Envelope]
    chance: random.Random
    batch: int = wire.BATCH_COMMANDS
    taken: dict[str, str] = field(default_factory=dict)  # command id → status
    heard: Counter[int] = field(default_factory=Counter)  # HTTP status → times; 0: a cut line

    async def drain(self, port: int) -> None:
        line, failures = Line(port), 0
        while len(self.taken) < len(self.outbox):
            wait = await self.send(line)
            failures = failures + 1 if wait is not None else 0
            if wait is not None:
                longest = min(FIRST_WAIT * 2**failures, LONGEST_WAIT)
                await asyncio.sleep(wait + self.chance.random() * (FIRST_WAIT if wait else longest))
        await line.close()

    async def send(self, line: Line) -> float | None:
        """One batch; None when the server took some, else the seconds it wants to be left alone."""
        sent = self.outbox[len(self.taken) : len(self.taken) + self.batch]
        body = msgspec.json.encode(wire.Commands(replica_id=self.replica_id, commands=list(sent)))
        try:
            reply = await line.post("/v1/commands", body, self.proof)
        except ConnectionError:
            self.heard[0] += 1
            return 0.0
        self.heard[reply.status] += 1
        if reply.status != HTTPStatus.OK:
            return float(reply.headers.get("retry-after", 0))
        told = msgspec.json.decode(reply.body, type=wire.Taken)
        self.taken.update((command_id, status) for command_id, status, _ in told.receipts)
        return None
