"""The whole of the shop as it arrives here: in as many goes as the line needs, then in one piece.

A line that breaks costs what was under way, not what had arrived: the desk tells the last row it
has, and the server goes on behind it, from a state of its own. What changed meanwhile of what had
arrived comes first. So all that was kept is of one moment again: that of the newest head.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from app.kit.errors import Unreachable
from app.sync import wire
from app.sync.feed import Rows, Whole


class Kept(Protocol):
    """Where the lines wait until all are there. They hold names and addresses."""

    def add(self, line: bytes) -> None: ...

    def lines(self) -> Iterator[bytes]: ...

    def clear(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Arriving:
    """What has come of a shop and is not taken in yet: bytes, and whether that is all of it."""

    size: int = 0
    whole: bool = False


NOTHING = Arriving()


class Taking:
    def __init__(self, kept: Kept) -> None:
        self.so_far = NOTHING  # any thread may read it
        self._kept = kept
        self._head: Whole | None = None
        self._last = b""  # line of a part that arrived: the next go begins behind its last row

    @property
    def head(self) -> Whole:
        """The moment that everything kept is of."""
        assert self._head is not None
        return self._head

    def asks(self, since: int, at: wire.Hello) -> wire.Snapshot:
        """What to ask the server for. `since`: the desk's cursor."""
        return wire.Snapshot(since=since, at=at, behind=self._behind())

    def _behind(self) -> wire.Behind | None:
        if self._head is None or not self._last:
            return None
        try:
            last = rows_from(self._last)
        except Unreachable:
            self.forget()  # somebody garbled it on its way: nobody goes on behind that
            return None
        return wire.Behind(
            seq=self._head.seq,
            chain=self._head.chain,
            entity=last.entity,
            row_id=last.rows[-1][0],
        )

    def hears(self, head: Whole, lines: Iterator[bytes]) -> None:
        """Keep all of them. Whatever `lines` raises goes on: a later go begins where it ended."""
        if head.hello:
            self.forget()  # it is of a history that is not the server's any more
            return
        if head.changed is None:
            self.forget()
            self._head = head
        else:
            # All of what changed, or nothing of it: a part of it is of no moment at all.
            for line in list(islice(lines, head.changed)):
                self._keep(line)
            self._head = head
        for line in lines:
            self._keep(line)
            self._last = line
        self.so_far = replace(self.so_far, whole=True)

    def _keep(self, line: bytes) -> None:
        self._kept.add(line)
        self.so_far = Arriving(self.so_far.size + len(line))

    def parts(self) -> Iterator[Rows]:
        """In the order in which they have to be taken in."""
        return map(rows_from, self._kept.lines())

    def forget(self) -> None:
        self._kept.clear()
        self._head, self._last, self.so_far = None, b"", NOTHING


def rows_from(line: bytes) -> Rows:
    """Unreachable: these are no rows of our server."""
    return wire.read_reply(line, Rows)
