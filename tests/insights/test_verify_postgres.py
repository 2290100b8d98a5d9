"""The same checks on PostgreSQL: clean books are clean, damage is found and named."""

from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.insights.verify.check import Where
from app.insights.verify.runs import CHECKS, verify_pair, verify_server
from app.server.verify_cli import counterpart_door, server_door
from tests.insights.house import CARE, TILL, live_a_day, open_desk
from tests.insights.test_verify_damage import LOG, MONEY, ORDERS, STOCK, Damage

pytestmark = pytest.mark.postgres


def test_a_shop_on_postgresql_is_clean_and_its_damage_is_found(
    postgres_url: str, tmp_path: Path
) -> None:
    live_a_day(postgres_url, tmp_path)
    with server_door(postgres_url) as server:
        results = list(verify_server(server))
        assert {one.id: one.violations for one in results if one.ok is False} == {}
        for name in (CARE, TILL):
            with counterpart_door(server) as other, open_desk(tmp_path / name) as desk:
                paired = list(verify_pair(desk, other))
            assert [(one.id, one.violations) for one in paired if not one.ok] == []
        for damage in (*MONEY, *STOCK, *ORDERS, *LOG):
            _is_found(server, damage)


def _is_found(server: Engine, damage: Damage) -> None:
    """The damage is done in a transaction that the checks see, and undone."""
    with server.connect() as db, db.begin() as undone:
        db.execute(sa.text("SET session_replication_role = replica"))  # foreign keys are off
        for name, table in _checked(db):
            db.execute(sa.text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
        question = f"SELECT * FROM ({damage.victim}) AS victims LIMIT 1"
        victim = db.execute(sa.text(question)).scalar_one()
        for statement in damage.by:
            db.execute(sa.text(statement), {"v": victim})
        (check,) = [one for one in CHECKS if one.id == damage.check and Where.SERVER in one.sides]
        told = [one.facts for one in check.look(db)]
        undone.rollback()
    assert str(victim) in msgspec.json.encode(told).decode(), damage


def _checked(db: sa.Connection) -> list[tuple[str, str]]:
    rows = db.execute(
        sa.text(
            "SELECT conname, conrelid::regclass::text FROM pg_constraint "
            "WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
        )
    )
    return [(row[0], row[1]) for row in rows]
