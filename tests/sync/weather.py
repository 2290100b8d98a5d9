"""What may go wrong in the simulated shop, and how often."""

from dataclasses import dataclass

from app.sync.feed import PAGE_CHANGES


class Crash(BaseException):
    """The power of one machine is gone. No handler of ours may catch it."""


@dataclass(slots=True)
class Weather:
    """Probabilities: of messages, of the failpoints a machine passes, of each act of the shop."""

    # per message
    drop: float = 0.05
    double: float = 0.05
    stale: float = 0.02  # an answer that was given before is given again
    slow: float = 0.10
    cut: float = 0.3  # a snapshot on its way: what has arrived stays
    cut_page: float = 0.1  # on its way as well: it begins anew
    # per failpoint that is passed
    crash_desk: float = 0.01
    crash_server: float = 0.004
    server_full: float = 0.01  # nothing fits on the server's disk at this commit
    # per act of the shop
    partition: float = 0.13  # a desk, or all of its store, is alone for hours
    clock_jump: float = 0.02
    desk_full: float = 0.02  # for hours nothing more fits on a desk's disk
    backup: float = 0.02  # the server's database is copied
    restored_server: float = 0.006  # it goes on from that copy, in a new epoch or in the old one
    image: float = 0.02  # somebody copies the disk of a desk
    restored_desk: float = 0.008  # the desk goes on from that copy
    cloned_desk: float = 0.008  # a second computer does
    wrecked_desk: float = 0.001  # its database is rubbish
    dismissal: float = 0.004  # somebody is not with us any more
    regrant: float = 0.01  # a till becomes a phone desk, or the other way round
    stolen_desk: float = 0.003  # it is revoked: whoever has it may be anybody
    page_changes: int = 700  # a desk that is further behind is told to take a snapshot


CALM = Weather(*(0.0,) * 21, PAGE_CHANGES)
# A hundred times what a shop ever meets, of one kind after the other and of all at once.
STORMS = {
    "messages": Weather(
        drop=0.25,
        double=0.2,
        stale=0.2,
        slow=0.3,
        crash_desk=0.02,
        crash_server=0.02,
        partition=0.2,
    ),
    "disks": Weather(
        backup=0.1,
        restored_server=0.03,
        image=0.1,
        restored_desk=0.02,
        cloned_desk=0.02,
        wrecked_desk=0.01,
        dismissal=0.02,
        desk_full=0.1,
        server_full=0.1,
    ),
    "servers": Weather(backup=0.06, restored_server=0.05, page_changes=60, cut=0.5),
    "snapshots": Weather(page_changes=20, cut=0.7, cut_page=0.6, partition=0.2, crash_desk=0.03),
    "copies": Weather(restored_desk=0.04, cloned_desk=0.04, image=0.06, wrecked_desk=0.008),
    "grants": Weather(regrant=0.08, stolen_desk=0.01, dismissal=0.015, page_changes=80, cut=0.5),
    "all": Weather(
        drop=0.15,
        double=0.15,
        stale=0.1,
        cut=0.5,
        backup=0.05,
        restored_server=0.03,
        image=0.04,
        restored_desk=0.02,
        cloned_desk=0.02,
        regrant=0.04,
        stolen_desk=0.006,
        page_changes=60,
    ),
}


def weather_of(seed: int, *, storms: bool) -> Weather:
    """The usual, or a storm: each kind comes round."""
    kinds = tuple(STORMS.values()) if storms else (Weather(),)
    return kinds[seed % len(kinds)]
