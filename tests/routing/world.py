"""A small world in and around Jakarta, as promises see it."""

from datetime import UTC, datetime

from app.kit.clock import HOUR, Instant, from_datetime
from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.options import promise
from app.routing.engine.world import World
from app.routing.model import Destination, Need, Place
from app.routing.network import Level, Network, Service, ServiceRate

NOW = from_datetime(datetime(2025, 3, 3, 5, tzinfo=UTC))  # Monday noon in Jakarta


def place(site_id, east=0, **more):
    """A shop `east` hundredths of a degree (about 1.1 km each) from the middle of Jakarta."""
    fields = {
        "name": site_id.title(),
        "kind": "store",
        "zone": "JKT",
        "latitude": -6.2,
        "longitude": 106.8 + east / 100,
        "pickup": True,
        "ships": True,
        "ready_minutes": 60,
        "opens": "10:00",
        "closes": "22:00",
        "time_zone": "Asia/Jakarta",
    }
    return Place(site_id=site_id, **{**fields, **more})


def need(product="tee", quantity=1, grams=300, key="", **more):
    return Need(key or f"line-{product}", product, quantity, grams, **more)


NEAR, MIDDLE, FAR = place("near", 1), place("middle", 5), place("far", 30)
SHOPS = [FAR, NEAR, MIDDLE]
CENTER = place("center", 12, kind="center", zone="BDG", pickup=False)
ALL_PLACES = [*SHOPS, CENTER]
HOME = Destination("JKT", -6.2, 106.8)
REGULAR = Service("reg", "Nusa Kirim", Level.STANDARD)
EXPRESS = Service("esok", "Nusa Kirim", Level.EXPRESS, air=True)
RATES = (
    ServiceRate("reg", "JKT", "JKT", 10_000, 1_000, 1, 2),
    ServiceRate("reg", "BDG", "JKT", 14_000, 2_000, 2, 4),
)
FAST_RATES = (ServiceRate("esok", "BDG", "JKT", 30_000, 9_000, 1, 1),)


def network(places=SHOPS, *, services=(REGULAR,), rates=RATES, **more):
    return Network(places=tuple(places), services=tuple(services), rates=tuple(rates), **more)


def asked(needs, method, **more):
    return Question(**{"needs": tuple(needs), "method": method, "now": NOW, "near": HOME, **more})


def told(needs, stock, method, places=SHOPS, *, limit=5, inbound=None, world=None, **more):
    known = World(world or network(places), stock, inbound or {})
    return promise([asked(needs, method, **more)], known, limit=limit)


def pickup(needs, stock, places=SHOPS, **more):
    return told(needs, stock, Method.PICKUP, places, **more)


def ship(needs, stock, places=SHOPS, **more):
    return told(needs, stock, Method.SHIP, places, **more)


def sites(option):
    return [parcel.site_id for parcel in option.parcels]


def excluded(promised):
    return {one.site_id: one.reason.code for one in promised.excluded}


def jakarta(day, hour, minute=0):
    return Instant(from_datetime(datetime(2025, 3, day, hour, minute, tzinfo=UTC)) - 7 * HOUR)
