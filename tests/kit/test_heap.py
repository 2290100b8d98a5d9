"""Memory that a desk has freed is the machine's again."""

import subprocess
import sys

import pytest

# Blocks of which every hundredth stays: what was freed lies between them.
TOLD = """
import resource
from pathlib import Path
from app.kit import heap

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20

heap.in_one_place()
blocks = [bytes(2_000) for _ in range(50_000)]
full = resident()
del blocks[::2], blocks[::2], blocks[::2], blocks[::2], blocks[::2]
freed = resident()
heap.give_back()
print(full, freed, resident(), len(blocks))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what was freed")
def test_what_was_freed_between_things_that_stay_is_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True)
    full, freed, left, kept = map(int, done.stdout.split())
    assert kept > 1_000
    assert freed > full - 20  # glibc alone keeps most of it
    assert left < freed - 30
