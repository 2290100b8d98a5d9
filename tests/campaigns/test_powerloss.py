"""The power cuts of `scripts/campaign powerloss`, kept alive with a short day and few images."""

import pytest

from tests.campaigns.powerloss import Job, examine
from tests.support.recorded import traces

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not traces(), reason="strace cannot follow a program here"),
]


def test_no_power_cut_takes_what_was_shown_as_saved() -> None:
    found = examine(Job(seed=1, images=24, acts=10))
    assert found.wrong == []
    assert found.saved >= 10
    assert found.taken_away > 0


def test_commits_that_the_disk_is_not_asked_to_keep_are_found_lost() -> None:
    """Else the harness would find nothing anywhere."""
    found = examine(Job(seed=1, images=12, acts=10, relaxed=True))
    assert any(": lost: " in line for line in found.wrong)
