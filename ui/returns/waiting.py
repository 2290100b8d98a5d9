"""What waits for somebody: returns that travel, and refunds that could not be paid."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.commands import Command
from app.payments.states import TenderKind
from app.returns.commands import ConfirmRefund, FailRefund, MoveReturn, ReturnMove, SettleRefund
from app.returns.states import ReturnState
from app.returns.waiting import ByMail, WaitingRefund, open_by_mail, waiting_refunds
from ui.kit import (
    SEMIBOLD,
    Backend,
    Cell,
    Column,
    Dressed,
    Field,
    FiveStates,
    Option,
    OptionList,
    PagedTable,
    Row,
    Wanted,
    formats,
    text_label,
)
from ui.returns import words

RECEIVE, PAID, FAIL, CLOSE = "receive", "paid", "fail", "close"
NEEDS_NOTE = frozenset({ReturnMove.DECLINE.value, ReturnMove.CANCEL.value, FAIL})


class WaitingView(Dressed, QWidget):
    """A list and what can be done with the chosen row, by digits. The page runs `wanted`."""

    wanted = Signal(object)  # Command
    receive = Signal(str, str)  # order id, number of the return
    scolded = Signal(object)

    def __init__(self, backend: Backend, *, site_id: str, drawer: Callable[[], str | None]) -> None:
        super().__init__()
        self._backend, self._site_id, self._drawer = backend, site_id, drawer
        self._rows: dict[str, ByMail | WaitingRefund] = {}
        self._pending = ""  # the step that waits for its note
        columns = [
            Column(lambda: self.tr("Return"), 0),
            Column(lambda: self.tr("State"), 190),
            Column(lambda: self.tr("Waits for"), 0),
            Column(lambda: self.tr("Since"), 110, right=True),
        ]
        self.table = PagedTable(
            lambda: self.tr("Returns and refunds that wait"), columns, self._fetch, row_height=52
        )
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("No return is on its way and no refund waits."),
            empty_icon="inbox",
        )
        self.steps = OptionList(lambda: self.tr("What is done with it"), columns=3, tiles=True)
        self._title = text_label("", weight=SEMIBOLD)
        self.note = Field(lambda: self.tr("Why"), placeholder=lambda: self.tr("Why, then Enter"))
        self.table.rows.loaded.connect(self.states.ready)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _id: self.steps.setFocus())
        self.steps.settled.connect(self._settled)
        self.note.returnPressed.connect(self._noted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 12)
        whole.setSpacing(8)
        whole.addWidget(self.states, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(8)
        for part in (self._title, self.steps, self.note):
            foot.addWidget(part)
        whole.addLayout(foot)
        self.put_on()
        self._show_steps()

    def reload(self) -> None:
        self.table.reload()

    def take_focus(self) -> None:
        self.table.setFocus()

    # ------------------------------------------------------------------ the list

    def _fetch(self, wanted: Wanted) -> None:
        """Both lists are short: the longest open hundred of each."""
        self._backend.ask(open_by_mail, then=partial(self._mail_known, wanted), owner=self)

    def _mail_known(self, wanted: Wanted, mail: list[ByMail]) -> None:
        self._backend.ask(
            waiting_refunds,
            self._site_id,
            then=partial(self._known, wanted, mail),
            owner=self,
        )

    def _known(self, wanted: Wanted, mail: list[ByMail], refunds: list[WaitingRefund]) -> None:
        rows: list[ByMail | WaitingRefund] = [*refunds, *mail]
        self._rows = {_row_id(row): row for row in rows}
        wanted.deliver([self._row(row) for row in rows], None)
        if self._rows and self.table.selected_id not in self._rows:
            self.table.select(next(iter(self._rows)))
        self._show_steps()

    def _row(self, row: ByMail | WaitingRefund) -> Row:
        who = " · ".join(filter(None, (row.customer_name, row.order_number)))
        if isinstance(row, ByMail):
            status, told = words.mail_state(row.state)
            what = self.tr("%n unit(s) announced", "", row.units)
            return Row(
                _row_id(row),
                (
                    Cell(row.number, who, bold=True),
                    Cell(told, chip=status),
                    Cell(what, row.note),
                    Cell(formats.short_day(row.asked_at)),
                ),
            )
        amount = formats.money(row.amount_minor, row.currency)
        status, told = words.refund_state(row.state)
        kind = words.tender(row.kind, None) if row.kind else self.tr("Nothing is owed")
        return Row(
            _row_id(row),
            (
                Cell(row.number, who, bold=True),
                Cell(told, chip=status),
                Cell(amount if row.kind else kind, kind if row.kind else ""),
                Cell(formats.short_day(row.taken_at)),
            ),
        )

    # ------------------------------------------------------------------ the steps

    def _chosen(self, _row_id: str) -> None:
        self._pending = ""
        self._show_steps()

    def _current(self) -> ByMail | WaitingRefund | None:
        return self._rows.get(self.table.selected_id or "")

    def _show_steps(self) -> None:
        row = self._current()
        options = self._options(row) if row else []
        self.steps.offer(options, value="")
        self.steps.setVisible(bool(options))
        self._title.setVisible(row is not None)
        if row is not None:
            self._title.say(self.tr("What is done with {number}?").format(number=row.number))
        self.note.setVisible(bool(self._pending))

    def _options(self, row: ByMail | WaitingRefund) -> list[Option]:
        if isinstance(row, ByMail):
            told = _MAIL_STEPS[row.state]
        elif row.state == "pending":
            told = (PAID, FAIL)
        elif row.state == "twice":
            told = (CLOSE,)
        else:
            told = (TenderKind.STORE_CREDIT.value, TenderKind.CASH.value)
        return [self._option(value, row) for value in told]

    def _option(self, value: str, row: ByMail | WaitingRefund) -> Option:
        title, detail = words.step(value)
        why = ""
        if value == TenderKind.CASH.value and self._drawer() is None:
            why = self.tr("no drawer is open")
        elif value == TenderKind.STORE_CREDIT.value and isinstance(row, WaitingRefund):
            why = "" if row.customer_id else self.tr("the order has no customer")
        return Option(value, title, why or detail, why_not=why)

    def _settled(self, value: str) -> None:
        row = self._current()
        if row is None:
            return
        if isinstance(row, ByMail) and value == RECEIVE:
            self.receive.emit(row.order_id, row.number)
        elif value in NEEDS_NOTE:
            self._pending = value
            self.note.clear()
            self.note.show()
            self.note.setFocus()
        else:
            self.wanted.emit(self._command(row, value, ""))

    def _noted(self) -> None:
        row, note = self._current(), self.note.text().strip()
        if row is None or not self._pending:
            return
        if not note:
            self.scolded.emit(lambda: self.tr("Say why first."))
            return
        value, self._pending = self._pending, ""
        self.note.hide()
        self.wanted.emit(self._command(row, value, note))

    def _command(self, row: ByMail | WaitingRefund, value: str, note: str) -> Command:
        if isinstance(row, ByMail):
            return MoveReturn(return_id=row.return_id, move=ReturnMove(value), note=note)
        if value == PAID:
            return ConfirmRefund(refund_id=str(row.refund_id))
        if value == FAIL:
            return FailRefund(refund_id=str(row.refund_id), why=note)
        kind = None if value == CLOSE else TenderKind(value)
        return SettleRefund(return_id=row.return_id, kind=kind, drawer_id=self._drawer())

    def retranslate(self) -> None:
        if self._rows:
            self.reload()


def _row_id(row: ByMail | WaitingRefund) -> str:
    return row.refund_id or row.return_id if isinstance(row, WaitingRefund) else row.return_id


_MAIL_STEPS = {
    ReturnState.REQUESTED: (ReturnMove.APPROVE.value, ReturnMove.DECLINE.value),
    ReturnState.MANUAL_REVIEW: (ReturnMove.APPROVE.value, ReturnMove.DECLINE.value),
    ReturnState.APPROVED: (RECEIVE, ReturnMove.SEND.value, ReturnMove.CANCEL.value),
    ReturnState.IN_TRANSIT: (RECEIVE, ReturnMove.CANCEL.value),
}
