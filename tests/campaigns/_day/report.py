"""One day as a short page for people."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.campaigns import _report


def write_report(path: Path, summary: Mapping[str, Any], wrong: Sequence[str]) -> None:
    days = time.strftime("%Y-%m-%d")
    command = f"scripts/campaign day --orders {summary['wanted']} --seed {summary['seed']}"
    lines = [
        f"# A day by many hands ({days})",
        "",
        _report.ran(command),
        "",
        "Three store desks, two agents' desks and a manager's desk without a screen, and one real",
        "window played by keys, each a desk of its own, over one server with SQLite and real SMTP.",
        "While the orders from 40 % to 50 % of the day were placed "
        f"({summary['offline_orders']} of them),",
        "the desks of one store and one agent had no line and worked on.",
        "",
        f"**{'Clean' if not wrong else f'{len(wrong)} violations'}**: {summary['orders']} orders "
        f"({summary['by_the_window']} in the window), {sum(summary['acts'].values())} acts, "
        f"{summary['checks']} checks of `gerai verify --pair` over {len(summary['peak_mib']) - 1} "
        f"desks, {summary['mails']} mails.",
        "",
        *(f"- {line}" for line in wrong[:40]),
        *([""] if wrong else []),
        f"{summary['seconds']} s ({summary['seconds_of_play']} s of play), "
        f"{summary['cpu_seconds']} s of CPU in all processes. "
        "Peak memory (MiB): "
        + ", ".join(f"{name} {mib}" for name, mib in summary["peak_mib"].items())
        + ". The server after each tenth of the day: "
        + ", ".join(str(mib) for mib in summary["server_mib"])
        + ".",
        "",
        *_acts(summary["acts"]),
        *_table("Refused, as a race or a cut line explains", "act: code", summary["refused"]),
        *_table("Cases", "kind: code", summary["cases"]),
        *_table("Messages", "kind, state", summary["messages"]),
        *_table("Commands on the server", "status", summary["commands"]),
        *_table("Orders of the day", "state", summary["orders_by_state"]),
        "## How long a desk took to answer",
        "",
        "| what | times | p50 ms | p95 ms | max ms |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {what} | {one['times']} | {one['p50_ms']} | {one['p95_ms']} | {one['max_ms']} |"
            for what, one in summary["answers"].items()
        ),
        "",
        "Slowest acts, from the question to the answer: "
        + "; ".join(f"{one['act']} {one['seconds']} s" for one in summary["slowest"])
        + ".",
        "",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines))


def _acts(acts: Mapping[str, int]) -> list[str]:
    """By path; the ways within one (tender, coupon, reason) are in the line of JSON."""
    times: Counter[str] = Counter()
    approved: Counter[str] = Counter()
    for act, count in acts.items():
        path = act.split(",")[0]
        times[path] += count
        approved[path] += count if act.endswith("approved") else 0
    return [
        "## Acts",
        "",
        "| act | times | let pass by a second person |",
        "|---|---:|---:|",
        *(f"| {path} | {times[path]} | {approved[path] or ''} |" for path in sorted(times)),
        "",
    ]


def _table(title: str, head: str, rows: Mapping[str, int]) -> list[str]:
    if not rows:
        return [f"## {title}", "", "None.", ""]
    return [
        f"## {title}",
        "",
        f"| {head} | times |",
        "|---|---:|",
        *(f"| {name} | {count} |" for name, count in sorted(rows.items())),
        "",
    ]
