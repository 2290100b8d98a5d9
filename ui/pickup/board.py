"""What waits at this counter: three columns of cards, and the list of what was collected."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.fulfillment.board import Counter
from app.fulfillment.queries import Column, ParcelCard
from ui.kit import (
    Card,
    Cell,
    Dressed,
    FiveStates,
    PagedTable,
    Row,
    RowLater,
    Status,
    Wanted,
    formats,
)
from ui.kit import Column as Heading
from ui.kit.laying import laid_out_once
from ui.pickup import wording
from ui.pickup.cards import CardColumn, Face

BOARD, COLLECTED = "board", "collected"
STEPS = (Column.TO_PICK, Column.PICKING, Column.READY, Column.ARRIVING)


class BoardView(Dressed, QWidget):
    """`chosen` tells a parcel's id; `mark` puts the mark without telling."""

    chosen = Signal(str)
    clicked = Signal(str)  # by hand: the focus goes back to the entry box

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__()
        self._now = now
        self._told: Counter | None = None
        self._user_id = ""
        self._marked = ""
        self.columns = {
            Column.TO_PICK: CardColumn(
                "list-checks",
                lambda: wording.column_title(Column.TO_PICK),
                lambda: self.tr("Nothing to pick."),
            ),
            Column.PICKING: CardColumn(
                "hand",
                lambda: wording.column_title(Column.PICKING),
                lambda: self.tr("Nobody is picking."),
            ),
            Column.READY: CardColumn(
                "shopping-bag",
                lambda: wording.column_title(Column.READY),
                lambda: self.tr("Nothing waits for its customer."),
            ),
            Column.ARRIVING: CardColumn(
                "truck",
                lambda: wording.column_title(Column.ARRIVING),
                lambda: self.tr("Nothing is on its way."),
            ),
        }
        self.ended = PagedTable(
            lambda: self.tr("Collected orders"), self._headings(), self._ended_rows
        )
        self.states = FiveStates(self._lists(), empty=lambda: self.tr("Nothing to pick."))
        self.ended_states = FiveStates(
            self.ended,
            empty=lambda: self.tr("Nothing was collected here yet."),
            empty_icon="package-check",
        )
        card = Card(margins=0)
        frame = QVBoxLayout()
        frame.setContentsMargins(1, 8, 1, 1)
        frame.addWidget(self.ended_states)
        card.body.addLayout(frame)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.states)
        self._stack.addWidget(card)
        for column in self.columns.values():
            column.chosen.connect(self.clicked)
        self.ended.chosen.connect(self._ended_chosen)
        self.put_on()

    def _lists(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        for column in (Column.TO_PICK, Column.PICKING):
            line.addWidget(self.columns[column], 1)
        waiting = QVBoxLayout()
        waiting.setSpacing(14)
        waiting.addWidget(self.columns[Column.READY], 3)
        waiting.addWidget(self.columns[Column.ARRIVING], 2)
        line.addLayout(waiting, 1)
        return made

    def _headings(self) -> list[Heading]:
        return [
            Heading(lambda: self.tr("Customer")),
            Heading(lambda: self.tr("Items"), 90, right=True),
            Heading(lambda: self.tr("Collected"), 150, right=True),
            Heading(lambda: self.tr("Sent"), 150),
        ]

    # ------------------------------------------------------------------ which

    @property
    def which(self) -> str:
        return COLLECTED if self._stack.currentIndex() == 1 else BOARD

    def show_list(self, which: str) -> None:
        self._stack.setCurrentIndex(1 if which == COLLECTED else 0)

    def cards(self, column: Column) -> list[ParcelCard]:
        known = self._told.cards if self._told else ()
        cards = [card for card in known if card.column is column]
        if column is Column.READY:  # who was told last comes first
            return sorted(cards, key=lambda card: -(card.ready_at or 0))
        return sorted(cards, key=lambda card: (card.due_at is None, card.due_at or 0))

    def ranked(self) -> list[ParcelCard]:
        """Through the columns from left to right."""
        return [card for column in STEPS for card in self.cards(column)]

    def step(self, by: int) -> None:
        if self.which == COLLECTED:
            self.ended.step(by)
            return
        ids = [card.fulfillment_id for card in self.ranked()]
        if ids:
            at = ids.index(self._marked) + by if self._marked in ids else 0
            self.chosen.emit(ids[max(0, min(len(ids) - 1, at))])

    def mark(self, parcel_id: str) -> None:
        self._marked = parcel_id
        for column in self.columns.values():
            column.mark(parcel_id)
        if self.ended.rows.place_of(parcel_id) is not None:
            self.ended.select(parcel_id)

    def _ended_chosen(self, parcel_id: str) -> None:
        """A reload that lost its row tells "": that is nobody's choice."""
        if parcel_id and self.which == COLLECTED:
            self.chosen.emit(parcel_id)

    # ------------------------------------------------------------------ shown

    def show_counter(self, told: Counter) -> None:
        self._told = told
        with laid_out_once(self):
            self.tell_again()
            self.ended.reload()
            self.ended_states.ready(len(told.collected))
            self.states.ready(1)  # each column says for itself that it is empty

    def tell_again(self, user_id: str | None = None) -> None:
        """Time went on, or another person (`user_id`) came."""
        self._user_id = self._user_id if user_id is None else user_id
        for column, shown in self.columns.items():
            shown.show_faces([self._face(card) for card in self.cards(column)])
            shown.mark(self._marked)
        coming = self.columns[Column.ARRIVING]
        coming.setVisible(bool(self.cards(Column.ARRIVING)))

    def urgent(self) -> tuple[int, int]:
        """(late, due within half an hour) of what is still to be picked."""
        to_do = (Column.TO_PICK, Column.PICKING)
        due = [card.due_at for card in self.ranked() if card.column in to_do]
        left = [(at - self._now()) / 1e6 for at in due if at is not None]
        late = sum(1 for seconds in left if seconds < 0)
        return late, sum(1 for seconds in left if 0 <= seconds <= wording.SOON)

    def _face(self, card: ParcelCard) -> Face:
        status, chip = wording.timer(card, self._now())
        picking = card.column is Column.PICKING
        return Face(
            id=card.fulfillment_id,
            name=wording.buyer(card),
            meta=" · ".join(
                filter(None, (card.number, wording.items(card.units), self._picker(card)))
            ),
            status=status,
            chip=chip,
            right=self._where(card),
            right_short=card.bin_code
            or (card.from_name if card.column is Column.ARRIVING else card.to_name),
            done=card.picked / card.units if picking and card.units else -1.0,
        )

    def _where(self, card: ParcelCard) -> str:
        """Where it lies, comes from or goes to."""
        if card.column is Column.ARRIVING:
            return self.tr("from {place}").format(place=card.from_name)
        if card.is_sent:
            return self.tr("for {place}").format(place=card.to_name)
        return self.tr("Bin {bin}").format(bin=card.bin_code) if card.bin_code else ""

    def _picker(self, card: ParcelCard) -> str:
        """The first name is enough among colleagues, and the card is narrow."""
        if card.column is not Column.PICKING or card.claimed_by is None:
            return ""
        if card.claimed_by == self._user_id:
            return self.tr("you")
        names = self._told.names if self._told else {}
        return names.get(card.claimed_by, "").partition(" ")[0]

    def _ended_rows(self, wanted: Wanted) -> None:
        told = self._told
        if told is None:
            wanted.deliver([], None)
            return
        now = self._now()
        rows = [
            RowLater(card.fulfillment_id, partial(self._ended_row, card, told, now))
            for card in told.collected
        ]
        wanted.deliver(rows, None)

    def _ended_row(self, card: ParcelCard, told: Counter, now: int) -> Row:
        at = formats.moment(card.closed_at, now) if card.closed_at is not None else ""
        sent = Cell(self.tr("sent"), chip=Status.OK)
        if card.fulfillment_id in told.unsent:
            sent = Cell(self.tr("unsent"), chip=Status.WARN, icon="cloud-off")
        return Row(
            card.fulfillment_id,
            (
                Cell(wording.buyer(card), detail=card.number, bold=True),
                Cell(formats.qty(card.units)),
                Cell(at),
                sent,
            ),
        )

    def retranslate(self) -> None:
        self.tell_again()
        self.ended.reload()
