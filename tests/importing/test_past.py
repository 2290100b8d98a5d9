"""Do past sales and returns keep the rules of new ones: prices, units, money, stock, readers."""

from collections.abc import Iterator
from itertools import count

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from app.catalog.commands import LoadProducts, NewProduct
from app.catalog.handlers import load_products
from app.catalog.tables import products
from app.customers.loading import KnownCustomer, KnownPerson, LoadCustomers, load_customers
from app.customers.tables import customers
from app.fulfillment.past_sales import (
    ARCHIVED_AFTER,
    PATHS,
    PastCharge,
    PastLine,
    PastSale,
    RecordPastSales,
    line_id_of,
    record_past_sales,
)
from app.identity.commands import LoadStaff, NewUser
from app.identity.handlers import load_staff
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import HOUR, Instant
from app.kit.errors import Refusal
from app.orders.states import Method, Units
from app.orders.tables import order_events, order_lines, orders
from app.payments.tables import payments
from app.places.commands import LoadSites, NewSite
from app.places.handlers import load_sites
from app.pricing.commands import LoadPromotions, NewTaxRate
from app.pricing.handlers import load_promotions
from app.returns.past_returns import (
    LoadReturnRules,
    PastReturn,
    PastReturnLine,
    RecordPastReturns,
    load_return_rules,
    record_past_returns,
)
from app.returns.states import Grade
from app.returns.tables import returns
from app.stock.ledger import available_at
from app.stock.tables import stock_cells
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from tests.importing.blank import blank
from tests.importing.checks import violations

NOW = Instant(1_790_000_000_000_000)
CLERK = Actor(user_id="u" * 32, role="clerk", device_id="d" * 32, site_id="jkt")
_ordinals = count()


@pytest.fixture
def db() -> Iterator[Connection]:
    with _database() as found:
        yield found


def act(db: Connection, actor: Actor = SYSTEM) -> UnitOfWork:
    name = f"command-{next(_ordinals)}"
    return UnitOfWork(db, side=Side.SERVER, command_id=name, now=NOW, actor=actor)


def _database() -> Connection:
    """A shop with two articles, PPN included, and one customer."""
    db = blank()
    rate = NewTaxRate(
        id="ppn",
        tax_class="ppn",
        name="PPN",
        rate_numerator=11,
        rate_denominator=100,
        included=True,
    )
    load_promotions(act(db), LoadPromotions(tax_rates=[rate]))
    load_products(act(db), LoadProducts(products=[article("shirt"), article("socks")]))
    load_customers(
        act(db),
        LoadCustomers(
            customers=[KnownCustomer(id="siti", created_at=1)],
            people=[KnownPerson(id="siti", name="Siti", phone="0812-3456-7890")],
        ),
    )
    return db


def article(name: str) -> NewProduct:
    return NewProduct(
        id=name,
        sku=name.upper(),
        gtin="",
        style=name,
        name=name,
        category="shirts",
        price_minor=199_000,
        currency="IDR",
        tax_class="ppn",
    )


def sale(*lines: PastLine, name: str = "o1", at: int = NOW - HOUR, **told: object) -> PastSale:
    fields = {"site_id": "jkt", "currency": "IDR", "number": f"JKT01-0-{name}", **told}
    return PastSale(order_id=name, at=at, lines=list(lines), **fields)  # type: ignore[arg-type]


def line(quantity: int = 2, unit: int = 199_000, discount: int = 0) -> PastLine:
    return PastLine(product_id="shirt", quantity=quantity, unit_minor=unit, discount_minor=discount)


def back(quantity: int, *, name: str, order: str | None = "o1", **told: object) -> PastReturn:
    line_id = line_id_of(order, 0) if order else None
    told_line = PastReturnLine(
        product_id="shirt",
        quantity=quantity,
        line_id=line_id,
        **told,  # type: ignore[arg-type]
    )
    return PastReturn(
        return_id=name,
        number=f"R-{name}",
        at=NOW,
        site_id="bdg",
        currency="IDR",
        order_id=order,
        lines=[told_line],
    )


def record(db: Connection, *sales: PastSale) -> dict[str, object]:
    return record_past_sales(act(db), RecordPastSales(sales=list(sales)))


def take_back(db: Connection, *taken: PastReturn) -> dict[str, object]:
    return record_past_returns(act(db), RecordPastReturns(returns=list(taken)))


_lines = st.lists(
    st.builds(
        PastLine,
        product_id=st.sampled_from(["shirt", "socks"]),
        quantity=st.integers(1, 20),
        unit_minor=st.integers(0, 900_000),
        discount_minor=st.integers(0, 100_000),
    ),
    min_size=1,
    max_size=4,
)


@given(st.lists(st.tuples(_lines, st.sampled_from(tuple(PATHS))), min_size=1, max_size=4))
def test_whatever_was_sold_the_sums_hold(told: list[tuple[list[PastLine], Method]]) -> None:
    with _database() as db:
        sales = [
            sale(
                *lines,
                name=f"o{place}",
                method=method,
                ended_at=NOW - place,
                customer_id="siti",
                charges=[PastCharge(code="SHIPPING", name="", minor=9_000)],
            )
            for place, (lines, method) in enumerate(told)
        ]
        record(db, *sales)
        assert not any(violations(db).values())
        spent, owned = db.execute(
            sa.select(customers.c.spent_minor, customers.c.orders_count)
        ).one()
        total = db.execute(sa.select(sa.func.sum(orders.c.total_minor))).scalar_one()
        assert (spent, owned) == (total, len(sales))


@given(st.integers(1, 9), st.integers(1, 999_999), st.integers(0, 99_999), st.data())
def test_a_line_that_comes_back_piece_by_piece_gives_back_its_whole_price(
    quantity: int, unit: int, discount: int, data: st.DataObject
) -> None:
    with _database() as db:
        record(db, sale(line(quantity, unit, discount)))
        left, place = quantity, 0
        while left:
            part = data.draw(st.integers(1, left))
            take_back(db, back(part, name=f"r{place}"))
            left, place = left - part, place + 1
        assert not any(violations(db).values())
        order = db.execute(sa.select(orders)).mappings().one()
        assert order["refunded_minor"] == order["total_minor"]
        paid = db.execute(sa.select(payments.c.state)).scalar()
        assert paid == ("refunded" if order["total_minor"] else None)


def test_tax_is_the_share_that_the_price_includes(db: Connection) -> None:
    record(db, sale(line(1, 111_000)))
    assert db.execute(sa.select(orders.c.tax_minor, orders.c.total_minor)).one() == (
        11_000,
        111_000,
    )


def test_a_shipped_line_walks_its_whole_way(db: Connection) -> None:
    record(db, sale(line(), method=Method.SHIP, at=NOW - 6 * HOUR, ended_at=NOW - HOUR))
    acts = db.execute(
        sa.select(order_events.c.act, order_events.c.at).order_by(order_events.c.step)
    ).all()
    assert [act for act, _ in acts] == ["source", "release", "pick", "pack", "ship", "deliver"]
    assert [at for _, at in acts] == [NOW - hours * HOUR for hours in (6, 5, 4, 3, 2, 1)]
    sold = db.execute(sa.select(order_lines)).mappings().one()
    assert sold[Units.DELIVERED.value] == 2
    assert db.execute(sa.select(stock_cells.c.committed)).scalar_one() == 0


def test_old_sales_are_in_nobodys_feed_and_recent_ones_in_their_stores(db: Connection) -> None:
    old = sale(line(), name="old", at=NOW - ARCHIVED_AFTER - 1, customer_id="siti")
    record(db, old)
    assert db.execute(sa.select(customers.c.audience)).scalar_one() == "customers:care"
    record(db, sale(line(), name="new", at=NOW - ARCHIVED_AFTER, customer_id="siti"))
    told = {row.id: row.audience for row in db.execute(sa.select(orders.c.id, orders.c.audience))}
    assert told == {"old": "", "new": "orders:care orders:store:jkt"}
    seen = db.execute(sa.select(customers.c.audience)).scalar_one()
    assert seen == "customers:care customers:store:jkt"


def test_goods_come_back_into_the_bucket_of_their_condition(db: Connection) -> None:
    record(db, sale(line(3)))
    take_back(db, back(1, name="a"), back(2, name="b", grade=Grade.C))
    cell = db.execute(sa.select(stock_cells).where(stock_cells.c.site_id == "bdg")).mappings().one()
    assert (cell["available"], cell["damaged"]) == (1, 2)


def test_a_return_without_a_sale_stands_alone(db: Connection) -> None:
    told = take_back(db, back(2, name="a", order=None, unit_minor=50_000))
    assert (told["without_receipt"], told["refund_minor"]) == (1, 100_000)
    assert db.execute(sa.select(returns.c.order_id, returns.c.state)).one() == (None, "closed")
    assert available_at(act(db), "bdg", "shirt") == 2
    assert not any(violations(db).values())


def test_more_than_was_sold_never_comes_back(db: Connection) -> None:
    record(db, sale(line(2)))
    with pytest.raises(Refusal, match="too_few_units"):
        take_back(db, back(1, name="a"), back(2, name="b"))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (sale(), "basket_empty"),
        (sale(PastLine(product_id="hat", quantity=1, unit_minor=1)), "product_unknown"),
        (sale(line(), currency="GBP"), "currency_differs"),
        (sale(line(0)), "quantity_out_of_range"),
        (sale(line(1, -1)), "price_negative"),
    ],
)
def test_a_sale_that_cannot_have_been_is_refused(db: Connection, told: PastSale, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        record(db, told)


def test_one_transaction_holds_two_hundred_sales(db: Connection) -> None:
    with pytest.raises(Refusal, match="too_many_sales"):
        record(db, *(sale(line(), name=f"o{place}") for place in range(201)))


@pytest.mark.parametrize(
    ("handler", "command"),
    [
        (record_past_sales, RecordPastSales(sales=[])),
        (record_past_returns, RecordPastReturns(returns=[])),
        (load_return_rules, LoadReturnRules(rules=[])),
        (load_products, LoadProducts(products=[])),
        (load_customers, LoadCustomers(customers=[], people=[])),
        (load_promotions, LoadPromotions()),
        (load_sites, LoadSites(sites=[])),
        (load_staff, LoadStaff()),
    ],
)
def test_no_desk_may_load(db: Connection, handler: object, command: object) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        handler(act(db, CLERK), command)  # type: ignore[operator]


def test_what_is_wrong_in_the_masters_is_refused(db: Connection) -> None:
    wrong = NewProduct(
        id="x", sku="X", gtin="2000000000001", style="X", name="x", price_minor=1, currency="IDR"
    )
    with pytest.raises(Refusal, match="gtin_invalid"):
        load_products(act(db), LoadProducts(products=[wrong]))
    user = NewUser(id="x", staff_number="1", name="X", role="king", pin_hash="")
    with pytest.raises(Refusal, match="role_unknown"):
        load_staff(act(db), LoadStaff(users=[user]))
    site = NewSite(id="x", code="X", name="X", kind="store", time_zone="UTC", currency="XXX")
    with pytest.raises(Refusal, match="currency_unknown"):
        load_sites(act(db), LoadSites(sites=[site]))
    person = KnownPerson(id="x", name="X", phone="12")
    with pytest.raises(Refusal, match="phone_invalid"):
        load_customers(act(db), LoadCustomers(customers=[], people=[person]))
    assert db.execute(sa.select(sa.func.count()).select_from(products)).scalar_one() == 2
