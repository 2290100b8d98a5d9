"""The only hand that moves stock: movements between buckets, claims on what is free, leases."""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.kit.ids import derived_id
from app.stock.days import note_move
from app.stock.facts import ClaimsLetGo, UnitsClaimed
from app.stock.free import from_free
from app.stock.holds import end_overdue
from app.stock.network import change_copy, free_in_copy
from app.stock.states import REAL_BUCKETS, RESERVATION, Bucket, ReservationState
from app.stock.tables import leases, reservations, stock_cells, stock_movements
from app.storage.lease_clock import usable
from app.storage.uow import UnitOfWork

LIVE = (ReservationState.HELD.value, ReservationState.SHORTFALL.value)
_cell = stock_cells.c
_claim = from_free(_cell.reserved)
# Lent goods may be gone from the shelf: then the lease covers nothing.
_claim_lent = (
    stock_cells.update()
    .where(
        _cell.id == sa.bindparam("row_id"),
        _cell.available - _cell.reserved >= sa.bindparam("wanted", type_=sa.BigInteger),
    )
    .values(
        reserved=_cell.reserved + sa.bindparam("wanted", type_=sa.BigInteger),
        leased=_cell.leased - sa.bindparam("wanted", type_=sa.BigInteger),
    )
)
_leases_there = sa.select(leases).where(
    leases.c.site_id == sa.bindparam("site"),
    leases.c.product_id == sa.bindparam("product"),
    leases.c.quantity > 0,
)
# Locked before their cell, here as where they are lent and taken back.
_lease_of = (
    _leases_there.where(
        leases.c.device_id == sa.bindparam("device"),
        usable(leases.c.expires_at, leases.c.recalled_at),
    )
    .order_by(leases.c.expires_at, leases.c.id)
    .with_for_update(of=leases)
)
_standing_leases = _leases_there.where(leases.c.recalled_at.is_(None)).order_by(leases.c.id)
# Firm claims first: what is not there is not what is picked or given back first.
_claims_of_line = (
    sa.select(reservations)
    .where(
        reservations.c.line_id == sa.bindparam("line"),
        reservations.c.state.in_(LIVE),
    )
    .order_by(reservations.c.state, reservations.c.id)
)
_held_in_cell = (
    sa.select(reservations)
    .where(
        reservations.c.product_id == sa.bindparam("product"),
        reservations.c.site_id == sa.bindparam("site"),
        reservations.c.state == ReservationState.HELD.value,
    )
    .order_by(reservations.c.made_at.desc(), reservations.c.id)
)
_short_in_cell = (
    sa.select(reservations)
    .where(
        reservations.c.product_id == sa.bindparam("product"),
        reservations.c.site_id == sa.bindparam("site"),
        reservations.c.state == ReservationState.SHORTFALL.value,
    )
    .order_by(reservations.c.made_at, reservations.c.id)
)


@cache
def cell_id(site_id: str, product_id: str) -> str:
    return derived_id(site_id, "cell", product_id)


def open_cell(uow: UnitOfWork, site_id: str, product_id: str) -> str:
    """The cell of (site, product), made when it is new."""
    cell = cell_id(site_id, product_id)
    if uow.row(stock_cells, cell) is None:
        uow.insert(
            stock_cells,
            {
                "id": cell,
                "site_id": site_id,
                "product_id": product_id,
                "opened_at": uow.now,
                "changed_at": uow.now,
            },
        )
    return cell


def move(
    uow: UnitOfWork,
    *,
    site_id: str,
    product_id: str,
    source: Bucket,
    target: Bucket,
    quantity: int,
    why: str,
    document: str = "",
    document_id: str | None = None,
) -> None:
    """Write one movement and bring the cell's balances along. `quantity` > 0, base units."""
    cell = open_cell(uow, site_id, product_id)
    uow.insert(
        stock_movements,
        {
            "id": uow.new_id("movement"),
            "site_id": site_id,
            "product_id": product_id,
            "source": source.value,
            "target": target.value,
            "quantity": quantity,
            "why": why,
            "document": document,
            "document_id": document_id,
            "command_id": uow.command_id,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "at": uow.now,
        },
    )
    deltas = {}
    if source in REAL_BUCKETS:
        deltas[source.value] = -quantity
    if target in REAL_BUCKETS:
        deltas[target.value] = quantity
    if deltas:
        uow.add(stock_cells, cell, **deltas)
    note_move(uow, cell, site_id, product_id, source=source, target=target, quantity=quantity)


def claim(
    uow: UnitOfWork, *, site_id: str, product_id: str, order_id: str, line_id: str, quantity: int
) -> str | None:
    """Reserve `quantity` when so much is free; "guaranteed" when this device's lease covered it.

    Returns "lease" or "free", or None when neither covers the whole quantity. Nothing is reserved
    in part: the caller decides about the rest.
    """
    cell = cell_id(site_id, product_id)
    source = "lease" if _use_lease(uow, site_id, product_id, quantity) else None
    if source is None and _take_free(uow, cell, quantity):
        source = "free"
    if (
        source is None
        and _only_copied(uow, cell)
        and change_copy(uow, site_id, product_id, -quantity)
    ):
        source = "free"
    if source is not None:
        _write_claim(uow, site_id, product_id, order_id, line_id, quantity, ReservationState.HELD)
        uow.emit(UnitsClaimed(order_id, line_id, site_id, quantity))
    elif uow.on_server:
        recall_leases(uow, site_id, product_id)
    return source


def _take_free(uow: UnitOfWork, cell: str, quantity: int) -> bool:
    """Soft holds whose time is over count for nothing: they are ended before the answer is no."""
    if uow.guarded(stock_cells, _claim, cell, wanted=quantity):
        return True
    return end_overdue(uow, cell) and uow.guarded(stock_cells, _claim, cell, wanted=quantity)


def claim_short(
    uow: UnitOfWork, *, site_id: str, product_id: str, order_id: str, line_id: str, quantity: int
) -> None:
    """Claim goods that are not free: an open shortfall, for a person to settle."""
    open_cell(uow, site_id, product_id)
    _write_claim(uow, site_id, product_id, order_id, line_id, quantity, ReservationState.SHORTFALL)


def free_at(uow: UnitOfWork, site_id: str, product_id: str) -> int:
    cell = uow.row(stock_cells, cell_id(site_id, product_id))
    if cell is None:
        return 0 if uow.on_server else free_in_copy(uow, site_id, product_id)
    taken = cell["reserved"] + cell["leased"] + cell["held"] + cell["safety"]
    return int(cell["available"] - taken)


def available_at(uow: UnitOfWork, site_id: str, product_id: str) -> int:
    """For an act that goes by it: who asks next waits until the act is over."""
    cell = uow.row(stock_cells, cell_id(site_id, product_id), lock=True)
    return int(cell["available"]) if cell else 0


def firm_room(uow: UnitOfWork, site_id: str, product_id: str) -> int:
    """Units there that no claim has; what is lent or protected is among them. As `available_at`
    for an act that goes by it."""
    cell = uow.row(stock_cells, cell_id(site_id, product_id), lock=True)
    return max(0, int(cell["available"] - cell["reserved"])) if cell else 0


def claims_of(uow: UnitOfWork, line_id: str) -> dict[str, int]:
    """Live claims of a line, shortfalls included: site → units."""
    found: dict[str, int] = {}
    for row in _live_claims(uow, line_id):
        found[row["site_id"]] = found.get(row["site_id"], 0) + row["quantity"]
    return found


def short_of(uow: UnitOfWork, line_id: str) -> dict[str, int]:
    """Claims of a line on goods that are not there: site → units."""
    short: dict[str, int] = {}
    for row in _live_claims(uow, line_id):
        if row["state"] == ReservationState.SHORTFALL.value:
            short[row["site_id"]] = short.get(row["site_id"], 0) + row["quantity"]
    return short


def _live_claims(uow: UnitOfWork, line_id: str) -> Sequence[RowMapping]:
    made = uow.rows_for(line_id, reservations)
    if made is None:
        return uow.all(_claims_of_line, line=line_id)
    live = [row for row in made if row["line_id"] == line_id and row["state"] in LIVE]
    return sorted(live, key=itemgetter("state", "id"))


def end_claim(
    uow: UnitOfWork, *, line_id: str, quantity: int, act: str, site_id: str | None = None
) -> int:
    """Consume or release (`act`) up to `quantity` units of a line's claims; how many were live.

    With `site_id` only the claims at that place: a re-sourced line has claims at two.
    """
    left = quantity
    for row in _live_claims(uow, line_id):
        if left == 0:
            break
        if site_id not in (None, row["site_id"]):
            continue
        part = min(left, row["quantity"])
        state = ReservationState(row["state"])
        if part < row["quantity"]:
            uow.add(reservations, row["id"], quantity=-part)
        else:
            uow.update(reservations, row["id"], state=RESERVATION.after(state, act).value)
        if state is ReservationState.HELD:
            _unreserve(uow, row["site_id"], row["product_id"], part)
        if act == "release":
            uow.emit(ClaimsLetGo(row["order_id"], row["site_id"], part))
        left -= part
    return quantity - left


def _unreserve(uow: UnitOfWork, site_id: str, product_id: str, quantity: int) -> None:
    cell = cell_id(site_id, product_id)
    if _only_copied(uow, cell):
        change_copy(uow, site_id, product_id, quantity)
    else:
        uow.add(stock_cells, cell, reserved=-quantity)


def _only_copied(uow: UnitOfWork, cell: str) -> bool:
    """A desk of a large chain has the cells of its own place alone."""
    return not uow.on_server and uow.row(stock_cells, cell) is None


def shed_claims(uow: UnitOfWork, site_id: str, product_id: str) -> list[dict[str, object]]:
    """After stock was corrected: claims beyond what is available fall short, the newest first.

    A claim that is covered in part is split. Returns what fell short, so that somebody is told.
    """
    cell = uow.row(stock_cells, cell_id(site_id, product_id))
    if cell is None:
        return []
    over = int(cell["reserved"] - max(cell["available"], 0))
    fallen: list[dict[str, object]] = []
    for row in uow.all(_held_in_cell, product=product_id, site=site_id):
        if over <= 0:
            break
        part = min(over, row["quantity"])
        state = RESERVATION.after(ReservationState(row["state"]), "fall_short")
        if part == row["quantity"]:
            uow.update(reservations, row["id"], state=state.value)
        else:
            uow.add(reservations, row["id"], quantity=-part)
            _write_claim(uow, site_id, product_id, row["order_id"], row["line_id"], part, state)
        uow.add(stock_cells, cell["id"], reserved=-part)
        over -= part
        fallen.append({**row, "quantity": part, "state": state.value})
    return fallen


def stand_again(
    uow: UnitOfWork, site_id: str, product_id: str, most: Mapping[str, int]
) -> dict[str, int]:
    """Claims that fell short are held again, the oldest first, as far as goods are there: up to
    `most` units of each line. Line → units that are still short here."""
    room = firm_room(uow, site_id, product_id)
    left, short = dict(most), dict.fromkeys(most, 0)
    for row in uow.all(_short_in_cell, product=product_id, site=site_id):
        line_id = row["line_id"]
        if line_id not in left:
            continue
        part = max(0, min(room, left[line_id], row["quantity"]))
        short[line_id] += row["quantity"] - part
        if part == 0:
            continue
        state = RESERVATION.after(ReservationState(row["state"]), "stand_again")
        if part == row["quantity"]:
            uow.update(reservations, row["id"], state=state.value)
        else:
            uow.add(reservations, row["id"], quantity=-part)
            _write_claim(uow, site_id, product_id, row["order_id"], line_id, part, state)
        uow.add(stock_cells, cell_id(site_id, product_id), reserved=part)
        room, left[line_id] = room - part, left[line_id] - part
    return short


def reclaim(
    uow: UnitOfWork, *, site_id: str, product_id: str, order_id: str, line_id: str, quantity: int
) -> None:
    """Claim again what was just put back on the shelf: it came from this line, so nobody asks
    whether it is free."""
    uow.add(stock_cells, open_cell(uow, site_id, product_id), reserved=quantity)
    held = ReservationState.HELD
    _write_claim(uow, site_id, product_id, order_id, line_id, quantity, held)


def take(
    uow: UnitOfWork,
    *,
    site_id: str,
    product_id: str,
    target: Bucket,
    quantity: int,
    why: str,
    document: str,
    document_id: str,
) -> list[dict[str, object]]:
    """Goods in hand leave `available`, whatever the figures say; the claims that fell short.

    When the ledger has fewer, the missing ones are found first, so that no balance goes below 0.
    The line's own claim is ended by the caller before.
    """
    told = {"site_id": site_id, "product_id": product_id, "document": document}
    missing = quantity - available_at(uow, site_id, product_id)
    if missing > 0:
        move(
            uow,
            **told,
            source=Bucket.ADJUSTMENT,
            target=Bucket.AVAILABLE,
            quantity=missing,
            why="found",
            document_id=document_id,
        )
    move(
        uow,
        **told,
        source=Bucket.AVAILABLE,
        target=target,
        quantity=quantity,
        why=why,
        document_id=document_id,
    )
    return shed_claims(uow, site_id, product_id)


def _use_lease(uow: UnitOfWork, site_id: str, product_id: str, quantity: int) -> bool:
    """Turn lent units into reserved ones; only when this device's leases cover them all."""
    found = uow.all(_lease_of, device=uow.actor.device_id, site=site_id, product=product_id)
    if sum(row["quantity"] for row in found) < quantity:
        return False
    cell = cell_id(site_id, product_id)
    if not _only_copied(uow, cell) and not uow.guarded(
        stock_cells, _claim_lent, cell, wanted=quantity
    ):
        return False
    left = quantity
    for row in found:
        part = min(left, row["quantity"])
        uow.add(leases, row["id"], quantity=-part)
        left -= part
        if left == 0:
            break
    return True


def recall_leases(uow: UnitOfWork, site_id: str, product_id: str) -> None:
    """Ask for what is lent of one cell: somebody wants more than is free."""
    for row in uow.all(_standing_leases, site=site_id, product=product_id):
        uow.update(leases, row["id"], recalled_at=uow.now)


def _write_claim(
    uow: UnitOfWork,
    site_id: str,
    product_id: str,
    order_id: str,
    line_id: str,
    quantity: int,
    state: ReservationState,
) -> None:
    uow.insert(
        reservations,
        {
            "id": uow.new_id("reservation"),
            "site_id": site_id,
            "product_id": product_id,
            "order_id": order_id,
            "line_id": line_id,
            "quantity": quantity,
            "state": state.value,
            "made_at": uow.now,
        },
    )
