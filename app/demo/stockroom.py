"""What the demo's stockrooms did of late: corrections by several people, shelves to count."""

import random
from collections.abc import Iterator, Sequence

from app.demo.retailer import Person, Retailer
from app.demo.words import SUPPLIERS
from app.fulfillment.states import ShortReason
from app.kit.clock import DAY, HOUR
from app.kit.ids import derived_id
from app.places.commands import NewSite
from app.stock.commands import NewSupplier, OpeningCell, StockCorrection
from app.stock.model import RECOUNT
from app.stock.rules import STANDARD, LoadStockRules, NewReason
from app.work.counting import LoadCountTasks, NewCountTask

CORRECTED = 12  # of each store, in the last month
TO_COUNT = 3  # of each store
RELIABILITY = (1_000, 980, 1_000, 950, 900, 920)  # per mille, of words.SUPPLIERS
KEEPERS = ("clerk", "manager", "inventory")


def stock_rules() -> LoadStockRules:
    return LoadStockRules(
        reasons=[
            NewReason(
                code=reason.code,
                name=reason.name,
                name_id=reason.name_id,
                way=reason.way,
                bucket=reason.bucket,
            )
            for reason in STANDARD
        ],
        over_units=RECOUNT.over_units,
        over_percent=RECOUNT.over_percent,
    )


def corrections(shop: Retailer, opening: Sequence[OpeningCell]) -> list[StockCorrection]:
    """One unit lost or found here and there, in the order of time."""
    draw = random.Random(f"{shop.seed}/stockroom")
    made = [
        StockCorrection(
            site_id=store.id,
            product_id=cell.product_id,
            quantity=draw.choice((-1, -1, 1)),
            at=shop.now - draw.randrange(1, 30) * DAY - draw.randrange(8) * HOUR,
            user_id=draw.choice(_keepers(shop, store)).user_id,
        )
        for store in shop.stores
        for cell in _shelves(draw, store, opening, CORRECTED)
    ]
    return sorted(made, key=lambda one: one.at)


def count_tasks(shop: Retailer, opening: Sequence[OpeningCell]) -> LoadCountTasks:
    draw = random.Random(f"{shop.seed}/to count")
    reasons = (ShortReason.NOT_FOUND, ShortReason.WRONG_STOCK)
    return LoadCountTasks(
        tasks=[
            NewCountTask(
                site_id=store.id,
                product_id=cell.product_id,
                reason=draw.choice(reasons).value,
                due_at=shop.now + draw.randrange(-2, 22) * HOUR,
            )
            for store in shop.stores
            for cell in _shelves(draw, store, opening, TO_COUNT)
        ]
    )


def _shelves(
    draw: random.Random, store: NewSite, opening: Sequence[OpeningCell], most: int
) -> Iterator[OpeningCell]:
    filled = [cell for cell in opening if cell.site_id == store.id and cell.quantity > 2]
    yield from draw.sample(filled, min(most, len(filled)))


def _keepers(shop: Retailer, store: NewSite) -> list[Person]:
    return [
        person
        for person in shop.people
        if person.role in KEEPERS and (person.site == store.code or person.role == "inventory")
    ]


def suppliers(seed: str) -> list[NewSupplier]:
    """Some deliver all they tell, the smaller workshops nine of ten."""
    return [
        NewSupplier(id=derived_id(seed, "supplier", name), name=name, reliability=reliability)
        for name, reliability in zip(SUPPLIERS, RELIABILITY, strict=True)
    ]
