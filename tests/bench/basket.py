"""The real window, its server away: baskets are typed key by key, with the heartbeat of work.py.

A step is what the window's thread does at one go: a key and what it causes at once, or the answers
that lie there when it looks again.
"""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.catalog.tables import products
from app.kit import heap
from tests.bench.bigrows import product_id
from tests.bench.work import KEY_MS, Scene, Stage, _field
from ui.orders.page import CapturePage

LINES = 4


def basket(folder: str, url: str, goods: str, baskets: str) -> dict[str, Any]:
    stage = Stage(Path(folder), url)
    try:
        stage.sign_in("agent")
        stage.main.show_page("orders")
        stage.play("open", iter(range(30)), KEY_MS)
        heap.stands()  # as ui/start.py does once all screens are there
        waits: list[float] = []
        steps: list[float] = []
        stage.play("type", _typed(stage, int(goods), int(baskets), waits, steps), KEY_MS)
        scene: Scene = stage.scenes["type"]
        return {"waits": waits, "gaps": scene.gaps, "steps": steps}
    finally:
        stage.close()


def _typed(
    stage: Stage, goods: int, baskets: int, waits: list[float], steps: list[float]
) -> Iterator[object]:
    page = stage.main.page
    assert isinstance(page, CapturePage)
    chance = random.Random(5)
    for _ in range(baskets):
        for _ in range(LINES):
            sku = _sku(stage, chance.randrange(goods))
            page.focus_entry()
            for key in f"2*{sku}":
                _step(steps, partial(QTest.keyClicks, _field(page.entry), key))
                yield None
            begun = time.monotonic()
            _step(steps, partial(QTest.keyClick, _field(page.entry), Qt.Key.Key_Return))
            while page.items.pending or page.answers.pending:
                time.sleep(0.0005)
                _step(steps)
            waits.append((time.monotonic() - begun) * 1e3)
            _step(steps)
            yield None
        _step(steps, page.shelf.discard_order)
        yield None


def _step(steps: list[float], act: Callable[[], object] = lambda: None) -> None:
    """CPU-ms of the window's thread."""
    begun = time.thread_time()
    act()
    QApplication.processEvents()
    steps.append((time.thread_time() - begun) * 1e3)


def _sku(stage: Stage, n: int) -> str:
    def found(db: Any) -> str:
        return str(
            db.execute(products.select().where(products.c.id == product_id(n)))
            .mappings()
            .one()["sku"]
        )

    return stage.desk.ask(found).result()
