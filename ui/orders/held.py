"""Is the stock of this call kept, and for how long: a lock, words, and a countdown."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import fonts, formats
from ui.kit.dress import Dressed
from ui.kit.fonts import Size
from ui.kit.strip import announce
from ui.kit.text import IconLabel, text_label
from ui.orders.keeping import NOTHING, Holding, Stand

_INKS = {
    Stand.ASKED: "text2",
    Stand.HELD: "ok",
    Stand.ENDING: "warn",
    Stand.REFUSED: "warn",
}


class HeldRow(Dressed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._holding = NOTHING
        self._icon = IconLabel("lock", size=16, ink="ok")
        self.told = text_label("", size=Size.SECONDARY, weight=fonts.SEMIBOLD, elide=True)
        self.left = text_label("", size=Size.SECONDARY, weight=fonts.SEMIBOLD)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.told, 1)
        line.addWidget(self.left)
        self.hide()
        self.put_on()

    def show_holding(self, holding: Holding) -> None:
        before, self._holding = self._holding, holding
        self.setVisible(holding.stand is not Stand.NONE)
        if holding.stand is Stand.NONE:
            return
        ink = _INKS[holding.stand]
        self._icon.show_icon("lock-open" if holding.stand is Stand.REFUSED else "lock", ink)
        self.told.set_ink(ink)
        self.told.say(self._words)
        self.left.say(formats.lasting(holding.left_s) if holding.left_s else "")
        if holding.stand is not before.stand and holding.stand is not Stand.ASKED:
            announce(self, self.told.text())

    def _words(self) -> str:
        return {
            Stand.ASKED: self.tr("Asking for the stock…"),
            Stand.HELD: self.tr("Stock held for this call"),
            Stand.ENDING: self.tr("The hold ends soon"),
            Stand.REFUSED: self.tr("Could not be held: somebody may be quicker"),
        }.get(self._holding.stand, "")

    def retranslate(self) -> None:
        if self._on:
            self.told.say(self._words)
