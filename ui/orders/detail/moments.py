"""How are the times of an order told: moments, windows, and sentences that begin with one."""

from ui.kit import formats
from ui.orders import words as orders_words


def moment(at: int, now: int) -> str:
    """`today 13:36`, `Tue 24 Nov 13:36`."""
    return orders_words.when(at, now)


def window(first: int, last: int, now: int) -> str:
    """`Tue 22 – Thu 24 Sept`: within one month the month is said once."""
    start, end = formats.local(first), formats.local(last)
    if start.date() == end.date() or (start.year, start.month) != (end.year, end.month):
        return orders_words.window(first, last, now)
    return f"{formats.weekday(first).rpartition(' ')[0]} – {formats.weekday(last)}"
