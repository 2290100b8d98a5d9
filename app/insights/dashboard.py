"""How do the stores of a scope do, now and against another time: every figure of the dashboard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.tables import fulfillments
from app.insights.figures.model import COLUMNS
from app.insights.scopes import Against, Period, Scope, ScopeKind, Window, window_of
from app.insights.tables import hour_figures, return_figures
from app.insights.times import found_by_time
from app.kit.clock import DAY, HOUR, MINUTE, Instant, as_datetime
from app.orders.states import Method
from app.orders.tables import orders
from app.places.tables import sites

SPARK_DAYS = 7
MONTH_DAYS = 30
AGES = (1, 4, 8, 24)  # hours: the bounds between the bars of open orders
MOST_POINTS = 300  # pickups in the strip; more is a cloud nobody reads
SLOTS = 24
OPEN = (10, 20)  # the first and the last hour of a usual day

_figure = hour_figures.c
_SUMS = tuple(name for name in COLUMNS if name != "open_orders")  # what is open now is no sum
_MONEY = frozenset({"sales_minor", "saved_minor"})


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; no value where there was nothing."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Course:
    """A share now, then, and by the last SPARK_DAYS days; `before` and `days` only if known."""

    now: Share
    before: Share | None
    days: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SalesBar:
    """An hour of today or a day; `before_minor` None: there are no figures of then."""

    start: int
    end: int
    minor: int
    before_minor: int | None
    running: bool
    ahead: bool  # of today, still to come


@dataclass(frozen=True, slots=True)
class StoreShare:
    site_id: str
    name: str
    share: Share


@dataclass(frozen=True, slots=True)
class Saved:
    """What `compared` orders would have cost more by a fixed waterfall; below 0: less. `days` of
    the last 30 had such orders; `course` by the last SPARK_DAYS days."""

    minor: int
    compared: int
    days: int
    course: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReadyPickup:
    """`minutes` from the moment its place could begin; it is late beyond the place's time."""

    order_id: str
    number: str
    at: int
    minutes: int
    late: bool


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`known_days` whole days of figures there are; `held` pickups of `ready` are on this desk."""

    scope: Scope
    window: Window
    known_days: int
    currency: str
    fill: Course
    in_time: Course
    returned: Course
    usual_returned: Share  # of 30 days
    saved: Saved
    ages: tuple[int, ...]
    sales: tuple[SalesBar, ...]
    stores: tuple[StoreShare, ...]
    pickups: tuple[ReadyPickup, ...]
    ready: int
    late: int
    target_minutes: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def open_orders(self) -> int:
        return sum(self.ages)

    @property
    def over_a_day(self) -> int:
        return self.ages[-1]


def dashboard(
    db: Connection, scope: Scope, period: Period, against: Against, now: int, zone: str
) -> Dashboard:
    window = window_of(Instant(now), zone, period, against)
    month = window.midnight(29)
    since = min(window.before[0], month, window.midnight(SPARK_DAYS - 1))
    first = _first_hour(db, scope)
    currency = _currency(db, scope, month)
    hours = _hours(db, scope, since, window.end, currency)
    known = _known(hours, window, first)
    ready = _sum(hours, window.start, window.end)
    return Dashboard(
        scope=scope,
        window=window,
        known_days=max(0, (window.midnight(0) - first) // DAY) if first is not None else 0,
        currency=currency,
        fill=known("filled", "asked"),
        in_time=known("pickups", "pickups", less="late"),
        returned=known("returned", "sold"),
        usual_returned=_share(_sum(hours, month, window.end), "returned", "sold"),
        saved=_saved(hours, window),
        ages=_ages(db, scope, window),
        sales=_sales(hours, window, first) if scope.sales else (),
        stores=_stores(db, scope, window),
        pickups=_pickups(db, scope, window),
        ready=ready["pickups"],
        late=ready["late"],
        target_minutes=_target(db, scope),
        reasons=_reasons(db, scope, window),
    )


def _of(scope: Scope, column: Any = _figure.site_id) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [column.in_(scope.site_ids)]
    if scope.kind is ScopeKind.OWN:
        found.append(_figure.user_id == scope.user_id)
    return found


def _first_hour(db: Connection, scope: Scope) -> int | None:
    found: int | None = db.execute(sa.select(sa.func.min(_figure.hour)).where(*_of(scope))).scalar()
    return found


def _currency(db: Connection, scope: Scope, since: int) -> str:
    """The one most is sold in: sums of two currencies are no figure."""
    counted = sa.func.sum(_figure.orders)
    asked = (
        sa.select(_figure.currency)
        .where(_figure.hour >= since, *_of(scope))
        .group_by(_figure.currency)
        .order_by(counted.desc())
        .limit(1)
    )
    return db.execute(asked).scalar() or "IDR"


Hours = Mapping[int, Mapping[str, int]]


def _hours(db: Connection, scope: Scope, since: int, until: int, currency: str) -> Hours:
    """The sums of the scope's places by hour."""

    def counted(name: str) -> sa.ColumnElement[int]:
        column: sa.ColumnElement[int] = _figure[name]
        return (
            sa.case((_figure.currency == currency, column), else_=0) if name in _MONEY else column
        )

    sums = [sa.func.sum(counted(name)).label(name) for name in _SUMS]
    asked = (
        sa.select(_figure.hour, *sums)
        .where(_figure.hour >= since, _figure.hour < until, *_of(scope))
        .group_by(_figure.hour)
    )
    return {row["hour"]: {n: int(row[n]) for n in _SUMS} for row in db.execute(asked).mappings()}


def _sum(hours: Hours, start: int, end: int) -> dict[str, int]:
    inside = [counts for hour, counts in hours.items() if start <= hour < end]
    return {name: sum(counts[name] for counts in inside) for name in _SUMS}


def _share(sums: Mapping[str, int], part: str, whole: str, less: str = "") -> Share:
    return Share(sums[part] - (sums[less] if less else 0), sums[whole])


def _known(hours: Hours, window: Window, first: int | None) -> Any:
    """(part, whole) → its course; what lies before the first figure is not known."""
    days = [
        _sum(hours, window.midnight(ago), window.midnight(ago - 1) if ago else window.end)
        for ago in range(SPARK_DAYS - 1, -1, -1)
    ]
    start, end = window.before

    def course(part: str, whole: str, less: str = "") -> Course:
        now = _share(_sum(hours, window.start, window.end), part, whole, less)
        shares = [_share(day, part, whole, less).value for day in days]
        spark = first is not None and first < window.midnight(SPARK_DAYS - 2)
        before = first is not None and first < start + DAY
        return Course(
            now=now,
            before=_share(_sum(hours, start, end), part, whole, less) if before else None,
            days=tuple(value for value in shares if value is not None) if spark else (),
        )

    return course


def _saved(hours: Hours, window: Window) -> Saved:
    now = _sum(hours, window.start, window.end)
    days = [
        _sum(hours, window.midnight(ago), window.midnight(ago - 1) if ago else window.end)
        for ago in range(MONTH_DAYS - 1, -1, -1)
    ]
    return Saved(
        minor=now["saved_minor"],
        compared=now["compared"],
        days=sum(day["compared"] > 0 for day in days),
        course=tuple(float(day["saved_minor"]) for day in days[-SPARK_DAYS:]),
    )


def _sales(hours: Hours, window: Window, first: int | None) -> tuple[SalesBar, ...]:
    if window.days == 1:
        return _sales_today(hours, window, first)
    bars = []
    for ago in range(window.days - 1, -1, -1):
        start, end = window.midnight(ago), window.midnight(ago - 1)
        then = window.midnight(ago + window.back), window.midnight(ago - 1 + window.back)
        known = first is not None and first < then[1]
        before = _sum(hours, *then)["sales_minor"] if known else None
        sold = _sum(hours, start, end)["sales_minor"]
        bars.append(SalesBar(start, end, sold, before, running=ago == 0, ahead=False))
    return tuple(bars)


def _sales_today(hours: Hours, window: Window, first: int | None) -> tuple[SalesBar, ...]:
    """A usual day's hours, and those before and after it in which anything was sold."""
    today, then = window.midnight(0), window.midnight(window.back)
    known = first is not None and first < then + DAY
    bars = []
    for slot in range(SLOTS):
        start = today + slot * HOUR
        sold = hours.get(start, {}).get("sales_minor", 0)
        before = hours.get(then + slot * HOUR, {}).get("sales_minor", 0)
        running = start <= window.now < start + HOUR
        ahead = start > window.now
        bars.append(SalesBar(start, start + HOUR, sold, before if known else None, running, ahead))
    busy = [at for at, bar in enumerate(bars) if bar.minor or bar.before_minor]
    if not busy:
        return ()
    return tuple(bars[min(*busy, OPEN[0]) : max(*busy, OPEN[1]) + 1])


def _ages(db: Connection, scope: Scope, window: Window) -> tuple[int, ...]:
    """Open orders by age in whole hours of the clock: under 1 h, up to 4, 8, 24, and over."""
    asked = (
        sa.select(_figure.hour, sa.func.sum(_figure.open_orders))
        .where(_figure.open_orders > 0, *_of(scope))
        .group_by(_figure.hour)
    )
    counts = [0] * (len(AGES) + 1)
    for hour, still_open in db.execute(asked):
        counts[age_place(hour, window.now)] += int(still_open)
    return tuple(counts)


def age_place(hour: int, now: int) -> int:
    """Which of the ages an order has that was placed in this hour."""
    return next((at for at, _ in enumerate(AGES) if hour >= age_bounds(at, now)[0]), len(AGES))


def age_bounds(place: int, now: int) -> tuple[int, int]:
    """When orders of this age were placed: half-open. Nobody counts as older than they are."""
    this_hour = now - now % HOUR
    oldest = this_hour - AGES[place] * HOUR if place < len(AGES) else 0
    newest = this_hour - AGES[place - 1] * HOUR if place else this_hour + HOUR
    return oldest, newest


def _stores(db: Connection, scope: Scope, window: Window) -> tuple[StoreShare, ...]:
    asked = (
        sa.select(
            sites.c.id,
            sites.c.name,
            sa.func.sum(_figure.filled),
            sa.func.sum(_figure.asked),
        )
        .join(sites, sites.c.id == _figure.site_id)
        .where(_figure.hour >= window.start, _figure.hour < window.end, *_of(scope))
        .group_by(sites.c.id, sites.c.name)
    )
    found = [
        StoreShare(site_id, name, Share(int(filled), int(wanted)))
        for site_id, name, filled, wanted in db.execute(asked)
        if wanted > 0
    ]
    return tuple(sorted(found, key=lambda one: (-(one.share.value or 0), one.name)))


def _pickups(db: Connection, scope: Scope, window: Window) -> tuple[ReadyPickup, ...]:
    """Those whose orders this desk holds, the latest MOST_POINTS."""
    parcel = fulfillments.c
    asked = (
        sa.select(
            orders.c.id,
            orders.c.number,
            orders.c.placed_at,
            parcel.ready_at,
            parcel.due_at,
            sites.c.ready_minutes,
        )
        .join(orders, orders.c.id == parcel.order_id)
        .join(sites, sites.c.id == parcel.site_id)
        .where(
            parcel.ready_at >= window.start,
            parcel.ready_at < window.end,
            parcel.method == Method.PICKUP.value,
            found_by_time(parcel.site_id).in_(scope.site_ids),
            *([orders.c.placed_by == scope.user_id] if scope.kind is ScopeKind.OWN else []),
        )
        .order_by(parcel.ready_at.desc(), parcel.id)
        .limit(MOST_POINTS)
    )
    found = [_pickup(row) for row in db.execute(asked).mappings()]
    return tuple(reversed(found))


def _pickup(row: Mapping[Any, Any]) -> ReadyPickup:
    """Its time runs from `due − the place's minutes`: the promise knows when the shop is shut."""
    ready, due, usual = row["ready_at"], row["due_at"], row["ready_minutes"]
    begun = row["placed_at"] if due is None else due - usual * MINUTE
    minutes = max(0, -(-(ready - begun) // MINUTE))
    return ReadyPickup(row["id"], row["number"], ready, minutes, due is not None and ready > due)


def _target(db: Connection, scope: Scope) -> int:
    """The minutes that most places of the scope have for a pickup."""
    asked = (
        sa.select(sites.c.ready_minutes)
        .where(sites.c.id.in_(scope.site_ids), sites.c.ready_minutes > 0)
        .group_by(sites.c.ready_minutes)
        .order_by(sa.func.count().desc(), sites.c.ready_minutes)
        .limit(1)
    )
    return int(db.execute(asked).scalar() or 0)


def _reasons(db: Connection, scope: Scope, window: Window) -> tuple[tuple[str, int], ...]:
    if scope.kind is ScopeKind.OWN:
        return ()
    figure = return_figures.c
    asked = (
        sa.select(figure.reason, sa.func.sum(figure.units))
        .where(
            figure.hour >= window.start,
            figure.hour < window.end,
            figure.site_id.in_(scope.site_ids),
        )
        .group_by(figure.reason)
    )
    found = [(reason, int(units)) for reason, units in db.execute(asked) if units > 0]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def local_hour(at: int, zone: str) -> int:
    return as_datetime(Instant(at), zone).hour


def totals(bars: Iterable[SalesBar]) -> tuple[int, int | None]:
    """(sold, sold then in the same hours or days)."""
    told: Sequence[SalesBar] = [bar for bar in bars if not bar.ahead]
    before = [bar.before_minor for bar in told if bar.before_minor is not None]
    return sum(bar.minor for bar in told), sum(before) if len(before) == len(told) else None
