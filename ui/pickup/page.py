"""Pick, stage and hand over what customers collect here: three columns and the parcel in hand."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from app.fulfillment.board import (
    Counter,
    Meaning,
    Opened,
    ScannedArrived,
    ScannedBin,
    ScannedItem,
    ScannedOther,
    ScannedParcels,
    ScannedPass,
    counter,
    meaning,
    opened,
)
from app.fulfillment.commands import HandOver, Proof
from app.fulfillment.queries import Column
from app.kit.changes import ChangeSet
from app.kit.ids import ID_LENGTH
from ui.kit import (
    ActionSet,
    Backend,
    Button,
    Chip,
    EntryBox,
    Page,
    Segments,
    Status,
    announce,
    formats,
)
from ui.kit.backend import SyncStatus
from ui.kit.sounds import Sound, Sounds
from ui.pickup import wording
from ui.pickup.acts import (
    AGAIN,
    BAG_LABEL,
    COLLECTOR,
    HAND_OVER,
    ID_SEEN,
    NEXT_STEP,
    PAY,
    PRINT_AGAIN,
    SCAN,
    SHORT,
    SLIP,
    STEP,
    UNDO_PICK,
)
from ui.pickup.arrived import Arrived
from ui.pickup.board import BOARD, COLLECTED, STEPS, BoardView
from ui.pickup.panel import ParcelView
from ui.pickup.work import Work

ENTITIES = (
    "fulfillments",
    "fulfillment_lines",
    "orders",
    "holds",
    "payments",
    "drawers",
    "customer_pii",
)
TICK_MS = 10_000  # timers are told in minutes
TOLD_MS = 8_000


class PickupPage(Page):
    """`site_id` and `device_id` are this desk's own; `now` tells µs UTC.

    `print_document(kind, subject_id)` queues a print: kinds pickup_slip and bag_label, the
    subject is a fulfillment order.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        site_id: str,
        site_name: str,
        device_id: str,
        now: Callable[[], int],
        sounds: Sounds,
        print_document: Callable[[str, str], None],
    ) -> None:
        super().__init__(backend)
        self._site_id, self._site_name, self._device_id = site_id, site_name, device_id
        self._now, self._sounds = now, sounds
        self.work = Work(backend, print_document, self)
        self.shown: Counter | None = None
        self._selected = ""
        self._came = Arrived()
        self._code_at: dict[str, int] = {}  # parcels whose code was checked just now
        self._asking = 0  # scans whose meaning is not known yet
        self.acts = ActionSet(
            self,
            {
                SCAN: self.focus_entry,
                STEP: self._step_down,
                NEXT_STEP: self.next_step,
                COLLECTOR: self._ask_collector,
                PAY: self._pay,
                SHORT: self._short,
                UNDO_PICK: self._undo_pick,
                ID_SEEN: self._id_seen,
                HAND_OVER: self.commit,
                PRINT_AGAIN: self._print_again,
                AGAIN: self.refresh,
            },
        )
        self.board = BoardView(now)
        self.view = ParcelView(self.acts)
        self.entry = EntryBox(self._entry_words, self._entry_words)
        self.entry.setMaximumWidth(560)
        self.entry_box = self.entry
        self.which = Segments(
            lambda: self.tr("Show"),
            [
                (BOARD, lambda: self.tr("Board")),
                (COLLECTED, lambda: wording.column_title(Column.COLLECTED)),
            ],
            BOARD,
            stretch=False,
        )
        self.late = Chip(Status.BAD, icon="octagon-x")
        self.soon = Chip(Status.WARN, icon="clock")
        self.print_button = Button(self._print_words, icon="printer")
        self._build()
        self._wire()
        self.put_on()
        self.board.states.loading()
        self._enable()

    # ------------------------------------------------------------------ built

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.entry, 1)
        top.addStretch(0)
        for part in (self.late, self.soon, self.which, self.print_button):
            top.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.board, 1)
        line.addWidget(self.view)
        self.body.addLayout(top)
        self.body.addLayout(line, 1)

    def _wire(self) -> None:
        self.entry.submitted.connect(self._submitted)
        self.entry.row_key.connect(self._row_key)
        self.entry.edit.installEventFilter(self)
        self.board.clicked.connect(self._clicked)
        self.board.chosen.connect(self.select)
        self.which.chosen.connect(self._show_list)
        if self.acts is not None:
            self.print_button.bind(self.acts[PRINT_AGAIN], PRINT_AGAIN.shown_key)
        self.view.picked_from.connect(self.select)
        self.view.short_told.connect(self._short_told)
        self.view.lost_told.connect(self._lost)
        self.view.put_back_told.connect(self._put_back)
        self.work.done.connect(self._good)
        self.work.told.connect(self._told)
        self.work.undoable.connect(self._undoable)
        self.strip.offered.connect(self._enable)
        self.work.refused.connect(self._refused)
        self.work.picked.connect(self._picked)
        self.work.claimed.connect(self.focus_entry)
        self.work.handed_over.connect(self.focus_entry)
        self.work.received.connect(self._received)
        self.view.let_go.connect(self._let_go)
        self.view.asked_nothing.connect(self.focus_entry)
        self.view.checks.changed.connect(self._enable)
        self.backend.session_changed.connect(self._person_came)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._time_passed)
        self._person_came(self.backend.session)

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        return self.tr("Pickup")

    def subtitle(self) -> str:
        return self._site_name

    def open(self, what: object) -> None:
        """The number of an order, or a fulfillment order's id."""
        told = str(what)
        if len(told) == ID_LENGTH:
            self.select(told)
        else:
            self.on_scan(told)

    def on_shown(self) -> None:
        self._tick.start()
        self.refresh()

    def hideEvent(self, event: Any) -> None:
        self._tick.stop()
        super().hideEvent(event)

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES):
            self.refresh()

    def on_escape(self) -> bool:
        if self.view.choice.leave():
            self.focus_entry()
            return True
        if self.board.which == COLLECTED:
            self.which.choose(BOARD)
            self._show_list(BOARD)
            return True
        return False

    def on_handed_off(self) -> None:
        """Ticks and money told by one person are not the next one's."""
        self._code_at.clear()
        self._came.forget()
        self.work.forget()
        self.strip.hide()
        self.select("")

    def refresh(self) -> None:
        self.backend.ask(counter, self._site_id, then=self._counter_came, failed=self._failed)
        self._refresh_view()

    # ------------------------------------------------------------------ news

    def _counter_came(self, told: Counter) -> None:
        before, self.shown = self.shown, told
        self.board.show_counter(told)
        if not self._selected and not self._asking and self.view.choice.isHidden():
            first = next((card.fulfillment_id for card in self.board.ranked()), "")
            if first:
                self.select(first)
        self._show_urgent()
        self._enable()
        if before is not None and self._fresh(before, told):
            self._sounds.play(Sound.OK)
            announce(self, self.tr("A new order is to be picked."))

    def _fresh(self, before: Counter, now: Counter) -> bool:
        known = {card.fulfillment_id for card in (*before.cards, *before.collected)}
        return any(
            card.column is Column.TO_PICK and card.fulfillment_id not in known for card in now.cards
        )

    def _failed(self, _trouble: BaseException) -> None:
        self.board.states.failed(
            lambda: self.tr("The board could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "pickup",
        )

    def on_linked(self, status: SyncStatus) -> None:
        self.board.states.linked(status.state, status.age_s, self._now())

    def _person_came(self, session: Any) -> None:
        self.view.user_id = session.user_id if session is not None else ""
        self.board.tell_again(self.view.user_id)

    def _time_passed(self) -> None:
        self.board.tell_again()
        self._show_urgent()

    def _show_urgent(self) -> None:
        late, soon = self.board.urgent()
        self.late.setVisible(late > 0)
        self.soon.setVisible(soon > 0)
        self.late.tell(Status.BAD, lambda: self.tr("%n late", "", late), icon="octagon-x")
        self.soon.tell(Status.WARN, lambda: self.tr("%n due in 30 min", "", soon), icon="clock")

    def _show_list(self, which: str) -> None:
        self.board.show_list(which)
        self.focus_entry()

    # ------------------------------------------------------------------ the parcel in hand

    def select(self, parcel_id: str) -> None:
        if parcel_id != self._selected:
            self._selected = parcel_id
        self.board.mark(parcel_id)
        self._refresh_view()

    def _clicked(self, parcel_id: str) -> None:
        self.select(parcel_id)
        self.focus_entry()

    def _refresh_view(self) -> None:
        if not self._selected:
            self.view.show_nothing()
            self._enable()
            return
        asked = self._selected

        def came(told: Opened | None) -> None:
            if asked == self._selected:
                self._opened(told)

        self.backend.ask(opened, asked, self._device_id, then=came, owner=self)

    def _opened(self, told: Opened | None) -> None:
        if told is None:
            self._selected = ""
            self.view.show_nothing()
        else:
            code_at = self._code_at.get(told.panel.card.fulfillment_id)
            self.view.show_parcel(self._came.seen_in(told), code_at=code_at)
        self._enable()

    def _enable(self) -> None:
        if self.acts is None:
            return
        card = self.view.card
        column = card.column if card is not None else None
        picking = column in (Column.TO_PICK, Column.PICKING)
        lost = self.view.arriving and not self.view.came[0]
        self.acts.enable(SHORT, (picking and self.view.lines.marked_line is not None) or lost)
        can_undo = picking and self.work.can_undo(self._selected)
        self.acts.enable(UNDO_PICK, can_undo or self.strip.offers_undo)
        self.acts.enable(NEXT_STEP, self._has_next(column))
        for action in (ID_SEEN, COLLECTOR):
            self.acts.enable(action, column is Column.READY)
        to_send = self.view.to_send
        self.acts.enable(HAND_OVER, column is Column.READY or to_send)
        self.acts.enable(PAY, not self.view.till.isHidden())
        self.acts.enable(PRINT_AGAIN, column in (Column.READY, Column.COLLECTED) or to_send)
        self.print_button.say(self._print_words)
        self.entry.ask_for(self._entry_words, self._entry_words)

    def _has_next(self, column: Column | None) -> bool:
        if column is Column.PICKING:
            return not self.view.mine
        if column is Column.READY and self.view.checks.code_checked:
            return False  # its customer stands at the counter
        return column is Column.TO_PICK or bool(self.board.cards(Column.TO_PICK))

    def _entry_words(self) -> str:
        if self.view.arriving:
            return self.tr("Scan what came, then a bin")
        if self.view.all_picked and self.view.mine and not self.view.to_send:
            return self.tr("Scan a bin")
        return self.tr("Scan pickup code, item or bin — or type order, name, phone")

    def _print_words(self) -> str:
        card = self.view.card
        if card is not None and card.column is Column.COLLECTED:
            return self.tr("Print slip again")
        return self.tr("Print bag label")

    # ------------------------------------------------------------------ scans

    def _submitted(self, text: str) -> None:
        code = text.strip()
        if not code:
            return
        self.entry.clear()
        in_hand = self._selected
        self._asking += 1

        def came(told: Meaning) -> None:
            self._asking -= 1
            self._meant(told, code, in_hand)

        def failed(trouble: BaseException) -> None:
            self._asking -= 1
            self._failed(trouble)

        self.backend.ask(
            meaning,
            self._site_id,
            code,
            in_hand,
            now=self._now(),
            then=came,
            failed=failed,
            owner=self,
        )

    def _meant(self, told: Meaning, code: str, in_hand: str) -> None:
        if isinstance(told, ScannedItem):
            self._item(told, in_hand)
        elif isinstance(told, ScannedArrived):
            self._arrived(told, in_hand)
        elif isinstance(told, ScannedBin):
            self._bin(in_hand, told.code)
        elif isinstance(told, ScannedOther):
            self._other(told)
        elif isinstance(told, ScannedParcels):
            self._parcels(told)
        elif isinstance(told, ScannedPass):
            self._bad(lambda: wording.pass_words(told, self._now()))
        elif (self.view.all_picked and self.view.mine) or (
            self.view.arriving and self._came.of(in_hand)
        ):
            self._bin(in_hand, code)  # a place without bins of its own takes any name for one
        else:
            self._bad(lambda: self.tr("Nothing here is called “{code}”.").format(code=code[:40]))

    def _item(self, told: ScannedItem, parcel_id: str) -> None:
        if told.complete:
            self._bad(lambda: self.tr("All of it is picked already."))
            return

        self.work.pick(parcel_id, told.line_id)

    def _bin(self, parcel_id: str, code: str) -> None:
        if self.view.to_send and self.view.card is not None:
            place = self.view.card.to_name
            self._bad(
                lambda: self.tr("This goes to {place}: F12 once it leaves.").format(place=place)
            )
        elif self.view.arriving:
            self._receive(parcel_id, code)
        else:
            self.work.stage(parcel_id, code)

    # ------------------------------------------------------------------ what another place sent

    def _arrived(self, told: ScannedArrived, parcel_id: str) -> None:
        lines = self.view.opened.panel.lines if self.view.opened is not None else ()
        mine = [line for line in lines if line.line_id in told.line_ids]
        line_id = self._came.count(parcel_id, mine)
        if not line_id:
            self._bad(lambda: self.tr("More of this came than was sent: put it aside."))
            return
        self._good()
        self.view.lines.flash(line_id)
        self._refresh_view()

    def _receive(self, parcel_id: str, code: str) -> None:
        """Less than was sent is asked about once: the same bin again says that it is all."""
        scanned, sent = self.view.came
        if scanned < sent and scanned and self._came.asks_again(parcel_id, code):
            self._bad(
                lambda: self.tr("{n} of {all} came. Scan the bin again if that is all.").format(
                    n=formats.qty(scanned), all=formats.qty(sent)
                )
            )
            return
        self.work.receive(parcel_id, self.view.packed(), code)

    def _received(self, parcel_id: str) -> None:
        self._came.forget()
        self.select(parcel_id)
        self.focus_entry()

    def _picked(self, line_id: str) -> None:
        self.view.lines.flash(line_id)
        self._enable()

    def _other(self, told: ScannedOther) -> None:
        card = self.view.card
        working = card is not None and card.column in (Column.TO_PICK, Column.PICKING)
        if not working and told.wanted_by:
            self._good()
            self.select(told.wanted_by[0].fulfillment_id)
            return
        name = told.name
        if told.wanted_by:
            number = told.wanted_by[0].number
            self._bad(
                lambda: self.tr("{name}: not in this order; it is in {number}.").format(
                    name=name, number=number
                )
            )
        else:
            self._bad(lambda: self.tr("{name}: not in this order.").format(name=name))

    def _parcels(self, told: ScannedParcels) -> None:
        active = [card for card in told.cards if card.column in STEPS]
        ready = [card for card in active if card.column is Column.READY]
        wanted = ready or active or list(told.cards)
        if len(wanted) > 1 and not told.by_code:
            self._good()
            self.view.ask_which(wanted)
            return
        card = wanted[0]
        if told.by_code:  # one code is good for all parcels of its order
            self._code_at |= {found.fulfillment_id: self._now() for found in told.cards}
        if card.column in (Column.COLLECTED, Column.CANCELLED):
            self._sounds.play(Sound.BAD)
        else:
            self._good()
        self.select(card.fulfillment_id)

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An empty entry box has nothing to undo: Ctrl+Z is the pick's then."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.entry.text()
        ):
            event.ignore()
            return True
        return False

    def _row_key(self, key: str) -> None:
        if key in ("up", "down"):
            self.board.step(1 if key == "down" else -1)
        elif key in ("page_up", "page_down"):
            self.view.lines.step(1 if key == "page_down" else -1)
        elif key == "-" and self.acts is not None and self.acts.is_open(SHORT):
            self._short()
        elif key == "space" and self.acts is not None and self.acts.is_open(ID_SEEN):
            self._id_seen()

    def _step_down(self) -> None:
        self.board.step(1)

    def next_step(self) -> None:
        """F9: claim the chosen one, take over a colleague's, or go on to the most urgent one."""
        card = self.view.card
        if card is None or card.column not in (Column.TO_PICK, Column.PICKING):
            waiting = self.board.cards(Column.TO_PICK)
            if not waiting:
                return
            card = waiting[0]
            self.select(card.fulfillment_id)
        if card.column is Column.PICKING and self.view.mine:
            return
        self.work.claim(card.fulfillment_id)

    def _let_go(self) -> None:
        if self._selected:
            self.work.let_go(self._selected)

    # ------------------------------------------------------------------ picking

    def _short(self) -> None:
        if self.view.arriving:
            self.view.ask_lost()
        else:
            self.view.ask_short()

    def _lost(self) -> None:
        self.work.receive(self._selected, (), "")

    def _short_told(self, line_id: str, units: int, reason: str, then: str) -> None:
        self.work.short(self._selected, line_id, units, reason, then)

    def _undo_pick(self) -> None:
        """What the strip still offers to undo came last."""
        if self.strip.offers_undo:
            self.strip.take_back()
        else:
            self.work.undo(self._selected)

    def _put_back(self, reason: str) -> None:
        self.work.put_back(self._selected, reason)

    # ------------------------------------------------------------------ handing over

    def _id_seen(self) -> None:
        self.view.checks.tick()

    def _ask_collector(self) -> None:
        self.view.checks.ask_collector()

    def _pay(self) -> None:
        self.view.till.press()

    def commit(self) -> None:
        """F12, once everything is seen and paid; else it says what is missing."""
        card, checks = self.view.card, self.view.checks
        if card is not None and self.view.to_send and not self._asking:
            self.work.send(card.fulfillment_id, self.view.packed(), card.to_name)
            return
        if card is None or card.column is not Column.READY or self._asking:
            return
        if checks.wants_name:
            self._bad(lambda: self.tr("Who is collecting? Type the name as on their ID."))
            checks.name.setFocus()
            return
        if not checks.id_seen.isChecked():
            self._bad(lambda: self.tr("See the ID first, then press Space."))
            self.focus_entry()
            return
        if self.view.till.due > 0:
            self._bad(lambda: self.tr("It has to be paid first (F7)."))
            return
        self.work.hand_over(
            HandOver(
                fulfillment_id=card.fulfillment_id,
                proof=Proof.PROXY if checks.collector else Proof.ID,
                code_checked=checks.code_checked,
                proxy_name=checks.collector,
                tenders=self.view.till.tenders(),
                lines=self.view.packed(),
            )
        )

    def _print_again(self) -> None:
        card = self.view.card
        if card is not None:
            kind = SLIP if card.column is Column.COLLECTED else BAG_LABEL
            self.work.print_again(kind, card.fulfillment_id)

    # ------------------------------------------------------------------ told

    def on_refused(self, code: str, facts: Mapping[str, object]) -> None:
        self.strip.tell(lambda: wording.refusal(code, facts), status=Status.BAD)

    def _refused(self, words: Callable[[], str]) -> None:
        self._bad(words)
        self.refresh()

    def _good(self) -> None:
        self.strip.hide()
        self._sounds.play(Sound.OK)

    def _bad(self, words: Callable[[], str]) -> None:
        self._sounds.play(Sound.BAD)
        self.strip.tell(words, status=Status.BAD)

    def _told(self, words: Callable[[], str]) -> None:
        self.strip.tell(words, status=Status.OK, for_ms=TOLD_MS)

    def _undoable(self, words: Callable[[], str], then: Callable[[], None]) -> None:
        self.strip.undo(words, then, Status.OK)

    def retranslate(self) -> None:
        super().retranslate()
        self.entry.ask_for(self._entry_words, self._entry_words)
