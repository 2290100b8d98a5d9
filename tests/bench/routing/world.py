"""A seeded retailer for routing: places and tariffs of Indonesia, real baskets, rival walk-ins.

Money is whole rupiah. Customers order online over `days` days with no receipt in between; walk-in
customers take from the same shelves at times nobody knows. The baskets are those of a real gift
shop (UCI Online Retail, D. Chen) where the file is there, else drawn with the same lengths.
"""

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

REAL_BASKETS = Path(__file__).parents[4] / "shared" / "data" / "online_retail.csv.gz"
# Shares of 2…8 lines among the real invoices of so few and no single line.
LENGTHS = (0.178, 0.147, 0.141, 0.146, 0.131, 0.129, 0.128)
QUANTITIES = (1, 1, 1, 1, 1, 1, 2, 2, 3)

# City, km east and north of Jakarta, share of the customers (roughly its people).
CITIES = (
    ("Jakarta", 0, 0, 20), ("Bekasi", 27, -3, 8), ("Tangerang", -24, 3, 8), ("Bogor", -5, -43, 5),
    ("Bandung", 88, -78, 8), ("Semarang", 400, -90, 5), ("Yogyakarta", 395, -178, 4),
    ("Surakarta", 445, -150, 3), ("Surabaya", 660, -118, 10), ("Malang", 645, -195, 4),
    ("Denpasar", 930, -270, 3), ("Medan", -905, 1080, 5), ("Palembang", -225, 355, 3),
    ("Padang", -725, 585, 2), ("Pekanbaru", -595, 745, 2), ("Lampung", -175, 85, 3),
    ("Pontianak", 280, 685, 2), ("Banjarmasin", 865, 315, 2), ("Balikpapan", 1115, 550, 2),
    ("Makassar", 1400, 115, 4), ("Manado", 2000, 850, 1),
)  # fmt: skip
CENTERS = (1, 8, 11, 19, 5)  # cities with a distribution center, the first ones first

MINUTES_PARCEL, MINUTES_UNIT = 4, 2
COVER = 1.8  # a week's orders are covered for nearly two, as shops with weekly receipts are
REROUTE = 25_000  # a rejected unit: asked anew, a second parcel, a call


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is another than on a usual week."""

    name: str
    orders: float = 1.0
    walk_ins: float = 1.0
    stock: float = 1.0
    capacity: float = 1.0
    far: float = 1.0  # what a kilometre costs
    first: float = 1.0  # what any parcel costs
    rejects: float = 1.0


SCENARIOS = (
    Scenario("base"),
    Scenario("peak", orders=1.6, walk_ins=1.6, stock=1.35, capacity=1.5),
    Scenario("tight days", capacity=0.75),
    Scenario("scarce stock", stock=0.75),
    Scenario("far zones", far=2.0),
    Scenario("rejecting stores", rejects=4.0),
    Scenario("cheap parcels", first=0.6),
)


@dataclass(frozen=True, slots=True)
class Size:
    orders: int = 2_000
    stores: int = 60
    products: int = 1_500
    days: int = 7


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    at: float  # days since the beginning
    city: int
    product: Ints
    quantity: Ints


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """k products, m places (centers first), z cities, d days.

    first[z, m], gram[z, m]: a parcel, and a thousandth of it per gram; handling per parcel and
    unit; stock[k, m] at the beginning; walk_ins: (at, product, place) in time; rate[k, m] and
    online[k, z]: what history says of a day; capacity[m] in minutes a day.
    """

    scenario: Scenario
    size: Size
    centers: int
    city: Ints
    metres: Ints
    first: Ints
    gram: Ints
    parcel: Ints
    unit: Ints
    accepts: Floats
    price: Ints
    margin: Ints
    goodwill: int
    weight: Ints
    stock: Ints
    rate: Floats
    online: Floats
    capacity: Ints
    orders: tuple[Order, ...]
    walk_at: Floats
    walk_product: Ints
    walk_place: Ints

    @property
    def places(self) -> int:
        return len(self.city)

    def walk_ins(self) -> Ints:
        """[k, m] over all days."""
        found = np.zeros_like(self.stock)
        np.add.at(found, (self.walk_product, self.walk_place), 1)
        return found


def world(scenario: Scenario, size: Size, seed: int = 1) -> World:
    chance = np.random.default_rng([seed, 4])
    km, share, city = _geography(size, chance)
    places, centers = len(city), len(CENTERS)
    is_center = np.arange(places) < centers
    km = km[:, city]
    first = _rounded((9_000 + 21 * km * scenario.far) * scenario.first)
    gram = _rounded((9_000 + 21 * km * scenario.far) * 0.8)  # a kilogram more, per mille a gram
    popular = _popularity(size.products)
    price = _rounded(np.exp(chance.normal(np.log(120_000), 0.6, size.products)), 1_000)
    bigness = np.where(is_center, 0.0, chance.gamma(4, 0.25, places))
    lines = sum((at + 2) * part for at, part in enumerate(LENGTHS))
    units_a_day = size.orders / size.days * lines * sum(QUANTITIES) / len(QUANTITIES)
    listed = chance.random((size.products, places)) < _assortment(popular, bigness)
    near = np.outer(popular, bigness / max(bigness.sum(), 1e-9)) * units_a_day
    true = near * listed
    true = true * chance.gamma(2, 0.5, true.shape) * (~is_center)
    online = np.outer(popular, share) * units_a_day
    seen = chance.poisson(true * 56) / 56  # eight weeks of history, as a shop has them
    prior = near * listed
    stock = _stock(true, online, listed, is_center, size.days, share, chance)
    walks = _walk_ins(true * scenario.walk_ins, size.days, chance)
    return World(
        scenario=scenario,
        size=size,
        centers=centers,
        city=city,
        metres=(km * 1_000).astype(np.int64),
        first=first,
        gram=gram,
        parcel=np.where(is_center, 2_500, 6_000).astype(np.int64),
        unit=np.where(is_center, 800, 1_500).astype(np.int64),
        accepts=1 - np.where(is_center, 0.002, chance.beta(1.5, 28, places)) * scenario.rejects,
        price=price,
        margin=(price * 45) // 100,
        goodwill=15_000,
        weight=chance.integers(1, 9, size.products) * 100,
        stock=np.floor(stock * scenario.stock + chance.random(stock.shape)).astype(np.int64),
        rate=(seen * 56 + prior * 14) / 70 * scenario.walk_ins,
        online=online * scenario.orders,
        capacity=_capacity(size, share, city, is_center, scenario),
        orders=_orders(size, scenario.orders, share, popular, chance),
        walk_at=walks[0],
        walk_product=walks[1],
        walk_place=walks[2],
    )


def _geography(size: Size, chance: np.random.Generator) -> tuple[Floats, Floats, Ints]:
    east, north, people = (np.array([row[at] for row in CITIES], float) for at in (1, 2, 3))
    km = np.hypot(east[:, None] - east[None], north[:, None] - north[None]) + 4.0
    share = people / people.sum()
    stores = chance.choice(len(CITIES), size.stores, p=share)
    return km, share, np.concatenate([CENTERS, np.sort(stores)]).astype(np.int64)


def _rounded(amount: Floats, to: int = 100) -> Ints:
    return (np.round(amount / to) * to).astype(np.int64)


@cache
def _popularity(products: int) -> Floats:
    known = np.concatenate([np.empty(0, np.int64), *_real(products)])
    counts = np.bincount(known, minlength=products).astype(float)
    weights = counts if counts.sum() else 1.0 / (np.arange(products) + 12.0)
    smoothed: Floats = weights + weights.mean() * 0.05
    shares: Floats = smoothed / smoothed.sum()
    return shares


def _assortment(popular: Floats, bigness: Floats) -> Floats:
    """What sells is in most stores, the long tail in few; big stores have more."""
    rank = np.argsort(np.argsort(-popular)) / len(popular)
    chances = (0.95 - 0.6 * rank)[:, None] * (0.7 + 0.3 * np.minimum(bigness, 2.0))[None]
    return np.where(bigness[None] > 0, np.clip(chances, 0, 0.95), 0.0)


def _stock(
    walk: Floats, online: Floats, listed: NDArray[np.bool_], is_center: NDArray[np.bool_],
    days: int, share: Floats, chance: np.random.Generator,
) -> Floats:  # fmt: skip
    """COVER times: in stores their own demand until the receipt and a deviation; in centers what
    is ordered online and a deviation more, each product in some of them."""
    due = walk * days
    stores = np.where(listed, np.maximum(1.0, np.ceil(due + 1.6 * np.sqrt(due + due**2 / 2))), 0.0)
    centers = int(is_center.sum())
    demand = online.sum(axis=1) * days
    weights = chance.gamma(3, 1 / 3, (len(walk), centers)) * np.array([4, 2.5, 1, 1, 1.5])
    weights *= chance.random(weights.shape) < 0.85
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    stores[:, :centers] = (demand + 1.5 * np.sqrt(demand) + 1.0)[:, None] * weights
    return stores * COVER


def _walk_ins(rate: Floats, days: int, chance: np.random.Generator) -> tuple[Floats, Ints, Ints]:
    product, place = np.nonzero(counts := chance.poisson(rate * days))
    many = counts[product, place]
    at = chance.random(int(many.sum())) * days
    order = np.argsort(at, kind="stable")
    return at[order], np.repeat(product, many)[order], np.repeat(place, many)[order]


def _capacity(
    size: Size, share: Floats, city: Ints, is_center: NDArray[np.bool_], scenario: Scenario
) -> Ints:
    """Centers could do the usual day alone with some room; a store has an hour or two."""
    day = size.orders / size.days * (MINUTES_PARCEL * 1.3 + MINUTES_UNIT * 6)
    weights = np.array([4, 2.5, 1, 1, 1.5]) / 10
    minutes = np.where(is_center, 0.0, max(60.0, day / max(1, size.stores)))
    minutes[: len(weights)] = day * 1.1 * weights
    return (minutes * scenario.capacity).astype(np.int64)


def _orders(
    size: Size, factor: float, share: Floats, popular: Floats, chance: np.random.Generator
) -> tuple[Order, ...]:
    many = round(size.orders * factor)
    times = np.sort(chance.random(many) * size.days)
    cities = chance.choice(len(CITIES), many, p=share)
    real = _real(size.products)
    return tuple(
        Order(float(at), int(city), basket, chance.choice(QUANTITIES, len(basket)))
        for at, city, basket in zip(
            times, cities, _baskets(real, many, popular, chance), strict=True
        )
    )


def _baskets(
    real: list[Ints], many: int, popular: Floats, chance: np.random.Generator
) -> list[Ints]:
    if real:
        return [real[at] for at in chance.integers(0, len(real), many)]
    drawn = chance.choice(len(LENGTHS), many, p=np.array(LENGTHS) / sum(LENGTHS)) + 2
    lengths = np.minimum(drawn, len(popular))
    return [chance.choice(len(popular), n, replace=False, p=popular) for n in lengths]


@cache
def _real(products: int) -> list[Ints]:
    """Real invoices of two to eight goods, as ranks of popularity, of the `products` best sellers
    (the others stand in for one each); none where the file is not."""
    if not REAL_BASKETS.exists():
        return []
    invoices: dict[str, dict[str, None]] = {}
    with gzip.open(REAL_BASKETS, "rt", encoding="utf-8", newline="") as told:
        for row in csv.DictReader(told):
            if row["InvoiceNo"][0] not in "CA" and any(c.isdigit() for c in row["StockCode"]):
                invoices.setdefault(row["InvoiceNo"], {})[row["StockCode"]] = None
    baskets = [list(goods) for goods in invoices.values() if 2 <= len(goods) <= len(LENGTHS) + 1]
    counts: dict[str, int] = {}
    for code in (code for basket in baskets for code in basket):
        counts[code] = counts.get(code, 0) + 1
    rank = {code: at for at, code in enumerate(sorted(counts, key=lambda c: (-counts[c], c)))}
    ranks = (np.array([rank[code] % products for code in basket], np.int64) for basket in baskets)
    return [basket for basket in map(np.unique, ranks) if len(basket) > 1]
