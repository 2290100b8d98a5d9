"""The order on the bench: its lines, which of them come back, and the questions about each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.returns.queries import Preview, ReturnCard, ReturnLine
from app.returns.states import Disposition, Grade, Reason
from ui.kit import Dressed, Line, LinkButton, Size, Status, Strip, Words, formats, text_label
from ui.returns import words
from ui.returns.chosen import Chosen
from ui.returns.detail import LineDetail
from ui.returns.header import OrderHeader
from ui.returns.lines import Lines, Shown


class Bench(Dressed, QWidget):
    """Changes `chosen`, tells what happened by signal; the page knows the money."""

    changed = Signal()  # a choice was made
    scolded = Signal(object)  # Words: it was not taken
    praised = Signal()  # it was taken
    finished = Signal()  # no question is open any more
    left = Signal()  # the line is done with, back to scanning
    no_receipt = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.card: ReturnCard | None = None
        self.chosen = Chosen()
        self.current = ""  # line id
        self.header = OrderHeader()
        self.mail = Strip()
        self.detail = LineDetail(lambda: self.card.here if self.card else "")
        self.lines = Lines(self.detail)
        self._count = text_label("", ink="text2")
        self._before = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self._blind = LinkButton(lambda: self.tr("Item without receipt"), icon="plus", key="F4")
        self._blind.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build()
        self.detail.reasoned.connect(self._reasoned)
        self.detail.graded.connect(self._graded)
        self.detail.disposed.connect(self._disposed)
        self.lines.ticked.connect(self.press)
        self.lines.counted.connect(self._count_pressed)
        self._blind.clicked.connect(self.no_receipt)
        self.put_on()

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        mail = QVBoxLayout()
        mail.setContentsMargins(16, 0, 16, 8)
        mail.addWidget(self.mail)
        whole.addLayout(mail)
        whole.addWidget(self.lines, 1)
        whole.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 16, 8)
        foot.setSpacing(10)
        foot.addWidget(self._blind)
        foot.addWidget(self._before, 1)
        foot.addWidget(self._count)
        whole.addLayout(foot)

    def clear(self) -> None:
        self.card, self.current = None, ""
        self.chosen.clear()

    def put(self, card: ReturnCard, *, anew: bool) -> None:
        if anew:
            self.chosen.clear()
            self.current = ""
        self.card = card
        self.chosen.keep_to(card)

    # ------------------------------------------------------------------ choosing

    def line_for(self, code: str) -> ReturnLine | None:
        """The line a scan means: of two with one SKU the one that still has units to choose."""
        if self.card is None:
            return None
        fitting = [line for line in self.card.lines if line.answers_to(code)]
        for line in fitting:
            choice = self.chosen.of(line.line_id)
            if line.may_come_back and (choice.quantity if choice else 0) < line.verdict.quantity:
                return line
        return fitting[0] if fitting else None

    def scan(self, line: ReturnLine) -> None:
        if not line.may_come_back:
            self.point_at(line.line_id)
            self.scolded.emit(lambda: words.why_locked(line))
            return
        if line.line_id in self.chosen:
            if not self.chosen.count(line, 1):
                name = line.sold.name
                self.scolded.emit(lambda: self.tr("All of {name} is chosen.").format(name=name))
                return
        else:
            self.chosen.tick(line)
        self.praised.emit()
        self.point_at(line.line_id)
        self._ask_about(line.line_id)

    def press(self, line_id: str) -> None:
        """A row was clicked: an open one closes, a ticked one opens, an unticked one is ticked."""
        if self.card is None:
            return
        line = self.card.line(line_id)
        if not line.may_come_back:
            self.point_at(line_id)
            self.scolded.emit(lambda: words.why_locked(line))
        elif line_id in self.chosen and line_id == self.current:
            self.chosen.untick(line_id)
            self.changed.emit()
            self.left.emit()
        else:
            self.chosen.tick(line)
            self.praised.emit()
            self.point_at(line_id)
            self._ask_about(line_id)

    def row_key(self, key: str) -> None:
        if key in ("up", "down"):
            self.point_at(self.lines.next_to(self.current, 1 if key == "down" else -1))
        elif key == "space":
            self.tick_current()
        elif key in ("+", "-"):
            self.add(1 if key == "+" else -1)
        elif key == "delete" and self.current in self.chosen:
            self.chosen.untick(self.current)
            self.changed.emit()

    def tick_current(self) -> None:
        if not self.current:
            self.point_at(self.lines.next_to("", 1))
        if self.current:
            self.press(self.current)

    def add(self, by: int) -> None:
        if self.card is None or self.current not in self.chosen:
            return
        if self.chosen.count(self.card.line(self.current), by):
            self.changed.emit()
        else:
            self.scolded.emit("")

    def point_at(self, line_id: str) -> None:
        self.current = line_id
        self.changed.emit()

    def answer(self) -> None:
        """Go to the next open question; `finished` when there is none."""
        if self.card is None or not len(self.chosen):
            return
        line_id = self.chosen.first_open(self.card.lines)
        if line_id:
            self.point_at(line_id)
            self._ask_about(line_id)
        else:
            self.finished.emit()

    def _count_pressed(self, line_id: str) -> None:
        """The mouse has one button for it: up, and from the last one back to 1."""
        self.current = line_id
        choice = self.chosen.of(line_id)
        if self.card is None or choice is None:
            return
        line = self.card.line(line_id)
        if not self.chosen.count(line, 1):
            self.chosen.count(line, 1 - choice.quantity)
        self.changed.emit()

    def _reasoned(self, value: str) -> None:
        if self.current in self.chosen:
            self.chosen.answer_reason(self.current, Reason(value))
            self.changed.emit()
            self._ask_about(self.current)

    def _graded(self, value: str) -> None:
        if self.card is not None and self.current in self.chosen:
            self.chosen.answer_grade(self.card.line(self.current), Grade(value))
            self.changed.emit()
            self.answer()

    def _disposed(self, value: str) -> None:
        if self.current in self.chosen:
            self.chosen.dispose(self.current, Disposition(value))
            self.changed.emit()

    def _ask_about(self, line_id: str) -> None:
        choice = self.chosen.of(line_id)
        if choice is not None:
            self.lines.reveal(self.detail.ask(choice))

    # ------------------------------------------------------------------ showing

    def tell(self, told: Preview, *, away: bool) -> None:
        card = self.card
        assert card is not None
        values = {worth.line_id: worth.worth_minor for worth in told.settlement.lines}
        self.header.show_card(card, away=away)
        self.lines.show_lines(
            [
                Shown(
                    line,
                    self.chosen.of(line.line_id),
                    values.get(line.line_id, 0),
                    card.currency,
                )
                for line in card.lines
            ]
        )
        self.lines.point_at(self.current, self.chosen.of(self.current))
        self._count.say(
            self.tr("{n} of {all} lines chosen").format(n=len(self.chosen), all=len(card.lines))
        )
        before = formats.money(card.given_before_minor, card.currency)
        given = self.tr("{amount} of this order was given back before").format(amount=before)
        blind = self.tr("lowest price, store credit only, ID needed")
        self._before.say(given if card.given_before_minor else blind)
        self._tell_mail(card)

    def _tell_mail(self, card: ReturnCard) -> None:
        if not card.mail_number:
            self.mail.hide()
            return
        expected = sum(card.expected.values())
        units = self.chosen.units(card)
        came = sum(units.get(line_id, 0) for line_id in card.expected)
        self.mail.tell(
            self.tr("{number} comes by mail: {all} announced, {n} here").format(
                number=card.mail_number, all=expected, n=came
            ),
            status=Status.INFO,
            closable=False,
        )

    def open_question(self) -> Words:
        """What is still to be answered, empty when nothing is."""
        card = self.card
        line_id = self.chosen.first_open(card.lines) if card else ""
        if card is None or not line_id:
            return ""
        name = card.line(line_id).sold.name
        choice = self.chosen.of(line_id)
        if choice is not None and choice.reason is None:
            return lambda: self.tr("Why does {name} come back?").format(name=name)
        return lambda: self.tr("In which state is {name}?").format(name=name)
