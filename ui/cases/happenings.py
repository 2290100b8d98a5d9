"""What happened to a case, in its order: done, told, handed on, tried again, settled."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.cases.queries import Case
from ui.cases import ways
from ui.cases.asking import Entry
from ui.kit import Status

translate = QCoreApplication.translate  # lupdate knows the name `translate`


@dataclass(frozen=True, slots=True)
class Happening:
    at: int
    words: str
    status: Status = Status.IDLE


def happenings(entry: Entry) -> list[Happening]:
    case = entry.item
    if not isinstance(case, Case):
        told = translate("cases", "{name} did it here").format(name=entry.made_by or "–")
        return [Happening(case.command.at, told)]
    found = []
    if case.command is not None:
        found.append(Happening(case.command.at, translate("cases", "Done at this desk")))
    asked = translate("cases", "The server asked for a decision")
    found.append(Happening(case.opened_at, asked, Status.BAD))
    again = case.evidence.get("again")
    if isinstance(again, dict):
        told = translate("cases", "Tried again, and it could not be")
        found.append(Happening(int(again.get("at", 0)), told, Status.WARN))
    if case.assigned_at is not None:
        told = translate("cases", "Given to {name}") if case.assigned_to else ""
        told = told.format(name=entry.assigned_to or "–") or translate("cases", "Given to nobody")
        found.append(Happening(case.assigned_at, told, Status.HOLD))
    if case.resolved_at is not None:
        told = " · ".join(filter(None, (ways.outcome(entry), entry.settled_by)))
        found.append(Happening(case.resolved_at, told, Status.OK))
    return sorted(found, key=lambda one: one.at)
