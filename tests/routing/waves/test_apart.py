"""What a wave found stands, even when the process that looks for more is late or dead."""

import os
import time
from collections.abc import Sequence

from app.routing.engine.problem import Problem, Solution
from app.routing.waves.apart import reoptimise_apart
from app.routing.waves.reoptimise import reoptimise
from app.routing.waves.shared import left_out
from tests.routing.waves.small import enumerate_each, random_wave


def die(_problems: Sequence[Problem]) -> list[Solution]:
    os._exit(11)


def never(_problems: Sequence[Problem]) -> list[Solution]:
    while True:
        time.sleep(1)


def test_another_process_finds_the_same() -> None:
    problems, free = random_wave(7, orders=6, places=3, products=2)
    start = [left_out(problem) for problem in problems]
    here = reoptimise(problems, free, 20.0, start=start, solver=enumerate_each)
    there = reoptimise_apart(problems, free, 20.0, start=start, solver=enumerate_each)
    assert there == here


def test_a_process_that_dies_leaves_what_they_have() -> None:
    problems, free = random_wave(8, orders=3, places=3, products=2)
    start = [left_out(problem) for problem in problems]
    assert reoptimise_apart(problems, free, 20.0, start=start, solver=die) == start


def test_a_process_that_never_ends_is_ended() -> None:
    problems, free = random_wave(9, orders=3, places=3, products=2)
    start = [left_out(problem) for problem in problems]
    assert reoptimise_apart(problems, free, 0.2, start=start, solver=never) == start
