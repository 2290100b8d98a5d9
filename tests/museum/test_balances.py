"""A balance is never read, changed and written: the database adds. Entry 30."""

import ast
from collections.abc import Iterator

import pytest

from app.storage.schema import metadata
from tests.architecture.reading import Module, modules, sample

# What is a sum of other rows: whoever writes it as a figure overwrites what another one added.
BALANCES = {
    "stock_cells": {
        "available",
        "committed",
        "damaged",
        "quality",
        "reserved",
        "leased",
        "held",
    },
    "leases": {"quantity"},
    "reservations": {"quantity"},
    "stock_holds": {"quantity"},
    "purchase_lines": {"received"},
    "credits": {"balance_minor"},
    "drawers": {"in_minor", "out_minor"},
}
NAMES = set().union(*BALANCES.values())


def figures_written(module: Module) -> Iterator[tuple[int, str]]:
    """`update(stock_cells, id, reserved=n)` with a reckoned n, and figures set on objects."""
    for called, call in module.calls():
        if called not in {"update", "values"} or not call.keywords:
            continue
        table = _table(call)
        for keyword in call.keywords:
            if keyword.arg in BALANCES.get(table, set()) and not _database_adds(keyword.value):
                yield call.lineno, f"{table}.{keyword.arg} is written as a figure: use add()"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AugAssign) or (
            isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp)
        ):
            target = node.target if isinstance(node, ast.AugAssign) else node.targets[0]
            if isinstance(target, ast.Attribute) and target.attr in NAMES:
                yield node.lineno, f"{ast.unparse(target)} is changed in memory"


def _table(call: ast.Call) -> str:
    """Of `uow.update(t, …)` its first argument, of `t.update()….values(…)` where it begins."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "values":
        begins = ast.unparse(call.func.value).split(".update(")[0]
        return begins.rpartition(".")[2]
    return ast.unparse(call.args[0]).rpartition(".")[2] if call.args else ""


def _database_adds(value: ast.expr) -> bool:
    """A fixed figure, or an expression over the column itself."""
    if isinstance(value, ast.Constant):
        return True
    columns = {node.attr for node in ast.walk(value) if isinstance(node, ast.Attribute)}
    return bool(columns & NAMES) and not any(
        isinstance(node, ast.Subscript) for node in ast.walk(value)
    )


def test_30_no_code_reckons_a_balance_and_writes_it() -> None:
    """nopCommerce 8085: stock was read, changed and saved; a nightly true-up hid what was lost."""
    offences = [
        f"{module.name}:{line}: {why}"
        for module in modules()
        if module.under("app")
        for line, why in figures_written(module)
    ]
    assert offences == []


@pytest.mark.parametrize(
    "bad",
    [
        "uow.update(stock_cells, cell, reserved=row['reserved'] + 1)",
        "uow.update(stock_cells, cell, available=left)",
        "db.execute(stock_cells.update().where(here).values(held=row['held'] - n))",
        "product.available -= quantity",
        "lease.quantity = lease.quantity - 1",
        "uow.update(credits, customer, balance_minor=balance - amount)",
    ],
)
def test_30_what_reckons_is_caught(bad: str) -> None:
    assert list(figures_written(sample("app.stock.sloppy", bad)))


@pytest.mark.parametrize(
    "good",
    [
        "uow.add(stock_cells, cell, reserved=-part)",
        "uow.update(leases, lease_id, quantity=0)",
        "stock_cells.update().values(reserved=_cell.reserved + sa.bindparam('wanted'))",
        "uow.update(stock_cells, cell, safety=protect)",
    ],
)
def test_30_what_lets_the_database_add_is_not(good: str) -> None:
    assert not list(figures_written(sample("app.stock.clean", good)))


def test_30_every_balance_that_is_watched_is_a_column() -> None:
    for name, columns in BALANCES.items():
        assert columns & {column.name for column in metadata.tables[name].columns}, name
