"""Whose figures may a person see, of which time, and against which time are they held?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.roles import Role
from app.kit.clock import HOUR, Instant, business_day, from_datetime
from app.places.tables import sites

PERMISSION = "insights.read"
_sites = sa.select(sites.c.id, sites.c.name, sites.c.kind, sites.c.region).order_by(
    sites.c.kind.desc(), sites.c.name
)
# domain.md section 7: stock is everybody's business there, other people's sales are not
EVERYWHERE = frozenset({Role.INVENTORY, Role.AUDITOR})
NO_SALES = frozenset({Role.INVENTORY})


class ScopeKind(StrEnum):
    OWN = "own"  # the orders one took oneself
    STORE = "store"
    REGION = "region"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Scope:
    """`user_id` only for OWN. `name` is the store's or the region's, empty for the others."""

    kind: ScopeKind
    id: str
    name: str
    site_ids: tuple[str, ...]
    user_id: str = ""
    sales: bool = True


class Period(StrEnum):
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"

    @property
    def days(self) -> int:
        return {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}[self]


class Against(StrEnum):
    PREVIOUS = "previous"
    WEEKDAY = "weekday"  # whole weeks back, so that Saturdays meet Saturdays

    def days_back(self, period: Period) -> int:
        if self is Against.PREVIOUS:
            return period.days
        return -(-period.days // 7) * 7


@dataclass(frozen=True, slots=True)
class Window:
    """Half-open times: midnight of the first day to now, and the same stretch `back` days ago."""

    now: Instant
    zone: str
    days: int
    back: int

    @property
    def today(self) -> date:
        return business_day(self.now, self.zone)

    @property
    def start(self) -> Instant:
        return self.midnight(self.days - 1)

    @property
    def end(self) -> Instant:
        """The running hour belongs to it whole."""
        return Instant(self.now - self.now % HOUR + HOUR)

    @property
    def before(self) -> tuple[Instant, Instant]:
        past = self.midnight(self.back) - self.midnight(0)
        return self.midnight(self.days - 1 + self.back), Instant(self.end + past)

    def midnight(self, days_ago: int) -> Instant:
        day = self.today - timedelta(days=days_ago)
        return from_datetime(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone)))


def window_of(now: Instant, zone: str, period: Period, against: Against) -> Window:
    return Window(now, zone, period.days, against.days_back(period))


def scopes_for(db: Connection, *, role: str, user_id: str, site_id: str) -> Sequence[Scope]:
    """What this person may choose, the nearest first; none for a role without dashboards.

    An agent sees the orders they took; a clerk their store; a manager also the stores of their
    region, to be measured with; the inventory's and the auditor's people see the company.
    """
    places = [tuple(row) for row in db.execute(_sites)]
    here = next((place for place in places if place[0] == site_id), None)
    sales = role not in NO_SALES
    if role == Role.AGENT:
        return [Scope(ScopeKind.OWN, user_id, "", tuple(place[0] for place in places), user_id)]
    if role == Role.CLERK and here is not None:
        return [_store(here, sales)]
    if role == Role.MANAGER and here is not None:
        region = [place for place in places if place[3] and place[3] == here[3]]
        return [_store(here, sales), *_regions(region, sales)]
    if role in EVERYWHERE:
        everything = tuple(place[0] for place in places)
        company = Scope(ScopeKind.COMPANY, "", "", everything, sales=sales)
        stores = [_store(place, sales) for place in places if place[2] != "care"]
        return [company, *_regions(places, sales), *stores]
    return []


def _store(place: Sequence[str], sales: bool) -> Scope:
    return Scope(ScopeKind.STORE, place[0], place[1], (place[0],), sales=sales)


def _regions(places: Sequence[Sequence[str]], sales: bool) -> list[Scope]:
    """A region of one place is that place: it is not offered twice."""
    named: dict[str, list[str]] = {}
    for place_id, _, kind, region in places:
        if region and kind != "care":
            named.setdefault(region, []).append(place_id)
    return [
        Scope(ScopeKind.REGION, region, region, tuple(ids), sales=sales)
        for region, ids in sorted(named.items())
        if len(ids) > 1
    ]
