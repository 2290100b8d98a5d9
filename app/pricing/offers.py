"""Buy x, get y: which pieces are given, and which were bought for it.

A piece is given for one offer or bought for one offer, never both. Pieces are ranked by what the
offer takes off them beyond their own line promotion, the most first; of each x + y the last y are
given: the cheapest, when no other promotion is in play. So one more piece in the basket never
makes an offer worth less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.pricing.promotion import BasketLine, Promotion


@dataclass(frozen=True, slots=True)
class Given:
    """Pieces per line."""

    given: tuple[int, ...]
    used: tuple[int, ...]  # given, or bought for what was given

    @property
    def pieces(self) -> int:
        return sum(self.given)


def give(
    offer: Promotion, lines: Sequence[BasketLine], free: Sequence[int], own: Sequence[int]
) -> Given:
    """`free`: pieces that no other offer has used; `own`: off a piece by its line promotion."""
    gains = [offer.off_piece(line.unit_minor) - own[i] for i, line in enumerate(lines)]
    if offer.buy_quantity < 1 or offer.get_quantity < 1:
        return _nothing(lines)
    if offer.get_product_id:
        return _named(offer, lines, free, gains)
    return _cheapest(offer, lines, free, gains)


def lacking(offer: Promotion, lines: Sequence[BasketLine]) -> tuple[int, bool]:
    """(pieces until the next one is given, is it the named product that lacks)."""
    bought = sum(line.quantity for line in lines if offer.looks_at(line))
    named = offer.get_product_id
    if not named:
        at = bought % offer.group_size
        return max(offer.buy_quantity - at, 0) + 1, False
    there = sum(line.quantity for line in lines if line.product_id == named)
    times = _times(offer, lines, bought)
    if there < times * offer.get_quantity:
        return 1, True
    return offer.buy_quantity - bought % offer.buy_quantity, False


def _cheapest(
    offer: Promotion, lines: Sequence[BasketLine], free: Sequence[int], gains: Sequence[int]
) -> Given:
    given, counted = [0] * len(lines), [0] * len(lines)
    most = offer.most_times * offer.group_size or sum(free)
    at = used = 0
    for i in _ranked(lines, gains):
        if not offer.looks_at(lines[i]) or gains[i] <= 0:
            continue
        counted[i] = min(free[i], most - at)
        given[i] = _given_before(offer, at + counted[i]) - _given_before(offer, at)
        at += counted[i]
    used = _last_given(offer, at)
    taken = [0] * len(lines)
    for i in _ranked(lines, gains):
        taken[i] = min(counted[i], used)
        used -= taken[i]
    return Given(tuple(given), tuple(taken))


def _named(
    offer: Promotion, lines: Sequence[BasketLine], free: Sequence[int], gains: Sequence[int]
) -> Given:
    bought = sum(free[i] for i, line in enumerate(lines) if offer.looks_at(line))
    left = _times(offer, lines, bought) * offer.get_quantity
    given = [0] * len(lines)
    ranked = _ranked(lines, gains)
    for i in ranked:
        if lines[i].product_id == offer.get_product_id and gains[i] > 0:
            given[i] = min(free[i], left)
            left -= given[i]
    times = -(-sum(given) // offer.get_quantity)
    left, used = times * offer.buy_quantity, list(given)
    for i in ranked:
        if offer.looks_at(lines[i]):
            part = min(free[i] - given[i], left)
            used[i] += part
            left -= part
    return Given(tuple(given), tuple(used))


def _times(offer: Promotion, lines: Sequence[BasketLine], bought: int) -> int:
    """A named product that counts among the bought ones is not bought for itself."""
    own = any(line.product_id == offer.get_product_id and offer.looks_at(line) for line in lines)
    times = bought // (offer.group_size if own else offer.buy_quantity)
    return min(times, offer.most_times) if offer.most_times else times


def _ranked(lines: Sequence[BasketLine], gains: Sequence[int]) -> list[int]:
    """By what the lines are, not by where they stand."""

    def rank(i: int) -> tuple[int, int, str, str]:
        return -gains[i], -lines[i].unit_minor, lines[i].category, lines[i].product_id

    return sorted(range(len(lines)), key=rank)


def _given_before(offer: Promotion, position: int) -> int:
    """Of the first `position` pieces, so many are given."""
    groups, rest = divmod(position, offer.group_size)
    return groups * offer.get_quantity + max(0, rest - offer.buy_quantity)


def _last_given(offer: Promotion, pieces: int) -> int:
    """Pieces up to the last given one: what comes after it was bought for nothing yet."""
    groups, rest = divmod(pieces, offer.group_size)
    return groups * offer.group_size + (rest if rest > offer.buy_quantity else 0)


def _nothing(lines: Sequence[BasketLine]) -> Given:
    none = (0,) * len(lines)
    return Given(none, none)
