"""Weeks of a real shop that no forecast saw: stock-outs come about as often as they are told."""

from pathlib import Path

import pytest

from tests.bench.forecast import Found, held_out, read
from tests.importing.files import real_file

EXTRACT = Path(__file__).parent / "extract" / "online_retail_days.csv.gz"


@pytest.fixture(scope="module")
def found() -> tuple[Found, Found]:
    told, poisson, _ = held_out(*read(EXTRACT))
    return told, poisson


def test_a_told_chance_is_about_how_often_it_happens(found: tuple[Found, Found]) -> None:
    told, _ = found
    assert told.off < 0.06
    assert len(told.bins) == 10
    assert all(abs(one.told - one.happened) < 0.15 for one in told.bins)


def test_the_whole_shop_is_told_even_better() -> None:
    told, poisson, _ = held_out(*read(real_file(), baskets=True))
    assert told.off < 0.04
    assert poisson.off > 2 * told.off


def test_poisson_is_overconfident_where_it_is_surest(found: tuple[Found, Found]) -> None:
    told, poisson = found
    assert poisson.off > 3 * told.off
    assert poisson.brier > told.brier
    surest = poisson.bins[-1]
    assert surest.told > 0.95
    assert surest.happened < 0.85
