"""Who takes the desk: sign-in, lock and switch of the person, by badge or name and PIN."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.kit.errors import Refusal, Unreachable
from ui.kit import fonts, icons, paint, refusals
from ui.kit.actions import ENTRY, QT_TRANSLATE_NOOP, Action, ActionSet
from ui.kit.backend import Backend, Pending, SyncStatus
from ui.kit.buttons import LinkButton, MainButton
from ui.kit.card import Bar, Card
from ui.kit.chip import KeyCap
from ui.kit.dress import Dressed, Words
from ui.kit.entry import EntryBox
from ui.kit.fonts import Size
from ui.kit.i18n import LANGUAGES, Languages
from ui.kit.pin import PinBoxes
from ui.kit.segments import Segments
from ui.kit.session import Session
from ui.kit.statusbar import KeyBar
from ui.kit.strip import Strip, announce
from ui.kit.text import IconLabel, text_label
from ui.kit.theme import Status, tokens
from ui.shell.aside import Aside, Kept
from ui.shell.people import KnownUser, PeopleList
from ui.shell.syncpill import SyncPill

CARD, GAP, ASIDE = 520, 40, 472  # px, ux.md section 1
SMALL = 800  # lines of screen below which four people do not fit

log = logging.getLogger(__name__)

CHOOSE = Action("signin.choose", QT_TRANSLATE_NOOP("Action", "Choose user"), key="↑↓")
UNLOCK = Action("signin.enter", QT_TRANSLATE_NOOP("Action", "Sign in"), key="Enter")
BADGE = Action("signin.badge", QT_TRANSLATE_NOOP("Action", "Badge or name"), ENTRY)


@dataclass(frozen=True, slots=True)
class Place:
    """Where this desk stands, as its own enrolment says."""

    site: str
    register: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """What sign-in may ask of the desk.

    `verify_pin(user_id, pin)` answers with whatever `admit(user_id, answer)` makes a Session of,
    or raises Refusal("wrong_pin", tries_left=…, wait_s=…) or another worded code.
    `kept(user_id)` counts a person's drafts; it never names customers.
    """

    users: Callable[[], Pending[Sequence[KnownUser]]]
    verify_pin: Callable[[str, str], Pending[Any]]
    admit: Callable[[str, Any], Session]
    kept: Callable[[str], Pending[Sequence[Kept]]] | None = None
    demo_pins: Sequence[tuple[Words, str]] = ()
    offline_s: int = 72 * 3600  # ux.md 3.1: since the last word of the server


class SignIn(Dressed, QWidget):
    """Covers the desk until a PIN fits; the screens and drafts stay underneath, hidden."""

    granted = Signal(object)  # Session

    def __init__(
        self,
        backend: Backend,
        door: Door,
        place: Place,
        now: Callable[[], int],
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._backend, self._door, self._place, self._now = backend, door, place, now
        self._users: Sequence[KnownUser] = ()
        self._locked: tuple[Session, int] | None = None
        self._waiting = False
        self._wait_s = 0
        self._tries: int | None = None
        self.entry_box = EntryBox(
            lambda: self.tr("Badge, name or staff number"),
            lambda: self.tr("Badge, name or staff number"),
            icon="id-card",
        )
        self.people = PeopleList()
        self.pin = PinBoxes()
        self.strip = Strip()
        self.button = MainButton(self._button_words, icon="lock-open", key="Enter")
        self.other = LinkButton(lambda: self.tr("Sign in as someone else"), icon="users")
        self.aside = Aside(offline_s=door.offline_s, demo_pins=door.demo_pins)
        self.languages = Segments(
            lambda: self.tr("Language"), list(LANGUAGES.items()), languages.language, stretch=False
        )
        self.acts = ActionSet(
            self,
            {CHOOSE: self._next_person, UNLOCK: self.pin.enter, BADGE: self.entry_box.setFocus},
        )
        self._title = text_label(self._title_words, size=Size.PERSON, weight=fonts.SEMIBOLD)
        self._recent = text_label(
            lambda: self.tr("Recent on this computer"),
            size=Size.SECONDARY,
            weight=fonts.SEMIBOLD,
            ink="text2",
        )
        self._pin_of = text_label(
            self._pin_words, size=Size.SECONDARY, weight=fonts.SEMIBOLD, ink="text2"
        )
        self._tries_left = text_label("", size=Size.SECONDARY, ink="text2")
        self._build()
        self._connect(languages)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._ticked)
        self.put_on()
        self.welcome()

    # ------------------------------------------------------------------ parts

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top())
        notice = QHBoxLayout()
        notice.setContentsMargins(20, 8, 20, 0)
        notice.addStretch(1)
        self.strip.setFixedWidth(CARD + GAP + ASIDE)
        notice.addWidget(self.strip)
        notice.addStretch(1)
        whole.addLayout(notice)
        middle = QHBoxLayout()
        middle.setContentsMargins(20, 8, 20, 16)
        middle.setSpacing(GAP)
        middle.addStretch(1)
        middle.addWidget(self._card(), 0, Qt.AlignmentFlag.AlignTop)
        self.aside.setFixedWidth(ASIDE)
        middle.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        whole.addStretch(2)
        whole.addLayout(middle)
        whole.addStretch(3)
        bar = KeyBar()
        bar.show_actions(self.acts)
        bar.say(f"Gerai {self._place.version}" if self._place.version else "")
        whole.addWidget(bar)

    def _top(self) -> QWidget:
        top = Bar(Qt.Edge.BottomEdge)
        top.setFixedHeight(56)
        line = QHBoxLayout(top)
        line.setContentsMargins(20, 0, 20, 1)
        line.setSpacing(12)
        line.addWidget(_Mark())
        line.addWidget(text_label(self._place.site, size=Size.TITLE, weight=fonts.SEMIBOLD))
        line.addWidget(text_label(self._place.register, ink="text2"))
        line.addStretch(1)
        line.addWidget(SyncPill(self._backend))
        line.addSpacing(6)
        line.addWidget(IconLabel("languages", size=18))
        line.addWidget(self.languages)
        return top

    def _card(self) -> Card:
        card = Card(margins=28, spacing=0)
        card.setFixedWidth(CARD)
        self._box = card
        under = text_label(
            lambda: self.tr("Scan your badge, or choose your name and type the PIN"),
            ink="text2",
            wrap=True,
        )
        recent = QHBoxLayout()
        recent.setSpacing(5)
        recent.addWidget(self._recent, 1)
        recent.addWidget(KeyCap("↑"))
        recent.addWidget(KeyCap("↓"))
        pins = QHBoxLayout()
        pins.addWidget(self._pin_of, 1)
        pins.addWidget(self._tries_left)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.other)
        card.body.addWidget(self._title)
        card.body.addWidget(under)
        card.body.addSpacing(14)
        card.body.addWidget(self.entry_box)
        card.body.addSpacing(16)
        card.body.addLayout(recent)
        card.body.addSpacing(12)
        card.body.addWidget(self.people)
        card.body.addSpacing(18)
        card.body.addLayout(pins)
        card.body.addSpacing(10)
        card.body.addWidget(self.pin)
        card.body.addSpacing(14)
        card.body.addWidget(self.button)
        card.body.addSpacing(10)
        card.body.addLayout(foot)
        return card

    def _connect(self, languages: Languages) -> None:
        self.entry_box.submitted.connect(self._search_entered)
        self.entry_box.edited.connect(self._search)
        self.entry_box.row_key.connect(self._row_key)
        self.people.chosen.connect(self._person_chosen)
        self.pin.entered.connect(self._try)
        self.pin.typed.connect(self._weigh)
        self.pin.lettered.connect(self._lettered)
        self.pin.stepped.connect(self.people.step)
        self.button.clicked.connect(self.pin.enter)
        self.other.clicked.connect(self.switch)
        self.languages.chosen.connect(languages.speak)
        self._backend.status.connect(self._linked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        small = event.size().height() < SMALL
        self.people.set_small(small)
        edge = 20 if small else 28
        self._box.body.setContentsMargins(28, edge, 28, edge - 8)

    # ------------------------------------------------------------------ opening

    def welcome(self) -> None:
        """Nobody is signed in and nothing lies underneath."""
        self._locked = None
        self._open_door()

    def lock(self, session: Session) -> None:
        """`session` keeps the desk; the same person carries on where it was."""
        self._locked = (session, self._now())
        self.people.choose(session.user_id)
        self._open_door()

    def switch(self) -> None:
        """Someone else takes the desk; nobody is chosen."""
        self.people.choose("")
        self._fill(self._users)
        self._person_changed()
        self.entry_box.setFocus()

    def _open_door(self) -> None:
        self.strip.hide()
        self.entry_box.set_text("")
        self._backend.when(self._door.users(), then=self._users_here)
        self._person_changed()
        self.aside.show_place(self._place.site)
        self.aside.show_status(self._backend.sync_status())
        self.aside.show_kept(())
        if self._locked is not None and self._door.kept is not None:
            kept = self._door.kept(self._locked[0].user_id)
            self._backend.when(kept, then=self.aside.show_kept)
        self.other.setVisible(self._locked is not None)
        self._ticked()
        self._tick.start()
        self.retranslate()

    def _users_here(self, users: Sequence[KnownUser]) -> None:
        self._users = users
        self._fill(users)
        if not self.people.user_id and not self.entry_box.text():
            self.people.step(0)
        self._weigh()

    def focus_entry(self) -> None:
        (self.pin if self.people.user_id else self.entry_box).setFocus()

    def _linked(self, status: SyncStatus) -> None:
        self.aside.show_status(status)
        if self._tick.isActive():
            self._search(self.entry_box.text())

    def _fill(self, people: Sequence[KnownUser]) -> None:
        offline = self._backend.sync_status().state in ("offline", "read_only")
        locked = (self._locked[0].user_id, self._locked[1]) if self._locked else None
        self.people.show_people(people, now=self._now(), offline=offline, locked=locked)

    # ------------------------------------------------------------------ who

    def knows_badge(self, code: str) -> bool:
        return any(person.badge == code for person in self._users if person.badge)

    def on_scan(self, code: str) -> None:
        """A badge chooses its owner; the PIN is still asked."""
        found = [p for p in self._users if p.badge and p.badge == code]
        if found:
            self._fill(found + [p for p in self._users if p not in found])
            self.people.choose(found[0].id)
            self._person_chosen(found[0].id)
        else:
            self.strip.tell(lambda: self.tr("This badge is not known here."), status=Status.BAD)

    def _search(self, text: str) -> None:
        self._fill([p for p in self._users if _fits(p, text)])

    def _search_entered(self, text: str) -> None:
        if text and any(p.badge == text for p in self._users):
            self.on_scan(text)
            return
        self.people.step(0)
        if not self.people.user_id:
            self.strip.tell(lambda: self.tr("Nobody here has this name."), status=Status.BAD)

    def _row_key(self, key: str) -> None:
        if key in ("up", "down"):
            self.people.step(1 if key == "down" else -1)

    def _next_person(self) -> None:
        self.people.step(1)

    def _lettered(self, letter: str) -> None:
        self.entry_box.setFocus()
        self.entry_box.set_text(letter)
        self._search(letter)

    def _person_chosen(self, _user_id: str) -> None:
        self.entry_box.set_text("")
        self.strip.hide()
        self._person_changed()
        self.pin.setFocus()

    def _person_changed(self) -> None:
        self._tries, self._wait_s = None, 0
        self.pin.clear()
        self.pin.show_wrong(False)
        self._weigh()

    # ------------------------------------------------------------------ PIN

    def _try(self, pin: str) -> None:
        if self._waiting or self._wait_s > 0 or not self.people.user_id:
            return
        self._waiting = True
        self._weigh()
        user_id = self.people.user_id
        self._backend.when(
            self._door.verify_pin(user_id, pin),
            then=partial(self._fitted, user_id),
            failed=self._unfitted,
        )

    def _fitted(self, user_id: str, answer: object) -> None:
        self._waiting = False
        self._let_in(self._door.admit(user_id, answer))

    def _unfitted(self, trouble: BaseException) -> None:
        self._waiting = False
        self.pin.clear()
        if isinstance(trouble, Refusal) and trouble.code == "wrong_pin":
            self._wrong(trouble)
        elif isinstance(trouble, Refusal):
            self._tries = None  # a wait, too, begins after the last of them
            self.strip.tell(partial(refusals.told, trouble.code, trouble.facts), status=Status.BAD)
        else:
            self._broke(trouble)
        self._weigh()

    def _let_in(self, session: Session) -> None:
        self._locked = None
        self._tick.stop()
        self._person_changed()
        self.granted.emit(session)

    def _wrong(self, refusal: Refusal) -> None:
        left, wait = refusal.facts.get("tries_left"), refusal.facts.get("wait_s")
        self._tries = left if isinstance(left, int) else None
        self._wait_s = wait if isinstance(wait, int) else 0
        self.pin.show_wrong(True)
        announce(self, self._tries_words())

    def _broke(self, trouble: BaseException) -> None:
        if not isinstance(trouble, Unreachable):
            log.error("PIN check failed", exc_info=trouble)
        self.strip.tell(
            lambda: self.tr("The PIN could not be checked. Try again."), status=Status.BAD
        )

    def _weigh(self) -> None:
        ready = self.pin.is_full() and not self._waiting and self._wait_s <= 0
        self.button.setEnabled(ready and bool(self.people.user_id))
        self._pin_of.say(self._pin_words)
        self._tries_left.say(self._tries_words())
        self._tries_left.set_ink("text2" if self._tries is None else "bad")

    def _ticked(self) -> None:
        self.aside.show_now(self._now())
        if self._wait_s > 0:
            self._wait_s -= 1
            self._weigh()

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        self._title.say(self._title_words)
        self.button.say(self._button_words)
        self._weigh()
        self.acts.retranslate()

    def _title_words(self) -> str:
        return self.tr("Unlock this desk") if self._locked else self.tr("Sign in")

    def _button_words(self) -> str:
        if self._locked and self.people.user_id == self._locked[0].user_id:
            return self.tr("Unlock and carry on")
        return self.tr("Sign in")

    def _pin_words(self) -> str:
        person = self.people.person()
        if person is None:
            return self.tr("PIN")
        return self.tr("PIN of {name}").format(name=person.name)

    def _tries_words(self) -> str:
        if self._tries is None:
            return ""
        told = self.tr("Wrong PIN, %n tries left", "", self._tries)
        if self._wait_s > 0:
            told += " · " + self.tr("wait {n} s").format(n=self._wait_s)
        return told


class _Mark(QWidget):
    """The house mark on its dark ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        ground = worn.rail_active if worn.dark else worn.rail
        paint.box(painter, QRectF(self.rect()), radius=8, fill=ground)
        icons.paint(painter, "package-check", worn.rail_on, 8, 8, 20)


def _fits(person: KnownUser, text: str) -> bool:
    wanted = text.strip().casefold()
    return wanted in person.name.casefold() or (
        bool(person.staff_number) and person.staff_number.casefold().startswith(wanted)
    )
