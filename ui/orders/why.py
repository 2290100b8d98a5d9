"""Why this way and not another: in words that can be spoken to the customer."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from app.kit.clock import DAY, HOUR
from app.orders.states import Method
from app.routing.model import Badge, Code, Excluded, Kind, Option, Reason
from ui.kit import formats
from ui.orders import words
from ui.orders.ways import Way

translate = QCoreApplication.translate
Facts = Mapping[str, str | int]

# Said of each place by itself; the others are so many alike that they are counted.
TELLING = (
    Code.LAST_UNIT_PROTECTED,
    Code.RULE_EXCLUDED,
    Code.REJECTED_BEFORE,
    Code.AT_CAPACITY,
    Code.CUTOFF_MISSED,
    Code.STALE_STOCK,
    Code.TOO_LATE,
    Code.NOT_ENOUGH,
    Code.OUTRANKED,
)
FEW = 6  # places told one by one; more nobody reads while a customer waits


def spoken(way: Way, names: words.Names, *, currency: str, now: int) -> str:
    """`All 3 from Kemang, arrives Wed 25 Nov, Rp 18.000. Bekasi is nearer but has 1 of 3.`"""
    if way.option is None:
        return ""
    head = _head(way, way.option, names, currency, now)
    return " ".join(filter(None, (head, why(way.option.reason, currency))))


def _head(way: Way, option: Option, names: words.Names, currency: str, now: int) -> str:
    place = words.places(option, names)
    units = sum(part.quantity for parcel in option.parcels for part in parcel.quantities)
    if len(option.parcels) > 1:
        told = translate("orders", "%n parcel(s)", "", len(option.parcels))
        what = translate("orders", "{parcels} from {place}").format(parcels=told, place=place)
    elif units > 1 and option.kind is Kind.WAIT and way.method is Method.SHIP:
        told = translate("orders", "All {n} in one parcel from {place}")
        what = told.format(n=formats.qty(units), place=place)
    elif option.kind is Kind.SHIP_TO_STORE:
        sent = words.sent_there(option, names)
        what = translate("orders", "At {place}, {sent}").format(place=place, sent=sent)
    elif units > 1:
        what = translate("orders", "All {n} from {place}").format(n=formats.qty(units), place=place)
    else:
        what = translate("orders", "From {place}").format(place=place)
    told_parts = words.parts(option, now)
    if len(told_parts) > 1:
        when = translate("orders", "the first {first}, the last {last}").format(
            first=told_parts[0], last=told_parts[-1]
        )
    elif way.method is Method.SHIP:
        day = words.day(option.promise_to, now)
        when = translate("orders", "arrives {day}").format(day=day)
    else:
        ready = words.when(option.promise_to, now)
        when = translate("orders", "ready {when}").format(when=ready)
    price = words.cost(way.price_minor, currency).lower() if not way.price_minor else ""
    return f"{what}, {when}, {price or words.cost(way.price_minor, currency)}."


def why(reason: Reason, currency: str) -> str:
    """The largest difference to what the customer would have expected; empty: there is none."""
    facts = reason.facts
    if "nearer_has" in facts:
        nearer = _nearer_has_less(facts, currency)
    elif "nearer" in facts:
        told = translate("orders", "{nearer} is nearer, but {why}.")
        return told.format(nearer=facts["nearer"], why=why_not(reason))
    else:
        nearer = ""
    told = _WHY.get(reason.code, _compared)(facts, currency)
    return " ".join(filter(None, (told, nearer)))


def _nearer_has_less(facts: Facts, currency: str) -> str:
    """What taking the nearer place would have meant: `two parcels, Rp 12.000 more`."""
    has, units = int(facts["nearer_has"]), int(facts.get("units", 0))
    if has == 0:
        return translate("orders", "{nearer} is nearer but has none.").format(
            nearer=facts["nearer"]
        )
    told = translate("orders", "{nearer} is nearer but has {has} of {units}").format(
        nearer=facts["nearer"], has=has, units=units
    )
    more, dearer = int(facts.get("more_parcels", 0)), int(facts.get("dearer", 0))
    meant = []
    if more > 0:
        meant.append(translate("orders", "%n parcel(s)", "", 1 + more))
    if dearer > 0:
        amount = formats.money(dearer, currency)
        meant.append(translate("orders", "{amount} more").format(amount=amount))
    if "last_units" in facts:
        last = int(facts["last_units"])
        meant.append(translate("orders", "and it is their last %n", "", last))
    return f"{told}: {', '.join(meant)}." if meant else f"{told}."


def _compared(facts: Facts, currency: str) -> str:
    """Another place would have done as well, and costs more."""
    if "than" not in facts or "saved" not in facts:
        return ""
    told = {
        "scarcity": translate("orders", "{than} may sell its last ones there: {more} more."),
        "capacity": translate("orders", "{than} is busy: {more} more."),
        "rules": translate("orders", "A rule makes {than} {more} dearer."),
        "rejection": translate("orders", "{than} often does not find its goods: {more} more."),
        "stale": translate("orders", "{than} is not heard, it may have sold it: {more} more."),
    }.get(str(facts.get("part", "")), translate("orders", "{than} would cost {more} more."))
    return told.format(than=facts["than"], more=formats.money(int(facts["saved"]), currency))


def _only(facts: Facts, _currency: str) -> str:
    return translate("orders", "No other place has all of it.")


def _nearest(facts: Facts, _currency: str) -> str:
    if "metres" not in facts:
        return translate("orders", "It is the nearest place.")
    told = translate("orders", "It is the nearest place, {km} away.")
    return told.format(km=kilometres(int(facts["metres"])))


def _cheaper(facts: Facts, currency: str) -> str:
    return _compared(facts, currency) or translate("orders", "It is the cheapest way.")


def _faster(facts: Facts, _currency: str) -> str:
    minutes = int(facts.get("sooner_minutes", 0))
    if not minutes:
        return translate("orders", "It is the fastest way.")
    if minutes < 90:
        return translate("orders", "It is %n minute(s) sooner than the first one.", "", minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return translate("orders", "It is %n hour(s) sooner than the first one.", "", hours)
    days = round(hours / 24)
    return translate("orders", "It is %n day(s) sooner than the first one.", "", days)


def _split(facts: Facts, _currency: str) -> str:
    if "has" not in facts or "of" not in facts:
        return translate("orders", "No place has all of it.")
    told = translate("orders", "No place has all {of}; {place} has {has}.")
    return told.format(of=facts["of"], has=facts["has"], place=facts.get("place", ""))


def _inbound(facts: Facts, _currency: str) -> str:
    if "arrives" not in facts:
        return translate("orders", "The goods are on their way.")
    told = translate("orders", "The goods arrive there {day}.")
    return told.format(day=formats.weekday(int(facts["arrives"])))


def _sent_there(facts: Facts, _currency: str) -> str:
    if not facts.get("has"):
        return translate("orders", "{place} has none now.").format(place=facts.get("place", ""))
    told = translate("orders", "{place} has {has} of {of} now.")
    return told.format(place=facts.get("place", ""), has=facts["has"], of=facts.get("of", "?"))


def _part_sooner(facts: Facts, _currency: str) -> str:
    told = translate("orders", "{has} of {of} are there sooner than all together.")
    return told.format(has=facts.get("has", "?"), of=facts.get("of", "?"))


_WHY: Mapping[Code, Callable[[Facts, str], str]] = {
    Code.ONLY_SOURCE: _only,
    Code.NEAREST: _nearest,
    Code.CHEAPER: _cheaper,
    Code.FASTER: _faster,
    Code.NO_SINGLE_PLACE: _split,
    Code.INBOUND: _inbound,
    Code.PART_SOONER: _part_sooner,
    Code.SENT_THERE: _sent_there,
}


# ---------------------------------------------------------------- why not


def why_not(reason: Reason) -> str:
    """Of a place that was not chosen."""
    facts = reason.facts
    match reason.code:
        case Code.NOT_ENOUGH:
            told = translate("orders", "has {has} of {of}")
            return told.format(has=facts.get("has", "?"), of=facts.get("of", "?"))
        case Code.RULE_EXCLUDED if "rule" in facts:
            return translate("orders", "rule: {rule}").format(rule=facts["rule"])
        case Code.CARRIER_NOT_SERVING if facts.get("carrier"):
            return translate("orders", "{carrier} does not come there in time").format(
                carrier=facts["carrier"]
            )
        case Code.CARRIER_NOT_SERVING if facts.get("zone"):
            told = translate("orders", "no carrier from there to {zone}")
            return told.format(zone=facts["zone"])
    return _plain(reason.code)


def _plain(code: Code) -> str:
    return {
        Code.OUTRANKED: translate("orders", "has all, others serve better"),
        Code.NO_STOCK: translate("orders", "has none"),
        Code.NOT_ENOUGH: translate("orders", "has not all"),
        Code.NO_PICKUP: translate("orders", "hands nothing over"),
        Code.NO_SHIPPING: translate("orders", "sends nothing"),
        Code.CARRIER_NOT_SERVING: translate("orders", "no carrier from there"),
        Code.LAST_UNIT_PROTECTED: translate("orders", "keeps its last one"),
        Code.AT_CAPACITY: translate("orders", "has no room for more work"),
        Code.CUTOFF_MISSED: translate("orders", "its carrier has left"),
        Code.RULE_EXCLUDED: translate("orders", "a rule leaves it out"),
        Code.REJECTED_BEFORE: translate("orders", "could not find it before"),
        Code.STALE_STOCK: translate("orders", "its figures are too old"),
        Code.TOO_LATE: translate("orders", "would be too late"),
        Code.TOO_HEAVY: translate("orders", "too heavy for its carriers"),
        Code.RULE_PREFERRED: translate("orders", "a rule makes it dearer"),
    }.get(code, translate("orders", "not chosen"))


def told_apart(
    excluded: Sequence[Excluded], names: words.Names
) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
    """(place, why not) of those worth a line; (why not, how many places) of all the others."""
    rank = {code: at for at, code in enumerate(TELLING)}
    telling = sorted(
        (one for one in excluded if one.reason.code in rank),
        key=lambda one: rank[one.reason.code],
    )
    rest = [one for one in excluded if one.reason.code not in rank] + telling[FEW:]
    lines = [(names.get(one.site_id, ""), why_not(one.reason)) for one in telling[:FEW]]
    return lines, Counter(_plain(one.reason.code) for one in rest).most_common()


def kilometres(metres: int) -> str:
    if metres < 1_000:
        return translate("orders", "{n} m").format(n=formats.qty(metres))
    return translate("orders", "{n} km").format(n=formats.decimal(metres / 1_000))


def badge(won: Badge) -> str:
    return {
        Badge.RECOMMENDED: translate("orders", "Recommended"),
        Badge.CHEAPEST: translate("orders", "Cheapest"),
        Badge.FASTEST: translate("orders", "Fastest"),
        Badge.NEAREST: translate("orders", "Nearest"),
        Badge.GREENEST: translate("orders", "Greenest"),
    }[won]


def late(by: int) -> str:
    """How much too late the nearest miss is."""
    if by < DAY:
        return translate("orders", "%n hour(s) too late", "", -(-by // HOUR))
    return translate("orders", "%n day(s) too late", "", -(-by // DAY))
