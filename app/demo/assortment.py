"""What the demo retailer sells: styles in colours and sizes, with codes, prices and weights."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from app.catalog.commands import NewProduct
from app.demo.words import COLOURS, LINES
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.pricing.costs import NewCost

CURRENCY, TAX_CLASS = "IDR", "ppn"
COLOURS_A_STYLE = 4
CODE_STEP = 5  # between the codes of two colours: SK-005, SK-010
IN_STORE = "20"  # GS1 keeps the prefixes 20–29 for a company's own use


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name: str  # also the category that promotions and return rules look at
    first: int  # the number of its first colour
    kinds: tuple[str, ...]
    sizes: tuple[str, ...]
    price: tuple[int, int]  # thousands of rupiah
    grams: tuple[int, int]


_LETTERS = ("S", "M", "L", "XL", "XXL")
_ONE = ("",)
CATEGORIES = (
    Category("TR", "trousers", 220, ("Chino", "Kulot", "Jogger", "Denim"),
             ("28", "30", "32", "34", "36"), (249, 549), (400, 700)),
    Category("SH", "shirts", 100, ("Kemeja", "Oxford", "Linen shirt", "Flanel"),
             _LETTERS, (199, 449), (220, 350)),
    Category("SK", "socks", 5, ("Kaus kaki", "Ankle socks", "Sport socks"),
             ("36-39", "40-43"), (29, 89), (40, 90)),
    Category("TS", "t-shirts", 300, ("Kaos", "Polo", "Raglan"), _LETTERS, (99, 249), (160, 260)),
    Category("DR", "dresses", 400, ("Gamis", "Midi dress", "Tunik"), _LETTERS, (279, 699),
             (300, 600)),
    Category("RK", "skirts", 500, ("Rok plisket", "Rok denim", "Rok span"), _LETTERS, (179, 399),
             (250, 450)),
    Category("JK", "jackets", 600, ("Jaket", "Bomber", "Parka", "Blazer"), _LETTERS, (349, 899),
             (600, 1200)),
    Category("KN", "knitwear", 700, ("Kardigan", "Sweater", "Rompi rajut"), _LETTERS, (229, 549),
             (300, 550)),
    Category("BT", "batik", 800, ("Batik tulis", "Batik cap", "Sarung"), _LETTERS, (299, 1499),
             (220, 400)),
    Category("SO", "shoes", 900, ("Sneakers", "Loafer", "Sandal", "Flat shoes"),
             ("37", "38", "39", "40", "41", "42", "43"), (249, 899), (500, 1100)),
    Category("BG", "bags", 200, ("Tote", "Ransel", "Tas selempang"), _ONE, (149, 799), (250, 900)),
    Category("UW", "underwear", 50, ("Kaos dalam", "Boxer", "Bralette"), _LETTERS, (49, 149),
             (60, 120)),
    Category("AC", "accessories", 10, ("Topi", "Ikat pinggang", "Syal", "Hijab"), _ONE, (49, 299),
             (60, 250)),
)  # fmt: skip

# Of the price, which has 11 % PPN within: what fashion costs those who sell it.
COST_PERCENT = {"socks": 28, "underwear": 33, "accessories": 30, "shoes": 54, "jackets": 50}
UNTOLD = frozenset({"bags"})  # as in a real list: some goods are not in it


@dataclass(frozen=True, slots=True)
class Article:
    """A product with how often it is wanted."""

    product: NewProduct
    demand: float


def articles(seed: str, draw: random.Random, least: int) -> list[Article]:
    """At least `least` products, whole styles, each category in turn."""
    found: list[Article] = []
    for ordinal, category in enumerate(cycle(CATEGORIES)):
        if len(found) >= least:
            return found
        found += _style(seed, draw, category, ordinal // len(CATEGORIES), len(found))
    raise AssertionError("cycle never ends")


def _style(
    seed: str, draw: random.Random, category: Category, turn: int, before: int
) -> Iterator[Article]:
    kind = category.kinds[turn % len(category.kinds)]
    line = LINES[(turn + category.first) % len(LINES)] if turn else ""
    name = f"{kind} {line}".strip()
    price = draw.randint(*category.price) * 1_000
    grams = draw.randrange(*category.grams, 10)
    final_sale = turn > 0 and draw.random() < 0.04
    # Few styles sell well, most a little: Zipf, as assortments do.
    wanted = 1 / (1 + draw.random() * 40)
    first = category.first + turn * COLOURS_A_STYLE * CODE_STEP
    hues = [COLOURS[0], *draw.sample(COLOURS[1:], COLOURS_A_STYLE - 1)]
    for place, colour in enumerate(hues):
        code = f"{category.code}-{first + place * CODE_STEP:03d}"
        for size_place, size in enumerate(category.sizes):
            ordinal = before + place * len(category.sizes) + size_place
            sku = f"{code}-{size}" if size else code
            yield Article(
                NewProduct(
                    id=derived_id(seed, "product", sku),
                    sku=sku,
                    gtin=gtin13(f"{IN_STORE}{ordinal + 1:010d}"),
                    style=f"{category.code}-{first:03d}",
                    name=name,
                    colour=colour,
                    size=size,
                    category=category.name,
                    price_minor=price,
                    currency=CURRENCY,
                    tax_class=TAX_CLASS,
                    weight_grams=grams,
                    final_sale=final_sale,
                ),
                wanted * _size_demand(size_place, len(category.sizes)) * (1 - place * 0.15),
            )


def _size_demand(place: int, sizes: int) -> float:
    """The middle sizes sell best."""
    middle = (sizes - 1) / 2
    return 1 - 0.6 * abs(place - middle) / max(middle, 1)


def costs(products: Sequence[NewProduct]) -> Iterator[NewCost]:
    """By category, a little dearer or cheaper by style."""
    for product in products:
        if product.category in UNTOLD:
            continue
        percent = COST_PERCENT.get(product.category, 42) + sum(map(ord, product.style)) % 11 - 5
        yield NewCost(product_id=product.id, cost_minor=product.price_minor * percent // 100)
