"""The main job by real processes, as `scripts/demo --smoke` plays it."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from app.demo.headless import Failed, HeadlessDesk
from app.demo.stage import EmbeddedServer, gerai
from app.kit.errors import Refusal


@pytest.mark.slow
def test_the_main_job_comes_out_as_promised_within_a_minute() -> None:
    begun = time.monotonic()
    done = subprocess.run(
        gerai("demo", "--smoke"), capture_output=True, text=True, timeout=110, check=False
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (told, done.stderr[-2000:])
    *steps, summary = told
    assert [step["step"] for step in steps] == list(range(1, len(steps) + 1))
    assert all(step["ok"] for step in steps)
    assert summary["summary"] == "smoke"
    names = " ".join(step["name"] for step in steps)
    for promise in (
        "without the server",
        "other desk",
        "one unit short",
        "mailed",
        "another store",
    ):
        assert promise in names
    assert steps[-1]["checks"] > 20
    assert time.monotonic() - begun < 100


def test_a_server_that_does_not_start_is_told_in_one_sentence(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "server", size="small")
    (tmp_path / "server" / "server.db").write_bytes(b"no database " * 500)
    with pytest.raises(Refusal) as refused:
        server.start()
    assert refused.value.code == "server_ended"
    assert "is no database of Gerai" in str(refused.value.facts["why"])
    assert not server.running


def test_a_desk_that_ended_fails_the_step_instead_of_waiting(tmp_path: Path) -> None:
    desk = HeadlessDesk(tmp_path / "desk", "http://127.0.0.1:1")
    assert desk.ask(do="status")["ok"]
    with pytest.raises(Failed):
        desk.must(do="enrol", code="X")
    desk.signal_kill()
    with pytest.raises(Failed, match="ended"):
        desk.ask(do="status")
    desk.kill()
