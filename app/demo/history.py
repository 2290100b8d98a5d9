"""What the demo retailer did in two years: sales with seasons, returns, and the stock they need."""

import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from msgspec.structs import replace

from app.catalog.commands import NewProduct
from app.demo.assortment import CURRENCY
from app.demo.places import DISTANCE, ZONES
from app.demo.retailer import PAST, Customer, Retailer
from app.demo.words import SUPPLIERS
from app.fulfillment.past_sales import PastCharge, PastLine, PastSale, line_id_of
from app.kit.clock import DAY, HOUR, MINUTE, Instant, as_datetime, business_day
from app.kit.ids import derived_id
from app.kit.money import share
from app.orders.states import Method
from app.places.commands import NewSite
from app.returns.past_returns import PastReturn, PastReturnLine
from app.returns.states import Grade, Reason
from app.stock.commands import InboundLine, NewPurchase, NewTransfer, OpeningCell
from app.stock.states import PurchaseState

# Idul Fitri, the feast before which the trade sells most; it moves through the year.
LEBARAN = tuple(
    date.fromisoformat(day)
    for day in (
        "2022-05-02", "2023-04-22", "2024-04-10", "2025-03-31", "2026-03-20", "2027-03-10",
        "2028-02-27", "2029-02-15", "2030-02-05", "2031-01-25", "2032-01-14",
    )
)  # fmt: skip
RETURNED = 0.08
# Of the day, by hour from 10 on: a lunch peak and an evening peak.
HOURS = (3, 5, 8, 7, 5, 5, 6, 8, 10, 9, 5)
FINAL_DAYS = 20  # nothing comes back later
# The last weeks stand closer: they are what dashboards and the returns desk look at.
RECENT, RECENT_DAYS = 9, 36
CLOSING_IN = 19  # an hour from which a pickup is promised for the next morning
OPENS = 10


@dataclass(frozen=True, slots=True)
class History:
    """`sales` and `returns` in the order of their time."""

    sales: list[PastSale]
    returns: list[PastReturn]
    opening: list[OpeningCell]
    purchases: list[NewPurchase]
    transfers: list[NewTransfer]
    popularity: dict[str, int]  # product → units of the last year
    first_seen: dict[str, int]  # customer → first sale


def history(shop: Retailer) -> History:
    draw = random.Random(f"{shop.seed}/history")
    sales = list(_sales(shop, draw))
    returns = _returns(shop, draw, sales)
    stock, transfers = _stock(shop, draw)
    popularity: Counter[str] = Counter()
    first_seen: dict[str, int] = {}
    for sale in sales:
        if sale.customer_id is not None:
            first_seen.setdefault(sale.customer_id, sale.at)
        if sale.at > shop.now - 365 * DAY:
            for line in sale.lines:
                popularity[line.product_id] += line.quantity
    return History(
        sales=sales,
        returns=returns,
        opening=_opening(stock, sales),
        purchases=_purchases(shop, draw),
        transfers=transfers,
        popularity=dict(popularity),
        first_seen=first_seen,
    )


def season(day: date) -> float:
    """How a day sells beside an ordinary one."""
    weight = (0.8, 0.8, 0.85, 0.9, 1.15, 1.7, 1.6)[day.weekday()]
    if day.day >= 25 or day.day <= 2:
        weight *= 1.25  # wages are paid
    if day.month == 12:
        weight *= 1.6 if day.day > 10 else 1.25
    for feast in LEBARAN:
        before = (feast - day).days
        if 0 < before <= 24:
            weight *= 1.4 + 2.2 * (24 - before) / 24
        elif -4 <= before <= 0:
            weight *= 0.25  # everybody has gone home
    return weight


# ---------------------------------------------------------------- sales


@dataclass(frozen=True, slots=True)
class _Choice:
    """Pick by weight: random.choices without building its table anew each time."""

    items: Sequence[int]
    table: Sequence[float]

    def pick(self, draw: random.Random) -> int:
        return self.items[bisect(self.table, draw.random() * self.table[-1])]


def _choice(weights: Sequence[float]) -> _Choice:
    return _Choice(range(len(weights)), list(accumulate(weights)))


def _sales(shop: Retailer, draw: random.Random) -> Iterator[PastSale]:
    wanted = _choice([article.demand for article in shop.articles])
    places = _choice([float(shop.city_of[site.id].weight) for site in shop.stores])
    counters = dict.fromkeys((site.id for site in shop.stores), 0)
    for at in _times(shop, draw):
        store = shop.stores[places.pick(draw)]
        counters[store.id] += 1
        yield _sale(shop, draw, at, store, counters[store.id], wanted)


def _times(shop: Retailer, draw: random.Random) -> list[int]:
    zone = "Asia/Jakarta"
    days = PAST // DAY
    last = business_day(shop.now, zone)
    dates = [last - timedelta(days=back) for back in range(days, -1, -1)]
    weights = [season(day) * (RECENT if (last - day).days < RECENT_DAYS else 1) for day in dates]
    chosen = draw.choices(dates, weights=weights, k=shop.size.orders)
    hours = draw.choices(range(len(HOURS)), weights=HOURS, k=shop.size.orders)
    midnight = _midnight(shop.now, zone)
    times = (
        midnight
        - (last - day).days * DAY
        + (10 + hour) * HOUR
        + draw.randrange(60) * MINUTE
        + draw.randrange(60) * 1_000_000
        for day, hour in zip(chosen, hours, strict=True)
    )
    # What would be later today was yesterday: nothing has a time to come.
    return sorted(at if at < shop.now else at - DAY for at in times)


def _midnight(now: Instant, zone: str) -> int:
    local = as_datetime(now, zone)
    return (
        now
        - ((local.hour * 60 + local.minute) * 60 + local.second) * 1_000_000
        - (local.microsecond)
    )


def _sale(
    shop: Retailer, draw: random.Random, at: int, store: NewSite, counter: int, wanted: _Choice
) -> PastSale:
    chance = draw.random()
    method = Method.CARRY_OUT
    if chance > 0.64:
        method = Method.PICKUP if chance < 0.8 else Method.SHIP
    lasts = {
        Method.CARRY_OUT: 0,
        Method.PICKUP: draw.randint(3, 40) * HOUR,
        Method.SHIP: draw.randint(30, 110) * HOUR,
    }[method]
    if at + lasts >= shop.now:
        method, lasts = Method.CARRY_OUT, 0  # still on its way, it would not be past
    known = method is not Method.CARRY_OUT or draw.random() < 0.55
    customer = _customer(shop, draw) if known else None
    lines = _lines(shop, draw, at, wanted)
    source = store
    if method is Method.SHIP and draw.random() < 0.75:
        source = draw.choice(shop.centers)
        lines = _missed(store, lines, f"{shop.seed}/{store.code}/{counter}")
    due_at, ready_at = _ready(at, f"{shop.seed}/{store.code}/{counter}")
    if method is Method.PICKUP:
        lasts = max(lasts, ready_at + 20 * MINUTE - at)
        if at + lasts >= shop.now:
            method, lasts = Method.CARRY_OUT, 0
    carried = method is Method.CARRY_OUT
    channel = "store" if carried else ("phone" if draw.random() < 0.35 else "web")
    return PastSale(
        order_id=derived_id(shop.seed, "past_order", f"{store.code}/{counter}"),
        number=f"{store.code}-0-{counter:06d}",
        at=at,
        ended_at=at + lasts,
        due_at=due_at if method is Method.PICKUP else None,
        ready_at=ready_at if method is Method.PICKUP else None,
        channel=channel,
        site_id=store.id,
        from_site_id=source.id,
        customer_id=customer.known.id if customer else None,
        address_id=customer.address.id if customer and method is Method.SHIP else None,
        language=customer.known.language if customer else "id",
        currency=CURRENCY,
        method=method,
        lines=lines,
        charges=_charges(shop, method, source, customer),
    )


def _ready(at: int, head: str) -> tuple[int, int]:
    """(due, ready) of a pickup: promised in two hours of an open shop, and one in eight is late."""
    draw = random.Random(f"{head}/ready")
    local = as_datetime(Instant(at), "Asia/Jakarta")
    begun = at
    if local.hour >= CLOSING_IN:
        begun = _midnight(Instant(at), "Asia/Jakarta") + DAY + OPENS * HOUR
    late = draw.random() < 0.12
    minutes = draw.randint(122, 176) if late else draw.randint(22, 118)
    return begun + 120 * MINUTE, begun + minutes * MINUTE


def _missed(store: NewSite, lines: list[PastLine], head: str) -> list[PastLine]:
    """Some of what a center sent was asked of the store before; some stores often have it not."""
    often = random.Random(store.id).uniform(0.05, 0.5)
    draw = random.Random(f"{head}/missed")
    return [replace(line, missed_at=store.id) if draw.random() < often else line for line in lines]


def _customer(shop: Retailer, draw: random.Random) -> Customer:
    """A few buy often: the square pulls towards the first."""
    return shop.customers[int(len(shop.customers) * draw.random() ** 2)]


def _lines(shop: Retailer, draw: random.Random, at: int, wanted: _Choice) -> list[PastLine]:
    count = 1 + bisect((0.44, 0.74, 0.9, 0.97), draw.random())
    off = _discount(draw, at)
    found: dict[str, PastLine] = {}
    for _ in range(count):
        product = shop.articles[wanted.pick(draw)].product
        quantity = 1 if draw.random() < 0.86 else draw.randint(2, 4)
        gross = product.price_minor * quantity
        found[product.id] = PastLine(
            product_id=product.id,
            quantity=quantity,
            unit_minor=product.price_minor,
            discount_minor=share(gross, off, 100),
            discount_code=f"PAST{off}" if off else "",
            discount_name=f"Diskon {off}%" if off else "",
        )
    return list(found.values())


def _discount(draw: random.Random, at: int) -> int:
    """Percent: more often and more before the feast and at the end of the year."""
    high = season(business_day(Instant(at), "Asia/Jakarta")) > 2
    if draw.random() > (0.45 if high else 0.12):
        return 0
    return draw.choice((10, 15, 20) if high else (5, 10))


def _charges(
    shop: Retailer, method: Method, source: NewSite, customer: Customer | None
) -> list[PastCharge]:
    if method is not Method.SHIP or customer is None:
        return []
    far = DISTANCE[ZONES.index(source.zone)][ZONES.index(customer.city.zone)]
    minor = 9_000 + 7_000 * far + 2_000 + 4_000 * far  # one kilogram, as in the rates
    return [PastCharge(code="SHIPPING", name="", minor=minor)]


# ---------------------------------------------------------------- returns


def _returns(shop: Retailer, draw: random.Random, sales: Sequence[PastSale]) -> list[PastReturn]:
    found: list[PastReturn] = []
    for sale in sales:
        if draw.random() > RETURNED:
            continue
        at = (
            (sale.ended_at or sale.at)
            + draw.randint(2, FINAL_DAYS) * DAY
            + draw.randint(-4, 4) * HOUR
        )
        ordinal = draw.randrange(len(sale.lines))
        line = sale.lines[ordinal]
        near = sale.site_id if draw.random() < 0.7 else draw.choice(shop.stores).id
        grade = draw.choices((Grade.A, Grade.B, Grade.C), weights=(84, 8, 8))[0]
        reason = draw.choice(tuple(Reason))
        if at >= shop.now:
            continue
        found.append(
            PastReturn(
                return_id=derived_id(sale.order_id, "past_return"),
                number=f"R-{sale.number}",
                at=at,
                site_id=near,
                currency=CURRENCY,
                order_id=sale.order_id,
                lines=[
                    PastReturnLine(
                        product_id=line.product_id,
                        quantity=1,
                        line_id=line_id_of(sale.order_id, ordinal),
                        reason=reason,
                        grade=grade,
                    )
                ],
            )
        )
    return sorted(found, key=lambda one: (one.at, one.return_id))


# ---------------------------------------------------------------- stock


def _stock(
    shop: Retailer, draw: random.Random
) -> tuple[dict[tuple[str, str], tuple[int, int]], list[NewTransfer]]:
    """(site, product) → (what lies there today before returns, safety); and transfers on the way.

    What a transfer carries is added to the sender's opening: it lay there until it was sent.
    """
    stock: dict[tuple[str, str], tuple[int, int]] = {}
    for article in shop.articles:
        wanted = min(1.0, article.demand * 6)
        for site in shop.stores:
            if draw.random() < 0.62 + 0.3 * wanted:
                safety = 1 + round(2 * wanted)
                empty = draw.random() < 0.05
                quantity = safety if empty else safety + draw.randint(1, 4 + round(9 * wanted))
                stock[site.id, article.product.id] = (quantity, safety)
        for site in shop.centers:
            safety = 4 + round(10 * wanted)
            quantity = safety + draw.randint(6, 40 + round(140 * wanted))
            stock[site.id, article.product.id] = (quantity, safety)
    transfers = list(_transfers(shop, draw))
    for transfer in transfers:
        for line in transfer.lines:
            cell = (transfer.from_site_id, line.product_id)
            quantity, safety = stock[cell]
            stock[cell] = (quantity + line.quantity, safety)
    return stock, transfers


def _opening(
    stock: dict[tuple[str, str], tuple[int, int]], sales: Sequence[PastSale]
) -> list[OpeningCell]:
    """What has to lie there at the beginning, so that no sale goes below today's figure.

    What came back in the meantime lies on top of it.
    """
    sold: Counter[tuple[str, str]] = Counter()
    for sale in sales:
        for line in sale.lines:
            sold[sale.from_site_id or sale.site_id, line.product_id] += line.quantity
    found = []
    for site_id, product_id in sorted(stock.keys() | sold.keys()):
        quantity, safety = stock.get((site_id, product_id), (0, 0))
        found.append(
            OpeningCell(
                site_id=site_id,
                product_id=product_id,
                quantity=quantity + sold[site_id, product_id],
                safety=safety,
            )
        )
    return found


def _transfers(shop: Retailer, draw: random.Random) -> Iterator[NewTransfer]:
    for ordinal in range(shop.size.transfers):
        source, target = draw.choice(shop.centers), draw.choice(shop.stores)
        yield NewTransfer(
            id=derived_id(shop.seed, "transfer", ordinal),
            number=f"TF-{ordinal + 1:05d}",
            from_site_id=source.id,
            to_site_id=target.id,
            eta=shop.now + draw.randint(1, 6) * DAY + draw.randint(0, 8) * HOUR,
            lines=_inbound(shop, draw, 8, (2, 8)),
        )


def _purchases(shop: Retailer, draw: random.Random) -> list[NewPurchase]:
    return [
        NewPurchase(
            id=derived_id(shop.seed, "purchase", ordinal),
            number=f"PO-{ordinal + 1:05d}",
            supplier=draw.choice(SUPPLIERS),
            site_id=draw.choice(shop.centers if draw.random() < 0.8 else shop.stores).id,
            state=draw.choice((PurchaseState.ORDERED, PurchaseState.CONFIRMED)),
            eta=shop.now + draw.randint(2, 40) * DAY,
            lines=_inbound(shop, draw, 12, (12, 120)),
        )
        for ordinal in range(shop.size.purchases)
    ]


def _inbound(
    shop: Retailer, draw: random.Random, most: int, units: tuple[int, int]
) -> list[InboundLine]:
    chosen: list[NewProduct] = draw.sample(shop.products, draw.randint(most // 2, most))
    return [InboundLine(product_id=product.id, quantity=draw.randint(*units)) for product in chosen]
