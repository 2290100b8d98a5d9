"""A desk sees to it by itself that it has something to promise when its server is away.

What it says is read from its database anew each time, and says what it wants to hold: after a lost
reply it simply looks again. One thread, so that one request is under way at a time.
"""

import logging
import math
import random
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from app.kit.errors import Refusal, Unreachable
from app.kit.ids import NewId
from app.sync import wire
from app.sync.transport import Transport

if TYPE_CHECKING:
    from app.stock.commands import LeaseItem
    from app.stock.leases import Plan

log = logging.getLogger("gerai.leases")
SETTLES = 3.0  # seconds: acts in a row are one question
SPREADS = 4.0  # a few hundred desks that come back together do not ask together
LOOKS = 600.0  # what has to be renewed, or shows as safe and is so no longer
ASKS = 60.0  # until the same is asked again: what is not lent now is not lent in a second
TRIES = 120.0  # after trouble; orders go their own way meanwhile
PACE = 20.0  # between any two questions: a till that sells without a pause asks in lots
DRAINS = 5.0  # the queue goes up first
HANG_UP = 0.2
LAST_WORD = 2.0  # who closes the desk does not wait longer for it


class Borrowing:
    """`ready`: the server is there and this desk has caught up. `plan` and `judge` go through the
    desk's lanes."""

    def __init__(
        self,
        *,
        ready: Callable[[], bool],
        plan: "Callable[[], Plan]",
        judge: Callable[[], None],
        calling: Callable[[], AbstractContextManager[Transport]],
        new_id: NewId,
    ) -> None:
        self._ready, self._plan, self._judge = ready, plan, judge
        self._calling = calling
        self._new_id = new_id
        self._asked: tuple[LeaseItem, ...] = ()
        self._asked_at = -math.inf
        self._woken = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gerai-leases", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """A lease was used, recalled or lent, or the server is back."""
        self._woken.set()

    def close(self, hang_up: Callable[[], None]) -> None:
        self._closing.set()
        self._woken.set()
        while self._thread.is_alive():
            self._thread.join(timeout=HANG_UP)
            hang_up()  # it may have called just now

    def _run(self) -> None:
        pause = LOOKS
        while True:
            self._woken.wait(pause)
            if self._closing.wait(SETTLES + SPREADS * random.random()):
                return
            self._woken.clear()
            pause = self.look()

    def look(self) -> float:
        """Say what there is to say; the seconds until the next look."""
        try:
            self._judge()
            return self._talk(self._plan()) if self._ready() else LOOKS
        except (Unreachable, Refusal) as trouble:
            log.info("leases wait: %s", trouble)
        except Exception:
            if not self._closing.is_set():
                # A bug of ours costs the safe promises, not the desk.
                log.exception("leases were not asked for")
        return TRIES

    def _talk(self, plan: "Plan") -> float:
        pause = ASKS if plan.ask == self._asked else PACE
        wait = self._asked_at + pause - time.monotonic()
        asks = bool(plan.ask) and wait <= 0
        if plan.give_back or asks:
            with self._calling() as transport:
                if plan.give_back:
                    transport.give_back(self._returned(plan.give_back))
                if asks:
                    self._asked, self._asked_at = plan.ask, time.monotonic()
                    transport.borrow(self._wanted(plan))
        if plan.unsent_first:
            return DRAINS
        return wait if plan.ask and not asks else LOOKS

    def _wanted(self, plan: "Plan") -> wire.Borrow:
        units = [(item.site_id, item.product_id, item.quantity) for item in plan.ask]
        return wire.Borrow(request_id=self._new_id(), units=units)

    def _returned(self, lease_ids: tuple[str, ...]) -> wire.GiveBack:
        return wire.GiveBack(request_id=self._new_id(), lease_ids=list(lease_ids))
