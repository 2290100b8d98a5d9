"""What the help desk has to know of this desk's link, as text to be pasted: nothing of a person."""

from collections import Counter
from collections.abc import Iterable

from app.desk.mirror import Mirror, Queue, Room
from app.sync.line import Found
from ui.kit import formats
from ui.kit.backend import SyncStatus

MB = 1 << 20


def report(
    status: SyncStatus,
    queue: Queue,
    mirror: Mirror | None,
    room: Room | None,
    line: Iterable[Found],
    *,
    version: str,
    now: int,
) -> str:
    """English, whatever the desk speaks: who reads it compares it with a log."""
    kinds = Counter(row.kind for row in queue.waiting)
    oldest = min((row.at for row in queue.waiting), default=None)
    told = [
        f"Gerai {version}, {formats.day(now)} {formats.clock(now)}",
        f"link {status.state}, trouble {status.trouble or 'none'}",
        f"news {status.age_s:.0f} s old" if status.age_s is not None else "no news yet",
        f"waiting {queue.count}, of {len(queue.by_person)} people",
        *(f"  {kind} {count}" for kind, count in sorted(kinds.items())),
        f"  oldest {(now - oldest) // 1_000_000} s, {queue.waiting[0].command_id}"
        if oldest is not None
        else "  nothing waits",
        *(f"  forecast {row.forecast} {row.command_id}" for row in queue.waiting if row.forecast),
        *(f"came {row.kind} {row.status} {row.command_id}" for row in queue.came[:5]),
    ]
    if mirror is not None:
        told.append(f"epoch {mirror.epoch}, seq {mirror.seq}, lent {mirror.lent}/{mirror.lots}")
        told += [f"  {held.bucket} {held.rows}" for held in mirror.held]
    if room is not None:
        told.append(f"database {room.database // MB} MB, free {room.free // MB} MB")
    told += [f"line {one.step} {one.code or 'ok'} {one.figure}" for one in line]
    return "\n".join(told)
