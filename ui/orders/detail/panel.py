"""Where an act is prepared: questions on the right, the answer's cost below, F12 at the end."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.desk.order.detail import OrderDetail
from app.desk.order.groups import Group, Part
from app.kit.commands import Command
from app.kit.errors import Refusal
from ui.kit import (
    SEMIBOLD,
    Backend,
    Card,
    Dressed,
    MainButton,
    Size,
    TextLabel,
    Words,
    refusals,
    scrolled,
    text_label,
)

COLUMN = 352


class ActPanel(Dressed, QWidget):
    """One kind of act. `changed` tells that readiness or the words of its button are others."""

    changed = Signal()
    answered = Signal()  # a list was chosen from: the keys go back to the entry box

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self.backend = backend
        self.detail: OrderDetail | None = None
        self.role = ""
        self.about = text_label("", ink="text2", wrap=True)
        self.trouble = text_label("", ink="bad", wrap=True)
        self.trouble.hide()
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(16, 4, 16, 8)
        self.content.setSpacing(10)
        self.content.addWidget(self.about)

    def title(self) -> str:
        raise NotImplementedError

    def commit_words(self) -> str:
        raise NotImplementedError

    def start(self, detail: OrderDetail, role: str, chosen: tuple[Group, Part] | None) -> None:
        """Begin anew. `chosen`: the current line and where its units stand."""
        raise NotImplementedError

    def refresh(self, detail: OrderDetail) -> None:
        """Somebody moved the order on while this was prepared."""
        self.detail = detail

    def first(self) -> QWidget:
        """What takes the keys when the panel opens."""
        raise NotImplementedError

    def command(self) -> Command | None:
        """None while a question is open."""
        raise NotImplementedError

    def tell_trouble(self, trouble: BaseException) -> None:
        """A preview says why it cannot be; anything else is a bug for the one handler."""
        if not isinstance(trouble, Refusal):
            raise trouble
        self.trouble.say(lambda: refusals.told(trouble.code, trouble.facts))
        self.trouble.show()
        self.changed.emit()


def heading(words: Words) -> TextLabel:
    return text_label(words, weight=SEMIBOLD)


class ActCard(Card):
    """The panel in work with its title and main button; the button stays in sight."""

    def __init__(self, main: MainButton) -> None:
        super().__init__(margins=0, spacing=0)
        self.body.setContentsMargins(1, 12, 1, 14)
        self.panel: ActPanel | None = None
        self._main = main
        self._title = text_label("", size=Size.TITLE, weight=SEMIBOLD, wrap=True)
        self._title.setContentsMargins(16, 0, 16, 6)
        self._hint = text_label(
            lambda: self.tr("Esc leaves it, nothing is changed."), size=Size.SECONDARY, ink="text2"
        )
        self._stack = QStackedWidget()
        self._areas: dict[ActPanel, QWidget] = {}
        foot = QVBoxLayout()
        foot.setContentsMargins(15, 10, 15, 0)
        foot.setSpacing(6)
        foot.addWidget(main)
        foot.addWidget(self._hint)
        self.body.addWidget(self._title)
        self.body.addWidget(self._stack, 1)
        self.body.addLayout(foot)
        self.put_on()

    def add(self, panel: ActPanel) -> None:
        self._areas[panel] = scrolled(panel)
        self._stack.addWidget(self._areas[panel])
        panel.changed.connect(self.retranslate)

    def show_panel(self, panel: ActPanel | None) -> None:
        self.panel = panel
        if panel is None:
            return
        self._stack.setCurrentWidget(self._areas[panel])
        self.retranslate()

    def retranslate(self) -> None:
        if self.panel is not None:
            self._title.say(self.panel.title())
            self._main.say(self.panel.commit_words())
