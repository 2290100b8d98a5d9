"""Many moments at once: goods leave when the timetable of single ones says."""

from datetime import timedelta
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.clock import DAY, HOUR, MINUTE, Instant, as_datetime
from app.orders.states import Method
from app.routing.engine.promise import Timetable
from app.routing.model import Code
from app.routing.network import Calendar, Level, Network, Service, ServiceRate
from app.routing.replay.rhythm import NEVER, Rhythms
from tests.routing.world import NOW, place

CLOCKS = ("00:00", "06:00", "09:00", "09:30", "21:00", "22:00", "24:00")
ZONES = ("Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin")
REG = Service("reg", "Nusa", Level.STANDARD)
RATE = ServiceRate("reg", "JKT", "JKT", 0, 0, 0, 0)


def _calendar(chance: Random) -> Calendar | None:
    kind = chance.random()
    if kind < 0.4:
        return None
    if kind < 0.5:
        return Calendar((None,) * 7)
    day = as_datetime(Instant(NOW)).date()
    closed = frozenset(
        day + timedelta(days=ahead) for ahead in range(chance.choice([0, 2, 17, 19, 40]))
    )
    hours = [(chance.choice(CLOCKS), chance.choice(CLOCKS)) for _ in range(7)]
    return Calendar(tuple(one if chance.random() < 0.7 else None for one in hours), closed)


@given(st.integers(min_value=0, max_value=1 << 30))
@settings(max_examples=150, deadline=timedelta(seconds=5))
def test_goods_leave_when_the_timetable_says(seed: int) -> None:
    chance = Random(seed)
    places = tuple(
        place(
            f"s{at}",
            0,
            opens=chance.choice(CLOCKS),
            closes=chance.choice(CLOCKS),
            time_zone=chance.choice(ZONES),
            ready_minutes=chance.choice([0, 45, 120, 900]),
        )
        for at in range(6)
    )
    calendars = {one.site_id: told for one in places if (told := _calendar(chance))}
    cutoffs = {(one.site_id, "reg"): chance.choice(CLOCKS) for one in places[::2]}
    network = Network(places, (REG,), (RATE,), calendars=calendars, cutoffs=cutoffs)
    rhythms, times = Rhythms(network), Timetable(network)
    columns = [rhythms.column(one.site_id, "reg") for one in places]
    start = NOW + chance.randrange(0, 300) * DAY
    moments = [Instant(start + chance.randrange(0, 26 * 60) * MINUTE) for _ in range(8)]
    left = rhythms.left(np.array(moments, np.int64))
    for row, now in enumerate(moments):
        for one, column in zip(places, columns, strict=True):
            staged = times.staged_at(one, Method.SHIP, 1, now)
            if isinstance(staged, Code):
                assert left[row, column] == NEVER
            else:
                assert left[row, column] == times.window(one, staged, (REG, RATE)).ready_at


def test_places_of_the_same_hours_share_a_column() -> None:
    places = (place("a", 0), place("b", 5), place("c", 9, closes="20:00"))
    rhythms = Rhythms(Network(places, (REG,), (RATE,)))
    assert rhythms.column("a", "reg") == rhythms.column("b", "reg")
    assert rhythms.column("a", "reg") != rhythms.column("c", "reg")
    assert rhythms.left(np.array([NOW, NOW + HOUR])).shape == (2, 3)
