"""The real window at work on a desk, with a heartbeat: lists scrolled, boxes typed into.

Each step's CPU is that of the window's thread until all it caused is painted; a gap is how long
a timer of 10 ms waited for longer than that: then the window did not answer (reliability.md G15).
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import ui.imports  # noqa: F401  first, as a desk does it
from app.desk.desk import Desk
from app.insights.lists import OrderFilter, Which
from app.insights.scopes import Scope, ScopeKind
from app.kit import heap
from app.kit.clock import DAY
from app.orders.tables import orders
from app.places.queries import all_sites
from tests.bench.names import PIN, name_of
from tests.bench.ready import stood_ready_ms
from tests.bench.window import memory_mib, until
from ui.before import application, load_screens
from ui.insights.drill import Drill
from ui.insights.page import InsightsPage
from ui.kit.entry import EntryBox
from ui.main import SPARE_MS, Window

BEAT_MS = 10
KEY_MS = 60  # 16 keys a second: nobody types faster
FRAME_MS = 16
STEPS = 240
NAMES = ("siti rahma", "budi lest", "kemeja linen", "jaket", "0812", "dewi ba")


class Heart(QObject):
    """How long each beat came too late, in ms; when that was, and what its thread did meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self.late: list[float] = []
        self.at: list[float] = []  # seconds of the clock that all processes share
        self.turns: list[float] = []  # CPU-ms of this thread from one beat to the next
        self.ready: list[float] = []  # ms of it in which this thread was ready and got no core
        self._spent = self._stood = 0.0

    def start(self) -> None:
        self.late, self.at, self.turns, self.ready = [], [], [], []
        self._spent, self._stood = time.thread_time(), stood_ready_ms()
        self._since.start()
        self._timer.start()

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.late

    def _beat(self) -> None:
        self.late.append(self._since.nsecsElapsed() / 1e6 - BEAT_MS)
        self._since.restart()
        self.at.append(time.monotonic())
        spent, stood = time.thread_time(), stood_ready_ms()
        self.turns.append((spent - self._spent) * 1e3)
        self.ready.append(stood - self._stood)
        self._spent, self._stood = spent, stood


@dataclass
class Scene:
    """What was seen of one piece of work."""

    frames: list[float] = field(default_factory=list)  # CPU-ms of the window's thread
    gaps: list[float] = field(default_factory=list)
    at: list[float] = field(default_factory=list)  # when each gap ended
    turns: list[float] = field(default_factory=list)  # CPU-ms from one beat to the next
    ready: list[float] = field(default_factory=list)  # ms of each gap without a core


class Stage:
    """One window, its screens loaded, as ui/start.py leaves it; `scenes` by name."""

    def __init__(self, folder: Path, url: str) -> None:
        heap.hold_off()
        self.app = application()
        self.desk = Desk(folder, url)
        self.desk.start()
        self.window = Window(self.app, self.desk)
        self.main = self.window.main
        self.main.resize(1440, 900)
        self.main.show()
        load_screens()
        self.heart = Heart()
        self.scenes: dict[str, Scene] = {}

    def sign_in(self, role: str) -> None:
        door = self.main.sign_in
        until(lambda: door.people.user_id)
        who = next(person for person in door._users if person.role == role)
        door.people.choose(who.id)
        door.pin.entered.emit(PIN)  # keys without a pause would be a scanner's
        until(lambda: not self.main.is_locked())

    def play(self, name: str, steps: Iterator[object], every_ms: int) -> None:
        """One step after the other; between them Qt works as it always does."""
        scene = self.scenes.setdefault(name, Scene())
        self.heart.start()
        due = time.monotonic()
        for _ in _timed(steps, scene.frames):
            due = max(due + every_ms / 1e3, time.monotonic())
            while time.monotonic() < due:
                QApplication.processEvents()
                time.sleep(0.0005)
        scene.gaps += self.heart.stop()
        scene.at += self.heart.at
        scene.turns += self.heart.turns
        scene.ready += self.heart.ready

    def close(self) -> None:
        self.main.close()
        self.window.backend.close()
        self.desk.close()


def _timed(steps: Iterator[object], frames: list[float]) -> Iterator[None]:
    while True:
        begun = time.thread_time()
        try:
            next(steps)
        except StopIteration:
            return
        QApplication.processEvents()
        frames.append((time.thread_time() - begun) * 1e3)
        yield


def work(folder: str, url: str) -> dict[str, Any]:
    stage = Stage(Path(folder), url)
    try:
        return _work(stage)
    finally:
        stage.close()


def _work(stage: Stage) -> dict[str, Any]:
    stage.sign_in("manager")
    stage.play("make screens ahead", _ahead(stage), FRAME_MS)
    stage.play("idle", iter(range(100)), FRAME_MS)
    for page_id in ("orders", "customers", "stock", "pickup", "insights"):
        stage.play(f"open {page_id}", _opening(stage, page_id), FRAME_MS)
    stage.play("dashboard", _dashboard(stage), FRAME_MS)
    stage.play("scroll the list behind a chart", _list(stage), FRAME_MS)
    stage.play("open an order", _order(stage), FRAME_MS)
    for page_id in ("orders", "customers", "stock"):
        stage.main.show_page(page_id)
        box = stage.main.page.entry_box if stage.main.page else None
        if isinstance(box, EntryBox):
            stage.play(f"type on {page_id}", _typing(partial(_self, box)), KEY_MS)
    stage.main.search()
    stage.play("type in the omnibox", _typing(_omnibox(stage)), KEY_MS)
    stage.play("rest", _waiting(1.2 * SPARE_MS / 1e3), FRAME_MS)  # freed memory is given back
    return {
        "memory": memory_mib(),
        "threads": threading.active_count(),
        "online": stage.desk.online,
        "scenes": {
            name: {"frames": scene.frames, "gaps": scene.gaps}
            for name, scene in stage.scenes.items()
        },
    }


def _waiting(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield


def _ahead(stage: Stage) -> Iterator[object]:
    ahead = stage.main.ahead
    while ahead is not None and ahead.goes_on:
        yield None


def _opening(stage: Stage, page_id: str) -> Iterator[object]:
    stage.main.show_page(page_id)
    yield None
    yield from _waiting(0.5)


def _dashboard(stage: Stage) -> Iterator[object]:
    page = stage.main.page
    assert isinstance(page, InsightsPage)
    while page._answer is None:
        yield None
    yield from _waiting(0.5)
    for _ in range(3):
        page.refresh()
        yield None
        yield from _waiting(1)


def _list(stage: Stage) -> Iterator[object]:
    """All orders of a year, a wheel's click at a time, and now and then to its end."""
    page = stage.main.page
    assert isinstance(page, InsightsPage)
    sites = stage.desk.ask(all_sites).result()
    scope = Scope(ScopeKind.COMPANY, "", "", tuple(site.site_id for site in sites))
    now = stage.desk._clock.now()
    told = OrderFilter(Which.PLACED, scope, now - 366 * DAY, now)
    page.views.setCurrentWidget(page.drill)
    page.drill.show_drill(Drill("sales", ("…",), told))
    table = page.drill.table
    assert table is not None
    while not table.rows.rowCount():
        yield None
    bar = table.verticalScrollBar()
    for at in range(STEPS):
        bar.setValue(bar.maximum() if at % 12 == 11 else bar.value() + 3 * 42)
        yield None


def _newest(db: sa.Connection, most: int) -> list[str]:
    latest = orders.c.placed_at.desc()
    return list(db.execute(sa.select(orders.c.id).order_by(latest).limit(most)).scalars())


def _order(stage: Stage) -> Iterator[object]:
    found = stage.desk.ask(_newest, 40)
    while not found.done():
        yield None
    for order_id in found.result()[::4]:
        stage.main.show_page("order", order_id)
        yield None
        yield from _waiting(0.3)


def _self(box: EntryBox) -> QWidget:
    return box


def _omnibox(stage: Stage) -> Callable[[], QWidget]:
    def box() -> QWidget:
        assert stage.main.omnibox is not None
        return stage.main.omnibox.search

    return box


def _typing(box: Callable[[], QWidget]) -> Iterator[object]:
    """Names and goods, a key at a time, each word rubbed out again."""
    for text in (*NAMES, name_of(7).lower()):
        for key in text:
            yield QTest.keyClicks(_field(box()), key)
        for _ in text:
            yield QTest.keyClick(_field(box()), Qt.Key.Key_Backspace)


def _field(box: QWidget) -> QWidget:
    """What takes the keys of an entry box."""
    return box.focusProxy() or box
