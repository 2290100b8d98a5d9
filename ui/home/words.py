"""In which words is a thing to do told: what it is, how late, where, and what was done today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.cases.states import CaseKind
from app.desk.queue import BAD, Due, DueKind, MyDay
from app.kit.clock import MINUTE, Instant
from app.routing.rules.states import Kpi
from ui.cases.kinds import ICONS, case_words, command_words
from ui.kit import Status, formats, refusals

translate = QCoreApplication.translate  # lupdate knows the name `translate`
WARN = 30 * MINUTE  # as on the pickup board
PARKED_LONG = 30 * MINUTE  # ux.md 3.5: a parked order that is older is asked about


@dataclass(frozen=True, slots=True)
class Told:
    """What a chip says."""

    status: Status
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the day with its word."""

    count: int
    words: str


_ICONS = {
    DueKind.DOUBT: "cloud-alert",
    DueKind.PICK: "shopping-bag",
    DueKind.LEFT: "package-check",
    DueKind.COUNT: "scan-barcode",
    DueKind.PUT_AWAY: "undo-2",
    DueKind.SEND: "truck",
    DueKind.COMING: "package-open",
    DueKind.PARKED: "pause",
    DueKind.UNPAID: "link",
    DueKind.CALL: "phone-call",
    DueKind.LATE: "timer",
    DueKind.OLD: "hourglass",
    DueKind.RETURN: "undo-2",
    DueKind.REFUND: "banknote",
    DueKind.RULES: "undo-2",
}


def icon(due: Due) -> str:
    if due.kind is DueKind.CASE:
        return ICONS[CaseKind(due.what)]
    return _ICONS[due.kind]


def title(due: Due) -> str:
    if due.kind is DueKind.CASE:
        return case_words(CaseKind(due.what))
    if due.kind is DueKind.DOUBT:
        return translate("home", "Not sure to be taken")
    if due.kind is DueKind.PARKED:
        return due.name or translate("home", "Without a customer")
    if due.kind in (DueKind.COUNT, DueKind.PUT_AWAY):
        return due.name or due.number
    if due.kind in (DueKind.SEND, DueKind.COMING):
        return due.number
    if due.kind is DueKind.CALL:
        return due.name or translate("home", "Call back")
    return " · ".join(filter(None, (due.number, due.name)))


def _went_back(due: Due) -> str:
    told = {
        Kpi.DEARER: translate("home", "Orders cost {n} % more under these rules"),
        Kpi.UNPLACED: translate("home", "{n} % more orders found no goods under these rules"),
    }
    return told[Kpi(due.what)].format(n=due.count)


_DETAIL: Mapping[DueKind, Callable[[Due], tuple[str, ...]]] = {
    DueKind.CASE: lambda due: (due.number, due.name),
    DueKind.DOUBT: lambda due: (due.number, command_words(due.what)),
    DueKind.PICK: lambda due: (_to_pick(due), items(due.count)),
    DueKind.LEFT: lambda due: (translate("home", "Ready and not collected"), due.what),
    DueKind.COUNT: lambda due: (translate("home", "Count it"), due.number),
    DueKind.PUT_AWAY: lambda due: (translate("home", "Put it back on its shelf"), due.number),
    DueKind.SEND: lambda due: (_sent_to(due), items(due.count)),
    DueKind.COMING: lambda due: (_comes_from(due), items(due.count)),
    DueKind.PARKED: lambda due: (translate("home", "Parked order"), items(due.count)),
    DueKind.UNPAID: lambda _due: (translate("home", "Pay link not paid yet"),),
    DueKind.CALL: lambda due: (translate("home", "Call back"), due.what, due.number),
    DueKind.LATE: lambda due: (translate("home", "Promised time has passed"), items(due.count)),
    DueKind.OLD: lambda due: (translate("home", "Open for more than a day"), items(due.count)),
    DueKind.RETURN: lambda due: (translate("home", "May it come back?"), items(due.count)),
    DueKind.REFUND: lambda _due: (translate("home", "The refund could not be paid"),),
    DueKind.RULES: lambda due: (translate("home", "Ended by itself"), _went_back(due)),
}


def detail(due: Due) -> str:
    return " · ".join(filter(None, _DETAIL[due.kind](due)))


def _sent_to(due: Due) -> str:
    return translate("home", "Send to {place}").format(place=due.name)


def _comes_from(due: Due) -> str:
    return translate("home", "Count in what comes from {place}").format(place=due.name)


def _to_pick(due: Due) -> str:
    return translate("home", "Being picked") if due.what else translate("home", "To pick")


def items(count: int) -> str:
    return translate("home", "%n item(s)", "", count)


def begin(due: Due, now: Instant) -> str:
    """When it must be begun to be in time; empty for what takes no time."""
    if due.start_by is None or due.due_at is None or due.start_by >= due.due_at:
        return ""
    if due.start_by <= now:
        return translate("home", "begin now")
    told = translate("home", "begin by {time}")
    return told.format(time=formats.moment(due.start_by, now))


def chip(due: Due, now: Instant) -> Told:
    """How late it is or how long is left; what has no time of its own says its age."""
    if due.due_at is None:
        waited = now - due.since
        parked_long = due.kind is DueKind.PARKED and waited > PARKED_LONG
        age = formats.age(waited / 1e6)
        told = translate("home", "{age} ago").format(age=age)
        return Told(Status.WARN if parked_long else Status.IDLE, told)
    left = due.due_at - now
    if due.kind in (DueKind.CASE, DueKind.DOUBT, DueKind.RULES):
        since = translate("home", "since {time}")
        return Told(Status.BAD, since.format(time=formats.moment(due.since, now)))
    status = Status.BAD if left <= BAD else Status.WARN if left <= WARN else Status.IDLE
    age = formats.age(max(abs(left), MINUTE) / 1e6)
    told = translate("home", "{age} late") if left < 0 else translate("home", "in {age}")
    return Told(status, told.format(age=age))


_PAGE_OF = {
    DueKind.CASE: "cases",
    DueKind.DOUBT: "cases",
    DueKind.PICK: "pickup",
    DueKind.LEFT: "pickup",
    DueKind.COUNT: "stock",
    DueKind.PUT_AWAY: "stock",
    DueKind.SEND: "supply",
    DueKind.COMING: "supply",
    DueKind.PARKED: "orders",
    DueKind.CALL: "customers",
    DueKind.RETURN: "returns",
    DueKind.REFUND: "returns",
    DueKind.RULES: "rules",
}
_PAGE_WORDS: Mapping[str, Callable[[], str]] = {
    "cases": lambda: translate("home", "Inbox"),
    "pickup": lambda: translate("home", "Pickup"),
    "stock": lambda: translate("home", "Stock"),
    "supply": lambda: translate("home", "Supply"),
    "orders": lambda: translate("home", "Orders"),
    "customers": lambda: translate("home", "Customer"),
    "order": lambda: translate("home", "Order"),
    "returns": lambda: translate("home", "Returns"),
    "rules": lambda: translate("home", "Rules"),
}


def page_of(kind: DueKind) -> str:
    return _PAGE_OF.get(kind, "order")


def page_words(kind: DueKind) -> str:
    return _PAGE_WORDS[page_of(kind)]()


def place(due: Due) -> str:
    """The screen it opens, and the store where that is another one's work."""
    return " · ".join(filter(None, (page_words(due.kind), due.site)))


_URGENT: Mapping[DueKind, Callable[[int], str]] = {
    DueKind.CASE: lambda n: translate("home", "%n task(s) to settle", "", n),
    DueKind.DOUBT: lambda n: translate("home", "%n act(s) not sure to be taken", "", n),
    DueKind.PICK: lambda n: translate("home", "%n order(s) to pick now", "", n),
    DueKind.LEFT: lambda n: translate("home", "%n parcel(s) that nobody collects", "", n),
    DueKind.COUNT: lambda n: translate("home", "%n count(s) to do now", "", n),
    DueKind.PUT_AWAY: lambda n: translate("home", "%n item(s) to put back now", "", n),
    DueKind.SEND: lambda n: translate("home", "%n transfer(s) to send now", "", n),
    DueKind.COMING: lambda n: translate("home", "%n transfer(s) to count in", "", n),
    DueKind.CALL: lambda n: translate("home", "%n customer(s) to call back now", "", n),
    DueKind.LATE: lambda n: translate("home", "%n promise(s) not kept", "", n),
    DueKind.OLD: lambda n: translate("home", "%n order(s) open for more than a day", "", n),
    DueKind.RULES: lambda n: translate(
        "home", "%n rule set(s) ended early: orders fared worse", "", n
    ),
}


def urgent(kind: DueKind, count: int) -> str:
    return _URGENT[kind](count)


def greeting(hour: int, name: str) -> str:
    first = name.split(maxsplit=1)[0] if name else ""
    if hour < 11:
        told = translate("home", "Good morning, {name}")
    elif hour < 15:
        told = translate("home", "Good day, {name}")
    elif hour < 18:
        told = translate("home", "Good afternoon, {name}")
    else:
        told = translate("home", "Good evening, {name}")
    return told.format(name=first)


def figures(mine: MyDay, role: str) -> list[Figure]:
    """Only what was counted: nothing that this desk does not know."""
    done = mine.done
    orders = Figure(done.get("order.place", 0), translate("home", "orders placed"))
    kept = [
        Figure(mine.drafts, translate("home", "open drafts")),
        Figure(mine.parked, translate("home", "parked")),
    ]
    if role == "agent":
        return [orders, *kept]
    counter = [
        Figure(done.get("pickup.stage", 0), translate("home", "parcels picked")),
        Figure(done.get("pickup.hand_over", 0), translate("home", "handed over")),
        Figure(done.get("return.take", 0), translate("home", "returns taken")),
    ]
    if role == "inventory":
        return counter[:1]
    return [orders, *counter, *kept]


def _fixed(words: Callable[[], str]) -> refusals.Wording:
    return lambda _facts: words()


refusals.word(
    "work_unknown", _fixed(lambda: translate("Refusal", "This work is not known on this desk."))
)
refusals.word(
    "work_to_count",
    _fixed(lambda: translate("Refusal", "A count is done by posting it: open it first.")),
)
refusals.word(
    "work_of_parcel",
    _fixed(lambda: translate("Refusal", "A parcel is done by picking it: open it first.")),
)
