"""Does the demo stand on real commands: true ledger, sound sums, doors that open."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.demo.build import DemoKeys, build, demo_keys
from app.fulfillment.queries import Column, board
from app.kit.errors import Refusal
from app.places.lookup import all_sites, area_of
from app.server.service import Service
from app.stock.lookup import free_of, inbound_of
from app.sync.wire import Enrol, SignIn
from tests.importing.checks import contents, counts, lowest_ever, violations
from tests.importing.house import MOMENT, house


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Service]:
    found = house(f"sqlite:///{tmp_path / 'demo.db'}")
    yield found
    found.close()


def small(server: Service, seed: int = 1) -> DemoKeys:
    return build(server, seed=seed, now=MOMENT, size="small")


def test_a_small_demo_is_there_at_once(server: Service) -> None:
    began = time.monotonic()
    keys = small(server)
    assert time.monotonic() - began < 10  # 0.7 s on two cores; the limit is for a busy machine
    found = server.ask(counts)
    assert (found["sites"], found["orders"]) == (6, 201)  # one of today
    assert 300 < found["customers"] < 320  # some have a second account from the web
    assert found["products"] >= 200
    assert found["returns"] == keys.returns
    assert found["cases"] == 0


def test_one_parcel_is_on_its_way_to_the_first_store(server: Service) -> None:
    small(server)
    (first,) = server.ask(lambda db: [one for one in all_sites(db) if one.code == "JKT01"])
    (card,) = server.ask(lambda db: board(db, first.id))
    assert (card.column, card.to_name, card.units) == (Column.ARRIVING, first.name, 1)


def test_its_sums_hold_and_no_stock_was_ever_below_zero(server: Service) -> None:
    small(server)
    assert not any(server.ask(violations).values())
    assert server.ask(lowest_ever) >= 0


def test_the_same_seed_and_time_make_the_same_database(server: Service, tmp_path: Path) -> None:
    small(server)
    other = house(f"sqlite:///{tmp_path / 'other.db'}")
    small(other)
    assert server.ask(contents) == other.ask(contents)
    other.close()


def test_building_twice_changes_nothing(server: Service) -> None:
    first = small(server)
    before = server.ask(contents)
    assert small(server) == first
    assert server.ask(contents) == before


def test_progress_counts_up_to_the_end(server: Service) -> None:
    told: list[tuple[str, float]] = []
    build(server, now=MOMENT, size="small", progress=lambda *step: told.append(step))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert {"places", "products", "customers", "stock", "sales"} <= {stage for stage, _ in told}


def test_each_device_joins_once_with_its_code(server: Service) -> None:
    keys = small(server)
    assert len(keys.enrol_codes) == 3
    for name, code in keys.enrol_codes.items():
        joined = server.enrol(Enrol(code=code.lower()))
        assert joined.device_id == keys.device_ids[name]
        with pytest.raises(Refusal, match="code_unknown"):
            server.enrol(Enrol(code=code))


def test_everybody_signs_in_with_the_pin_that_is_shown(server: Service) -> None:
    keys = small(server)
    joined = server.enrol(Enrol(code=keys.enrol_codes["care desk"]))
    device = server.device_of(joined.device_id, joined.credential)
    assert keys.people == demo_keys(now=MOMENT, size="small")
    for person in keys.people[:3]:
        assert server.sign_in(device, SignIn(user_id=person.user_id, pin=person.pin)).token


def test_no_secret_stays_in_a_command(server: Service) -> None:
    keys = small(server)

    def bodies(db: Connection) -> str:
        return " ".join(body for (body,) in db.execute(sa.text("SELECT body FROM commands")))

    told = server.ask(bodies)
    assert "+62" not in told
    assert "argon2" not in told
    assert not any(person.name in told or person.pin in told.split('"') for person in keys.people)


def test_a_promise_finds_stock_arrivals_and_zones(server: Service) -> None:
    small(server)

    def ask(db: Connection) -> tuple[int, int, bool]:
        ids = [row_id for (row_id,) in db.execute(sa.text("SELECT id FROM products"))]
        free = free_of(db, ids)
        assert min(free.values()) >= 0
        return sum(free.values()), len(inbound_of(db, ids)), area_of(db, "40115") is not None

    free, inbound, known = server.ask(ask)
    assert free > 0
    assert inbound > 0
    assert known


@pytest.mark.postgres
def test_postgresql_takes_the_same_demo_and_the_same_import(
    postgres_url: str, tmp_path: Path
) -> None:
    server = house(postgres_url)
    small(server)
    assert not any(server.ask(violations).values())
    on_sqlite = house(f"sqlite:///{tmp_path / 'demo.db'}")
    small(on_sqlite)
    assert server.ask(counts) == on_sqlite.ask(counts)
    on_sqlite.close()
    server.close()
