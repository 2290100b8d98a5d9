"""Which seeds were played, when and on which code: a report that adds up over many sittings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

HEAD = """# Simulation

One server, 4 stores, 12 desks, about 150 commands and 3 simulated days a seed; messages dropped,
doubled, delayed, reordered and stale; crashes, partitions, clock jumps, full disks; servers and
desks from older copies, cloned, wrecked and stolen desks, grants given and taken, dismissals; since
a75c125 the rounds of the server, mails and pay links as well. A seed that fails is played again by
`scripts/campaign simulate --seeds 1 --first-seed SEED`.
"""
STORMS = """
With `--storms`: in weather no shop ever meets, of another kind from seed to seed
(tests/sync/weather.py).
"""
COLUMNS = ("seeds", "violating", "commands", "crashes", "CPU-s", "date", "commit")


@dataclass(frozen=True, slots=True)
class Sitting:
    """Seeds that were played one after the other on one day, on one commit."""

    first: int
    last: int
    violating: tuple[int, ...]
    commands: int
    crashes: int
    cpu: float
    day: str
    commit: str

    @property
    def seeds(self) -> range:
        return range(self.first, self.last + 1)

    def goes_on(self, other: "Sitting") -> bool:
        """Whether `other` is its next part."""
        here = (self.last + 1, self.day, self.commit)
        return here == (other.first, other.day, other.commit)

    def with_next(self, other: "Sitting") -> "Sitting":
        return replace(
            self,
            last=other.last,
            violating=self.violating + other.violating,
            commands=self.commands + other.commands,
            crashes=self.crashes + other.crashes,
            cpu=self.cpu + other.cpu,
        )


def read(report: Path) -> list[Sitting]:
    lines = report.read_text().splitlines() if report.exists() else []
    return [_sitting(line) for line in lines if line.startswith("| ") and line[2].isdecimal()]


def add(report: Path, played: Sitting, *, storms: bool = False) -> None:
    sittings = read(report)
    if sittings and sittings[-1].goes_on(played):
        sittings[-1] = sittings[-1].with_next(played)
    else:
        sittings.append(played)
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text("\n".join(_page(sittings, HEAD + STORMS if storms else HEAD)) + "\n")


def next_seed(report: Path) -> int:
    return 1 + max((one.last for one in read(report)), default=0)


def standing(sittings: Iterable[Sitting]) -> tuple[set[int], set[int]]:
    """Seeds that were well, and that were not, when each was last played."""
    well: set[int] = set()
    ill: set[int] = set()
    for one in sittings:
        well = (well | set(one.seeds)) - set(one.violating)
        ill = (ill - set(one.seeds)) | set(one.violating)
    return well, ill


def _page(sittings: list[Sitting], head: str) -> Iterator[str]:
    well, ill = standing(sittings)
    yield head
    yield f"**{len(well)} seeds without a violation ({_ranges(well)}), {len(ill)} with one.**"
    yield ""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    for one in sittings:
        bad = " ".join(map(str, one.violating)) or "0"
        seeds = f"{one.first}-{one.last}"
        told = (seeds, bad, one.commands, one.crashes, round(one.cpu), one.day, one.commit)
        yield f"| {' | '.join(map(str, told))} |"


def _sitting(line: str) -> Sitting:
    seeds, bad, commands, crashes, cpu, day, commit = (c.strip() for c in line.split("|")[1:-1])
    first, last = seeds.split("-")
    violating = () if bad == "0" else tuple(map(int, bad.split()))
    return Sitting(
        int(first), int(last), violating, int(commands), int(crashes), float(cpu), day, commit
    )


def _ranges(seeds: set[int]) -> str:
    """1-120, 140-200."""
    ordered = sorted(seeds)
    ends = [a for a, b in pairwise(ordered) if b > a + 1] + ordered[-1:]
    starts = ordered[:1] + [b for a, b in pairwise(ordered) if b > a + 1]
    return ", ".join(f"{a}-{b}" for a, b in zip(starts, ends, strict=True)) or "none"
