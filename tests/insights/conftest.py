"""The house of these tests: built once, copied for each test that damages it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from app.storage.engine import server_engine
from tests.insights.house import CARE, TILL, live_a_day, open_desk


class House:
    """Opens what a test asks for, and closes it."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self.folder = folder
        self._opened = opened

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'server.db'}"

    @cached_property
    def server(self) -> Engine:
        engine = server_engine(self.url)
        self._opened.callback(engine.dispose)
        return engine

    @cached_property
    def care(self) -> Engine:
        return self._opened.enter_context(open_desk(self.folder / CARE))

    @cached_property
    def till(self) -> Engine:
        return self._opened.enter_context(open_desk(self.folder / TILL))

    def side(self, name: str) -> Engine:
        match name:
            case "care":
                return self.care
            case "till":
                return self.till
        return self.server


@pytest.fixture(scope="session")
def house_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    live_a_day(f"sqlite:///{folder / 'server.db'}", folder)
    return folder


@pytest.fixture
def house(house_folder: Path, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "house"
    shutil.copytree(house_folder, folder)
    with ExitStack() as opened:
        yield House(folder, opened)
