"""What can be done in the inbox and by which key."""

from ui.kit import Action
from ui.kit.actions import (
    COMMIT,
    ENTRY,
    HOW,
    NEXT,
    QT_TRANSLATE_NOOP,
    REFRESH,
    UNDO,
    WHO,
)

PERMISSION = "case.resolve"

STEP = Action("cases.step", QT_TRANSLATE_NOOP("Action", "Task"), key="↑↓")
PICK = Action("cases.pick", QT_TRANSLATE_NOOP("Action", "Choose"), key="1 2 3")
NOTE = Action("cases.note", QT_TRANSLATE_NOOP("Action", "Note"), ENTRY)
GIVE = Action(
    "cases.give",
    QT_TRANSLATE_NOOP("Action", "Give to…"),
    WHO,
    icon="user-round-check",
    permission=PERMISSION,
)
WHICH = Action("cases.which", QT_TRANSLATE_NOOP("Action", "Which tasks"), HOW)
ORDER = Action("cases.order", QT_TRANSLATE_NOOP("Action", "Open the order"), NEXT)
AGAIN = Action("cases.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
TAKE_BACK = Action("cases.undo", QT_TRANSLATE_NOOP("Action", "Undo"), UNDO)
SETTLE = Action(
    "cases.settle",
    QT_TRANSLATE_NOOP("Action", "Settle"),
    COMMIT,
    icon="check",
    permission=PERMISSION,
)
REOPEN = Action(
    "cases.reopen",
    QT_TRANSLATE_NOOP("Action", "Open again"),
    ("Ctrl+Shift+Z",),
    icon="undo-2",
    permission=PERMISSION,
    in_bar=False,
)
