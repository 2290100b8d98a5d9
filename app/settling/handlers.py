"""Settle a case: what was chosen is done and the case is closed, both or neither."""

from collections.abc import Mapping
from typing import Any

from app.cases.choices import OF_SHORTAGE, PLAIN, Choice
from app.cases.handlers import case_of, close_case, close_parts, hand, reopen
from app.cases.queries import Case, bare_case
from app.cases.states import CaseState
from app.customers.model import refuse_card_number
from app.identity.queries import actor_of
from app.identity.roles import may, require
from app.kit.errors import Refusal
from app.settling import doing
from app.settling.commands import HandCase, ReopenCase, RetryCase, SettleCase
from app.storage.uow import UnitOfWork

PERMISSION = "case.resolve"
NOTE_LONGEST = 300  # a few sentences; more belongs into the order's own note
_DOING: Mapping[Choice, doing.Doing] = {
    Choice.KEEP: doing.keep,
    Choice.HOLD: doing.hold_back,
    Choice.CANCEL: doing.cancel,
    Choice.ASK_LINK: doing.ask_by_link,
    Choice.ASK_STORE: doing.ask_at_store,
    Choice.GIVE_BACK: doing.give_over_back,
    Choice.SELL: doing.sell,
    Choice.COUNT: doing.count,
}
_NEEDS: Mapping[Choice, str] = {
    Choice.HOLD: "order.hold",
    Choice.CANCEL: "order.cancel",
    Choice.ASK_LINK: "payment.link",
    Choice.ASK_STORE: "payment.link",
    Choice.GIVE_BACK: "order.cancel",
    Choice.SELL: "payment.link",
}


def settle_case(uow: UnitOfWork, command: SettleCase) -> dict[str, Any]:
    """Whoever comes second learns by the case itself what the first one did.

    Refusals: case_unknown, case_settled, choice_closed, note_empty, note_too_long,
    card_number_in_text, not_allowed, and those of the choice in doing."""
    case = _open_one(uow, command.case_id)
    if case is None:
        return {"case_id": command.case_id, "already": True}
    note = _plain(command.note)
    if command.choice not in case.choices or command.choice in {*OF_SHORTAGE, Choice.RETRY}:
        raise Refusal("choice_closed", choice=command.choice.value)
    if command.choice is Choice.NOTED and not note:
        raise Refusal("note_empty")
    if command.choice in _NEEDS:
        require(uow.actor, _NEEDS[command.choice])
    if command.choice in _DOING:
        _DOING[command.choice](uow, case, note)
    close_case(uow, case.case_id, command.choice.value, note)
    close_parts(uow, case.case_id, command.choice.value)
    return {"case_id": case.case_id, "choice": command.choice.value}


def retry_case(uow: UnitOfWork, command: RetryCase) -> dict[str, Any]:
    """Only the server keeps what it could not take: it closes the case when it can now.

    Refusals: case_unknown, case_settled, choice_closed, and those of notes.
    """
    case = _open_one(uow, command.case_id)
    if case is None:
        return {"case_id": command.case_id, "already": True}
    if Choice.RETRY not in case.choices:
        raise Refusal("choice_closed", choice=Choice.RETRY.value)
    uow.again[case.case_id] = _plain(command.note)
    return {"case_id": case.case_id, "choice": Choice.RETRY.value}


def hand_case(uow: UnitOfWork, command: HandCase) -> dict[str, Any]:
    """Refusals: case_unknown, case_settled, not_for_cases, and those of notes."""
    case = _open_one(uow, command.case_id)
    if case is None:
        return {"case_id": command.case_id, "already": True}
    if command.user_id:
        taker = actor_of(uow.db, command.user_id, uow.actor.device_id)
        if not may(taker.role, PERMISSION):
            raise Refusal("not_for_cases", role=taker.role)
    hand(uow, case.case_id, command.user_id, _plain(command.note))
    return {"case_id": case.case_id}


def reopen_case(uow: UnitOfWork, command: ReopenCase) -> dict[str, Any]:
    """Refusals: case_unknown, move_closed, case_had_effect."""
    if case_of(uow, command.case_id)["resolution"] not in PLAIN:
        raise Refusal("case_had_effect")
    reopen(uow, command.case_id)
    return {"case_id": command.case_id}


def _open_one(uow: UnitOfWork, case_id: str) -> Case | None:
    """None on the server when it is settled already: two desks could not know of each other."""
    if case_of(uow, case_id)["state"] == CaseState.OPEN.value:
        return bare_case(uow.db, case_id)
    if uow.on_server:
        return None
    raise Refusal("case_settled")


def _plain(note: str) -> str:
    """Refusals: note_too_long, card_number_in_text."""
    told = " ".join(note.split())
    if len(told) > NOTE_LONGEST:
        raise Refusal("note_too_long", most=NOTE_LONGEST)
    refuse_card_number(told)
    return told
