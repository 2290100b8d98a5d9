"""How does it get to the customer: ranked promises for the order, or one row told by itself."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.kit.clock import Clock
from app.orders.drafts import DraftLine
from app.orders.states import Method
from app.routing.model import Badge
from ui.kit import formats
from ui.kit.card import Card
from ui.kit.fonts import Size
from ui.kit.options import Option, OptionList
from ui.kit.text import text_label
from ui.orders import why, words
from ui.orders.answers import Answers
from ui.orders.details import Details
from ui.orders.held import HeldRow
from ui.orders.order import OpenOrder
from ui.orders.ways import Way, rows_apart

WITH_ORDER = "with_order"


class DeliveryCard(Card):
    """F6 comes here for the order; F6 again turns to the selected row, and back."""

    settled = Signal()

    def __init__(self, order: OpenOrder, answers: Answers, clock: Clock) -> None:
        super().__init__(lambda: self.tr("Delivery"), key="F6")
        self._order = order
        self._answers = answers
        self._clock = clock
        self._row = ""  # the row that is told by itself; empty: the order
        self._enter = False
        self.options = OptionList(lambda: self.tr("Delivery"))
        self.options.installEventFilter(self)
        self.hint = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.reason = text_label("", size=Size.SECONDARY, wrap=True)
        self.details = Details(answers, clock)
        self.held = HeldRow()
        self.apart = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        parts = (self.options, self.hint, self.reason, self.details, self.apart, self.held)
        for part in parts:
            self.body.addWidget(part)
        self.options.chosen.connect(self._choose)
        self.options.settled.connect(self._settle)
        answers.known.connect(self.show_order)
        self.put_on()
        self.show_order()

    # ------------------------------------------------------------------ order or row

    @property
    def row(self) -> str:
        return self._row

    def ask(self, row: str = "", *, ahead: str = "") -> None:
        """Take the keys; `row` asks for one line of the basket. `ahead`: the row that is asked for
        next, so that its ways are known by then."""
        self._row = row if self._order.line(row) is not None else ""
        self._answers.look_at_row(self._row or ahead)
        self.show_order()
        self.options.setFocus()

    def close_details(self) -> bool:
        was = self.details.isVisibleTo(self)
        self.details.hide()
        return was

    def leave_row(self) -> bool:
        if not self._row:
            return False
        self._forget_row()
        self.show_order()
        return True

    def _forget_row(self) -> None:
        self._row = ""
        self._answers.look_at_row("")

    # ------------------------------------------------------------------ what is shown

    def retranslate(self) -> None:
        if self._on:
            self.show_order()

    def show_order(self) -> None:
        line = self._order.line(self._row)
        if line is None:
            self._row = ""
            self._show_ways()
        else:
            self._show_ways_of(line)
        self._show_why()
        self._show_apart()
        self._show_need_by()

    def _show_ways_of(self, line: DraftLine) -> None:
        offered = self._answers.row_offered
        together = Option(WITH_ORDER, lambda: self.tr("Like the order"), icon="list-checks")
        self.options.offer(
            [together, *(self._option(way) for way in offered)], line.delivery or WITH_ORDER
        )
        if offered:
            self.hint.say(
                lambda: self.tr("Only {name}. F6 again: the order.").format(name=line.name)
            )
        else:
            self.hint.say(lambda: self.tr("Checking…"))
        self.hint.setVisible(True)

    def _show_ways(self) -> None:
        offered = self._answers.offered
        way = self._answers.way
        self.options.offer([self._option(way) for way in offered], way.value if way else "")
        self.hint.setVisible(True)
        if not self._order.draft.lines:
            self.hint.say(lambda: self.tr("Ways and dates show with the first item."))
        elif self._answers.pending and not offered:
            self.hint.say(lambda: self.tr("Checking…"))
        elif not offered:
            self.hint.say(self._nothing_offered)
        elif all(way.late for way in offered):
            self.hint.say(self._nothing_in_time)
        elif not any(way.method is Method.SHIP for way in offered):
            self.hint.say(self._no_shipping)
        else:
            self.hint.say("")
            self.hint.setVisible(False)

    def _nothing_offered(self) -> str:
        if all(line.delivery for line in self._order.draft.lines):
            return self.tr("Each row has its own way.")
        return self.tr("No place has this. Lower the quantity or take it out.")

    def _nothing_in_time(self) -> str:
        return self.tr("Nothing is there by then: this is the nearest. ! alone takes the day away.")

    def _no_shipping(self) -> str:
        if self._order.address() is None:
            return self.tr("Shipping needs an address (F4).")
        return self.tr("No carrier goes to this postcode.")

    def _option(self, way: Way) -> Option:
        """Wording at call time: a language switch asks again through retranslate."""
        answers = self._answers
        now = self._clock.now()
        site = answers.site
        address = self._order.address()
        sure = ""
        if way.option:
            sure = words.assurance(answers.assurance(way.option), answers.age_s)
        detail = words.way_detail(
            way,
            answers.names,
            here=site.name if site else "",
            to=address.city if address else "",
            assured=sure,
            later=self._later(way),
        )
        won = way.option.badges if way.option else ()
        shown = [why.badge(one) for one in won if one is not Badge.RECOMMENDED]
        if not sure:  # how sure it is comes before what is good about it: both clip the place
            detail = " · ".join(filter(None, (*shown[:1], detail)))
        return Option(
            way.value,
            words.promise(way, now),
            detail,
            words.cost(way.price_minor, answers.currency),
            icon=words.way_icon(way),
            why_not=self._why_closed(way),
        )

    def _later(self, way: Way) -> str:
        rows = {line.key: line.name for line in self._order.draft.lines}
        return words.later(way.option, rows, self._clock.now()) if way.option else ""

    def _why_closed(self, way: Way) -> str:
        if way.missing:
            return self._lacks(way)
        return why.late(way.late) if way.late else ""

    def _lacks(self, way: Way) -> str:
        keys = {part.key for part in way.option.missing} if way.option else set()
        names = [line.name for line in self._order.draft.lines if line.key in keys]
        return self.tr("Not this way: {items}").format(items=", ".join(names))

    def _show_why(self) -> None:
        """The reason of the way that stands chosen, else of the first: it can be spoken."""
        line = self._order.line(self._row)
        offered = self._answers.row_offered if line else self._answers.offered
        first = next((way for way in offered if way.option and not way.closed), None)
        chosen = self._answers.apart.get(line.delivery) if line else self._answers.way
        way = chosen or first
        told = (
            why.spoken(
                way,
                self._answers.names,
                currency=self._answers.currency,
                now=self._clock.now(),
            )
            if way and offered
            else ""
        )
        self.reason.say(told)
        self.reason.setVisible(bool(told))
        if line or not offered:
            self.details.hide()
        elif self.details.isVisibleTo(self):
            self.details.show_way(way)

    def _show_need_by(self) -> None:
        need_by = self._order.draft.need_by
        if self.note is None:
            return
        self.note.setVisible(need_by is not None)
        if need_by is not None:
            self.note.say(lambda: self._by(need_by))

    def _by(self, need_by: int) -> str:
        at = formats.local(need_by)
        told = formats.weekday(need_by)
        if (at.hour, at.minute) != (23, 59):
            told = f"{told} {formats.clock(need_by)}"
        return self.tr("by {day}").format(day=told)

    def _show_apart(self) -> None:
        told = [
            f"{', '.join(row.name for row in rows)}: {self._told_apart(value)}"
            for value, rows in rows_apart(self._order.draft).items()
        ]
        self.apart.setVisible(bool(told))
        self.apart.say("\n".join(told))

    def _told_apart(self, value: str) -> str:
        answers = self._answers
        way = answers.apart.get(value)
        if way is None:
            return self.tr("Checking…") if answers.pending else self.tr("no longer possible")
        parts = [words.promise(way, self._clock.now())]
        if way.option is not None:
            sure = words.assurance(answers.assurance(way.option), answers.age_s)
            parts += [sure, words.places(way.option, answers.names)]
            parts += [words.cost(way.price_minor, answers.currency)] if way.price_minor else []
        return " · ".join(filter(None, parts))

    # ------------------------------------------------------------------ choosing

    def _choose(self, value: str) -> None:
        if self._row:
            same = value in (WITH_ORDER, self._order.draft.delivery)
            self._order.change(self._row, delivery="" if same else value)
        else:
            self._order.choose_delivery(value)

    def _settle(self, value: str) -> None:
        self._choose_if_new(value)
        self._forget_row()
        self.show_order()
        self.settled.emit()

    def _choose_if_new(self, value: str) -> None:
        """Enter on what stands there already settles it, also when nobody had told it yet."""
        if not self._row and value != self._order.draft.delivery:
            self._order.choose_delivery(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter while the ways are still asked for takes the best one as soon as it is known. Who
        goes elsewhere asks for no row any more."""
        if event.type() == QEvent.Type.FocusOut and not self._row:
            self._answers.look_at_row("")
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and self._answers.pending and not self._row:
                self._enter = True
                return True
            if event.key() == Qt.Key.Key_Right and self._answers.offered and not self._row:
                self.details.show()
                self._show_why()
                return True
            if event.key() == Qt.Key.Key_Left:
                return self.close_details()
        return False

    def take_best(self) -> None:
        """All answers are here: an Enter that waited is honoured now."""
        if not self._enter:
            return
        self._enter = False
        possible = [way for way in self._answers.offered if not way.missing]
        way = self._answers.way or next(iter(possible), None)
        if way is not None:
            self._settle(way.value)
