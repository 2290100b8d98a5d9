"""The power cuts of `scripts/campaign powerloss`, kept alive with a short day and few images."""

import json
import subprocess
import sys

import pytest

from tests.support.recorded import traces


@pytest.mark.slow
@pytest.mark.skipif(not traces(), reason="strace cannot follow a program here")
def test_no_power_cut_takes_what_was_shown_as_saved_and_the_control_is_found() -> None:
    words = ["--images", "30", "--control", "30", "--acts", "10", "--workers", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.powerloss", *words],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, (done.stdout[-3000:], done.stderr[-3000:])
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["images"] == 30
    assert summary["commands_shown_as_saved"] > 0
    assert summary["images_with_unsynced_writes"] > 0
    assert summary["control_images_with_loss"] > 0
