"""What may the customer have instead of what is not there: ready-made, chosen by key."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.cases.queries import Case
from app.cases.states import CaseKind, CaseState
from app.routing.queues.answering import Choice
from ui.kit import Action, formats, refusals
from ui.kit.actions import QT_TRANSLATE_NOOP
from ui.kit.options import Option
from ui.work.asking import Entry

translate = QCoreApplication.translate  # lupdate knows the name `translate`

WAIT = Action(
    "work.wait", QT_TRANSLATE_NOOP("Action", "Wait for it"), ("Ctrl+1",), permission="case.resolve"
)
ELSEWHERE = Action(
    "work.elsewhere",
    QT_TRANSLATE_NOOP("Action", "From another place"),
    ("Ctrl+2",),
    permission="case.resolve",
)
REFUND = Action(
    "work.refund", QT_TRANSLATE_NOOP("Action", "Money back"), ("Ctrl+3",), permission="case.resolve"
)
OTHER_ITEM = Action(
    "work.other_item",
    QT_TRANSLATE_NOOP("Action", "Another item"),
    ("Ctrl+4",),
    permission="order.change",
)
SUBSTITUTE = "substitute"  # leads to the order, where its lines are changed
CHOICES: Mapping[str, Action] = {
    Choice.WAIT.value: WAIT,
    Choice.ELSEWHERE.value: ELSEWHERE,
    Choice.REFUND.value: REFUND,
    SUBSTITUTE: OTHER_ITEM,
}


def is_shortage(entry: Entry | None) -> bool:
    """An open one, of an order line: the customer can be asked."""
    item = entry.item if entry else None
    return (
        isinstance(item, Case)
        and item.kind is CaseKind.SHORTFALL
        and item.subject == "order_lines"
        and item.state is CaseState.OPEN
    )


def until_of(entry: Entry | None) -> int | None:
    """When the goods could be there, as it was known when the case was opened."""
    item = entry.item if entry else None
    told = item.evidence.get("until") if isinstance(item, Case) else None
    return told if isinstance(told, int) else None


def options_for(entry: Entry | None) -> list[Option]:
    if not is_shortage(entry):
        return []
    until = until_of(entry)
    day = formats.weekday(until) if until else ""
    return [
        Option(
            Choice.WAIT.value,
            WAIT.words(),
            translate("work", "there on {day}").format(day=day) if until else "",
            why_not="" if until else translate("work", "nothing is on its way"),
        ),
        Option(Choice.ELSEWHERE.value, ELSEWHERE.words(), translate("work", "later if need be")),
        Option(
            Choice.REFUND.value,
            REFUND.words(),
            translate("work", "cancelled, the customer is told"),
        ),
        Option(SUBSTITUTE, OTHER_ITEM.words(), translate("work", "opens the order")),
    ]


def outcome_words(resolution: str) -> str:
    """How a shortage was settled; a note of a person is told as it is."""
    return {
        Choice.WAIT.value: translate("work", "The customer waits."),
        Choice.ELSEWHERE.value: translate("work", "It comes from another place."),
        Choice.REFUND.value: translate("work", "Cancelled, the money goes back."),
        "cancelled": translate("work", "The order was cancelled."),
        "supplied": translate("work", "Goods came in for it."),
        "undo_short": translate("work", "It was found after all."),
    }.get(resolution, resolution)


def _nothing_short(_facts: Mapping[str, Any]) -> str:
    return translate("work", "This is settled already.")


for _code, _wording in {
    "not_a_shortage": lambda _facts: translate("work", "There is nothing short in this task."),
    "nothing_short": _nothing_short,
    "date_unknown": lambda _facts: translate(
        "work", "Nobody knows when it comes. Choose something else."
    ),
}.items():
    refusals.word(_code, _wording)
