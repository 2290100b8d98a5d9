"""Figures that can be compared: in turns, as medians, CPU beside wall time, the load told."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

QUIET = 1.0  # a run that starts under more load than this is marked


@dataclass(slots=True)
class Sample:
    """One round of one thing: CPU-ms per operation, and the wall-ms of each operation."""

    cpu_ms: float
    wall_ms: list[float]


@dataclass(slots=True)
class Figure:
    """One line of a bench: what was measured, and whether its goal was met (None: no goal)."""

    name: str
    value: float
    unit: str
    goal: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Report:
    bench: str
    figures: list[Figure] = field(default_factory=list)
    load: float = field(default_factory=lambda: os.getloadavg()[0])
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)

    @property
    def disturbed(self) -> bool:
        return self.load > QUIET

    def add(
        self, name: str, value: float, unit: str, *, most: float = 0.0, least: float = 0.0
    ) -> None:
        goal, met = "", None
        if most:
            goal, met = f"≤ {most:g}", value <= most
        if least:
            goal, met = f"≥ {least:g}", value >= least
        self.figures.append(Figure(name, round(value, 3), unit, goal, met))

    def none(self, name: str, value: int) -> None:
        """What must not happen even once."""
        self.figures.append(Figure(name, value, "", "none", value == 0))

    def told(self) -> dict[str, Any]:
        return {
            "bench": self.bench,
            "load": round(self.load, 2),
            "disturbed": self.disturbed,
            "cores": self.cores,
            "figures": [
                {"name": f.name, "value": f.value, "unit": f.unit, "goal": f.goal, "met": f.met}
                for f in self.figures
            ],
        }

    def lines(self) -> list[str]:
        mark = "  DISTURBED: started under load" if self.disturbed else ""
        head = f"{self.bench}: {self.cores} cores, load {self.load:.2f}{mark}"
        return [head, *(_line(figure) for figure in self.figures)]


def _line(figure: Figure) -> str:
    verdict = {True: "  met", False: "  MISSED", None: ""}[figure.met]
    goal = f"  (goal {figure.goal}{verdict})" if figure.goal else ""
    return f"  {figure.name:<44} {figure.value:>10.2f} {figure.unit}{goal}"


def in_turns(
    first: Callable[[], Sample], second: Callable[[], Sample], rounds: int
) -> tuple[list[Sample], list[Sample]]:
    """A B A B …, after one round of each that is thrown away."""
    first()
    second()
    pairs = [(first(), second()) for _ in range(rounds)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def one_by_one(operation: Callable[[], object], count: int, cpu: Callable[[], float]) -> Sample:
    """`cpu` tells the CPU-seconds so far of whoever does the work."""
    walls = []
    before = cpu()
    for _ in range(count):
        started = time.perf_counter()
        operation()
        walls.append((time.perf_counter() - started) * 1e3)
    return Sample((cpu() - before) * 1e3 / count, walls)


def cpu_ms(samples: Sequence[Sample]) -> float:
    return statistics.median(sample.cpu_ms for sample in samples)


def ratio(ours: Sequence[Sample], anchor: Sequence[Sample]) -> float:
    """The median of the rounds' ratios: what disturbs a round disturbs both its halves."""
    pairs = zip(ours, anchor, strict=True)
    return statistics.median(a.cpu_ms / b.cpu_ms for a, b in pairs)


def wall_p(samples: Sequence[Sample], percent: int) -> float:
    walls = sorted(wall for sample in samples for wall in sample.wall_ms)
    return walls[min(len(walls) - 1, len(walls) * percent // 100)]


def cpu_of(*pids: int) -> float:
    """CPU-seconds of other processes: the id of a process is in the name of its clock."""
    return sum(time.clock_gettime(~pid << 3 | 2) for pid in pids)


def give_way(*pids: int) -> None:
    """All threads of other processes run only where nobody else wants to, until they end."""
    for pid in pids:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            give_way_here(int(thread.name))


def give_way_here(thread: int = 0) -> None:
    os.sched_setscheduler(thread, os.SCHED_IDLE, os.sched_param(0))


def children_of(pid: int) -> list[int]:
    """Every process that this one started and that still runs."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
