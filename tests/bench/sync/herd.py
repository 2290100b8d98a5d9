"""Many desks and one server: how much it takes, who listens, a herd, and one who abuses it."""

import asyncio
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import msgspec

from app.server.service import Service
from app.sync import wire
from tests.bench.measure import Report, cpu_of
from tests.bench.shop import Desk, open_bench_shop
from tests.bench.sync import abuse, anchors
from tests.support.light import LightDesk, Line
from tests.support.served import Served, served

EACH = 50  # commands of each desk of the herd
ORDERS = 10  # of them: the others are small
ABREAST = 8  # desks that send without a pause
HONEST = 10  # desks that work while one abuses
POLL_CPU_SECONDS = 10.0


def many_desks(kind: str, url: str, *, rounds: int, desks: int) -> Report:
    """`desks` come back at once and listen; what is measured with fewer shrinks with them."""
    share = min(1.0, desks / 300)
    report = Report(f"sync: {desks} desks and a server, {kind}")
    service = Service(url)
    shop, people = open_bench_shop(service, desks=desks + ABREAST + HONEST + 1, pin_hash="none")
    made = iter([Desk(service, shop, n, people) for n in range(desks + ABREAST + HONEST + 1)])
    crowd = [next(made) for _ in range(ABREAST)]
    honest = [next(made) for _ in range(HONEST)]
    greedy = next(made)
    herd = list(made)
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="gerai-bench-"))
        server = stack.enter_context(served(url, Path(name)))
        port = server.port
        for what, small in (("orders", False), ("small commands", True)):
            rate = asyncio.run(_rate(port, crowd, small, max(4, int(100 * share))))
            least = {"postgresql": 200, "sqlite": 150}[kind] if small else 0
            report.add(f"{ABREAST} desks, {what}", rate, "commands/s", least=least)
        rate = anchors.commits_a_second(url, Path(name))
        report.add("anchor: bare row and commit, one writer", rate, "rows/s")
        asyncio.run(_polls(report, server, service, herd, share))
        _herd(report, port, herd)
        asyncio.run(abuse.measure(report, server, honest, greedy, max(1, rounds // 2), share))
    service.close()
    return report


async def _rate(port: int, crowd: list[Desk], small: bool, many: int) -> float:
    light = [desk.light([small] * many, n) for n, desk in enumerate(crowd)]
    return len(crowd) * many / await _drained(light, port)


async def _drained(light: list[LightDesk], port: int) -> float:
    """Seconds until all of them had sent all of theirs."""
    began = time.perf_counter()
    await asyncio.gather(*(desk.drain(port) for desk in light))
    seconds = time.perf_counter() - began
    told = Counter(status for desk in light for status in desk.taken.values())
    if told.keys() - {"accepted", "accepted_with_exception"}:
        raise RuntimeError(f"the server said {told}")
    return seconds


async def _polls(
    report: Report, server: Served, service: Service, herd: list[Desk], share: float
) -> None:
    """All of the herd listen: what it costs while nothing happens, how soon all hear of one act."""
    at = service.head()
    heard: list[float] = []
    began = 0.0

    async def listen(desk: Desk) -> None:
        line = Line(server.port)
        asked = wire.Feed(
            replica_id=desk.replica_id, epoch=at.epoch, seq=at.seq, chain=at.chain, wait=25
        )
        reply = await line.post("/v1/feed", msgspec.json.encode(asked), desk.proof)
        heard.append((time.perf_counter() - began) * 1e3)
        if reply.status != 200:
            raise RuntimeError(f"the feed said {reply.status}")
        await line.close()

    listening = [asyncio.create_task(listen(desk)) for desk in herd[1:]]
    await asyncio.sleep(1 + 2 * share)
    seconds, pid = POLL_CPU_SECONDS * share, server.pid
    before = cpu_of(pid)
    await asyncio.sleep(seconds)
    busy = (cpu_of(pid) - before) / seconds * 100
    report.add(f"{len(listening)} long polls that wait", busy, "% of a core")
    began = time.perf_counter()
    await herd[0].light([True]).drain(server.port)
    await asyncio.gather(*listening)
    heard.sort()
    report.add("all hear of one act, p50", heard[len(heard) // 2], "ms")
    report.add("all hear of one act, last", heard[-1], "ms", most=1_000)


def _herd(report: Report, port: int, herd: list[Desk]) -> None:
    kinds = [n % (EACH // ORDERS) != 0 for n in range(EACH)]
    light = [desk.light(kinds, n) for n, desk in enumerate(herd)]
    seconds = asyncio.run(_drained(light, port))
    heard = sum((desk.heard for desk in light), Counter[int]())
    report.add(f"{len(herd)} desks with {EACH} commands each drained", seconds, "s")
    report.add("commands a second meanwhile", len(herd) * EACH / seconds, "commands/s")
    report.add("answers", heard[200], "")
    report.add("asked to come again (429)", heard[429], "")
    report.none("server errors (5xx)", sum(n for code, n in heard.items() if code >= 500))
    report.none("cut lines", heard[0])
