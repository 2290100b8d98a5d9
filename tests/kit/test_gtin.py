"""A mistyped article number is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.gtin import check_digit, gtin13, is_gtin

digits = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize("code", ["96385074", "036000291452", "4006381333931", "10614141000415"])
def test_published_numbers_are_known(code):
    assert is_gtin(code)


@given(digits)
def test_a_made_number_is_an_article_number(body):
    assert is_gtin(gtin13(body))


@given(digits, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(body, place, step):
    code = gtin13(body)
    wrong = str((int(code[place]) + step) % 10)
    assert not is_gtin(code[:place] + wrong + code[place + 1 :])


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_is_not(text):
    assert is_gtin(text) in {True, False}


@pytest.mark.parametrize("code", ["", "123", "٤٠٠٦٣٨١٣٣٣٩٣١", "400638133393X", "²006381333931"])
def test_other_texts_are_no_article_numbers(code):
    assert not is_gtin(code)


@pytest.mark.parametrize("body", ["", "1", "12345678901X"])
def test_a_body_of_another_length_is_a_bug(body):
    with pytest.raises(ValueError, match="12 digits"):
        gtin13(body)


def test_the_digit_of_the_standard_is_found():
    assert check_digit("629104150021") == "3"  # the example of GS1's own page
