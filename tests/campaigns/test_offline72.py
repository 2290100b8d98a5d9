"""The three days of `scripts/campaign offline72`, kept alive with twelve hours and few orders."""

from pathlib import Path

import pytest

from tests.campaigns.offline72 import play


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_after_hours_alone_each_conflict_is_a_case_and_all_else_is_through(tmp_path: Path) -> None:
    done = play(tmp_path, hours=12, a_day=20, seed=1)
    assert done.wrong == []
    assert done.told["conflicts_planted"] >= 50
    assert done.told["orders"] >= 3 * 10
