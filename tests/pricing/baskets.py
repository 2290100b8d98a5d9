"""Any basket and any promotions of a shop, for properties."""

from hypothesis import strategies as st

from app.kit.clock import Instant
from app.pricing.model import EVERYBODY, SHIPPING, Charge, Priced, TaxRate, price
from app.pricing.near import NearMiss, near_misses
from app.pricing.promotion import (
    BasketLine,
    Buyer,
    Promotion,
    PromotionKind,
    PromotionScope,
    live_for,
)

NOW = Instant(1_750_000_000_000_000)
PPN = TaxRate("standard", "PPN", 11, 100, included=True)
VAT = TaxRate("added", "Sales tax", 8, 100, included=False)
RATES = [PPN, VAT]
KIND = PromotionKind
SCOPES = {KIND.BUY_GET: PromotionScope.LINE, KIND.SHIPPING: PromotionScope.ORDER}
GOODS = {"chino": "trousers", "jogger": "trousers", "oxford": "shirts", "socks": "socks"}


def line(key: str = "1", quantity: int = 1, unit: int = 100_000, **more) -> BasketLine:
    fields = {"category": "trousers", "tax_class": "standard", **more}
    return BasketLine(key=key, quantity=quantity, unit_minor=unit, **fields)


def promotion(
    name: str = "p", value: int = 1_000, scope: str = "line", kind: str = "percentage", **more
) -> Promotion:
    return Promotion(
        id=name,
        code=name.upper(),
        name=f"Promotion {name}",
        kind=KIND(kind),
        value=value,
        scope=SCOPES.get(KIND(kind), PromotionScope(scope)),
        **more,
    )


def buy_get(name: str = "2+1", buy: int = 2, get: int = 1, off: int = 10_000, **more) -> Promotion:
    return promotion(name, off, kind="buy_get", buy_quantity=buy, get_quantity=get, **more)


def priced(lines, promotions=(), charges=(), currency: str = "IDR", **more) -> Priced:
    return price(lines, promotions, RATES, charges, now=NOW, currency=currency, **more)


def near(lines, promotions=(), charges=(), buyer: Buyer = EVERYBODY) -> tuple[NearMiss, ...]:
    fee = sum(charge.minor for charge in charges)
    return near_misses(lines, live_for(promotions, NOW, buyer), fee)


def delivery(minor: int) -> list[Charge]:
    return [Charge(SHIPPING, "", minor)]


@st.composite
def _line(draw: st.DrawFn) -> BasketLine:
    product = draw(st.sampled_from(sorted(GOODS)))
    return BasketLine(
        key=draw(st.uuids().map(str)),
        category=GOODS[product],
        quantity=draw(st.integers(1, 9)),
        unit_minor=draw(st.integers(0, 2_000)) * 100,
        tax_class="standard",
        product_id=product,
    )


@st.composite
def _promotion(draw: st.DrawFn) -> Promotion:
    kind = draw(st.sampled_from(KIND))
    return Promotion(
        id=draw(st.uuids().map(str)),
        code="CODE",
        name="name",
        kind=kind,
        value=draw(st.integers(1, 10_000)),
        scope=SCOPES.get(kind) or draw(st.sampled_from(PromotionScope)),
        category=draw(st.sampled_from(["", "trousers", "shirts"])),
        product_ids=draw(st.sampled_from([(), (), ("chino",), ("chino", "socks")])),
        minimum_quantity=draw(st.integers(0, 4)),
        minimum_minor=draw(st.sampled_from([0, 0, 50_000, 300_000])),
        buy_quantity=draw(st.integers(1, 3)),
        get_quantity=draw(st.integers(1, 2)),
        get_product_id=draw(st.sampled_from(["", "", "socks"])),
        most_times=draw(st.sampled_from([0, 0, 1, 2])),
        exclusive=draw(st.sampled_from([False, False, False, True])),
        stack_group=draw(st.sampled_from(["", "", "a", "b"])),
        priority=draw(st.integers(0, 2)),
    )


baskets = st.lists(_line(), min_size=1, max_size=5)
rules = st.lists(_promotion(), max_size=5)
pieces = _line()
