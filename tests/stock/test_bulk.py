"""Does the bulk path keep the ledger's rules: same cells as one by one, nothing below zero."""

from collections.abc import Iterator
from itertools import count

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from app.kit.actor import SYSTEM, Actor
from app.kit.clock import HOUR, Instant
from app.kit.errors import Refusal
from app.stock import ledger
from app.stock.commands import (
    InboundLine,
    LoadInbound,
    NewTransfer,
    OpeningCell,
    OpenStock,
    RecordCorrections,
    StockCorrection,
)
from app.stock.handlers import (
    Posting,
    load_inbound,
    open_stock,
    post_all,
    record_corrections,
)
from app.stock.states import REAL_BUCKETS, Bucket
from app.stock.tables import stock_cells, stock_movements
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from tests.importing.blank import blank

NOW = Instant(1_790_000_000_000_000)
CLERK = Actor(user_id="u" * 32, role="clerk", device_id="d" * 32, site_id="jkt")
_ordinals = count()


@pytest.fixture
def db() -> Iterator[Connection]:
    with blank() as found:
        yield found


def act(db: Connection, actor: Actor = SYSTEM) -> UnitOfWork:
    name = f"command-{next(_ordinals)}"
    return UnitOfWork(db, side=Side.SERVER, command_id=name, now=NOW, actor=actor)


def cells(db: Connection) -> dict[tuple[str, str], tuple[int, ...]]:
    return {
        (row.site_id, row.product_id): tuple(getattr(row, one.value) for one in REAL_BUCKETS)
        for row in db.execute(sa.select(stock_cells))
    }


def opened(db: Connection, quantity: int, *, safety: int = 0) -> None:
    cell = OpeningCell(site_id="jkt", product_id="shirt", quantity=quantity, safety=safety)
    open_stock(act(db), OpenStock(cells=[cell]))


_postings = st.lists(
    st.builds(
        Posting,
        site_id=st.sampled_from(["jkt", "bdg"]),
        product_id=st.sampled_from(["shirt", "socks"]),
        source=st.sampled_from([Bucket.SUPPLIER, Bucket.CUSTOMER]),
        target=st.sampled_from(REAL_BUCKETS),
        quantity=st.integers(1, 50),
        why=st.just("test"),
        document=st.just(""),
        document_id=st.none(),
        at=st.just(int(NOW)),
    ),
    max_size=12,
)


@given(_postings, _postings)
def test_many_at_once_are_the_same_as_one_by_one(first: list[Posting], then: list[Posting]) -> None:
    with blank() as bulk, blank() as single:
        for some in (first, then):
            post_all(act(bulk), some)
            uow = act(single)
            for one in some:
                ledger.move(
                    uow,
                    site_id=one.site_id,
                    product_id=one.product_id,
                    source=one.source,
                    target=one.target,
                    quantity=one.quantity,
                    why=one.why,
                )
        assert cells(bulk) == cells(single)


@given(st.integers(0, 20), st.lists(st.integers(1, 9), max_size=8))
def test_goods_that_left_were_there(had: int, taken: list[int]) -> None:
    with blank() as db:
        opened(db, had)
        leave = [
            Posting(
                "jkt", "shirt", Bucket.AVAILABLE, Bucket.CUSTOMER, n, "sale", "", None, int(NOW)
            )
            for n in taken
        ]
        posted = post_all(act(db), leave)
        assert posted.found == max(0, sum(taken) - had)
        assert ledger.available_at(act(db), "jkt", "shirt") == max(0, had - sum(taken))


def test_claims_that_lose_their_goods_are_told(db: Connection) -> None:
    opened(db, 5)
    uow = act(db)
    assert ledger.claim(
        uow, site_id="jkt", product_id="shirt", order_id="o", line_id="l", quantity=4
    )
    leave = Posting("jkt", "shirt", Bucket.AVAILABLE, Bucket.CUSTOMER, 3, "sale", "", None, NOW)
    posted = post_all(act(db), [leave])
    assert [(fallen["line_id"], fallen["quantity"]) for fallen in posted.fallen] == [("l", 2)]


def test_a_quantity_of_nothing_is_refused(db: Connection) -> None:
    nothing = Posting("jkt", "shirt", Bucket.SUPPLIER, Bucket.AVAILABLE, 0, "x", "", None, NOW)
    with pytest.raises(Refusal, match="quantity_out_of_range"):
        post_all(act(db), [nothing])


def test_opening_lies_in_the_past_and_protects_its_safety(db: Connection) -> None:
    cell = OpeningCell(site_id="jkt", product_id="shirt", quantity=7, safety=2)
    open_stock(act(db), OpenStock(cells=[cell], at=123))
    assert db.execute(sa.select(stock_movements.c.at)).scalar_one() == 123
    assert ledger.free_at(act(db), "jkt", "shirt") == 5


def test_corrections_go_both_ways(db: Connection) -> None:
    opened(db, 5)
    told = [StockCorrection(site_id="jkt", product_id="shirt", quantity=n, at=NOW) for n in (3, -6)]
    record_corrections(act(db), RecordCorrections(corrections=told))
    assert ledger.available_at(act(db), "jkt", "shirt") == 2


def test_a_transfer_has_left_its_sender(db: Connection) -> None:
    opened(db, 5)
    sent = NewTransfer(
        id="t",
        number="TF-1",
        from_site_id="jkt",
        to_site_id="bdg",
        eta=NOW + HOUR,
        lines=[InboundLine(product_id="shirt", quantity=3)],
    )
    load_inbound(act(db), LoadInbound(transfers=[sent]))
    assert cells(db) == {("jkt", "shirt"): (2, 0, 0, 0)}
    moved = db.execute(
        sa.select(
            stock_movements.c.target, stock_movements.c.quantity, stock_movements.c.document_id
        )
    ).all()
    assert (Bucket.IN_TRANSIT.value, 3, "t") in moved


@pytest.mark.parametrize(
    ("handler", "command"),
    [
        (open_stock, OpenStock(cells=[])),
        (load_inbound, LoadInbound()),
        (record_corrections, RecordCorrections(corrections=[])),
    ],
)
def test_only_the_server_itself_loads(db: Connection, handler: object, command: object) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        handler(act(db, CLERK), command)  # type: ignore[operator]
