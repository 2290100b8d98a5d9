"""Amounts and times are written one way, whatever the system's locale, and read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from app.kit.money import Money
from tests.ui.conftest import NOON, Dressing
from ui.kit import formats
from ui.kit.formats import Unreadable


def test_money_is_written_as_shops_write_it() -> None:
    assert formats.money(3_174_000) == "Rp 3.174.000"
    assert formats.money(Money(-138_000, "IDR")) == "\u2212Rp 138.000"
    assert formats.money(0) == "Rp 0"
    assert formats.money(Money(123_450, "GBP")) == "£ 1.234,50"


@pytest.mark.parametrize("locale", ["id_ID", "en_ID", "en_US", "de_DE"])
def test_the_systems_locale_changes_no_amount(locale: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert formats.money(1_250) == "Rp 1.250"
        assert formats.read_money("Rp 1.250") == 1_250
        assert formats.clock(NOON) == "12:00"
    finally:
        QLocale.setDefault(before)


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["IDR", "GBP", "KWD"]))
def test_what_is_written_can_be_read(minor: int, currency: str) -> None:
    plain = formats.plain_money(minor, currency)
    assert formats.read_money(plain, currency) == abs(minor)


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_quantities_are_read_back(count: int) -> None:
    assert formats.read_qty(formats.qty(count)) == count


@pytest.mark.parametrize("text", ["1.250", "1250", " 1.250 ", "1 250"])
def test_both_ways_of_writing_are_read(text: str) -> None:
    assert formats.read_qty(text) == 1_250


@pytest.mark.parametrize("text", ["1,250.00", "1.25", "12.50", "1,250", "", "abc", "1..250", "1-2"])
def test_a_strange_figure_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        formats.read_money(text)
    assert "1.250" in refused.value.hint


def test_figures_of_counts_and_shares() -> None:
    assert formats.signed_qty(1_200) == "+1.200"
    assert formats.signed_qty(-1) == "\u22121"
    assert formats.decimal(1234.56) == "1.234,6"
    assert formats.decimal(-9.4) == "\u22129,4"
    assert formats.percent(0.11) == "11%"


def test_days_follow_the_language(each_language: str) -> None:
    assert formats.day(date(2026, 11, 22)) == "22 Nov 2026"
    mai = {"en": "4 May 2026", "id": "4 Mei 2026"}
    assert formats.day(date(2026, 5, 4)) == mai[each_language]
    long = {"en": "Sunday 22 November 2026", "id": "Minggu 22 November 2026"}
    assert formats.long_day(NOON) == long[each_language]


def test_moments_name_the_day_only_when_it_is_another() -> None:
    assert formats.moment(NOON, NOON) == "12:00"
    assert formats.moment(NOON - 86_400_000_000, NOON) == "21 Nov 12:00"
    assert formats.moment(NOON - 366 * 86_400_000_000, NOON) == "21 Nov 2025 12:00"


def test_ages_and_countdowns(desk_app: Dressing) -> None:
    ages = [formats.age(s) for s in (2, 840, 3 * 3600, 86_400, 6 * 86_400)]
    assert ages == ["2 s", "14 min", "3 h", "1 day", "6 days"]
    assert formats.lasting(872) == "14:32"
    assert formats.lasting(6_720) == "1 h 52"
    desk_app.languages.speak("id")
    assert formats.age(6 * 86_400) == "6 hari"


def test_short_money_uses_the_trades_words(desk_app: Dressing) -> None:
    desk_app.languages.speak("id")
    assert formats.short_money(9_210_000) == "9,2 jt"
    assert formats.short_money(1_400_000_000) == "1,4 M"
    assert formats.short_money(349_000) == "349.000"
