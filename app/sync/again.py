"""What the server could not take is done again under its own id, in the name of who asked for it.

What was set aside because this was not there follows in the order in which it was made; so an order
that failed brings its payment and its hand-over with it. What another desk told of an order that
had not come yet follows it too, in the name of who did it: nobody has to ask.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.choices import Choice
from app.cases.handlers import case_of, close_case, open_parts, set_free, tell_again
from app.cases.states import CaseState
from app.identity.queries import actor_of, actor_then
from app.identity.roles import require
from app.kit.actor import Actor
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.units import known_line
from app.storage.commands import CommandSpec, Register, decode, redacted
from app.storage.outbox import body_hash
from app.storage.passing import passes
from app.storage.prepared import Savepoint
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync.dependants import UNKNOWN, Waiting, waiting_facts
from app.sync.feed import INSTEAD
from app.sync.forgetting import forget_in_commands
from app.sync.tables import commands

log = logging.getLogger("gerai.accept")
REPAIRED = "repaired"  # it has its effects now, and the entry of the day on which it was set aside
REPAIRED_BY = "repaired_by"  # in its receipt: the command that asked for it
SET_ASIDE = ("rejected", "quarantined")
CAME = "awaited_came"  # why its case ended by itself
NAMED = ("orders", "order_lines", "fulfillments", "returns")  # by what facts are told
Proven = Callable[[Command, CommandSpec, UnitOfWork], Command]

_stored = (
    sa.select(commands)
    .where(
        commands.c.command_id == sa.bindparam("command"),
        commands.c.status.in_(SET_ASIDE),
    )
    .with_for_update()
)
_seqs = sa.select(commands.c.command_id, commands.c.seq).where(
    commands.c.command_id.in_(sa.bindparam("commands", expanding=True))
)


def do_again(uow: UnitOfWork, register: Register, proven: Proven) -> None:
    """What fails again stays set aside: its case is told why, and stays open."""
    attempt = partial(_attempt, uow, register, proven, partial(_whoever_asks, uow))
    for case_id, note in uow.again.items():
        why = attempt(case_of(uow, case_id)["subject_id"])
        if why:
            tell_again(uow, case_id, why)
            continue
        close_case(uow, case_id, Choice.RETRY.value, note)
        for part in _as_they_came(uow, open_parts(uow, case_id)):
            why = attempt(part["subject_id"])
            if why:
                set_free(uow, part["id"])
                tell_again(uow, part["id"], why)
            else:
                close_case(uow, part["id"], Choice.RETRY.value)
    if not uow.inserted.keys().isdisjoint(NAMED):
        _follow(uow, partial(_attempt, uow, register, proven, partial(_whoever_did_it, uow)))


def _follow(uow: UnitOfWork, attempt: Callable[[str], str]) -> None:
    """Facts about what is here by this act. One of them may make what the next one names."""
    waiting = waiting_facts(uow.db)
    done = []
    while fact := next((each for each in waiting if _has_come(uow, each)), None):
        waiting.remove(fact)
        if case_of(uow, fact.case_id)["state"] != CaseState.OPEN.value:
            continue  # another act did it meanwhile
        why = attempt(fact.command_id)
        if not why:
            close_case(uow, fact.case_id, CAME)
            done.append(fact.case_id)
        elif not why.endswith(UNKNOWN):
            tell_again(uow, fact.case_id, why)
    for part in (part for case_id in done for part in open_parts(uow, case_id)):
        set_free(uow, part["id"])


def _has_come(uow: UnitOfWork, fact: Waiting) -> bool:
    """With all its lines: booked by halves, the rest would be told as a mistake."""
    here = any(not fact.names.isdisjoint(uow.inserted.get(name, ())) for name in NAMED)
    return here and all(known_line(uow, line_id) for line_id in fact.lines)


def _as_they_came(uow: UnitOfWork, parts: Sequence[RowMapping]) -> list[RowMapping]:
    """What was handed over comes back after that, though both were told within one moment."""
    told = uow.db.execute(_seqs, {"commands": [part["subject_id"] for part in parts]})
    came = {row.command_id: row.seq for row in told}
    return sorted(parts, key=lambda part: came.get(part["subject_id"], 0))


def _whoever_asks(uow: UnitOfWork, command: RowMapping) -> Actor:
    return actor_of(uow.db, uow.actor.user_id, command["device_id"])


def _whoever_did_it(uow: UnitOfWork, command: RowMapping) -> Actor:
    """Their right was looked at when it came."""
    return actor_then(uow.db, command["user_id"], command["device_id"])


def _attempt(
    uow: UnitOfWork,
    register: Register,
    proven: Proven,
    actor: Callable[[RowMapping], Actor],
    command_id: str,
) -> str:
    """The code of why not; empty when it is done."""
    row = uow.db.execute(_stored, {"command": command_id}).mappings().first()
    spec = register.find(row["kind"], row["v"]) if row is not None else None
    if row is None or spec is None:
        return "unknown_command"
    if body_hash(row["kind"], row["v"], row["body"]) != row["body_hash"]:
        return "damaged_command"
    inner = UnitOfWork(
        uow.db,
        side=Side.SERVER,
        command_id=command_id,
        now=uow.now,
        actor=actor(row),
        occurred_at=row["occurred_at"],
    )
    savepoint = Savepoint(uow.db)
    try:
        require(inner.actor, spec.permission)
        receipt = register.perform(inner, spec, proven(decode(spec, row["body"]), spec, inner))
    except Refusal as refusal:
        savepoint.rollback()
        return refusal.code
    except Exception as error:
        if passes(error):
            raise
        log.exception("command %s %s failed again", row["kind"], command_id)
        savepoint.rollback()
        return "handler_failed"
    forget_in_commands(inner, register)
    savepoint.commit()
    uow.take_in(inner)
    _store(uow, spec, row, receipt)
    return ""


def _store(uow: UnitOfWork, spec: CommandSpec, row: RowMapping, receipt: dict[str, Any]) -> None:
    told = {**receipt, REPAIRED_BY: uow.command_id}
    before = msgspec.json.decode(row["receipt"])
    if INSTEAD in before:  # by which its desk knows it
        told[INSTEAD] = before[INSTEAD]
    uow.db.execute(
        commands.update().where(commands.c.command_id == row["command_id"]),
        {
            "status": REPAIRED,
            "receipt": msgspec.json.encode(told).decode(),
            "body": redacted(spec, row["body"]),
        },
    )
