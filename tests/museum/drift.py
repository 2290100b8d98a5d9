"""Random work on the stock ledger itself, and whether its figures still add up from its rows.

Thousands of acts in the tests; a million by `scripts/campaign museum drift`.
"""

import random
from collections import Counter

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import DAY
from app.kit.ids import derived_id
from app.stock.ledger import (
    cell_id,
    claim,
    claim_short,
    end_claim,
    free_at,
    move,
    shed_claims,
    stand_again,
    take,
)
from app.stock.lending import end_lease
from app.stock.states import REAL_BUCKETS, Bucket, ReservationState
from app.stock.tables import leases, reservations, stock_cells, stock_holds, stock_movements
from app.storage.uow import UnitOfWork
from tests.support.lent import lend
from tests.support.shop import CENTER, CLERK, PRICES, STORES, Shop

ACTS_PER_COMMAND = 50
PLACES = (*STORES, CENTER)
LINES = 400  # so many order lines are alive at once; then their names come round again


class Drift:
    """The hands of a clumsy shop: each act is one call of the ledger with random figures."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self._shop = shop
        self._chance = random.Random(seed)
        self._command = 0

    def act(self, times: int) -> Counter[str]:
        """So many acts, some of them in each transaction; how often each was done."""
        done: Counter[str] = Counter()
        while times > 0:
            self._command += 1
            command_id = derived_id("drift", "command", self._command)
            with self._shop.acting(CLERK, command_id=command_id) as uow:
                for _ in range(min(times, ACTS_PER_COMMAND)):
                    done[self._one(uow)] += 1
            times -= ACTS_PER_COMMAND
        return done

    def _one(self, uow: UnitOfWork) -> str:
        chance = self._chance
        cell = {"site_id": chance.choice(PLACES), "product_id": chance.choice(sorted(PRICES))}
        line = f"line-{chance.randrange(LINES)}"
        quantity = chance.randint(1, 3)
        act = chance.choice(("claim", "claim", "release", "consume", "lend", "return", "in", "out"))
        match act:
            case "claim" if (
                not claim(uow, **cell, order_id="o", line_id=line, quantity=quantity)
                and chance.random() < 0.2
            ):
                claim_short(uow, **cell, order_id="o", line_id=line, quantity=quantity)
            case "release":
                end_claim(uow, line_id=line, quantity=quantity, act="release")
                stand_again(uow, cell["site_id"], cell["product_id"], {line: quantity})
            case "consume":
                end_claim(uow, line_id=line, quantity=quantity, act="consume")
                take(
                    uow,
                    **cell,
                    target=chance.choice((Bucket.COMMITTED, Bucket.CUSTOMER)),
                    quantity=quantity,
                    why="pick",
                    document="orders",
                    document_id=line,
                )
            case "lend" if free_at(uow, **cell) > 0:
                lend(uow, device_id=CLERK.device_id, **cell, quantity=quantity, until=uow.now + DAY)
            case "return":
                given = uow.db.execute(sa.select(leases.c.id).where(leases.c.quantity > 0).limit(1))
                if lease_id := given.scalar():
                    end_lease(uow, lease_id)
            case "in":
                move(
                    uow,
                    **cell,
                    source=Bucket.SUPPLIER,
                    target=Bucket.AVAILABLE,
                    quantity=quantity,
                    why="receive",
                )
            case "out" if uow.row(stock_cells, cell_id(**cell)):
                # Somebody counted less than the books say: claims fall, nothing goes below 0.
                take(
                    uow,
                    **cell,
                    target=Bucket.ADJUSTMENT,
                    quantity=quantity,
                    why="lost",
                    document="counts",
                    document_id=line,
                )
                shed_claims(uow, cell["site_id"], cell["product_id"])
        return act


def drifted(db: Connection) -> list[str]:
    """Every figure of every cell that is not what its rows add up to: S2, S3 and S4."""
    moved = _moved(db)
    reserved = _sums(db, reservations, reservations.c.state == ReservationState.HELD.value)
    leased = _sums(db, leases, leases.c.quantity > 0)
    held = _sums(db, stock_holds, stock_holds.c.state == "held")
    found = []
    for cell in db.execute(sa.select(stock_cells)).mappings():
        where = (cell["site_id"], cell["product_id"])
        told = {bucket.value: moved[(*where, bucket.value)] for bucket in REAL_BUCKETS}
        told |= {"reserved": reserved[where], "leased": leased[where], "held": held[where]}
        found += [
            f"{where} {name}: {cell[name]}, its rows say {figure}"
            for name, figure in told.items()
            if cell[name] != figure or figure < 0
        ]
        if cell["reserved"] > cell["available"]:
            found.append(f"{where}: more reserved than there is")
    return found


def _moved(db: Connection) -> Counter[tuple[str, str, str]]:
    balances: Counter[tuple[str, str, str]] = Counter()
    one = stock_movements.c
    total = sa.func.sum(one.quantity)
    for bucket, sign in ((one.source, -1), (one.target, 1)):
        asked = sa.select(one.site_id, one.product_id, bucket, total)
        for site, product, name, quantity in db.execute(
            asked.group_by(one.site_id, one.product_id, bucket)
        ):
            balances[site, product, name] += sign * int(quantity)
    return balances


def _sums(
    db: Connection, table: sa.Table, live: sa.ColumnElement[bool]
) -> Counter[tuple[str, str]]:
    one = table.c
    asked = sa.select(one.site_id, one.product_id, sa.func.sum(one.quantity)).where(live)
    rows = db.execute(asked.group_by(one.site_id, one.product_id))
    return Counter({(site, product): int(quantity) for site, product, quantity in rows})
