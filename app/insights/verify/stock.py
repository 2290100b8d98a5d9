"""Does stock agree with its ledger and its claims (S1–S4, S6)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.states import CaseKind
from app.cases.tables import cases
from app.identity.tables import devices
from app.insights.sums import or_zero, total, total_if
from app.insights.verify.check import DESK, SERVER, Check, Violation, found, stream, violation
from app.kit.clock import Instant, business_day, from_datetime
from app.orders.states import OrderState
from app.orders.tables import order_lines, orders
from app.places.tables import sites
from app.stock.days import NO_EFFECT, RING, Effect, effect
from app.stock.holds import LIVE as LIVE_HOLDS
from app.stock.states import REAL_BUCKETS, Bucket, ReservationState, TransferState
from app.stock.tables import (
    leases,
    reservations,
    stock_cells,
    stock_days,
    stock_holds,
    stock_movements,
    transfer_lines,
    transfers,
)
from app.stock.transferring import RECEIVED_WHY, SENT_WHY
from app.storage.outbox import desk_state

_cell, _moved, _claim = stock_cells.c, stock_movements.c, reservations.c
_hold = stock_holds.c
_REAL = [bucket.value for bucket in REAL_BUCKETS]
_VIRTUAL = [bucket.value for bucket in Bucket if bucket not in REAL_BUCKETS]

# --- S1: each movement leaves one bucket and enters one, so all buckets of a product add up to 0.

_on_hand = sum((_cell[name] for name in _REAL), sa.literal(0))
_everywhere = sa.union_all(
    sa.select(_cell.product_id, _on_hand.label("units")),
    sa.select(_moved.product_id, _moved.quantity).where(_moved.target.in_(_VIRTUAL)),
    sa.select(_moved.product_id, -_moved.quantity).where(_moved.source.in_(_VIRTUAL)),
).subquery("everywhere")
_appeared = (
    sa.select(_everywhere.c.product_id.label("product"), total(_everywhere.c.units).label("sum"))
    .group_by(_everywhere.c.product_id)
    .having(total(_everywhere.c.units) != 0)
)

# --- S2


def _net(bucket: str) -> sa.ColumnElement[int]:
    came = total_if(_moved.target == bucket, _moved.quantity)
    return came - total_if(_moved.source == bucket, _moved.quantity)


_ledger = (
    sa.select(_moved.site_id, _moved.product_id, *(_net(name).label(name) for name in _REAL))
    .group_by(_moved.product_id, _moved.site_id)
    .subquery("ledger")
)
_same_cell = sa.and_(_ledger.c.site_id == _cell.site_id, _ledger.c.product_id == _cell.product_id)
_off_balance = (
    sa.select(
        _cell.id.label("cell"),
        _cell.site_id.label("site"),
        _cell.product_id.label("product"),
        *(_cell[name] for name in _REAL),
        *(or_zero(_ledger.c[name]).label(f"ledger_{name}") for name in _REAL),
    )
    .select_from(stock_cells.outerjoin(_ledger, _same_cell))
    .where(sa.or_(*(_cell[name] != or_zero(_ledger.c[name]) for name in _REAL)))
)
_without_cell = (
    sa.select(
        _ledger.c.site_id.label("site"),
        _ledger.c.product_id.label("product"),
        *(_ledger.c[name].label(f"ledger_{name}") for name in _REAL),
    )
    .select_from(_ledger.outerjoin(stock_cells, _same_cell))
    .where(_cell.id.is_(None), sa.or_(*(_ledger.c[name] != 0 for name in _REAL)))
)

_days = sa.select(
    stock_days.c.site_id,
    stock_days.c.product_id,
    stock_days.c.day,
    *(stock_days.c[name] for name in Effect._fields),
)
_last_day = sa.select(sa.func.max(stock_days.c.day))
_acts = sa.select(
    _moved.site_id, _moved.product_id, _moved.source, _moved.target, _moved.quantity, _moved.at
).where(_moved.at >= sa.bindparam("eldest"))

# --- S3

_impossible_cells = sa.select(
    _cell.id.label("cell"),
    _cell.site_id.label("site"),
    _cell.product_id.label("product"),
    *(_cell[name] for name in _REAL),
    _cell.reserved,
    _cell.leased,
    _cell.held,
    _cell.safety,
).where(
    sa.or_(
        *(_cell[name] < 0 for name in (*_REAL, "reserved", "leased", "held", "safety")),
        _cell.reserved > _cell.available,
    )
)
_silent_shortfalls = sa.select(
    _claim.id.label("reservation"),
    _claim.line_id.label("line"),
    _claim.site_id.label("site"),
    _claim.quantity,
).where(
    _claim.state == ReservationState.SHORTFALL.value,
    ~sa.exists().where(
        cases.c.subject_id == _claim.line_id, cases.c.kind == CaseKind.SHORTFALL.value
    ),
)

# --- S4

_LIVE = [ReservationState.HELD.value, ReservationState.SHORTFALL.value]
_held = (
    sa.select(_claim.site_id, _claim.product_id, total(_claim.quantity).label("units"))
    .where(_claim.state == ReservationState.HELD.value)
    .group_by(_claim.product_id, _claim.site_id)
    .subquery("held")
)
_lent = (
    sa.select(leases.c.site_id, leases.c.product_id, total(leases.c.quantity).label("units"))
    .group_by(leases.c.product_id, leases.c.site_id)
    .subquery("lent")
)
_kept = (
    sa.select(_hold.site_id, _hold.product_id, total(_hold.quantity).label("units"))
    .where(_hold.state.in_(LIVE_HOLDS))
    .group_by(_hold.product_id, _hold.site_id)
    .subquery("kept")
)


def _cells_against(sums: sa.Subquery, column: str) -> sa.Select[tuple[object, ...]]:
    here = sa.and_(sums.c.site_id == _cell.site_id, sums.c.product_id == _cell.product_id)
    return (
        sa.select(
            _cell.id.label("cell"),
            _cell.site_id.label("site"),
            _cell.product_id.label("product"),
            _cell[column],
            or_zero(sums.c.units).label("rows_say"),
        )
        .select_from(stock_cells.outerjoin(sums, here))
        .where(_cell[column] != or_zero(sums.c.units))
    )


_misreserved = _cells_against(_held, "reserved")
_mislent = _cells_against(_lent, "leased")
_miskept = _cells_against(_kept, "held")
_kept_elsewhere = sa.select(
    _hold.id.label("hold"), _hold.site_id.label("site"), _hold.product_id.label("product")
).where(
    _hold.state.in_(LIVE_HOLDS),
    ~sa.exists().where(
        _cell.id == _hold.cell_id,
        _cell.site_id == _hold.site_id,
        _cell.product_id == _hold.product_id,
    ),
)
_own_place = sa.select(devices.c.site_id, devices.c.care).join(
    desk_state, desk_state.c.device_id == devices.c.id
)
_empty_claims = sa.select(_claim.id.label("reservation"), _claim.quantity).where(
    _claim.state.in_(_LIVE), _claim.quantity < 1
)
_claims_of_ended = (
    sa.select(
        _claim.id.label("reservation"),
        _claim.order_id.label("order"),
        _claim.quantity,
        orders.c.state.label("order_state"),
    )
    .join(orders, orders.c.id == _claim.order_id)
    .where(_claim.state.in_(_LIVE), orders.c.state != OrderState.PLACED.value)
)
_claims_of_nothing = (
    sa.select(_claim.id.label("reservation"), _claim.line_id.label("line"), _claim.quantity)
    .outerjoin(order_lines, order_lines.c.id == _claim.line_id)
    .where(_claim.state.in_(_LIVE), order_lines.c.id.is_(None))
)
_of_line = (
    sa.select(_claim.line_id, total(_claim.quantity).label("units"))
    .where(_claim.state.in_(_LIVE))
    .group_by(_claim.line_id)
    .subquery("of_line")
)
_wanting = order_lines.c.allocated + order_lines.c.released
_unclaimed = (
    sa.select(
        order_lines.c.id.label("line"),
        order_lines.c.order_id.label("order"),
        order_lines.c.allocated,
        order_lines.c.released,
        or_zero(_of_line.c.units).label("claimed"),
    )
    .select_from(order_lines.outerjoin(_of_line, _of_line.c.line_id == order_lines.c.id))
    .where(_wanting != or_zero(_of_line.c.units))
)

# --- S6

_travelling = (
    sa.select(
        _moved.document_id.label("transfer_id"),
        _moved.product_id,
        _net(Bucket.IN_TRANSIT.value).label("units"),
    )
    .where(_moved.document == transfers.name)
    .group_by(_moved.document_id, _moved.product_id)
    .subquery("travelling")
)
_told = (
    sa.select(
        transfer_lines.c.transfer_id,
        transfer_lines.c.product_id,
        total(transfer_lines.c.sent - transfer_lines.c.received).label("units"),
    )
    .group_by(transfer_lines.c.transfer_id, transfer_lines.c.product_id)
    .subquery("told")
)
# A received transfer has nothing on its way: what was over or short went to adjustment.
_still_out = sa.case(
    (transfers.c.state == TransferState.SENT.value, or_zero(_told.c.units)), else_=0
)
_strayed = (
    sa.select(
        transfers.c.id.label("transfer"),
        transfers.c.number,
        transfers.c.state,
        _travelling.c.product_id.label("product"),
        _travelling.c.units.label("in_transit"),
        _still_out.label("sent_less_received"),
    )
    .select_from(
        _travelling.join(transfers, transfers.c.id == _travelling.c.transfer_id).outerjoin(
            _told,
            sa.and_(
                _told.c.transfer_id == _travelling.c.transfer_id,
                _told.c.product_id == _travelling.c.product_id,
            ),
        )
    )
    .where(_travelling.c.units != _still_out)
)
_untravelled = (
    sa.select(_told.c.transfer_id.label("transfer"), _told.c.product_id.label("product"))
    .select_from(
        _told.join(transfers, transfers.c.id == _told.c.transfer_id).outerjoin(
            _travelling,
            sa.and_(
                _told.c.transfer_id == _travelling.c.transfer_id,
                _told.c.product_id == _travelling.c.product_id,
            ),
        )
    )
    .where(
        transfers.c.state == TransferState.SENT.value,
        _told.c.units != 0,
        _travelling.c.transfer_id.is_(None),
    )
)
# Whatever a paper says was sent or received left a shelf or came on one, and once.
_shelves = (
    sa.select(
        _moved.document_id.label("transfer_id"),
        _moved.product_id,
        total_if(_moved.why == SENT_WHY, _moved.quantity).label("left"),
        total_if(_moved.why == RECEIVED_WHY, _moved.quantity).label("came"),
    )
    .where(_moved.document == transfers.name)
    .group_by(_moved.document_id, _moved.product_id)
    .subquery("shelves")
)
_papers = transfer_lines.c
_off_paper = (
    sa.select(
        _papers.transfer_id.label("transfer"),
        _papers.product_id.label("product"),
        _papers.sent,
        _papers.received,
        or_zero(_shelves.c.left).label("left_a_shelf"),
        or_zero(_shelves.c.came).label("came_on_a_shelf"),
    )
    .select_from(
        transfer_lines.outerjoin(
            _shelves,
            sa.and_(
                _shelves.c.transfer_id == _papers.transfer_id,
                _shelves.c.product_id == _papers.product_id,
            ),
        )
    )
    .where(
        sa.or_(
            _papers.sent != or_zero(_shelves.c.left),
            _papers.received != or_zero(_shelves.c.came),
        )
    )
)
_untimely = sa.select(
    transfers.c.id.label("transfer"),
    transfers.c.state,
    transfers.c.sent_at,
    transfers.c.received_at,
).where(
    sa.or_(
        (transfers.c.state == TransferState.RECEIVED.value) != transfers.c.received_at.is_not(None),
        sa.and_(transfers.c.state == TransferState.SENT.value, transfers.c.sent_at.is_(None)),
        sa.and_(
            transfers.c.state.in_([TransferState.REQUESTED.value, TransferState.CANCELLED.value]),
            transfers.c.sent_at.is_not(None),
        ),
    )
)


def conserved(db: Connection) -> Iterator[Violation]:
    yield from found(db, _appeared)


def balances(db: Connection) -> Iterator[Violation]:
    yield from found(db, _off_balance)
    yield from found(db, _without_cell)
    yield from _days_off(db)


def _days_off(db: Connection) -> Iterator[Violation]:
    """The days of the ring against the ledger, day by day in each place's own zone."""
    last = db.execute(_last_day).scalar()
    if last is None:
        return
    first = int(last) - RING + 2  # the places' todays may be two
    told = {
        (row["site_id"], row["product_id"], row["day"]): Effect(
            *(row[name] for name in Effect._fields)
        )
        for row in stream(db, _days)
        if row["day"] >= first
    }
    summed = _sums_by_day(db, first)
    for key in sorted(told.keys() | summed.keys()):
        kept, right = told.get(key, NO_EFFECT), summed.get(key, NO_EFFECT)
        if kept != right:
            site, product, day = key
            by_ledger = {f"ledger_{name}": by for name, by in right._asdict().items()}
            yield violation(site=site, product=product, day=day, **kept._asdict(), **by_ledger)


def _sums_by_day(db: Connection, first: int) -> dict[tuple[str, str, int], Effect]:
    zones = {row.id: row.time_zone or "UTC" for row in db.execute(sa.select(sites))}
    eldest = from_datetime(datetime.combine(date.fromordinal(first - 1), time(), UTC))
    sums: dict[tuple[str, str, int], Effect] = {}
    for row in stream(db, _acts.params(eldest=eldest)):
        done = effect(Bucket(row["source"]), Bucket(row["target"]), row["quantity"])
        day = business_day(Instant(row["at"]), zones.get(row["site_id"], "UTC")).toordinal()
        if day >= first and (done.sold or done.change):
            key = (row["site_id"], row["product_id"], day)
            sums[key] = sums.get(key, NO_EFFECT).plus(done)
    return sums


def cells(db: Connection) -> Iterator[Violation]:
    yield from found(db, _impossible_cells)


def cells_and_shortfalls(db: Connection) -> Iterator[Violation]:
    yield from cells(db)
    yield from found(db, _silent_shortfalls)


def claims(db: Connection) -> Iterator[Violation]:
    for question in (_miskept, _empty_claims, _claims_of_ended, _unclaimed):
        yield from found(db, question)


def claims_of_desk(db: Connection) -> Iterator[Violation]:
    """A desk has the claims of its orders: a phone desk all, a store those on its shelves."""
    yield from claims(db)
    where = db.execute(_own_place).first()
    if where is not None and where.care:
        yield from found(db, _misreserved)
    elif where is not None:
        yield from found(db, _misreserved.where(_cell.site_id == where.site_id))


def claims_and_leases(db: Connection) -> Iterator[Violation]:
    yield from claims(db)
    yield from found(db, _misreserved)
    yield from found(db, _claims_of_nothing)
    yield from found(db, _mislent)
    yield from found(db, _kept_elsewhere)


def in_transit(db: Connection) -> Iterator[Violation]:
    yield from found(db, _strayed)
    yield from found(db, _untravelled)
    yield from found(db, _off_paper, code="paper_off_ledger")
    yield from found(db, _untimely, code="state_off_times")


_CELLS = "0 ≤ reserved ≤ on hand, no balance below 0"
_CLAIMS = (
    "reserved = Σ live reservations, as many as lines want, none on ended orders; held = Σ holds"
)
CHECKS = (
    Check(
        "S1",
        "each product's units over all buckets, virtual ones included, add up to 0",
        SERVER,
        conserved,
        (stock_cells.name, stock_movements.name),
    ),
    Check(
        "S2",
        "balance = Σ ledger, per cell and bucket, and for each of the last days",
        SERVER,
        balances,
        (stock_cells.name, stock_days.name),
    ),
    Check(
        "S3",
        f"{_CELLS}, each shortfall has its case",
        SERVER,
        cells_and_shortfalls,
        (stock_cells.name,),
    ),
    Check("S3", _CELLS, DESK, cells, (stock_cells.name,)),
    Check(
        "S4",
        f"{_CLAIMS}; leased = Σ leases",
        SERVER,
        claims_and_leases,
        (reservations.name, order_lines.name),
    ),
    Check("S4", _CLAIMS, DESK, claims_of_desk, (reservations.name, order_lines.name)),
    Check(
        "S6",
        "in transit = sent − received, per transfer; what its paper tells left and came once",
        SERVER,
        in_transit,
        (transfers.name,),
    ),
)
