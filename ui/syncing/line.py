"""Where does the line break: the steps of the test, one under the other, each with its answer."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.sync.line import Found, Step
from ui.kit import MEDIUM, Backend, Card, Dressed, IconLabel, Size, row, text_label
from ui.kit.backend import Pending
from ui.syncing import words

Look = Callable[[Step], Pending[Found]]


class LineCard(Card):
    """`look` tries one step; the first that fails ends the test. `ended` when it is over."""

    ended = Signal()

    def __init__(self, backend: Backend, look: Look) -> None:
        super().__init__(lambda: self.tr("Connection"), margins=14, spacing=8)
        self._backend, self._look = backend, look
        self._found: dict[Step, Found] = {}
        self._now: Step | None = None
        self.told = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.rows: Mapping[Step, _StepRow] = {step: _StepRow(step) for step in Step}
        for one in self.rows.values():
            self.body.addWidget(one)
        self.body.addWidget(self.told)
        self.put_on()

    @property
    def found(self) -> Mapping[Step, Found]:
        return dict(self._found)

    @property
    def is_running(self) -> bool:
        return self._now is not None

    def start(self) -> None:
        if self.is_running:
            return
        self._found = {}
        self._try(next(iter(Step)))

    def _try(self, step: Step) -> None:
        self._now = step
        self._show()
        self._backend.when(self._look(step), self._came, self._broke, owner=self)

    def _came(self, told: Found) -> None:
        self._found[told.step] = told
        steps = list(Step)
        after = steps[steps.index(told.step) + 1 :]
        # A clock that is wrong breaks no line.
        if after and (not told.code or told.step is Step.CLOCK):
            self._try(after[0])
        else:
            self._end()

    def _broke(self, _trouble: BaseException) -> None:
        assert self._now is not None
        self._found[self._now] = Found(self._now, "no_answer")
        self._end()

    def _end(self) -> None:
        self._now = None
        self._show()
        self.ended.emit()

    def _show(self) -> None:
        for step, one in self.rows.items():
            one.show_found(self._found.get(step), running=step is self._now)
        self.told.say(self._summary())

    def _summary(self) -> str:
        if self.is_running:
            return self.tr("Trying…")
        if not self._found:
            return self.tr("F12 tries the way to the server, step by step.")
        if any(told.code for told in self._found.values()):
            return self.tr("What was done here is kept, whatever the line does.")
        return self.tr("The line is fine.")

    def retranslate(self) -> None:
        self._show()


class _StepRow(Dressed, QWidget):
    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self._told: Found | None = None
        self._icon = IconLabel("circle-dashed", size=16, ink="text3")
        self._name = text_label(lambda: words.step(step), size=Size.SECONDARY, weight=MEDIUM)
        self.answer = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self.answer.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.wrong = text_label("", size=Size.SECONDARY, ink="bad", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        line = row(self._icon, self._name, self.answer)
        line.setStretch(2, 1)
        whole.addLayout(line)
        under = QHBoxLayout()
        under.setContentsMargins(24, 0, 0, 0)
        under.addWidget(self.wrong)
        whole.addLayout(under)
        self.put_on()

    def show_found(self, told: Found | None, *, running: bool) -> None:
        self._told = told
        if told is None:
            self._icon.show_icon("loader-circle" if running else "circle-dashed", "text3")
        elif told.code:
            self._icon.show_icon("octagon-x", "bad")
        else:
            self._icon.show_icon("circle-check", "ok")
        self.retranslate()

    def retranslate(self) -> None:
        said = words.found(self._told) if self._told is not None else ""
        broken = self._told is not None and bool(self._told.code)
        self.answer.say("" if broken else said)
        self.wrong.say(said if broken else "")
        self.wrong.setVisible(broken)
