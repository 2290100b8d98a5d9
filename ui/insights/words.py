"""In which words are scopes, times, ages, health and next steps told."""

from PySide6.QtCore import QCoreApplication

from app.insights.risks import Risk, Step
from app.insights.scopes import Against, Period, Scope, ScopeKind, Window
from app.insights.stock_health import Health
from app.returns.states import Reason
from ui.kit import Status, formats

translate = QCoreApplication.translate  # lupdate knows the name `translate`

HEALTH_STATUS = {
    Health.HEALTHY: Status.OK,
    Health.LOW: Status.WARN,
    Health.OUT: Status.BAD,
    Health.OVER: Status.IDLE,
}
STATE_STATUS = {"placed": Status.INFO, "closed": Status.OK, "cancelled": Status.IDLE}


def scope(of: Scope) -> str:
    match of.kind:
        case ScopeKind.OWN:
            return translate("insights", "My orders")
        case ScopeKind.COMPANY:
            return translate("insights", "All stores")
        case _:
            return of.name


def period(of: Period) -> str:
    return {
        Period.TODAY: translate("insights", "Today"),
        Period.WEEK: translate("insights", "7 days"),
        Period.MONTH: translate("insights", "30 days"),
    }[of]


def against(of: Against) -> str:
    return {
        Against.PREVIOUS: translate("insights", "Previous period"),
        Against.WEEKDAY: translate("insights", "Same weekday"),
    }[of]


def days(of: Window) -> str:
    """`Sunday 22 November 2026`, or `16 Nov – 22 Nov 2026`."""
    if of.days == 1:
        return formats.long_day(of.today)
    return f"{formats.short_day(of.start)} – {formats.day(of.now)}"


def then(of: Window) -> str:
    """What the comparison is called: `Sun 15 Nov`, or the stretch of days."""
    start, end = of.before
    if of.days == 1:
        return formats.weekday(start)
    return f"{formats.short_day(start)} – {formats.short_day(end - 1)}"


def ages() -> tuple[str, ...]:
    return (
        translate("insights", "<1 h"),
        translate("insights", "1–4 h"),
        translate("insights", "4–8 h"),
        translate("insights", "8–24 h"),
        translate("insights", ">24 h"),
    )


def health(of: Health) -> str:
    return {
        Health.HEALTHY: translate("insights", "Healthy"),
        Health.LOW: translate("insights", "Low"),
        Health.OUT: translate("insights", "Out"),
        Health.OVER: translate("insights", "Over"),
    }[of]


def reason(of: str) -> str:
    known = {
        Reason.TOO_SMALL: translate("insights", "Too small"),
        Reason.TOO_LARGE: translate("insights", "Too large"),
        Reason.NOT_AS_PICTURED: translate("insights", "Not as pictured"),
        Reason.DAMAGED: translate("insights", "Damaged"),
        Reason.FAULTY: translate("insights", "Faulty"),
        Reason.WRONG_ITEM: translate("insights", "Wrong item"),
        Reason.CAME_LATE: translate("insights", "Came late"),
        Reason.CHANGED_MIND: translate("insights", "Changed mind"),
    }
    return next((told for key, told in known.items() if key == of), translate("insights", "Other"))


def state(of: str) -> str:
    return {
        "placed": translate("insights", "Open"),
        "closed": translate("insights", "Closed"),
        "cancelled": translate("insights", "Cancelled"),
    }.get(of, of)


def channel(of: str) -> str:
    return {
        "phone": translate("insights", "Phone"),
        "store": translate("insights", "Store"),
        "web": translate("insights", "Web"),
        "import": translate("insights", "Import"),
    }.get(of, of)


def step(of: Risk) -> str:
    match of.step:
        case Step.TRANSFER:
            return translate("insights", "Transfer {n}").format(n=formats.qty(of.units))
        case Step.WATCH:
            return translate("insights", "Watch")
        case Step.REORDER:
            return translate("insights", "Reorder")


def leads_to(of: Risk) -> str:
    """What the stock screen opens: the product, or the transfer that would help."""
    if of.step is not Step.TRANSFER:
        return of.product_id
    return "/".join(("transfer", of.product_id, of.source_id, of.site_id, str(of.units)))


def needs_days(days: int) -> str:
    """So many days of figures are wanted before this can be told."""
    return translate("insights", "needs %n day(s)", "", days)


def reach(of: Window) -> int:
    """How many days the comparison goes back."""
    return of.days - 1 + of.back


def category(of: str) -> str:
    return of[:1].upper() + of[1:]
