"""How the server takes a command: once, in its device's order, all in one transaction."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping
from sqlalchemy.exc import DBAPIError

from app.cases.choices import COMMANDS, ERASED
from app.cases.handlers import DOUBT, open_case
from app.cases.said import said_of
from app.cases.states import CaseKind
from app.identity.approval import Approval, require_proof
from app.identity.authority import DEVICE_REVOKED, NOT_ALLOWED, judge
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import Instant
from app.kit.commands import Command, Nature, body_of
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.storage.commands import CommandSpec, Register, decode, redacted
from app.storage.engine import may_do_again
from app.storage.outbox import NO_CHAIN, Envelope, body_hash, chain_parts, next_chain
from app.storage.passing import passes
from app.storage.prepared import Savepoint, prepared, told_in_full
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync.again import REPAIRED, do_again
from app.sync.dependants import waits_for
from app.sync.feed import INSTEAD, append
from app.sync.forgetting import forget_in_commands
from app.sync.tables import commands, replicas

log = logging.getLogger("gerai.accept")
SERVER_REPLICA = "server"


class Status(StrEnum):
    ACCEPTED = "accepted"
    ACCEPTED_WITH_EXCEPTION = "accepted_with_exception"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    REPAIRED = REPAIRED  # set aside first, and done again since
    # Answers about the envelope: nothing of it is done. The last two consume no number either.
    ID_REUSE = "id_reuse"
    FORKED = "forked"
    GAP = "gap"


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    command_id: str
    status: str
    seq: int = 0
    receipt: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Result:
    status: Status
    receipt: dict[str, Any]


_known = sa.select(
    commands.c.body_hash, commands.c.status, commands.c.receipt, commands.c.seq
).where(commands.c.command_id == sa.bindparam("command"))
_replica = sa.select(replicas).where(replicas.c.id == sa.bindparam("replica")).with_for_update()
_number_taken = (
    replicas.update()
    .where(replicas.c.id == sa.bindparam("replica"))
    .values(
        last_seq=sa.bindparam("number"),
        device_chain=sa.bindparam("chain"),
        seen_at=sa.bindparam("now"),
    )
)
_insert = told_in_full(commands)


def accept(
    db: Connection,
    register: Register,
    replica_id: str,
    envelope: Envelope,
    *,
    now: Instant,
    server_key: str,
    last_try: bool = True,
) -> Receipt:
    """Take one command of a desk. The caller holds a transaction and commits it.

    Without `last_try` an act that met another one flies to the caller, who begins it anew.
    """
    replica = prepared(db, _replica).first(db, {"replica": replica_id})
    if replica is None:
        return Receipt(command_id=envelope.command_id, status=Status.FORKED)
    known = prepared(db, _known).first(db, {"command": envelope.command_id})
    if known is not None and known["body_hash"] == envelope.hash:
        return _told_before(known, envelope)
    if known is not None:
        return _reused(db, register, replica, envelope, now)
    if refused := _out_of_order(replica, envelope):
        return Receipt(command_id=envelope.command_id, status=refused)
    uow, result = _carry_out(
        db, register, replica["device_id"], envelope, now, server_key, last_try=last_try
    )
    _take_number(db, replica, envelope, now)
    return _store(db, register, uow, replica_id, envelope, result)


def run_as_system(
    db: Connection, register: Register, command: Command, command_id: str, *, now: Instant
) -> Receipt:
    """Carry out a command of the server itself (import, payment provider, job), once per id.

    A Refusal flies to the caller: nobody waits for it on a desk.
    """
    spec = register.of(command)
    body = body_of(command)
    known = prepared(db, _known).first(db, {"command": command_id})
    if known is not None:
        return Receipt(command_id=command_id, status=known["status"], seq=known["seq"])
    uow = UnitOfWork(db, side=Side.SERVER, command_id=command_id, now=now, actor=SYSTEM)
    receipt = register.perform(uow, spec, command)
    forget_in_commands(uow, register)
    status = Status.ACCEPTED_WITH_EXCEPTION if uow.exceptions else Status.ACCEPTED
    envelope = Envelope(
        command_id=command_id,
        client_seq=0,
        kind=spec.kind,
        v=spec.v,
        body=body,
        hash=body_hash(spec.kind, spec.v, body),
        user_id=SYSTEM.user_id,
        grant="",
        occurred_at=now,
        chain=NO_CHAIN,
    )
    return _store(db, register, uow, SERVER_REPLICA, envelope, Result(status, receipt))


def _reused(
    db: Connection, register: Register, replica: RowMapping, envelope: Envelope, now: Instant
) -> Receipt:
    """Another body under an id that is taken: nothing of it is done. In its turn it uses up its
    number and is kept for a person under an id of its own, so that what follows it flows."""
    kept = msgspec.structs.replace(
        envelope, command_id=_instead(envelope.command_id, envelope.hash)
    )
    told = Receipt(command_id=envelope.command_id, status=Status.ID_REUSE)
    before = prepared(db, _known).first(db, {"command": kept.command_id})
    if before is not None:
        return msgspec.structs.replace(told, seq=before["seq"])
    if _out_of_order(replica, envelope):
        return told  # without a number: the desk has to be heard about its whole queue
    uow = _begin(db, kept, _unjudged(kept, replica["device_id"]), now)
    code = {"code": Status.ID_REUSE.value}
    uow, result = _aside(uow, kept, CaseKind.QUARANTINED, Status.QUARANTINED, code)
    _take_number(db, replica, envelope, now)
    result.receipt[INSTEAD] = envelope.command_id
    stored = _store(db, register, uow, replica["id"], kept, result)
    return msgspec.structs.replace(told, seq=stored.seq)


def _instead(command_id: str, digest: str) -> str:
    return derived_id(command_id, "reused", digest)


def _take_number(db: Connection, replica: RowMapping, envelope: Envelope, now: Instant) -> None:
    told = {"number": envelope.client_seq, "chain": envelope.chain, "now": now}
    prepared(db, _number_taken).write(db, {"replica": replica["id"], **told})


def _told_before(known: RowMapping, envelope: Envelope) -> Receipt:
    return Receipt(
        command_id=envelope.command_id,
        status=known["status"],
        seq=known["seq"],
        receipt=msgspec.json.decode(known["receipt"]),
    )


def _out_of_order(replica: RowMapping, envelope: Envelope) -> Status | None:
    if envelope.client_seq <= replica["last_seq"]:
        return (
            Status.FORKED
        )  # this number belongs to another command: the desk was cloned or restored
    if envelope.client_seq > replica["last_seq"] + 1:
        return Status.GAP
    parts = chain_parts(envelope.command_id, envelope.hash, envelope.user_id, envelope.occurred_at)
    if envelope.chain != next_chain(replica["device_chain"], *parts):
        return Status.FORKED
    return None


def _begin(
    db: Connection,
    envelope: Envelope,
    actor: Actor,
    now: Instant,
    signed_in_at: Instant = Instant(0),  # noqa: B008  a number
) -> UnitOfWork:
    return UnitOfWork(
        db,
        side=Side.SERVER,
        command_id=envelope.command_id,
        now=now,
        actor=actor,
        occurred_at=envelope.occurred_at,
        signed_in_at=signed_in_at,
    )


def _unjudged(envelope: Envelope, device_id: str) -> Actor:
    """Who says to have done it, as long as nobody looked at their rights."""
    return Actor(user_id=envelope.user_id, role="", device_id=device_id, site_id="")


def _carry_out(
    db: Connection,
    register: Register,
    device_id: str,
    envelope: Envelope,
    now: Instant,
    server_key: str,
    *,
    last_try: bool,
) -> tuple[UnitOfWork, Result]:
    """Run the handler in a savepoint; whatever happens, the answer is a result with its case."""
    spec = register.find(envelope.kind, envelope.v)
    begin = partial(_begin, db, envelope, now=now)
    unknown = _unjudged(envelope, device_id)
    if spec is None or body_hash(envelope.kind, envelope.v, envelope.body) != envelope.hash:
        code = "unknown_command" if spec is None else "damaged_command"
        return _aside(
            begin(unknown), envelope, CaseKind.QUARANTINED, Status.QUARANTINED, {"code": code}
        )
    try:
        judgement = judge(
            db,
            user_id=envelope.user_id,
            device_id=device_id,
            permission=spec.permission,
            token=envelope.grant,
            # A clock that is days ahead is no sign-in that has run out.
            occurred_at=min(envelope.occurred_at, now),
            server_key=server_key,
        )
    except Refusal as refusal:
        told = {"code": refusal.code, **refusal.facts}
        return _aside(begin(unknown), envelope, CaseKind.QUARANTINED, Status.QUARANTINED, told)
    uow = begin(judgement.actor, signed_in_at=judgement.signed_in_at)
    if judgement.doubt == NOT_ALLOWED and spec.nature is Nature.FACT:
        told = {"code": NOT_ALLOWED}
        return _aside(uow, envelope, CaseKind.AWKWARD_FACT, Status.QUARANTINED, told)
    if judgement.doubt and spec.nature is Nature.REQUEST:
        told = {"code": judgement.doubt}
        # Of a device that was taken away a person decides; its wishes may be right.
        status = Status.QUARANTINED if judgement.doubt == DEVICE_REVOKED else Status.REJECTED
        return _aside(uow, envelope, CaseKind.REVOKED_USER, status, told)
    savepoint = Savepoint(db)
    try:
        command = _proven(decode(spec, envelope.body), spec, uow, server_key)
        receipt = register.perform(uow, spec, command)
    except Refusal as refusal:
        savepoint.rollback()
        return _refused(begin(judgement.actor), spec, envelope, refusal, judgement.doubt)
    except Exception as error:
        if passes(error) or (not last_try and _met_another(error)):
            raise
        # Ours, not the shop's: kept whole for repair, so that what follows is not blocked.
        log.exception("command %s %s was quarantined", envelope.kind, envelope.command_id)
        savepoint.rollback()
        told = {"code": "handler_failed"}
        return _aside(
            begin(judgement.actor), envelope, CaseKind.QUARANTINED, Status.QUARANTINED, told
        )
    do_again(uow, register, partial(_proven, server_key=server_key))
    forget_in_commands(uow, register)
    savepoint.commit()
    if judgement.doubt:
        evidence = {"code": judgement.doubt, "kind": envelope.kind, "applied": True}
        _open(uow, envelope, CaseKind.REVOKED_USER, evidence)
    status = Status.ACCEPTED_WITH_EXCEPTION if uow.exceptions else Status.ACCEPTED
    return uow, Result(status, receipt)


def _proven(command: Command, spec: CommandSpec, uow: UnitOfWork, server_key: str) -> Command:
    """The command as it binds: a fact whose approval nobody signed happened without one."""
    approval = getattr(command, "approval", None)
    if not isinstance(approval, Approval):
        return command
    try:
        require_proof(
            approval, device_id=uow.actor.device_id, command_id=uow.command_id, key=server_key
        )
    except Refusal:
        if spec.nature is Nature.REQUEST:
            raise
        return msgspec.structs.replace(command, approval=None)
    return command


def _met_another(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and may_do_again(error, same_row=True)


def _refused(
    uow: UnitOfWork, spec: CommandSpec, envelope: Envelope, refusal: Refusal, doubt: str
) -> tuple[UnitOfWork, Result]:
    told = {"code": refusal.code, **refusal.facts, **({DOUBT: doubt} if doubt else {})}
    if spec.nature is Nature.FACT:
        # It happened, so it is not refused: it waits, whole, for a person.
        return _aside(uow, envelope, CaseKind.AWKWARD_FACT, Status.QUARANTINED, told)
    return _aside(uow, envelope, CaseKind.REFUSED, Status.REJECTED, told)


def _aside(
    uow: UnitOfWork, envelope: Envelope, kind: CaseKind, status: Status, told: dict[str, Any]
) -> tuple[UnitOfWork, Result]:
    _open(uow, envelope, kind, {**told, "kind": envelope.kind})
    return uow, Result(status, {"refused": told})


def _open(uow: UnitOfWork, envelope: Envelope, kind: CaseKind, evidence: dict[str, Any]) -> None:
    audience = " ".join(
        filter(None, ("cases:care", _store_bucket(uow), f"device:{uow.actor.device_id}"))
    )
    code = str(evidence.get("code", ""))
    # Other desks have no copy of it; of an erased person nothing is told.
    said = {} if code == ERASED else said_of(envelope.body)
    open_case(
        uow,
        kind,
        part_of=waits_for(uow.db, uow.actor.device_id, envelope.body, code),
        subject=COMMANDS,
        subject_id=envelope.command_id,
        audience=audience,
        site_id=uow.actor.site_id or None,
        evidence={**said, **evidence},
    )


def _store_bucket(uow: UnitOfWork) -> str:
    return f"cases:{uow.actor.site_id}" if uow.actor.site_id else ""


def _store(
    db: Connection,
    register: Register,
    uow: UnitOfWork,
    replica_id: str,
    envelope: Envelope,
    result: Result,
) -> Receipt:
    """Keep the command, number it, and say which rows it touched: the end of the transaction."""
    spec = register.find(envelope.kind, envelope.v)
    applied = result.status in {Status.ACCEPTED, Status.ACCEPTED_WITH_EXCEPTION}
    code = str(result.receipt.get("refused", {}).get("code", ""))
    # Of an erased person nothing is kept for repair either.
    bare = applied or code == ERASED
    seq = append(
        db,
        uow,
        kind=envelope.kind,
        status=result.status.value,
        digest=envelope.hash,
        reason=code,
    )
    prepared(db, _insert).write(
        db,
        {
            "command_id": envelope.command_id,
            "replica_id": replica_id,
            "client_seq": envelope.client_seq or seq,
            "kind": envelope.kind,
            "v": envelope.v,
            "user_id": envelope.user_id,
            "device_id": uow.actor.device_id,
            "body_hash": envelope.hash,
            "body": redacted(spec, envelope.body) if spec and bare else envelope.body,
            "chain": envelope.chain,
            "status": result.status.value,
            "receipt": msgspec.json.encode(result.receipt).decode(),
            "seq": seq,
            "occurred_at": envelope.occurred_at,
            "received_at": uow.now,
        },
    )
    return Receipt(
        command_id=envelope.command_id, status=result.status, seq=seq, receipt=result.receipt
    )


def statuses_of(db: Connection, wanted: Iterable[tuple[str, str]]) -> list[str]:
    """Of (command id, body hash) pairs, the ids that this server does not have."""
    lacking = []
    for command_id, digest in wanted:
        known = prepared(db, _known).first(db, {"command": command_id})
        if known is not None and known["body_hash"] != digest:
            instead = {"command": _instead(command_id, digest)}
            known = prepared(db, _known).first(db, instead)
        if known is None:
            lacking.append(command_id)
    return lacking
