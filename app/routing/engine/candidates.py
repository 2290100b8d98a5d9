"""Which places may serve this order, by which service and when; and why may the others not?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import Instant
from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.carriers import Lanes, Sending, carries, lanes_to, tariff
from app.routing.engine.promise import Timetable, Window
from app.routing.model import Code, Need, Place, Reason
from app.routing.network import Network
from app.routing.rules.judging import Sheet

Units: TypeAlias = NDArray[np.int64]

_EMPTY = Reason(Code.NO_STOCK, {})
NOT_THIS_WAY = {Method.PICKUP: Code.NO_PICKUP, Method.SHIP: Code.NO_SHIPPING}


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    place: Place
    metres: float  # infinite when nobody knows
    sent: Sending | None  # None = collected
    window: Window

    @property
    def site_id(self) -> str:
        return self.place.site_id

    def carrier_minor(self, grams: int) -> int:
        return tariff(self.sent, grams) if self.sent else 0


class Candidates:
    """Places of one question, looked at one by one. What is told first is what weighs most.
    have[n, m]: units of each need's product at each place."""

    def __init__(
        self,
        question: Question,
        network: Network,
        have: Units,
        sheet: Sheet,
        needs: Sequence[Need],
        there_at: Mapping[str, Instant],
        timetable: Timetable,
    ) -> None:
        self._question = question
        self._network = network
        self._sheet = sheet
        self._needs = needs
        self._have: list[list[int]] = have.tolist()
        wanted = np.array([need.quantity for need in needs], np.int64)
        there = np.minimum(wanted[:, None], have.clip(min=0)).sum(axis=0)
        self._units: list[int] = there.tolist()
        self._out, self._kept = sheet.out.tolist(), sheet.kept.tolist()
        self._there_at = there_at
        self._timetable = timetable
        self._grams = question.grams
        self._heaviest = max((need.weight_grams for need in needs), default=0)
        self._lanes = self._lanes_of_all()

    def source(self, at: int, place: Place, metres: float) -> Source | Reason:
        question = self._question
        refused = self._unfit(at, place) or (
            self._without_stock(at, place) if self._units[at] else _EMPTY
        )
        if refused is not None:
            return refused
        if question.method is Method.SHIP and not self._lanes.get(place.zone):
            return Reason(
                Code.CARRIER_NOT_SERVING, {"zone": question.near.zone if question.near else ""}
            )
        now = self._there_at.get(place.site_id, question.now)
        staged = self._timetable.staged_at(place, question.method, self._units[at], now)
        if isinstance(staged, Code):
            return Reason(staged, {})
        if question.method is Method.PICKUP:
            return self._in_time(
                Source(place, metres, None, self._timetable.window(place, staged, None))
            )
        return self._sent(place, metres, staged)

    def _lanes_of_all(self) -> Lanes:
        question = self._question
        if question.method is not Method.SHIP or question.near is None:
            return {}
        return lanes_to(self._network, question.near.zone, question.level, self._grams)

    def _unfit(self, at: int, place: Place) -> Reason | None:
        question, sheet = self._question, self._sheet
        if question.only_at and place.site_id not in question.only_at:
            return Reason(Code.OUTRANKED, {})
        if question.counter and place.site_id == question.counter.site_id:
            return Reason(Code.NOT_ENOUGH, {})
        if question.method is Method.PICKUP and not place.pickup:
            return Reason(Code.NO_PICKUP, {})
        if question.method is Method.SHIP and not place.ships:
            return Reason(Code.NO_SHIPPING, {})
        if sheet.shut[at] >= 0:
            return _by_rule(sheet, int(sheet.shut[at]))
        return None

    def _without_stock(self, at: int, place: Place) -> Reason | None:
        """Why it has nothing for any line; None when it has something."""
        told: Reason | None = None
        for row, need in enumerate(self._needs):
            have, cell = self._have[row][at], (place.site_id, need.product_id)
            if have <= 0:
                continue
            if cell in self._question.not_at:
                told = Reason(Code.REJECTED_BEFORE, {})
            elif cell in self._question.barred:
                told = told or Reason(NOT_THIS_WAY[self._question.method], {})
            elif self._out[row][at] >= 0:
                told = told or _by_rule(self._sheet, self._out[row][at])
            elif have <= self._kept[row][at]:
                rule = self._sheet.rules[int(self._sheet.keeper[row, at])]
                told = told or Reason(
                    Code.LAST_UNIT_PROTECTED, {"rule": rule.name, "rule_id": rule.id, "has": have}
                )
            else:
                return None
        return told or Reason(Code.NO_STOCK, {})

    def _sent(self, place: Place, metres: float, staged: Instant) -> Source | Reason:
        """The cheapest service that is in time; why none is."""
        sendings = [s for s in self._lanes[place.zone] if carries(s, self._heaviest)]
        if not sendings:
            return Reason(Code.TOO_HEAVY, {"grams": self._heaviest})
        late: Source | None = None
        for sending in sendings:
            told = self._timetable.window(place, staged, sending)
            if self._question.counter is not None:
                received = self._received(self._question.counter, told)
                if isinstance(received, Code):
                    return Reason(received, {})
                told = received
            source = Source(place, metres, sending, told)
            if self._question.need_by is None or told.promise_to <= self._question.need_by:
                return source
            if late is None or told.promise_to < late.window.promise_to:
                late = source
        return self._too_late(late, staged) if late else Reason(Code.TOO_LATE, {})

    def _received(self, counter: Place, sent: Window) -> Window | Code:
        """Unpacked and staged there takes what picking and staging does: the customer is told
        when all of that is done."""
        units, at = self._question.units, sent.promise_to
        ready = self._timetable.staged_at(counter, Method.PICKUP, units, at)
        return ready if isinstance(ready, Code) else Window(sent.ready_at, ready, ready)

    def _in_time(self, source: Source) -> Source | Reason:
        need_by = self._question.need_by
        if need_by is None or source.window.promise_to <= need_by:
            return source
        return self._too_late(source, source.window.ready_at)

    def _too_late(self, source: Source, staged: Instant) -> Reason:
        """The cut-off is to blame when going at once would be in time; a carrier that does not come
        before it."""
        told = source.window
        sent = source.sent[0] if source.sent else None
        if sent and self._timetable.waits_for(source.place, sent.code, staged):
            facts: dict[str, str | int] = {"carrier": sent.carrier}
            return Reason(Code.CARRIER_NOT_SERVING, {**facts, "earliest": int(told.promise_to)})
        waited = told.ready_at - staged
        need_by = self._question.need_by or told.promise_to
        code = (
            Code.CUTOFF_MISSED if waited and told.promise_to - waited <= need_by else Code.TOO_LATE
        )
        return Reason(code, {"earliest": int(told.promise_to)})


def _by_rule(sheet: Sheet, index: int) -> Reason:
    rule = sheet.rules[index]
    return Reason(Code.RULE_EXCLUDED, {"rule": rule.name, "rule_id": rule.id})
