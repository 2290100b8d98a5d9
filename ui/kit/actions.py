"""What can be done here and by which key: acts declared once, shown everywhere."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.kit.dress import Words, say

# The same key means the same on every screen (ux.md section 2).
HELP = ("F1",)
NEW = ("F2",)
ENTRY = ("F3",)
WHO = ("F4",)
REFRESH = ("F5",)
HOW = ("F6",)
MONEY = ("F7",)
PARK = ("F8",)
NEXT = ("F9",)
COMMIT = ("F12", "Ctrl+Return", "Ctrl+Enter")
PRINT = ("Ctrl+P",)
UNDO = ("Ctrl+Z",)
SEARCH = ("Ctrl+K",)
LOCK = ("Ctrl+L",)
SWITCH_USER = ("Ctrl+Shift+L",)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks `text` for lupdate, which knows this name; PySide6's own one returns `object`."""
    return text


NEVER = {"F10", "F11"}  # the Windows menu key, and full screen


@dataclass(frozen=True, slots=True)
class Action:
    """`text` and `cap` are sources marked with QT_TRANSLATE_NOOP("Action", …).

    `key` is only shown, for keys the entry box or a list answers itself ("Space", "↑↓").
    `move` is the state table's act that must be open; `permission` the role's right.
    """

    id: str
    text: str
    shortcut: tuple[str, ...] = ()
    key: str = ""
    icon: str = ""
    permission: str = ""
    move: str = ""
    cap: str = ""
    in_bar: bool = True

    def __post_init__(self) -> None:
        for key in self.shortcut:
            if key in NEVER or len(key) == 1:
                raise ValueError(f"{self.id}: {key} is never a command")

    @property
    def shown_key(self) -> str:
        return self.key or (self.shortcut[0] if self.shortcut else "")

    def words(self) -> str:
        return QCoreApplication.translate("Action", self.text)

    def cap_words(self) -> str:
        return QCoreApplication.translate("Action", self.cap or self.text)


def check(actions: Iterable[Action]) -> None:
    """Raises ValueError when two actions that live at the same time want one key."""
    taken: dict[str, str] = {}
    for action in actions:
        for key in action.shortcut:
            plain = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
            if not plain:
                raise ValueError(f"{action.id}: no such key {key}")
            if plain in taken and taken[plain] != action.id:
                raise ValueError(f"{plain} means {taken[plain]} and {action.id}")
            taken[plain] = action.id


class ActionSet(QObject):
    """The declared actions of one widget, alive while it is visible."""

    changed = Signal()

    def __init__(self, host: QWidget, handlers: Mapping[Action, Callable[[], object]]) -> None:
        super().__init__(host)
        check(handlers)
        self._actions: dict[Action, QAction] = {}
        self._usable: dict[Action, bool] = dict.fromkeys(handlers, True)
        self._why: dict[Action, Words] = {}
        self._weighed: dict[Action, tuple[bool, str]] = {}  # (open, why not) as shown
        self._may: Callable[[str], bool] | None = None
        self._moves: frozenset[str] | None = None
        for action, handler in handlers.items():
            self._actions[action] = self._made(host, action, handler)
        self.retranslate()

    def _made(self, host: QWidget, action: Action, handler: Callable[[], object]) -> QAction:
        made = QAction(self)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in action.shortcut])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setAutoRepeat(False)  # a held F12 must not pay twice
        made.triggered.connect(lambda _checked=False, act=handler: act())
        host.addAction(made)
        return made

    def __getitem__(self, action: Action) -> QAction:
        return self._actions[action]

    def declared(self) -> tuple[Action, ...]:
        return tuple(self._actions)

    def is_open(self, action: Action) -> bool:
        return self._actions[action].isEnabled()

    def why_not(self, action: Action) -> str:
        return say(self._why.get(action, ""))

    def enable(self, action: Action, usable: bool, why: Words = "") -> None:
        """`why` is what the button's tooltip says while it is closed."""
        self._usable[action] = usable
        self._why[action] = "" if usable else why
        if self._weigh_one(action):
            self.changed.emit()

    def permit(self, may: Callable[[str], bool]) -> None:
        self._may = may
        self._weigh()

    def open_moves(self, moves: Iterable[str] | None) -> None:
        """Acts that the shown thing's state table has open; None: nothing is shown that binds."""
        self._moves = None if moves is None else frozenset(moves)
        self._weigh()

    def _weigh(self) -> None:
        for action in self._actions:
            self._weigh_one(action)
        self.changed.emit()

    def _weigh_one(self, action: Action) -> bool:
        """Whether it is another than before: a screen tells sixteen of them with each news."""
        made = self._actions[action]
        permitted = self._may is None or self._may(action.permission)
        fits = not action.move or self._moves is None or action.move in self._moves
        now = (self._usable[action] and permitted and fits, self.why_not(action))
        if self._weighed.get(action) == now:
            return False
        self._weighed[action] = now
        made.setToolTip(now[1])
        made.setEnabled(now[0])
        return True

    def retranslate(self) -> None:
        for action, made in self._actions.items():
            made.setText(action.words())
        self.changed.emit()
