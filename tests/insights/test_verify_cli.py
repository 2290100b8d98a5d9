"""What a person sees of `gerai verify`: lines of JSON, a summary, a sentence, an exit code."""

import io
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import uvicorn

from app.desk.verify_cli import desk_door, remote_door
from app.insights.verify.cli import Doors, run
from app.server.service import Service
from app.server.verify_cli import counterpart_door, server_door
from app.server.web import application
from app.stock.commands import RecordCorrections, StockCorrection
from tests.insights.conftest import House
from tests.insights.house import CARE, START, TILL, open_desk
from tests.insights.test_verify_damage import damage_by_hand

DOORS = Doors(server=server_door, desk=desk_door, counterpart=counterpart_door, remote=remote_door)


def verify(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    code = run([str(one) for one in arguments], DOORS, out)
    return code, [msgspec.json.decode(line) for line in out.getvalue().splitlines()]


def test_a_clean_server_ends_with_0_and_a_summary(house: House) -> None:
    code, lines = verify("--database", house.url)
    assert code == 0
    assert lines[-1]["summary"] is True
    assert lines[-1]["violated"] == []
    assert lines[-1]["checks"] == sum(line["ok"] is True for line in lines[:-1])
    assert {line["check"] for line in lines[:-1] if line.get("skipped")} >= {"F3", "S5"}


def test_a_violated_server_ends_with_1_and_tells_the_row(house: House) -> None:
    order = damage_by_hand(
        house.server, "SELECT id FROM orders", ["UPDATE orders SET note = 'x', state = 'y'"]
    )
    code, lines = verify("--database", house.url)
    assert code == 1
    assert "server:X1" in lines[-1]["violated"]
    (line,) = [line for line in lines if line.get("check") == "X1"]
    assert line["found"] > len(line["violations"]) == 20
    assert order


def test_a_desk_at_work_is_looked_at_without_its_lock(house: House) -> None:
    code, lines = verify("--desk", house.folder / CARE)
    assert (code, lines[-1]["violated"]) == (0, [])


def test_a_pair_over_the_database_tells_all_three_sides(house: House) -> None:
    code, lines = verify("--pair", house.folder / TILL, house.url)
    assert (code, lines[-1]["violated"]) == (0, [])
    assert {line["side"] for line in lines[:-1]} == {"server", "desk", "pair"}


def test_a_pair_over_http_compares_what_the_desk_may_see(house: House) -> None:
    with served(house.url) as address:
        code, lines = verify("--pair", house.folder / TILL, address)
        assert (code, lines[-1]["violated"]) == (0, [])
        assert lines[-1]["skipped"][-1] == "pair:C4"
        damage_by_hand(house.server, "SELECT 1", ["UPDATE products SET name = 'mist'"])
        code, lines = verify("--pair", house.folder / TILL, address)
    assert (code, lines[-1]["violated"]) == (1, ["pair:F3"])
    (bucket,) = next(line for line in lines if line.get("violations"))["violations"]
    assert bucket["bucket"] == "catalogue"
    assert bucket["server_rows"] == bucket["desk_rows"]
    assert bucket["server_sum"] != bucket["desk_sum"]


@pytest.mark.parametrize("over", ["database", "http"])
def test_a_desk_that_is_behind_agrees_with_its_server(house: House, over: str) -> None:
    service = Service(house.url)
    cells = _cells(service)[:3]
    corrections = [
        StockCorrection(site_id=site, product_id=product, quantity=1, at=START)
        for site, product in cells
    ]
    service.run(RecordCorrections(corrections=corrections))
    service.close()
    if over == "database":
        code, lines = verify("--pair", house.folder / TILL, house.url)
    else:
        with served(house.url) as address:
            code, lines = verify("--pair", house.folder / TILL, address)
    assert (code, lines[-1]["violated"]) == (0, [])


def test_what_cannot_be_opened_ends_with_2_and_a_sentence(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.db").write_text("this is no database, but long enough to be looked at")
    sqlite3.connect(house.folder / "other.db").execute("VACUUM").connection.close()
    empty = house.folder / "empty"
    empty.mkdir()
    keyless = shutil.copytree(house.folder / CARE, tmp_path / "keyless")
    for key in keyless.glob("*.key"):
        key.unlink()
    other_key = shutil.copytree(house.folder / CARE, tmp_path / "other_key")
    for key in other_key.glob("*.key"):
        key.write_text("ab" * 32)
    older = shutil.copytree(house.folder / TILL, tmp_path / "older")
    with open_desk(older) as engine:
        damage_by_hand(engine, "SELECT 1", ["UPDATE alembic_version SET version_num = '0000'"])
    tries = {
        ("--desk", older): "of version 0000",
        ("--database", f"sqlite:///{house.folder / 'other.db'}"): "not the one of this side",
        ("--database", f"sqlite:///{tmp_path / 'none.db'}"): "there is no database file",
        ("--database", f"sqlite:///{tmp_path / 'text.db'}"): "file is not a database",
        ("--database", "mysql://localhost/shop"): "SQLite or PostgreSQL",
        ("--database", "shop"): "no database address",
        ("--database", "postgresql://nobody@127.0.0.1:1/shop"): "cannot be read",
        ("--desk", empty): "there is no desk",
        ("--desk", keyless): "its key is not in the key store",
        ("--desk", other_key): "file is not a database",
        ("--pair", house.folder / CARE, "http://127.0.0.1:1"): "does not answer",
        ("--pair", house.folder / CARE, f"sqlite:///{tmp_path / 'none.db'}"): "no database file",
    }
    for arguments, sentence in tries.items():
        code, lines = verify(*arguments)
        assert code == 2, arguments
        assert sentence in lines[-1]["problem"], arguments
        assert sentence in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()
    assert verify("--nonsense")[0] == 2


def test_a_page_that_is_damaged_is_told_and_the_rest_is_still_checked(house: House) -> None:
    with house.server.connect() as db:
        size = db.exec_driver_sql("PRAGMA page_size").scalar_one()
        statement = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_messages_order_id'"
        page = db.exec_driver_sql(statement).scalar_one()
    house.server.dispose()  # the last to close moves the log into the file
    with (house.folder / "server.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    code, lines = verify("--database", house.url)
    assert code == 1
    assert "server:X1" in lines[-1]["violated"]
    assert "server:M1" not in lines[-1]["violated"]


def _cells(service: Service) -> list[tuple[str, str]]:
    with service.engine.connect() as db:
        rows = db.exec_driver_sql("SELECT site_id, product_id FROM stock_cells ORDER BY id")
        return [(row[0], row[1]) for row in rows]


@contextmanager
def served(url: str) -> Iterator[str]:
    """The address of a running server over this database."""
    service = Service(url)
    config = uvicorn.Config(application(service), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
        service.close()
