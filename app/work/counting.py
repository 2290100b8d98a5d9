"""Which shelves have to be counted, and that a posted count has settled them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.identity.roles import require
from app.kit.commands import Command, Part
from app.stock.facts import StockCounted
from app.storage.uow import UnitOfWork
from app.work.handlers import COUNT
from app.work.states import OPEN, WORK, WorkState
from app.work.tables import work_items

TASKS_SHOWN = 100

_item = work_items.c
_to_count = (
    sa.select(_item.id, _item.product_id, _item.state, _item.reason, _item.made_at, _item.due_at)
    .where(
        _item.site_id == sa.bindparam("site"),
        _item.kind == COUNT,
        _item.state.in_([state.value for state in OPEN]),
    )
    .order_by(_item.due_at, _item.id)
)


class NewCountTask(Part, frozen=True, kw_only=True):
    site_id: str
    product_id: str
    reason: str = ""
    due_at: int


class LoadCountTasks(Command, frozen=True, kw_only=True):
    """Fact of the server alone: shelves that a plan, or another system, wants counted."""

    tasks: list[NewCountTask]


@dataclass(frozen=True, slots=True)
class CountTask:
    """`reason`: what the short pick said."""

    item_id: str
    product: Product
    reason: str
    due_at: int | None


def load_count_tasks(uow: UnitOfWork, command: LoadCountTasks) -> dict[str, Any]:
    require(uow.actor, "system")
    uow.insert(
        work_items,
        *(
            {
                "id": uow.new_id("count_task"),
                "kind": COUNT,
                "state": WORK.start.value,
                "site_id": task.site_id,
                "product_id": task.product_id,
                "reason": task.reason,
                "made_at": uow.now,
                "due_at": task.due_at,
            }
            for task in command.tasks
        ),
    )
    return {"tasks": len(command.tasks)}


def to_count(db: Connection, site_id: str) -> list[CountTask]:
    """The most urgent first, one per product."""
    rows = db.execute(_to_count.limit(TASKS_SHOWN), {"site": site_id}).all()
    products = products_of(db, [row.product_id for row in rows])
    tasks: dict[str, CountTask] = {}
    for row in rows:
        if row.product_id in products and row.product_id not in tasks:
            product = products[row.product_id]
            tasks[row.product_id] = CountTask(row.id, product, row.reason, row.due_at)
    return list(tasks.values())


def on_stock_counted(uow: UnitOfWork, fact: StockCounted) -> None:
    """Listens to StockCounted: the tasks of what was counted are done."""
    counted = set(fact.product_ids)
    for row in uow.all(_to_count, site=fact.site_id):
        if row["product_id"] in counted:
            state = WORK.after(WorkState(row["state"]), "finish")
            uow.update(work_items, row["id"], state=state.value)
