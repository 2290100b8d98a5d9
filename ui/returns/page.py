"""What comes back, for what reason, and where does the money go: the returns desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.identity.roles import OFFLINE_RETURN_LIMIT
from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.kit.commands import Command
from app.returns.candidates import Candidate
from app.returns.model import RefundMode
from app.returns.queries import Hit, Preview, ReturnCard, preview, return_card
from ui.kit import (
    ActionSet,
    Backend,
    Card,
    EntryBox,
    FiveStates,
    MainButton,
    Option,
    OptionList,
    Page,
    Status,
    Strip,
    Words,
    announce,
    formats,
    text_label,
)
from ui.kit.sounds import Sound, Sounds
from ui.returns import refused
from ui.returns.acts import (
    AGAIN,
    ANSWER,
    BLIND,
    COUNT,
    EXCHANGE,
    MAIL,
    NO_RECEIPT,
    PERMISSION,
    REFUND,
    SCAN,
    TENDER,
    TICK,
)
from ui.returns.bench import Bench
from ui.returns.blind import BlindView
from ui.returns.chosen import Choice
from ui.returns.exchange import ExchangeCard
from ui.returns.finding import FetchOrder, Finding, hit_words
from ui.returns.money import MoneyPanel, TakenInstead
from ui.returns.telling import Told, asked_by_mail, command_of, told_after
from ui.returns.waiting import WaitingView

RIGHT_COLUMN = 352
RECEIPT, SLIP = "return_receipt", "return_slip"
AWAY = frozenset({"offline", "read_only"})
ORDER, HITS, NO_SALE, WAITING = range(4)
ENTITIES = (
    "orders",
    "order_lines",
    "returns",
    "return_refunds",
    "payments",
    "drawers",
    "return_rules",
    "stock_cells",
)

# (kind of paper, id of what is on it)
Print = Callable[[str, str], object]


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
        new_id: Callable[[], str],
        new_code: Callable[[], str],
    ) -> None:
        super().__init__(backend)
        self._counter, self._now, self._sounds = counter, now, sounds
        self._print, self._new_code = print_out, new_code
        self.mode = RefundMode.AS_PAID
        self._awaited = ""  # order id that the server sends
        self._drawer_id: str | None = None
        self._asked = 0
        self._busy = False
        self._away = False
        self._scolded = False  # the strip tells of something that was not taken
        self._last_paper = ("", "")
        self.entry_box = EntryBox(self._entry_name, self._entry_words)
        self.away = Strip()
        self.bench = Bench()
        self.chosen, self.detail, self.lines = (
            self.bench.chosen,
            self.bench.detail,
            self.bench.lines,
        )
        self.header = self.bench.header
        self.hits = OptionList(lambda: self.tr("Orders found"))
        self.finding = Finding(
            backend, self.strip, sounds, fetch_order, site_id=counter.site_id, now=now, parent=self
        )
        self.exchange = ExchangeCard(backend, site_id=counter.site_id, now=now)
        self.blind = BlindView(backend, site_id=counter.site_id, now=now, new_id=new_id)
        self.waiting = WaitingView(backend, site_id=counter.site_id, drawer=lambda: self._drawer_id)
        self.main = MainButton(REFUND.words, icon=REFUND.icon, height=52)
        self.money = MoneyPanel(self.main, self.exchange)
        self.views = QStackedWidget()
        self.states = FiveStates(self.views, empty=self._empty_words, empty_icon="scan-barcode")
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
        for view in (self.bench, self._hit_view(), self.blind, self.waiting):
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
                ANSWER: self.bench.answer,
                TICK: self.bench.tick_current,
                COUNT: partial(self._add, 1),
                NO_RECEIPT: self._no_receipt,
                EXCHANGE: self._exchange_pressed,
                TENDER: self._next_tender,
                MAIL: self._mail_pressed,
                AGAIN: self._print_again,
                REFUND: self.commit,
            },
        )
        self.acts.permit(self.backend.may)
        self.main.bind(self.acts[REFUND], REFUND.shown_key)

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
        assert self.entry_box is not None
        self.entry_box.submitted.connect(self._submitted)
        self.entry_box.row_key.connect(self._row_key)
        self.bench.changed.connect(self._tell)
        self.bench.praised.connect(self._good)
        self.bench.scolded.connect(self._bad)
        self.bench.finished.connect(self._to_the_money)
        self.bench.left.connect(self.focus_entry)
        self.bench.no_receipt.connect(self._no_receipt)
        self.finding.found.connect(self.show_order)
        self.finding.several.connect(self._offer)
        self.finding.item.connect(self._item_found)
        self.finding.awaited.connect(self._await)
        self.finding.nothing.connect(self._shown_again)
        self.hits.settled.connect(self.show_order)
        self.exchange.changed.connect(self._tell)
        self.exchange.settled.connect(self.bench.answer)
        self.exchange.scolded.connect(self._bad)
        self.blind.sale_chosen.connect(self.show_order)
        self.blind.changed.connect(self._tell)
        self.blind.scolded.connect(self._bad)
        self.waiting.wanted.connect(self._run_waiting)
        self.waiting.receive.connect(self.show_order)
        self.waiting.scolded.connect(self._bad)
        self.money.chosen.connect(self._mode_chosen)
        self.money.way.settled.connect(self.main.setFocus)
        self.money.top_up.changed.connect(self._tell)
        self.money.top_up.settled.connect(self.main.setFocus)
        self.backend.status.connect(self._linked)
        self.backend.failed.connect(self._broke)
        self.approval.installEventFilter(self)

    @property
    def card(self) -> ReturnCard | None:
        return self.bench.card

    @property
    def _view(self) -> int:
        return self.views.currentIndex()

    # ------------------------------------------------------------------ what the shell asks

    def title(self) -> str:
        return self.tr("Returns")

    def subtitle(self) -> str:
        return self.card.here if self.card else ""

    def open(self, what: object) -> None:
        """Another screen sends an order id or an order number here."""
        if isinstance(what, str) and "-" in what:
            self._submitted(what)
        elif isinstance(what, str):
            self.show_order(what)

    def on_scan(self, code: str) -> None:
        if not self.approval.take_scan(code):
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
        if self._view == WAITING:
            self.waiting.reload()
        if self._awaited:
            self.show_order(self._awaited)
        elif self.card is not None and not self._busy:
            self._ask(self.card.order_id, self._refreshed)

    def on_escape(self) -> bool:
        assert self.entry_box is not None
        if self.exchange.active:
            self._exchange_pressed()
            return True
        at_entry = self.entry_box.hasFocus() or self.entry_box.edit.hasFocus()
        if self._view in (NO_SALE, WAITING) and at_entry:
            self._back()
            return True
        if at_entry and self.card is not None and not len(self.chosen):
            self.clear()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a list of choices has no use for still means the selected row."""
        by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if by is not None:
            self._add(by)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody said yes: the choices are open again."""
        if watched is self.approval and event.type() == QEvent.Type.Hide:
            self._free()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        super().retranslate()
        self._tell()

    # ------------------------------------------------------------------ finding

    def _submitted(self, text: str) -> None:
        assert self.entry_box is not None
        code = text.strip()
        if not code:
            self.bench.answer()
            return
        self.entry_box.clear()
        if self.exchange.active:
            self.exchange.take_scan(code)
            return
        line = self.bench.line_for(code) if self._view == ORDER else None
        if line is not None:
            self.bench.scan(line)
            return
        if (
            self._view == NO_SALE
            and not self.blind.is_blind
            and code.isdecimal()
            and len(code) < 12
        ):
            self.finding.look_for_item(self.blind.code, code)
            return
        self.states.loading()
        self.finding.look_for(code, in_order=self.card is not None, away=self._is_away())

    def _shown_again(self) -> None:
        self.states.ready(1 if self.card or self._view in (NO_SALE, WAITING) else 0)

    def _offer(self, found: Sequence[Hit]) -> None:
        self._aside()
        options = []
        for hit in found:
            detail, amount = hit_words(hit)
            options.append(Option(hit.order_id, hit.number, detail, amount, "receipt-text"))
        self.hits.offer(options, value="")
        self._show_view(HITS)
        self.hits.setFocus()

    def _item_found(self, product_id: str, code: str, found: Sequence[Candidate]) -> None:
        """An item of no order that is open: which sale is it from?"""
        if self.card is not None and self._view == ORDER:
            self._shown_again()
            self._bad(lambda: self.tr("Not in this order: {code}").format(code=code[:40]))
            return
        self._sounds.play(Sound.OK)
        self._show_view(NO_SALE)
        self.blind.offer(product_id, code, found)
        self._tell()

    def _await(self, order_id: str) -> None:
        self._awaited = order_id
        self.show_order(order_id)

    def _show_view(self, view: int) -> None:
        self.views.setCurrentIndex(view)
        self.states.ready(1)

    def _back(self) -> None:
        """From what waits, or from an item without receipt, to the order or the empty desk."""
        self.blind.clear()
        self.views.setCurrentIndex(ORDER)
        self.states.ready(1 if self.card else 0)
        self._tell()
        self.focus_entry()

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
                self._shown_again()
                self._bad(lambda: refused.told("order_unknown", {}))
            return
        self._awaited = ""
        anew = self.card is None or self.card.order_id != card.order_id
        if anew:
            self.strip.hide()
            self._aside()
            self.mode = RefundMode.AS_PAID
            self.exchange.clear()
            self.money.top_up.clear()
        code = self.blind.code if self._view == NO_SALE else ""
        self.blind.clear()
        self.bench.put(card, anew=anew)
        self._drawer_id = card.drawer_id
        self._sounds.play(Sound.OK)
        self._show_view(ORDER)
        self._tell()
        announce(self, self.header.text())
        self.titled.emit()
        self.focus_entry()
        line = self.bench.line_for(code)
        if line is not None:
            self.bench.scan(line)  # the item in hand, whose sale was just chosen

    def _refreshed(self, card: ReturnCard | None) -> None:
        if card is None:
            return
        self.bench.put(card, anew=False)
        self._drawer_id = card.drawer_id
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
        self._awaited = ""
        self._asked += 1
        self.finding.forget()
        self._busy = False
        self.bench.clear()
        self.exchange.clear()
        self.blind.clear()
        self.money.top_up.clear()
        self.mode = RefundMode.AS_PAID
        self.views.setCurrentIndex(ORDER)
        self.states.ready(0)
        self._tell()
        self.titled.emit()

    # ------------------------------------------------------------------ keys

    def _row_key(self, key: str) -> None:
        if self._view == HITS:
            self.hits.setFocus()
        elif self._view == NO_SALE:
            if key in ("+", "-"):
                self._add(1 if key == "+" else -1)
            elif not self.blind.is_blind:
                self.blind.sales.setFocus()
        elif self._view == WAITING:
            self.waiting.take_focus()
        elif self.exchange.active and key == "delete":
            self.exchange.drop_last()
        else:
            self.bench.row_key(key)

    def _add(self, by: int) -> None:
        if self._view == NO_SALE and self.blind.is_blind:
            self.blind.add(by)
        else:
            self.bench.add(by)

    def _no_receipt(self) -> None:
        """F4: the item in hand is scanned next; with sales on screen: it is none of these."""
        if self._view == NO_SALE:
            self.blind.start()
            return
        self._aside()
        self.clear()
        self.strip.tell(lambda: self.tr("Scan the item that has no receipt."), status=Status.INFO)
        self.focus_entry()

    def _exchange_pressed(self) -> None:
        if self.card is None or not len(self.chosen):
            self._bad(lambda: self.tr("Tick what comes back first, then what is taken instead."))
            return
        if self.exchange.open() and self.exchange.sizes.options:
            self.exchange.sizes.setFocus()
        else:
            self.focus_entry()
        self._tell()

    def _next_tender(self) -> None:
        if self.money.to_pay_minor:
            self.money.ask_top_up()
        elif self.money.way.hasFocus():
            self.money.way.step()
        else:
            self.money.way.setFocus()

    def _to_the_money(self) -> None:
        if self.money.to_pay_minor:
            self.money.ask_top_up()
        else:
            self.money.way.setFocus()

    def _mode_chosen(self, value: str) -> None:
        self.mode = RefundMode(value)
        self._tell()

    def _mail_pressed(self) -> None:
        """F8: what is ticked comes by mail; with nothing ticked, what waits already."""
        if self.card is None or not len(self.chosen):
            self._show_view(WAITING)
            self.waiting.reload()
            self.waiting.take_focus()
            self._tell()
            return
        asked = asked_by_mail(self.card, self.chosen)
        if asked is None:
            self.bench.answer()
            return
        self._run(asked, self._asked_by_mail)

    # ------------------------------------------------------------------ showing

    def _tell(self) -> None:
        """Everything the screen shows follows from the card and the choices."""
        assert self.entry_box is not None
        self.entry_box.retranslate()
        if self._view in (NO_SALE, WAITING):
            self._tell_blind()
            return
        card = self.card
        if card is None:
            self.money.show_nothing()
            self._enable(False)
            return
        if self.bench.current in self.chosen:
            self.exchange.look_at(card.line(self.bench.current))
        before = self.exchange.swapped
        self.exchange.keep_to(self.chosen)
        if self.exchange.items and (
            self.exchange.swapped != before or len(self.exchange.price.lines) == 0
        ):
            self.exchange.ask_price(card)
        told = self._preview(card)
        self.bench.tell(told, away=self._is_away())
        self.money.way.choose(self.mode.value)
        price = self.exchange.price
        self.money.show_refund(
            card,
            self.chosen.units(card),
            told,
            note=self._note(card, told),
            ready=self._ready(card, told),
            instead=[
                TakenInstead(self._item_words(item.name, item.quantity, item.place), minor)
                for item, minor in zip(self.exchange.items, price.lines, strict=False)
            ],
            total_minor=price.total_minor,
        )
        self._enable(self._ready(card, told))

    def _item_words(self, name: str, quantity: int, place: str) -> str:
        if place:
            told = self.tr("{n} × {name}, at {site}")
            return told.format(n=quantity, name=name, site=place)
        return self.tr("{n} × {name}").format(n=quantity, name=name)

    def _tell_blind(self) -> None:
        item = self.blind.item
        if self._view == WAITING or item is None or not self.blind.is_blind:
            self.money.show_nothing()
            self._enable(False)
            return
        note = self._blind_note()
        words_ = self.tr("{n} × {name}").format(n=self.blind.quantity, name=item.product.name)
        self.money.show_blind(words_, self.blind.credit_minor, item.product.currency, note)
        self._enable(not note and not self._busy, BLIND)

    def _blind_note(self) -> Words:
        if self._is_away():
            return self.tr("Without a receipt the server is needed: it is away.")
        return self.blind.why_not()

    def _preview(self, card: ReturnCard) -> Preview:
        return preview(
            card,
            self.chosen.units(card),
            self.mode,
            offline=self._is_away(),
            reasons=self.chosen.reasons(),
            swapped=self.exchange.swapped,
            spend_minor=self.exchange.price.total_minor,
        )

    def _ready(self, card: ReturnCard, told: Preview) -> bool:
        priced = len(self.exchange.price.lines) == len(self.exchange.items)
        return (
            not told.why_not
            and not self.chosen.first_open(card.lines)
            and not self._busy
            and priced
            and self.money.top_up.is_told
        )

    def _note(self, card: ReturnCard, told: Preview) -> Words:
        """What keeps F12 closed, in words; nothing while nothing is chosen."""
        if not len(self.chosen):
            return ""
        if told.why_not:
            offline = told.why_not == "return_offline_limit"
            limit = card.offline_limit_minor if offline else card.limit_minor
            return partial(refused.told, told.why_not, {"limit": limit})
        question = self.bench.open_question()
        if question or not told.approval:
            return question
        return partial(refused.approval_words, told.approval, card.limit_minor)

    def _enable(self, ready: bool, permission: str = PERMISSION) -> None:
        assert self.acts is not None
        self.acts.enable(REFUND, ready and self.backend.may(permission))
        self.acts.enable(AGAIN, bool(self._last_paper[1]))

    def _entry_name(self) -> str:
        return self.tr("Receipt, order, phone or item")

    def _entry_words(self) -> str:
        if hasattr(self, "exchange") and self.exchange.active:
            return self.tr("Scan what is taken instead")
        return self.tr("Scan receipt, slip or item — or type order number or phone")

    def _empty_words(self) -> str:
        return self.tr("Scan the receipt or the item, or type the order number or a phone number.")

    # ------------------------------------------------------------------ the server

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
        self._sounds.play(Sound.BAD)
        if told:
            self._scolded = True
            self.strip.tell(told, status=Status.BAD)

    # ------------------------------------------------------------------ committing

    def commit(self) -> None:
        if self._busy:
            return
        if self._view == NO_SALE:
            blind = self.blind.command()
            if blind is not None and not self._blind_note():
                self._run(blind, self._settled)
            return
        card = self.card
        if card is None:
            return
        told = self._preview(card)
        if not self._ready(card, told):
            self.bench.answer()
            return
        self._run(
            command_of(
                card,
                self.chosen,
                told,
                Told(
                    site_id=self._counter.site_id,
                    mode=self.mode,
                    offline=self._is_away(),
                    items=self.exchange.told(),
                    total_minor=self.exchange.price.total_minor,
                    tenders=self.money.top_up.told(),
                    pickup_code=self._new_code(),
                ),
            ),
            self._settled,
        )

    def _run(self, command: Command, then: Callable[[dict[str, object]], None]) -> None:
        self._busy = True
        self._enable(False)
        self.run(command, then=then, refused=self._not_settled)

    def _run_waiting(self, command: Command) -> None:
        self._run(command, self._waiting_done)

    def _waiting_done(self, result: dict[str, object]) -> None:
        self._busy = False
        self._good()
        self.waiting.reload()
        number = str(result["number"])
        self.strip.tell(lambda: self.tr("{number}: done").format(number=number), status=Status.OK)
        self.waiting.take_focus()

    def _asked_by_mail(self, result: dict[str, object]) -> None:
        number, return_id = str(result["number"]), str(result["return_id"])
        waits = result["state"] != "approved"
        self.clear()
        if waits:
            self.strip.tell(
                lambda: self.tr("{number} waits for a manager: F8 shows it.").format(number=number),
                status=Status.WARN,
            )
        else:
            self._paper(SLIP, return_id)
            self.strip.tell(
                lambda: self.tr("{number} may be sent · slip sent to the printer").format(
                    number=number
                ),
                status=Status.OK,
                action=lambda: self.tr("Print again"),
                then=self._print_again,
            )
        self.focus_entry()

    def _settled(self, result: dict[str, object]) -> None:
        currency = self.card.currency if self.card else "IDR"
        self._scolded = False
        self._sounds.play(Sound.OK)
        self.clear()
        self._paper(RECEIPT, str(result["return_id"]))
        if "new_order_id" in result:
            self._print("order_confirmation", str(result["new_order_id"]))
        self.strip.tell(
            lambda: told_after(result, currency),
            status=Status.WARN if result.get("differs") else Status.OK,
            action=lambda: self.tr("Print again"),
            then=self._print_again,
        )
        self.focus_entry()

    def _free(self) -> None:
        if self._busy:
            self._busy = False
            self._tell()

    def _broke(self, _reference: str, _trouble: object) -> None:
        """The shell tells it; the choices stay and F12 opens again."""
        self._free()

    def _not_settled(self, code: str, facts: Mapping[str, object]) -> None:
        """Nothing was booked; the choices stay, and the order is read anew."""
        self._busy = False
        self._bad(partial(refused.told, code, facts))
        if self.card is not None:
            self._ask(self.card.order_id, self._refreshed)
        else:
            self._tell()

    def _paper(self, kind: str, what: str) -> None:
        self._last_paper = (kind, what)
        self._print(kind, what)
        self._enable(False)

    def _print_again(self) -> None:
        if self._last_paper[1]:
            self._print(*self._last_paper)
