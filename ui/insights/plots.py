"""How do the figures become charts: elements, axes and words."""

from app.insights.dashboard import OPEN, Dashboard, StoreShare, local_hour
from app.insights.stock_health import Health, StockPicture
from ui.insights import words
from ui.insights.words import HEALTH_STATUS, translate
from ui.kit import Status, formats
from ui.kit.plots import Bars, Distances, Element, Flag, Scatter, Stacks, Threshold

FILL_TARGET = 0.95
NEAR_TARGET = 0.03  # below the target by no more: a warning, not yet bad
NONE = "–"
MOST_ROWS = 6  # rows of names that stay readable at 720 lines; the table has all
AGE_STATUS = (Status.INFO, Status.INFO, Status.INFO, Status.WARN, Status.BAD)
HEALTHS = (Health.HEALTHY, Health.LOW, Health.OUT, Health.OVER)


def sales(board: Dashboard) -> Bars:
    """Hours of today, or days; ids are places in `board.sales`."""
    bars, currency, zone = board.sales, board.currency, board.window.zone
    hourly = board.window.days == 1
    names = [formats.clock(bar.start) if hourly else formats.weekday(bar.start) for bar in bars]
    xs = [local_hour(bar.start, zone) if hourly else at for at, bar in enumerate(bars)]
    known = [at for at, bar in enumerate(bars) if bar.before_minor is not None]
    elements = [
        Element(
            id=str(at),
            label=names[at],
            told=formats.money(bar.minor, currency),
            x=xs[at],
            y=bar.minor,
            running=bar.running,
        )
        for at, bar in enumerate(bars)
    ]
    total = formats.money(sum(bar.minor for bar in bars), currency)
    head = [translate("insights", "Time"), words.days(board.window)]
    before = [bar.before_minor or 0 for bar in bars]
    return Bars(
        head=[*head, words.then(board.window)] if known else head,
        summary=translate("insights", "{amount} sold").format(amount=total),
        figure=lambda value: formats.short_money(round(value), currency),
        elements=elements,
        ticks=_time_ticks(xs, names, hourly=hourly),
        compared=[(xs[at], before[at]) for at in known],
        compared_told=[
            NONE if bar.before_minor is None else formats.money(bar.before_minor, currency)
            for bar in bars
        ]
        if known
        else (),
        flags=_now_flag(board, xs) if hourly else (),
    )


def _time_ticks(xs: list[int], names: list[str], *, hourly: bool) -> list[tuple[float, str]]:
    step = 2 if hourly else 1 if len(xs) <= 7 else 5
    told = [f"{x:02d}" for x in xs] if hourly else [name.rpartition(" ")[0] for name in names]
    if not hourly and len(xs) > 7:
        told = [" ".join(name.split()[-2:]) for name in names]
    return [(x, told[at]) for at, x in enumerate(xs) if at % step == 0]


def _now_flag(board: Dashboard, xs: list[int]) -> list[Flag]:
    for x, bar in zip(xs, board.sales, strict=True):
        if bar.running and bar.minor:
            symbol = formats.SYMBOLS.get(board.currency, "")
            told = symbol + formats.short_money(bar.minor, board.currency)
            text = translate("insights", "{time} now  {amount}")
            high = max(bar.minor, bar.before_minor or 0)
            return [Flag(x, high, text.format(time=formats.clock(bar.start), amount=told))]
    return []


def ages(board: Dashboard) -> Bars:
    names = words.ages()
    return Bars(
        head=[translate("insights", "Age"), translate("insights", "Open orders")],
        summary=translate("insights", "{n} over 24 h").format(n=board.over_a_day),
        figure=lambda value: formats.qty(round(value)),
        elements=[
            Element(str(at), names[at], formats.qty(count), at, count, AGE_STATUS[at])
            for at, count in enumerate(board.ages)
        ],
        ticks=list(enumerate(names)),
        counted=True,
    )


def health(picture: StockPicture) -> Stacks:
    """Ids are `category/health`; shares in percent of the category's SKUs."""
    elements, sizes = [], []
    shown = picture.categories[:MOST_ROWS]
    for row, category in enumerate(shown):
        left = 0.0
        for one in HEALTHS:
            count = category.counts.get(one, 0)
            share = 100 * count / category.whole
            if count:
                told = formats.qty(round(share))
                key = f"{row}/{one.value}"
                status = HEALTH_STATUS[one]
                elements.append(Element(key, words.health(one), told, left, row, status))
                sizes.append(share)
            left += share
    out = sum(one.counts.get(Health.OUT, 0) for one in picture.categories)
    return Stacks(
        head=[
            translate("insights", "Category"),
            translate("insights", "Health"),
            translate("insights", "Share in %"),
        ],
        summary=translate("insights", "{n} of {all} out of stock").format(
            n=formats.qty(out), all=formats.qty(picture.carried)
        ),
        figure=lambda value: f"{value:g}%",
        elements=elements,
        sizes=sizes,
        names=[words.category(category.category) for category in shown],
    )


def share_status(value: float) -> Status:
    if value >= FILL_TARGET:
        return Status.OK
    return Status.WARN if value >= FILL_TARGET - NEAR_TARGET else Status.BAD


def stores(board: Dashboard, here: str) -> Distances:
    """The best first; when there are too many, the ends and the own one."""
    shown = _ends(board.stores, here)
    elements = []
    for row, store in enumerate(shown):
        value = store.share.value or 0.0
        told = formats.decimal(value * 100)
        status = share_status(value)
        own = store.site_id == here
        elements.append(Element(store.site_id, store.name, told, value * 100, row, status, own=own))
    below = sum(1 for store in board.stores if (store.share.value or 0) < FILL_TARGET)
    return Distances(
        head=[translate("insights", "Store"), translate("insights", "Fill rate in %")],
        summary=translate("insights", "%n store(s) below target", "", below),
        figure=lambda value: formats.decimal(value, 0 if value == round(value) else 1),
        elements=elements,
        target=Threshold(FILL_TARGET * 100),
    )


def _ends(found: tuple[StoreShare, ...], here: str) -> list[StoreShare]:
    if len(found) <= MOST_ROWS:
        return list(found)
    kept = [*found[:2], *found[-(MOST_ROWS - 3) :]]
    own = next((store for store in found if store.site_id == here), found[2])
    chosen = {store.site_id for store in [*kept, own]}
    return [store for store in found if store.site_id in chosen]


def pickups(board: Dashboard) -> Scatter:
    """Ids are order ids. Over days the axis is days, over one day hours."""
    start, hourly = board.window.midnight(board.window.days - 1), board.window.days == 1
    unit = 3_600_000_000 if hourly else 86_400_000_000
    elements = [
        Element(
            id=one.order_id,
            label=one.number,
            told=translate("insights", "{n} min").format(n=formats.qty(one.minutes)),
            x=(one.at - start) / unit,
            y=one.minutes,
            status=Status.BAD if one.late else Status.INFO,
        )
        for one in board.pickups
    ]
    late = sum(1 for one in board.pickups if one.late)
    told = translate("insights", "%n late", "", late)
    target = Threshold(board.target_minutes, told if late else "", Status.BAD)
    return Scatter(
        head=[translate("insights", "Order"), translate("insights", "Ready in")],
        summary=told,
        figure=lambda value: formats.qty(round(value)),
        elements=elements,
        target=target,
        ticks=_day_ticks(board, hourly=hourly),
    )


def _day_ticks(board: Dashboard, *, hourly: bool) -> list[tuple[float, str]]:
    window = board.window
    if hourly:
        hours = [local_hour(one.at, window.zone) for one in board.pickups]
        first, last = min([*hours, OPEN[0]]), max([*hours, OPEN[1]]) + 1
        step = 2 if last - first <= 8 else 4
        return [(hour, f"{hour:02d}") for hour in range(first, last + 1, step)]
    step = 2 if window.days <= 7 else 10
    days = range(0, window.days, step)
    return [(day, formats.short_day(window.midnight(window.days - 1 - day))) for day in days]


def reasons(board: Dashboard) -> Stacks:
    """Ids are the reasons' codes; one bar per reason, the most frequent first."""
    shown = board.reasons[:MOST_ROWS]
    return Stacks(
        head=[
            translate("insights", "Reason"),
            translate("insights", "Came back as"),
            translate("insights", "Units"),
        ],
        summary=translate("insights", "%n unit(s) came back", "", sum(n for _, n in board.reasons)),
        figure=lambda value: formats.qty(round(value)),
        elements=[
            Element(
                id=code,
                label=translate("insights", "Return"),
                told=formats.qty(units),
                x=0,
                y=row,
            )
            for row, (code, units) in enumerate(shown)
        ],
        sizes=[float(units) for _, units in shown],
        names=[words.reason(code) for code, _ in shown],
        whole=float(max((units for _, units in shown), default=1)),
    )
