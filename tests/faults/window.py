"""The real window on a bad line, in a process of its own: `python -m tests.faults.window …`.

For each line on standard input a scene is played: baskets are typed, an order is placed with each,
somebody is looked for, the sync screen is opened; `recover` waits until all is up again. A line of
JSON tells what was seen. An empty line ends it.
"""

import json
import sys
import time
from collections.abc import Iterator
from operator import sub
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.catalog.tables import products
from app.kit.actor import Actor
from app.orders.commands import PlaceOrder
from tests.bench.work import Scene, Stage, _field, _waiting
from ui.orders.page import CapturePage

KEY_MS = 60
TOLD_MS = 5.0  # gaps above that are told one by one
RECOVER = "recover"
GIVE_UP = 150.0  # the longest back-off of a desk, and a page


def main(folder: str, url: str, order: str) -> None:
    stage = Stage(Path(folder), url)
    try:
        stage.sign_in("agent")
        stage.main.show_page("orders")
        stage.play("open", _waiting(1), KEY_MS)
        told = msgspec.json.decode(order, type=PlaceOrder)
        sku = stage.desk.ask(lambda db: db.execute(products.select()).mappings().first()).result()
        _say({"ready": True})
        while line := sys.stdin.readline().strip():
            stage.scenes.clear()
            placed: list[str] = []
            begun = time.monotonic()
            acts = _recovered(stage) if line == RECOVER else _worked(stage, told, sku, placed)
            stage.play(line, acts, KEY_MS)
            _say(_seen(stage, stage.scenes[line], placed, time.monotonic() - begun))
    finally:
        stage.close()


def _worked(stage: Stage, order: PlaceOrder, sku: Any, placed: list[str]) -> Iterator[object]:
    stage.main.show_page("orders")
    yield from _waiting(0.2)
    page = stage.main.page
    assert isinstance(page, CapturePage)
    actor = _actor(stage)
    for _ in range(3):
        page.focus_entry()
        for key in f"2*{sku['sku']}":
            yield QTest.keyClicks(_field(page.entry), key)
        yield QTest.keyClick(_field(page.entry), Qt.Key.Key_Return)
        done = stage.desk.run(order, actor)
        while not done.done():
            yield None
        placed.append(done.result().result["order_id"])
        page.shelf.discard_order()
        yield from _waiting(0.5)
    yield from _looked_for(stage)
    stage.main.show_page("sync")
    yield from _waiting(0.5)


def _looked_for(stage: Stage) -> Iterator[object]:
    """Here and, as far as it answers, at the server."""
    stage.main.search()
    yield None
    assert stage.main.omnibox is not None
    box = _field(stage.main.omnibox.search)
    for key in "siti r":
        yield QTest.keyClicks(box, key)
    yield from _waiting(0.5)
    yield QTest.keyClick(box, Qt.Key.Key_Escape)


def _recovered(stage: Stage) -> Iterator[object]:
    """By itself: nobody presses anything."""
    end = time.monotonic() + GIVE_UP
    while time.monotonic() < end:
        status = stage.desk.status()
        if status.state == "online" and not status.queued:
            return
        yield None


def _actor(stage: Stage) -> Actor:
    session = stage.window.backend.session
    assert session is not None
    actor: Any = session.actor
    assert isinstance(actor, Actor)
    return actor


def _seen(stage: Stage, scene: Scene, placed: list[str], seconds: float) -> dict[str, Any]:
    status = stage.desk.status()
    turns = sorted(scene.turns) or [0.0]
    told = zip(scene.at, scene.gaps, strict=True)
    return {
        "state": status.state,
        "pill": stage.main.top.pill.accessibleName(),
        "queued": status.queued,
        "placed": placed,
        "seconds": round(seconds, 1),
        "beats": len(scene.gaps),
        "longest_ms": round(max(scene.gaps, default=0.0), 1),
        "own_ms": round(max(map(sub, scene.gaps, scene.ready), default=0.0), 1),
        "late": [(at, late) for at, late in told if late > TOLD_MS],
        "turn_p99_cpu_ms": round(turns[len(turns) * 99 // 100], 1),
        "turn_max_cpu_ms": round(turns[-1], 1),
    }


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
