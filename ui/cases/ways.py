"""In which words is a choice offered: what it is, what happens then, and what it needs first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.cases.choices import ERASED, NUMBERED, OF_SHORTAGE, PLAIN, Choice, outlives
from app.cases.queries import Case
from app.cases.states import CaseKind
from app.kit.commands import Command
from app.routing.queues.answering import AnswerShortage
from app.routing.queues.answering import Choice as Answer
from app.settling.commands import RetryCase, SettleCase
from ui.cases import kinds
from ui.cases.asking import Entry
from ui.kit import Status, formats, refusals
from ui.kit.options import Option

translate = QCoreApplication.translate  # lupdate knows the name `translate`


@dataclass(frozen=True, slots=True)
class Need:
    """What has to be done before it is chosen."""

    status: Status
    icon: str
    words: str


def offered(entry: Entry | None) -> list[Option]:
    case = entry.open_case if entry else None
    if entry is None or case is None:
        return []
    return [
        Option(choice.value, title(case, choice), consequence(entry, case, choice))
        for choice in case.choices
    ]


def command(case: Case, choice: Choice, note: str) -> Command:
    """What does it."""
    if choice is Choice.RETRY:
        return RetryCase(case_id=case.case_id, note=note)
    if choice not in OF_SHORTAGE:
        return SettleCase(case_id=case.case_id, choice=choice, note=note)
    until = case.evidence.get("until")
    return AnswerShortage(
        case_id=case.case_id,
        choice=Answer(choice.value),
        until=until if choice is Choice.WAIT and isinstance(until, int) else None,
    )


def title(case: Case, choice: Choice) -> str:
    if choice is Choice.KEEP:
        return _keep_title(case)
    return {
        Choice.RETRY: translate("cases", "Try again"),
        Choice.HOLD: translate("cases", "Ask first"),
        Choice.CANCEL: translate("cases", "Cancel order"),
        Choice.ASK_LINK: translate("cases", "Pay link"),
        Choice.ASK_STORE: translate("cases", "Pay in the store"),
        Choice.GIVE_BACK: translate("cases", "Give it back"),
        Choice.SELL: translate("cases", "Sold after all"),
        Choice.COUNT: translate("cases", "Count the shelf"),
        Choice.WAIT: translate("cases", "Wait for it"),
        Choice.ELSEWHERE: translate("cases", "Another place"),
        Choice.REFUND: translate("cases", "Money back"),
        Choice.NOTED: translate("cases", "Otherwise"),
    }[choice]


def _keep_title(case: Case) -> str:
    if _is_undone(case):
        happened = case.command_kind in kinds.FACTS
        return (
            translate("cases", "Leave it unbooked")
            if happened
            else translate("cases", "Leave it undone")
        )
    if case.kind is CaseKind.PRICE_CHANGED:
        return translate("cases", "Keep the price")
    if case.kind is CaseKind.SHORTFALL:
        return translate("cases", "It is there now")
    return translate("cases", "Leave it")


def consequence(entry: Entry, case: Case, choice: Choice) -> str:
    """What happens then, in one line."""
    if choice is Choice.KEEP:
        return _kept(entry, case)
    told = _THEN[choice]()
    until = case.evidence.get("until")
    day = formats.weekday(until) if isinstance(until, int) else ""
    return told.format(amount=_over(entry, case), day=day)


_THEN: Mapping[Choice, Callable[[], str]] = {
    Choice.RETRY: lambda: translate("cases", "The server does it now, under the same number."),
    Choice.HOLD: lambda: translate(
        "cases", "The order is on hold until somebody has asked the customer."
    ),
    Choice.CANCEL: lambda: translate(
        "cases", "What is not picked is cancelled, and what was paid goes back."
    ),
    Choice.ASK_LINK: lambda: translate("cases", "The customer gets a link over what is open."),
    Choice.ASK_STORE: lambda: translate("cases", "What is open is paid when it is collected."),
    Choice.GIVE_BACK: lambda: translate("cases", "What is too much goes back as it was paid."),
    Choice.SELL: lambda: translate(
        "cases", "It is theirs. What is not paid yet is asked for by pay link."
    ),
    Choice.COUNT: lambda: translate("cases", "Somebody counts within a day; the count is booked."),
    Choice.WAIT: lambda: translate("cases", "There on {day}. The customer is told."),
    Choice.ELSEWHERE: lambda: translate("cases", "Sent from a place that has it, even later."),
    Choice.REFUND: lambda: translate("cases", "Cancelled. The customer is told."),
    Choice.NOTED: lambda: translate("cases", "Nothing is booked. Your note says what was done."),
}


def _kept(entry: Entry, case: Case) -> str:
    if _is_undone(case):
        return " ".join(filter(None, (_left_undone(case), _left_with_it(entry, case))))
    match case.kind:
        case CaseKind.PRICE_CHANGED:
            less = _difference(case)
            if less > 0:
                told = translate("cases", "The customer pays {amount} less; it stays noted.")
                return told.format(amount=formats.money(less, entry.currency))
            return translate("cases", "The customer pays less than was told.")
        case CaseKind.SHORTFALL:
            return translate("cases", "Only when nothing is short any more.")
        case CaseKind.NUMBER_CLASH:
            return translate("cases", "Nothing can be changed here: both stand.")
    return translate("cases", "Goods and money stay as they are booked.")


def _is_undone(case: Case) -> bool:
    return bool(case.command_kind) and not case.evidence.get("applied")


def _left_undone(case: Case) -> str:
    if case.command_kind in kinds.FACTS:
        return translate("cases", "It happened all the same, but it is never booked.")
    if case.command_kind in NUMBERED:
        return translate("cases", "Nothing stands behind the number that the customer has.")
    if case.command_kind in kinds.TOLD:
        return translate("cases", "It is not done, though the customer was told so.")
    return translate("cases", "It is not done.")


def _left_with_it(entry: Entry, case: Case) -> str:
    """As `close_parts` does it; a person who was erased leaves nothing behind."""
    waiting = [part for part in entry.parts if part.is_open]
    if any(outlives(part.kind) for part in waiting):
        return translate("cases", "What happened after it stays a task.")
    if waiting:
        return translate("cases", "What waits for it is not done either.")
    if case.evidence.get("code") == ERASED:
        return ""
    return translate("cases", "What was typed is kept.")


def figure(entry: Entry, choice: str) -> str:
    """The amount that decides, where there is one."""
    case = entry.open_case
    if case is None:
        return ""
    if case.kind is CaseKind.PRICE_CHANGED and choice == Choice.KEEP:
        return _money(entry, case.evidence.get("honoured"))
    if choice == Choice.GIVE_BACK:
        return _over(entry, case)
    return ""


def need(entry: Entry, choice: str) -> Need:
    match choice:
        case Choice.NOTED:
            return Need(Status.HOLD, "pen-line", translate("cases", "Needs a note"))
        case Choice.KEEP if _was_told(entry):
            return Need(Status.WARN, "phone-call", translate("cases", "Call first"))
        case Choice.KEEP | Choice.COUNT | Choice.RETRY | Choice.GIVE_BACK:
            return Need(Status.OK, "check", translate("cases", "No call needed"))
    return Need(Status.WARN, "phone-call", translate("cases", "Call first"))


def _was_told(entry: Entry) -> bool:
    """A customer counts on what would be left undone, or on what falls with it."""
    case = entry.open_case
    if case is None or not _is_undone(case):
        return False
    falls = [part for part in entry.parts if part.is_open]
    return any(each.command_kind in kinds.TOLD for each in (case, *falls))


def reopens(entry: Entry | None) -> bool:
    """It was settled, and nothing was done by it."""
    case = entry.item if entry else None
    return isinstance(case, Case) and not case.is_open and case.resolution in PLAIN


def outcome(entry: Entry) -> str:
    """How it was settled."""
    case = entry.item
    if not isinstance(case, Case) or case.is_open:
        return ""
    if case.resolution in set(Choice):
        return title(case, Choice(case.resolution))
    return {
        "cancelled": translate("cases", "The order was cancelled."),
        "moved": translate("cases", "Another place has it, in time."),
        "supplied": translate("cases", "Goods came in for it."),
        "undo_short": translate("cases", "It was found after all."),
        "picked": translate("cases", "A clerk had it in hand."),
        "order_came": translate("cases", "The order came after its money, and has it now."),
        "awaited_came": translate("cases", "What it waited for came, and it was booked."),
        "undo_hand_over": translate("cases", "The hand-over was taken back."),
        "refund_settled": translate("cases", "The refund was given in another way."),
    }.get(case.resolution, case.resolution)


def _over(entry: Entry, case: Case) -> str:
    """What came in too much, as far as the evidence says."""
    facts = case.evidence
    match facts.get("code"):
        case "overpaid":
            return _money(entry, facts.get("told", 0) - facts.get("due", 0))
        case "pay_link_amount":
            return _money(entry, facts.get("paid", 0) - facts.get("promised", 0))
    return _money(entry, facts.get("amount"))


def _difference(case: Case) -> int:
    return int(case.evidence.get("computed", 0) - case.evidence.get("honoured", 0))


def _money(entry: Entry, amount: object) -> str:
    return formats.money(amount, entry.currency) if isinstance(amount, int) else ""


def _settled(_facts: Mapping[str, Any]) -> str:
    return translate("cases", "This is settled already.")


_WORDED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "case_settled": _settled,
    "not_a_shortage": lambda _facts: translate("cases", "There is nothing short in this task."),
    "nothing_short": lambda _facts: translate(
        "cases", "Nothing is short any more: choose “It is there now”."
    ),
    "still_short": lambda _facts: translate(
        "cases", "It is still missing. Wait, another place, or money back."
    ),
    "date_unknown": lambda _facts: translate(
        "cases", "Nobody knows when it comes. Choose something else."
    ),
    "choice_closed": lambda _facts: translate("cases", "This task has no such way out."),
    "nothing_owed": lambda _facts: translate("cases", "Nothing is open on this order any more."),
    "nothing_beyond": lambda _facts: translate(
        "cases", "Nothing of it was cancelled any more. Look at the order."
    ),
    "nothing_over": lambda _facts: translate(
        "cases", "Nothing is too much any more: it was given back, or used."
    ),
    "order_has_returns": lambda _facts: translate(
        "cases", "Goods came back of this order: settle the money on the order itself."
    ),
    "nothing_to_count": lambda _facts: translate("cases", "Nobody knows what to count here."),
    "not_for_cases": lambda _facts: translate("cases", "This person's role settles no tasks."),
    "case_had_effect": lambda _facts: translate(
        "cases", "Goods or money moved with it. That cannot be taken back here."
    ),
}
for _code, _wording in _WORDED.items():
    refusals.word(_code, _wording)
