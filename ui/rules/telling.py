"""How is a version's standing called, what lint found, and why something was refused."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from app.routing.rules.flaws import Finding, Flaw
from app.routing.rules.states import Kpi, Standing
from app.routing.rules.stored import StoredSet
from ui.kit import Status, refusals
from ui.kit.refusals import Facts
from ui.rules.slots import Part
from ui.rules.words import Names, key_words

translate = QCoreApplication.translate  # lupdate knows the name `translate`


def standing_words(standing: Standing) -> str:
    return {
        Standing.DRAFT: translate("rules", "Draft"),
        Standing.REVIEW: translate("rules", "In review"),
        Standing.APPROVED: translate("rules", "Approved"),
        Standing.SCHEDULED: translate("rules", "Scheduled"),
        Standing.LIVE: translate("rules", "Live"),
        Standing.CANARY: translate("rules", "Trial"),
        Standing.SHADOW: translate("rules", "Shadow run"),
        Standing.RETIRED: translate("rules", "Retired"),
        Standing.DISCARDED: translate("rules", "Discarded"),
    }[standing]


STANDING_STATUS = {
    Standing.DRAFT: Status.IDLE,
    Standing.REVIEW: Status.HOLD,
    Standing.APPROVED: Status.INFO,
    Standing.SCHEDULED: Status.INFO,
    Standing.LIVE: Status.OK,
    Standing.CANARY: Status.WARN,
    Standing.SHADOW: Status.INFO,
    Standing.RETIRED: Status.IDLE,
    Standing.DISCARDED: Status.IDLE,
}


def returned_words(told: StoredSet) -> str:
    """Why it went back by itself; empty when it did not."""
    if told.returned_for is None:
        return ""
    words = {
        Kpi.DEARER: translate("rules", "went back by itself: orders {n} % dearer"),
        Kpi.UNPLACED: translate("rules", "went back by itself: {n} % more orders without goods"),
    }[told.returned_for]
    return words.format(n=told.returned_percent)


def finding_words(finding: Finding, names: Names, number: int) -> str:
    """`number`: the place of the rule in the list; 0 when it is about the whole set."""
    told = _flaws()[finding.code]
    if finding.code is Flaw.NOTHING_LEFT:
        return told.format(orders=_starved(finding.facts))
    facts = {name: str(value) for name, value in finding.facts.items()}
    if "other" in facts:
        facts["other"] = names.rules.get(facts["other"], "")
    return told.format(n=number, **facts)


def _flaws() -> dict[Flaw, str]:
    return {
        Flaw.EVERYTHING_OUT: translate("rules", "No place is left for any order"),
        Flaw.ZERO_PARCELS: translate("rules", "Rule {n} allows no parcel at all"),
        Flaw.NOTHING_LEFT: translate("rules", "No place is left for {orders}"),
        Flaw.CONTRADICTS: translate("rules", "Rule {n} requires what “{other}” excludes"),
        Flaw.NEVER_MATCHES: translate("rules", "Rule {n} never matches"),
        Flaw.UNREACHABLE: translate(
            "rules", "Rule {n} never speaks: “{other}” excludes its places"
        ),
        Flaw.SAME_AS: translate("rules", "Rule {n} says the same as “{other}”"),
        Flaw.SAYS_NOTHING: translate("rules", "Rule {n} changes nothing"),
        Flaw.UNKNOWN: translate("rules", "Rule {n} names “{value}”, which is not there"),
        Flaw.PROTECTS_ALL: translate("rules", "Rule {n} keeps back more than there is anywhere"),
    }


def flaw_chip(code: Flaw) -> str:
    """Beside the rule in the list."""
    return {
        Flaw.CONTRADICTS: translate("rules", "contradicts"),
        Flaw.NEVER_MATCHES: translate("rules", "never matches"),
        Flaw.UNREACHABLE: translate("rules", "never speaks"),
        Flaw.SAME_AS: translate("rules", "doubled"),
        Flaw.UNKNOWN: translate("rules", "unknown"),
        Flaw.ZERO_PARCELS: translate("rules", "no parcel"),
        Flaw.PROTECTS_ALL: translate("rules", "too many"),
        Flaw.SAYS_NOTHING: translate("rules", "no effect"),
    }.get(code, translate("rules", "look here"))


def _starved(facts: Mapping[str, str | int]) -> str:
    told = []
    parts = {
        "method": Part.METHODS,
        "channel": Part.CHANNELS,
        "level": Part.LEVELS,
        "weekday": Part.WEEKDAYS,
    }
    for name, value in facts.items():
        if name in parts and value != "":
            told.append(key_words(parts[name], str(value), Names()))
        elif name in ("zone", "tag", "clock") and value:
            told.append(str(value))
    return ", ".join(told)


def _blocked(facts: Facts) -> str:
    if facts.get("why") == Flaw.ZERO_PARCELS.value:
        return translate("rules", "A rule allows no parcel at all. Change it first.")
    return translate(
        "rules", "Under these rules no place is left for any order. Change them first."
    )


_WORDED: dict[str, Callable[[Facts], str]] = {
    "rules_own": lambda _f: translate(
        "rules", "Whoever wrote or changed these rules cannot approve them. Ask another person."
    ),
    "rules_changed": lambda _f: translate(
        "rules", "Somebody else changed this draft meanwhile. It is fresh now."
    ),
    "rules_blocked": _blocked,
    "rules_unknown": lambda _f: translate("rules", "These rules are not known here yet."),
    "rules_known": lambda _f: translate("rules", "This draft is there already."),
    "rules_began": lambda _f: translate(
        "rules", "These rules are live already. Roll them back instead."
    ),
    "rules_not_live": lambda _f: translate(
        "rules", "Other rules are live meanwhile. Look at them first."
    ),
    "nothing_before": lambda _f: translate("rules", "No other rules were live before these."),
    "too_many_rules": lambda facts: translate("rules", "A set has at most {most} rules.").format(
        most=facts.get("most", "")
    ),
    "rule_doubled": lambda _f: translate("rules", "The same rule is in the set twice."),
    "rule_invalid": lambda facts: translate(
        "rules", "A value of “{rule}” is out of bounds."
    ).format(rule=facts.get("rule", "")),
    "share_out_of_range": lambda _f: translate("rules", "A trial takes 1 to 99 % of the orders."),
    "end_before_start": lambda _f: translate("rules", "The end is not after the start."),
}
for _code, _wording in _WORDED.items():
    refusals.word(_code, _wording)
