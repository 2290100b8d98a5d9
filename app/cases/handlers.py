"""Open a case for what needs a person, and settle it."""

from typing import Any

import msgspec

from app.cases.states import CASE, CaseKind, CaseState
from app.cases.tables import cases
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.storage.uow import UnitOfWork


class ResolveCase(Command, frozen=True, kw_only=True):
    case_id: str
    resolution: str


def open_case(
    uow: UnitOfWork,
    kind: CaseKind,
    *,
    subject: str,
    subject_id: str | None,
    audience: str,
    site_id: str | None = None,
    evidence: dict[str, Any] | None = None,
) -> str:
    """`audience` is who sees it: the buckets of what it is about."""
    case_id = derived_id(uow.command_id, "case", f"{kind}/{subject_id}")
    uow.insert(
        cases,
        {
            "id": case_id,
            "kind": kind.value,
            "state": CaseState.OPEN.value,
            "audience": audience,
            "subject": subject,
            "subject_id": subject_id,
            "command_id": uow.command_id,
            "evidence": msgspec.json.encode(evidence or {}).decode(),
            "site_id": site_id,
            "opened_by": uow.actor.user_id,
            "opened_at": uow.now,
        },
    )
    uow.exceptions.append(kind.value)
    return case_id


def resolve_case(uow: UnitOfWork, command: ResolveCase) -> dict[str, Any]:
    case = uow.row(cases, command.case_id)
    if case is None:
        raise Refusal("case_unknown")
    state = CASE.after(CaseState(case["state"]), "resolve")
    uow.update(
        cases,
        command.case_id,
        state=state.value,
        resolution=command.resolution,
        resolved_by=uow.actor.user_id,
        resolved_at=uow.now,
    )
    return {"case_id": command.case_id}


def strip_evidence(uow: UnitOfWork, case_id: str) -> None:
    """Leave of the evidence which command it was and why it was refused: nothing of a person."""
    case = uow.row(cases, case_id)
    if case is not None:
        told = msgspec.json.decode(case["evidence"])
        kept = {name: told[name] for name in ("code", "kind") if name in told}
        uow.update(cases, case_id, evidence=msgspec.json.encode(kept).decode())
