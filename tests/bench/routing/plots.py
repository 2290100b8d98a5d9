"""Pictures of a report, as SVG by hand: gaps by scenario, and times by the number of places."""

from collections.abc import Sequence
from math import log10
from pathlib import Path

from tests.bench.routing.speed import Timed
from tests.bench.routing.week import POLICIES, Week

WIDTH, ROW, LEFT, RIGHT = 860, 46, 130, 30
COLOURS = ("#8A94A6", "#C2410C", "#B45309", "#2563EB", "#0F766E", "#15803D", "#6D28D9")
INK, PALE = "#1B2333", "#D5DBE5"
DIAMOND = "M0 -6 L6 0 L0 6 L-6 0 Z"


def gaps(weeks: Sequence[Week], path: Path) -> None:
    """One line per scenario; marks stand where costs are, in percent over the bound."""
    most = max(week.gap(policy) for week in weeks for policy in POLICIES)
    top, scale = 64, (WIDTH - LEFT - RIGHT) / most
    parts = _legend()
    bottom = top + ROW * len(weeks)
    for percent in range(0, int(most) + 1, 10):
        x = LEFT + percent * scale
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}" stroke="{PALE}"/>')
        parts.append(_text(x, bottom + 16, f"{percent} %", "middle"))
    for row, week in enumerate(weeks):
        y = top + ROW * row + ROW / 2
        parts.append(_text(LEFT - 10, y + 4, week.world.scenario.name, "end"))
        for policy, colour in zip(POLICIES, COLOURS, strict=True):
            x = LEFT + week.gap(policy) * scale
            parts.append(_mark(x, y, colour, policy == POLICIES[-1]))
    _write(path, bottom + 30, parts)


def times(found: Sequence[Timed], path: Path) -> None:
    """Both axes logarithmic: places, and milliseconds of CPU of one order of six lines."""
    height, top = 300, 30
    low, high = -1.0, 1.0

    def at(timed: Timed, ms: float) -> tuple[float, float]:
        x = LEFT + (log10(timed.places) - 1) / (log10(5_000) - 1) * (WIDTH - LEFT - RIGHT)
        share = (log10(max(ms, 10**low)) - low) / (high - low)
        return x, top + (1 - share) * (height - top - 40)

    parts: list[str] = []
    for exponent in (-1, 0, 1):
        y = at(found[0], 10.0**exponent)[1]
        line = f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{PALE}"/>'
        parts += [line, _text(LEFT - 10, y + 4, f"{10.0**exponent:g} ms", "end")]
    for name, colour in (("p50", COLOURS[3]), ("p99", COLOURS[1])):
        spots = [at(one, getattr(one, name)) for one in found]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(
            f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        parts += [_mark(x, y, colour, name == "p99") for x, y in spots]
        beside = 20 if name == "p50" else -12
        parts.append(_text(spots[-1][0] - 6, spots[-1][1] + beside, name, "end", colour))
    parts += [_text(at(one, 1)[0], height - 14, f"{one.places:,}", "middle") for one in found]
    parts.append(_text(LEFT, height, "places", "start"))
    _write(path, height + 12, parts)


def _legend() -> list[str]:
    parts, x, y = [], 16.0, 18.0
    for policy, colour in zip(POLICIES, COLOURS, strict=True):
        if x + 30 + 7 * len(policy) > WIDTH:
            x, y = 16.0, y + 20
        parts += [
            _mark(x, y - 4, colour, policy == POLICIES[-1]),
            _text(x + 12, y, policy, "start"),
        ]
        x += 40 + 7 * len(policy)
    return parts


def _mark(x: float, y: float, colour: str, diamond: bool) -> str:
    if diamond:
        return f'<path transform="translate({x:.1f} {y:.1f})" d="{DIAMOND}" fill="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}" fill-opacity="0.85"/>'


def _text(x: float, y: float, told: str, anchor: str, ink: str = INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">{told}</text>'


def _write(path: Path, height: float, parts: Sequence[str]) -> None:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        'font-family="Inter, sans-serif" font-size="12">'
    )
    sheet = f'<rect width="{WIDTH}" height="{height:.0f}" fill="#FFFFFF"/>'
    path.write_text("\n".join([head, sheet, *parts, "</svg>", ""]), encoding="utf-8")
