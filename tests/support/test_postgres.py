"""Does each test get a PostgreSQL database of its own, gone afterwards."""

import psycopg
import pytest

from tests.support.postgres import fresh_database

pytestmark = pytest.mark.postgres


def test_each_database_is_new_and_dropped(postgres_cluster: str) -> None:
    with fresh_database(postgres_cluster) as first, fresh_database(postgres_cluster) as second:
        assert first != second
        with psycopg.connect(_plain(first)) as connection:
            connection.execute("CREATE TABLE orders (id int)")
        with psycopg.connect(_plain(second)) as connection:
            found = connection.execute("SELECT to_regclass('orders')").fetchone()
        assert found == (None,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(_plain(first))


def test_text_sorts_by_bytes_as_in_sqlite(postgres_url: str) -> None:
    with psycopg.connect(_plain(postgres_url)) as connection:
        row = connection.execute("SELECT 'Z' < 'a', upper('é')").fetchone()
    assert row == (True, "É")


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")
