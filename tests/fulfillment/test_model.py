"""The customer's code opens the parcel, however it is typed, and no other does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.fulfillment.model import (
    ALPHABET,
    CODE_LENGTH,
    hash_code,
    make_code,
    matches,
    normal_code,
)

codes = st.binary(min_size=4, max_size=16).map(make_code)


@given(codes)
def test_a_code_has_six_signs_that_cannot_be_confused(code):
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("ILOU")
    assert normal_code(code) == code


def test_all_thirty_bits_are_used():
    assert make_code(b"\x00" * 4) == "000000"
    assert make_code(b"\xff" * 4) == "ZZZZZZ"
    assert make_code(b"\x00\x00\x00\x04") == "000001"


def test_too_little_chance_is_a_bug():
    with pytest.raises(ValueError, match="4 random bytes"):
        make_code(b"abc")


@pytest.mark.parametrize("typed", ["a01b1c", " A0 1B 1C ", "AO1-BIC", "aolblc", "AOIB1C"])
def test_a_code_is_taken_as_people_type_it(typed):
    assert matches(typed, "salt", hash_code("A01B1C", "salt"))


@settings(max_examples=20)
@given(codes, codes)
def test_another_code_opens_nothing(code, other):
    assert matches(other, "salt", hash_code(code, "salt")) == (code == other)


def test_the_same_code_under_another_salt_has_another_hash():
    assert hash_code("A01B1C", "one") != hash_code("A01B1C", "two")
    assert not matches("A01B1C", "two", hash_code("A01B1C", "one"))


def test_a_parcel_without_a_code_is_opened_by_none():
    assert not matches("", "", "")


@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_text_may_be_typed(text):
    assert matches(text, "salt", hash_code("A01B1C", "salt")) in {True, False}
