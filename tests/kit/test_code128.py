"""Can a scanner read the bars: the rules of Code 128 hold for every symbol and text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.code128 import _WIDTHS, START_B, STOP, modules, symbols
from app.kit.errors import Refusal

LETTERS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)


def test_each_symbol_is_one_of_its_kind() -> None:
    assert len(_WIDTHS) == len(set(_WIDTHS)) == 107
    for widths in _WIDTHS[:STOP]:
        assert sum(map(int, widths)) == 11
        assert sum(map(int, widths[::2])) % 2 == 0  # the bars of each symbol: an even number
    assert sum(map(int, _WIDTHS[STOP])) == 13


def test_a_known_text_has_its_known_check_symbol() -> None:
    assert symbols("PJJ123C")[-2] == 55  # the textbook's 54 starts in set A, one below B


@given(LETTERS)
def test_the_bars_can_be_read_back(text: str) -> None:
    bars = modules(text)
    assert len(bars) == 11 * (len(text) + 2) + 13
    table = {_drawn(widths): value for value, widths in enumerate(_WIDTHS[:STOP])}
    values = [table[bars[at : at + 11]] for at in range(0, len(bars) - 13, 11)]
    assert values[0] == START_B
    assert "".join(chr(value + 32) for value in values[1:-1]) == text
    weighed = START_B + sum(place * value for place, value in enumerate(values[1:-1], start=1))
    assert values[-1] == weighed % 103


@pytest.mark.parametrize("text", ["", "é", "a\n", "\x1b"])
def test_letters_beyond_ascii_have_no_bars(text: str) -> None:
    with pytest.raises(Refusal, match="barcode_letters"):
        modules(text)


def _drawn(widths: str) -> str:
    return "".join("10"[place % 2] * int(width) for place, width in enumerate(widths))
