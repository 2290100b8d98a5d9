"""Which screen, how fresh, and who: the bar above every screen."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import fonts, paint
from ui.kit.actions import ActionSet
from ui.kit.backend import Backend
from ui.kit.card import Bar
from ui.kit.chip import Avatar
from ui.kit.dress import Dressed
from ui.kit.fonts import Size
from ui.kit.page import Page
from ui.kit.roles import role_words
from ui.kit.session import Session
from ui.kit.text import text_label
from ui.shell.acts import LOCK_DESK, SWITCH_PERSON
from ui.shell.finder import Bell, FinderField
from ui.shell.printchip import Papers, PrintChip
from ui.shell.syncpill import SyncPill

HEIGHT = 56


class PersonButton(Dressed, QAbstractButton):
    """Who is signed in; opens lock and switch user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._avatar = Avatar(side=32)
        self._name = text_label("", size=Size.SECONDARY, weight=fonts.SEMIBOLD)
        self._role = text_label("", size=Size.META, ink="text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._role)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 6, 0)
        line.setSpacing(12)
        line.addWidget(self._avatar)
        line.addLayout(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._open)
        self.put_on()

    def offer(self, acts: ActionSet) -> None:
        for action in (LOCK_DESK, SWITCH_PERSON):
            self._menu.addAction(acts[action])

    def show_person(self, session: Session | None) -> None:
        name, role = (session.name, session.role) if session else ("", "")
        self._avatar.show_name(name)
        self._name.say(name)
        self._role.say(lambda: role_words(role))
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        told = self.tr("Signed in: {name}, {role}")
        self.setAccessibleName(told.format(name=self._name.text(), role=self._role.text()))

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            paint.focus_ring(QPainter(self), QRectF(self.rect()))


class TopBar(Bar):
    printing: PrintChip | None = None  # already while Qt makes the bar

    def __init__(
        self,
        backend: Backend,
        slot: QWidget | None = None,
        papers: Papers | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Edge.BottomEdge, parent)
        self.setFixedHeight(HEIGHT)
        self.title = text_label("", size=Size.TITLE, weight=fonts.SEMIBOLD)
        self.subtitle = text_label("", ink="text2", elide=True)
        self.finder = FinderField()
        self.pill = SyncPill(backend)
        self.bell = Bell(backend)
        self.person = PersonButton()
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 14, 1)
        line.setSpacing(14)
        line.addWidget(self.title)
        line.addWidget(self.subtitle, 2)
        line.addWidget(self.finder, 4)
        line.addStretch(1)
        if slot is not None:
            line.addWidget(slot)
        if papers is not None:
            self.printing = PrintChip(backend, papers)
            line.addWidget(self.printing)
        line.addWidget(self.pill)
        line.addWidget(self.bell)
        line.addWidget(self.person)
        backend.session_changed.connect(self.person.show_person)
        self.person.show_person(backend.session)

    def show_page(self, page: Page) -> None:
        self.title.say(page.title())
        self.subtitle.say(page.subtitle())

    def event(self, event: QEvent) -> bool:
        """A part became wider or narrower, or the bar did."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        """The search and the subtitle give way first, then the words of the print chip."""
        chip, line = self.printing, self.layout()
        if chip is not None and line is not None and not chip.isHidden():
            others = line.minimumSize().width() - chip.sizeHint().width()
            chip.be_brief(others + chip.wide() > self.width())
