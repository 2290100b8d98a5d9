"""No question about a customer goes through all of them: a desk may hold a million."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.customers import consents, duplicates, group, notes, queries
from app.insights import customer
from tests.support.shop import Shop

GIVEN: dict[str, Any] = {
    "address": "home",
    "after": 0,
    "at": 1,
    "card": "GC-1",
    "customer": "siti",
    "email": "siti@example.com",
    "high": "0988",
    "id": "z",
    "ids": ["siti"],
    "low": "0987",
    "most": 60,
    "name": "Siti",
    "values": ["10340"],
}
QUESTIONS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": statement
    for module in (queries, duplicates, group, consents, notes, customer)
    for name, statement in vars(module).items()
    if isinstance(statement, sa.Select) and name != "_found"  # a part of others
} | {f"timeline.{kind}": statement for kind, statement in customer._SOURCES.items()}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_an_index_answers(shop: Shop, name: str) -> None:
    asked: list[tuple[str, Any]] = []
    with shop.engine.connect() as db:

        def keep(_c: object, _cursor: object, told: str, values: Any, *_rest: object) -> None:
            asked.append((told, values))

        sa.event.listen(db, "before_cursor_execute", keep)
        db.execute(QUESTIONS[name], GIVEN).all()
        told, values = asked[0]
        plan = [row[-1] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", values)]
    parts = ("SCAN anon_", "SCAN numbers")  # some rows that a part of the question found
    gone_through = [step for step in plan if step.startswith("SCAN")]
    assert [step for step in gone_through if not step.startswith(parts)] == [], told
