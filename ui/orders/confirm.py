"""What does F12 do: wait for the answers, say what is missing, read back, place, and only once."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.kit.clock import Clock
from app.kit.commands import Command
from app.orders.drafts import Draft, Kept, open_draft
from ui.kit.backend import Backend
from ui.orders import placing
from ui.orders.answers import Answers
from ui.orders.items import Items
from ui.orders.order import OpenOrder
from ui.orders.payment import PaymentCard
from ui.orders.summary import Spoken, read_back

Told = Callable[[dict[str, Any]], None]
Refused = Callable[[str, Mapping[str, Any]], None]
Run = Callable[[Command, Told, Refused], None]


class Confirm(QObject):
    """The draft that was read aloud is the draft that is placed; an edit ends the reading."""

    missed = Signal(str, str)  # step, refusal code
    reading = Signal(object)  # the lines to speak; None: no longer
    busy = Signal(bool)
    placed = Signal(str, object)  # the customer's name, the handler's receipt
    not_placed = Signal(str, object)

    def __init__(
        self,
        backend: Backend,
        clock: Clock,
        order: OpenOrder,
        answers: Answers,
        items: Items,
        payment: PaymentCard,
        reads_back: Callable[[], bool],
        run: Run,
    ) -> None:
        super().__init__()
        self._backend = backend
        self._clock = clock
        self._order = order
        self._answers = answers
        self._items = items
        self._payment = payment
        self._reads_back = reads_back
        self._run = run
        self._read: Draft | None = None
        self._placing: Draft | None = None
        self._waits = False
        answers.refused.connect(self._forget_wait)
        items.not_added.connect(self._forget_wait)
        items.refused.connect(self._forget_wait)
        items.changing.connect(self._item_comes)
        order.edited.connect(self._edited)
        backend.failed.connect(self._broke)

    @property
    def is_reading(self) -> bool:
        return self._read is not None

    def commit(self) -> None:
        if self._placing is not None:
            return
        if self._answers.pending or self._items.pending:
            self._waits = True
            return
        step, code = placing.missing(self._order, self._answers, self._payment)
        if code:
            self.missed.emit(step, code)
        elif self._reads_back() and self._read is None:
            self._read = self._order.draft
            self.reading.emit(self.lines())
        else:
            self._place()

    def stop(self) -> None:
        """Back to the order; an F12 that still waited is forgotten too."""
        self._waits = False
        if self._read is not None:
            self._read = None
            self.reading.emit(None)

    def lines(self) -> list[Spoken]:
        told = placing.ways_told(self._order, self._answers, self._clock.now())
        return read_back(self._order, self._answers, self._payment.told(), told)

    def answers_here(self) -> None:
        """An F12 that waited goes on."""
        if self._waits and not self._answers.pending and not self._items.pending:
            self._waits = False
            self.commit()

    def _forget_wait(self, *_told: object) -> None:
        self._waits = False

    def _item_comes(self) -> None:
        waits = self._waits
        self.stop()
        self._waits = waits  # F12 was pressed after the item: it is placed with it

    def _edited(self) -> None:
        if self._read is not None and self._order.draft != self._read:
            self.stop()

    # ------------------------------------------------------------------ placing

    def _place(self) -> None:
        command = placing.command(self._order, self._answers, self._payment)
        if command is None:
            return
        self._placing = self._order.draft
        self._order.save()
        self.busy.emit(True)
        told = partial(self._ran, self._order.draft, self._order.name)
        self._run(command, told, self._refused)

    @property
    def is_outdated(self) -> bool:
        """What a second person is asked about is no longer what is in hand."""
        return self._placing is not None and self._placing != self._order.draft

    def let_be(self) -> None:
        """Nobody said yes: nothing was placed, the draft stays as it is."""
        if self._placing is not None:
            self._done()

    def _ran(self, draft: Draft, name: str, result: Mapping[str, object]) -> None:
        self._done()
        self._order.forget(draft.draft_id)
        self.placed.emit(name, result)

    def _refused(self, code: str, facts: Mapping[str, object]) -> None:
        """Nothing was placed, nothing is lost: the draft stays as it is."""
        self._done()
        self.not_placed.emit(code, facts)
        self._answers.look(anew=True)

    def _broke(self, _reference: str, _trouble: object) -> None:
        """Placed or not? The outbox knows: a draft that was placed is not found as open."""
        draft = self._placing
        actor = self._order.actor
        if draft is None or actor is None:
            return
        self._done()
        self._backend.ask(
            open_draft, actor.user_id, then=partial(self._looked_up, draft), owner=self
        )

    def _looked_up(self, draft: Draft, kept: Kept | None) -> None:
        if kept is None:
            self._order.forget(draft.draft_id)

    def _done(self) -> None:
        self._placing = None
        self.stop()
        self.busy.emit(False)
