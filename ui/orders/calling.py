"""When shall somebody be rung back, and about what: the one form for it, wherever it stands."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.customers.commands import CallBack
from ui.kit import (
    Dressed,
    Field,
    Segments,
    Size,
    TextLabel,
    Words,
    column,
    formats,
    text_label,
)
from ui.kit.formats import Unreadable
from ui.kit.when import read_when

ME, ANYONE = "me", "anyone"
WITH, WITHOUT = "with", "without"


class WhenField(Dressed, QWidget):
    """A time typed in a hurry; below it stands how it was understood, or how to write it."""

    entered = Signal()
    changed = Signal()

    def __init__(self, name: Words, now: Callable[[], int]) -> None:
        super().__init__()
        self._now = now
        self.field = Field(name, placeholder=lambda: self.tr("15:00, +30, tomorrow 9"))
        self.echo: TextLabel = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        label = text_label(name, size=Size.META, ink="text2")
        whole.addLayout(column(label, self.field, spacing=2, stretch=False))
        whole.addWidget(self.echo)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda _text: self.retranslate())
        self.field.returnPressed.connect(self.entered)
        self.put_on()

    def begin(self, text: str) -> None:
        self.field.setText(text)
        self.field.selectAll()
        self.retranslate()

    def instant(self) -> int | None:
        try:
            return read_when(self.field.text(), self._now())
        except Unreadable:
            return None

    def retranslate(self) -> None:
        typed, now = self.field.text(), self._now()
        try:
            then = read_when(typed, now)
        except Unreadable as trouble:
            self.echo.set_ink("bad" if typed.strip() else "text2")
            self.echo.say(trouble.hint if typed.strip() else self.tr("+30 is in 30 minutes."))
        else:
            self.echo.set_ink("text2")
            told = self.tr("{day} {time}, in {age}")
            age = formats.age((then - now) / 1e6)
            day, clock = formats.weekday(then), formats.clock(then)
            self.echo.say(told.format(day=day, time=clock, age=age))
        self.changed.emit()


class CallForm(Dressed, QWidget):
    """Enter moves on, and saves on the last field."""

    saved = Signal()
    changed = Signal()

    def __init__(self, now: Callable[[], int], *, wide: bool = False) -> None:
        """`wide`: two questions side by side."""
        super().__init__()
        self._order, self._number = "", ""
        self.when = WhenField(lambda: self.tr("When"), now)
        self.about = Field(lambda: self.tr("What about"))
        self.order = Segments(lambda: self.tr("Order"))
        self.who = Segments(lambda: self.tr("Who calls"), value=ME)
        label = text_label(lambda: self.tr("What about"), size=Size.META, ink="text2")
        across = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        typed, chosen = QBoxLayout(across), QBoxLayout(across)
        typed.addWidget(self.when, 1)
        typed.addLayout(column(label, self.about, spacing=2), 1)
        chosen.addWidget(self.order, 1)
        chosen.addWidget(self.who, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for part in (typed, chosen):
            part.setSpacing(8)
            whole.addLayout(part)
        self.when.entered.connect(self.about.setFocus)
        self.about.returnPressed.connect(self.saved)
        self.about.textChanged.connect(lambda _text: self.changed.emit())
        self.when.changed.connect(self.changed)
        self.put_on()

    def begin(self, order_id: str, number: str) -> None:
        """`order_id` "" when it is about none."""
        self._order, self._number = order_id, number
        self.about.clear()
        self.who.choose(ME)
        self.order.choose(WITH)
        self.order.setVisible(bool(order_id))
        self.retranslate()
        self.when.begin("")

    def command(self, customer_id: str, user_id: str) -> CallBack | None:
        """None while something is missing."""
        due_at, about = self.when.instant(), self.about.text().strip()
        if due_at is None or not about:
            return None
        return CallBack(
            customer_id=customer_id,
            about=about,
            due_at=due_at,
            order_id=self._order if self._order and self.order.value == WITH else None,
            for_user=user_id if self.who.value == ME else None,
        )

    def first_open(self) -> QWidget:
        """What is still missing."""
        return self.when if self.when.instant() is None else self.about

    def retranslate(self) -> None:
        about_it = self.tr("About {number}").format(number=self._number)
        self.order.offer([(WITH, about_it), (WITHOUT, self.tr("No order"))])
        anyone = self.tr("Anyone here")
        self.who.offer([(ME, self.tr("I call back")), (ANYONE, anyone)])
