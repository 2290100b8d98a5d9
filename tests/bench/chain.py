"""A desk of a large chain: its own cells, and one packed row per product for all other places."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.kit.ids import derived_id
from app.places.serving import STAMP
from app.places.tables import carrier_services, network_stamps, service_rates, sites
from app.stock.network import LAYOUT
from app.stock.packed import Spread, pack
from app.stock.tables import network_layouts, network_stock
from app.storage.images import PREFIX
from tests.bench.big import BigDesk, big_desk
from tests.bench.big import _insert as insert
from tests.bench.bigrows import Size, product_id

ORDERS = 200  # what else lies on the desk matters little to a basket
ZONES = 20
LEVELS = ("standard", "express", "same_day")
SOLD_AT = 6  # every so many places have a product: thirty of two hundred


def chain_desk(folder: Path, *, goods: int, places: int) -> BigDesk:
    desk = big_desk(folder, Size(ORDERS, ORDERS, goods), lambda _words: None)
    chance = random.Random(7)
    others = [derived_id("chain", "store", n) for n in range(places)]
    with desk.writing() as raw:
        raw.execute("BEGIN")
        triggers = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND name LIKE ?",
            (f"{PREFIX}%",),
        ).fetchall()
        for name, _ in triggers:  # told by the server: they have no images
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("DELETE FROM stock_cells WHERE site_id <> ?", (desk.shop.stores[0],))
        insert(raw, sites, [_store(n, site) for n, site in enumerate(others)])
        insert(raw, carrier_services, [_service(level) for level in LEVELS[1:]])
        insert(raw, service_rates, list(_rates()))
        raw.execute(f"DELETE FROM {network_stamps.name}")  # of the shop as it was
        insert(raw, network_stamps, [{"id": STAMP, "version": "chain"}])
        insert(raw, network_layouts, [{"id": LAYOUT, "site_ids": " ".join(others)}])
        for start in range(0, goods, 10_000):
            rows = [
                {"id": product_id(n), "packed": _packed(chance, places), "as_of": desk.made_at}
                for n in range(start, min(goods, start + 10_000))
            ]
            insert(raw, network_stock, rows)
        for _, statement in triggers:
            raw.execute(statement)
        raw.execute("COMMIT")
        raw.execute("ANALYZE")
    return desk


def _packed(chance: random.Random, places: int) -> str:
    having = chance.sample(range(places), max(1, places // SOLD_AT))
    return pack(Spread({place: chance.randint(1, 9) for place in having}))


def _store(n: int, site: str) -> dict[str, Any]:
    return {
        "id": site,
        "code": f"CHN{n:03d}",
        "name": f"Toko {n}",
        "kind": "center" if n % 40 == 0 else "store",
        "zone": _zone(n % ZONES),
        "time_zone": "Asia/Jakarta",
        "currency": "IDR",
        "latitude": -6.2 - n % 14 / 10,
        "longitude": 106.8 + n / 40,
        "pickup": n % 40 != 0,
        "ships": True,
        "opens": "09:00",
        "closes": "21:00",
        "ready_minutes": 60,
    }


def _zone(n: int) -> str:
    return "A" if n == 0 else f"Z{n}"  # the shop's own postcodes lie in A


def _service(level: str) -> dict[str, Any]:
    return {
        "id": derived_id("chain", "service", level),
        "code": level,
        "carrier": level,
        "level": level,
    }


def _rates() -> Iterator[dict[str, Any]]:
    for dearer, level in enumerate(LEVELS):
        for start in range(ZONES):
            for end in range(ZONES):
                if level == "standard" and start == end == 0:
                    continue  # the shop has it
                far = abs(start - end)
                yield {
                    "id": derived_id("chain", level, start * ZONES + end),
                    "service": "reg" if level == "standard" else level,
                    "from_zone": _zone(start),
                    "to_zone": _zone(end),
                    "first_kg_minor": 9_000 + 700 * far + 12_000 * dearer,
                    "per_kg_minor": 2_000 + 300 * far,
                    "days_from": max(1, far // 4 - dearer),
                    "days_to": max(1, 2 + far // 3 - 2 * dearer),
                }
