"""Who is the demo retailer: a seeded, invented Indonesian chain; same seed and time, same bytes."""

import random
from dataclasses import dataclass
from typing import NamedTuple

from app.catalog.commands import NewProduct
from app.customers.loading import KnownAddress, KnownCustomer, KnownPerson
from app.demo.assortment import CURRENCY, TAX_CLASS, Article, articles
from app.demo.network import network
from app.demo.places import (
    CARE_CODE,
    CENTERS,
    CITIES,
    REGIONS,
    STORE_CITIES,
    City,
)
from app.demo.words import FAMILIES, MEN, STREETS, WOMEN
from app.identity.roles import Role
from app.kit.clock import DAY, HOUR, Instant, as_datetime, from_datetime
from app.kit.ids import derived_id
from app.places.commands import NewBin, NewPostcode, NewSite
from app.places.loading import LoadNetwork
from app.pricing.commands import NewPromotion, NewTaxRate
from app.pricing.promotion import PromotionKind, PromotionScope
from app.returns.past_returns import NewReturnRule

CHAIN = "Senara"
PAST = 730 * DAY
_CITY = {city.code: city for city in CITIES}


class Size(NamedTuple):
    stores: int
    centers: int
    products: int
    customers: int
    orders: int
    purchases: int
    transfers: int


SIZES = {
    "full": Size(14, 2, 3_000, 20_000, 15_000, 40, 16),
    "small": Size(4, 1, 200, 300, 200, 6, 3),
}


class Person(NamedTuple):
    """Somebody who may sign in. The PIN is shown on the demo's sign-in screen."""

    name: str
    staff_number: str
    role: str
    pin: str
    site: str  # its code
    user_id: str


class DemoDevice(NamedTuple):
    name: str
    device_id: str
    site_id: str
    number: int
    care: bool
    enrol_code: str


class Customer(NamedTuple):
    known: KnownCustomer
    person: KnownPerson
    address: KnownAddress
    city: City


@dataclass(frozen=True, slots=True)
class Retailer:
    seed: str  # the head of every derived id
    now: Instant
    size: Size
    stores: list[NewSite]
    centers: list[NewSite]
    care: NewSite
    bins: list[NewBin]
    network: LoadNetwork
    postcodes: list[NewPostcode]
    people: list[Person]
    devices: list[DemoDevice]
    articles: list[Article]
    promotions: list[NewPromotion]
    tax_rates: list[NewTaxRate]
    rules: list[NewReturnRule]
    customers: list[Customer]
    city_of: dict[str, City]  # site id → its city

    @property
    def sites(self) -> list[NewSite]:
        return [*self.stores, *self.centers, self.care]

    @property
    def products(self) -> list[NewProduct]:
        return [article.product for article in self.articles]


def retailer(seed: int, now: Instant, size: Size) -> Retailer:
    """Everything but its history (app/demo/history.py)."""
    head = f"demo/{seed}"
    draw = random.Random(f"{head}/retailer")
    stores, city_of = _stores(head, size.stores)
    centers = _centers(head, size.centers, city_of)
    care = _site(head, CARE_CODE, f"{CHAIN} Care", "care", _CITY["JKT"], "Jalan Pelita 1")
    city_of[care.id] = _CITY["JKT"]
    return Retailer(
        seed=head,
        now=now,
        size=size,
        stores=stores,
        centers=centers,
        care=care,
        bins=[one for site in [*stores, *centers] for one in _bins(head, site)],
        network=network(stores, centers, now),
        postcodes=_postcodes(head),
        people=_people(head, draw, stores, centers, care),
        devices=_devices(head, draw, stores, care),
        articles=articles(head, draw, size.products),
        promotions=_promotions(head, now),
        tax_rates=[
            NewTaxRate(
                id=derived_id(head, "tax_rate", TAX_CLASS),
                tax_class=TAX_CLASS,
                name="PPN",
                rate_numerator=11,
                rate_denominator=100,
                included=True,
            )
        ],
        rules=_rules(head),
        customers=_customers(head, draw, now, size.customers),
        city_of=city_of,
    )


# ---------------------------------------------------------------- places


def _stores(head: str, count: int) -> tuple[list[NewSite], dict[str, City]]:
    found: list[NewSite] = []
    city_of: dict[str, City] = {}
    for place, code in enumerate(STORE_CITIES[:count]):
        city = _CITY[code]
        ordinal = STORE_CITIES[: place + 1].count(code)
        name = f"{CHAIN} {city.name}" + (f" {ordinal}" if ordinal > 1 else "")
        street = f"{STREETS[place % len(STREETS)]} {10 + 7 * place}"
        site = _site(head, f"{code}{ordinal:02d}", name, "store", city, street)
        found.append(site)
        city_of[site.id] = city
    return found, city_of


def _centers(head: str, count: int, city_of: dict[str, City]) -> list[NewSite]:
    found = []
    for code, name, near, street in CENTERS[:count]:
        site = _site(head, code, f"{CHAIN} DC {name}", "center", _CITY[near], street)
        city_of[site.id] = _CITY[near]
        found.append(site)
    return found


def _site(head: str, code: str, name: str, kind: str, city: City, street: str) -> NewSite:
    store, center = kind == "store", kind == "center"
    return NewSite(
        id=derived_id(head, "site", code),
        code=code,
        name=name,
        kind=kind,
        street=street,
        city=city.name,
        province=city.province,
        postcode=f"{city.prefixes[0]}110",
        phone="",
        region=REGIONS[city.zone],
        zone=city.zone,
        time_zone=city.time_zone,
        currency=CURRENCY,
        latitude=city.latitude,
        longitude=city.longitude,
        pickup=store,
        ships=store or center,
        opens="10:00" if store else "08:00",
        closes="21:00" if store else "20:00",
        ready_minutes=120 if store else 0,
    )


def _bins(head: str, site: NewSite) -> list[NewBin]:
    shelves = [(f"A{row}-{level}", "shelf") for row in range(1, 5) for level in range(1, 4)]
    staging = [(f"P-{place:02d}", "staging") for place in range(1, 13)]
    return [
        NewBin(id=derived_id(site.id, "bin", code), site_id=site.id, code=code, kind=kind)
        for code, kind in [*shelves, *staging, ("R-01", "returns")]
    ]


def _postcodes(head: str) -> list[NewPostcode]:
    return [
        NewPostcode(
            id=derived_id(head, "postcode", prefix),
            prefix=prefix,
            city=city.name,
            province=city.province,
            zone=city.zone,
            latitude=city.latitude,
            longitude=city.longitude,
        )
        for city in CITIES
        for prefix in city.prefixes
    ]


# ---------------------------------------------------------------- people and devices


def _people(
    head: str,
    draw: random.Random,
    stores: list[NewSite],
    centers: list[NewSite],
    care: NewSite,
) -> list[Person]:
    posts = [(care, Role.AGENT)] * 3
    posts += [(store, role) for store in stores for role in (Role.CLERK, Role.CLERK, Role.MANAGER)]
    posts += [(center, Role.INVENTORY) for center in centers]
    posts += [(care, Role.ADMIN), (care, Role.AUDITOR)]
    pins = draw.sample(range(100_000, 1_000_000), len(posts))
    taken: set[str] = set()
    found = []
    for place, ((site, role), pin) in enumerate(zip(posts, pins, strict=True)):
        number = f"{1001 + place}"
        name = _name(draw, one_word=False)
        while name in taken:
            name = _name(draw, one_word=False)
        taken.add(name)
        user_id = derived_id(head, "user", number)
        found.append(Person(name, number, role.value, str(pin), site.code, user_id))
    return found


def _devices(
    head: str, draw: random.Random, stores: list[NewSite], care: NewSite
) -> list[DemoDevice]:
    wanted = [("care desk", care), *((f"{site.code} counter", site) for site in stores[:2])]
    signs = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that are misread
    return [
        DemoDevice(
            name=name,
            device_id=derived_id(head, "device", f"{site.code}/1"),
            site_id=site.id,
            number=1,
            # The first counter is a phone desk, too: one demo desk has work for every role.
            care=site is care or site is stores[0],
            enrol_code="-".join("".join(draw.choices(signs, k=4)) for _ in range(3)),
        )
        for name, site in wanted
    ]


# ---------------------------------------------------------------- rules


def _promotions(head: str, now: Instant) -> list[NewPromotion]:
    """Of each kind one that runs, two coupons, one that has ended, one that has not begun."""
    percent, amount = PromotionKind.PERCENTAGE, PromotionKind.AMOUNT
    buy_get, shipping = PromotionKind.BUY_GET, PromotionKind.SHIPPING
    line, order = PromotionScope.LINE, PromotionScope.ORDER
    start, end = now - 30 * DAY, now + 60 * DAY

    def one(code: str, name: str, **told: object) -> NewPromotion:
        fields = {"starts_at": start, "ends_at": end, **told}
        return NewPromotion(id=derived_id(head, "promotion", code), code=code, name=name, **fields)  # type: ignore[arg-type]

    return [
        one("KAOS3", "3 kaos, hemat 15%", kind=percent, value=1_500, scope=line,
            category="t-shirts", minimum_quantity=3, priority=10),
        one("KAKI2", "Kaus kaki: 5.000 lebih murah, mulai 2", kind=amount, value=5_000, scope=line,
            category="socks", minimum_quantity=2, priority=20),
        one("BATIK10", "Batik hemat 10%", kind=percent, value=1_000, scope=line, category="batik",
            priority=30),
        one("HEMAT50", "Hemat 50.000 mulai 750.000", kind=amount, value=50_000, scope=order,
            minimum_minor=750_000, priority=40),
        one("KAKI21", "Beli 2 kaus kaki, gratis 1", kind=buy_get, value=10_000, scope=line,
            category="socks", buy_quantity=2, get_quantity=1, most_times=3, priority=15),
        one("ONGKIR", "Gratis ongkir mulai 500.000", kind=shipping, value=10_000, scope=order,
            minimum_minor=500_000, priority=45),
        one("SENARA50", "Kupon 50.000, sekali per pelanggan", kind=amount, value=50_000,
            scope=order, minimum_minor=300_000, priority=42, coupon=True, uses_each=1),
        one("KELUARGA25", "Keluarga karyawan 25%, tanpa promo lain", kind=percent, value=2_500,
            scope=order, priority=70, coupon=True, exclusive=True, uses_total=500),
        one("RAYA10", "Diskon hari raya 10%", kind=percent, value=1_000, scope=order, priority=50,
            starts_at=now - 300 * DAY, ends_at=now - 270 * DAY),
        one("AKHIR12", "Akhir tahun 12%", kind=percent, value=1_200, scope=order, priority=60,
            starts_at=now + 90 * DAY, ends_at=now + 120 * DAY),
    ]  # fmt: skip


def _rules(head: str) -> list[NewReturnRule]:
    """Worn next to the skin stays sold, bags cost a fee, two pairs of socks a month are enough."""

    def one(code: str, category: str, days: int, **fields: object) -> NewReturnRule:
        return NewReturnRule(
            id=derived_id(head, "return_rule", code),
            code=code,
            category=category,
            window_days=days,
            **fields,  # type: ignore[arg-type]
        )

    blind = {"without_receipt": True, "lowest_days": 30, "unit_limit": 6, "limit_days": 30}
    return [
        one("R30", "", 30, **blind),
        one("R14-SHOES", "shoes", 14, refused_grades="d"),
        one("R60-JACKETS", "jackets", 60, **blind),
        one("R14-BAGS", "bags", 14, fee_hundredths=1_000),
        one("R0-UNDERWEAR", "underwear", 0, returnable=False),
        one(
            "R7-SOCKS",
            "socks",
            7,
            unit_limit=2,
            limit_days=30,
            reasons="damaged faulty wrong_item came_late too_small too_large",
            refused_grades="c d",
        ),
        one("R7-ELECTRONICS", "electronics", 7, fee_hundredths=1_000),
    ]


# ---------------------------------------------------------------- customers


def _customers(head: str, draw: random.Random, now: Instant, count: int) -> list[Customer]:
    # The last eight digits of a mobile number, each once: callers are found by them.
    numbers = draw.sample(range(10_000_000, 100_000_000), count)
    cities = draw.choices(CITIES, weights=[city.weight for city in CITIES], k=count)
    midnight = from_datetime(as_datetime(now).replace(hour=0, minute=0, second=0, microsecond=0))
    return [
        _customer(head, draw, midnight, ordinal, number, city)
        for ordinal, (number, city) in enumerate(zip(numbers, cities, strict=True))
    ]


def _customer(
    head: str, draw: random.Random, midnight: Instant, ordinal: int, number: int, city: City
) -> Customer:
    customer_id = derived_id(head, "customer", ordinal)
    name = _name(draw, one_word=draw.random() < 0.12)
    reach = "".join(sign for sign in name.lower() if sign.isalpha())
    domain = draw.choice(("example.com", "example.org", "example.net"))
    prefix = draw.choice(("812", "813", "821", "852", "857", "878", "896", "881"))
    since = midnight - draw.randrange(1_100) * DAY + draw.randrange(8, 21) * HOUR - DAY
    return Customer(
        KnownCustomer(
            id=customer_id,
            tier=draw.choices(("", "silver", "gold"), weights=(80, 15, 5))[0],
            language="en" if draw.random() < 0.06 else "id",
            created_at=since,
        ),
        KnownPerson(
            id=customer_id,
            name=name,
            phone=f"+62{prefix}{number}",
            email=f"{reach}{ordinal}@{domain}" if draw.random() < 0.8 else "",
        ),
        KnownAddress(
            id=derived_id(customer_id, "address"),
            customer_id=customer_id,
            label="rumah",
            street=f"{draw.choice(STREETS)} {draw.randint(1, 180)}",
            city=city.name,
            province=city.province,
            postcode=f"{draw.choice(city.prefixes)}{draw.randint(111, 989)}",
        ),
        city,
    )


def _name(draw: random.Random, *, one_word: bool) -> str:
    given = draw.choice(WOMEN if draw.random() < 0.55 else MEN)
    if one_word:
        return given
    family = draw.choice(FAMILIES)
    if draw.random() < 0.2:
        return f"{given} {draw.choice(FAMILIES)} {family}"
    return f"{given} {family}"
