"""What does the order ask to be done next, and on which screen is it done."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from app.cases.states import CaseState
from app.desk.order.detail import OrderDetail
from app.desk.order.groups import Group, Stand
from app.orders.states import Method

translate = QCoreApplication.translate  # lupdate knows the name `translate`
WORK = (Stand.TO_PICK, Stand.PICKING, Stand.READY)


@dataclass(frozen=True, slots=True)
class NextStep:
    """`page` is empty when there is nothing to do here: then `why` says so."""

    words: str
    icon: str
    page: str = ""
    what: str = ""
    why: str = ""


RIGHTS = {"pickup": "pickup", "cases": "case.resolve", "returns": "return.request"}


def next_step(
    detail: OrderDetail,
    groups: tuple[Group, ...],
    site_id: str,
    may: Callable[[str], bool],
) -> NextStep:
    """What waits here, as far as whoever looks may do it."""
    step = _next_step(detail, groups, site_id)
    if step.page and not may(RIGHTS[step.page]):
        return replace(step, page="", why=translate("order", "Your role does not do this."))
    return step


def _next_step(detail: OrderDetail, groups: tuple[Group, ...], site_id: str) -> NextStep:
    """What waits for the customer first, then what waits for us, then what needs a person."""
    number = detail.card.head.number
    here = [group for group in _pickups(groups) if group.site_id == site_id]
    if any(group.stand is Stand.READY for group in here):
        return NextStep(translate("order", "Hand over"), "shopping-bag", "pickup", number)
    if here:
        return NextStep(translate("order", "Pick it"), "hand", "pickup", number)
    open_case = next((case for case in detail.cases if case.state is CaseState.OPEN), None)
    if open_case is not None:
        return NextStep(
            translate("order", "Settle the task"), "list-checks", "cases", open_case.case_id
        )
    if any(group.stand in (Stand.COLLECTED, Stand.DELIVERED) for group in groups):
        return NextStep(translate("order", "Take a return"), "undo-2", "returns", number)
    return NextStep(translate("order", "Next step"), "circle-dot", why=_why(detail, groups))


def _pickups(groups: tuple[Group, ...]) -> list[Group]:
    return [g for g in groups if g.method == Method.PICKUP.value and g.stand in WORK]


def _why(detail: OrderDetail, groups: tuple[Group, ...]) -> str:
    elsewhere = next(iter(_pickups(groups)), None)
    if elsewhere is not None:
        place = detail.sites.get(elsewhere.site_id or "", "")
        return translate("order", "The next step is done at {place}.").format(place=place)
    return translate("order", "Nothing is to be done at this desk now.")
