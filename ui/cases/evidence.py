"""What was told here, what the server knew, and what a choice would make of it: line by line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from app.cases.choices import Choice, Facts, outlives
from app.cases.queries import Case
from app.cases.states import CaseKind
from ui.cases import kinds, words
from ui.cases.asking import Entry
from ui.kit import formats

translate = QCoreApplication.translate  # lupdate knows the name `translate`


@dataclass(frozen=True, slots=True)
class Line:
    """`results`: by choice; `change` is what the server's figure is more or less than ours."""

    name: str
    here: str
    server: str
    change: str = ""
    results: Mapping[str, str] = field(default_factory=dict)


def lines(entry: Entry) -> list[Line]:
    """None where a sentence says it all."""
    case = entry.item
    if not isinstance(case, Case):
        return []
    if case.command_kind:
        return _of_command(entry, case)
    read = _BY_KIND.get(case.kind)
    if read is None:
        return []
    return [line for facts in (case.evidence, *case.more) for line in read(entry, facts)]


def _price(entry: Entry, facts: Facts) -> Iterable[Line]:
    told, computed = facts.get("told", 0), facts.get("computed", 0)
    honoured = _money(entry, facts.get("honoured"))
    more = formats.plain_money(abs(computed - told), entry.currency)
    yield Line(
        translate("cases", "Total"),
        _money(entry, told),
        _money(entry, computed),
        ("+" if computed > told else "−") + more,
        {
            Choice.KEEP: honoured,
            Choice.HOLD: translate("cases", "on hold"),
            Choice.CANCEL: translate("cases", "cancelled"),
        },
    )


def _short(entry: Entry, facts: Facts) -> Iterable[Line]:
    product = entry.products.get(str(facts.get("product", "")), "")
    missing = formats.qty(int(facts.get("quantity", 0)))
    yield Line(
        product or translate("cases", "Item"),
        translate("cases", "{n} promised").format(n=missing),
        translate("cases", "{n} missing").format(n=missing),
        "",
        {
            Choice.WAIT: translate("cases", "waits"),
            Choice.ELSEWHERE: translate("cases", "from elsewhere"),
            Choice.REFUND: translate("cases", "cancelled"),
            Choice.KEEP: translate("cases", "stays"),
        },
    )
    until = facts.get("until")
    day = formats.weekday(until) if isinstance(until, int) else ""
    yield Line(
        translate("cases", "There again"),
        translate("cases", "as promised"),
        day or translate("cases", "nobody knows"),
        "",
        {Choice.WAIT: day} if day else {},
    )


def _collected(entry: Entry, facts: Facts) -> Iterable[Line]:
    first = facts.get("first_at")
    yield Line(
        translate("cases", "Handed over"),
        f"{formats.day(entry.at)} {formats.clock(entry.at)}",
        f"{formats.day(first)} {formats.clock(first)}" if isinstance(first, int) else "",
        "",
        dict.fromkeys((Choice.COUNT, Choice.KEEP), translate("cases", "the first one counts")),
    )


def _returned(entry: Entry, facts: Facts) -> Iterable[Line]:
    count = len(facts.get("lines", ()))
    yield Line(
        translate("cases", "Came back"),
        translate("cases", "%n item(s)", "", count),
        translate("cases", "came back before"),
    )
    yield Line(
        translate("cases", "Money given back"),
        _money(entry, facts.get("told")),
        _money(entry, facts.get("refund")),
        "",
        dict.fromkeys((Choice.COUNT, Choice.KEEP), translate("cases", "both stand")),
    )


def _declined(entry: Entry, facts: Facts) -> Iterable[Line]:
    yield Line(
        translate("cases", "Store credit"),
        _money(entry, facts.get("amount")),
        translate("cases", "less than that"),
        "",
        {
            Choice.ASK_LINK: translate("cases", "by pay link"),
            Choice.ASK_STORE: translate("cases", "in the store"),
            Choice.CANCEL: translate("cases", "cancelled"),
        },
    )


def _late_money(entry: Entry, facts: Facts) -> Iterable[Line]:
    amount = _money(entry, facts.get("amount"))
    yield Line(
        translate("cases", "Pay link"),
        translate("cases", "cancelled"),
        amount,
        "",
        {Choice.GIVE_BACK: translate("cases", "goes back"), Choice.KEEP: amount},
    )


def _fact(entry: Entry, facts: Facts) -> Iterable[Line]:
    if isinstance(facts.get("worth"), int):
        yield _left(entry, facts)
    for here, server, name in _PAIRS.get(str(facts.get("code", "")), ()):
        yield Line(
            name(),
            _money(entry, facts.get(here)),
            _money(entry, facts.get(server)),
            "",
            {
                Choice.GIVE_BACK: _money(entry, facts.get(server)),
                Choice.ASK_LINK: translate("cases", "by pay link"),
            },
        )


def _left(entry: Entry, facts: Facts) -> Line:
    """Goods that left, and what the order has of them."""
    cancelled = facts.get("code") == "handed_over_cancelled"
    count = int(facts.get("units", 0))
    return Line(
        translate("cases", "Handed over"),
        translate("cases", "%n item(s)", "", count),
        translate("cases", "cancelled") if cancelled else translate("cases", "wanted elsewhere"),
        _money(entry, facts.get("worth")),
        {
            Choice.SELL: translate("cases", "sold"),
            Choice.HOLD: translate("cases", "on hold"),
            Choice.KEEP: translate("cases", "given away"),
        },
    )


_PAIRS: Mapping[str, tuple[tuple[str, str, Callable[[], str]], ...]] = {
    "overpaid": (("told", "due", lambda: translate("cases", "Taken, and due")),),
    "pay_link_amount": (("paid", "promised", lambda: translate("cases", "Paid, and asked for")),),
    "handed_over_unpaid": (("", "due", lambda: translate("cases", "Still to be paid")),),
}


def _of_command(entry: Entry, case: Case) -> list[Line]:
    """The command in words, and its figures."""
    code = str(case.evidence.get("code", ""))
    done = translate("cases", "done")
    undone = _undone(case.command_kind)
    left: dict[str, str] = {Choice.RETRY: done, Choice.KEEP: undone}
    stands: dict[str, str] = {Choice.KEEP: translate("cases", "stands")}
    applied = bool(case.evidence.get("applied"))
    told = [
        Line(
            kinds.command_words(case.command_kind),
            done,
            done if applied else undone,
            "",
            stands if applied else left,
        )
    ]
    told += [
        Line(_FIELDS[name](), _field(name, value), "")
        for name, value in case.said
        if name in _FIELDS  # a newer server may tell more
    ]
    for part in entry.parts:
        waits = translate("cases", "waits for it")
        left = {Choice.RETRY: done, Choice.KEEP: _left_beside(part)}
        told.append(Line(kinds.command_words(part.command_kind), done, waits, "", left))
    again = case.evidence.get("again")
    if isinstance(again, dict) and str(again.get("code")) != code:
        why = words.why_aside(str(again["code"]), {})
        told.append(Line(translate("cases", "Tried again"), "", why))
    return told


def _undone(kind: str) -> str:
    happened = kind in kinds.FACTS
    return translate("cases", "not booked") if happened else translate("cases", "not done")


def _left_beside(part: Case) -> str:
    """As `close_parts` does it."""
    if outlives(part.kind):
        return translate("cases", "a task of its own")
    return _undone(part.command_kind)


def _field(name: str, value: int) -> str:
    return formats.qty(value) if name == "lines" else formats.money(value)


_FIELDS: Mapping[str, Callable[[], str]] = {
    "lines": lambda: translate("cases", "Items"),
    "told_total_minor": lambda: translate("cases", "Total"),
    "tenders": lambda: translate("cases", "Paid with it"),
    "amount_minor": lambda: translate("cases", "Amount"),
    "told_refund_minor": lambda: translate("cases", "Money given back"),
}


_BY_KIND: Mapping[CaseKind, Callable[[Entry, Facts], Iterable[Line]]] = {
    CaseKind.PRICE_CHANGED: _price,
    CaseKind.SHORTFALL: _short,
    CaseKind.COLLECTED_TWICE: _collected,
    CaseKind.RETURNED_TWICE: _returned,
    CaseKind.PAYMENT_DECLINED: _declined,
    CaseKind.MONEY_AFTER_CANCEL: _late_money,
    CaseKind.AWKWARD_FACT: _fact,
}


def _money(entry: Entry, amount: object) -> str:
    return formats.money(amount, entry.currency) if isinstance(amount, int) else ""
