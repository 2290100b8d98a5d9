"""How does it get to the customer: ranked promises for the order, or one row told by itself."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.kit.clock import Clock
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
from ui.orders.ways import Way

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
        order.edited.connect(self.show_order)
        answers.known.connect(self.show_order)
        self.put_on()
        self.show_order()

    # ------------------------------------------------------------------ order or row

    @property
    def row(self) -> str:
        return self._row

    def ask(self, row: str = "") -> None:
        """Take the keys; `row` asks for one line of the basket."""
        self._row = row if self._order.line(row) is not None else ""
        self.show_order()
        self.options.setFocus()

    def close_details(self) -> bool:
        was = self.details.isVisibleTo(self)
        self.details.hide()
        return was

    def leave_row(self) -> bool:
        if not self._row:
            return False
        self._row = ""
        self.show_order()
        return True

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
            options = [
                Option(WITH_ORDER, lambda: self.tr("Like the order"), icon="list-checks"),
                *(_single(method) for method in self._methods()),
            ]
            self.options.offer(options, line.method or WITH_ORDER)
            self.hint.say(
                lambda: self.tr("Only {name}. F6 again: the order.").format(name=line.name)
            )
            self.hint.setVisible(True)
        self._show_why()
        self._show_apart()
        self._show_need_by()

    def _methods(self) -> list[Method]:
        here = [Method.CARRY_OUT] if self._answers.carries_out else []
        return [*here, Method.PICKUP, Method.SHIP]

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
        if all(line.method for line in self._order.draft.lines):
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
        offered = [] if self._row else self._answers.offered
        first = next((way for way in offered if way.option and not way.closed), None)
        way = self._answers.way or first
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
        if not offered:
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
            f"{line.name}: {words.method(line.method)}{self._apart_when(line.method)}"
            for line in self._order.draft.lines
            if line.method
        ]
        self.apart.setVisible(bool(told))
        self.apart.say("\n".join(told))

    def _apart_when(self, method: str) -> str:
        option = self._answers.apart.get(Method(method))
        if option is None:
            return ""
        return ", " + words.promise(Way("", Method(method), option), self._clock.now())

    # ------------------------------------------------------------------ choosing

    def _choose(self, value: str) -> None:
        if self._row:
            told = self._answers.way
            same = told is not None and value == told.method.value
            self._order.change(self._row, method="" if same or value == WITH_ORDER else value)
        else:
            self._order.choose_delivery(value)

    def _settle(self, value: str) -> None:
        self._choose_if_new(value)
        self._row = ""
        self.show_order()
        self.settled.emit()

    def _choose_if_new(self, value: str) -> None:
        """Enter on what stands there already settles it, also when nobody had told it yet."""
        if not self._row and value != self._order.draft.delivery:
            self._order.choose_delivery(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter while the ways are still asked for takes the best one as soon as it is known."""
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


def _single(method: Method) -> Option:
    return Option(
        method.value,
        lambda: words.method(method.value),
        icon=words.way_icon(Way("", method)),
    )
