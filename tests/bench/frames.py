"""P8 and P12: does the window answer while lists are scrolled and boxes typed into, and how much
memory does it hold afterwards? Beside a bare PySide6 window; while its server has news.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from app.customers.commands import CreateCustomer
from app.server.service import Service
from app.server.web import application
from tests.bench.asking import alone
from tests.bench.big import BigDesk
from tests.bench.measure import Report
from tests.bench.window import launch
from tests.support.served import in_this_process

FRAME_MS = 16.7
BLOCK_MS = 50
P999_MS = 20
MEMORY = 4  # times a bare window
NEWS_S = 0.1  # a customer comes to be known in the shop, ten times a second


def measure(desk: BigDesk, *, rounds: int, many: int, small: BigDesk | None = None) -> Report:
    """`rounds`, `many` are of no use: each scene is played once, in hundreds of steps."""
    report = Report(f"P8, P12 window at work, {desk.size.orders:,} orders, sync running")
    bare = launch("bare")
    with news(desk) as url:
        told = launch("work", str(desk.profile), url)
    assert told["online"]
    gaps: list[float] = []
    for name, scene in told["scenes"].items():
        frames = sorted(scene["frames"])
        most = FRAME_MS if name.startswith(("type", "scroll")) else 0
        report.add(f"{name}, frame p50", frames[len(frames) // 2], "CPU-ms")
        report.add(f"{name}, frame p95", frames[len(frames) * 95 // 100], "CPU-ms", most=most)
        report.add(f"{name}, frame max", frames[-1], "CPU-ms")
        report.add(f"{name}, longest gap", max(scene["gaps"]), "ms", most=BLOCK_MS)
        gaps += scene["gaps"] if name not in ("idle", "rest") else []
    gaps.sort()
    report.add("all, gap p99.9", gaps[len(gaps) * 999 // 1000], "ms", most=P999_MS)
    report.add("memory", told["memory"], "MiB")
    report.add("memory, bare window", bare["memory"], "MiB")
    report.add("memory, ratio", told["memory"] / bare["memory"], "×", most=MEMORY)
    return report


bench = alone(measure)


@contextmanager
def news(desk: BigDesk) -> Iterator[str]:
    """The desk's server in this process, with something new for it all the time."""
    service = Service(desk.server_url)
    done = threading.Event()

    phones = (f"+62899{n:08d}" for n in count(service.clock.now() % 10**7))

    def go_on() -> None:
        while not done.wait(NEWS_S):
            service.run(
                CreateCustomer(customer_id=service.new_id(), name="Siti Baru", phone=next(phones))
            )

    thread = threading.Thread(target=go_on)
    try:
        with in_this_process(application(service)) as client:
            thread.start()
            yield str(client.base_url).rstrip("/")
            done.set()
            thread.join()
    finally:
        done.set()
        service.close()
