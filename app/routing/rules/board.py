"""What the screen of rules shows: the versions, and what a rule may name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.lookup import categories
from app.kit.clock import Instant
from app.places.lookup import zones
from app.routing.model import Place
from app.routing.places import places_of
from app.routing.rules.flaws import Finding, Known
from app.routing.rules.model import Rule
from app.routing.rules.states import Standing
from app.routing.rules.stored import StoredSet, live_and_former, stored_sets

OPEN = (Standing.DRAFT, Standing.REVIEW, Standing.APPROVED, Standing.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Board:
    """`former`: the version that a roll-back brings again; None: there is none."""

    sets: tuple[StoredSet, ...]
    former: int | None
    places: tuple[Place, ...]
    zones: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def live(self) -> StoredSet | None:
        return next((one for one in self.sets if one.standing is Standing.LIVE), None)

    @property
    def open(self) -> StoredSet | None:
        """What is being worked at: the newest that is not live yet."""
        return next((one for one in self.sets if one.standing in OPEN), None)

    def find(self, set_id: str | None) -> StoredSet | None:
        return next((one for one in self.sets if one.id == set_id), None)

    def before(self, shown: StoredSet) -> StoredSet | None:
        """What it is compared with: what is live, or what it was made of once it is live itself."""
        live = self.live
        if live is None or live.id == shown.id or shown.standing is Standing.RETIRED:
            return self.find(shown.based_on)
        return live

    def changed_last(self, shown: StoredSet, rule: Rule) -> StoredSet | None:
        """The version in which the rule became what it is, as far back as the list goes."""
        found, at = None, shown
        while rule in at.rules:
            found = at
            older = self.find(at.based_on)
            if older is None:
                break
            at = older
        return found


def board(db: Connection, now: Instant) -> Board:
    former = live_and_former(db, now)[1]
    return Board(
        sets=stored_sets(db, now),
        former=former["version"] if former else None,
        places=tuple(place for place in places_of(db) if place.ships or place.pickup),
        zones=tuple(zones(db)),
        tags=tuple(categories(db)),
    )


def findings(db: Connection, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    from app.routing.rules.lint import lint  # noqa: PLC0415  numpy: never at a desk's start

    known = Known(zones=frozenset(zones(db)), tags=frozenset(categories(db)))
    return lint(rules, places_of(db), known)
