"""Is a number given a second time? Two devices thought they were one: a copied or a restored desk
that was without its server. Both papers stand, a person tells them apart."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.kit.errors import Fact
from app.storage.uow import UnitOfWork


@cache
def _same_number(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table.c.id).where(
        table.c.number == sa.bindparam("number"), table.c.id != sa.bindparam("row")
    )


def tell_clash(
    uow: UnitOfWork,
    table: sa.Table,
    row_id: str,
    *,
    number: str,
    site_id: str | None,
    beside: Sequence[sa.Table] = (),
    **evidence: Fact,
) -> None:
    """Of the row that was just written. The server alone sees all numbers. `beside`: tables whose
    rows are numbered in the same series."""
    if not uow.on_server or not number:
        return
    same = (uow.one(_same_number(one), number=number, row=row_id) for one in (table, *beside))
    other = next(filter(None, same), None)
    if other is not None:
        notice(
            uow,
            CaseKind.NUMBER_CLASH,
            subject=table.name,
            subject_id=row_id,
            site_id=site_id,
            number=number,
            other=other["id"],
            **evidence,
        )
