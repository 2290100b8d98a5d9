"""What is being counted here: the counts of a place, the lines of one, and what a scan finds."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.catalog.search import good_of
from app.kit.clock import Instant
from app.stock.counting import TWICE
from app.stock.ledger import cell_id
from app.stock.rules import recount_rule
from app.stock.states import CountState
from app.stock.tables import (
    receipts,
    stock_adjustments,
    stock_cells,
    stock_count_lines,
    stock_counts,
    transfers,
)
from app.storage.outbox import drafts

KIND = "count"
UNCOUNTED = -1  # on the list, and nobody has looked yet
COUNTS_SHOWN = 50  # of one store; whoever has more has forgotten to post them

_count = stock_counts.c
_unclosed = (
    sa.select(stock_counts)
    .where(
        _count.site_id == sa.bindparam("site"),
        _count.state.in_([CountState.OPEN.value, CountState.COUNTED.value]),
    )
    .order_by(_count.opened_at.desc(), _count.id)
    .limit(COUNTS_SHOWN)
)
_head = sa.select(stock_counts).where(_count.id == sa.bindparam("count"))
_line = stock_count_lines.c
_lines = (
    sa.select(_line.count_id, _line.product_id, _line.expected, _line.counted, _line.rounds)
    .where(_line.count_id.in_(sa.bindparam("counts", expanding=True)))
    .order_by(_line.product_id)
)
_available = sa.select(stock_cells.c.available).where(stock_cells.c.id == sa.bindparam("cell"))


class DraftLine(msgspec.Struct, frozen=True, kw_only=True):
    """`expected` is kept with the count and never shown before it is finished."""

    product_id: str
    sku: str
    name: str
    counted: int = UNCOUNTED
    expected: int = 0


class CountDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What was scanned so far; `again`: the products of a second count."""

    count_id: str
    site_id: str
    lines: tuple[DraftLine, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a scan found, and what the books say of it now."""

    product: Product
    available: int


@dataclass(frozen=True, slots=True)
class ResultLine:
    product: Product
    expected: int
    counted: int
    again: bool  # asks for a second count

    @property
    def off(self) -> int:
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class CountHead:
    count_id: str
    number: str
    state: CountState
    opened_by: str
    opened_at: int
    lines: tuple[ResultLine, ...]

    @property
    def units_off(self) -> int:
        return sum(abs(line.off) for line in self.lines)

    @property
    def again(self) -> tuple[str, ...]:
        return tuple(line.product.id for line in self.lines if line.again)


def shelf(db: Connection, site_id: str, code: str) -> Shelf | None:
    """By SKU or GTIN; None when nobody knows the code."""
    product = good_of(db, code)
    return None if product is None else Shelf(product, on_shelf(db, site_id, product.id))


def on_shelf(db: Connection, site_id: str, product_id: str) -> int:
    found = db.execute(_available, {"cell": cell_id(site_id, product_id)}).scalar()
    return int(found or 0)


def unclosed_counts(db: Connection, site_id: str) -> list[CountHead]:
    """Open and counted ones, the newest first."""
    return _heads(db, list(db.execute(_unclosed, {"site": site_id}).mappings()))


def count_of(db: Connection, count_id: str) -> CountHead | None:
    found = _heads(db, list(db.execute(_head, {"count": count_id}).mappings()))
    return found[0] if found else None


def _heads(db: Connection, rows: Iterable[sa.RowMapping]) -> list[CountHead]:
    heads = list(rows)
    lines = list(db.execute(_lines, {"counts": [head["id"] for head in heads]}).mappings())
    products = products_of(db, [line["product_id"] for line in lines])
    rule = recount_rule(db)
    return [
        CountHead(
            count_id=head["id"],
            number=head["number"],
            state=CountState(head["state"]),
            opened_by=head["opened_by"],
            opened_at=head["opened_at"],
            lines=tuple(
                ResultLine(
                    product=products[line["product_id"]],
                    expected=line["expected"],
                    counted=line["counted"],
                    again=line["rounds"] < TWICE and rule.asks(line["expected"], line["counted"]),
                )
                for line in lines
                if line["count_id"] == head["id"] and line["product_id"] in products
            ),
        )
        for head in heads
    ]


def recount_of(db: Connection, count_id: str, site_id: str) -> CountDraft:
    """A second count of what the rule doubts, as blind as the first."""
    count = count_of(db, count_id)
    lines = [line for line in count.lines if line.again] if count else []
    return CountDraft(
        count_id=count_id,
        site_id=site_id,
        lines=tuple(
            DraftLine(
                product_id=line.product.id,
                sku=line.product.sku,
                name=name_of(line.product),
                expected=on_shelf(db, site_id, line.product.id),
            )
            for line in lines
        ),
        again=tuple(line.product.id for line in lines),
    )


def name_of(product: Product) -> str:
    return " ".join(filter(None, (product.name, product.colour, product.size)))


def highest_count(db: Connection, prefix: str) -> str | None:
    """The highest number that a device issued, as far as this database knows."""
    return _highest(db, _count.number, prefix)


def highest_adjustment(db: Connection, prefix: str) -> str | None:
    return _highest(db, stock_adjustments.c.number, prefix)


def highest_receipt(db: Connection, prefix: str) -> str | None:
    return _highest(db, receipts.c.number, prefix)


def highest_transfer(db: Connection, prefix: str) -> str | None:
    return _highest(db, transfers.c.number, prefix)


def _highest(db: Connection, number: sa.Column[str], prefix: str) -> str | None:
    statement = sa.select(sa.func.max(number)).where(number >= prefix, number < prefix + "\uffff")
    found: str | None = db.execute(statement).scalar()
    return found


# --- what was scanned so far, on this desk alone ----------------------------------------------


def kept_count(db: Connection, user_id: str) -> CountDraft | None:
    """The count that this person has begun and not finished here.

    A kill between finishing and forgetting leaves a draft of a count that is over: not that one.
    """
    row = drafts.c
    mine = drafts.select().where(row.kind == KIND, row.user_id == user_id)
    for found in db.execute(mine.order_by(row.saved_at.desc())).mappings():
        draft = msgspec.json.decode(found["body"], type=CountDraft)
        count = count_of(db, draft.count_id)
        if count is None or count.state is CountState.OPEN:
            return draft
        if count.state is CountState.COUNTED and set(draft.again) & set(count.again):
            return draft
    return None


def keep_count(db: Connection, draft: CountDraft, user_id: str, now: int) -> None:
    forget_count(db, draft.count_id)
    db.execute(
        drafts.insert(),
        {
            "id": draft.count_id,
            "user_id": user_id,
            "kind": KIND,
            "title": "",
            "body": msgspec.json.encode(draft).decode(),
            "saved_at": Instant(now),
            "parked_at": None,
        },
    )


def forget_count(db: Connection, count_id: str) -> None:
    db.execute(drafts.delete().where(drafts.c.id == count_id, drafts.c.kind == KIND))
