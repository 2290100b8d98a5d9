"""What can be done at the screen of rules: once for buttons, key bar and shortcut sheet."""

from ui.kit import Action
from ui.kit.actions import COMMIT, ENTRY, NEW, PARK, QT_TRANSLATE_NOOP, REFRESH, UNDO

READ, EDIT, APPROVE = "rules.read", "rules.edit", "rules.approve"

ADD = Action("rules.add", QT_TRANSLATE_NOOP("Action", "New rule"), NEW, icon="plus")
FIND = Action("rules.find", QT_TRANSLATE_NOOP("Action", "Find rule"), ENTRY)
CHANGE = Action("rules.change", QT_TRANSLATE_NOOP("Action", "Change"), key="Enter")
UP = Action("rules.up", QT_TRANSLATE_NOOP("Action", "Priority"), ("Ctrl+Up",), key="Ctrl+↑↓")
DOWN = Action(
    "rules.down", QT_TRANSLATE_NOOP("Action", "Lower priority"), ("Ctrl+Down",), in_bar=False
)
SWITCH = Action("rules.switch", QT_TRANSLATE_NOOP("Action", "On or off"), key="Space")
REMOVE = Action("rules.remove", QT_TRANSLATE_NOOP("Action", "Remove"), key="Delete")
REPLAY = Action("rules.replay", QT_TRANSLATE_NOOP("Action", "Replay"), REFRESH, icon="play")
VERSIONS = Action("rules.versions", QT_TRANSLATE_NOOP("Action", "Versions"), PARK, icon="history")
BACK_ONE = Action("rules.undo", QT_TRANSLATE_NOOP("Action", "Undo"), UNDO)
ROLL_BACK = Action(
    "rules.roll_back",
    QT_TRANSLATE_NOOP("Action", "Roll back"),
    ("Ctrl+R",),
    icon="rotate-ccw",
    permission=EDIT,
    in_bar=False,
)
STEP_BACK = Action(
    "rules.step_back",
    QT_TRANSLATE_NOOP("Action", "Discard or send back"),
    ("Ctrl+Backspace",),
    permission=EDIT,
    in_bar=False,
)
STEP = Action(
    "rules.step", QT_TRANSLATE_NOOP("Action", "Next step"), COMMIT, icon="user-round-check"
)
