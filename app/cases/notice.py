"""Tell a person about an awkward fact: one case per kind and subject of a command."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.handlers import close_case, open_case
from app.cases.states import CaseKind, CaseState
from app.cases.tables import cases
from app.kit.errors import Fact
from app.kit.ids import derived_id
from app.storage.uow import UnitOfWork

_of_command = (
    sa.select(cases)
    .where(cases.c.command_id == sa.bindparam("command"), cases.c.kind == sa.bindparam("kind"))
    .order_by(cases.c.id)
)


_open_about = (
    sa.select(cases.c.id, cases.c.evidence)
    .where(
        cases.c.subject_id == sa.bindparam("subject"),
        cases.c.kind == sa.bindparam("kind"),
        cases.c.state == CaseState.OPEN.value,
    )
    .order_by(cases.c.id)
)


def notice(
    uow: UnitOfWork,
    kind: CaseKind,
    *,
    subject: str,
    subject_id: str,
    site_id: str | None,
    **evidence: Fact,
) -> None:
    """Care sees it, and the store it happened in. `evidence` holds no personal data.

    A second notice of the same kind and subject adds its evidence under `also`.
    """
    case_id = derived_id(uow.command_id, "case", f"{kind}/{subject_id}")
    known = uow.row(cases, case_id)
    if known is not None:
        _add(uow, known, evidence)
        return
    stores = dict.fromkeys(filter(None, (site_id, uow.actor.site_id)))
    open_case(
        uow,
        kind,
        subject=subject,
        subject_id=subject_id,
        audience=" ".join(["cases:care", *(f"cases:{store}" for store in stores)]),
        site_id=site_id,
        evidence=dict(evidence),
    )


def noticed(
    uow: UnitOfWork, command_id: str, kind: CaseKind
) -> dict[str, Sequence[Mapping[str, Any]]]:
    """What a command gave notice of: subject → the evidence of each time."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for row in uow.all(_of_command, command=command_id, kind=kind.value):
        told = msgspec.json.decode(row["evidence"])
        found[row["subject_id"]] = [told, *told.pop("also", ())]
    return found


def take_back(
    uow: UnitOfWork, command_id: str, kind: CaseKind, subject_id: str, *, why: str, **left: Fact
) -> None:
    """What an open notice was about is mended by `why`: it is settled, or, when something is
    `left` of it, says so and stays open."""
    known = uow.row(cases, derived_id(command_id, "case", f"{kind}/{subject_id}"))
    if known is None or known["state"] != CaseState.OPEN.value:
        return
    if left:
        _add(uow, known, {"because": why, **left})
    else:
        close_case(uow, known["id"], why)


def settle_about(
    uow: UnitOfWork, kind: CaseKind, subject_id: str, *, why: str, code: str = ""
) -> None:
    """What every open case of this kind about it, or of this `code` alone, told is mended."""
    for row in uow.all(_open_about, subject=subject_id, kind=kind.value):
        if not code or msgspec.json.decode(row["evidence"]).get("code") == code:
            close_case(uow, row["id"], why)


def _add(uow: UnitOfWork, case: RowMapping, evidence: Mapping[str, Fact]) -> None:
    told = msgspec.json.decode(case["evidence"])
    told.setdefault("also", []).append(evidence)
    uow.update(cases, case["id"], evidence=msgspec.json.encode(told).decode())
