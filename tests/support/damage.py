"""What bad sectors and half copies make of a file, by chance."""

import random
from pathlib import Path

PAGE = 4096


def damage(path: Path, chance: random.Random) -> str:
    """Spoil a file; in which way."""
    data = bytearray(path.read_bytes())
    kinds = {"bit": _bit, "page": _page, "tail": _tail, "head": _head, "moved": _moved}
    kind = chance.choice(sorted(kinds))
    kinds[kind](data, chance)
    path.write_bytes(data)
    return kind


def _bit(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _page(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(-(-len(data) // PAGE)) * PAGE
    data[at : at + PAGE] = bytes(len(data[at : at + PAGE]))


def _tail(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _head(data: bytearray, chance: random.Random) -> None:
    size = chance.randrange(1, min(PAGE, len(data)))
    data[:size] = bytes(byte ^ 0xFF for byte in data[:size])


def _moved(data: bytearray, chance: random.Random) -> None:
    """A part stands where another belongs; somewhere else than it was, if there is room."""
    at = chance.randrange(len(data) // 2)
    to = chance.randrange(len(data) // 2, len(data))
    size = min(PAGE, len(data) - to)
    data[to : to + size] = bytes(byte ^ 1 for byte in data[at : at + size])
