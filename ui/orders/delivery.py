"""How does it get to the customer: ranked promises for the order, or one row told by itself."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.kit.clock import Clock
from app.orders.states import Method
from ui.kit.card import Card
from ui.kit.fonts import Size
from ui.kit.options import Option, OptionList
from ui.kit.text import text_label
from ui.orders import words
from ui.orders.answers import Answers
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
        self.apart = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        for part in (self.options, self.hint, self.apart):
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
        self._show_apart()

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
        elif not any(way.method is Method.SHIP for way in offered):
            self.hint.say(self._no_shipping)
        else:
            self.hint.say("")
            self.hint.setVisible(False)

    def _nothing_offered(self) -> str:
        if all(line.method for line in self._order.draft.lines):
            return self.tr("Each row has its own way.")
        return self.tr("No place has this. Lower the quantity or take it out.")

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
        sure = words.assurance(answers.assurance(way.option)) if way.option else ""
        detail = words.way_detail(
            way,
            answers.names,
            here=site.name if site else "",
            to=address.city if address else "",
            assured=sure,
        )
        return Option(
            way.value,
            words.promise(way, now),
            detail,
            words.cost(way.cost_minor, answers.currency),
            icon=words.way_icon(way),
            why_not=self._lacks(way) if way.missing else "",
        )

    def _lacks(self, way: Way) -> str:
        keys = {part.key for part in way.option.missing} if way.option else set()
        names = [line.name for line in self._order.draft.lines if line.key in keys]
        return self.tr("Not this way: {items}").format(items=", ".join(names))

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
