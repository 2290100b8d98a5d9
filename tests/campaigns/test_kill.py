"""The kills of `scripts/campaign kill`, kept alive with a handful of them."""

import json
import subprocess
import sys

import pytest


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.skipif(sys.platform == "win32", reason="the harness forks its machines")
def test_machines_that_die_all_the_time_lose_and_double_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.kill", "--kills", "14", "--on", "sqlite"],
        capture_output=True,
        text=True,
        timeout=230,
        check=False,
    )
    assert done.returncode == 0, (done.stdout[-3000:], done.stderr[-3000:])
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["kills"] >= 14
    assert summary["acknowledged"] > 0
