"""Goods go from place to place: asked for, sent as they were found, received as they were counted.

What is sent leaves the shelf for the road, what is received leaves the road for the other shelf;
over and short are adjustment. Both are facts: two desks without a line may tell them in any order,
and each is booked once. A transfer that was received before it was told sent had come from nowhere
by the books; when it is told sent, what left its sender is set against that.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.clash import tell_clash
from app.cases.notice import notice
from app.cases.states import CaseKind
from app.catalog.lookup import products_of
from app.identity.roles import Role, require
from app.kit.clock import DAY
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.places.lookup import all_sites
from app.stock.adjusting import require_place
from app.stock.facts import ClaimsFell, GoodsReceived
from app.stock.ledger import firm_room, free_at, move, take
from app.stock.receiving import ReceivedLine, awkward, judge_lines
from app.stock.states import TRANSFER, Bucket, LessBecause, TransferState
from app.stock.tables import transfer_lines, transfers
from app.storage.uow import UnitOfWork

SEND, RECEIVE = "transfer.send", "transfer.receive"
ON_THE_ROAD = 2 * DAY  # the van comes by each place every other day
SLIGHT = 50  # per mille of what was sent: so much over or short is a slip of counting
BECAUSE = "transfer"  # why claims at the sender fell
SENT_WHY, RECEIVED_WHY, DIFFERS_WHY = "send_transfer", "receive_transfer", "transfer_differs"
CAME = (Bucket.IN_TRANSIT, Bucket.AVAILABLE)
OVER = (Bucket.ADJUSTMENT, Bucket.AVAILABLE)
NOBODYS = (Bucket.IN_TRANSIT, Bucket.ADJUSTMENT)  # on the road for nobody any more


class RequestTransfer(Command, frozen=True, kw_only=True):
    """`number` is given by the desk."""

    transfer_id: str
    number: str = ""
    from_site_id: str
    to_site_id: str
    lines: list[ReceivedLine]


class CancelTransfer(Command, frozen=True, kw_only=True):
    transfer_id: str


class SendTransfer(Command, frozen=True, kw_only=True):
    """Fact: this left. `because`: a LessBecause where less left than was asked for."""

    transfer_id: str
    lines: list[ReceivedLine]
    because: str = ""


class ReceiveTransfer(Command, frozen=True, kw_only=True):
    """Fact: this came, and nothing more will."""

    transfer_id: str
    lines: list[ReceivedLine]


_lines_of = (
    sa.select(transfer_lines)
    .where(transfer_lines.c.transfer_id == sa.bindparam("transfer"))
    .order_by(transfer_lines.c.product_id, transfer_lines.c.id)
)


def request_transfer(uow: UnitOfWork, command: RequestTransfer) -> dict[str, Any]:
    """Refusals: transfer_known, same_place, place_unknown, other_place, nothing_asked,
    product_unknown, more_than_free, and those of `judge_lines`."""
    require(uow.actor, SEND)
    judge_lines(command.lines)
    _judge_places(uow, command)
    _judge_goods(uow, command)
    if uow.row(transfers, command.transfer_id) is not None:
        raise Refusal("transfer_known")
    uow.insert(
        transfers,
        {
            "id": command.transfer_id,
            "number": command.number,
            "from_site_id": command.from_site_id,
            "to_site_id": command.to_site_id,
            "state": TRANSFER.start.value,
            "asked_by": uow.actor.user_id,
            "asked_at": uow.now,
        },
    )
    tell_clash(
        uow, transfers, command.transfer_id, number=command.number, site_id=command.from_site_id
    )
    for line in _in_order(command.lines):
        _write_line(uow, command.transfer_id, line.product_id, asked=line.quantity)
    return {"transfer_id": command.transfer_id, "number": command.number}


def cancel_transfer(uow: UnitOfWork, command: CancelTransfer) -> dict[str, Any]:
    """Refusals: transfer_unknown, other_place, move_closed."""
    require(uow.actor, SEND)
    transfer = uow.row(transfers, command.transfer_id, lock=True)
    if transfer is None:
        raise Refusal("transfer_unknown")
    _judge_reach(uow, transfer["from_site_id"], transfer["to_site_id"])
    _become(uow, transfer, "cancel")
    return {"transfer_id": command.transfer_id}


def send_transfer(uow: UnitOfWork, command: SendTransfer) -> dict[str, Any]:
    """Refusals, on the desk alone: transfer_unknown, other_place, move_closed, nothing_sent,
    less_without_reason, more_than_there, and those of `judge_lines`. The server books all that can
    be true; what was sent already is not sent twice: transfer_sent."""
    try:
        transfer = _sending(uow, command)
    except Refusal as refusal:
        awkward(uow, refusal, subject=transfers.name, subject_id=command.transfer_id)
        return {"transfer_id": command.transfer_id, "exception": refusal.code}
    if transfer["state"] == TransferState.CANCELLED.value:
        _tell(uow, transfer, "transfer_was_cancelled")
    told = {"sent_by": uow.actor.user_id, "sent_at": uow.now, "less_because": command.because}
    if transfer["received_at"] is None:
        told["eta"] = uow.now + ON_THE_ROAD
    _become(uow, transfer, "send", **told)
    known = _known(uow, transfer)
    fallen: list[Mapping[str, object]] = []
    for line in _in_order(command.lines):
        _note(uow, transfer, known.get(line.product_id), line, "sent")
        fallen += take(
            uow,
            site_id=transfer["from_site_id"],
            product_id=line.product_id,
            target=Bucket.IN_TRANSIT,
            quantity=line.quantity,
            why=SENT_WHY,
            document=transfers.name,
            document_id=transfer["id"],
        )
        if transfer["received_at"] is not None:
            sender = transfer["from_site_id"]
            units = line.quantity
            _book(uow, transfer, line.product_id, NOBODYS, units, why=DIFFERS_WHY, site_id=sender)
    if fallen:
        uow.emit(ClaimsFell(tuple(fallen), BECAUSE))
    if transfer["received_at"] is not None:
        _compare(uow, transfer)
    return {"transfer_id": transfer["id"], "number": transfer["number"]}


def receive_transfer(uow: UnitOfWork, command: ReceiveTransfer) -> dict[str, Any]:
    """Refusals, on the desk alone: transfer_unknown, other_place, nothing_received, and those of
    `judge_lines`. What was received already is not received twice: transfer_received."""
    try:
        transfer = _receiving(uow, command)
    except Refusal as refusal:
        awkward(uow, refusal, subject=transfers.name, subject_id=command.transfer_id)
        return {"transfer_id": command.transfer_id, "exception": refusal.code}
    if transfer["state"] == TransferState.CANCELLED.value:
        _tell(uow, transfer, "transfer_was_cancelled")
    _become(uow, transfer, "receive", received_by=uow.actor.user_id, received_at=uow.now)
    known = _known(uow, transfer)
    came = {line.product_id: line for line in command.lines}
    for product_id in sorted(known.keys() | came.keys()):
        row, line = known.get(product_id), came.get(product_id)
        sent, counted = row["sent"] if row else 0, line.quantity if line else 0
        if line is not None:
            _note(uow, transfer, row, line, "received")
        booked = (
            (CAME, min(sent, counted), RECEIVED_WHY),
            (OVER, counted - sent, RECEIVED_WHY),
            (NOBODYS, sent - counted, DIFFERS_WHY),
        )
        for ends, units, why in booked:
            _book(uow, transfer, product_id, ends, units, why=why)
    if transfer["sent_at"] is not None:
        _compare(uow, transfer)
    uow.emit(GoodsReceived(transfer["id"], transfer["to_site_id"], tuple(sorted(came))))
    return {"transfer_id": transfer["id"], "number": transfer["number"]}


# --- may it be


def _judge_places(uow: UnitOfWork, command: RequestTransfer) -> None:
    if command.from_site_id == command.to_site_id:
        raise Refusal("same_place")
    if {command.from_site_id, command.to_site_id} - {site.id for site in all_sites(uow.db)}:
        raise Refusal("place_unknown")
    _judge_reach(uow, command.from_site_id, command.to_site_id)


def _judge_reach(uow: UnitOfWork, *ends: str) -> None:
    """A store asks for itself, and offers what it has; who looks after all asks for any."""
    for_all = uow.actor.is_system or uow.actor.role == Role.INVENTORY
    if not for_all and uow.actor.site_id not in ends:
        raise Refusal("other_place", site=ends[0])


def _judge_goods(uow: UnitOfWork, command: RequestTransfer) -> None:
    if not command.lines:
        raise Refusal("nothing_asked")
    known = products_of(uow.db, [line.product_id for line in command.lines])
    for line in _in_order(command.lines):
        if line.product_id not in known:
            raise Refusal("product_unknown")
        free = free_at(uow, command.from_site_id, line.product_id)
        if line.quantity > free:
            raise Refusal("more_than_free", have=max(0, free), wanted=line.quantity)


def _sending(uow: UnitOfWork, command: SendTransfer) -> RowMapping:
    judge_lines(command.lines)
    transfer = _moving(uow, command.transfer_id, "from_site_id")
    if transfer["sent_at"] is not None:
        raise Refusal("transfer_sent", **_counted(command.lines))
    if not command.lines:
        raise Refusal("nothing_sent")
    if not uow.on_server:
        _judge_parcel(uow, transfer, command)
    return transfer


def _judge_parcel(uow: UnitOfWork, transfer: RowMapping, command: SendTransfer) -> None:
    """What a clerk can still mend before the van leaves."""
    if transfer["state"] == TransferState.CANCELLED.value:
        raise Refusal("move_closed", act="send")
    packed = {line.product_id: line.quantity for line in command.lines}
    less = any(row["asked"] > packed.get(one, 0) for one, row in _known(uow, transfer).items())
    if less and command.because not in set(LessBecause):
        raise Refusal("less_without_reason")
    for line in _in_order(command.lines):
        room = firm_room(uow, transfer["from_site_id"], line.product_id)
        if line.quantity > room:
            raise Refusal("more_than_there", have=room, wanted=line.quantity)


def _receiving(uow: UnitOfWork, command: ReceiveTransfer) -> RowMapping:
    judge_lines(command.lines)
    transfer = _moving(uow, command.transfer_id, "to_site_id")
    if transfer["received_at"] is not None:
        raise Refusal("transfer_received", **_counted(command.lines))
    if not command.lines and not uow.on_server:
        raise Refusal("nothing_received")
    return transfer


def _moving(uow: UnitOfWork, transfer_id: str, end: str) -> RowMapping:
    transfer = uow.row(transfers, transfer_id, lock=True)
    if transfer is None:
        raise Refusal("transfer_unknown")
    if not uow.on_server:
        require_place(uow.actor, transfer[end])
    return transfer


def _counted(lines: Iterable[ReceivedLine]) -> dict[str, int]:
    """What a second person counted is for somebody to compare."""
    return {"counted": sum(line.quantity for line in lines)}


# --- what it does


def _become(uow: UnitOfWork, transfer: RowMapping, act: str, **told: object) -> None:
    state = TRANSFER.after(TransferState(transfer["state"]), act)
    uow.update(transfers, transfer["id"], state=state.value, **told)


def _known(uow: UnitOfWork, transfer: RowMapping) -> dict[str, RowMapping]:
    return {row["product_id"]: row for row in uow.all(_lines_of, transfer=transfer["id"])}


def _note(
    uow: UnitOfWork,
    transfer: RowMapping,
    known: RowMapping | None,
    line: ReceivedLine,
    figure: str,
) -> None:
    """A product that nobody asked for is on the paper too: it lies there."""
    if known is None:
        _write_line(uow, transfer["id"], line.product_id, **{figure: line.quantity})
    else:
        uow.add(transfer_lines, known["id"], **{figure: line.quantity})


def _write_line(uow: UnitOfWork, transfer_id: str, product_id: str, **units: int) -> None:
    row = {"id": uow.new_id("transfer_line"), "transfer_id": transfer_id, "product_id": product_id}
    uow.insert(transfer_lines, {**row, "asked": 0, "sent": 0, "received": 0, **units})


def _book(
    uow: UnitOfWork,
    transfer: RowMapping,
    product_id: str,
    ends: tuple[Bucket, Bucket],
    units: int,
    *,
    why: str,
    site_id: str = "",
) -> None:
    """From bucket to bucket, as far as there are units; at the place that received them, unless
    told."""
    source, target = ends
    if units > 0:
        move(
            uow,
            site_id=site_id or transfer["to_site_id"],
            product_id=product_id,
            source=source,
            target=target,
            quantity=units,
            why=why,
            document=transfers.name,
            document_id=transfer["id"],
        )


def _compare(uow: UnitOfWork, transfer: RowMapping) -> None:
    """Both ends hear of it when more than a slip of counting is over or short."""
    rows = _known(uow, transfer).values()
    short = sum(max(0, row["sent"] - row["received"]) for row in rows)
    over = sum(max(0, row["received"] - row["sent"]) for row in rows)
    if beyond_slip(sum(row["sent"] for row in rows), short + over):
        _tell(uow, transfer, "transfer_differs", short=short, over=over)


def beyond_slip(sent: int, differing: int) -> bool:
    """One unit is a slip of counting, and so is a twentieth of a large one."""
    return differing > max(1, sent * SLIGHT // 1_000)


def _tell(uow: UnitOfWork, transfer: RowMapping, code: str, **facts: int) -> None:
    """The place that acts hears by itself; the case is with the other end."""
    ends = {transfer["from_site_id"], transfer["to_site_id"]}
    other = min(ends - {uow.actor.site_id}, default=transfer["from_site_id"])
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject=transfers.name,
        subject_id=transfer["id"],
        site_id=other,
        code=code,
        number=transfer["number"],
        **facts,
    )


def _in_order(lines: Sequence[ReceivedLine]) -> list[ReceivedLine]:
    return sorted(lines, key=lambda line: line.product_id)
