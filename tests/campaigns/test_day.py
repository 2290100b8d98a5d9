"""The day of `scripts/campaign day`, kept alive with a few orders and fewer desks."""

import json
import subprocess
import sys

import pytest


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_short_day_ends_clean_and_each_mail_came_once() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.campaigns.day", "--orders", "16"),
            *("--seats", "JKT01", "agent 2"),
        ],
        capture_output=True,
        text=True,
        timeout=220,
        check=False,
    )
    summary = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, (done.stdout[-3000:], done.stderr[-3000:])
    assert summary["ok"]
    assert summary["orders"] >= 16
    assert summary["offline_orders"] >= 1
    assert summary["checks"] > 100
    assert summary["mails"] > 0
