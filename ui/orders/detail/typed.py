"""What was typed or scanned into the entry box of an order, and what does it do there?"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.catalog.lookup import Product
from app.kit.errors import Refusal
from app.orders.model import AddItem, Change, SetQuantity, parse_entry
from app.returns.queries import Hit
from ui.kit import EntryBox, OptionList, Strip, refusals, text_label
from ui.kit.sounds import Sound, Sounds
from ui.orders.detail.acting import Acting
from ui.orders.detail.finder import Finder, hit_options
from ui.orders.detail.view import OrderView

MOST = 200  # characters; above it is a paste that was meant for somewhere else


class Typed(QObject):
    """A line's item selects it; a number opens another order; `=3` edits; else it is looked for."""

    def __init__(
        self,
        box: EntryBox,
        view: OrderView,
        acting: Acting,
        finder: Finder,
        strip: Strip,
        sounds: Sounds,
    ) -> None:
        super().__init__(box)
        self._box, self._view, self._acting = box, view, acting
        self._finder, self._strip, self._sounds = finder, strip, sounds
        box.submitted.connect(self.submit)
        box.row_key.connect(self._row_key)
        box.edit.installEventFilter(self)
        finder.items.connect(self._items_found)

    def submit(self, text: str) -> None:
        typed = text.strip()
        self._box.clear()
        if not typed:
            self._acting.change()
            return
        line = self._view.detail.line_for(typed) if self._view.detail else None
        if line is not None:
            self._sounds.play(Sound.OK)
            self._strip.hide()
            self._view.point_at_line(line.line_id)
            self._acting.point_at(line.line_id)
            return
        try:
            self._take(typed)
        except Refusal as refusal:
            self._finder.bad(partial(refusals.told, refusal.code, refusal.facts))

    def _take(self, typed: str) -> None:
        """`2*TR-220` adds two, `=3` `+2` `-1` change the current line; other marks mean nothing."""
        entry = parse_entry(typed[:MOST])
        if isinstance(entry, AddItem):
            self._acting.count = entry.count
            self._finder.look_for(entry.words)
        elif isinstance(entry, Change | SetQuantity):
            self._acting.edit(entry)
        else:
            self._finder.bad(lambda: self.tr("Prices and notes of a line stay as they were sold."))

    def _items_found(self, text: str, products: Sequence[Product]) -> None:
        """Not in this order: it is added only when somebody says so, or is changing it."""
        if self._view.detail is None:
            self._finder.bad(lambda: self.tr("Open an order first, then scan its items."))
        elif self._acting.is_changing():
            self._acting.add(products)
        else:
            self._finder.bad(
                lambda: self.tr("“{code}” is not in this order.").format(code=text[:40]),
                action=lambda: self.tr("Add it"),
                then=partial(self._acting.add, products),
            )

    def _row_key(self, key: str) -> None:
        if key in ("up", "down"):
            self._view.step(1 if key == "down" else -1)
            chosen = self._view.chosen()
            if chosen is not None:
                self._acting.point_at(chosen[1].line.line_id)
        elif key == "delete":
            self._acting.cancel()
        elif key in ("+", "-") and self._acting.is_changing():
            self._acting.edit(Change(1 if key == "+" else -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An empty entry box has nothing to undo: Ctrl+Z is the order's then."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self._box.text()
        ):
            event.ignore()
            return True
        return False


class Hits(QWidget):
    """Several orders fit: a digit chooses."""

    settled = Signal(str)  # order id

    def __init__(self) -> None:
        super().__init__()
        self.options = OptionList(lambda: self.tr("Orders found"))
        self.options.settled.connect(self.settled)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(text_label(lambda: self.tr("Which order?"), ink="text2"))
        whole.addWidget(self.options)
        self.hide()

    def offer(self, hits: Sequence[Hit]) -> None:
        self.options.offer(hit_options(hits), value="")
        self.show()
        self.options.setFocus()
