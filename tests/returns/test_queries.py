"""The order is found by what the customer has in hand, and the preview is what will be paid."""

import pytest

from app.customers.commands import CreateCustomer
from app.returns.model import RefundMode
from app.returns.queries import find_order, number_in, preview
from tests.returns.goods import card_of, returned, sell, shop_with_rules, units
from tests.support.shop import AGENT, SCARF, carry, cash

SITI = "c" * 32


@pytest.fixture
def shop(tmp_path):
    return shop_with_rules(tmp_path)


@pytest.fixture
def sold(shop):
    shop.perform(CreateCustomer(customer_id=SITI, name="Siti", phone="081234567890"), AGENT)
    paid = [cash(300_002, shop.drawer())]
    return sell(shop, carry(SCARF, 2), tenders=paid, customer_id=SITI)


def found(shop, text):
    with shop.engine.connect() as db:
        return [hit.order_id for hit in find_order(db, text)]


def test_the_order_is_found_by_number_receipt_and_phone(shop, sold):
    number = sold["number"]
    for text in (number, f" #{number.lower()} ", f"GERAI:{number}:1f2e", "67890", "0812 3456 7890"):
        assert found(shop, text) == [sold["order_id"]], text


@pytest.mark.parametrize("text", ["", "   ", "JKT01-3-999999", "99999", "<b>", "🙂", "x" * 5000])
def test_what_is_not_known_finds_nothing(shop, sold, text):
    assert found(shop, text) == []


def test_a_refund_receipt_leads_back_to_its_order(shop, sold):
    returned(shop, sold["order_id"], units(sold["line_ids"][0]))
    assert found(shop, "R-JKT01-3-000001") == [sold["order_id"]]


def test_a_number_is_read_out_of_a_code():
    assert number_in("https://x/r/jkt01-3-000712?k=1") == "JKT01-3-000712"
    assert number_in("8990000000001") == ""


def test_an_item_is_found_within_the_order_by_sku_and_barcode(shop, sold):
    (line,) = card_of(shop, sold["order_id"]).lines
    assert line.answers_to("tr-2")
    assert line.answers_to("8990000000002")
    assert not line.answers_to("")
    assert not line.answers_to("TR-1")


@pytest.mark.parametrize(
    ("mode", "offline", "why"),
    [
        (RefundMode.AS_PAID, False, ""),
        (RefundMode.CASH, True, ""),
        (RefundMode.STORE_CREDIT, False, ""),
    ],
)
def test_the_preview_is_what_the_handler_pays(shop, sold, mode, offline, why):
    card = card_of(shop, sold["order_id"])
    (line,) = card.lines
    told = preview(card, {line.line_id: 1}, mode, offline=offline)
    assert (told.refund_minor, told.why_not) == (150_001, why)
    done = returned(shop, sold["order_id"], units(line.line_id), mode=mode, offline=offline)
    assert done["refund_minor"] == told.refund_minor


def test_the_preview_tells_what_is_in_the_way(shop, sold):
    card = card_of(shop, sold["order_id"])
    assert preview(card, {}, RefundMode.CASH, offline=False).why_not == "return_nothing_chosen"
