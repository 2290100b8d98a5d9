"""The report of the simulation adds up over sittings, and forgets no seed that failed."""

from dataclasses import replace
from pathlib import Path

from tests.campaigns._simulate.tally import Sitting, add, next_seed, read, standing

FIRST = Sitting(1, 100, (), 15_000, 700, 150, "2026-11-27", "abc1234")


def test_what_goes_on_on_one_day_and_commit_is_one_line(tmp_path: Path) -> None:
    report = tmp_path / "simulate.md"
    add(report, FIRST)
    add(report, replace(FIRST, first=101, last=150, violating=(117,)))
    assert read(report) == [
        replace(FIRST, last=150, violating=(117,), commands=30_000, crashes=1_400, cpu=300)
    ]
    assert next_seed(report) == 151
    assert "149 seeds without a violation (1-116, 118-150), 1 with one" in report.read_text()


def test_another_commit_is_another_line(tmp_path: Path) -> None:
    report = tmp_path / "simulate.md"
    add(report, FIRST)
    other = replace(FIRST, first=101, last=200, commit="def5678")
    add(report, other)
    assert read(report) == [FIRST, other]


def test_a_seed_counts_as_it_was_when_last_played() -> None:
    failed = replace(FIRST, violating=(7, 9))
    mended = replace(FIRST, first=7, last=7, commit="def5678")
    well, ill = standing([failed, mended])
    assert 7 in well
    assert ill == {9}
    assert len(well) == 99


def test_the_first_sitting_begins_with_seed_1(tmp_path: Path) -> None:
    assert next_seed(tmp_path / "none.md") == 1
