"""What frames every screen: rail, bars, the page stack, the keys of all screens, sign-in."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.kit.changes import ChangeSet
from app.kit.clock import Clock
from app.kit.errors import Unreachable
from ui.kit.actions import Action, ActionSet, check
from ui.kit.backend import Backend
from ui.kit.deck import Deck
from ui.kit.dress import Dressed, Words
from ui.kit.ears import Ears
from ui.kit.i18n import Languages
from ui.kit.page import Page, PageSpec
from ui.kit.scan import ScanFilter
from ui.kit.session import Session
from ui.kit.sounds import Sound, Sounds
from ui.kit.statusbar import KeyBar
from ui.kit.strip import Strip
from ui.kit.theme import Status
from ui.shell.acts import FIND, FOCUS_ENTRY, LOCK_DESK, SHORTCUTS, SHOW_SYNC, SWITCH_PERSON, go
from ui.shell.ahead import Ahead
from ui.shell.lens import Deed, Lens
from ui.shell.omnibox import Omnibox
from ui.shell.printchip import Papers
from ui.shell.rail import Rail
from ui.shell.sheet import Shortcut, ShortcutSheet
from ui.shell.signin import Door, Place, SignIn
from ui.shell.topbar import TopBar
from ui.shell.watch import Watch

MOST_DIGITS = 9
SEARCH = "search"  # what a screen wants shown when it cannot say where
_SILENT = ("shell.go", FIND.id, SHOW_SYNC.id)  # told by their screens' names; it is open already


class MainWindow(Dressed, QWidget):
    """The desk's one window. Screens come as PageSpecs, so that the shell knows none of them."""

    def __init__(
        self,
        app: QApplication,
        backend: Backend,
        pages: Sequence[PageSpec],
        *,
        door: Door,
        place: Place,
        clock: Clock,
        languages: Languages,
        sounds: Sounds,
        top_slot: QWidget | None = None,
        papers: Papers | None = None,
        inbox: str = "",
        sync: str = "",
        lens: Lens | None = None,
        ahead: bool = False,
        news: Words = "",
    ) -> None:
        """`inbox` is the page that the bell opens, `sync` that of the pill while nothing needs
        somebody; `papers` what the print chip follows; `lens` what is searched.

        `ahead`: screens are made before they are wanted. `news`: what became of this desk while it
        was opened, for whoever signs in first; `sync` tells more.
        """
        super().__init__()
        self.setWindowTitle("Gerai")
        self.setMinimumSize(1280, 720)
        self._backend = backend
        self._languages = languages
        self._sounds = sounds
        self._specs = {spec.id: spec for spec in pages}
        self._made: dict[str, Page] = {}
        self._missed: dict[str, ChangeSet] = {}
        self._now_on = ""
        self._warned: Strip | None = None
        self._news = news
        self._inbox, self._sync = inbox, sync
        self.sign_in = SignIn(backend, door, place, clock.now, languages)
        self.top = TopBar(backend, top_slot, papers)
        self.bar = KeyBar()
        listed = [spec for spec in pages if spec.in_rail]
        self.rail = Rail(listed)
        self.pages = Deck()
        self._desk = self._desk_view()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.sign_in)
        self._stack.addWidget(self._desk)
        self._digits = [spec.id for spec in listed if not spec.at_bottom][:MOST_DIGITS]
        self.omnibox = Omnibox(self, backend, lens, self._allowed, self._deeds) if lens else None
        self.acts = self._own_acts()
        self.top.person.offer(self.acts)
        self.sheet = ShortcutSheet(self)
        self.ears = Ears(app, self)
        self.scans = ScanFilter(self.ears, clock.monotonic_ms)
        self.watch = Watch(self.ears, clock.monotonic_ms)
        self.ahead = Ahead(self.make_next, self.watch.quiet_ms, self) if ahead else None
        self._connect()
        self.top.finder.setVisible(self.omnibox is not None)
        self.acts.enable(FOCUS_ENTRY, False)  # until a screen is shown, F3 is the sign-in's
        self.put_on()
        self.sign_in.focus_entry()

    def _desk_view(self) -> QWidget:
        desk = QWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.pages, 1)
        right.addWidget(self.bar)
        line = QHBoxLayout(desk)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        return desk

    def _own_acts(self) -> ActionSet:
        handlers: dict[Action, Callable[[], None]] = {
            SHORTCUTS: self.show_shortcuts,
            FOCUS_ENTRY: self._focus_entry,
            LOCK_DESK: self.lock,
            SWITCH_PERSON: self.switch_person,
        }
        if self.omnibox is not None:
            handlers[FIND] = self.search
        if self._sync:
            handlers[SHOW_SYNC] = partial(self.show_page, self._sync)
        for digit, page_id in enumerate(self._digits, start=1):
            handlers[go(digit)] = partial(self.show_page, page_id)
        return ActionSet(self, handlers)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.scans.scanned.connect(self._scanned)
        self.watch.idled.connect(self.lock)
        self.watch.drowsed.connect(self._warn_of_lock)
        self.watch.woke.connect(self._unwarn)
        self.sign_in.granted.connect(self._granted)
        self.top.finder.clicked.connect(self.search)
        self.top.bell.clicked.connect(lambda: self.show_page(self._inbox))
        self.top.pill.clicked.connect(self._show_link)
        if self.omnibox is not None:
            self.omnibox.wanted.connect(self.show_page)
        self._backend.changed.connect(self._changed)
        self._backend.refused.connect(self._refused)
        self._backend.failed.connect(self._failed)

    # ------------------------------------------------------------------ screens

    @property
    def page(self) -> Page | None:
        return self._made.get(self._now_on)

    def is_locked(self) -> bool:
        return self._stack.currentWidget() is self.sign_in

    def show_page(self, page_id: str, what: object = None) -> None:
        """Bring a screen to the front; `what` is given to its open()."""
        if page_id == SEARCH:
            self.search_for(str(what or ""))
            return
        if page_id not in self._allowed():
            return
        page = self._page(page_id)
        self._now_on = page_id
        with self.ears.closed():
            self.pages.show_card(page)
        self.rail.mark(page_id)
        self._show_acts(page)
        self.top.show_page(page)
        missed = self._missed.pop(page_id, None)
        if missed is not None:
            page.on_changed(missed)
        page.on_shown()
        page.focus_entry()  # first: what is opened may want the cursor elsewhere
        if what is not None:
            page.open(what)

    def _show_link(self) -> None:
        """What needs somebody first; how the link stands is its own screen."""
        needed = self.top.pill.needs_you and self._inbox in self._allowed()
        self.show_page(self._inbox if needed else self._sync)

    def _allowed(self) -> set[str]:
        return {s.id for s in self._specs.values() if self._backend.may(s.permission)}

    def _page(self, page_id: str) -> Page:
        if page_id not in self._made:
            with self.ears.closed():
                page = self._specs[page_id].factory(self._backend)
                self.pages.add(page)
            page.titled.connect(self._titled)
            page.wanted.connect(self.show_page)
            page.sounded.connect(self._sounded)
            if page.entry_box is not None:
                page.entry_box.emptied.connect(page.on_escape)
            self._made[page_id] = page
        return self._made[page_id]

    def make_next(self) -> bool:
        """The next screen in the rail that was not shown yet."""
        allowed = self._allowed()
        left = [page_id for page_id in self._specs if page_id in allowed - self._made.keys()]
        if left:
            self._page(left[0])
        return bool(left)

    def _show_acts(self, page: Page) -> None:
        acts = page.actions_here()
        own_entry = acts is not None and any(
            set(a.shortcut) & set(FOCUS_ENTRY.shortcut) for a in acts.declared()
        )
        self.acts.enable(FOCUS_ENTRY, not own_entry)
        if acts is not None:
            acts.permit(self._backend.may)
            check([*(a for a in self.acts.declared() if a is not FOCUS_ENTRY), *acts.declared()])
        self.bar.show_actions(acts)

    def _titled(self) -> None:
        if self.page is not None and self.sender() is self.page:
            self.top.show_page(self.page)

    def _focus_entry(self) -> None:
        if self.page is not None:
            self.page.focus_entry()

    # ------------------------------------------------------------------ search

    def search(self) -> None:
        self.search_for("")

    def search_for(self, text: str) -> None:
        """Lay the omnibox over the screen, with what is already known of the question."""
        if self.omnibox is None or self.is_locked():
            return
        if self.omnibox.isVisible() and not text:
            self.omnibox.dismiss()  # the same key closes it
        else:
            self.omnibox.open(self.focusWidget(), text)

    def _deeds(self) -> list[Deed]:
        """What can be done by a key on this screen and on all, and where one can go."""
        here = self.page.actions_here() if self.page is not None else None
        deeds = [
            Deed(action.id, action.words(), action.icon, action.shown_key, group[action].trigger)
            for group in (here, self.acts)
            if group is not None
            for action in group.declared()
            if action.shortcut and group.is_open(action) and not action.id.startswith(_SILENT)
        ]
        allowed = self._allowed()
        for spec in self._specs.values():
            if spec.id in allowed and spec.in_rail:
                name = spec.words if isinstance(spec.words, str) else spec.words()
                told = self.tr("Go to {screen}").format(screen=name)
                at = self._digits.index(spec.id) + 1 if spec.id in self._digits else 0
                key = f"Ctrl+{at}" if at else ""
                go_there = partial(self.show_page, spec.id)
                deeds.append(Deed(f"page.{spec.id}", told, spec.icon, key, go_there))
        return deeds

    # ------------------------------------------------------------------ who

    def lock(self) -> None:
        session = self._backend.session
        if session is not None and not self.is_locked():
            if self.omnibox is not None:
                self.omnibox.dismiss()
            self.sign_in.lock(session)
            self.acts.enable(FOCUS_ENTRY, False)
            self._stack.setCurrentWidget(self.sign_in)
            self.sign_in.focus_entry()

    def _warn_of_lock(self, seconds: int) -> None:
        """Unless the strip has something to say already."""
        if self.page is not None and not self.is_locked() and not self.page.strip.isVisible():
            told = self.tr(
                "This desk locks itself in %n second(s). Any key keeps it open.", "", seconds
            )
            self._warned = self.page.strip
            self._warned.tell(told, status=Status.INFO)

    def _unwarn(self) -> None:
        if self._warned is not None:
            self._warned.hide()
            self._warned = None

    def switch_person(self) -> None:
        self.lock()
        self.sign_in.switch()

    def _granted(self, session: Session) -> None:
        before = self._backend.session
        if before is not None and before.user_id != session.user_id:
            for page in self._made.values():
                page.approval.dismiss()
                page.strip.hide()  # it was told to somebody else
                page.on_handed_off()
        if before is None or before.user_id != session.user_id:
            self._languages.speak(session.language)
            self.sign_in.languages.choose(self._languages.language)
        self._backend.sign_in(session)
        self.rail.offer(self._allowed())
        self.top.bell.setVisible(self._inbox in self._allowed())
        self.top.bell.look()
        self._stack.setCurrentWidget(self._desk)
        wanted = self._now_on if self._now_on in self._allowed() else self._first()
        if wanted:
            self.show_page(wanted)
        self._tell_news()
        if self.ahead is not None:
            self.ahead.begin()

    def _tell_news(self) -> None:
        if self._news and self.page is not None:
            more = partial(self.show_page, self._sync)
            self.page.strip.tell(self._news, action=lambda: self.tr("Sync status"), then=more)
            self._news = ""

    def _first(self) -> str:
        return next((page for page in self._digits if page in self._allowed()), "")

    # ------------------------------------------------------------------ news

    def _changed(self, changes: ChangeSet) -> None:
        for page_id, page in self._made.items():
            if page_id == self._now_on and not self.is_locked():
                page.on_changed(changes)
            else:
                known = self._missed.get(page_id)
                self._missed[page_id] = changes if known is None else known | changes

    def _scanned(self, code: str) -> None:
        if self.is_locked():
            self.sign_in.on_scan(code)
        elif self.page is not None and self.page.approval.take_scan(code):
            return
        elif self.sign_in.knows_badge(code):
            self.switch_person()
            self.sign_in.on_scan(code)
        elif self.omnibox is not None and self.omnibox.isVisible():
            self.omnibox.scanned(code)
        elif self.page is not None:
            self.page.on_scan(code)

    def _refused(self, code: str, facts: Mapping[str, object]) -> None:
        self._sounds.play(Sound.BAD)
        if self.page is not None:
            self.page.on_refused(code, facts)

    def _sounded(self, sound: str) -> None:
        self._sounds.play(Sound(sound))

    def _failed(self, reference: str, trouble: BaseException) -> None:
        if self.page is None:
            return
        if isinstance(trouble, Unreachable):
            self.page.strip.tell(lambda: self.tr("The server is away. Nothing was changed."))
            return
        self._sounds.play(Sound.BAD)
        self.page.strip.tell(
            lambda: self.tr("This went wrong and was not done. Reference {reference}.").format(
                reference=reference
            ),
            status=Status.BAD,
        )

    # ------------------------------------------------------------------ keys

    def show_shortcuts(self) -> None:
        if self.sheet.isVisible():
            self.sheet.dismiss()
            return
        acts: list[ActionSet] = [self.sign_in.acts] if self.is_locked() else [self.acts]
        if not self.is_locked() and self.page is not None:
            here = self.page.actions_here()
            acts = [here, *acts] if here is not None else acts
        known = [
            Shortcut(action.shortcut or (action.shown_key,), self._told(action.id, action.words()))
            for group in acts
            for action in group.declared()
            if action.shown_key and (action is not FOCUS_ENTRY or group.is_open(action))
        ]
        self.sheet.open(known, self.focusWidget())

    def _told(self, action_id: str, words: str) -> str:
        if not action_id.startswith("shell.go"):
            return words
        spec = self._specs[self._digits[int(action_id.removeprefix("shell.go")) - 1]]
        name = spec.words if isinstance(spec.words, str) else spec.words()
        return f"{words}: {name}"

    def retranslate(self) -> None:
        self.acts.retranslate()
        self.sign_in.languages.choose(self._languages.language)
