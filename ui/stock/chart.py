"""How did this SKU go and when does it run out: 60 days on hand, and the line ahead."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.stock.model import CHART_DAYS, Ahead, ahead, past_levels
from app.stock.queries import SkuStock
from ui.kit import Card, Segments, Size, Status, formats, text_label
from ui.kit.charts import Chart
from ui.kit.plots import Element, Flag, Line, Threshold

ALL, ONE = "all", "one"
TOLD_TALL = 44  # two lines: the chart does not jump when the words grow
WORDS_WIDE = 0.11  # of the chart: nearer receipts are in the line, without words over others


class ChartCard(Card):
    """`show_stock` draws one place or all. Without a week of sales there is no line ahead."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("On hand, 60 days"), margins=0, spacing=0)
        self.scope = Segments(
            lambda: self.tr("Places in the chart"),
            [(ALL, lambda: self.tr("All places")), (ONE, lambda: self.tr("This place"))],
            stretch=False,
        )
        self.chart = Chart(lambda: self.tr("On hand by day"))
        self.told = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.told.setContentsMargins(16, 0, 16, 10)
        self.told.setMinimumHeight(TOLD_TALL)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._shown: tuple[SkuStock, str, int] | None = None
        if self.heading is not None:
            self.heading.setContentsMargins(16, 8, 12, 0)
            self.heading.addWidget(self.scope)
        frame = QVBoxLayout()
        frame.setContentsMargins(10, 0, 8, 0)
        frame.addWidget(self.chart)
        self.body.addLayout(frame, 1)
        self.body.addWidget(self.told)
        self.put_on()

    def show_stock(self, stock: SkuStock, site_id: str, name: str, now: int) -> None:
        """`site_id` "" is all places."""
        self._shown = (stock, site_id, now)
        one = (ONE, name or "–")
        every = (ALL, lambda: self.tr("All places"))
        self.scope.offer([one] if stock.partly else [every, one])
        self.scope.choose(ONE if site_id else ALL)
        line, told = self._line(stock, site_id, now)
        self.chart.show_plot(line)
        self.told.say(told)

    def retranslate(self) -> None:
        super().retranslate()
        if self._shown is not None:
            line, told = self._line(*self._shown)
            self.chart.show_plot(line)
            self.told.say(told)

    # ------------------------------------------------------------------ the line

    def _line(self, stock: SkuStock, site_id: str, now: int) -> tuple[Line, str]:
        days = stock.days(site_id)
        on_hand = _figure(stock, site_id, "on_hand")
        today = days.today if days else formats.local(now).date().toordinal()
        change = days.change if days else {}
        opened = days.opened if days else today
        levels = past_levels(on_hand, change, today=today, opened=opened)
        demand = days.demand() if days else None
        kept = _figure(stock, site_id, "safety") + _figure(stock, site_id, "leased")
        coming = None
        if demand is not None:
            coming = ahead(
                on_hand=on_hand,
                claimed=_figure(stock, site_id, "reserved"),
                kept=kept,
                demand=demand,
                receipts=_receipts(stock, site_id),
                today=today,
            )
        told = self._told(coming)
        summary = self.tr("Today {count} on hand · {told}").format(
            count=formats.qty(on_hand), told=told
        )
        return (
            Line(
                head=(self.tr("Day"), self.tr("On hand")),
                summary=summary,
                figure=lambda value: formats.qty(round(value)),
                xs=[day for day, _ in levels],
                ys=[level for _, level in levels],
                tell=lambda at: _element(*levels[at]),
                ticks=_ticks(levels[0][0], today, coming),
                projection=[(day, likely) for day, _, likely, _ in coming.levels] if coming else (),
                marked=(len(levels) - 1,),
                thresholds=self._thresholds(kept),
                flags=self._flags(today, kept, coming),
            ),
            summary,
        )

    def _told(self, coming: Ahead | None) -> str:
        if coming is None:
            return self.tr("Too little data to look ahead: needs 7 days.")
        if coming.runs_out is None:
            return self.tr("Lasts longer than {n} days as it sells now.").format(n=CHART_DAYS)
        told = [self.tr("Runs out {day}").format(day=_day(coming.runs_out))]
        if coming.earliest is not None and coming.latest not in (None, coming.earliest):
            assert coming.latest is not None
            likely = self.tr("likely {first} – {last}")
            told.append(likely.format(first=_day(coming.earliest), last=_day(coming.latest)))
        if coming.unaided is not None:
            told.append(self.tr("without receipts {day}").format(day=_day(coming.unaided)))
        return " · ".join(told)

    def _thresholds(self, kept: int) -> tuple[Threshold, ...]:
        if kept <= 0:
            return ()
        return (Threshold(kept, self.tr("Safety {n}").format(n=formats.qty(kept))),)

    def _flags(self, today: int, kept: int, coming: Ahead | None) -> tuple[Flag, ...]:
        """Where it runs out, and the receipts whose words have room. Today's figure is told below:
        over the line it would be cut off where the line is at its highest."""
        flags: list[Flag] = []
        if coming is None:
            return ()
        likely = {day: level for day, _, level, _ in coming.levels}
        if coming.runs_out is not None and coming.runs_out > today:
            words = self.tr("Runs out {day}").format(day=_day(coming.runs_out))
            flags.append(Flag(coming.runs_out, kept, words, Status.BAD))
        apart = (len(likely) + CHART_DAYS) * WORDS_WIDE
        for day, quantity in coming.receipts:
            if all(abs(day - flag.x) >= apart for flag in flags):
                flags.append(Flag(day, likely[day], formats.signed_qty(quantity), Status.INFO))
        return tuple(flags)


def _figure(stock: SkuStock, site_id: str, name: str) -> int:
    if not site_id:
        return stock.total(name)
    place = stock.place(site_id)
    return int(getattr(place, name)) if place else 0


def _receipts(stock: SkuStock, site_id: str) -> list[tuple[int, int]]:
    """(day, quantity). Transfers count for all places too: they left on-hand when they were
    sent."""
    return [
        (formats.local(arrival.eta).date().toordinal(), arrival.quantity)
        for arrival in stock.arrivals
        if arrival.eta is not None and site_id in ("", arrival.site_id)
    ]


def _element(day: int, level: int) -> Element:
    return Element("", _day(day), formats.qty(level), day, level)


def _ticks(first: int, today: int, coming: Ahead | None) -> list[tuple[float, str]]:
    last = coming.levels[-1][0] if coming else today
    wanted = sorted({first, (first + today) // 2, today, (today + last) // 2, last})
    apart = max(1, (last - first) // 7)  # nearer words would run into each other
    ticks: list[int] = [today]
    for day in wanted:
        if all(abs(day - known) >= apart for known in ticks):
            ticks.append(day)
    return [(float(day), _day(day)) for day in sorted(ticks)]


def _day(ordinal: int) -> str:
    return formats.short_day(date.fromordinal(ordinal))
