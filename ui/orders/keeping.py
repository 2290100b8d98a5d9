"""The stock of the chosen way is kept while the customer is on the line, and then let go."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from app.kit.changes import ChangeSet
from app.kit.clock import Clock, Instant
from app.orders.drafts import Draft
from app.orders.states import Method
from app.stock.commands import AskHold, HeldUnits, LetHoldGo
from app.stock.holding import LASTS, PARKED
from app.stock.holds import Kept, kept_for
from ui.kit.backend import Backend
from ui.orders.answers import Answers
from ui.orders.order import OpenOrder
from ui.orders.ways import rows_apart

ASK_MS = 600  # a basket that is still being typed is not asked for at every key
TICK_MS = 1_000
AMBER_S = 120
AGAIN_S = 90  # before the end: two tries of a slow line still come in time
Units = Mapping[tuple[str, str], int]


class Stand(StrEnum):
    NONE = "none"
    ASKED = "asked"
    HELD = "held"
    ENDING = "ending"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Holding:
    stand: Stand
    left_s: int = 0


NOTHING = Holding(Stand.NONE)


class Keeping(QObject):
    """Only with the server: offline a lease covers the promise, or it is provisional.

    `live` says whether the call goes on: then the hold is asked for again before it ends.
    """

    shown = Signal(object)  # a Holding
    let_go = Signal(str)  # the name on a parked order whose stock is free again

    def __init__(
        self,
        backend: Backend,
        clock: Clock,
        order: OpenOrder,
        answers: Answers,
        live: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)  # its timers end with the screen, on the screen's thread
        self._backend = backend
        self._clock = clock
        self._order = order
        self._answers = answers
        self._draft_id = ""
        self._asked: Units = {}
        self._kept: Kept | None = None
        self._parked: dict[str, tuple[Instant, str]] = {}  # draft → until when, whose name
        self._live = live
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(ASK_MS)
        self._ask.timeout.connect(self.ask_now)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.tick)
        answers.settled.connect(self._look)
        order.edited.connect(self._edited)
        order.parked.connect(self._park)

    # ------------------------------------------------------------------ what is wanted

    def _look(self) -> None:
        if self._order.draft.draft_id != self._draft_id:
            self._begin()
        if self._wanted() != self._asked:
            self._ask.start()

    def _edited(self) -> None:
        """An empty basket has no answers to wait for."""
        if self._asked and not self._order.draft.lines:
            self._ask.start()

    def _begin(self) -> None:
        """Another order is in hand: what was kept for it before is looked up."""
        self._draft_id = self._order.draft.draft_id
        self._asked, self._kept = {}, None
        self._parked.pop(self._draft_id, None)
        self._tell()

    def _wanted(self) -> dict[tuple[str, str], int]:
        """Place and product → units of the way that was chosen; what is lent here is safe anyway,
        and what is still on its way nobody can keep."""
        draft = self._order.draft
        if not self._online or not (draft.delivery or rows_apart(draft)):
            return {}
        wanted: Counter[tuple[str, str]] = Counter()
        for placed in self._answers.lines:
            line = placed.line
            there = line.promise_to is not None and not placed.arrives
            source = line.from_site_id or line.site_id
            if source and there and line.method is not Method.CARRY_OUT:
                wanted[source, line.product_id] += line.quantity
        lent = self._answers.lent
        return {cell: units for cell, units in wanted.items() if lent.get(cell, 0) < units}

    @property
    def _online(self) -> bool:
        return self._backend.sync_status().state in {"online", "syncing"}

    def ask_now(self) -> None:
        """Ask for what is wanted now; nothing wanted lets go."""
        self._ask.stop()
        wanted = self._wanted()
        if wanted or self._asked:
            self._asked = wanted
            self._send(wanted, LASTS)

    def _send(self, wanted: Units, lasts: int) -> None:
        hold_id = self._draft_id
        if not wanted:
            self._kept = None
            self._backend.run(LetHoldGo(hold_id=hold_id), refused=self._refused, owner=self)
            self._tell()
            return
        units = [
            HeldUnits(site_id=site, product_id=product, quantity=quantity)
            for (site, product), quantity in sorted(wanted.items())
        ]
        command = AskHold(hold_id=hold_id, units=units, lasts=lasts)
        self._backend.run(command, then=self._sent, refused=self._refused, owner=self)

    def _sent(self, _receipt: object) -> None:
        self._ask_how_it_stands()

    def _refused(self, _code: str, _facts: object) -> None:
        """The line went meanwhile: the promise says that it is provisional."""
        self._asked, self._kept = {}, None
        self._tell()

    # ------------------------------------------------------------------ how it stands

    def follow(self, changes: ChangeSet) -> None:
        if changes.touches("stock_holds"):
            self._ask_how_it_stands()

    def _ask_how_it_stands(self) -> None:
        if self._draft_id:
            self._backend.ask(
                kept_for, self._draft_id, self._clock.now(), then=self._known, owner=self
            )

    def _known(self, found: Kept | None) -> None:
        if found is None or found.hold_id == self._draft_id:
            self._kept = found if self._asked else None
            self._tell()

    @property
    def holding(self) -> Holding:
        kept = self._kept
        if kept is None:
            return NOTHING
        left = (kept.expires_at - self._clock.now()) // 1_000_000
        if kept.refused:
            return Holding(Stand.REFUSED)
        if left <= 0:
            return NOTHING
        if not kept.confirmed:
            return Holding(Stand.ASKED)
        return Holding(Stand.ENDING if left <= AMBER_S else Stand.HELD, left)

    def tick(self) -> None:
        """Once a second: the countdown, the next asking, parked orders whose time is over."""
        now = self._holding_now()
        if now.stand is Stand.ENDING and now.left_s <= AGAIN_S and self._live() and self._online:
            self._send(self._asked, LASTS)
        self._end_parked()

    def _holding_now(self) -> Holding:
        now = self.holding
        if now is NOTHING and self._kept is not None:
            self._asked, self._kept = {}, None
        self._tell()
        return now

    def _tell(self) -> None:
        self.shown.emit(self.holding)
        wanted = self._kept is not None or bool(self._parked)
        if not wanted:
            self._tick.stop()
        elif not self._tick.isActive():
            self._tick.start()

    # ------------------------------------------------------------------ parked and dropped

    def _park(self, draft: Draft, name: str) -> None:
        """Kept for half an hour more; then it is let go, and that is said."""
        if draft.draft_id != self._draft_id or not self._asked or not self._online:
            return
        self._send(self._asked, PARKED)
        self._parked[draft.draft_id] = (Instant(self._clock.now() + PARKED), name)
        self._leave()

    def drop(self, draft_id: str) -> None:
        """Discarded: nothing of it is wanted."""
        if draft_id == self._draft_id and self._asked:
            self._send({}, LASTS)
            self._leave()

    def placed(self) -> None:
        """The order's claims took over."""
        self._leave()

    def _leave(self) -> None:
        self._draft_id, self._asked, self._kept = "", {}, None
        self._ask.stop()
        self._tell()

    def _end_parked(self) -> None:
        now = self._clock.now()
        for draft_id in [key for key, (until, _) in self._parked.items() if until <= now]:
            _, name = self._parked.pop(draft_id)
            self.let_go.emit(name)
