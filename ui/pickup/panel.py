"""One parcel in full: what to pick, where it waits, who takes it, what is still to be paid."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.fulfillment.board import Opened
from app.fulfillment.commands import HandedLine
from app.fulfillment.queries import Column, ParcelCard
from app.fulfillment.states import ShortNext, ShortReason
from ui.kit import (
    BOLD,
    SEMIBOLD,
    ActionSet,
    Button,
    Card,
    Chip,
    FlowLayout,
    IconLabel,
    Line,
    MainButton,
    Option,
    OptionList,
    Size,
    Status,
    Words,
    formats,
    scrolled,
)
from ui.kit.states import Message
from ui.kit.text import text_label
from ui.pickup import wording
from ui.pickup.acts import COLLECTOR, HAND_OVER, NEXT_STEP, SHORT, UNDO_PICK
from ui.pickup.checks import Checks
from ui.pickup.lines import LineRows
from ui.pickup.till import Till

WIDE = 416


class Choice(Card):
    """A question answered by a digit; Esc leaves it."""

    def __init__(self) -> None:
        super().__init__(margins=12, spacing=8, raised=True)
        self._words: Words = ""
        self._then: Callable[[str], None] | None = None
        self.question = text_label("", weight=SEMIBOLD, wrap=True)
        self.list = OptionList(self._name, tiles=True)
        self.list.settled.connect(self._settled)
        self.body.addWidget(self.question)
        self.body.addWidget(self.list)
        self.hide()
        self.put_on()

    def _name(self) -> str:
        return self.question.text()

    def ask(self, words: Words, options: Sequence[Option], then: Callable[[str], None]) -> None:
        self._then = then
        self.question.say(words)
        self.list.offer(options, "")
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """True when a question was open."""
        was_open = not self.isHidden()
        self._then = None
        self.hide()
        return was_open

    def _settled(self, value: str) -> None:
        then, self._then = self._then, None
        self.hide()
        if then is not None:
            then(value)


class ParcelView(Card):
    """The right side of the board. It shows and asks; the page acts."""

    picked_from = Signal(str)  # the parcel that was meant, of several
    lost_told = Signal()
    short_told = Signal(str, int, str, str)  # line id, units, reason, what then
    put_back_told = Signal(str)  # reason
    let_go = Signal()
    asked_nothing = Signal()  # a question was answered or left: back to the entry box

    def __init__(self, acts: ActionSet) -> None:
        super().__init__(margins=18, spacing=10)
        self.setFixedWidth(WIDE)
        self.opened: Opened | None = None
        self.user_id = ""
        self.stage = text_label("", size=Size.SECONDARY, weight=SEMIBOLD, ink="text2")
        self.name = text_label("", size=Size.PERSON, weight=SEMIBOLD, elide=True)
        self.meta = text_label("", ink="text2", elide=True)
        self.bin_word = text_label(
            lambda: self.tr("Bin"), size=Size.SECONDARY, weight=SEMIBOLD, ink="text2"
        )
        self.bin = text_label("", size=Size.KPI, weight=BOLD)
        self.lines = LineRows()
        self.checks = Checks()
        self.till = Till()
        self.choice = Choice()
        self.notes = text_label("", ink="text2", wrap=True)
        self.hold = Chip(Status.HOLD)
        self.collected = text_label("", wrap=True)
        self.unsent = Chip(Status.WARN, icon="cloud-off")
        self.hand_over = MainButton(self._hand_over_words, icon="check-check", height=52)
        self.next = MainButton(self._next_words, icon="hand", key="F9", height=52)
        self.hint_icon = IconLabel("scan-barcode", size=20, ink="primary")
        self.hint = text_label("", size=Size.STRONG, weight=SEMIBOLD, ink="primary", wrap=True)
        self.short = Button(lambda: self.tr("Short"), icon="package-x")
        self.undo = Button(lambda: self.tr("Undo pick"), icon="undo-2")
        self.put_back = Button(lambda: self.tr("Put back"), kind="quiet")
        self.release = Button(lambda: self.tr("Let go"), kind="quiet")
        self._build()
        self._wire(acts)
        self.put_on()
        self.show_nothing()

    # ------------------------------------------------------------------ built

    def _build(self) -> None:
        self._message = Message()
        whole = QWidget()
        body = QVBoxLayout(whole)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addLayout(self._top())
        body.addWidget(Line())
        body.addWidget(scrolled(self._middle()), 1)
        hint = QHBoxLayout()
        hint.setSpacing(10)
        hint.addWidget(self.hint_icon)
        hint.addWidget(self.hint, 1)
        body.addLayout(hint)
        body.addWidget(self.next)
        body.addWidget(self.hand_over)
        more = FlowLayout()
        more.extend((self.short, self.undo, self.release, self.put_back))
        body.addLayout(more)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack)  # first: a stack without a parent opens windows
        self._stack.addWidget(self._message)
        self._stack.addWidget(whole)

    def _top(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self.stage, self.name, self.meta):
            words.addWidget(label)
        where = QVBoxLayout()
        where.setSpacing(2)
        where.addWidget(self.bin_word, 0, Qt.AlignmentFlag.AlignRight)
        where.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignRight)
        where.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addLayout(words, 1)
        head.addLayout(where)
        return head

    def _middle(self) -> QWidget:
        middle = QWidget()
        body = QVBoxLayout(middle)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        parts: tuple[QWidget, ...] = (
            self.hold,
            self.collected,
            self.unsent,
            self.choice,
            self.lines,
            self.till,
            self.checks,
            self.notes,
        )
        for part in parts:
            body.addWidget(part)
        body.addStretch(1)
        return middle

    def _wire(self, acts: ActionSet) -> None:
        self.short.bind(acts[SHORT], SHORT.shown_key)
        self.undo.bind(acts[UNDO_PICK], UNDO_PICK.shown_key)
        self.checks.other.clicked.connect(acts[COLLECTOR].trigger)
        self.hand_over.bind(acts[HAND_OVER], HAND_OVER.shown_key)
        self.next.bind(acts[NEXT_STEP], NEXT_STEP.shown_key)
        self.put_back.clicked.connect(self.ask_put_back)
        self.release.clicked.connect(self.let_go)
        self.checks.done.connect(self.asked_nothing)
        self.till.settled.connect(self.asked_nothing)

    # ------------------------------------------------------------------ shown

    @property
    def card(self) -> ParcelCard | None:
        return self.opened.panel.card if self.opened is not None else None

    def packed(self) -> list[HandedLine]:
        """What is in it, as the person at the desk sees it."""
        lines = self.opened.panel.lines if self.opened is not None else ()
        return [
            HandedLine(line_id=line.line_id, quantity=line.picked) for line in lines if line.picked
        ]

    @property
    def all_picked(self) -> bool:
        card = self.card
        return (
            card is not None
            and card.column is Column.PICKING
            and card.picked > 0
            and card.picked >= card.units
        )

    @property
    def to_send(self) -> bool:
        """All of it is in hand, and another store waits for it."""
        return self.all_picked and self.mine and self.card is not None and self.card.is_sent

    @property
    def came(self) -> tuple[int, int]:
        """(scanned, sent) units of a parcel that arrives."""
        lines = self.opened.panel.lines if self.opened is not None else ()
        return sum(line.picked for line in lines), sum(line.quantity for line in lines)

    @property
    def arriving(self) -> bool:
        return self.card is not None and self.card.column is Column.ARRIVING

    @property
    def mine(self) -> bool:
        """The person at the desk is picking it."""
        return self.card is not None and self.card.claimed_by == self.user_id

    def show_nothing(self) -> None:
        self.opened = None
        self.choice.leave()
        for label in (self.stage, self.name, self.meta, self.bin):
            label.say("")
        self._message.tell("shopping-bag", lambda: self.tr("Choose an order, or scan."))
        self._stack.setCurrentIndex(0)

    def show_parcel(self, opened: Opened, *, code_at: int | None) -> None:
        """The same parcel keeps what was ticked, typed and marked; another one begins anew."""
        anew = self.card is None or self.card.fulfillment_id != opened.panel.card.fulfillment_id
        self.opened = opened
        if anew:
            self.choice.leave()
            self.checks.ask(code_at)
        elif code_at is not None and not self.checks.code_checked:
            self.checks.code_matched(code_at)
        self._show_panel(opened, anew=anew)
        self._stack.setCurrentIndex(1)

    def _show_panel(self, opened: Opened, *, anew: bool) -> None:
        panel, card = opened.panel, opened.panel.card
        ready, picking = (
            card.column is Column.READY,
            card.column in (Column.TO_PICK, Column.PICKING),
        )
        self.stage.say(self._stage_words)
        self.name.say(wording.buyer(card))
        self.meta.say(self._meta_words)
        self.bin.say(card.bin_code)
        self.bin_word.setVisible(ready)
        self.bin.setVisible(ready)
        self.lines.show_lines(panel.lines, picking=picking)
        self.notes.say(panel.note)
        self.notes.setVisible(bool(panel.note))
        held = next(iter(panel.open_holds), "")
        self.hold.setVisible(bool(held))
        self.hold.tell(Status.HOLD, lambda: wording.hold(held))
        self.checks.setVisible(ready)
        due = panel.due_minor if ready else 0
        self.till.ask(due, panel.currency, opened.drawer, anew=anew)
        self._show_collected(opened)
        self.short.setVisible(picking or (self.arriving and not self.came[0]))
        self.undo.setVisible(picking)
        self.put_back.setVisible(ready)
        self.release.setVisible(card.column is Column.PICKING)
        self.hand_over.setVisible(ready or self.to_send)
        self.hand_over.say(self._hand_over_words)
        mine = card.column is Column.PICKING and self.mine
        self.next.setVisible(picking and not mine)
        self.next.say(self._next_words)
        self.hint_icon.setVisible((mine and not self.to_send) or self.arriving)
        self.hint.setVisible(mine or self.arriving)
        self.hint.say(self._hint_words)

    def _show_collected(self, opened: Opened) -> None:
        card = opened.panel.card
        gone = card.column is Column.COLLECTED
        self.collected.setVisible(gone or card.column is Column.CANCELLED)
        self.collected.say(self._collected_words)
        at = opened.unsent_at
        self.unsent.setVisible(at is not None)
        if at is not None:
            told = formats.clock(at)
            self.unsent.tell(
                Status.WARN,
                lambda: self.tr("Handed over here at {time}, unsent").format(time=told),
                icon="cloud-off",
            )

    # ------------------------------------------------------------------ words

    def _stage_words(self) -> str:
        card = self.card
        if card is None:
            return ""
        if card.column is Column.READY:
            return self.tr("Hand over")
        if card.column is Column.ARRIVING:
            return self.tr("Arriving from {place}").format(place=card.from_name)
        if card.is_sent and card.column in (Column.TO_PICK, Column.PICKING):
            told = self.tr("{step} for {place}")
            return told.format(step=wording.column_title(card.column), place=card.to_name)
        return wording.column_title(card.column)

    def _meta_words(self) -> str:
        if self.opened is None:
            return ""
        panel = self.opened.panel
        money = formats.money(panel.total_minor, panel.currency)
        paid = self.tr("{amount} paid").format(amount=money)
        if panel.due_minor:
            due = formats.money(panel.due_minor, panel.currency)
            paid = self.tr("{amount} to pay").format(amount=due)
        return " · ".join((panel.card.number, wording.items(panel.card.units), paid))

    def _next_words(self) -> str:
        if self.card is not None and self.card.column is Column.PICKING:
            return self.tr("Take it over")
        return self.tr("Claim and pick")

    def _hand_over_words(self) -> str:
        if self.card is not None and self.card.is_sent:
            return self.tr("It leaves for {place}").format(place=self.card.to_name)
        return self.tr("Hand over and print slip")

    def _hint_words(self) -> str:
        if self.arriving:
            scanned, sent = self.came
            if scanned >= sent:
                return self.tr("All of it is here. Scan a bin.")
            return self.tr("Scan what is in it, one by one, then a bin.")
        if self.to_send:
            return self.tr("All picked. Pack it and give it to the driver.")
        if self.all_picked:
            return self.tr("All picked. Scan a bin.")
        return self.tr("Scan the items, one by one.")

    def _collected_words(self) -> str:
        if self.opened is None:
            return ""
        card = self.opened.panel.card
        at = formats.clock(card.closed_at) if card.closed_at is not None else ""
        day = formats.short_day(card.closed_at) if card.closed_at is not None else ""
        if card.column is Column.CANCELLED:
            return self.tr("Cancelled {day} {time}.").format(day=day, time=at)
        told = self.tr("Handed over {day} {time}. {proof}.")
        return told.format(day=day, time=at, proof=wording.proof(self.opened.panel.proof))

    # ------------------------------------------------------------------ questions

    def ask_short(self) -> None:
        """`−`: why, then what the customer wants instead; one digit each."""
        line = self.lines.marked_line
        if line is None:
            return
        missing = line.quantity - line.picked
        name = line.name

        def words() -> str:
            told = self.tr("%n of {name} missing: why?", "", missing)
            return told.format(name=name)

        def reasoned(reason: str) -> None:
            self._ask_then(line.line_id, missing, reason)

        self.choice.ask(words, self._reasons(), reasoned)

    def _reasons(self) -> list[Option]:
        return [
            Option(
                ShortReason.NOT_FOUND.value,
                lambda: self.tr("Not found"),
                lambda: self.tr("the shelf is counted as empty"),
            ),
            Option(
                ShortReason.DAMAGED.value,
                lambda: self.tr("Damaged"),
                lambda: self.tr("moves to damaged stock"),
            ),
            Option(
                ShortReason.DISPLAY_ONLY.value,
                lambda: self.tr("Display only"),
                lambda: self.tr("cannot be sold, moves to damaged stock"),
            ),
            Option(
                ShortReason.WRONG_STOCK.value,
                lambda: self.tr("Wrong stock figure"),
                lambda: self.tr("corrected by what is missing"),
            ),
        ]

    def _ask_then(self, line_id: str, missing: int, reason: str) -> None:
        def settled(then: str) -> None:
            self.short_told.emit(line_id, missing, reason, then)
            self.asked_nothing.emit()

        options = [
            Option(
                ShortNext.RE_SOURCE.value, lambda: self.tr("Another store"), self._elsewhere_words
            ),
            Option(ShortNext.BACKORDER.value, lambda: self.tr("Wait for stock"), self._wait_words),
            Option(
                ShortNext.CANCEL.value,
                lambda: self.tr("Cancel and refund"),
                lambda: self.tr("what was paid for it goes back"),
            ),
        ]
        self.choice.ask(lambda: self.tr("What does the customer want?"), options, settled)

    def ask_lost(self) -> None:
        """`−` on a parcel of which nothing was scanned: it will not come."""
        options = [
            Option(
                "lost",
                lambda: self.tr("It is lost"),
                lambda: self.tr("the order gets its goods from elsewhere"),
            ),
            Option("wait", lambda: self.tr("It may still come")),
        ]

        def told(answer: str) -> None:
            if answer == "lost":
                self.lost_told.emit()
            self.asked_nothing.emit()

        self.choice.ask(lambda: self.tr("The parcel does not come?"), options, told)

    def _elsewhere_words(self) -> str:
        if self.card is not None and self.card.is_sent:
            return self.tr("one that can send it to {place}").format(place=self.card.to_name)
        return self.tr("the nearest one that has it")

    def _wait_words(self) -> str:
        if self.card is not None and self.card.is_sent:
            return self.tr("backordered at {place}").format(place=self.card.to_name)
        return self.tr("backordered here")

    def ask_put_back(self) -> None:
        options = [
            Option("not_collected", lambda: self.tr("Nobody came")),
            Option("wrong_contents", lambda: self.tr("Wrong contents")),
            Option("needed_elsewhere", lambda: self.tr("Needed elsewhere")),
        ]

        def told(reason: str) -> None:
            self.put_back_told.emit(reason)
            self.asked_nothing.emit()

        self.choice.ask(
            lambda: self.tr("Everything goes back to the shelf and is picked again: why?"),
            options,
            told,
        )

    def ask_which(self, cards: Sequence[ParcelCard]) -> None:
        """A name or phone number fits several parcels."""
        options = [
            Option(
                card.fulfillment_id,
                wording.buyer(card),
                " · ".join((card.number, wording.column_title(card.column))),
            )
            for card in cards[:9]
        ]
        self._stack.setCurrentIndex(1)
        self.choice.ask(lambda: self.tr("Which order?"), options, self._which_told)

    def _which_told(self, parcel_id: str) -> None:
        self.picked_from.emit(parcel_id)
        self.asked_nothing.emit()

    def retranslate(self) -> None:
        if self.opened is not None:
            self._show_panel(self.opened, anew=False)
