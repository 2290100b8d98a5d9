"""What does somebody take next: the least slack first, but what lies together is fetched together.

Nobody is sent to what a colleague has in hand, and nobody begins more than they can finish.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.kit.clock import MINUTE, Instant

IN_HAND = 3  # parcels: so many fit on a trolley, and more are late together
TOGETHER = 15 * MINUTE  # so much slack may be given up to stay in one part of the shop


class Waiting(Protocol):
    """`start_by` None: it has no time of its own. `owner` holds it while its lease lasts."""

    @property
    def id(self) -> str: ...
    @property
    def start_by(self) -> int | None: ...
    @property
    def zone(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def lease_until(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Pulled:
    """`full`: enough is in hand already, so the most urgent of that comes first."""

    item_id: str = ""
    full: bool = False


def pull_next(waiting: Sequence[Waiting], me: str, now: Instant) -> Pulled:
    mine = sorted((one for one in waiting if one.owner == me), key=_slack)
    if len(mine) >= IN_HAND:
        return Pulled(mine[0].id, full=True)
    open_to_me = [one for one in waiting if one.owner == me or not _is_held(one, now)]
    if not open_to_me:
        return Pulled()
    first = min(open_to_me, key=_slack)
    near = mine[0].zone if mine else ""
    close = [one for one in open_to_me if one.zone == near and _may_wait_for(one, first)]
    return Pulled(min(close or [first], key=_slack).id)


def _is_held(one: Waiting, now: Instant) -> bool:
    return bool(one.owner) and one.lease_until is not None and one.lease_until > now


def _may_wait_for(one: Waiting, first: Waiting) -> bool:
    if one.start_by is None or first.start_by is None:
        return one.start_by is first.start_by
    return one.start_by - first.start_by <= TOGETHER


def _slack(one: Waiting) -> tuple[bool, int, str]:
    return one.start_by is None, one.start_by or 0, one.id
