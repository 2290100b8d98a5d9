"""What is known of this desk's copy: contact, whose acts wait, stock lent, room on its drive."""

from PySide6.QtWidgets import QGridLayout, QWidget

from app.desk.mirror import Mirror, Queue, Room
from ui.kit import MEDIUM, Card, Size, TextLabel, discard, formats, text_label
from ui.kit.backend import SyncStatus

LITTLE = 500 << 20  # bytes; reliability.md: below that a person is warned


class FactsCard(Card):
    def __init__(self) -> None:
        super().__init__(lambda: self.tr("This computer"), margins=14, spacing=8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._shown: list[tuple[str, str, str]] = []
        self._parts: list[QWidget] = []
        self.body.addLayout(self._grid)
        self.put_on()

    def words(self) -> dict[str, str]:
        return {name: told for name, told, _ in self._shown}

    def show_facts(
        self,
        status: SyncStatus,
        queue: Queue,
        mirror: Mirror | None,
        room: Room | None,
        now: int,
    ) -> None:
        """Rewritten only where something changed: it is asked every second."""
        told = self._facts(status, queue, mirror, room, now)
        if [name for name, _, _ in told] != [name for name, _, _ in self._shown]:
            self._build(told)
        values = [part for part in self._parts if isinstance(part, TextLabel)][1::2]
        for (_, value, ink), label in zip(told, values, strict=True):
            label.say(value)
            label.set_ink(ink)
        self._shown = told

    def _facts(
        self,
        status: SyncStatus,
        queue: Queue,
        mirror: Mirror | None,
        room: Room | None,
        now: int,
    ) -> list[tuple[str, str, str]]:
        told = []
        if mirror is not None and mirror.contact_at:
            at = mirror.contact_at
            told.append((self.tr("Last contact"), formats.moment(at, now), "text"))
        if queue.waiting:
            age = formats.age((now - queue.waiting[0].at) / 1e6)
            told.append((self.tr("Waits for longest"), age, "text"))
        for who, count in queue.by_person.items():
            told.append((who or self.tr("Somebody"), self.tr("%n thing(s)", "", count), "text"))
        if mirror is not None and mirror.lots:
            lent = self.tr("{units} pcs, {n} goods").format(
                units=formats.qty(mirror.lent), n=formats.qty(mirror.lots)
            )
            told.append((self.tr("Lent to this desk"), lent, "text"))
        if room is not None:
            told.append((self.tr("Database"), formats.megabytes(room.database), "text"))
            ink = "bad" if room.free < LITTLE else "text"
            told.append((self.tr("Room on the drive"), formats.megabytes(room.free), ink))
        if mirror is not None:
            told.append(
                (self.tr("Read up to"), f"{mirror.epoch}/{formats.qty(mirror.seq)}", "text2")
            )
        return told

    def _build(self, told: list[tuple[str, str, str]]) -> None:
        for part in self._parts:
            self._grid.removeWidget(part)
            discard(part)
        self._parts = []
        for at, (name, value, ink) in enumerate(told):
            labels = (
                text_label(name, size=Size.SECONDARY, ink="text2", wrap=True),
                text_label(value, size=Size.SECONDARY, weight=MEDIUM, ink=ink, wrap=True),
            )
            for place, label in enumerate(labels):
                self._grid.addWidget(label, at, place)
                self._parts.append(label)
