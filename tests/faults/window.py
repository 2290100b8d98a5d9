"""The real window on a bad line, in a process of its own: `python -m tests.faults.window …`.

For each line on standard input it is played for so many seconds: baskets are typed, an order is
placed with each; a line of JSON tells what was seen. An empty line ends it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.catalog.tables import products
from app.orders.commands import PlaceOrder
from tests.bench.work import Scene, Stage, _field, _waiting
from ui.orders.page import CapturePage

KEY_MS = 60


def main(folder: str, url: str, order: str) -> None:
    stage = Stage(Path(folder), url)
    try:
        stage.sign_in("agent")
        stage.main.show_page("orders")
        stage.play("open", _waiting(1), KEY_MS)
        told = msgspec.json.decode(order, type=PlaceOrder)
        _say({"ready": True})
        while line := sys.stdin.readline().strip():
            stage.scenes.clear()
            placed: list[str] = []
            stage.play(line, _worked(stage, told, placed), KEY_MS)
            _say(_seen(stage, stage.scenes[line], placed))
    finally:
        stage.close()


def _worked(stage: Stage, order: PlaceOrder, placed: list[str]) -> Iterator[object]:
    page = stage.main.page
    assert isinstance(page, CapturePage)
    sku = stage.desk.ask(lambda db: db.execute(products.select()).mappings().first()).result()
    session = stage.window.backend.session
    assert session is not None
    actor: Any = session.actor
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


def _seen(stage: Stage, scene: Scene, placed: list[str]) -> dict[str, Any]:
    status = stage.desk.status()
    return {
        "state": status.state,
        "pill": stage.main.top.pill.accessibleName(),
        "queued": status.queued,
        "placed": placed,
        "beats": len(scene.gaps),
        "longest_ms": max(scene.gaps),
        "over_50_ms": sum(1 for gap in scene.gaps if gap > 50),
    }


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
