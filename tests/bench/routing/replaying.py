"""R4: how long does a replay of past orders take, reading included, and does it say the same twice?

A server's SQLite with the orders written straight into its tables: a replay asks for no more. Two
carriers, three of four orders with a promise that sourcing had to keep, and a forecast of each cell
of the stores, so that last units have their price.
"""

import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.catalog.tables import products
from app.customers.tables import customer_addresses
from app.kit import heap
from app.kit.clock import DAY, HOUR, Instant
from app.orders.tables import order_lines, orders
from app.places.tables import carrier_services, postcodes, service_rates, sites
from app.routing.engine.decision import Decision, Versions, decisive, replay
from app.routing.engine.explain import why
from app.routing.engine.record import packed, unpacked
from app.routing.engine.solve import quantities
from app.routing.model import Code, Reason
from app.routing.reading import network_of
from app.routing.replay.baskets import question_of
from app.routing.replay.compare import compare
from app.routing.replay.lanes import Book, Lanes, whole_answer
from app.routing.replay.model import Comparison, Span
from app.routing.replay.past import past_of
from app.routing.rules.model import NO_RULES, Rule, RuleSet, Where, Wish
from app.routing.tables import sourcing_decisions
from app.stock.forecast.reckoning import CHANCE, SIZE
from app.stock.forecast.width import FIELDS, STANDARD
from app.stock.ledger import cell_id
from app.stock.tables import demand_marks, demand_rates, stock_cells
from app.storage.engine import server_engine
from app.storage.schema import metadata
from tests.bench.routing.world import CENTERS, CITIES

START = Instant(1_790_000_000_000_000)
DAYS = 28
RECORDED = 300
PROMISED_DAYS = 5  # four to the far end, and one for the hours
LAST_DAY = (START + DAYS * DAY) // DAY + 719_163  # date.toordinal of 1970-01-01
SPAN = Span(START, Instant(START + DAYS * DAY), "Asia/Jakarta")
LATER = RuleSet(
    2,
    (
        Rule(
            "near",
            "Stores close by",
            Wish.PREFER,
            where=Where(kinds=frozenset({"store"}), within_metres=15_000),
            amount_minor=6_000,
        ),
        Rule(
            "last", "The last one", Wish.PROTECT, where=Where(kinds=frozenset({"store"})), number=1
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Replayed:
    cpu: float
    wall: float
    found: Comparison
    same: bool
    records: int
    unlike: int


def replayed(many: int, stores: int, goods: int = 2_000) -> Replayed:
    with (
        tempfile.TemporaryDirectory(prefix="gerai-bench-") as folder,
        _shop(Path(folder), many, stores, goods) as engine,
        engine.connect() as db,
    ):
        heap.stands()  # as in a desk that is at work (ADR 0025)
        wall, cpu = time.perf_counter(), time.process_time()
        found = compare(db, SPAN, NO_RULES, LATER)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        assert isinstance(found, Comparison)
        same = compare(db, SPAN, NO_RULES, LATER) == found
        records = _records(db)
        unlike = sum(replay(unpacked(packed(one))) != decisive(one).solution for one in records)
        return Replayed(cpu, wall, found, same, len(records), unlike)


def _records(db: sa.Connection) -> list[Decision]:
    """Of the first orders, each as the engine would write it down."""
    network = network_of(db, SPAN.start)
    past = past_of(db, SPAN, network.places)
    lanes, book = Lanes(network), Book(LATER, network)
    versions, found = Versions("1", "2", None), []
    for order in past.orders[:RECORDED]:
        rows = [past.shelves.products[need.product_id] for need in order.needs]
        answer = whole_answer(question_of(order), lanes, book, past.shelves.free[rows])
        served = quantities(answer.priced.problem, answer.solution)
        reason = why(answer.priced, answer.solution) if served else Reason(Code.NO_STOCK, {})
        found.append(Decision(answer.priced, answer.solution, reason, versions))
    return found


@contextmanager
def _shop(folder: Path, many: int, stores: int, goods: int) -> Iterator[Engine]:
    engine = server_engine(f"sqlite:///{folder / 'past.db'}")
    try:
        with engine.begin() as db:
            metadata.create_all(db)
            _fill(db, many, stores, goods, random.Random(1))
        yield engine
    finally:
        engine.dispose()


def _fill(db: sa.Connection, many: int, stores: int, goods: int, chance: random.Random) -> None:
    cities = [city[0].lower() for city in CITIES]
    weights = [city[3] for city in CITIES]
    db.execute(carrier_services.insert(), _services())
    db.execute(service_rates.insert(), _rates(cities))
    db.execute(postcodes.insert(), [_area(at, city) for at, city in enumerate(cities)])
    places = [*CENTERS, *chance.choices(range(len(cities)), weights, k=stores)]
    db.execute(sites.insert(), [_site(at, city, cities) for at, city in enumerate(places)])
    db.execute(products.insert(), [_product(at, chance) for at in range(goods)])
    cells = [
        _cell(
            f"s{place:03}",
            f"p{product}",
            chance.randint(1, 9) * (many // 200 if place < 5 else max(1, many // 4_000)),
        )
        for place in range(len(places))
        for product in range(goods)
        if chance.random() < (0.8 if place < len(CENTERS) else 0.4)
    ]
    db.execute(stock_cells.insert(), cells)
    at_stores = [cell for cell in cells if str(cell["site_id"]) >= f"s{len(CENTERS):03}"]
    db.execute(demand_rates.insert(), [_rate(cell, chance) for cell in at_stores])
    marks = [_mark(f"s{place:03}") for place in range(len(CENTERS), len(places))]
    db.execute(demand_marks.insert(), marks)
    heads, lines, homes = [], [], []
    for at in range(many):
        city = chance.choices(range(len(cities)), weights)[0]
        homes.append(_home(at, city))
        heads.append(_order(at, many))
        popular = (int(min(40 * chance.paretovariate(0.9) - 39, goods)) - 1 for _ in range(9))
        wanted = list(dict.fromkeys(popular))[: chance.choice([1, 1, 1, 2, 2, 3, 4])]
        lines += [_line(at, number, product, chance) for number, product in enumerate(wanted)]
    db.execute(customer_addresses.insert(), homes)
    db.execute(orders.insert(), heads)
    db.execute(order_lines.insert(), lines)
    db.execute(
        sourcing_decisions.insert(), [_decided(one) for one in heads if chance.random() < 0.75]
    )


def _services() -> list[dict[str, object]]:
    told = (("reg", "standard", False), ("eko", "standard", False), ("esok", "express", True))
    return [
        {"id": code, "code": code, "carrier": "Nusa", "level": level, "air": air,
         "per_tonne_km": 90, "last_mile_grams": 300}
        for code, level, air in told
    ]  # fmt: skip


def _rates(cities: list[str]) -> list[dict[str, object]]:
    rates = []
    for a, start in enumerate(CITIES):
        for b, end in enumerate(CITIES):
            km = ((start[1] - end[1]) ** 2 + (start[2] - end[2]) ** 2) ** 0.5
            for code, first, more, slow in (
                ("reg", 10, 10, 0),
                ("eko", 9, 13, 1),
                ("esok", 25, 25, 0),
            ):
                rates.append(
                    {"id": f"{code}-{a}-{b}", "service": code, "from_zone": cities[a],
                     "to_zone": cities[b], "first_kg_minor": (900 + round(2.1 * km)) * first,
                     "per_kg_minor": (700 + round(1.7 * km)) * more, "days_from": 1,
                     "days_to": 1 if code == "esok" else 2 + slow + round(km / 500)}
                )  # fmt: skip
    return rates


def _area(at: int, city: str) -> dict[str, object]:
    where = {"latitude": -6.2 + CITIES[at][2] / 111, "longitude": 106.8 + CITIES[at][1] / 111}
    return {"id": city, "prefix": f"{10 + at}", "city": city, "province": "", "zone": city, **where}


def _site(at: int, city: int, cities: list[str]) -> dict[str, object]:
    return {
        "id": f"s{at:03}", "code": f"S{at:03}", "name": f"Store {at}", "zone": cities[city],
        "kind": "center" if at < len(CENTERS) else "store", "postcode": f"{10 + city}340",
        "time_zone": "Asia/Jakarta", "currency": "IDR", "opens": "09:00", "closes": "21:00",
        "latitude": -6.2 + CITIES[city][2] / 111 + at / 1_000, "ready_minutes": 120,
        "longitude": 106.8 + CITIES[city][1] / 111, "pickup": at >= len(CENTERS), "ships": True,
    }  # fmt: skip


def _product(at: int, chance: random.Random) -> dict[str, object]:
    return {
        "id": f"p{at}", "sku": f"P{at}", "gtin": f"{at:013}", "name": f"P {at}", "active": True,
        "category": f"c{at % 12}", "price_minor": 120_000, "currency": "IDR", "tax_class": "ppn",
        "weight_grams": chance.randint(1, 9) * 100,
    }  # fmt: skip


def _cell(site_id: str, product_id: str, available: int) -> dict[str, object]:
    where = {"site_id": site_id, "product_id": product_id}
    return {"id": cell_id(site_id, product_id), **where, "available": available}


def _rate(cell: Mapping[str, object], chance: random.Random) -> dict[str, object]:
    size = chance.randint(1_000, 1_500) * SIZE // 1_000
    return {
        "id": cell["id"], "site_id": cell["site_id"], "product_id": cell["product_id"],
        "day": LAST_DAY, "chance": chance.randint(5, 300) * CHANCE // 1_000, "size": size,
        "walk": size,
    }  # fmt: skip


def _mark(site_id: str) -> dict[str, object]:
    return {
        "id": site_id, "site_id": site_id, "day": LAST_DAY,
        **{name: getattr(STANDARD, name) for name in FIELDS},
    }  # fmt: skip


def _decided(order: Mapping[str, object]) -> dict[str, object]:
    at = Instant(int(str(order["placed_at"])))
    return {
        "id": f"d{order['id']}", "order_id": order["id"], "why": "placed", "method": "ship",
        "need_by": at + PROMISED_DAYS * DAY, "rules_version": "0", "cost_minor": 0,
        "dearer_minor": 0, "record": "", "at": at,
    }  # fmt: skip


def _home(at: int, city: int) -> dict[str, object]:
    return {
        "id": f"home{at}", "customer_id": f"c{at}", "street": "", "city": CITIES[city][0],
        "province": "", "postcode": f"{10 + city}340",
    }  # fmt: skip


def _order(at: int, many: int) -> dict[str, object]:
    placed_at = START + 3 * HOUR + at * (DAYS * DAY - 6 * HOUR) // many
    return {
        "id": f"o{at:06}", "number": f"JKT01-1-{at:06}", "state": "placed", "channel": "phone",
        "site_id": "s005", "device_id": "d", "currency": "IDR", "address_id": f"home{at}",
        "placed_by": "u", "placed_at": placed_at, "code_salt": "", "code_hash": "",
    }  # fmt: skip


def _line(at: int, number: int, product: int, chance: random.Random) -> dict[str, object]:
    quantity = chance.choice([1, 1, 1, 2])
    return {
        "id": f"l{at}-{number}", "order_id": f"o{at:06}", "ordinal": number,
        "product_id": f"p{product}", "sku": f"P{product}", "name": "", "ordered": quantity,
        "unit_minor": 120_000, "method": "ship", "promise_to": START + at + 60 * DAY,
    }  # fmt: skip
