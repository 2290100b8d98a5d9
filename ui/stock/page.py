"""Where is this SKU, how much of it can be promised, when does more come; correct it and count."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout

from app.identity.roles import Role
from app.kit.changes import ChangeSet
from app.kit.ids import ID_LENGTH
from app.stock.adjusting import MOST_UNITS, UndoAdjustment
from app.stock.queries import SkuStock, sku_stock
from app.stock.rules import AdjustReason, reasons
from app.stock.transferring import CancelTransfer
from ui.kit import (
    ActionSet,
    Backend,
    Button,
    EntryBox,
    FiveStates,
    Page,
    Status,
    Words,
    formats,
)
from ui.kit.backend import SyncStatus
from ui.kit.sounds import Sound, Sounds
from ui.stock.acts import (
    ADJUST,
    ADJUST_RIGHT,
    AGAIN,
    BACK_ONE,
    BOOK,
    COUNT,
    COUNT_RIGHT,
    EXPLAIN,
    READ,
    SCAN,
    SCOPE,
    SEND_RIGHT,
    STEP,
    TABLE,
    TRANSFER,
)
from ui.stock.counting import CountView
from ui.stock.finding import FoundItems
from ui.stock.sku import SkuView

ENTITIES = (
    "stock_cells",
    "stock_days",
    "purchase_orders",
    "purchase_lines",
    "transfers",
    "transfer_lines",
)
COUNTED = ("stock_counts", "stock_count_lines", "work_items")
LOOK_MS = 1_000  # ages are told in seconds
SKU, HITS, COUNTING = range(3)
STEPS = {"up": -1, "down": 1, "page_up": -8, "page_down": 8}


class StockPage(Page):
    """`site_id` is this desk's own place; `now` tells µs UTC."""

    def __init__(
        self,
        backend: Backend,
        *,
        site_id: str,
        now: Callable[[], int],
        sounds: Sounds,
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(backend)
        self._site_id, self._now, self._sounds, self._new_id = site_id, now, sounds, new_id
        self._wished: tuple[str, str, int] | None = None  # from, to, units: once it is shown
        self._shown = ""  # product id
        self._asked = 0
        self.acts = self._acts()
        self.sku = SkuView(backend, site_id=site_id, now=now, book=self.acts[BOOK])
        self.sku.wanted.connect(self.wanted)
        self.sku.count_wanted.connect(self._open_count)
        self.sku.weighed.connect(self._weigh)
        self.sku.left.connect(self._left)
        self.sku.not_held.connect(self._not_held)
        self.sku.adjust.reasoned.connect(self.focus_entry)
        self.header, self.places, self.old = self.sku.header, self.sku.places, self.sku.old
        self.found = FoundItems(backend)
        self.found.chosen.connect(self._found_one)
        self.found.several.connect(self._found_several)
        self.found.nothing.connect(self._not_found)
        self.found.failed.connect(self._failed)
        self.states = FiveStates(
            self.sku,
            empty=lambda: self.tr("Scan an item, or type its code or name."),
            empty_icon="scan-barcode",
        )
        self._views = QStackedLayout()
        self.entry = EntryBox(self._entry_name, self._entry_hint)
        self.entry_box = self.entry
        self.entry.setMaximumWidth(560)
        self.entry.submitted.connect(self._submitted)
        self.entry.edited.connect(self._edited)
        self.entry.row_key.connect(self._row_key)
        self.entry.emptied.connect(self.on_escape)
        self.entry.edit.installEventFilter(self)
        self._build()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._aged)
        self.put_on()
        self.states.ready(0)
        self._weigh()

    # ------------------------------------------------------------------ built

    def _acts(self) -> ActionSet:
        return ActionSet(
            self,
            {
                SCAN: self.focus_entry,
                STEP: lambda: self._row_key("down"),
                EXPLAIN: self._enter,
                SCOPE: self._turn_scope,
                ADJUST: lambda: self._adjust(-1),
                TRANSFER: self._transfer,
                COUNT: self._turn_count,
                TABLE: self._turn_chart,
                BACK_ONE: self._undo,
                AGAIN: self.refresh,
                BOOK: self.commit,
            },
        )

    def _build(self) -> None:
        self.to_adjust = Button(ADJUST.words, icon=ADJUST.icon)
        self.to_transfer = Button(TRANSFER.words, icon=TRANSFER.icon)
        self.to_count = Button(COUNT.words, icon=COUNT.icon)
        for button, action in (
            (self.to_adjust, ADJUST),
            (self.to_transfer, TRANSFER),
            (self.to_count, COUNT),
        ):
            assert self.acts is not None
            button.bind(self.acts[action], action.shown_key)
        line = QHBoxLayout()
        line.addWidget(self.entry, 3)
        line.addStretch(1)
        line.addWidget(self.to_adjust)
        line.addWidget(self.to_transfer)
        line.addWidget(self.to_count)
        self.body.addLayout(line)
        self.body.addLayout(self._views, 1)  # first: a stack without a parent opens windows
        for part in (self.states, self.found):
            self._views.addWidget(part)

    @cached_property
    def counting(self) -> CountView:
        """Made when somebody counts."""
        assert self.acts is not None
        made = CountView(
            self.backend,
            run=self.run,
            site_id=self._site_id,
            now=self._now,
            sounds=self._sounds,
            commit=self.acts[BOOK],
        )
        made.told.connect(self._tell)
        made.weighed.connect(self._weigh)
        made.discard_asked.connect(self._ask_discard)
        self._views.addWidget(made)
        return made

    # ------------------------------------------------------------------ the page

    @property
    def stock(self) -> SkuStock | None:
        return self.sku.stock

    def title(self) -> str:
        return self.tr("Stock")

    def subtitle(self) -> str:
        counts = self._view() == COUNTING
        return self.tr("Count a shelf") if counts else self.tr("One SKU, all places")

    def open(self, what: object) -> None:
        """A product id, a SKU or a GTIN; or `transfer/product/from/to/units`."""
        told = str(what)
        self._wished = None
        if told.startswith("transfer/"):
            _act, told, source, target, units = told.split("/")
            self._wished = (source, target, int(units))
            self.sku.close_beside()
        if len(told) == ID_LENGTH:
            self.show_product(told)
        else:
            self._look_for(told)

    def on_shown(self) -> None:
        if not self.backend.may(READ):
            self.states.forbidden(lambda: self.tr("A manager can grant it."))
            self._weigh()
            return
        self._look.start()
        self.backend.ask(reasons, then=self._reasons_came, owner=self)
        self.refresh()
        self._weigh()

    def hideEvent(self, event: Any) -> None:
        self._look.stop()
        super().hideEvent(event)

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES, "products", "reservations"):
            self._refresh_sku()
        if changes.touches(*COUNTED) and self._view() == COUNTING:
            self.counting.refresh()

    def on_escape(self) -> bool:
        """One step back: from a count, from the hits, from what is open beside the places."""
        if self._view() == COUNTING:
            if not self.counting.close():
                self._go(SKU)
            return True
        if self._view() == HITS:
            self._go(SKU)
            return True
        return self.sku.close_beside()

    def refresh(self) -> None:
        self._refresh_sku()
        if self._view() == COUNTING:
            self.counting.refresh()

    def commit(self) -> None:
        if self._view() == COUNTING:
            self.counting.commit()
        elif self.sku.adjusting and (command := self.sku.adjust.command()) is not None:
            self.run(command, then=self._adjusted)
        elif self.sku.transferring and self.sku.transfer.ready:
            if self.entry.edit.text() and not self._set_transfer(self.entry.edit.text()):
                return
            self.run(self.sku.transfer.command(self._new_id()), then=self._asked_for)

    def _reasons_came(self, told: tuple[AdjustReason, ...]) -> None:
        self.sku.reasons = told

    def _view(self) -> int:
        return self._views.currentIndex()

    def _go(self, view: int) -> None:
        views = {SKU: self.states, HITS: self.found}
        self._views.setCurrentWidget(views.get(view) or self.counting)
        self.entry.ask_for(self._entry_name, self._entry_hint)
        self._weigh()
        self.titled.emit()
        self.focus_entry()

    def _entry_name(self) -> str:
        return self.tr("Item")

    def _entry_hint(self) -> str:
        if self._view() == COUNTING:
            return self.tr("Scan what is on the shelf — =12 sets the number")
        if self.sku.adjusting or self.sku.transferring:
            return self.tr("How many — + and − change it")
        return self.tr("Scan item — or type a code or name")

    # ------------------------------------------------------------------ which SKU

    def _submitted(self, text: str) -> None:
        if self._view() == COUNTING:
            self.entry.clear()
            self.counting.take(text)
        elif self.sku.adjusting and text:
            self._set_quantity(text)
        elif self.sku.transferring and text:
            self._set_transfer(text)
        elif not text or (self._view() == HITS and text == self.found.typed):
            self._enter()
        else:
            self._look_for(text)

    def on_scan(self, code: str) -> None:
        """A scanned item is looked at, whatever was being corrected; in a count it is one more."""
        if self._view() != COUNTING:
            self.sku.close_beside()
        self._submitted(code)

    def _look_for(self, text: str) -> None:
        if text and self.backend.may(READ):
            self.found.look_for(text)

    def _edited(self, text: str) -> None:
        if not text and self._view() == HITS:
            self._go(SKU)

    def _found_one(self, product_id: str) -> None:
        self._sounds.play(Sound.OK)
        self.show_product(product_id)

    def _found_several(self) -> None:
        self._views.setCurrentIndex(HITS)

    def _not_found(self, typed: str) -> None:
        self._sounds.play(Sound.BAD)
        words = lambda: self.tr("No item is called “{typed}”.").format(typed=typed[:60])  # noqa: E731
        self.strip.tell(words, status=Status.BAD, for_ms=8_000)
        self.entry.edit.selectAll()

    def show_product(self, product_id: str) -> None:
        self._shown = product_id
        self.strip.hide()
        self.entry.clear()
        self._go(SKU)
        if self.stock is None or self.stock.product.id != product_id:
            self.states.loading()
        self._ask_stock(product_id)

    def _refresh_sku(self) -> None:
        if self._shown and self.backend.may(READ):
            self._ask_stock(self._shown)

    def _ask_stock(self, product_id: str) -> None:
        self._asked += 1
        asked = self._asked

        def came(stock: SkuStock | None) -> None:
            if asked == self._asked:  # a newer question is on its way otherwise
                self._stock_came(stock)

        self.backend.ask(
            sku_stock, product_id, self._now(), then=came, failed=self._failed, owner=self
        )

    def _stock_came(self, stock: SkuStock | None) -> None:
        if stock is None:
            self._shown = ""
            self._not_found(self.found.typed)
            self.states.ready(1 if self.stock is not None else 0)
            return
        self.sku.show_stock(stock, self._age())
        self.states.ready(1)
        if self._wished is not None:
            source, target, units = self._wished
            self._wished = None
            self._begin_transfer(source=source, target=target, units=units)
        self._weigh()

    def _not_held(self) -> None:
        told = lambda: self.tr("Only that place and the office know what is behind it.")  # noqa: E731
        self.strip.tell(told, for_ms=6_000)

    def _failed(self, _trouble: BaseException | None = None) -> None:
        self.states.failed(
            lambda: self.tr("The stock of this item could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "stock",
        )

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the entry box is empty ← and → walk the figures, and Ctrl+Z is the count's."""
        if not isinstance(event, QKeyEvent) or self.entry.edit.text():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return True
        elif event.type() == QEvent.Type.KeyPress and self._walks(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _walks(self, key: Qt.Key) -> bool:
        if self._view() != SKU or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        self.places.walk(1 if key == Qt.Key.Key_Right else -1)
        return True

    def _row_key(self, key: str) -> None:
        if self._view() == COUNTING:
            self._count_key(key)
        elif key in STEPS:
            (self.found.table if self._view() == HITS else self.places.table).step(STEPS[key])
        elif key in "+-" and self.sku.transferring:
            self.sku.transfer.count_by(1 if key == "+" else -1)
        elif key in "+-" and self._view() == SKU:
            self._adjust(1 if key == "+" else -1)

    def _count_key(self, key: str) -> None:
        if key in STEPS:
            self.counting.step(STEPS[key])
        elif key in ("+", "-", "delete"):
            self.counting.row_key(key)

    def _enter(self) -> None:
        if self._view() == HITS:
            self.found.take()
        elif self._view() == SKU and not (self.sku.adjusting or self.sku.transferring):
            self.sku.explain_here()

    def _turn_scope(self) -> None:
        if self._view() == SKU:
            self.sku.turn_scope()

    def _turn_chart(self) -> None:
        if self._view() == SKU:
            self.sku.chart.chart.turn()

    def _undo(self) -> None:
        if self._view() == COUNTING:
            self.counting.undo()
        else:
            self.strip.take_back()

    # ------------------------------------------------------------------ adjust and count

    def _adjust(self, by: int) -> None:
        if self.stock is None or self._view() != SKU:
            return
        if not self.backend.may(ADJUST_RIGHT):
            self._tell(lambda: self.tr("A manager corrects stock."), Status.WARN.value)
        elif self.sku.adjusting:
            self.sku.adjust.count_by(by)
        else:
            self.sku.begin_adjust(by)
            self.entry.ask_for(self._entry_name, self._entry_hint)
            self.focus_entry()

    def _set_quantity(self, text: str) -> None:
        """`12` keeps the direction, `+12` and `−12` tell it; the reasons come next."""
        try:
            told = formats.read_qty(text.lstrip("+"))
        except formats.Unreadable as hint:
            self._tell(str(hint), Status.BAD.value)
            return
        if not 0 < abs(told) <= MOST_UNITS:
            most = formats.qty(MOST_UNITS)
            self._tell(
                lambda: self.tr("A correction is from 1 to {most}.").format(most=most),
                Status.BAD.value,
            )
            return
        lost = self.sku.adjust.quantity < 0 and not text.startswith("+")
        self.sku.adjust.set_quantity(-abs(told) if lost or told < 0 else told)
        self.entry.clear()
        self.sku.adjust.reasons.setFocus()

    def _adjusted(self, told: dict[str, Any]) -> None:
        number, fallen = str(told.get("number", "")), int(told.get("fallen", 0))
        self.sku.close_beside()
        self._sounds.play(Sound.OK)
        undo = UndoAdjustment(adjustment_id=str(told["adjustment_id"]))
        words = lambda: self.tr("Booked as {number}.").format(number=number)  # noqa: E731
        if fallen:  # what they lost is a task for somebody already
            self._tell(words, Status.OK.value)
        else:
            self.strip.undo(words, lambda: self.run(undo, then=self._undone), Status.OK)

    def _undone(self, _told: dict[str, Any]) -> None:
        self._tell(lambda: self.tr("The correction was undone."), Status.INFO.value)

    def _transfer(self) -> None:
        if self.stock is None or self._view() != SKU:
            return
        if self.sku.transferring:
            self.sku.transfer.turn()
        else:
            self._begin_transfer()

    def _begin_transfer(self, *, source: str = "", target: str = "", units: int = 0) -> None:
        session = self.backend.session
        if session is None or not self.backend.may(SEND_RIGHT):
            self._tell(lambda: self.tr("A manager asks for transfers."), Status.WARN.value)
            return
        bound = session.role != Role.INVENTORY
        self.sku.begin_transfer(bound=bound, source=source, target=target, units=units)
        self.entry.ask_for(self._entry_name, self._entry_hint)
        self.focus_entry()

    def _set_transfer(self, text: str) -> bool:
        try:
            self.sku.transfer.set_quantity(formats.read_qty(text))
        except formats.Unreadable as hint:
            self._tell(str(hint), Status.BAD.value)
            return False
        self.entry.clear()
        return True

    def _asked_for(self, told: dict[str, Any]) -> None:
        number = str(told.get("number", ""))
        self.sku.close_beside()
        self._sounds.play(Sound.OK)
        cancel = CancelTransfer(transfer_id=str(told["transfer_id"]))
        words = lambda: self.tr("Asked for as {number}.").format(number=number)  # noqa: E731
        self.strip.undo(words, lambda: self.run(cancel, then=self._cancelled), Status.OK)

    def _cancelled(self, _told: dict[str, Any]) -> None:
        self._tell(lambda: self.tr("The transfer was cancelled."), Status.INFO.value)

    def _turn_count(self) -> None:
        if self._view() == COUNTING:
            self._go(SKU)
            return
        self.strip.hide()
        self._go(COUNTING)
        self.counting.open()

    def _open_count(self, count_id: str) -> None:
        if self.backend.may(COUNT_RIGHT):
            self._turn_count()
            self.counting.show_count(count_id)

    def _ask_discard(self) -> None:
        self.strip.tell(
            lambda: self.tr("Discard what was counted? It cannot be brought back."),
            status=Status.WARN,
            action=lambda: self.tr("Discard it"),
            then=self.counting.discard,
        )

    def _left(self) -> None:
        self.entry.ask_for(self._entry_name, self._entry_hint)
        self.focus_entry()

    def _tell(self, words: Words, status: str) -> None:
        self.strip.tell(words, status=status, for_ms=8_000)

    def _weigh(self) -> None:
        """Which acts are open now, and why not."""
        if self.acts is None:
            return
        view = self._view()
        shown = view == SKU and self.stock is not None
        offline = self.backend.sync_status().state == "offline"
        for about_sku in (EXPLAIN, SCOPE, TABLE):
            self.acts.enable(about_sku, shown)
        self.acts.enable(ADJUST, shown and not offline, self._why_not_adjust)
        self.acts.enable(TRANSFER, shown and not offline, self._why_not_transfer)
        if view == COUNTING:
            self.acts.enable(BOOK, *self.counting.can_commit())
        else:
            ready = self.sku.adjusting and self.sku.adjust.command() is not None
            if self.sku.transferring:
                ready = self.sku.transfer.ready
            self.acts.enable(BOOK, ready and not offline, lambda: self.tr("Choose a reason first."))

    def _why_not_adjust(self) -> str:
        if self.stock is None:
            return self.tr("Scan an item first.")
        return self.tr("Corrections wait for the server.")

    def _why_not_transfer(self) -> str:
        if self.stock is None:
            return self.tr("Scan an item first.")
        return self.tr("Transfers are asked for when the server is there.")

    # ------------------------------------------------------------------ age

    def _age(self) -> float | None:
        return self.backend.sync_status().age_s

    def _aged(self) -> None:
        self.sku.show_age(self._age())

    def on_linked(self, status: SyncStatus) -> None:
        self.states.linked(status.state, status.age_s, self._now())
        self._weigh()
