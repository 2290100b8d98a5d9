"""Take over stock and what is on its way, many rows at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from msgspec.structs import asdict

from app.identity.roles import require
from app.kit.errors import Refusal
from app.stock.commands import (
    InboundLine,
    LoadInbound,
    NewTransfer,
    OpenStock,
    RecordCorrections,
    StockCorrection,
)
from app.stock.days import note_all
from app.stock.ledger import cell_id, shed_claims
from app.stock.states import CERTAIN, REAL_BUCKETS, Bucket, TransferState
from app.stock.tables import (
    purchase_lines,
    purchase_orders,
    stock_cells,
    stock_movements,
    suppliers,
    transfer_lines,
    transfers,
)
from app.storage.uow import UnitOfWork

CHUNK = 500  # ids of one IN list, as in the feed

_cell = stock_cells.c
_standing = (
    sa.select(_cell.id, _cell.available, _cell.reserved)
    .where(_cell.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(_cell.id)
    .with_for_update()
)


def _by(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(f"by_{name}", type_=sa.BigInteger)


_bring_along = (
    stock_cells.update()
    .where(_cell.id == sa.bindparam("row_id"))
    .values(
        {bucket.value: _cell[bucket.value] + _by(bucket.value) for bucket in REAL_BUCKETS}
        | {"changed_at": sa.bindparam("by_now", type_=sa.BigInteger)}
    )
)
_protect = (
    stock_cells.update()
    .where(_cell.id == sa.bindparam("row_id"))
    .values(safety=sa.bindparam("to_safety", type_=sa.BigInteger))
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One movement to be written. `at` may lie in the past: history from another system."""

    site_id: str
    product_id: str
    source: Bucket
    target: Bucket
    quantity: int
    why: str
    document: str
    document_id: str | None
    at: int
    user_id: str = ""  # "": whoever runs the command


@dataclass(frozen=True, slots=True)
class Posted:
    found: int  # units that had to be found first, so that no balance went below 0
    fallen: tuple[Mapping[str, object], ...]  # claims that lost their goods: ledger.shed_claims


def post_all(uow: UnitOfWork, postings: Sequence[Posting]) -> Posted:
    """The ledger's rules for many movements: one row each, and each cell brought along once.

    Postings come in the order in which they happened. Goods that left were there: what the
    balance lacks is found first, as ledger.take does.
    """
    cells = {(one.site_id, one.product_id) for one in postings}
    ids = {cell: cell_id(*cell) for cell in sorted(cells)}
    standing = {
        row.id: row
        for part in _chunks(sorted(ids.values()))
        for row in uow.db.execute(_standing, {"ids": part})
    }
    available = {cell: standing[ids[cell]].available for cell in ids if ids[cell] in standing}
    done = list(_with_found(postings, available))
    uow.insert(stock_movements, *_movement_rows(uow, done))
    _bring_cells_along(uow, done, ids, standing.keys())
    note_all(uow, done, ids)
    over = [
        cell
        for cell, row_id in ids.items()
        if row_id in standing and standing[row_id].reserved > max(available[cell], 0)
    ]
    fallen = [claim for cell in over for claim in shed_claims(uow, *cell)]
    return Posted(sum(one.quantity for one in done if one.why == "found"), tuple(fallen))


def open_stock(uow: UnitOfWork, command: OpenStock) -> dict[str, Any]:
    require(uow.actor, "system")
    at = uow.now if command.at is None else command.at
    for cell in command.cells:
        if cell.quantity < 0 or cell.safety < 0:
            raise Refusal("quantity_out_of_range", quantity=min(cell.quantity, cell.safety))
    _open_cells(uow, [(cell.site_id, cell.product_id) for cell in command.cells], at)
    postings = [
        Posting(
            cell.site_id,
            cell.product_id,
            Bucket.SUPPLIER,
            Bucket.AVAILABLE,
            cell.quantity,
            "opening",
            "",
            None,
            at,
        )
        for cell in command.cells
        if cell.quantity
    ]
    post_all(uow, postings)
    protected = [
        {"row_id": cell_id(cell.site_id, cell.product_id), "to_safety": cell.safety}
        for cell in command.cells
        if cell.safety
    ]
    if protected:
        uow.db.execute(_protect, protected)
        uow.touch(stock_cells, (str(row["row_id"]) for row in protected))
    return {"cells": len(command.cells), "units": sum(cell.quantity for cell in command.cells)}


def record_corrections(uow: UnitOfWork, command: RecordCorrections) -> dict[str, Any]:
    require(uow.actor, "system")
    posted = post_all(uow, [_correction(one) for one in command.corrections if one.quantity])
    return {"corrections": len(command.corrections), "found": posted.found}


def load_inbound(uow: UnitOfWork, command: LoadInbound) -> dict[str, Any]:
    """Purchases stand outside on-hand; what a transfer carries left its sender already."""
    require(uow.actor, "system")
    if wrong := [one.name for one in command.suppliers if not 0 <= one.reliability <= CERTAIN]:
        raise Refusal("reliability_out_of_range", supplier=wrong[0])
    uow.insert(suppliers, *map(asdict, command.suppliers))
    uow.insert(
        purchase_orders,
        *(
            {
                "id": one.id,
                "number": one.number,
                "supplier": one.supplier,
                "site_id": one.site_id,
                "state": one.state.value,
                "eta": one.eta,
            }
            for one in command.purchases
        ),
    )
    uow.insert(
        purchase_lines,
        *(
            {**row, "purchase_id": one.id, "ordered": count, "received": 0}
            for one in command.purchases
            for row, count in _inbound_rows(uow, "purchase_line", one.lines)
        ),
    )
    _load_transfers(uow, command.transfers)
    return {"purchases": len(command.purchases), "transfers": len(command.transfers)}


def _load_transfers(uow: UnitOfWork, found: Sequence[NewTransfer]) -> None:
    uow.insert(
        transfers,
        *(
            {
                "id": one.id,
                "number": one.number,
                "from_site_id": one.from_site_id,
                "to_site_id": one.to_site_id,
                "state": TransferState.SENT.value,
                "eta": one.eta,
                "sent_at": uow.now,
            }
            for one in found
        ),
    )
    uow.insert(
        transfer_lines,
        *(
            {**row, "transfer_id": one.id, "asked": count, "sent": count, "received": 0}
            for one in found
            for row, count in _inbound_rows(uow, "transfer_line", one.lines)
        ),
    )
    post_all(
        uow,
        [
            Posting(
                one.from_site_id,
                line.product_id,
                Bucket.AVAILABLE,
                Bucket.IN_TRANSIT,
                line.quantity,
                "send_transfer",
                transfers.name,
                one.id,
                uow.now,
            )
            for one in found
            for line in one.lines
        ],
    )


def _inbound_rows(
    uow: UnitOfWork, role: str, lines: Sequence[InboundLine]
) -> Iterator[tuple[dict[str, Any], int]]:
    for line in lines:
        if line.quantity < 1:
            raise Refusal("quantity_out_of_range", quantity=line.quantity)
        yield {"id": uow.new_id(role), "product_id": line.product_id}, line.quantity


def _correction(one: StockCorrection) -> Posting:
    found = one.quantity > 0
    return Posting(
        one.site_id,
        one.product_id,
        Bucket.ADJUSTMENT if found else Bucket.AVAILABLE,
        Bucket.AVAILABLE if found else Bucket.ADJUSTMENT,
        abs(one.quantity),
        "adjust",
        "",
        None,
        one.at,
        one.user_id,
    )


def _with_found(
    postings: Iterable[Posting], available: dict[tuple[str, str], int]
) -> Iterator[Posting]:
    """The postings with what had to be found before them; `available` follows along."""
    for one in postings:
        if one.quantity < 1:
            raise Refusal("quantity_out_of_range", quantity=one.quantity)
        cell = (one.site_id, one.product_id)
        if one.source is Bucket.AVAILABLE:
            missing = one.quantity - available.get(cell, 0)
            if missing > 0:
                yield replace(
                    one,
                    source=Bucket.ADJUSTMENT,
                    target=Bucket.AVAILABLE,
                    quantity=missing,
                    why="found",
                )
                available[cell] = available.get(cell, 0) + missing
            available[cell] -= one.quantity
        elif one.target is Bucket.AVAILABLE:
            available[cell] = available.get(cell, 0) + one.quantity
        yield one


def _movement_rows(uow: UnitOfWork, postings: Iterable[Posting]) -> Iterator[dict[str, Any]]:
    for one in postings:
        yield {
            "id": uow.new_id("movement"),
            "site_id": one.site_id,
            "product_id": one.product_id,
            "source": one.source.value,
            "target": one.target.value,
            "quantity": one.quantity,
            "why": one.why,
            "document": one.document,
            "document_id": one.document_id,
            "command_id": uow.command_id,
            "user_id": one.user_id or uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "at": one.at,
        }


def _bring_cells_along(
    uow: UnitOfWork,
    postings: Sequence[Posting],
    ids: Mapping[tuple[str, str], str],
    standing: Iterable[str],
) -> None:
    deltas: dict[tuple[str, str], dict[Bucket, int]] = {
        cell: dict.fromkeys(REAL_BUCKETS, 0) for cell in ids
    }
    for one in postings:
        moved = deltas[one.site_id, one.product_id]
        if one.source in moved:
            moved[one.source] -= one.quantity
        if one.target in moved:
            moved[one.target] += one.quantity
    known = set(standing)
    fresh = [cell for cell in ids if ids[cell] not in known]
    _open_cells(uow, fresh, min((one.at for one in postings), default=uow.now), check=False)
    changed = [
        {
            "row_id": ids[cell],
            "by_now": uow.now,
            **{f"by_{bucket.value}": delta for bucket, delta in moved.items()},
        }
        for cell, moved in deltas.items()
    ]
    if changed:
        uow.db.execute(_bring_along, changed)
        uow.touch(stock_cells, ids.values())


def _open_cells(
    uow: UnitOfWork, cells: Sequence[tuple[str, str]], at: int, *, check: bool = True
) -> None:
    """Empty cells for those of (site, product) that have none; all are new without `check`."""
    ids = {cell_id(*cell): cell for cell in cells}
    known: set[str] = set()
    if check:
        for part in _chunks(sorted(ids)):
            known.update(row.id for row in uow.db.execute(_standing, {"ids": part}))
    uow.insert(
        stock_cells,
        *(
            {
                "id": row_id,
                "site_id": site_id,
                "product_id": product_id,
                **dict.fromkeys((bucket.value for bucket in REAL_BUCKETS), 0),
                "reserved": 0,
                "leased": 0,
                "held": 0,
                "safety": 0,
                "opened_at": at,
                "changed_at": uow.now,
            }
            for row_id, (site_id, product_id) in ids.items()
            if row_id not in known
        ),
    )


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    return (list(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK))
