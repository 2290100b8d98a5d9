"""Rules under which orders fare clearly worse go back by themselves: a trial ends, the former set
is live again. People read why beside the version, and may plan it once more."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.identity.roles import require
from app.kit.clock import DAY, HOUR, Instant
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.routing.rules.commands import RollBackRules
from app.routing.rules.handlers import roll_back_rules
from app.routing.rules.states import RULE_SET, SetState
from app.routing.rules.stored import holding, in_share, live_and_former
from app.routing.rules.tables import rule_sets
from app.routing.shadow.states import Against
from app.routing.shadow.tables import sourcing_trials
from app.routing.shadow.watching import Breach, Fared, breach
from app.storage.uow import UnitOfWork

WATCHED = 7 * DAY  # after its start a live set is one that people got used to
BEFORE = 14 * DAY  # with which its first week is compared
MOST = 20_000  # orders of one side, the newest

_trial = sourcing_trials.c
_fared = (
    sa.select(
        _trial.order_id,
        _trial.ours_minor,
        _trial.theirs_minor,
        _trial.ours_left,
        _trial.theirs_left,
    )
    .where(
        _trial.against == Against.WATERFALL.value,
        _trial.at >= sa.bindparam("start"),
        _trial.at < sa.bindparam("end"),
    )
    .order_by(_trial.at.desc(), _trial.id.desc())
    .limit(MOST)
)


class WatchRules(Command, frozen=True, kw_only=True):
    """The server's own, once an hour while there is something to watch."""


def watch_of(db: Connection, now: Instant) -> tuple[WatchRules, str] | None:
    """The command of this hour, under the id that makes it happen once."""
    live, canary, _ = holding(db, now)
    if canary is None and not _is_new(live, now):
        return None
    return WatchRules(), derived_id("rules", "watch", now // HOUR)


def watch_rules(uow: UnitOfWork, _command: WatchRules) -> dict[str, Any]:
    require(uow.actor, "system")
    live, canary, _ = holding(uow.db, uow.now)
    told = {}
    if canary is not None and (found := _of_canary(uow, canary)):
        state = RULE_SET.after(SetState(canary["state"]), "withdraw")
        _tell(uow, canary, found, state=state.value, starts_at=None, ends_at=None)
        told["withdrawn"] = canary["version"]
    if live is not None and _is_new(live, uow.now) and (found := _of_live(uow, live)):
        told["again"] = roll_back_rules(uow, RollBackRules(set_id=live["id"]))["again"]
        _tell(uow, live, found)
    return told


def _is_new(live: RowMapping | None, now: Instant) -> bool:
    return live is not None and now - live["starts_at"] < WATCHED


def _of_canary(uow: UnitOfWork, canary: RowMapping) -> Breach | None:
    """Its own orders and those beside it, of the same days."""
    rows = _rows(uow, canary["starts_at"], uow.now)
    share = canary["share_percent"]
    own = [row for row in rows if in_share(row["order_id"], share)]
    beside = [row for row in rows if not in_share(row["order_id"], share)]
    return breach(_of(own), _of(beside))


def _of_live(uow: UnitOfWork, live: RowMapping) -> Breach | None:
    """Since it began, and the weeks before; a set that came back has nothing worse before it."""
    if live_and_former(uow.db, uow.now)[1] is None:
        return None
    start = live["starts_at"]
    return breach(_of(_rows(uow, start, uow.now)), _of(_rows(uow, start - BEFORE, start)))


def _rows(uow: UnitOfWork, start: int, end: int) -> Sequence[RowMapping]:
    return uow.db.execute(_fared, {"start": start, "end": end}).mappings().all()


def _of(rows: Sequence[RowMapping]) -> list[Fared]:
    return [
        Fared(
            row["ours_minor"],
            row["theirs_minor"],
            whole=not row["ours_left"] and not row["theirs_left"],
            unplaced=row["ours_left"] > 0,
        )
        for row in rows
    ]


def _tell(uow: UnitOfWork, row: RowMapping, found: Breach, **told: Any) -> None:
    uow.update(
        rule_sets,
        row["id"],
        returned_at=uow.now,
        returned_for=found.kpi.value,
        returned_percent=found.percent,
        **told,
    )
