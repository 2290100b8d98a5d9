"""In which words is the link told: how it stands, why something waits, where the line breaks."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from app.sync.core import ROWS_DIFFER
from app.sync.line import Found, Step
from app.sync.transport import NOT_TRUSTED
from ui.kit import Status, formats, refusals
from ui.kit.backend import SyncStatus

translate = QCoreApplication.translate  # lupdate knows the name `translate`


def state(status: SyncStatus) -> tuple[Status, str, str]:
    """(colour, icon, one sentence) of the link as it stands."""
    count = status.queued
    if status.state == "read_only":
        return Status.BAD, "lock", _trouble(status)
    if status.state == "offline":
        since = formats.clock(status.since) if status.since else ""
        told = (
            translate("syncing", "The server has been away since {time}.").format(time=since)
            if since
            else translate("syncing", "The server is away.")
        )
        if status.trouble == NOT_TRUSTED:
            told = translate(
                "syncing",
                "Somebody answers in the server's name and cannot prove it. Nothing was said.",
            )
        waits = translate("syncing", "Kept here until it answers: %n thing(s).", "", count)
        return Status.WARN, "cloud-off", f"{told} {waits}" if count else told
    if status.clock_off_s:
        return Status.WARN, "clock", _clock(status.clock_off_s)
    if status.trouble == ROWS_DIFFER:
        told = translate(
            "syncing", "Something here was not as on the server. It is fetched anew; go on working."
        )
        return Status.WARN, "refresh-cw", told
    if status.arriving.whole:
        told = translate(
            "syncing", "The shop is here anew and taken in at the next quiet moment. Go on working."
        )
        return Status.INFO, "refresh-cw", told
    if status.arriving.size:
        told = translate("syncing", "The shop is fetched anew: {size} so far. Go on working.")
        size = formats.megabytes(status.arriving.size)
        return Status.INFO, "refresh-cw", told.format(size=size)
    if count:
        told = translate("syncing", "On the way to the server: %n thing(s).", "", count)
        return Status.INFO, "refresh-cw", told
    if status.age_s is None:
        return Status.INFO, "refresh-cw", translate("syncing", "Reading what the server has.")
    told = translate("syncing", "All is sent, and what you see is {age} old.")
    return Status.OK, "cloud-check", told.format(age=formats.age(status.age_s))


def _clock(off_s: int) -> str:
    off = formats.age(abs(off_s))
    if off_s > 0:
        told = translate("syncing", "This computer's clock is {age} ahead of the server's. Set it.")
    else:
        told = translate("syncing", "This computer's clock is {age} behind the server's. Set it.")
    return told.format(age=off)


def _trouble(status: SyncStatus) -> str:
    if status.trouble == "revoked":
        return translate("syncing", "The server lets this desk in no more. Ask the office.")
    if status.trouble == "upgrade":
        return translate("syncing", "The server wants a newer version of this program.")
    return translate("syncing", "This desk only reads until it reaches the server.")


def trying(status: SyncStatus, now: int) -> str:
    """All that waits goes up together: it is told once. "" while nothing failed."""
    if not status.tries:
        return ""
    if status.next_try <= now:
        return translate("syncing", "Try {n} is under way.").format(n=formats.qty(status.tries + 1))
    told = translate("syncing", "Try {n}, next at {time}.")
    return told.format(n=formats.qty(status.tries), time=formats.clock_s(status.next_try))


def why_waits(status: SyncStatus, forecast: str) -> str:
    if forecast:
        if forecast == "replay_failed":
            return translate("syncing", "does not fit any more; the server decides")
        told = translate("syncing", "may be refused: {why}")
        return told.format(why=refusals.told(forecast, {}))
    if status.state == "offline":
        return translate("syncing", "the server is away")
    if status.state == "read_only":
        return translate("syncing", "this desk only reads")
    return translate("syncing", "on its way")


def outcome(status: str) -> tuple[Status, str]:
    return {
        "accepted": (Status.OK, translate("syncing", "Taken")),
        "accepted_with_exception": (Status.WARN, translate("syncing", "Taken, with a task")),
        "repaired": (Status.OK, translate("syncing", "Done later")),
        "rejected": (Status.BAD, translate("syncing", "Refused")),
        "quarantined": (Status.BAD, translate("syncing", "Put aside")),
        "known": (Status.IDLE, translate("syncing", "On the server")),
    }.get(status, (Status.IDLE, status))


def bucket(name: str) -> str:
    """What a part of the server's data is called."""
    head, _, rest = name.partition(":")
    key = f"{head}:{rest}" if rest in ("network", "care") else head
    return _BUCKETS[key]() if key in _BUCKETS else name


_BUCKETS: Mapping[str, Callable[[], str]] = {
    "catalogue": lambda: translate("syncing", "Products and prices"),
    "staff": lambda: translate("syncing", "People"),
    "network": lambda: translate("syncing", "Places and rules"),
    "inbound": lambda: translate("syncing", "Goods on their way"),
    "stock": lambda: translate("syncing", "Stock of a place"),
    "stock:network": lambda: translate("syncing", "Stock of all places"),
    "store": lambda: translate("syncing", "Work of a place"),
    "orders": lambda: translate("syncing", "Orders of a place"),
    "orders:care": lambda: translate("syncing", "Orders of all places"),
    "customers": lambda: translate("syncing", "Customers of a place"),
    "customers:care": lambda: translate("syncing", "Customers"),
    "cases": lambda: translate("syncing", "Tasks of a place"),
    "cases:care": lambda: translate("syncing", "Tasks of all places"),
    "device": lambda: translate("syncing", "This desk"),
    "user": lambda: translate("syncing", "A person"),
}


# ---------------------------------------------------------------------- the line


def step(which: Step) -> str:
    return {
        Step.NAME: translate("syncing", "Name of the server"),
        Step.REACH: translate("syncing", "Way there"),
        Step.SECURE: translate("syncing", "Encryption"),
        Step.OURS: translate("syncing", "Is it ours"),
        Step.KNOWN: translate("syncing", "This desk is known"),
        Step.CLOCK: translate("syncing", "Clock"),
        Step.TRIP: translate("syncing", "Time there and back"),
    }[which]


def found(told: Found) -> str:
    """What was found, and what to do about it when it is wrong."""
    if not told.code:
        return _fine(told)
    code = "another_answers" if _is_portal(told.code) else told.code
    wording = _WRONG.get(code, _WRONG["no_answer"])
    return wording().format(told=told.told, n=formats.qty(abs(told.figure)))


def _fine(told: Found) -> str:
    match told.step:
        case Step.TRIP:
            return translate("syncing", "{n} ms").format(n=formats.qty(told.figure))
        case Step.CLOCK:
            return translate("syncing", "{n} s apart").format(n=formats.qty(abs(told.figure)))
        case Step.SECURE if told.told == "http":
            return translate("syncing", "not needed here")
        case Step.KNOWN:
            return translate("syncing", "yes")
    return told.told


_WRONG: Mapping[str, Callable[[], str]] = {
    "name_unknown": lambda: translate(
        "syncing", "Nobody knows “{told}”. Is the cable in, is the Wi-Fi on?"
    ),
    "nobody_there": lambda: translate(
        "syncing", "Nothing listens at {told}. The server is switched off: call the office."
    ),
    "no_way_there": lambda: translate(
        "syncing", "There is no way to {told}. Look at the router of the shop."
    ),
    "no_answer": lambda: translate(
        "syncing", "No answer in time. Try again; if it stays, call the office."
    ),
    "certificate_wrong": lambda: translate(
        "syncing", "Somebody else answers under the server's name. Type nothing; call the office."
    ),
    "not_secured": lambda: translate(
        "syncing", "The line could not be encrypted. A firewall may be in between."
    ),
    "not_encrypted": lambda: translate(
        "syncing", "The line is not encrypted. The office has to give an https address."
    ),
    "another_answers": lambda: translate(
        "syncing", "A sign-in page of the Wi-Fi answers. Open a browser and sign in there."
    ),
    "another_server": lambda: translate(
        "syncing", "This is another Gerai server than the one this desk joined."
    ),
    "upgrade": lambda: translate("syncing", "This program is too old. Install the new version."),
    "revoked": lambda: translate("syncing", "This desk was taken off the list. Ask the office."),
    "device_revoked": lambda: translate(
        "syncing", "This desk was taken off the list. Ask the office."
    ),
    "device_unknown": lambda: translate(
        "syncing", "The server does not know this desk. Join it again with a code."
    ),
    "clock_wrong": lambda: translate(
        "syncing", "This computer's clock is {n} s off. Set it, or times on slips are wrong."
    ),
}


def _is_portal(code: str) -> bool:
    """Whatever the reply was, it was no reply of ours."""
    return code.startswith("HTTP ") or code == "the reply is not our server's"
