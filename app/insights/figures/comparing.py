"""Do the kept figures equal those that the truth gives, and did each row count what it is worth?"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.tables import fulfillments
from app.insights.figures.counting import figures_id, reason_id
from app.insights.figures.model import COLUMNS, order_worth, ready_of
from app.insights.figures.rebuild import tally_of
from app.insights.tables import hour_figures, return_figures
from app.orders.tables import orders


def differences(db: Connection) -> Iterator[dict[str, Any]]:
    """One row of facts per difference; for a database that holds all orders."""
    tally = tally_of(db)
    hours = {figures_id(cell): counts for cell, counts in tally.settled().items()}
    yield from _compared(db, hour_figures, hours, COLUMNS)
    reasons = {reason_id(cell): {"units": by} for cell, by in tally.settled_reasons().items()}
    yield from _compared(db, return_figures, reasons, ("units",))
    for order in db.execute(sa.select(orders)).mappings():
        if (order["counted_minor"], int(order["counted_open"])) != order_worth(order):
            yield {"entity": orders.name, "id": order["id"], "code": "counted"}
    for parcel in db.execute(sa.select(fulfillments)).mappings():
        if (parcel["counted_at"], bool(parcel["counted_late"])) != ready_of(parcel):
            yield {"entity": fulfillments.name, "id": parcel["id"], "code": "counted"}


def _compared(
    db: Connection,
    table: sa.Table,
    wanted: Mapping[str, Mapping[str, int]],
    columns: tuple[str, ...],
) -> Iterator[dict[str, Any]]:
    """A row that came to nothing may stand there with zeros, or not at all."""
    kept = {row["id"]: row for row in db.execute(sa.select(table)).mappings()}
    for row_id in sorted(kept.keys() | wanted.keys()):
        for name in columns:
            has = kept[row_id][name] if row_id in kept else 0
            should = wanted.get(row_id, {}).get(name, 0)
            if has != should:
                yield {
                    "entity": table.name,
                    "id": row_id,
                    "column": name,
                    "kept": has,
                    "counted": should,
                    "code": "figure",
                }
