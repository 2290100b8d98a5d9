"""What comes back, for what reason, and where does the money go: the returns desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.identity.roles import OFFLINE_RETURN_LIMIT
from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.kit.gtin import is_gtin
from app.returns.commands import ReturnItems
from app.returns.model import RefundMode
from app.returns.queries import (
    Hit,
    Preview,
    ReturnCard,
    ReturnLine,
    find_order,
    number_in,
    preview,
    return_card,
)
from app.returns.states import Disposition, Grade, Reason
from ui.kit import (
    ActionSet,
    Backend,
    Card,
    EntryBox,
    FiveStates,
    Line,
    MainButton,
    Option,
    OptionList,
    Page,
    Size,
    Status,
    Strip,
    Words,
    announce,
    formats,
    text_label,
)
from ui.kit.backend import Pending
from ui.kit.sounds import Sound, Sounds
from ui.returns import words
from ui.returns.acts import AGAIN, ANSWER, COUNT, PERMISSION, REFUND, SCAN, TENDER, TICK
from ui.returns.chosen import Choice, Chosen
from ui.returns.detail import LineDetail
from ui.returns.header import OrderHeader
from ui.returns.lines import Lines, Shown
from ui.returns.money import MoneyPanel

RIGHT_COLUMN = 352
RECEIPT = "return_receipt"
AWAY = frozenset({"offline", "read_only"})
ENTITIES = (
    "orders",
    "order_lines",
    "returns",
    "payments",
    "drawers",
    "return_rules",
    "stock_cells",
)

# (kind of paper, id of what is on it)
Print = Callable[[str, str], object]
# The id of the order that the server sends to this desk now; None when it knows none.
FetchOrder = Callable[[str], Pending[str | None]]


@dataclass(frozen=True, slots=True)
class Counter:
    """Where this desk stands."""

    site_id: str
    device_id: str


class ReturnsPage(Page):
    """`now` tells µs UTC; `fetch_order` asks the server for what this desk does not hold."""

    def __init__(
        self,
        backend: Backend,
        *,
        counter: Counter,
        now: Callable[[], int],
        sounds: Sounds,
        print_out: Print,
        fetch_order: FetchOrder,
    ) -> None:
        super().__init__(backend)
        self._counter, self._now, self._sounds = counter, now, sounds
        self._print, self._fetch_order = print_out, fetch_order
        self.card: ReturnCard | None = None
        self.chosen = Chosen()
        self.mode = RefundMode.AS_PAID
        self._current = ""  # line id
        self._awaited = ""  # order id that the server sends
        self._asked = 0
        self._busy = False
        self._away = False
        self._scolded = False  # the strip tells of something that was not taken
        self._last_return = ""
        self.entry_box = EntryBox(
            lambda: self.tr("Receipt, order, phone or item"),
            lambda: self.tr("Scan receipt or item — or type order number or phone"),
        )
        self.entry_box.submitted.connect(self._submitted)
        self.entry_box.row_key.connect(self._row_key)
        self.away = Strip()
        self.header = OrderHeader()
        self.detail = LineDetail(lambda: self.card.here if self.card else "")
        self.lines = Lines(self.detail)
        self.hits = OptionList(lambda: self.tr("Orders found"))
        self.main = MainButton(REFUND.words, icon=REFUND.icon, height=52)
        self.money = MoneyPanel(self.main)
        self._count = text_label("", ink="text2")
        self._before = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self.views = QStackedWidget()
        self.states = FiveStates(
            self.views,
            empty=self._empty_words,
            empty_icon="scan-barcode",
        )
        self._build()
        self._connect()
        self.put_on()
        self.clear()
        self._linked(backend.sync_status())

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        left = Card(margins=0, spacing=0)
        entry = QVBoxLayout()
        entry.setContentsMargins(16, 16, 16, 12)
        entry.setSpacing(10)
        assert self.entry_box is not None
        entry.addWidget(self.entry_box)
        entry.addWidget(self.away)
        left.body.addLayout(entry)
        left.body.addWidget(self.states, 1)
        for view in (self._order_view(), self._hit_view()):
            self.views.addWidget(view)
        self.money.setFixedWidth(RIGHT_COLUMN)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(left, 1)
        line.addWidget(self.money)
        self.body.addLayout(line, 1)
        self.acts = ActionSet(
            self,
            {
                SCAN: self.focus_entry,
                ANSWER: self._answer,
                TICK: self._tick_current,
                COUNT: partial(self._add, 1),
                TENDER: self._next_tender,
                AGAIN: self._print_again,
                REFUND: self.commit,
            },
        )
        self.acts.permit(self.backend.may)
        self.main.bind(self.acts[REFUND], REFUND.shown_key)

    def _order_view(self) -> QWidget:
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.lines, 1)
        whole.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.addWidget(self._before, 1)
        foot.addWidget(self._count)
        whole.addLayout(foot)
        return made

    def _hit_view(self) -> QWidget:
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(16, 4, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(text_label(lambda: self.tr("Which order comes back?"), ink="text2"))
        whole.addWidget(self.hits)
        whole.addStretch(1)
        return made

    def _connect(self) -> None:
        self.detail.reasoned.connect(self._reasoned)
        self.detail.graded.connect(self._graded)
        self.detail.disposed.connect(self._disposed)
        self.lines.ticked.connect(self._pressed)
        self.lines.counted.connect(self._count_pressed)
        self.hits.settled.connect(self.show_order)
        self.money.chosen.connect(self._mode_chosen)
        self.money.way.settled.connect(self._tender_settled)
        self.backend.status.connect(self._linked)
        self.backend.failed.connect(self._broke)

    # ------------------------------------------------------------------ what the shell asks

    def title(self) -> str:
        return self.tr("Returns")

    def subtitle(self) -> str:
        return self.card.here if self.card else ""

    def open(self, what: object) -> None:
        """Another screen sends an order id here."""
        if isinstance(what, str):
            self.show_order(what)

    def on_scan(self, code: str) -> None:
        self._submitted(code)

    def on_shown(self) -> None:
        """Another person may stand here now, with other limits."""
        if self.card is not None and not self._busy:
            self._ask(self.card.order_id, self._refreshed)

    def on_handed_off(self) -> None:
        self.clear()

    def on_changed(self, changes: ChangeSet) -> None:
        if not changes.touches(*ENTITIES):
            return
        if self._awaited:
            self.show_order(self._awaited)
        elif self.card is not None and not self._busy:
            self._ask(self.card.order_id, self._refreshed)

    def on_escape(self) -> bool:
        assert self.entry_box is not None
        if not self.entry_box.hasFocus() and not self.entry_box.edit.hasFocus():
            return False
        if self.card is not None and not len(self.chosen):
            self.clear()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a list of choices has no use for still means the selected row."""
        by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if by is not None and self.card is not None:
            self._add(by)
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        super().retranslate()
        self._tell()

    # ------------------------------------------------------------------ finding

    def _submitted(self, text: str) -> None:
        assert self.entry_box is not None
        code = text.strip()
        if not code:
            self._answer()
            return
        self.entry_box.clear()
        line = self._line_for(code)
        if line is not None:
            self._scan_line(line)
            return
        self._asked += 1
        self.states.loading()
        self.backend.ask(
            find_order, code[:200], then=partial(self._found, self._asked, code), owner=self
        )

    def _line_for(self, code: str) -> ReturnLine | None:
        """The line a scan means: of two with one SKU the one that still has units to choose."""
        fitting = (
            [] if self.card is None else [line for line in self.card.lines if line.answers_to(code)]
        )
        for line in fitting:
            choice = self.chosen.of(line.line_id)
            if line.may_come_back and (choice.quantity if choice else 0) < line.verdict.quantity:
                return line
        return fitting[0] if fitting else None

    def _found(self, asked: int, text: str, found: Sequence[Hit]) -> None:
        if asked != self._asked:
            return
        self.states.ready(1 if self.card else 0)
        if len(found) == 1:
            self.show_order(found[0].order_id)
        elif found:
            self._offer(found)
        elif self.card is not None and not number_in(text):
            self._bad(lambda: self.tr("Not in this order: {code}").format(code=text[:40]))
        elif is_gtin(text):
            self._bad(lambda: self.tr("Scan the receipt first, then the item."))
        elif number_in(text) and not self._is_away():
            self._search_server(text)
        else:
            self._not_here(text)

    def _offer(self, found: Sequence[Hit]) -> None:
        self._aside()
        self.hits.offer([self._option(hit) for hit in found], value="")
        self.views.setCurrentIndex(1)
        self.states.ready(1)
        self.hits.setFocus()

    def _option(self, hit: Hit) -> Option:
        day = formats.day(hit.placed_at)
        detail = " · ".join(filter(None, (hit.customer_name, day, hit.site_name)))
        amount = formats.money(hit.total_minor, hit.currency)
        return Option(hit.order_id, hit.number, detail, amount, "receipt-text")

    def _not_here(self, text: str) -> None:
        def told() -> str:
            return self.tr("No order for “{code}” on this desk.").format(code=text[:40])

        self._sounds.play(Sound.BAD)
        self.strip.tell(
            told,
            status=Status.BAD,
            action=lambda: self.tr("Search the server"),
            then=partial(self._search_server, text),
        )

    def _search_server(self, text: str) -> None:
        self.strip.tell(
            lambda: self.tr("Asking the server for “{code}”…").format(code=text[:40]),
            status=Status.INFO,
        )
        self.backend.when(
            self._fetch_order(number_in(text) or text),
            then=partial(self._fetched, text),
            failed=partial(self._fetch_failed, text),
            owner=self,
        )

    def _fetched(self, text: str, order_id: str | None) -> None:
        if order_id is None:
            self._bad(lambda: self.tr("The server knows no “{code}”.").format(code=text[:40]))
            return
        self._awaited = order_id
        self.show_order(order_id)

    def _fetch_failed(self, text: str, trouble: BaseException) -> None:
        if isinstance(trouble, Refusal):
            self._bad(partial(words.told, trouble.code, trouble.facts))
            return
        self._sounds.play(Sound.BAD)
        self.strip.tell(
            lambda: self.tr(
                "The server is away. Only orders on this desk can come back until it is here again."
            ),
            status=Status.WARN,
            action=lambda: self.tr("Try again"),
            then=partial(self._search_server, text),
        )

    # ------------------------------------------------------------------ the order

    def show_order(self, order_id: str) -> None:
        self._ask(order_id, partial(self._opened, order_id))

    def _ask(self, order_id: str, then: Callable[[ReturnCard | None], None]) -> None:
        session = self.backend.session
        self._asked += 1
        asked = self._asked

        def arrived(card: ReturnCard | None) -> None:
            if asked == self._asked:
                then(card)

        self.backend.ask(
            return_card,
            order_id,
            site_id=self._counter.site_id,
            device_id=self._counter.device_id,
            user_id=session.user_id if session else "",
            now=Instant(self._now()),
            then=arrived,
            owner=self,
        )

    def _opened(self, order_id: str, card: ReturnCard | None) -> None:
        if card is None:
            if self._awaited != order_id:
                self._bad(lambda: words.told("order_unknown", {}))
            return
        self._awaited = ""
        if self.card is None or self.card.order_id != card.order_id:
            self.strip.hide()
            self._aside()
            self.chosen.clear()
            self.mode = RefundMode.AS_PAID
            self._current = ""
        self.card = card
        self.chosen.keep_to(card)
        self._sounds.play(Sound.OK)
        self.states.ready(1)
        self.views.setCurrentIndex(0)
        self._tell()
        announce(self, self.header.text())
        self.titled.emit()
        self.focus_entry()

    def _refreshed(self, card: ReturnCard | None) -> None:
        if card is None:
            return
        self.card = card
        self.chosen.keep_to(card)
        self._tell()

    def _aside(self) -> None:
        """Another order is opened while one is half done: it can be had again."""
        if self.card is None or not len(self.chosen):
            return
        kept, order_id, mode = self.chosen.kept(), self.card.order_id, self.mode
        number = self.card.number
        self.strip.undo(
            lambda: self.tr("{number} was put aside, nothing was refunded.").format(number=number),
            partial(self._take_up, order_id, kept, mode),
        )

    def _take_up(self, order_id: str, kept: Mapping[str, Choice], mode: RefundMode) -> None:
        def opened(card: ReturnCard | None) -> None:
            self._opened(order_id, card)
            if card is not None:
                self.chosen.put_back(kept)
                self.chosen.keep_to(card)
                self.mode = mode
                self._tell()

        self._ask(order_id, opened)

    def clear(self) -> None:
        """Nothing is open; what was printed last can still be printed again."""
        self.card, self._awaited, self._current = None, "", ""
        self._asked += 1
        self._busy = False
        self.chosen.clear()
        self.mode = RefundMode.AS_PAID
        self.states.ready(0)
        self._tell()
        self.titled.emit()

    # ------------------------------------------------------------------ choosing

    def _scan_line(self, line: ReturnLine) -> None:
        if not line.may_come_back:
            self._point_at(line.line_id)
            self._bad(partial(words.why_locked, line))
            return
        if line.line_id in self.chosen:
            if not self.chosen.count(line, 1):
                self._bad(lambda: self.tr("All of {name} is chosen.").format(name=line.sold.name))
                return
        else:
            self.chosen.tick(line)
        self._good()
        self._point_at(line.line_id)
        self._ask_about(line.line_id)

    def _pressed(self, line_id: str) -> None:
        """A row was clicked: an open one closes, a ticked one opens, an unticked one is ticked."""
        if self.card is None:
            return
        line = self.card.line(line_id)
        if not line.may_come_back:
            self._point_at(line_id)
            self._bad(partial(words.why_locked, line))
        elif line_id in self.chosen and line_id == self._current:
            self.chosen.untick(line_id)
            self._tell()
            self.focus_entry()
        else:
            self.chosen.tick(line)
            self._good()
            self._point_at(line_id)
            self._ask_about(line_id)

    def _count_pressed(self, line_id: str) -> None:
        """The mouse has one button for it: up, and from the last one back to 1."""
        self._point_at(line_id)
        choice = self.chosen.of(line_id)
        if self.card is None or choice is None:
            return
        line = self.card.line(line_id)
        if not self.chosen.count(line, 1):
            self.chosen.count(line, 1 - choice.quantity)
        self._tell()

    def _row_key(self, key: str) -> None:
        if self.views.currentIndex() == 1 and self.card is None:
            self.hits.setFocus()
            return
        if key in ("up", "down"):
            self._point_at(self.lines.next_to(self._current, 1 if key == "down" else -1))
        elif key == "space":
            self._tick_current()
        elif key in ("+", "-"):
            self._add(1 if key == "+" else -1)
        elif key == "delete" and self._current in self.chosen:
            self.chosen.untick(self._current)
            self._tell()

    def _tick_current(self) -> None:
        if not self._current:
            self._point_at(self.lines.next_to("", 1))
        if self._current:
            self._pressed(self._current)

    def _add(self, by: int) -> None:
        if self.card is None or self._current not in self.chosen:
            return
        if not self.chosen.count(self.card.line(self._current), by):
            self._sounds.play(Sound.BAD)
        self._tell()

    def _point_at(self, line_id: str) -> None:
        self._current = line_id
        self._tell()

    def _reasoned(self, value: str) -> None:
        if self._current in self.chosen:
            self.chosen.answer_reason(self._current, Reason(value))
            self._tell()
            self._ask_about(self._current)

    def _graded(self, value: str) -> None:
        if self.card is None or self._current not in self.chosen:
            return
        self.chosen.answer_grade(self.card.line(self._current), Grade(value))
        self._tell()
        self._answer()

    def _disposed(self, value: str) -> None:
        if self._current in self.chosen:
            self.chosen.dispose(self._current, Disposition(value))
            self._tell()

    def _answer(self) -> None:
        """Go to the next open question: a line's, or where the money goes."""
        if self.card is None or not len(self.chosen):
            return
        line_id = self.chosen.first_open(self.card.lines)
        if line_id:
            self._point_at(line_id)
            self._ask_about(line_id)
        else:
            self.money.way.setFocus()

    def _ask_about(self, line_id: str) -> None:
        choice = self.chosen.of(line_id)
        if choice is not None:
            self.lines.reveal(self.detail.ask(choice))

    def _mode_chosen(self, value: str) -> None:
        self.mode = RefundMode(value)
        self._tell()

    def _next_tender(self) -> None:
        if self.money.way.hasFocus():
            self.money.way.step()
        else:
            self.money.way.setFocus()

    def _tender_settled(self, _value: str) -> None:
        self.main.setFocus()

    # ------------------------------------------------------------------ showing

    def _tell(self) -> None:
        """Everything the screen shows follows from the card and the choices."""
        card = self.card
        if card is None:
            self.money.show_nothing()
            self._enable(False)
            return
        units = self.chosen.units(card)
        told = preview(card, units, self.mode, offline=self._is_away())
        values = {worth.line_id: worth.refund_minor for worth in told.settlement.lines}
        self.header.show_card(card, away=self._is_away())
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
        self.lines.point_at(self._current, self.chosen.of(self._current))
        self.money.way.choose(self.mode.value)
        ready = self._ready(card, told)
        self.money.show_refund(card, units, told, note=self._note(card, told), ready=ready)
        self._enable(ready)
        self._tell_foot(card)

    def _tell_foot(self, card: ReturnCard) -> None:
        self._count.say(
            self.tr("{n} of {all} lines chosen").format(n=len(self.chosen), all=len(card.lines))
        )
        before = formats.money(card.given_before_minor, card.currency)
        told = self.tr("{amount} of this order was given back before").format(amount=before)
        self._before.say(told if card.given_before_minor else "")

    def _ready(self, card: ReturnCard, told: Preview) -> bool:
        return not told.why_not and not self.chosen.first_open(card.lines) and not self._busy

    def _note(self, card: ReturnCard, told: Preview) -> Words:
        """What keeps F12 closed, in words; nothing while nothing is chosen."""
        if not len(self.chosen):
            return ""
        if told.why_not:
            offline = told.why_not == "return_offline_limit"
            limit = card.offline_limit_minor if offline else card.limit_minor
            return partial(words.told, told.why_not, {"limit": limit})
        line_id = self.chosen.first_open(card.lines)
        if not line_id:
            return ""
        name = card.line(line_id).sold.name
        choice = self.chosen.of(line_id)
        if choice is not None and choice.reason is None:
            return lambda: self.tr("Why does {name} come back?").format(name=name)
        return lambda: self.tr("In which state is {name}?").format(name=name)

    def _enable(self, ready: bool) -> None:
        assert self.acts is not None
        self.acts.enable(REFUND, ready and self.backend.may(PERMISSION))
        self.acts.enable(AGAIN, bool(self._last_return))

    def _empty_words(self) -> str:
        return self.tr("Scan the receipt, or type the order number or the customer's phone.")

    def _is_away(self) -> bool:
        return self.backend.sync_status().state in AWAY

    def _linked(self, _status: object) -> None:
        """The limits of a desk alone are told before they are met."""
        away, since = self._is_away(), self.backend.sync_status().since
        if away == self._away:
            return
        self._away = away
        if away:
            self.away.tell(lambda: self._away_words(since), closable=False)
        else:
            self.away.hide()
        self._tell()

    def _away_words(self, since: int) -> str:
        told = self.tr(
            "Offline since {time}: up to {amount} per order, orders on this desk only; "
            "card refunds are queued."
        )
        limit = self.card.offline_limit_minor if self.card else OFFLINE_RETURN_LIMIT
        return told.format(time=formats.clock(since), amount=formats.money(limit))

    def _good(self) -> None:
        """What was taken answers what was not."""
        self._sounds.play(Sound.OK)
        if self._scolded:
            self._scolded = False
            self.strip.hide()

    def _bad(self, told: Words) -> None:
        self._scolded = True
        self._sounds.play(Sound.BAD)
        self.strip.tell(told, status=Status.BAD)

    # ------------------------------------------------------------------ committing

    def commit(self) -> None:
        card = self.card
        if card is None:
            return
        told = preview(card, self.chosen.units(card), self.mode, offline=self._is_away())
        if not self._ready(card, told):
            self._answer()
            return
        self._busy = True
        self._enable(False)
        self.backend.run(
            ReturnItems(
                order_id=card.order_id,
                site_id=self._counter.site_id,
                lines=self.chosen.told(card),
                mode=self.mode,
                told_refund_minor=told.refund_minor,
                drawer_id=card.drawer_id,
                offline=self._is_away(),
            ),
            then=self._settled,
            refused=self._not_settled,
            owner=self,
        )

    def _settled(self, result: dict[str, object]) -> None:
        currency = self.card.currency if self.card else "IDR"
        self._last_return = str(result["return_id"])
        self._scolded = False
        self._sounds.play(Sound.OK)
        self.clear()
        self._print(RECEIPT, self._last_return)
        amount, number = int(str(result["refund_minor"])), str(result["number"])
        self.strip.tell(
            lambda: self.tr("{amount} goes back · {number} · receipt sent to the printer").format(
                amount=formats.money(amount, currency), number=number
            ),
            status=Status.OK,
            action=lambda: self.tr("Print again"),
            then=self._print_again,
        )
        self.focus_entry()

    def _broke(self, _reference: str, _trouble: object) -> None:
        """The shell tells it; the choices stay and F12 opens again."""
        if self._busy:
            self._busy = False
            self._tell()

    def _not_settled(self, code: str, facts: Mapping[str, object]) -> None:
        """Nothing was booked; the choices stay, and the order is read anew."""
        self._busy = False
        self._bad(partial(words.told, code, facts))
        if self.card is not None:
            self._ask(self.card.order_id, self._refreshed)

    def _print_again(self) -> None:
        if self._last_return:
            self._print(RECEIPT, self._last_return)
