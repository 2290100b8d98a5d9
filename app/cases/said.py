"""What may be told of a command to everybody who sees its case: number, order, figures, no person.

A body is as its desk sent it, which may be damaged or of a version that nobody here knows: what is
not as it should be is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from app.kit.ids import ID_LENGTH

# As desks give them: series, code of the place, desk, counter. Anything else may be anything.
_NUMBER = re.compile(r"([A-Z]{1,2}-)?[A-Za-z0-9_.]{1,20}-\d{1,4}-\d{6,9}", re.ASCII)
_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}", re.ASCII)
_MONEY = ("told_total_minor", "amount_minor", "told_refund_minor")
_MOST = 10**15  # minor units; what is more is nobody's figure, and no screen has room for it


def said_of(body: str) -> dict[str, Any]:
    """As evidence: `number` and `order` where the body has them, and its figures as `said`."""
    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    found: dict[str, Any] = {}
    if _fits(_NUMBER, told.get("number")):
        found["number"] = told["number"]
    if _fits(_ID, told.get("order_id")):
        found["order"] = told["order_id"]
    if said := dict(figures(told)):
        found["said"] = said
    return found


def figures(body: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """How many units, and which money, by the names of the body's fields."""
    yield from _sum("lines", body.get("lines"), "quantity", 1)
    for name in _MONEY:
        if _is_figure(body.get(name)):
            yield name, body[name]
    yield from _sum("tenders", body.get("tenders"), "amount_minor", 0)


def _sum(name: str, rows: object, field: str, without: int) -> Iterable[tuple[str, int]]:
    if not isinstance(rows, list) or not rows:
        return ()
    each: list[Any] = [row.get(field, without) if isinstance(row, dict) else None for row in rows]
    if not all(_is_figure(one) for one in each) or not _is_figure(total := sum(each)):
        return ()
    return ((name, total),)


def _is_figure(value: object) -> bool:
    return type(value) is int and abs(value) <= _MOST


def _fits(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None
