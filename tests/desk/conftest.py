"""A shop with a real server behind each test of a desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server.service import Service
from tests.desk.house import House, copied, stock_template
from tests.support.proxy import Proxy
from tests.support.served import served
from tests.sync.shop import Shop, open_shop


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shop]:
    return stock_template(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def house(template: tuple[Path, Shop], tmp_path: Path) -> Iterator[House]:
    """On SQLite."""
    path, shop = template
    database = copied(path, tmp_path / "server" / "server.db")
    with served(database, tmp_path / "server") as server:
        house = House(shop, server, tmp_path)
        yield house
        house.clear()


@pytest.fixture
def postgres_house(postgres_url: str, tmp_path: Path) -> Iterator[House]:
    service = Service(postgres_url)
    shop = open_shop(service)
    service.close()
    with served(postgres_url, tmp_path / "server") as server:
        house = House(shop, server, tmp_path)
        yield house
        house.clear()


@pytest.fixture
def line(house: House) -> Iterator[Proxy]:
    """A line to the server that can be spoiled."""
    proxy = Proxy(house.server.url)
    yield proxy
    house.clear()
    house.desks.clear()
    proxy.close()
