"""P9: what does a chart cost to draw anew, beside bare pyqtgraph with its setters; and how long
does a desk take to answer all figures of a dashboard, off the window's thread?

The charts are drawn in a process of their own: `python -m tests.bench.charts ROUNDS`.
"""

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.insights.answering import answer
from app.insights.scopes import Against, Period, scopes_for
from app.insights.stock_counts import StockCounts
from app.kit.clock import Instant
from app.stock.tables import stock_cells
from tests.bench.asking import alone
from tests.bench.big import KEY, BigDesk
from tests.bench.bigrows import ZONE
from tests.bench.measure import Report, Sample, cpu_ms, in_turns, one_by_one, ratio, wall_p

POINTS = (100, 1_000, 10_000, 100_000)
MOST = 2  # times pyqtgraph
REFRESH_MS = 1_000
CHANGED = 200  # cells between two looks, a minute apart
SIZE = (900, 400)


def measure(desk: BigDesk, *, rounds: int, many: int, small: BigDesk | None = None) -> Report:
    report = Report(f"P9 dashboards, {desk.size.orders:,} orders, {desk.size.goods:,} goods")
    drawn(report, rounds)
    _asked(report, desk, rounds)
    return report


bench = alone(measure)


def drawn(report: Report, rounds: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.charts", str(rounds)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for points, sides in json.loads(done.stdout.splitlines()[-1]).items():
        ours, bare = ([Sample(*one) for one in side] for side in sides)
        words = f"{int(points):,} points"
        report.add(words, cpu_ms(ours), "CPU-ms")
        report.add(f"{words}, bare pyqtgraph", cpu_ms(bare), "CPU-ms")
        report.add(f"{words}, ratio", ratio(ours, bare), "×", most=MOST)
        report.add(f"{words}, wall p95", wall_p(ours, 95), "ms")


def _asked(report: Report, desk: BigDesk, rounds: int) -> None:
    """What a manager sees of their store, and an auditor of the company."""
    from app.storage.engine import desk_engine  # noqa: PLC0415  not where charts are drawn

    engine = desk_engine(desk.profile / "desk.db", KEY, read_only=True)
    now = Instant(desk.made_at)
    try:
        for role in ("manager", "auditor"):
            user = desk.shop.users.get(role, "")
            with engine.begin() as db:
                who = {"role": role, "user_id": user, "site_id": desk.shop.stores[0]}
                scope = scopes_for(db, **who)[0]
            counts = StockCounts()
            for words, period, changed in (
                ("figures", Period.TODAY, None),
                ("all stock counted", Period.MONTH, None),
                (f"stock, {CHANGED} cells changed", Period.MONTH, _cells(engine)),
            ):

                def ask(period: Period = period, changed: frozenset[str] | None = changed) -> None:
                    with engine.begin() as db:
                        answer(
                            db,
                            scope,  # noqa: B023
                            period,
                            Against.PREVIOUS,
                            now=now,
                            zone=ZONE,
                            counts=counts if period is Period.MONTH else None,  # noqa: B023
                            changed=changed,
                        )

                counting_all = period is Period.MONTH and changed is None
                ask()
                found = [one_by_one(ask, 1, time.process_time) for _ in range(max(3, rounds))]
                report.add(f"{role}, {words}", cpu_ms(found), "CPU-ms")
                # The first look of an hour counts all; the goal is for each one after it.
                most = 0 if counting_all else REFRESH_MS
                report.add(f"{role}, {words}, p95", wall_p(found, 95), "ms", most=most)
    finally:
        engine.dispose()


def _cells(engine: sa.Engine) -> frozenset[str]:
    with engine.begin() as db:
        return frozenset(db.execute(sa.select(stock_cells.c.id).limit(CHANGED)).scalars())


def _draw(rounds: int) -> dict[int, Any]:
    from ui.before import application  # noqa: PLC0415
    from ui.kit import charts, fonts  # noqa: PLC0415  only where charts are drawn
    from ui.kit.plots import Element, Line  # noqa: PLC0415
    from ui.kit.theme import Theme, ThemeChoice  # noqa: PLC0415

    app = application()
    fonts.install(app)
    theme = Theme(app, ThemeChoice.LIGHT)
    pg = charts.load()
    found: dict[int, Any] = {}
    for points in POINTS:
        xs = [float(at) for at in range(points)]
        courses = [[math.sin(at / 50 + turn) + 2 for at in range(points)] for turn in range(2)]
        plots = [
            Line(
                head=("at", "value"),
                summary="",
                xs=xs,
                ys=ys,
                tell=lambda at: Element("", str(at), "", float(at), 0),
            )
            for ys in courses
        ]
        ours = charts.Chart("chart")
        bare = pg.PlotWidget()
        curve = bare.plot(xs, courses[0])
        curve.setDownsampling(auto=True, method="peak")
        curve.setClipToView(True)
        for widget in (ours, bare):
            widget.resize(*SIZE)
            widget.show()
        turn = iter(range(10**6))

        def draw_ours() -> None:
            ours.show_plot(plots[next(turn) % 2])  # noqa: B023
            ours.grab()  # noqa: B023

        def draw_bare() -> None:
            curve.setData(xs, courses[next(turn) % 2])  # noqa: B023
            bare.grab()  # noqa: B023

        a, b = in_turns(
            lambda: one_by_one(draw_ours, 3, time.process_time),
            lambda: one_by_one(draw_bare, 3, time.process_time),
            rounds,
        )
        found[points] = [[(one.cpu_ms, one.wall_ms) for one in side] for side in (a, b)]
        for widget in (ours, bare):
            widget.close()
    theme.deleteLater()
    return found


if __name__ == "__main__":
    print(json.dumps(_draw(int(sys.argv[1]))), flush=True)
