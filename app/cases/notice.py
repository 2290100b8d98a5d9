"""Tell a person about an awkward fact: one case per kind and subject of a command."""

import msgspec

from app.cases.handlers import open_case
from app.cases.states import CaseKind
from app.cases.tables import cases
from app.kit.errors import Fact
from app.kit.ids import derived_id
from app.storage.uow import UnitOfWork


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
        told = msgspec.json.decode(known["evidence"])
        told.setdefault("also", []).append(evidence)
        uow.update(cases, case_id, evidence=msgspec.json.encode(told).decode())
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
