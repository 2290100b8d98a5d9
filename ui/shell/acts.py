"""The keys that work on every screen."""

from ui.kit.actions import ENTRY, HELP, LOCK, QT_TRANSLATE_NOOP, SEARCH, SWITCH_USER, Action

SHORTCUTS = Action(
    "shell.shortcuts", QT_TRANSLATE_NOOP("Action", "All shortcuts"), HELP, in_bar=False
)
FOCUS_ENTRY = Action("shell.entry", QT_TRANSLATE_NOOP("Action", "Entry box"), ENTRY, in_bar=False)
FIND = Action(
    "shell.find",
    QT_TRANSLATE_NOOP("Action", "Search everything"),
    SEARCH,
    icon="search",
    in_bar=False,
)
LOCK_DESK = Action(
    "shell.lock", QT_TRANSLATE_NOOP("Action", "Lock"), LOCK, icon="lock", in_bar=False
)
SWITCH_PERSON = Action(
    "shell.switch",
    QT_TRANSLATE_NOOP("Action", "Switch user"),
    SWITCH_USER,
    icon="users",
    in_bar=False,
)


SHOW_SYNC = Action(
    "shell.sync",
    QT_TRANSLATE_NOOP("Action", "Sync status"),
    ("Ctrl+Shift+S",),
    icon="refresh-cw",
    in_bar=False,
)


def go(digit: int) -> Action:
    return Action(
        f"shell.go{digit}",
        QT_TRANSLATE_NOOP("Action", "Go to screen"),
        (f"Ctrl+{digit}",),
        in_bar=False,
    )
