"""Anything from anywhere by a few letters: customers, orders, products and what can be done."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.lookup import Found, Preview, preview
from app.kit.errors import Refusal
from app.orders.search import Found as FoundElsewhere
from ui.kit import refusals
from ui.kit.backend import Backend
from ui.kit.card import Card, scrolled
from ui.kit.chip import Chip
from ui.kit.dress import Dressed, Words
from ui.kit.entry import EntryBox
from ui.kit.fonts import Size
from ui.kit.text import Line, text_label
from ui.kit.theme import Status
from ui.shell.asking import Asking
from ui.shell.fetching import HERE, Fetching
from ui.shell.hits import (
    MOST_DEEDS,
    Group,
    Hit,
    HitKind,
    asked,
    far_groups,
    fitting,
    groups,
)
from ui.shell.lens import Deed, Lens
from ui.shell.preview import WIDE, PreviewPane
from ui.shell.results import ResultList

NARROW = 680
TOP, FOOT = 64, 40  # below the top bar, and of the window's edge
AROUND_LIST = 150  # entry box, footer and margins of the card
LOCKS = (Qt.Key.Key_L,)  # with Ctrl: nobody has to close the omnibox before leaving the desk
SEES_PEOPLE, PLACES_ORDERS = "order.read", "order.place"


class Omnibox(Dressed, QWidget):
    """Covers its parent while open; Esc closes it and gives the focus back.

    `allowed` tells the pages that may be shown, `deeds` what can be done now.
    """

    wanted = Signal(str, object)  # page id, what to show there

    def __init__(
        self,
        parent: QWidget,
        backend: Backend,
        lens: Lens,
        allowed: Callable[[], Collection[str]],
        deeds: Callable[[], Sequence[Deed]],
    ) -> None:
        super().__init__(parent)
        self._over, self._backend, self._lens = parent, backend, lens
        self._allowed, self._deeds_now = allowed, deeds
        self._deeds: Sequence[Deed] = ()
        self._back: QWidget | None = None
        self._entered: Callable[[], None] | None = None
        self._told: Words = ""
        self.asking = Asking(backend, lens)
        self.fetching = Fetching(backend, lens)
        self.search = EntryBox(
            lambda: self.tr("Search everything"),
            lambda: self.tr("Name, phone, number, code"),
            icon="search",
            key="Esc",
        )
        self.results = ResultList()
        self.preview = PreviewPane(lens)
        self.message = text_label("", ink="text2", wrap=True)
        self.local = Chip(Status.WARN, lambda: self.tr("Local copy"), icon="cloud-off")
        self.card = self._built()
        self._connect()
        parent.installEventFilter(self)
        self.hide()
        self.put_on()

    def _built(self) -> Card:
        card = Card(margins=12, spacing=8)
        self._scroll = scrolled(self.results)
        self._line = Line(upright=True)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self._scroll, 1)
        middle.addWidget(self._line)
        middle.addWidget(self.preview)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        keys = text_label(self._key_words, size=Size.SECONDARY, ink="text2", elide=True)
        foot.addWidget(keys, 1)
        foot.addWidget(self.local)
        card.body.addWidget(self.search)
        card.body.addWidget(self.message)
        card.body.addLayout(middle, 1)
        card.body.addWidget(Line())
        card.body.addLayout(foot)
        self.preview.hide()
        self._line.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, TOP, 24, FOOT)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        return card

    def _connect(self) -> None:
        self.search.edit.installEventFilter(self)
        self.search.edited.connect(self._edited)
        self.search.submitted.connect(lambda _text: self._when_settled(self.open_chosen))
        self.search.row_key.connect(self._row_key)
        self.results.chosen.connect(self._chosen)
        self.results.opened.connect(self._open_hit)
        self.results.shown_area.connect(self._keep_in_sight)
        self.asking.found.connect(self._found)
        self.asking.failed.connect(
            lambda: self._say(lambda: self.tr("That could not be looked up. Nothing was changed."))
        )
        self.asking.searching.connect(
            lambda: self._say(lambda: self.tr("Nothing here. Searching the server…"))
        )
        self.asking.found_far.connect(self._found_far)
        self.asking.away.connect(self._server_away)
        self.fetching.came.connect(lambda kind, hit: self._go_to(kind, hit.id, hit.number))
        self.fetching.failed.connect(self._not_fetched)
        self._backend.status.connect(lambda _status: self._tell_link())

    # ------------------------------------------------------------------ open and close

    def open(self, back: QWidget | None, text: str = "") -> None:
        """`back` gets the focus when it closes without having opened anything."""
        self._back = back
        self._deeds = self._deeds_now()
        self.fetching.forget()
        self._show_preview(shown=False)
        self.search.set_text(text)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.search.setFocus()
        self._tell_link()
        self._edited(text)

    def dismiss(self) -> None:
        if self.isVisible():
            self._close()
            if self._back is not None:
                self._back.setFocus()

    def scanned(self, code: str) -> None:
        """A code is what to look for, and the first that fits is opened."""
        self.search.set_text(code)
        self._edited(code)
        self._when_settled(self.open_chosen)

    def _close(self) -> None:
        self.asking.stop()
        self._entered = None
        self.fetching.forget()
        self.hide()

    # ------------------------------------------------------------------ asking

    def _edited(self, typed: str) -> None:
        self._entered = None
        self.fetching.forget()
        wanted = asked(typed, knows_people=self._backend.may(SEES_PEOPLE))
        self.asking.ask(wanted.text, wanted.kinds)

    def _found(self, found: Found) -> None:
        wanted = asked(self.search.text(), knows_people=self._backend.may(SEES_PEOPLE))
        deeds = fitting(self._deeds, wanted.text) if wanted.deeds else []
        shown = groups(found, deeds if not wanted.kinds else deeds[:MOST_DEEDS], self._lens)
        if not found.count and self.asking.wants_server:
            told = self.tr("Search the server for “{text}”").format(text=wanted.text[:60])
            ask = Hit(HitKind.ASK_SERVER, "", told, icon="server")
            shown = [*shown, Group(self.tr("Not on this computer"), (ask,))]
        self._say(partial(self._empty_words, wanted.text) if not shown else "")
        self._show(shown)
        self._do_entered()

    def _empty_words(self, text: str) -> str:
        if not text:
            return self.tr("@ customer   # order   / product   > action")
        told = self.tr("Nothing here is called “{text}”.").format(text=text[:60])
        if self.asking.reaches_server:
            return told
        away = self.tr("Only this computer's copy was searched: the server is away.")
        return f"{told} {away}"

    def _found_far(self, found: FoundElsewhere) -> None:
        shown = far_groups(found, self._lens)
        if shown:
            self._say("")
        else:
            self._say(lambda: self.tr("Nothing is called so, here or at the server."))
        deeds = [group for group in self.results.groups if group.hits[0].kind is HitKind.DEED]
        self._show([*shown, *deeds])

    def _server_away(self) -> None:
        self._say(lambda: self.tr("Nothing here, and the server does not answer."))
        self._tell_link()

    def _show(self, shown: Sequence[Group]) -> None:
        self.results.show_groups(shown)
        self._fit()

    def _say(self, words: Words) -> None:
        self._told = words
        self.message.say(words)
        self.message.setVisible(bool(words))

    def _tell_link(self) -> None:
        self.local.setVisible(not self.asking.reaches_server)

    # ------------------------------------------------------------------ choosing

    def _when_settled(self, act: Callable[[], None]) -> None:
        """Whoever types fast and presses Enter means what the text will find."""
        self._entered = act
        if self.asking.settled:
            self._do_entered()

    def _do_entered(self) -> None:
        act, self._entered = self._entered, None
        if act is not None:
            act()

    def open_chosen(self) -> None:
        if self.results.hit is not None:
            self._open_hit(self.results.hit)

    def add_chosen(self) -> None:
        """Ctrl+Enter: the product into the open basket, the customer to the order in hand."""
        hit = self.results.hit
        if hit is None or not self._backend.may(PLACES_ORDERS):
            return
        if hit.kind is HitKind.PRODUCT:
            self._go("orders", ("product", hit.id, 1))
        elif hit.kind is HitKind.CUSTOMER:
            self._go("orders", ("customer", hit.id))

    def _open_hit(self, hit: Hit) -> None:
        if hit.kind is HitKind.DEED:
            self._run(hit.id)
        elif hit.kind is HitKind.ASK_SERVER:
            self.asking.ask_server()
        elif hit.kind in HERE:
            self._fetch(hit)
        else:
            self._go_to(hit.kind, hit.id, hit.number)

    def _go_to(self, kind: HitKind, row_id: str, number: str) -> None:
        """The first screen for it that this person may see."""
        screens: Mapping[HitKind, Sequence[tuple[str, object]]] = {
            HitKind.CUSTOMER: (("customers", row_id), ("orders", ("customer", row_id))),
            HitKind.ORDER: (("order", row_id), ("pickup", number), ("returns", number)),
            HitKind.PRODUCT: (("stock", row_id), ("orders", ("product", row_id, 1))),
        }
        allowed = self._allowed()
        for page, what in screens[kind]:
            if page in allowed:
                self._go(page, what)
                return
        self._say(lambda: self.tr("Your role has no screen for this."))

    def _go(self, page: str, what: object) -> None:
        self._close()
        self.wanted.emit(page, what)

    def _run(self, deed_id: str) -> None:
        deed = next(deed for deed in self._deeds if deed.id == deed_id)
        self.dismiss()  # the focus is back where the action looks for it
        deed.run()

    def _fetch(self, hit: Hit) -> None:
        self._say(lambda: self.tr("Fetching “{name}” from the server…").format(name=hit.title))
        self.fetching.fetch(hit)

    def _not_fetched(self, trouble: BaseException) -> None:
        if isinstance(trouble, Refusal):
            self._say(lambda: refusals.told(trouble.code, trouble.facts))
        else:
            self._server_away()

    # ------------------------------------------------------------------ preview

    def _show_preview(self, *, shown: bool) -> None:
        self.preview.setVisible(shown)
        self._line.setVisible(shown)
        self._fit()
        self._chosen(self.results.hit)

    def _chosen(self, hit: Hit | None) -> None:
        if not self.preview.isVisibleTo(self):
            return
        kind = hit.previewed if hit else None
        if hit is None or kind is None:
            self.preview.show_found(None)
            return

        def came(found: Preview) -> None:
            if self.results.hit is hit:
                self.preview.show_found(found)

        self._backend.ask(preview, kind, hit.id, self._lens.now(), then=came, owner=self)

    # ------------------------------------------------------------------ keys

    def _row_key(self, key: str) -> None:
        by = {"up": -1, "down": 1, "page_up": -6, "page_down": 6}.get(key)
        if by is not None:
            self.results.step(by)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self.setGeometry(self._over.rect())
                self._fit()
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        return event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _overrides(self, event: QKeyEvent) -> bool:
        """The screen below must not hear F12 or Ctrl+Enter while something lies over it."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in LOCKS:
            return False
        event.accept()
        return True

    def _pressed(self, event: QKeyEvent) -> bool:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._show_preview(shown=not self.preview.isVisibleTo(self))
        elif ctrl and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._when_settled(self.add_chosen)
        else:
            return False
        return True

    # ------------------------------------------------------------------ looks

    def _key_words(self) -> str:
        return self.tr("Enter opens · Ctrl+Enter adds to the order · Tab shows more · Esc closes")

    def _fit(self) -> None:
        wide = NARROW + (WIDE + 24 if self.preview.isVisibleTo(self) else 0)
        self.card.setFixedWidth(min(wide, self._over.width() - 48))
        room = self._over.height() - TOP - FOOT - AROUND_LIST
        tall = self.results.minimumHeight()
        if self.preview.isVisibleTo(self):
            tall = max(tall, 300)
        self._scroll.setFixedHeight(max(0, min(room, tall)))

    def _keep_in_sight(self, top: int, tall: int) -> None:
        self._scroll.ensureVisible(0, top + tall // 2, 0, tall)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(8, 12, 20, 120))

    def retranslate(self) -> None:
        self.message.say(self._told)
        if self.isVisible():
            self._edited(self.search.text())
