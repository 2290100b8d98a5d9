"""What was scanned of a count so far: one more, set, taken off, undone, kept on this desk."""

import os
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from app.catalog.lookup import Product
from app.kit.ids import uuid7
from app.stock.adjusting import MOST_UNITS
from app.stock.counting import CountedLine, OpenCount
from app.stock.counts import (
    UNCOUNTED,
    CountDraft,
    DraftLine,
    Shelf,
    keep_count,
    kept_count,
    name_of,
    on_shelf,
    shelf,
)
from ui.kit import Backend, Status, Words, formats
from ui.kit.sounds import Sound, Sounds

MOST_UNDO = 50


class BlindCount(QObject):
    """A count in hand. Each edit notes what the books say at that moment, and shows it nowhere."""

    changed = Signal(str)  # the product whose line was touched, "" for the whole
    told = Signal(object, str)  # words and status, for the strip of the page

    def __init__(
        self,
        backend: Backend,
        *,
        site_id: str,
        now: Callable[[], int],
        sounds: Sounds,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._backend, self._site = backend, site_id
        self._now, self._sounds = now, sounds
        self.draft: CountDraft | None = None
        self._before: list[tuple[DraftLine, ...]] = []

    @property
    def lines(self) -> Sequence[DraftLine]:
        return self.draft.lines if self.draft else ()

    @property
    def again(self) -> bool:
        """A second count: of its lines alone, and of all of them."""
        return self.draft is not None and bool(self.draft.again)

    @property
    def is_whole(self) -> bool:
        counted = [line for line in self.lines if line.counted != UNCOUNTED]
        return len(counted) == len(self.lines) if self.again else bool(counted)

    def told_lines(self) -> list[CountedLine]:
        return [
            CountedLine(product_id=line.product_id, counted=line.counted, expected=line.expected)
            for line in self.lines
            if line.counted != UNCOUNTED
        ]

    def line(self, product_id: str) -> DraftLine | None:
        return next((line for line in self.lines if line.product_id == product_id), None)

    # ------------------------------------------------------------------ in hand

    def resume(self) -> None:
        """Go on with what this person has begun here."""
        self._backend.ask(kept_count, self._user(), then=self._resumed, owner=self)

    def _resumed(self, draft: CountDraft | None) -> None:
        if draft is not None and self.draft is None and draft.site_id == self._site:
            self.begin(draft)

    def begin(self, draft: CountDraft) -> None:
        self.draft, self._before = draft, []
        self._save()
        self.changed.emit(draft.lines[0].product_id if draft.lines else "")

    def let_go(self) -> None:
        self.draft, self._before = None, []
        self.changed.emit("")

    # ------------------------------------------------------------------ counting

    def take(self, text: str, chosen: str) -> None:
        """A scan is one more; `=12` sets the `chosen` line."""
        if text.startswith("="):
            self._set(text[1:], chosen)
        elif text:
            self._backend.ask(
                shelf,
                self._site,
                text,
                then=lambda found: self._scanned(found, text),
                owner=self,
            )

    def _scanned(self, found: Shelf | None, text: str) -> None:
        if found is None:
            self._refuse(lambda: self.tr("No item is called “{typed}”.").format(typed=text[:60]))
            return
        product = found.product
        known = self.line(product.id)
        if self.again and known is None:
            self._refuse(lambda: self.tr("Only what differs is counted again."))
            return
        self._sounds.play(Sound.OK)
        told = known or _fresh(product)
        self._keep_line(told, counted=max(0, told.counted) + 1, expected=found.available)

    def _set(self, typed: str, chosen: str) -> None:
        known = self.line(chosen)
        try:
            counted = formats.read_qty(typed)
        except formats.Unreadable:
            counted = UNCOUNTED
        if known is None or not 0 <= counted <= MOST_UNITS:
            self._refuse(lambda: self.tr("Scan an item first, then write =12."))
            return
        self._count_to(chosen, lambda _before: counted)

    def count_by(self, by: int, chosen: str) -> None:
        if self.line(chosen) is not None:
            self._count_to(chosen, lambda before: max(0, max(0, before) + by))

    def _count_to(self, chosen: str, counted: Callable[[int], int]) -> None:
        """With the books of this moment: whatever moves later is no difference."""

        def came(available: int) -> None:
            known = self.line(chosen)  # as it is now: another key may have been quicker
            if known is not None:
                self._keep_line(known, counted=counted(known.counted), expected=available)

        self._backend.ask(on_shelf, self._site, chosen, then=came, owner=self)

    def put_on_list(self, product: Product) -> None:
        """Uncounted, until it is scanned or set."""
        if self.line(product.id) is None and not self.again:
            self._keep_line(_fresh(product), counted=UNCOUNTED, expected=0)
        else:
            self.changed.emit(product.id)

    def remove(self, chosen: str) -> None:
        if self.line(chosen) is not None and not self.again:
            self._keep(tuple(line for line in self.lines if line.product_id != chosen), "")

    def undo(self) -> None:
        if self._before and self.draft is not None:
            self.draft = msgspec.structs.replace(self.draft, lines=self._before.pop())
            self._save()
            self.changed.emit("")

    def _keep_line(self, told: DraftLine, *, counted: int, expected: int) -> None:
        """The line that changed stands first and is the chosen one."""
        if self.draft is None:
            count_id = uuid7(self._now(), os.urandom(10))
            self.draft = CountDraft(count_id=count_id, site_id=self._site)
            self._backend.run(OpenCount(count_id=count_id, site_id=self._site), owner=self)
        line = msgspec.structs.replace(told, counted=counted, expected=expected)
        others = tuple(one for one in self.lines if one.product_id != line.product_id)
        self._keep((line, *others), line.product_id)

    def _keep(self, lines: tuple[DraftLine, ...], chosen: str) -> None:
        assert self.draft is not None
        self._before = [*self._before[-MOST_UNDO:], self.draft.lines]
        self.draft = msgspec.structs.replace(self.draft, lines=lines)
        self._save()
        self.changed.emit(chosen)

    def _save(self) -> None:
        self._backend.write(keep_count, self.draft, self._user(), self._now())

    def _user(self) -> str:
        session = self._backend.session
        return session.user_id if session else ""

    def _refuse(self, words: Words) -> None:
        self._sounds.play(Sound.BAD)
        self.told.emit(words, Status.BAD.value)


def _fresh(product: Product) -> DraftLine:
    return DraftLine(product_id=product.id, sku=product.sku, name=name_of(product))
