"""The drawer is counted and closed; a day is not over while the server lacks some of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import RowMapping

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.identity.authority import authorise
from app.kit.errors import Refusal
from app.payments.commands import CloseDrawer, CountDrawer
from app.payments.states import DRAWER, DrawerState
from app.payments.tables import drawers
from app.payments.unsent import is_queued, unsent
from app.storage.uow import UnitOfWork

CLOSE_UNSENT = "drawer.close_unsent"  # to close the day although the server lacks some of it


def count_drawer(uow: UnitOfWork, command: CountDrawer) -> dict[str, Any]:
    """Refusals: drawer_unknown, amount_out_of_range, and on a desk move_closed."""
    drawer = _in_use(uow, command.drawer_id, command.counted_minor)
    if drawer is None:
        return {"drawer_id": command.drawer_id}
    state = DRAWER.after(DrawerState(drawer["state"]), "count")
    counted = command.counted_minor
    uow.update(drawers, command.drawer_id, state=state.value, counted_minor=counted)
    return {"drawer_id": command.drawer_id, "difference": counted - _expected(drawer)}


def close_drawer(uow: UnitOfWork, command: CloseDrawer) -> dict[str, Any]:
    """Refusals: those of `count_drawer`, and on a desk unsent_left(count), needs_approval."""
    drawer = _in_use(uow, command.drawer_id, command.counted_minor)
    if drawer is None:
        return {"drawer_id": command.drawer_id}
    counted = DRAWER.after(DrawerState(drawer["state"]), "count")
    uow.update(
        drawers,
        command.drawer_id,
        state=DRAWER.after(counted, "close").value,
        counted_minor=command.counted_minor,
        closed_at=uow.now,
        closed_by=uow.actor.user_id,
        unsent=" ".join(command.unsent),
        approved_by=_let_by(uow, command, drawer["site_id"]),
    )
    expected = _expected(drawer)
    difference = command.counted_minor - expected
    return {"drawer_id": command.drawer_id, "expected": expected, "difference": difference}


def _in_use(uow: UnitOfWork, drawer_id: str, counted_minor: int) -> RowMapping | None:
    """None: closed before, and the server has told a person that it was done twice."""
    drawer = uow.row(drawers, drawer_id)
    if drawer is None:
        raise Refusal("drawer_unknown")
    if counted_minor < 0:
        raise Refusal("amount_out_of_range", amount=counted_minor)
    if drawer["state"] == DrawerState.CLOSED.value and uow.on_server:
        tell_of_drawer(uow, drawer_id, "drawer_closed_twice", drawer["site_id"])
        return None
    return drawer


def _let_by(uow: UnitOfWork, command: CloseDrawer, site_id: str) -> str | None:
    """Who said yes to what is unsent; None when nothing is, or when nobody had the right to."""
    if not uow.on_server:
        _require_all_told(uow, command.unsent)
    if not command.unsent:
        return None
    asked = (uow, CLOSE_UNSENT, len(command.unsent))
    try:
        return authorise(*asked, approval=command.approval, cumulative=False) or uow.actor.user_id
    except Refusal:
        if not uow.on_server:
            raise
        tell_of_drawer(uow, command.drawer_id, "drawer_closed_unsent", site_id)
        return None


def _require_all_told(uow: UnitOfWork, told: Sequence[str]) -> None:
    """Only the desk knows its queue, and between two looks at it something may have been done.

    What was closed once stays so when it is played again, whatever was queued anew since.
    """
    if is_queued(uow.db, uow.command_id):
        return
    left = unsent(uow.db)
    if not {one.command_id for one in left} <= set(told):
        raise Refusal("unsent_left", count=len(left))


def _expected(drawer: RowMapping) -> int:
    return int(drawer["float_minor"] + drawer["in_minor"] - drawer["out_minor"])


def tell_of_drawer(uow: UnitOfWork, drawer_id: str, code: str, site_id: str) -> None:
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject="drawers",
        subject_id=drawer_id,
        site_id=site_id,
        code=code,
    )
