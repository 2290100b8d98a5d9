"""The whole of the shop as it arrives here: in as many goes as the line needs, then in one piece.

A line that breaks costs what was under way, not what had arrived: the desk tells the last row it
has, and the server goes on behind it, from a state of its own. What changed meanwhile of what had
arrived comes first. So all that was kept is of one moment again: that of the newest head. A desk
that is closed meanwhile goes on as well.

Kept is a record for each head, with the lines of what changed behind it, and one for each other
line: so of the changes all are there, or none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

import msgspec

from app.kit.errors import Unreachable
from app.sync import wire
from app.sync.feed import Rows, Whole

HEAD, LINE = b"@", b"="  # what a record begins with: a line may be anything that came


class Kept(Protocol):
    """Where the records wait until all are there. They hold names and addresses."""

    def recall(self) -> Iterator[bytes]: ...

    def add(self, line: bytes) -> None: ...

    def lines(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...

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
        self._recalled = False

    @property
    def head(self) -> Whole:
        """The moment that everything kept is of."""
        assert self._head is not None
        return self._head

    def asks(self, at: wire.Hello) -> wire.Snapshot:
        """What to ask the server for."""
        if not self._recalled:
            self._recall()
        return wire.Snapshot(since=at.seq, at=at, behind=self._behind())

    def _recall(self) -> None:
        self._recalled = True
        for record in self._kept.recall():
            self.so_far = Arriving(self.so_far.size + len(record))
            if record.startswith(LINE):
                self._last = record[1:]
                continue
            try:
                self._head = wire.read_reply(record[1:].partition(b"\n")[0], Whole)
            except Unreachable:  # of another version
                self._head = None
        if self._head is None:
            self.forget()

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
        changed = islice(lines, head.changed or 0)
        self._keep(HEAD + b"\n".join((msgspec.json.encode(head), *changed)))
        self._head = head
        for line in lines:
            self._keep(LINE + line)
            self._last = line
        self.so_far = replace(self.so_far, whole=True)

    def _keep(self, record: bytes) -> None:
        self._kept.add(record)
        self.so_far = Arriving(self.so_far.size + len(record))

    def parts(self) -> Iterator[Rows]:
        """In the order in which they have to be taken in."""
        for record in self._kept.lines():
            lines = [record[1:]] if record.startswith(LINE) else record.split(b"\n")[1:]
            yield from map(rows_from, lines)

    def close(self) -> None:
        """A later start goes on with it."""
        self._kept.close()

    def leave(self) -> None:
        """The desk reads on without. Called with each page: mostly nothing is kept."""
        if not self._recalled or self.so_far is not NOTHING:
            self.forget()

    def forget(self) -> None:
        self._recalled = True
        self._kept.clear()
        self._head, self._last, self.so_far = None, b"", NOTHING


def rows_from(line: bytes) -> Rows:
    """Unreachable: these are no rows of our server."""
    return wire.read_reply(line, Rows)
