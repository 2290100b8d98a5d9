"""Other goods for those that came back: even, to pay or to refund, and nothing is lost between."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.tables import cases
from app.catalog.tables import products
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.tables import money_entries, payments
from app.returns.commands import ExchangeItems, NewItem
from app.returns.exchanging import exchange_price, variants
from app.returns.model import RefundMode
from app.returns.queries import preview
from app.returns.states import Reason
from app.returns.tables import return_refunds, returns
from app.storage.schema import Side
from tests.returns.goods import card_of, check, sell, shop_with_rules, units
from tests.support.shop import (
    CHINO,
    CLERK,
    MANAGER,
    MUG,
    PRICES,
    SCARF,
    SHIRT,
    carry,
    cash,
    promote,
    terminal,
)

WIDER = "wider"


@pytest.fixture
def shop(tmp_path):
    return furnished(tmp_path)


def furnished(folder):
    """CHINO and WIDER are two sizes of one style."""
    shop = shop_with_rules(folder)
    with shop.acting() as uow:
        uow.update(products, CHINO, style="TR", size="32")
        uow.insert(
            products,
            {
                "id": WIDER,
                "sku": "TR-9",
                "gtin": "8990000000099",
                "name": "Chino",
                "style": "TR",
                "size": "34",
                "category": "goods",
                "price_minor": PRICES[CHINO],
                "currency": "IDR",
                "tax_class": "ppn",
                "active": True,
            },
        )
    shop.stock("menteng", WIDER, 5)
    shop.stock("kemang", WIDER, 2)
    return shop


def exchanged(shop, sold, lines, items, *, actor=CLERK, tenders=(), side=Side.DESK, **told: Any):
    """What the screen would send: prices and refund as its own preview tells them."""
    card = card_of(shop, sold["order_id"], actor)
    swaps = {item.swaps: item.quantity for item in items if item.swaps}
    chosen = {line.line_id: line.quantity for line in lines}
    reasons = {line.line_id: line.reason for line in lines}
    with shop.engine.connect() as db:
        paid = {line: card.line(line).worth_minor(n) for line, n in swaps.items()}
        cost = exchange_price(
            db, items, paid, site_id=actor.site_id, currency="IDR", now=shop.now, customer_id=None
        )
    mode = told.pop("mode", RefundMode.AS_PAID)
    seen = preview(
        card,
        chosen,
        mode,
        offline=False,
        reasons=reasons,
        swapped=swaps,
        spend_minor=cost.total_minor,
    ).settlement
    said: dict[str, Any] = {
        "told_total_minor": cost.total_minor,
        "told_refund_minor": seen.refund_minor - seen.exchanged_minor,
        "number": "JKT01-3-000900",
    } | told
    command = ExchangeItems(
        order_id=sold["order_id"],
        site_id=actor.site_id,
        lines=list(lines),
        items=list(items),
        mode=mode,
        tenders=list(tenders),
        drawer_id=card.drawer_id,
        **said,
    )
    return shop.perform(
        command, actor, side=side, command_id=derived_id("test", "ex", said["number"])
    )


def checked(shop):
    check(shop)
    rows = shop.rows(money_entries, account="exchange")
    assert sum(row["amount_minor"] for row in rows) == 0, "what came back paid for what was taken"


def item(product_id, quantity=1, **told):
    return NewItem(
        product_id=product_id,
        quantity=quantity,
        unit_minor=PRICES.get(product_id, PRICES[CHINO]),
        **told,
    )


@pytest.mark.parametrize("side", Side)
def test_another_size_is_even_and_both_stand_in_one_envelope(shop, side):
    sold = sell(shop, carry(CHINO, 2), tenders=[terminal(2 * PRICES[CHINO])])
    (line,) = sold["line_ids"]
    done = exchanged(shop, sold, [units(line)], [item(WIDER, swaps=line)], side=side)
    assert (done["refund_minor"], done["paid_minor"]) == (0, 0)
    assert done["exchanged_minor"] == PRICES[CHINO]
    back = shop.only(returns)
    assert (back["number"], back["exchange_id"]) == ("RX-JKT01-3-000900", done["new_order_id"])
    assert shop.only(orders, id=done["new_order_id"])["paid_minor"] == PRICES[CHINO]
    assert shop.only(order_lines, order_id=done["new_order_id"])["collected"] == 1
    assert shop.cell("menteng", WIDER)["available"] == 4
    assert shop.cell("menteng", CHINO)["available"] == 4, "two were sold, one is back"
    assert not shop.rows(cases)
    checked(shop)


def test_a_promotion_stays_with_goods_that_are_swapped_like_for_like(shop):
    promote(shop, scope="line", minimum_quantity=2)
    total = 2 * PRICES[CHINO] * 9 // 10
    sold = sell(shop, carry(CHINO, 2), tenders=[terminal(total)], told=total)
    (line,) = sold["line_ids"]
    done = exchanged(shop, sold, [units(line)], [item(WIDER, swaps=line)])
    assert (done["refund_minor"], done["exchanged_minor"]) == (0, total // 2)
    assert shop.only(returns)["clawback_minor"] == 0
    assert not shop.rows(cases), "the lower price was agreed"
    checked(shop)


def test_dearer_goods_are_paid_on_top(shop):
    sold = sell(shop, carry(SCARF), tenders=[cash(PRICES[SCARF], shop.drawer())])
    more = PRICES[SHIRT] - PRICES[SCARF]
    done = exchanged(
        shop, sold, [units(sold["line_ids"][0])], [item(SHIRT)], tenders=[terminal(more)]
    )
    assert (done["refund_minor"], done["paid_minor"]) == (0, more)
    new = shop.rows(payments, order_id=done["new_order_id"])
    assert sorted(row["kind"] for row in new if row["captured_minor"]) == ["exchange", "terminal"]
    checked(shop)


def test_of_cheaper_goods_the_rest_goes_back_as_it_was_paid(shop):
    sold = sell(shop, carry(CHINO), tenders=[cash(PRICES[CHINO], shop.drawer())])
    done = exchanged(shop, sold, [units(sold["line_ids"][0])], [item(MUG)])
    assert done["refund_minor"] == PRICES[CHINO] - PRICES[MUG]
    kinds = {row["kind"]: row["amount_minor"] for row in shop.rows(return_refunds)}
    assert kinds == {"exchange": PRICES[MUG], "cash": PRICES[CHINO] - PRICES[MUG]}
    checked(shop)


def test_what_is_not_here_can_be_picked_up_elsewhere(shop):
    sold = sell(shop, carry(CHINO), tenders=[terminal(PRICES[CHINO])])
    (line,) = sold["line_ids"]
    ordered = item(WIDER, swaps=line, method=Method.PICKUP, site_id="kemang", promise_to=shop.now)
    done = exchanged(shop, sold, [units(line)], [ordered], pickup_code="K7M4PX")
    new = shop.only(order_lines, order_id=done["new_order_id"])
    assert (new["site_id"], new["allocated"] + new["released"]) == ("kemang", 1)
    checked(shop)


def test_an_exchange_that_was_told_wrong_is_not_made(shop):
    sold = sell(shop, carry(CHINO), tenders=[terminal(PRICES[CHINO])])
    line = units(sold["line_ids"][0])
    for wrong, code in (
        ({"told_total_minor": 1, "told_refund_minor": PRICES[CHINO] - 1}, "exchange_price_changed"),
        ({"told_refund_minor": 5}, "return_refund_changed"),
    ):
        with pytest.raises(Refusal, match=code):
            exchanged(shop, sold, [line], [item(MUG)], **wrong)
    with pytest.raises(Refusal, match="not_like_for_like"):
        exchanged(shop, sold, [line], [item(MUG, swaps=line.line_id)])
    assert not shop.rows(returns)


def test_the_server_books_an_exchange_whose_price_moved_and_tells_a_person(shop):
    """The goods went both ways; nobody loses, and somebody looks at it."""
    sold = sell(shop, carry(CHINO), tenders=[terminal(PRICES[CHINO])])
    with shop.acting() as uow:
        uow.update(products, MUG, price_minor=50_000)
    done = exchanged(
        shop,
        sold,
        [units(sold["line_ids"][0])],
        [item(MUG)],
        told_total_minor=PRICES[MUG],
        told_refund_minor=PRICES[CHINO] - PRICES[MUG],
        side=Side.SERVER,
    )
    new = shop.only(orders, id=done["new_order_id"])
    assert new["total_minor"] == 50_000
    assert new["paid_minor"] - new["refunded_minor"] == 50_000
    assert {"awkward_fact"} <= {case["kind"] for case in shop.rows(cases)}
    check(shop)


def test_the_sizes_that_are_here_come_first(shop):
    with shop.engine.connect() as db:
        (found,) = variants(db, CHINO, "menteng")
    assert (found.product.size, found.free_here) == ("34", 5)
    assert (found.other_id, found.other_name, found.other_free) == ("kemang", "Kemang", 2)


def test_desk_and_server_write_the_same_rows(tmp_path):
    seen = []
    for side in Side:
        shop = furnished(tmp_path / side.value)
        sold = sell(shop, carry(CHINO), tenders=[terminal(PRICES[CHINO])])
        (line,) = sold["line_ids"]
        exchanged(shop, sold, [units(line)], [item(WIDER, swaps=line)], side=side)
        tables = (returns, return_refunds, orders, order_lines, payments)
        seen.append([[dict(row) for row in shop.rows(table)] for table in tables])
    assert seen[0] == seen[1]


@settings(max_examples=12)
@given(data=st.data())
def test_any_exchange_balances(tmp_path_factory, data):
    shop = furnished(tmp_path_factory.mktemp("shop"))
    if data.draw(st.booleans(), "promotion"):
        promote(shop, value=data.draw(st.sampled_from([333, 1250])), minimum_quantity=2)
    drawer = shop.drawer(MANAGER)
    old = [carry(SCARF, data.draw(st.integers(1, 3))), carry(MUG, data.draw(st.integers(1, 2)))]
    plain = sum(line.quantity * line.unit_minor for line in old)
    sold = sell(shop, *old, tenders=[cash(plain, drawer)], actor=MANAGER, told=plain)
    back = [
        units(line_id, data.draw(st.integers(1, line.quantity)), reason=Reason.OTHER)
        for line_id, line in zip(sold["line_ids"], old, strict=True)
    ]
    new = [item(data.draw(st.sampled_from([MUG, SHIRT, SCARF])), data.draw(st.integers(1, 2)))]
    card = card_of(shop, sold["order_id"], MANAGER)
    with shop.engine.connect() as db:
        cost = exchange_price(
            db, new, {}, site_id="menteng", currency="IDR", now=shop.now, customer_id=None
        ).total_minor
    chosen = {line.line_id: line.quantity for line in back}
    seen = preview(card, chosen, RefundMode.AS_PAID, offline=False, spend_minor=cost).settlement
    due = cost - seen.exchanged_minor
    tenders = [cash(due, drawer)] if due else []
    done = exchanged(shop, sold, back, new, actor=MANAGER, tenders=tenders)
    assert done["exchanged_minor"] + done["paid_minor"] == cost
    assert done["refund_minor"] + done["exchanged_minor"] == seen.refund_minor
    checked(shop)
