"""What of a parcel from another place was scanned here so far: it is told once its bin is known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.fulfillment.board import Opened
from app.fulfillment.queries import Column, ParcelLine


class Arrived:
    """Counted by parcel and line; another person at the desk begins anew."""

    def __init__(self) -> None:
        self._units: dict[str, Counter[str]] = {}
        self._asked: tuple[str, str, int] | None = None

    def of(self, parcel_id: str) -> Mapping[str, int]:
        return self._units.get(parcel_id, Counter())

    def count(self, parcel_id: str, lines: Sequence[ParcelLine]) -> str:
        """The line that one more unit is of; empty when all of them are here."""
        here = self._units.setdefault(parcel_id, Counter())
        for line in lines:
            if here[line.line_id] < line.quantity:
                here[line.line_id] += 1
                return line.line_id
        return ""

    def seen_in(self, opened: Opened) -> Opened:
        """The parcel with what was scanned instead of what was sent."""
        panel = opened.panel
        if panel.card.column is not Column.ARRIVING:
            return opened
        here = self.of(panel.card.fulfillment_id)
        lines = tuple(replace(line, picked=here.get(line.line_id, 0)) for line in panel.lines)
        return replace(opened, panel=replace(panel, lines=lines))

    def asks_again(self, parcel_id: str, bin_code: str) -> bool:
        """Whether this bin was not told before for what is scanned now."""
        now = (parcel_id, bin_code.upper(), sum(self.of(parcel_id).values()))
        before, self._asked = self._asked, now
        return before != now

    def forget(self) -> None:
        self._units.clear()
        self._asked = None
