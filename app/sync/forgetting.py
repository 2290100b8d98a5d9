"""What must go from stored commands when a person is forgotten: bodies kept whole, and evidence.

A body that was applied is redacted anyway; one that was refused was kept for repair.
"""

import msgspec
import sqlalchemy as sa

from app.cases.choices import COMMANDS
from app.cases.handlers import strip_evidence
from app.cases.queries import cases_of_kind
from app.storage.commands import Register, redacted
from app.storage.uow import UnitOfWork
from app.sync.feed import chunks
from app.sync.tables import commands

_stored = sa.select(commands).where(
    commands.c.command_id.in_(sa.bindparam("ids", expanding=True)),
    commands.c.status.in_(("rejected", "quarantined")),
)
_replace = (
    commands.update()
    .where(commands.c.command_id == sa.bindparam("which"))
    .values(body=sa.bindparam("new_body"), receipt=sa.bindparam("new_receipt"))
)


def forget_in_commands(uow: UnitOfWork, register: Register) -> None:
    """Every command that was set aside has a case: so they are found without reading them all."""
    if not uow.forgotten:
        return
    about = dict(cases_of_kind(uow.db, COMMANDS))
    for ids in chunks(sorted(about)):
        found = uow.db.execute(_stored, {"ids": ids}).mappings().all()
        for row in found:
            if not any(each in row["body"] for each in uow.forgotten):
                continue
            spec = register.find(row["kind"], row["v"])
            uow.db.execute(
                _replace,
                {
                    "which": row["command_id"],
                    "new_body": redacted(spec, row["body"]) if spec else "{}",
                    "new_receipt": _bare(row["receipt"]),
                },
            )
            strip_evidence(uow, about[row["command_id"]])


def _bare(receipt: str) -> str:
    told = msgspec.json.decode(receipt)
    refused = told.get("refused", {})
    return msgspec.json.encode({"refused": {"code": refused.get("code", "")}}).decode()
