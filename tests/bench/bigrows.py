"""The rows of a big retailer: goods, customers, and a year of orders with all that follows them."""

import random
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.kit.clock import DAY, HOUR, MINUTE, Instant, business_day
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.stock.days import RING
from app.stock.ledger import cell_id
from tests.bench.bigdemand import demand_rows
from tests.bench.names import name_of
from tests.sync.shop import Shop

TOGETHER = 20_000  # rows per executemany
STORES = 3
LINES = 5
YEAR = 365 * DAY
OPEN = 2_000  # the newest orders are still being worked on
FIGURES = 90 * DAY  # what a desk holds of them
ZONE = "Asia/Jakarta"
KINDS = ("Kemeja", "Celana", "Jaket", "Sepatu", "Tas", "Topi", "Rok", "Kaos", "Sandal", "Ikat")
LOOKS = ("Linen", "Katun", "Denim", "Kulit", "Rajut", "Satin", "Kanvas", "Wol")
COLOURS = ("Hitam", "Putih", "Biru", "Hijau", "Merah", "Krem", "Abu", "Cokelat")
REASONS = ("wrong_size", "damaged", "changed_mind", "not_as_described")

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = Iterator[tuple[str, list[Row]]]
Part: TypeAlias = tuple[str, Rows]


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each; lines are five an order."""

    orders: int
    customers: int
    goods: int

    @property
    def lines(self) -> int:
        return self.orders * LINES


FULL = Size(orders=1_000_000, customers=1_000_000, goods=200_000)


def size_of(orders: int) -> Size:
    """As many customers as orders, a fifth as many goods: the shape of the full one."""
    return Size(orders, orders, max(20, orders // 5))


def product_id(n: int) -> str:
    return f"{n:032x}"


def customer_id(n: int) -> str:
    return f"c{n:031x}"


def order_id(n: int) -> str:
    return f"0{n:031x}"


def order_number(n: int) -> str:
    """As the first device of each store would have issued it."""
    return f"JKT{n % STORES:02d}-{n % STORES + 1}-{n:06d}"


def phone_of(n: int) -> str:
    return f"+62812{n * 7919 % 10**8:08d}"


def buyers(size: Size) -> "array[int]":
    """Order → customer; few buy often: of a million, the first bought a thousand times."""
    chance = random.Random(4)
    return array("L", (int(size.customers * chance.random() ** 2) for _ in range(size.orders)))


def parts(shop: Shop, size: Size, now: Instant) -> Iterator[Part]:
    bought = buyers(size)
    yield f"{size.goods:,} goods in {STORES} stores", _goods(shop, size)
    yield f"{size.customers:,} customers", _customers(shop, size, now, Counter(bought))
    books = _Books()
    yield f"{size.orders:,} orders, {size.lines:,} lines", _orders(shop, size, now, bought, books)
    yield "figures by hours and days", books.rows()
    series = order_number(0).removesuffix("000000")  # this desk's next order has the next number
    yield "the desk's own counter", iter([("counters", [{"series": series, "value": size.orders}])])


def _batches(count: int, width: int = 1) -> Iterator[range]:
    many = max(1, TOGETHER // width)
    for start in range(0, count, many):
        yield range(start, min(start + many, count))


def _cell(site: str, product: str) -> str:
    return cell_id.__wrapped__(site, product)


def _goods(shop: Shop, size: Size) -> Rows:
    chance = random.Random(1)
    for batch in _batches(size.goods):
        yield "products", [_product(n, chance) for n in batch]
        for site in shop.stores:
            cells = [
                {
                    "id": _cell(site, product_id(n)),
                    "site_id": site,
                    "product_id": product_id(n),
                    "available": chance.randrange(40),
                    "safety": 2,
                    "opened_at": 0,
                    "changed_at": 0,
                }
                for n in batch
            ]
            yield "stock_cells", cells


def _product(n: int, chance: random.Random) -> Row:
    kind, look = KINDS[n % len(KINDS)], LOOKS[n // 10 % len(LOOKS)]
    return {
        "id": product_id(n),
        "sku": f"{kind[:2].upper()}-{n:06d}",
        "gtin": gtin13(f"29{n:010d}"),
        "style": f"S{n // 8}",
        "name": f"{kind} {look} {n // 80}",
        "colour": COLOURS[n % len(COLOURS)],
        "size": "SMLX"[n % 4],
        "category": kind.lower(),
        "price_minor": 1_000 * chance.randrange(49, 999),
        "currency": "IDR",
        "tax_class": "standard",
        "weight_grams": 400,
        "active": True,
        "popularity": int(1_000 * chance.paretovariate(1.2)),
    }


def _customers(shop: Shop, size: Size, now: Instant, bought: Counter[int]) -> Rows:
    """Every second one has an address, every fourth said what mails they want."""
    chance = random.Random(2)
    care = shop.users["agent"]
    for batch in _batches(size.customers):
        made: dict[str, list[Row]] = {}
        for n in batch:
            for table, row in _customer(n, bought[n], now - chance.randrange(YEAR), care):
                made.setdefault(table, []).append(row)
        yield from made.items()


def _customer(n: int, orders: int, at: int, care: str) -> Iterator[tuple[str, Row]]:
    who, phone, name = customer_id(n), phone_of(n), name_of(n)
    yield (
        "customers",
        {
            "id": who,
            "tier": "gold" if n % 20 == 0 else "",
            "language": "id",
            "created_at": at,
            "orders_count": orders,
            "spent_minor": orders * 2_600_000,
            "audience": "customers:care",
        },
    )
    yield (
        "customer_pii",
        {
            "id": who,
            "name": name,
            "phone": phone,
            "phone_reversed": phone[:0:-1],
            "email": f"{name.replace(' ', '.').lower()}@example.com",
            "card": f"GC{n:08d}" if n % 5 == 0 else "",
        },
    )
    if n % 2 == 0:
        yield (
            "customer_addresses",
            {
                "id": f"a{n:031x}",
                "customer_id": who,
                "street": f"Jl. Melati {n % 200}",
                "city": "Jakarta",
                "province": "DKI Jakarta",
                "postcode": f"{10_110 + n % 1_000}",
                "preferred": True,
            },
        )
    said: Row = {"customer_id": who, "user_id": care, "at": at}
    if n % 4 == 0:
        told = {"channel": "mail", "purpose": "service", "given": True, "how": "phone"}
        yield "customer_consents", {"id": f"b{n:031x}", **told, **said}
    if n % 10 == 0:
        further = f"+62813{n * 7907 % 10**8:08d}"
        row: Row = {"kind": "phone", "value": further, "value_reversed": further[:0:-1]}
        yield "customer_contacts", {"id": f"d{n:031x}", "customer_id": who, **row, "label": ""}
    if n % 50 == 0:
        row = {"body": "Rings before noon", "author_id": care, "at": at}
        yield "customer_notes", {"id": f"e{n:031x}", "customer_id": who, **row}


@dataclass(slots=True)
class _Books:
    """What orders add up to by hour and by day."""

    hours: dict[tuple[str, int, str, str], Counter[str]] = field(default_factory=dict)
    reasons: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    days: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    def count(self, site: str, at: int, channel: str, user: str, **by: int) -> None:
        self.hours.setdefault((site, at - at % HOUR, channel, user), Counter()).update(by)

    def rows(self) -> Rows:
        yield "hour_figures", [_hour(key, counts) for key, counts in sorted(self.hours.items())]
        yield (
            "return_figures",
            [
                {
                    "id": derived_id(site, "return_figures", f"{hour}/{reason}"),
                    "site_id": site,
                    "hour": hour,
                    "reason": reason,
                    "units": units,
                    "audience": f"figures:{site}",
                }
                for (site, hour, reason), units in sorted(self.reasons.items())
            ],
        )
        made = []
        for (site, product, day), units in self.days.items():
            row = {"id": derived_id(_cell(site, product), "day", day % RING), "site_id": site}
            made.append({**row, "product_id": product, "day": day, "sold": units, "change": -units})
            if len(made) == TOGETHER:
                yield "stock_days", made
                made = []
        yield "stock_days", made
        yield from demand_rows(self.days)


def _hour(key: tuple[str, int, str, str], counts: Counter[str]) -> Row:
    site, hour, channel, user = key
    names = ("orders", "sales_minor", "open_orders", "asked", "filled", "sold", "returned")
    return {
        "id": derived_id(site, "hour_figures", f"{hour}/{channel}/{user}/IDR"),
        "site_id": site,
        "hour": hour,
        "channel": channel,
        "user_id": user,
        "currency": "IDR",
        **{name: counts[name] for name in (*names, "pickups", "late")},
        "audience": f"figures:{site}",
    }


def _orders(shop: Shop, size: Size, now: Instant, bought: "array[int]", books: _Books) -> Rows:
    """A year of orders, the newest last."""
    maker = _Orders(shop, size, now, bought, books)
    for batch in _batches(size.orders, LINES):
        made: dict[str, list[Row]] = {}
        for n in batch:
            for table, row in maker.order(n):
                made.setdefault(table, []).append(row)
        yield from made.items()


class _Orders:
    """One order after the other, each with its lines, history, payment, parcel, mail, return."""

    def __init__(
        self, shop: Shop, size: Size, now: Instant, bought: "array[int]", books: _Books
    ) -> None:
        self._shop, self._size, self._now = shop, size, now
        self._bought, self._books = bought, books
        self._chance = random.Random(3)
        self._still_open = size.orders - min(OPEN, size.orders // 10)

    def order(self, n: int) -> Iterator[tuple[str, Row]]:
        chance = self._chance
        at = self._now - YEAR + YEAR * n // self._size.orders
        is_open, waits = n >= self._still_open, n % 2 == 0
        stands = ("released" if waits else "ready") if is_open else "collected"
        site = self._shop.stores[n % STORES]
        channel = "phone" if n % 3 else "store"
        user = self._shop.users["agent" if channel == "phone" else "clerk"]
        ready = None if is_open and waits else at + chance.randrange(20, 75) * MINUTE
        late = ready is not None and ready > at + HOUR
        total = 0
        day = business_day(Instant(at), ZONE).toordinal()
        for ordinal in range(LINES):
            price = 1_000 * chance.randrange(49, 999)
            total += price
            good = int(self._size.goods * chance.random() ** 3)
            yield from self._line(n, ordinal, good, price, site, at, stands)
            if not is_open and at > self._now - (RING - 1) * DAY:
                self._books.days[site, product_id(good), day] += 1
        yield (
            "orders",
            {
                "id": order_id(n),
                "number": order_number(n),
                "state": "placed" if is_open else "closed",
                "channel": channel,
                "site_id": site,
                "device_id": self._shop.devices[0],
                "customer_id": customer_id(self._bought[n]),
                "language": "id",
                "currency": "IDR",
                "subtotal_minor": total,
                "total_minor": total,
                "paid_minor": total,
                "placed_by": user,
                "placed_at": at,
                "closed_at": None if is_open else at + 5 * HOUR,
                "counted_minor": total,
                "counted_open": is_open,
                "audience": "orders:care",
            },
        )
        yield from self._followers(n, site, at, total, ready, is_open=is_open, late=late)
        if at > self._now - FIGURES:
            found = {"asked": LINES, "filled": LINES} if ready else {}
            sold = {} if is_open else {"sold": LINES}
            parcel = {"pickups": 1, "late": int(late)} if ready else {}
            placed = {"orders": 1, "sales_minor": total, "open_orders": int(is_open)}
            self._books.count(site, at, channel, user, **placed, **found, **sold, **parcel)
        if n % 25 == 0 and not is_open:
            yield from self._return(n, site, at, channel, user)

    def _line(
        self, n: int, ordinal: int, good: int, price: int, site: str, at: int, stands: str
    ) -> Iterator[tuple[str, Row]]:
        line = f"1{n:025x}{ordinal:06x}"
        row = {
            "id": line,
            "order_id": order_id(n),
            "ordinal": ordinal,
            "product_id": product_id(good),
            "sku": f"{KINDS[good % 10][:2].upper()}-{good:06d}",
            "name": f"{KINDS[good % 10]} {LOOKS[good // 10 % 8]} {good // 80}",
            "ordered": 1,
            "list_minor": price,
            "unit_minor": price,
            "total_minor": price,
            "method": "pickup",
            "site_id": site,
            "promise_from": at + 2 * HOUR,
            "promise_to": at + 8 * HOUR,
            "assurance": "confirmed",
            **{name: int(name == stands) for name in ("released", "ready", "collected")},
        }
        yield "order_lines", row
        yield (
            "fulfillment_lines",
            {
                "id": f"4{n:025x}{ordinal:06x}",
                "fulfillment_id": f"5{n:031x}",
                "order_id": order_id(n),
                "line_id": line,
                "product_id": product_id(good),
                "quantity": 1,
                "picked": int(stands != "released"),
            },
        )
        yield (
            "order_events",
            {
                "id": f"2{n:025x}{ordinal:06x}",
                "order_id": order_id(n),
                "line_id": line,
                "act": "source",
                "source": "unallocated",
                "target": "allocated",
                "quantity": 1,
                "reason": "",
                "site_id": site,
                "user_id": self._shop.users["agent"],
                "device_id": self._shop.devices[0],
                "command_id": order_id(n),
                "at": at,
                "step": ordinal,
            },
        )

    def _followers(
        self,
        n: int,
        site: str,
        at: int,
        total: int,
        ready: int | None,
        *,
        is_open: bool,
        late: bool,
    ) -> Iterator[tuple[str, Row]]:
        order = order_id(n)
        yield (
            "payments",
            {
                "id": f"3{n:031x}",
                "order_id": order,
                "kind": "terminal",
                "state": "captured",
                "currency": "IDR",
                "amount_minor": total,
                "captured_minor": total,
                "at": at + MINUTE,
            },
        )
        yield (
            "fulfillments",
            {
                "id": f"5{n:031x}",
                "order_id": order,
                "site_id": site,
                "method": "pickup",
                "state": ("ready" if ready else "open") if is_open else "closed",
                "due_at": at + HOUR,
                "bin_code": "A-01" if ready else "",
                "ready_at": ready,
                "closed_at": None if is_open else at + 5 * HOUR,
                "counted_at": ready,
                "counted_late": late,
            },
        )
        yield (
            "messages",
            {
                "id": f"6{n:031x}",
                "order_id": order,
                "customer_id": customer_id(self._bought[n]),
                "kind": "confirmed",
                "language": "id",
                "state": "sent",
                "made_at": at,
                "sent_at": at + MINUTE,
            },
        )

    def _return(
        self, n: int, site: str, at: int, channel: str, user: str
    ) -> Iterator[tuple[str, Row]]:
        """The first line comes back three days later."""
        reason, taken_at, worth = REASONS[n % len(REASONS)], at + 3 * DAY, 100_000
        if taken_at > self._now:
            return
        order, back, line = order_id(n), f"7{n:031x}", f"1{n:025x}{0:06x}"
        yield (
            "returns",
            {
                "id": back,
                "number": f"R-{order_number(n)}",
                "order_id": order,
                "customer_id": customer_id(self._bought[n]),
                "site_id": site,
                "state": "closed",
                "currency": "IDR",
                "due_minor": worth,
                "refund_minor": worth,
                "taken_by": user,
                "taken_at": taken_at,
            },
        )
        yield (
            "return_lines",
            {
                "id": f"8{n:031x}",
                "return_id": back,
                "order_id": order,
                "line_id": line,
                "product_id": product_id(0),
                "quantity": 1,
                "reason": reason,
                "grade": "a",
                "disposition": "shelf",
                "rule": "STD",
                "refund_minor": worth,
            },
        )
        yield (
            "return_refunds",
            {
                "id": f"9{n:031x}",
                "return_id": back,
                "order_id": order,
                "payment_id": f"3{n:031x}",
                "kind": "terminal",
                "amount_minor": worth,
                "state": "done",
            },
        )
        yield (
            "order_events",
            {
                "id": f"2{n:025x}{LINES:06x}",
                "order_id": order,
                "line_id": line,
                "act": "return",
                "source": "collected",
                "target": "",
                "quantity": 1,
                "reason": reason,
                "site_id": site,
                "user_id": user,
                "device_id": self._shop.devices[0],
                "command_id": back,
                "at": taken_at,
                "step": 0,
            },
        )
        if taken_at > self._now - FIGURES:
            self._books.count(site, taken_at, channel, user, returned=1)
            self._books.reasons[site, taken_at - taken_at % HOUR, reason] += 1
