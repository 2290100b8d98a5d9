"""Open a case for what needs a person, and close it."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.choices import outlives
from app.cases.states import CASE, URGENCY, CaseKind, CaseState
from app.cases.tables import cases
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.storage.uow import UnitOfWork

DOUBT = "doubt"  # in evidence: why the right to do it was doubtful
_parts = (
    sa.select(cases.c.id, cases.c.kind, cases.c.state, cases.c.subject_id)
    .where(cases.c.part_of == sa.bindparam("case"))
    .order_by(cases.c.opened_at, cases.c.id)
)
_open_parts = _parts.where(cases.c.state == CaseState.OPEN.value)


def open_case(
    uow: UnitOfWork,
    kind: CaseKind,
    *,
    subject: str,
    subject_id: str | None,
    audience: str,
    site_id: str | None = None,
    evidence: dict[str, Any] | None = None,
    part_of: str | None = None,
) -> str:
    """`audience` is who sees it: the buckets of what it is about. `part_of` is the case without
    which there were none."""
    case_id = derived_id(uow.command_id, "case", f"{kind}/{subject_id}")
    uow.insert(
        cases,
        {
            "id": case_id,
            "kind": kind.value,
            "state": CaseState.OPEN.value,
            "urgency": URGENCY[kind],
            "audience": audience,
            "subject": subject,
            "subject_id": subject_id,
            "command_id": uow.command_id,
            "part_of": part_of,
            "evidence": msgspec.json.encode(evidence or {}).decode(),
            "site_id": site_id,
            "opened_by": uow.actor.user_id,
            "opened_at": uow.now,
        },
    )
    uow.exceptions.append(kind.value)
    return case_id


def case_of(uow: UnitOfWork, case_id: str) -> RowMapping:
    """Refusal: case_unknown."""
    case = uow.row(cases, case_id, lock=True)
    if case is None:
        raise Refusal("case_unknown")
    return case


def close_case(uow: UnitOfWork, case_id: str, resolution: str, note: str = "") -> None:
    """`resolution` is a code, `note` what a person said. Refusals: case_unknown, move_closed."""
    case = case_of(uow, case_id)
    state = CASE.after(CaseState(case["state"]), "resolve")
    uow.update(
        cases,
        case_id,
        state=state.value,
        resolution=resolution,
        note=note,
        resolved_by=uow.actor.user_id,
        resolved_at=uow.now,
    )


def open_parts(uow: UnitOfWork, case_id: str) -> Sequence[RowMapping]:
    """What waits for this one, in the order in which it was made."""
    return uow.all(_open_parts, case=case_id)


def close_parts(uow: UnitOfWork, case_id: str, resolution: str) -> None:
    """What waited for this one ends with it; but goods and money that moved are never let go
    beside something else: such a part is a case of its own from now on."""
    for part in open_parts(uow, case_id):
        if outlives(CaseKind(part["kind"])):
            set_free(uow, part["id"])
        else:
            close_case(uow, part["id"], resolution)


def tell_again(uow: UnitOfWork, case_id: str, code: str) -> None:
    """It was tried again, and this is why it could not be."""
    told = msgspec.json.decode(case_of(uow, case_id)["evidence"])
    told["again"] = {"code": code, "at": uow.now, "by": uow.actor.user_id}
    uow.update(cases, case_id, evidence=msgspec.json.encode(told).decode())


def set_free(uow: UnitOfWork, case_id: str) -> None:
    """What it waited for is done, and still it could not be: from now on a case of its own."""
    uow.update(cases, case_id, part_of=None)


def hand(uow: UnitOfWork, case_id: str, user_id: str, note: str) -> None:
    """`user_id` empty: it is nobody's again."""
    uow.update(
        cases,
        case_id,
        assigned_to=user_id or None,
        assigned_by=uow.actor.user_id,
        assigned_at=uow.now,
        note=note,
    )


def reopen(uow: UnitOfWork, case_id: str) -> None:
    """With all that ended with it. Refusals: case_unknown, move_closed."""
    for row in (case_of(uow, case_id), *uow.all(_parts, case=case_id)):
        state = CASE.after(CaseState(row["state"]), "reopen")
        uow.update(
            cases,
            row["id"],
            state=state.value,
            resolution="",
            note="",
            resolved_by=None,
            resolved_at=None,
        )


def strip_evidence(uow: UnitOfWork, case_id: str) -> None:
    """Leave of the evidence which command it was and why it was refused: nothing of a person."""
    case = uow.row(cases, case_id)
    if case is not None:
        told = msgspec.json.decode(case["evidence"])
        kept = {name: told[name] for name in ("code", "kind", DOUBT) if name in told}
        uow.update(cases, case_id, evidence=msgspec.json.encode(kept).decode(), note="")
