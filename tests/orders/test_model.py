"""An order has one number, one status, and an entry box that understands or says no."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.kit.errors import Refusal
from app.orders.model import (
    MAX_ENTRY,
    MAX_QUANTITY,
    UNITS_SCHEMA_ORG,
    AddItem,
    Change,
    Discount,
    LineNote,
    OrderNumber,
    OrderStatus,
    Price,
    SetQuantity,
    header_status,
    number,
    parse_amount,
    parse_entry,
    parse_number,
    schema_org_status,
)
from app.orders.states import Units


def line(returned=0, **units):
    return {"ordered": sum(units.values()), "returned": returned, **units}


# ---------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([], OrderStatus.CONFIRMED),
        ([line(unallocated=1)], OrderStatus.CONFIRMED),
        ([line(allocated=1, backordered=1)], OrderStatus.BACKORDERED),
        ([line(released=1, backordered=1)], OrderStatus.PICKING),
        ([line(picked=1)], OrderStatus.PICKING),
        ([line(packed=1)], OrderStatus.PICKING),
        ([line(ready=1, released=1)], OrderStatus.PARTLY_READY),
        ([line(ready=1), line(collected=2, cancelled=1)], OrderStatus.READY),
        ([line(in_transit=1, packed=1)], OrderStatus.PARTLY_SHIPPED),
        ([line(in_transit=1, delivered=1)], OrderStatus.IN_TRANSIT),
        ([line(collected=1, allocated=1)], OrderStatus.PARTLY_FULFILLED),
        ([line(collected=1, cancelled=1)], OrderStatus.COLLECTED),
        ([line(collected=1), line(delivered=1)], OrderStatus.DELIVERED),
        ([line(collected=2, returned=1)], OrderStatus.PARTLY_RETURNED),
        ([line(collected=2, returned=2, cancelled=1)], OrderStatus.RETURNED),
        ([line(cancelled=3)], OrderStatus.CANCELLED),
    ],
)
def test_the_status_is_what_the_units_say(lines, status):
    assert header_status(lines) == status


units_of_lines = st.dictionaries(st.sampled_from([u.value for u in Units]), st.integers(0, 5))


@given(st.lists(units_of_lines, max_size=4))
def test_every_order_has_a_status_and_a_standard_name_for_it(lines):
    name = schema_org_status(header_status([line(**units) for units in lines]))
    assert name in {*UNITS_SCHEMA_ORG.values(), "OrderReturned"}


@given(st.sampled_from(Units), st.integers(1, 9))
def test_an_order_of_one_state_has_the_standard_name_of_that_state(state, count):
    status = header_status([line(**{state.value: count})])
    assert schema_org_status(status) == UNITS_SCHEMA_ORG[state]


def test_a_problem_is_told_before_money_and_money_before_progress():
    ready = OrderStatus.READY
    assert schema_org_status(ready, problem=True, payment_due=True) == "OrderProblem"
    assert schema_org_status(ready, payment_due=True) == "OrderPaymentDue"
    assert schema_org_status(OrderStatus.CANCELLED, payment_due=True) == "OrderCancelled"


# ---------------------------------------------------------------- number


@given(
    st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True),
    st.integers(0, 999_999),
    st.integers(0, 10**12 - 1),
)
def test_a_number_is_read_back_as_it_was_issued(site_code, device, counter):
    text = number(site_code, device, counter)
    assert parse_number(text) == OrderNumber(site_code, device, counter)
    assert str(parse_number(f" #{text.lower()} ")) == text


def test_a_number_is_printed_with_six_digits():
    assert number("JKT01", 3, 712) == "JKT01-3-000712"
    assert number("JKT01", 3, 1_000_000) == "JKT01-3-1000000"


@pytest.mark.parametrize("parts", [("jkt01", 3, 1), ("JKT-1", 3, 1), ("J", -1, 1), ("J", 1, -1)])
def test_a_number_that_could_not_be_read_back_is_never_issued(parts):
    with pytest.raises(ValueError, match="no order number"):
        number(*parts)


@given(st.text(max_size=30))
@example("JKT01-3-0000712")  # the same counter twice would be two numbers for one order
@example("JKT01-03-000712")
@example("JKT01-3-٠٠٠٧١٢")
@example("JKT01-3-000712\x00")
def test_any_other_text_is_no_number(text):
    with pytest.raises(Refusal) as refused:
        parse_number(text)
    assert refused.value.code == "number_unclear"


# ---------------------------------------------------------------- entry box


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("TR-220", AddItem(1, "TR-220")),
        ("  chino   sand ", AddItem(1, "chino sand")),
        ("2*TR-220", AddItem(2, "TR-220")),
        ("2 * chino sand", AddItem(2, "chino sand")),
        ("12×TR-220", AddItem(12, "TR-220")),
        ("8991234567890", AddItem(1, "8991234567890")),
        ("8991234567890\r\n", AddItem(1, "8991234567890")),
        ("3*8991234567890", AddItem(3, "8991234567890")),
        ("501 jeans", AddItem(1, "501 jeans")),
        ("A*2", AddItem(1, "A*2")),
        ("+2", Change(2)),
        ("+ 2", Change(2)),
        ("-1", Change(-1)),
        ("−1", Change(-1)),
        ("+", Change(1)),
        ("-", Change(-1)),
        ("=12", SetQuantity(12)),
        ("=9999", SetQuantity(MAX_QUANTITY)),
        (";gift wrap, please", LineNote("gift wrap, please")),
        (";", LineNote("")),
        ("%10", Discount(1_000)),
        ("%10%", Discount(1_000)),
        ("%12.5", Discount(1_250)),
        ("%12,05", Discount(1_205)),
        ("%0", Discount(0)),
        ("%100", Discount(10_000)),
        ("@650000", Price(650_000)),
        ("@650.000", Price(650_000)),
        ("@1.250.000", Price(1_250_000)),
        ("@Rp 650.000", Price(650_000)),
        ("@Rp650000", Price(650_000)),
        ("@0", Price(0)),
    ],
)
def test_what_is_typed_is_understood(typed, entry):
    assert parse_entry(typed) == entry


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "entry_empty"),
        (" \n", "entry_empty"),
        ("2*", "entry_empty"),
        ("x" * (MAX_ENTRY + 1), "entry_too_long"),
        ("a\x00b", "entry_control_characters"),
        ("TR\t220", "entry_control_characters"),
        ("\x1dGS1", "entry_control_characters"),
        ("\ud800", "entry_control_characters"),
        ("0*TR-220", "quantity_out_of_range"),
        ("1000000000*TR-220", "quantity_out_of_range"),
        ("10000*TR-220", "quantity_out_of_range"),
        ("+0", "quantity_out_of_range"),
        ("=0", "quantity_out_of_range"),
        ("+6281234567890", "quantity_out_of_range"),
        ("+x", "quantity_unclear"),
        ("=", "quantity_unclear"),
        ("=1.5", "quantity_unclear"),
        ("--1", "quantity_unclear"),
        ("=²", "quantity_unclear"),
        ("%", "discount_unclear"),
        ("%ten", "discount_unclear"),
        ("%-5", "discount_unclear"),
        ("%1.234", "discount_unclear"),
        ("%100.01", "discount_out_of_range"),
        ("@", "amount_unclear"),
        ("@1,250.00", "amount_unclear"),
        ("@1.250,00", "amount_unclear"),
        ("@1,250", "amount_unclear"),
        ("@12.50", "amount_unclear"),
        ("@6500.000", "amount_unclear"),
        ("@-5", "amount_unclear"),
        ("@1e6", "amount_unclear"),
        ("@8991234567890", "amount_out_of_range"),
        (";4242 4242 4242 4242", "card_number_in_text"),
    ],
)
def test_what_is_not_understood_is_refused(typed, code):
    with pytest.raises(Refusal) as refused:
        parse_entry(typed)
    assert refused.value.code == code


def test_an_unclear_amount_tells_what_was_typed():
    with pytest.raises(Refusal) as refused:
        parse_entry("@1,250.00")
    assert refused.value.facts == {"typed": "1,250.00"}


anything = st.text(st.characters(exclude_categories=()), max_size=MAX_ENTRY + 20)
nearly = st.text("0123456789+-−=;%@*×., RpA\t", max_size=20)


@given(anything | nearly | st.builds("{}{}".format, st.sampled_from("+-=;%@"), nearly | anything))
def test_any_text_is_understood_or_refused(text):
    entry = _outcome(text)
    assert isinstance(entry, Refusal) or _in_range(entry)


def _outcome(text):
    try:
        return parse_entry(text)
    except Refusal as refusal:
        return refusal


def _in_range(entry):
    match entry:
        case AddItem(count, words):
            return 1 <= count <= MAX_QUANTITY and words == " ".join(words.split()) != ""
        case Change(delta):
            return 1 <= abs(delta) <= MAX_QUANTITY
        case SetQuantity(quantity):
            return 1 <= quantity <= MAX_QUANTITY
        case Discount(value):
            return 0 <= value <= 10_000
        case Price(minor):
            return minor >= 0
        case LineNote(text):
            return len(text) <= MAX_ENTRY


@given(st.text("0123456789", min_size=5, max_size=14))
def test_a_barcode_is_never_a_quantity(digits):
    assert parse_entry(digits) == AddItem(1, digits)


@given(st.integers(0, 10**12))
def test_an_amount_reads_the_same_with_and_without_thousands(minor):
    assert parse_amount(str(minor)) == minor
    assert parse_amount(f"{minor:,}".replace(",", ".")) == minor


@given(st.integers(0, 10**9))
def test_an_amount_with_decimals_reads_with_point_and_comma(minor):
    assert parse_amount(f"{minor // 100}.{minor % 100:02d}", "GBP") == minor
    assert parse_amount(f"{minor // 100},{minor % 100:02d}", "GBP") == minor
    assert parse_amount(f"{minor // 1000}.{minor % 1000:03d}", "KWD") == minor
    assert parse_amount(str(minor), "GBP") == minor * 100


@pytest.mark.parametrize("typed", ["12.5", "1.250", "1,250.00", "12.345", "0" * 5_000 + ".00"])
def test_pounds_have_two_decimals_or_none(typed):
    with pytest.raises(Refusal) as refused:
        parse_amount(typed, "GBP")
    assert refused.value.code == "amount_unclear"
