"""Why from there: one sentence to speak, and the places that lost, with what they would cost."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.order.detail import OrderDetail
from app.orders.states import Preferred
from app.routing.explained import Served, Sourced
from ui.kit import Cell, Column, formats
from ui.orders import why
from ui.orders.detail.moments import moment
from ui.orders.detail.sheet import Sheet, SheetRow
from ui.orders.earning import Earning, summed
from ui.orders.words import capital

if TYPE_CHECKING:  # numpy: not at the start of a window
    from app.routing.engine.explain import Alternative

translate = QCoreApplication.translate  # lupdate knows the name `translate`


def sentence(sourced: Sourced, detail: OrderDetail) -> str:
    """`From Cikarang DC. Kemang is nearer but has 1 of 3: 2 parcels, Rp 12.000 more.`"""
    if _wish(sourced) is Preferred.WAIT:
        return _waits(sourced, detail)
    if not sourced.served.names:
        return translate("order", "No place has it: it waits for goods.")
    elsewhere = _taken_elsewhere(sourced, detail)
    if sourced.told is None and elsewhere:
        taken = " + ".join(detail.sites.get(site, "") for site in elsewhere)
        told = translate("order", "{place} was told with the order; by costs it would be {best}.")
        return told.format(place=taken, best=_named(sourced.best))
    if sourced.told is None:
        told = translate("order", "From {place}.").format(place=_named(sourced.best))
        return " ".join(filter(None, (told, why.why(sourced.reason, detail.currency))))
    chosen = _chosen(sourced, sourced.told, detail.people.get(sourced.told_by or "", ""))
    dearer = sourced.told.cost_minor - sourced.best.cost_minor
    if dearer <= 0:
        return chosen
    less = translate("order", "{place} would have cost us {less} less.").format(
        place=_named(sourced.best), less=formats.money(dearer, detail.currency)
    )
    return f"{chosen} {less}"


def _waits(sourced: Sourced, detail: OrderDetail) -> str:
    """`Dewi: the customer waits for all of it in one parcel. At once it would come from Kemang.`"""
    who = detail.people.get(sourced.told_by or "", "–")
    told = translate("order", "{name}: the customer waits for all of it in one parcel.")
    told = told.format(name=who)
    if not sourced.best.names:
        return told
    if sourced.best.units < sourced.units:
        some = translate("order", "At once {place} has {has} of {of}.")
        has, of = (formats.qty(units) for units in (sourced.best.units, sourced.units))
        return f"{told} {some.format(place=_named(sourced.best), has=has, of=of)}"
    at_once = translate("order", "At once it would come from {place}.")
    return f"{told} {at_once.format(place=_named(sourced.best))}"


def _taken_elsewhere(sourced: Sourced, detail: OrderDetail) -> tuple[str, ...]:
    """Where the units were taken all the same: a part of the order had its place told, and the
    engine judged the whole of it."""
    lines = {line.line_id for line in detail.card.lines if line.method == sourced.method}
    taken = dict.fromkeys(
        event.site_id
        for event in detail.events
        if event.act == "source"
        and event.at == sourced.at
        and event.line_id in lines
        and event.site_id
    )
    return () if set(taken) <= set(sourced.served.site_ids) else tuple(taken)


def _chosen(sourced: Sourced, told: Served, who: str) -> str:
    """By somebody; by nobody when the orders of a wave were placed together."""
    if not who:
        words = translate("order", "Placed together with other orders, from {place}.")
        return words.format(place=_named(told))
    words = translate("order", "{name} chose {place}.")
    match _wish(sourced):
        case Preferred.SPLIT:
            words = translate("order", "{name} chose {place}: a part comes sooner.")
        case Preferred.APART:
            words = translate("order", "{name} chose {place}: a row goes its own way.")
    return words.format(name=who, place=_named(told))


def _wish(sourced: Sourced) -> Preferred | None:
    return Preferred(sourced.preferred) if sourced.preferred else None


def sourcing_rows(
    detail: OrderDetail, now: int, *, costs: bool, earning: Earning | None = None
) -> list[SheetRow]:
    """The latest decision first. `costs`: what serving costs is for those who lead a store; and
    what is earned, as far as they may see it."""
    table = _Table(detail, now, costs, earning)
    return [row for sourced in reversed(detail.sourced) for row in table.rows(sourced)]


def sourcing_sheet() -> Sheet:
    return Sheet(
        lambda: translate("order", "Why from there"),
        [
            Column(lambda: translate("order", "From"), 1),
            Column(lambda: translate("order", "Has"), 1, right=True),
            Column(lambda: translate("order", "Parcels"), 1, right=True),
            Column(lambda: translate("order", "Costs us"), 1, right=True),
            Column(lambda: translate("order", "There by"), 1),
            Column(lambda: translate("order", "Why")),
        ],
    )


def _named(served: Served) -> str:
    return " + ".join(served.names)


def _of(has: int, wanted: int) -> str:
    told = translate("order", "{has} of {of}")
    return told.format(has=formats.qty(has), of=formats.qty(wanted))


class _Table:
    def __init__(self, detail: OrderDetail, now: int, costs: bool, earning: Earning | None) -> None:
        self._detail, self._now, self._costs, self._earning = detail, now, costs, earning

    def rows(self, sourced: Sourced) -> list[SheetRow]:
        at = formats.moment(sourced.at, self._now)
        elsewhere = _taken_elsewhere(sourced, self._detail) if sourced.told is None else ()
        chosen, best = translate("order", "chosen"), translate("order", "best by costs")
        waits = _wish(sourced) is Preferred.WAIT
        because = best if elsewhere or waits else chosen
        told = [self._served(sourced, sourced.served, because, at)]
        if sourced.told is not None:
            told.append(self._served(sourced, sourced.best, best))
        used = {*sourced.served.site_ids, *sourced.best.site_ids}
        others = [one for one in sourced.alternatives if one.site_id not in used]
        told += [self._alternative(sourced, one, chosen=one.site_id in elsewhere) for one in others]
        named = used | {one.site_id for one in others}
        lines, rest = why.told_apart(
            [one for one in sourced.excluded if one.site_id not in named], self._detail.sites
        )
        told += [self._row(name, reason) for name, reason in lines]
        if rest:
            counted = ", ".join(f"{formats.qty(count)} {reason}" for reason, count in rest)
            told.append(self._row(translate("order", "Others"), counted))
        return told

    def _served(self, sourced: Sourced, served: Served, because: str, at: str = "") -> SheetRow:
        if not served.names:
            return self._row("–", translate("order", "nobody has it"), detail=at, strong=bool(at))
        return self._row(
            _named(served),
            because,
            has=_of(served.units, sourced.units),
            parcels=len(served.names),
            cost=served.cost_minor,
            by=served.promise_to,
            detail=", ".join(filter(None, (at, self._margin(sourced, served)))),
            strong=bool(at),
        )

    def _alternative(self, sourced: Sourced, one: "Alternative", *, chosen: bool) -> SheetRow:
        return self._row(
            one.name,
            translate("order", "chosen") if chosen else why.why_not(one.reason),
            has=_of(one.units, one.of),
            parcels=one.parcels,
            cost=sum(one.cost.values()),
            by=one.promise_to,
            detail=self._margin(sourced, one),
        )

    def _margin(self, sourced: Sourced, served: "Served | Alternative") -> str:
        """Of these lines, served from there; nothing where a cost is not known, or not for all."""
        if self._earning is None or served.units < sourced.units:
            return ""
        lines = {line.line_id: line for line in self._detail.card.lines}
        wanted = [(lines[key], units) for key, units in sourced.wanted if key in lines]
        goods = self._earning.goods_minor(
            summed((line.product_id, units) for line, units in wanted)
        )
        if goods is None or len(wanted) < len(sourced.wanted):
            return ""
        net = sum((x.total_minor - x.tax_minor) * units // x.ordered for x, units in wanted)
        told = formats.money(net - goods - served.paid_minor, self._detail.currency)
        return translate("order", "margin {money}").format(money=told)

    def _row(
        self,
        place: str,
        because: str,
        *,
        has: str = "",
        parcels: int = 0,
        cost: int | None = None,
        by: int | None = None,
        detail: str = "",
        strong: bool = False,
    ) -> SheetRow:
        money = formats.money(cost, self._detail.currency) if cost is not None else ""
        return SheetRow(
            (
                Cell(place, bold=strong),
                Cell(has),
                Cell(formats.qty(parcels) if parcels else ""),
                Cell(money if self._costs else ""),
                Cell(capital(moment(by, self._now)) if by is not None else ""),
                Cell(because, detail, bold=strong),
            ),
            strong=strong,
        )
