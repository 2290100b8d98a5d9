"""Which ways are offered for a basket: those that are there in time, else the nearest miss."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.routing.model import Promise
from app.routing.queries import Wanted, options_for


@dataclass(frozen=True, slots=True)
class Offered:
    """`in_time`: by the day that was named. False: `promise` has but one option, the nearest miss,
    for people to tell; its excluded places are those of the question with the day."""

    promise: Promise
    in_time: bool = True


def offered_for(
    db: Connection, basket: Sequence[Wanted], *, need_by: Instant | None = None, **asked: Any
) -> Offered:
    """`asked` as in options_for."""
    found = options_for(db, basket, need_by=need_by, **asked)
    whole = [option for option in found.options if not option.missing]
    if need_by is None or whole:
        return Offered(found)
    late = options_for(db, basket, **asked).options
    miss = min(
        (option for option in late if not option.missing),
        key=lambda option: (option.promise_to, option.cost_minor),
        default=None,
    )
    if miss is None:
        return Offered(found)
    return Offered(Promise((miss,), found.excluded, found.missing), in_time=False)
