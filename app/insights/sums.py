"""Sums that are 0 where there is nothing to add: no figure is NULL."""

from typing import Any

import sqlalchemy as sa


def total(expression: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """A sum that is 0 where there is nothing to add."""
    return sa.func.coalesce(sa.func.sum(expression), 0)


def total_if(condition: sa.ColumnElement[bool], amount: Any) -> sa.ColumnElement[int]:
    return total(sa.case((condition, amount), else_=0))


def or_zero(column: Any) -> sa.ColumnElement[int]:
    """The column of an outer join, 0 where nothing was joined."""
    return sa.func.coalesce(column, 0)
