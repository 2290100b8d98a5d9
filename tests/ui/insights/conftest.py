"""The dashboard over nine days of trade, at the desk of the manager of Menteng."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.insights.benefit.counted import Counted
from app.kit.actor import Actor
from app.kit.errors import Unreachable
from tests.insights.trade import AUDITOR, ZONE, traded
from tests.support.shop import AGENT, CLERK, MANAGER, Shop
from tests.ui.conftest import EVERYTHING, Dressing, InstantDesk, answered, failing
from ui.insights.page import Desk, InsightsPage
from ui.kit import Backend, Session

__all__ = ["AGENT", "AUDITOR", "CLERK", "MANAGER"]
SIZES = ((1280, 720), (1440, 900))
FRAME = (76, 56 + 34)  # what the shell takes: rail, top bar and status bar


class ReadingDesk(InstantDesk):
    """Answers from the shop, each question in a connection of its own; not while `broken`."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.broken = False
        self.counted: dict[str, tuple[int, int]] | None = None  # by the server; None: it is away
        self.fetched: list[dict[str, str]] = []

    def fetch(self, path: str, kind: type[Any], **query: str) -> "Future[Any]":
        if self.counted is None:
            return failing(Unreachable("away"))
        self.fetched.append({"path": path, **query})
        return answered(Counted(figures=self.counted))

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> "Future[Any]":
        if self.broken:
            return failing(OSError("the disk is gone"))
        try:
            with self.shop.engine.connect() as db:
                return answered(query(db, *args, **kwargs))
        except OSError as trouble:  # a lane keeps what its work raised
            return failing(trouble)

    def write(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> "Future[Any]":
        with self.shop.engine.begin() as db:
            return answered(query(db, *args, **kwargs))

    report = ask


@dataclass
class Scene:
    """`wanted` are the pages that were asked for; files go to `folder`."""

    page: InsightsPage
    desk: ReadingDesk
    backend: Backend
    shop: Shop
    folder: Path
    wanted: list[tuple[str, object]]


@pytest.fixture(scope="session")
def nine_days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = traded(tmp_path_factory.mktemp("insights"))
    yield shop
    shop.engine.dispose()


@pytest.fixture
def opened(
    desk_app: Dressing, qtbot: QtBot, tmp_path: Path
) -> Iterator[Callable[[Shop, Actor], Scene]]:
    """Open the screen over a shop for a person."""
    closing: list[Callable[[], None]] = []
    pages: list[InsightsPage] = []

    def open_it(shop: Shop, who: Actor = MANAGER, *, size: tuple[int, int] = SIZES[1]) -> Scene:
        desk = ReadingDesk(shop)
        backend = Backend(desk)
        backend.sign_in(Session(who.user_id, who.user_id, who.role, who, "en", EVERYTHING))
        folder = tmp_path / "files"
        here = Desk(who.site_id, "Menteng", ZONE, care=False, folder=folder)
        page = InsightsPage(backend, desk=here, now=lambda: shop.now)
        qtbot.addWidget(page)
        page.resize(size[0] - FRAME[0], size[1] - FRAME[1])
        wanted: list[tuple[str, object]] = []
        page.wanted.connect(lambda where, what: wanted.append((where, what)))
        closing.append(backend.close)
        pages.append(page)  # else it is collected while it still paints, after the test returned
        page.show()
        page.on_shown()
        qtbot.waitUntil(lambda: page.board.dashboard is not None or page.states.state == "message")
        qtbot.waitUntil(lambda: page.board.is_drawn)
        return Scene(page, desk, backend, shop, folder, wanted)

    yield open_it
    for close in closing:
        close()


@pytest.fixture
def scene(opened: Callable[..., Scene], nine_days: Shop) -> Scene:
    return opened(nine_days)
