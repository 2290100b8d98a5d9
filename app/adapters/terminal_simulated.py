"""A card machine that is not there: the last digits of the amount say what it does."""

import hashlib
from collections.abc import Callable
from enum import Enum, auto

from app.kit.money import Money
from app.ports.terminal import Answer, Authorised, Declined, Unknown


class Play(Enum):
    APPROVE = auto()
    DECLINE = auto()
    TIME_OUT_THEN_APPROVE = auto()
    TIME_OUT_THEN_DECLINE = auto()


# As with the test amounts of real acquirers. Prices of shops end in 000 or 900, seldom in these.
_BY_ENDING = {
    51: Play.DECLINE,
    68: Play.TIME_OUT_THEN_APPROVE,
    91: Play.TIME_OUT_THEN_DECLINE,
}


def by_ending(amount: Money) -> Play:
    return _BY_ENDING.get(amount.minor % 100, Play.APPROVE)


class SimulatedTerminal:
    """Knows each attempt it was asked, and never charges one twice."""

    def __init__(self, plays: Callable[[Money], Play] = by_ending) -> None:
        self._plays = plays
        self._settled: dict[str, Answer] = {}
        self.charged: list[str] = []

    def pay(self, attempt_id: str, amount: Money) -> Answer:
        if attempt_id in self._settled:
            return self.outcome(attempt_id)
        play = self._plays(amount) if amount.minor > 0 else Play.DECLINE
        approves = play in (Play.APPROVE, Play.TIME_OUT_THEN_APPROVE)
        if approves:
            self.charged.append(attempt_id)
        self._settled[attempt_id] = _approval(attempt_id) if approves else Declined("do_not_honour")
        if play in (Play.APPROVE, Play.DECLINE):
            return self._settled[attempt_id]
        return Unknown(attempt_id)

    def outcome(self, attempt_id: str) -> Answer:
        return self._settled.get(attempt_id, Declined("never_seen"))


def _approval(attempt_id: str) -> Authorised:
    digest = hashlib.blake2b(attempt_id.encode(), digest_size=4).hexdigest().upper()
    return Authorised(approval=digest[:6], brand="VISA", last4="4242")
