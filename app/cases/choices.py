"""What can be done about a case: ready-made ways out by its kind and what was told, best first."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeAlias

from app.cases.states import CaseKind

Facts: TypeAlias = Mapping[str, Any]

COMMANDS = "commands"  # the subject of what the server could not take
ERASED = "customer_erased"


class Choice(StrEnum):
    """`KEEP` and `NOTED` change nothing but the case itself, so they can be taken back."""

    KEEP = "keep"  # what stands stands
    RETRY = "retry"  # do it again under its own id, in the name of whoever settles
    HOLD = "hold"  # nothing goes on before the customer was asked
    CANCEL = "cancel"  # what is still open of the order, and the money back
    ASK_LINK = "ask_link"  # the rest by pay link
    ASK_STORE = "ask_store"  # the rest in the store
    GIVE_BACK = "give_back"  # what is too much
    SELL = "sell"  # what was cancelled and collected is theirs, the rest by pay link
    COUNT = "count"  # the shelf tells
    WAIT = "wait"  # these three: routing.queues.answering
    ELSEWHERE = "elsewhere"
    REFUND = "refund"
    NOTED = "noted"  # settled otherwise, in a person's words


PLAIN = frozenset({Choice.KEEP, Choice.NOTED})
OF_SHORTAGE = frozenset({Choice.WAIT, Choice.ELSEWHERE, Choice.REFUND})
C = Choice
# The customer holds its number, so left undone it is worth nothing.
NUMBERED = frozenset({"order.place", "return.ask"})

_ASK_REST = (C.ASK_LINK, C.ASK_STORE, C.CANCEL)
_BY_CODE: Mapping[str, tuple[Choice, ...]] = {
    "handed_over_beyond": (C.HOLD, C.KEEP),
    "short_unknown": (C.COUNT, C.KEEP),
    "handed_over_unready": (C.COUNT, C.KEEP),
    "still_to_pick": (C.COUNT, C.KEEP),
    "handed_over_unpaid": (C.ASK_LINK, C.KEEP),
    "overpaid": (C.GIVE_BACK, C.KEEP),
}
_COUNTS = "stock_counts"


def choices(kind: CaseKind, subject: str, times: Iterable[Facts]) -> tuple[Choice, ...]:
    """The usual one first, a note, always a way out, last. `times`: what each notice told."""
    told = list(times)
    ways = dict.fromkeys(way for facts in told for way in _ways(kind, subject, facts))
    return (*ways, C.NOTED)


def outlives(kind: CaseKind) -> bool:
    """Whether a case stays open when the one that it waited for is let go: only a wish that was
    refused ends with it. Goods and money may have moved for any other, also in the name of somebody
    whom the server does not know."""
    return kind is not CaseKind.REFUSED


def _ways(kind: CaseKind, subject: str, facts: Facts) -> tuple[Choice, ...]:
    if subject == COMMANDS:
        return _of_command(kind, facts)
    match kind:
        case CaseKind.PRICE_CHANGED:
            dearer = facts.get("computed", 0) > facts.get("honoured", 0)
            return (C.KEEP, C.HOLD, C.CANCEL) if dearer else (C.KEEP,)
        case CaseKind.SHORTFALL:
            later = (C.WAIT,) if isinstance(facts.get("until"), int) else ()
            return (*later, C.ELSEWHERE, C.REFUND, C.KEEP)
        case CaseKind.COLLECTED_TWICE | CaseKind.RETURNED_TWICE:
            return (C.COUNT, C.KEEP)
        case CaseKind.PAYMENT_DECLINED:
            return _ASK_REST
        case CaseKind.MONEY_AFTER_CANCEL:
            return (C.GIVE_BACK, C.KEEP)
        case CaseKind.AWKWARD_FACT:
            return _of_fact(subject, facts)
    return (C.KEEP,)


def _of_command(kind: CaseKind, facts: Facts) -> tuple[Choice, ...]:
    if facts.get("applied"):
        return (C.KEEP,)
    if facts.get("code") == ERASED:  # nothing is left of it
        return (C.KEEP,)
    if kind is CaseKind.REFUSED and facts.get("kind") not in NUMBERED:  # a wish, and its time is up
        return (C.KEEP, C.RETRY)
    return (C.RETRY, C.KEEP)


def _of_fact(subject: str, facts: Facts) -> tuple[Choice, ...]:
    code = str(facts.get("code", ""))
    if code == "pay_link_amount":
        more = facts.get("paid", 0) > facts.get("promised", 0)
        return (C.GIVE_BACK, C.KEEP) if more else (C.ASK_LINK, C.KEEP)
    if code == "handed_over_cancelled":  # before desks told their units, nothing was counted out
        return (C.SELL, C.KEEP) if facts.get("units") else (C.COUNT, C.KEEP)
    if subject == _COUNTS:
        return (C.KEEP, C.COUNT)
    return _BY_CODE.get(code, (C.KEEP,))
