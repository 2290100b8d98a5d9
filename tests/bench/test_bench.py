"""Do the benches run and tell what they found? Their figures are no test's business."""

import json
from pathlib import Path

import pytest

from tests.bench import CANNOT_RUN, place, run_bench
from tests.bench.sync import herd, single


def test_a_desk_bench_tells_its_figures_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_bench("P3", True, stored=[5], rounds=1, orders=2) == 0
    told = json.loads(capsys.readouterr().out)
    names = {figure["name"]: figure for figure in told["figures"]}
    assert {"desk", "raw sqlcipher3, same rows", "ratio", "desk, wall p95"} <= names.keys()
    assert names["ratio"]["goal"] == "≤ 3"
    assert names["rows of one order"]["value"] > 10


def test_a_server_bench_compares_with_its_anchor() -> None:
    report = place._one("sqlite", "", stored=5, rounds=1, orders=2)
    told = {figure.name: figure.value for figure in report.figures}
    assert told["server"] > told["bare anchor"] > 0
    assert told["4 desks"] > 0


def test_options_are_measured_in_process_and_at_the_window(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_bench("options", True, stored=[60], rounds=1, orders=2) == 0
    figures = {f["name"]: f for f in json.loads(capsys.readouterr().out)["figures"]}
    assert figures["8 lines, p99"]["goal"] == "≤ 100"
    assert figures["window: longest gap"]["goal"] == "≤ 50"
    assert figures["window: item to options, p50"]["value"] > 0
    assert figures["options of 3 lines, mean"]["value"] >= 1


@pytest.mark.slow
def test_sync_is_measured_from_one_desk_to_a_herd(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'first.db'}"
    first = {f.name: f for f in single.first_sync("sqlite", url, tmp_path, 50).figures}
    assert first["on the line"].goal == "≤ 10"
    assert first["on the line"].value > 0
    url = f"sqlite:///{tmp_path / 'herd.db'}"
    told = {f.name: f.value for f in herd.many_desks("sqlite", url, rounds=1, desks=4).figures}
    assert told["answers"] > 0
    assert told["server errors (5xx)"] == told["server errors to the abuser (5xx)"] == 0
    assert told["an abuser slows the others, p95"] > 0


def test_an_unknown_bench_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_bench("p99") == CANNOT_RUN
    assert "p1, p3, p4" in capsys.readouterr().err
