"""The real window on the worst of lines: keys are taken, the pill tells the truth, all goes up.

How long its longest pause was is printed, not asserted: a machine that runs other tests as well
pauses by itself. `scripts/campaign faults` measures it on a quiet one.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.kit.commands import body_of
from app.orders.tables import orders
from tests.desk.conftest import template
from tests.desk.house import House, copied, wait_until
from tests.faults.player import Player
from tests.support.proxy import Fault, Proxy, ThinLine
from tests.support.served import served
from tests.sync.shop import Shop

__all__ = ["template"]
WORST = (Fault.HALF_OPEN, Fault.SLICED, Fault.GARBLED, Fault.PORTAL, Fault.RESET)


@pytest.fixture
def house(template: tuple[Path, Shop], tmp_path: Path) -> Iterator[House]:
    path, shop = template
    database = copied(path, tmp_path / "server" / "server.db")
    with served(database, tmp_path / "server") as server:
        house = House(shop, server, tmp_path)
        desk = house.desk(0)
        house.sign_in(desk)
        house.close(desk)
        yield house


@pytest.mark.slow
def test_the_window_takes_every_key_on_the_worst_of_lines(house: House) -> None:
    line = Proxy(house.server.url)
    order = msgspec.structs.replace(house.order(), new_customer=None)
    player = Player(house.profile(0), line.url, body_of(order))
    placed: list[str] = []
    try:
        for fault in WORST:
            line.spoil("/", fault)
            line.break_off()
            told = player.plays(fault.value)
            print(json.dumps({"fault": fault.value} | told))
            assert told["beats"] > 50, "the window lives"
            assert len(told["placed"]) == 3
            placed += told["placed"]
            assert told["state"] in {"offline", "syncing", "online"}
            assert told["turn_max_cpu_ms"] >= told["turn_p99_cpu_ms"] > 0
            if fault in (Fault.GARBLED, Fault.PORTAL, Fault.RESET):
                assert told["state"] == "offline"
                assert told["queued"] >= 3
                assert "Luring" in told["pill"]  # its agent speaks Indonesian
            line.heal()
        line.thin = ThinLine(trip_s=0.2, bytes_s=20_000, loss=10)
        told = player.plays("thin")
        print(json.dumps({"fault": "thin"} | told))
        placed += told["placed"]
        line.heal()
        wait_until(lambda: len(house.on_server(orders)) == len(placed), 60)
        told = player.plays("healed")
        print(json.dumps({"fault": "none"} | told))
        placed += told["placed"]
        wait_until(lambda: len(house.on_server(orders)) == len(placed), 30)
    finally:
        line.heal()
        player.end()
        line.close()
    assert sorted(row["id"] for row in house.on_server(orders)) == sorted(placed)
