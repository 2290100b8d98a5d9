"""A caller is known by the number, however it was typed."""

import unicodedata

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.customers.model import (
    MAX_NAME,
    clean_name,
    looks_like_card_number,
    masked_email,
    masked_phone,
    refuse_card_number,
    reversed_phone,
    search_digits,
    to_e164,
)
from app.kit.errors import Refusal

mobiles = st.builds(
    lambda prefix, rest: prefix + rest,
    st.sampled_from(["811", "812", "813", "821", "852", "857", "878", "896"]),
    st.text("0123456789", min_size=7, max_size=8),
)


def _refused(act, text):
    with pytest.raises(Refusal) as refused:
        act(text)
    return refused.value


def _outcome(act, text):
    """What came of it; anything but a Refusal flies."""
    try:
        return act(text)
    except Refusal as refusal:
        return refusal


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "+6281234567890",
        "6281234567890",
        "006281234567890",
        "0812 3456 7890",
        "0812-3456-7890",
        "+62 (812) 3456-7890",
        " 0812.3456.7890 ",
        "\u202a+62 812-3456-7890\u202c",  # as copied from an address book
        "０８１２３４５６７８９０",  # full-width, from an input method  # noqa: RUF001
    ],
)
def test_a_number_is_the_same_however_it_was_typed(typed):
    assert to_e164(typed) == "+6281234567890"


@given(mobiles, st.sampled_from(["0", "62", "+62", "+62 ", "0062"]))
def test_every_way_to_write_a_mobile_leads_to_one_number(national, prefix):
    assert to_e164(prefix + national) == f"+62{national}"


@given(mobiles)
def test_a_kept_number_is_left_as_it_is(national):
    kept = to_e164("0" + national)
    assert to_e164(kept) == kept
    assert to_e164(kept, region="GB") == kept


def test_a_number_from_abroad_keeps_its_country():
    assert to_e164("+44 20 7946 0018") == "+442079460018"
    assert to_e164("020 7946 0018", region="GB") == "+442079460018"


@pytest.mark.parametrize("typed", ["", "0812", "hello", "0800-FLOWERS", "+62", "1" * 39, "+" * 9])
def test_what_no_network_would_connect_is_refused_with_what_was_typed(typed):
    refusal = _refused(to_e164, typed)
    assert (refusal.code, refusal.facts) == ("phone_invalid", {"typed": typed})


@given(st.text())
def test_any_text_is_a_number_or_is_refused(text):
    outcome = _outcome(to_e164, text)
    if isinstance(outcome, Refusal):
        assert outcome.code == "phone_invalid"
    else:
        assert phonenumbers.is_valid_number(phonenumbers.parse(outcome))


def test_a_masked_number_is_recognised_but_cannot_be_called():
    assert masked_phone("+6281234567890") == "+62•••••••7890"
    assert masked_phone("+62812") == "••••••"
    assert masked_phone("") == ""


def test_a_masked_mail_tells_the_first_letter_and_the_host():
    assert masked_email("siti@example.com") == "s•••@example.com"
    assert masked_email("nothing") == "•••"
    assert masked_email("") == ""


@given(mobiles, st.integers(4, 12))
def test_the_last_digits_find_the_caller(national, count):
    stored = reversed_phone("+62" + national)
    needle = search_digits(national[-count:])
    assert needle is not None
    assert stored.startswith(needle)


@given(mobiles, st.sampled_from(["0", "62", "+62", "0062"]))
def test_a_whole_number_finds_the_caller(national, prefix):
    needle = search_digits(f"{prefix}{national[:3]}-{national[3:]}")
    assert needle is not None
    assert reversed_phone("+62" + national).startswith(needle)


@pytest.mark.parametrize("text", ["", "123", "7 8 9", "Siti 7890", "JKT01-3-000712", "a1234"])
def test_what_is_no_phone_fragment_searches_no_phone(text):
    assert search_digits(text) is None


def test_zeros_and_62_within_a_fragment_are_digits_like_the_others():
    assert search_digits("0123") == "3210"
    assert search_digits("6212") == "2126"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siti   Rahma ", "Siti Rahma"),
        ("Siti\tRahma\r\n", "Siti Rahma"),
        ("Rene\u0301e", "Renée"),
        ("<b>Budi</b>", "<b>Budi</b>"),
        ("Ayu 👩‍👧 🌸", "Ayu 👩‍👧 🌸"),
        ("Nguyễn Thị", "Nguyễn Thị"),
        ("O'Brien\u00a0jr.", "O'Brien jr."),
    ],
)
def test_a_name_is_kept_as_people_write_it(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n", "\u200b", "\u200d \u200d", "\u0301"])
def test_a_name_that_nobody_can_see_is_refused(typed):
    assert _refused(clean_name, typed).code == "name_empty"


@pytest.mark.parametrize("typed", ["Siti\x00", "\x1b[31mred", "a\u202eb", "\ud800", "a\x1db"])
def test_a_name_that_steers_the_screen_is_refused(typed):
    assert _refused(clean_name, typed).code == "name_control_characters"


def test_a_name_has_an_end():
    assert clean_name("a" * MAX_NAME) == "a" * MAX_NAME
    refusal = _refused(clean_name, "a" * (MAX_NAME + 1))
    assert (refusal.code, refusal.facts["most"]) == ("name_too_long", MAX_NAME)


@given(st.text(st.characters(exclude_categories=())))
@example("e\u0301 \u0301")
def test_any_text_is_a_name_or_is_refused_and_a_kept_name_stays(text):
    name = _outcome(clean_name, text)
    if isinstance(name, Refusal):
        assert name.code in {"name_empty", "name_too_long", "name_control_characters"}
    else:
        assert clean_name(name) == name
        assert name.encode()
        assert unicodedata.is_normalized("NFC", name)
        assert "  " not in name


@pytest.mark.parametrize(
    "text",
    [
        "4242424242424242",
        "card 4242 4242 4242 4242 exp 12/30",
        "4242-4242-4242-4242",
        "2 4242 4242 4242 4242",  # a quantity stands before it
        "378282246310005",
        "3056 930902 5904",
        "4222222222222",
        "6011111111111117",
        "5555.5555.5555.4444",
        "2223003122003222",
        "6304000000000000018",
        "４２４２４２４２４２４２４２４２",  # noqa: RUF001
    ],
)
def test_a_card_number_is_seen_in_any_dress(text):
    assert looks_like_card_number(text)
    assert _refused(refuse_card_number, text).facts == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4242424242424241",  # the check digit is wrong
        "081234567890 please call after 17",
        "8991234567898",  # a barcode
        "6281234567893",  # a phone number with a Luhn digit
        "JKT01-3-000712",
        "0000000000000000",
        "4242" * 10,
    ],
)
def test_other_numbers_may_be_noted(text):
    assert not looks_like_card_number(text)
    refuse_card_number(text)


@given(
    st.text("0123456789", min_size=15, max_size=15), st.text("abc ,;", max_size=9), st.integers(0)
)
def test_one_wrong_digit_makes_it_no_visa_card(body, around, step):
    digits = "4" + body[1:]
    check = next(d for d in "0123456789" if looks_like_card_number(digits + d))
    wrong = str((int(check) + 1 + step % 9) % 10)
    assert looks_like_card_number(f"{around}x{digits}{check}x{around}")
    assert not looks_like_card_number(f"{around}x{digits}{wrong}x{around}")
