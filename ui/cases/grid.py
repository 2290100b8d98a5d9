"""What was told here beside what the server knew: a small table that a choice completes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.cases.evidence import Line
from ui.kit import MEDIUM, REGULAR, SEMIBOLD, Dressed, Size, TextLabel, discard, text_label
from ui.kit.text import Line as Rule

STRETCH = (9, 9, 11, 8)


class EvidenceGrid(Dressed, QWidget):
    """Gone where there are no lines. `choose` fills the last column."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._choice = ""
        self._parts: list[QWidget] = []
        self._results: list[TextLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for at, stretch in enumerate(STRETCH):
            self._grid.setColumnStretch(at, stretch)
        self.put_on()

    def words(self) -> list[list[str]]:
        """As they stand there, row by row."""
        shown = [part.text() for part in self._parts if isinstance(part, TextLabel)]
        return [shown[at : at + 4] for at in range(0, len(shown), 4)]

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._build()

    def choose(self, choice: str) -> None:
        self._choice = choice
        for line, label in zip(self._lines, self._results, strict=True):
            label.say(line.results.get(choice, ""))

    def retranslate(self) -> None:
        self._build()

    def _build(self) -> None:
        for part in self._parts:
            self._grid.removeWidget(part)
            discard(part)
        self._parts, self._results = [], []
        if self._lines:
            heads = (
                self.tr("What"),
                self.tr("Told here"),
                self.tr("The server"),
                self.tr("Result"),
            )
            for at, head in enumerate(heads):
                self._put(text_label(head, size=Size.SECONDARY, weight=MEDIUM, ink="text2"), 0, at)
        for row, line in enumerate(self._lines, start=1):
            self._row(line, row)
        self.setVisible(bool(self._lines))
        self.choose(self._choice)

    def _row(self, line: Line, row: int) -> None:
        rule = Rule()
        self._grid.addWidget(rule, 2 * row - 1, 0, 1, 4)
        self._parts.append(rule)
        server = " ".join(filter(None, (line.server, line.change)))
        for at, told in enumerate((line.name, line.here, server)):
            weight = REGULAR if at == 0 else SEMIBOLD
            self._put(text_label(told or "–", weight=weight, wrap=True), 2 * row, at)
        result = text_label("", weight=SEMIBOLD, ink="primary", wrap=True)
        self._results.append(result)
        self._put(result, 2 * row, 3)

    def _put(self, label: TextLabel, row: int, column: int) -> None:
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._parts.append(label)
