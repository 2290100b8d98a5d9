"""Whose goods went to another order that was more overdue: the audit of what was borrowed."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.stock.pegging import Peg
from app.stock.tables import borrowings
from app.storage.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Lent:
    """`units` of what `peg` waited for went to another order line."""

    peg: Peg
    to_line_id: str
    units: int


def note_borrowed(uow: UnitOfWork, found: Iterable[Lent]) -> None:
    uow.insert(
        borrowings,
        *(
            {
                "id": uow.new_id("borrowing"),
                "site_id": lent.peg.site_id,
                "product_id": lent.peg.product_id,
                "purchase_id": lent.peg.purchase_id,
                "from_line_id": lent.peg.line_id,
                "to_line_id": lent.to_line_id,
                "quantity": lent.units,
                "command_id": uow.command_id,
                "at": uow.now,
            }
            for lent in found
        ),
    )
