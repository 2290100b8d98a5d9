"""Which rule sets are there, and which of them holds at this moment?"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.identity.queries import staff_names
from app.kit.clock import Instant
from app.routing.rules.model import NO_RULES, Rule, RuleSet
from app.routing.rules.states import Kpi, Reach, SetState, Standing
from app.routing.rules.tables import rule_sets
from app.storage.prepared import prepared

HUNDRED = 100
# The one that holds, the one before it, and what runs beside them: more is never asked for.
LATEST = 20
MOST_SETS = 100  # years of work; older ones are in the database, not in the list


@dataclass(frozen=True, slots=True)
class RulesNow:
    """What holds, and beside it a canary for a share of the orders and a shadow for none."""

    live: RuleSet
    canary: RuleSet | None = None
    share_percent: int = 0
    shadow: RuleSet | None = None

    def of(self, order_id: str) -> RuleSet:
        """The same set for the same order, wherever it is asked."""
        if self.canary is None or not in_share(order_id, self.share_percent):
            return self.live
        return self.canary


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A version as the screen shows it; times as in the table, names of who did what."""

    id: str
    version: int
    name: str
    state: SetState
    standing: Standing
    rules: tuple[Rule, ...]
    revision: int
    based_on: str | None
    note: str
    answer: str
    author_id: str
    editor_id: str | None
    author: str
    editor: str
    reviewer: str
    drafted_at: Instant
    edited_at: Instant | None
    approved_at: Instant | None
    reach: Reach
    share_percent: int
    starts_at: Instant | None
    ends_at: Instant | None
    returned_for: Kpi | None = None
    returned_percent: int = 0

    def ruleset(self) -> RuleSet:
        return RuleSet(self.version, self.rules)


_started = (
    sa.select(rule_sets)
    .where(
        rule_sets.c.state == SetState.SCHEDULED.value, rule_sets.c.starts_at <= sa.bindparam("now")
    )
    .order_by(rule_sets.c.starts_at.desc(), rule_sets.c.version.desc())
    .limit(LATEST)
)
_newest = sa.select(rule_sets).order_by(rule_sets.c.version.desc()).limit(MOST_SETS)
_heads = _newest.with_only_columns(
    *(column for column in rule_sets.c if column.name != "body")  # the home screen asks often
)


@dataclass(frozen=True, slots=True)
class Returned:
    """A version that went back by itself: why, and by how many percent it was worse."""

    set_id: str
    version: int
    name: str
    at: Instant
    why: Kpi
    percent: int


def returned_sets(db: Connection, since: Instant) -> tuple[Returned, ...]:
    """Those that went back from `since` on and after which nobody wrote other rules."""
    rows = db.execute(_heads).mappings().all()
    written = max((row["edited_at"] or row["drafted_at"] for row in rows), default=0)
    return tuple(
        Returned(
            row["id"],
            row["version"],
            row["name"],
            Instant(row["returned_at"]),
            Kpi(row["returned_for"]),
            row["returned_percent"],
        )
        for row in rows
        if row["returned_at"] is not None and row["returned_at"] >= max(since, written)
    )


def live_rules(db: Connection, now: Instant) -> RuleSet:
    """The set that started last; NO_RULES when none ever did."""
    return rules_now(db, now).live


def rules_now(db: Connection, now: Instant) -> RulesNow:
    live, canary, shadow = holding(db, now)
    return RulesNow(
        live=_ruleset(live) if live else NO_RULES,
        canary=_ruleset(canary) if canary else None,
        share_percent=canary["share_percent"] if canary else 0,
        shadow=_ruleset(shadow) if shadow else None,
    )


def live_and_former(db: Connection, now: Instant) -> tuple[RowMapping | None, RowMapping | None]:
    held = [row for row in _rows_started(db, now) if row["reach"] == Reach.ALL.value]
    return (held[0] if held else None), (held[1] if len(held) > 1 else None)


def stored_sets(db: Connection, now: Instant) -> tuple[StoredSet, ...]:
    """All that are still of interest, the newest version first."""
    rows = db.execute(_newest).mappings().all()
    told = (row[who] for row in rows for who in ("author_id", "editor_id", "reviewer_id"))
    names = staff_names(db, {who for who in told if who})
    held = [row["id"] if row else "" for row in holding(db, now)]
    return tuple(
        StoredSet(
            id=row["id"],
            version=row["version"],
            name=row["name"],
            state=SetState(row["state"]),
            standing=_standing(row, held, now),
            rules=rules_of(row["body"]),
            revision=row["revision"],
            based_on=row["based_on"],
            note=row["note"],
            answer=row["answer"],
            author_id=row["author_id"],
            editor_id=row["editor_id"],
            author=names.get(row["author_id"], ""),
            editor=names.get(row["editor_id"] or "", ""),
            reviewer=names.get(row["reviewer_id"] or "", ""),
            drafted_at=row["drafted_at"],
            edited_at=row["edited_at"],
            approved_at=row["approved_at"],
            reach=Reach(row["reach"] or Reach.ALL),
            share_percent=row["share_percent"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            returned_for=Kpi(row["returned_for"]) if row["returned_for"] else None,
            returned_percent=row["returned_percent"],
        )
        for row in rows
    )


def in_share(order_id: str, percent: int) -> bool:
    return zlib.crc32(order_id.encode()) % HUNDRED < percent


def text_of(rules: Sequence[Rule]) -> str:
    return _encoder.encode(tuple(rules)).decode()


@lru_cache(maxsize=MOST_SETS)
def rules_of(body: str) -> tuple[Rule, ...]:
    return _decoder.decode(body)


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(tuple[Rule, ...])


def _rows_started(db: Connection, now: Instant) -> Sequence[RowMapping]:
    return prepared(db, _started).read(db, {"now": now})


def holding(
    db: Connection, now: Instant
) -> tuple[RowMapping | None, RowMapping | None, RowMapping | None]:
    """(live, canary, shadow). What runs beside ends with the set that it was tried against."""
    started = _rows_started(db, now)
    live = next((row for row in started if row["reach"] == Reach.ALL.value), None)
    later = started[: started.index(live)] if live else started
    running = [row for row in later if row["ends_at"] is None or now < row["ends_at"]]
    canary = next((row for row in running if row["reach"] == Reach.CANARY.value), None)
    shadow = next((row for row in running if row["reach"] == Reach.SHADOW.value), None)
    return live, canary, shadow


def _standing(row: RowMapping, held: Sequence[str], now: Instant) -> Standing:
    if row["state"] != SetState.SCHEDULED.value:
        return Standing(row["state"])
    if row["starts_at"] > now:
        return Standing.SCHEDULED
    if row["id"] not in held:
        return Standing.RETIRED
    return (Standing.LIVE, Standing.CANARY, Standing.SHADOW)[held.index(row["id"])]


def _ruleset(row: RowMapping) -> RuleSet:
    return RuleSet(row["version"], rules_of(row["body"]))
