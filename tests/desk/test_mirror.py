"""What a desk says that it holds is what lies in its tables, bucket by bucket."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.desk.mirror import mirror
from app.orders.tables import orders
from app.storage.schema import Audience, Fixed, Pattern, bucket_column, synced_tables
from tests.desk.house import House


def _says(table: sa.Table, row: RowMapping) -> list[str]:
    """The buckets that a row tells by itself."""
    column = str(bucket_column(table))
    match table.info["buckets"]:
        case Fixed(name):
            return [name]
        case Pattern(form):
            return [form.format(**{column: row[column]})]
        case Audience():
            return str(row["audience"]).split()
        case _:
            return []


def _counted(db: Connection) -> dict[str, int]:
    told: dict[str, int] = {}
    for table in synced_tables():
        for row in db.execute(sa.select(table)).mappings():
            for bucket in _says(table, row):
                told[bucket] = told.get(bucket, 0) + 1
    return told


def test_every_bucket_is_counted_once(house: House) -> None:
    desk = house.desk(0)
    actor = house.sign_in(desk)
    for _ in range(2):
        assert desk.run(house.order(), actor).result(20).status == "ok"
    held = {one.bucket: one.rows for one in desk.ask(mirror).result(20).held}
    counted = desk.ask(_counted).result(20)
    assert held == {bucket: counted.get(bucket, 0) for bucket in held}
    assert sum(held.values()) > 20


def test_a_bucket_is_not_found_in_the_name_of_another(house: House) -> None:
    desk = house.desk(0)
    actor = house.sign_in(desk)
    assert desk.run(house.order(), actor).result(20).status == "ok"
    before = {one.bucket: one.rows for one in desk.ask(mirror).result(20).held}
    longer = " ".join(f"{bucket}x" for bucket in before)
    moved = orders.update().values(audience=longer)
    desk.write(lambda db: db.execute(moved).rowcount).result(20)
    after = {one.bucket: one.rows for one in desk.ask(mirror).result(20).held}
    assert sum(after.values()) < sum(before.values())
    counted = desk.ask(_counted).result(20)
    assert after == {bucket: counted.get(bucket, 0) for bucket in after}
