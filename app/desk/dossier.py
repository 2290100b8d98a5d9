"""Take out all that is held on a person: ask the server, and write two files for them."""

import html
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec

from app.desk.desk import Desk
from app.insights.dossier import Dossier
from app.kit.clock import Instant, as_datetime
from app.kit.errors import Refusal, Unreachable

WAIT_S = 20.0  # for the server to take the command that allows it
STEP_S = 0.2
_STYLE = (
    "body{font:14px/1.5 sans-serif;margin:32px;max-width:960px}"
    "h2{margin:32px 0 8px}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #ccc;padding:4px 8px;text-align:left;vertical-align:top}"
    "th{width:200px;font-weight:600}"
)


def fetch_dossier(desk: Desk, export_id: str) -> "Future[tuple[Path, Path]]":
    """The JSON and the HTML file. Raises Unreachable, Refusal or OSError through the future."""
    return desk.elsewhere(_fetch, desk, export_id)


def _fetch(desk: Desk, export_id: str) -> tuple[Path, Path]:
    found = _ask(desk, export_id)
    folder = desk.profile.exports
    folder.mkdir(parents=True, exist_ok=True)
    name = f"customer-{found.customer_id[:8]}-{as_datetime(Instant(found.made_at)):%Y%m%d-%H%M%S}"
    as_json, as_html = folder / f"{name}.json", folder / f"{name}.html"
    as_json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2))
    as_html.write_text("\n".join(readable(found)), encoding="utf-8")
    return as_json, as_html


def _ask(desk: Desk, export_id: str) -> Dossier:
    """The command that allows it goes up with the next batch: ask until the server has it."""
    desk.poke()
    until = time.monotonic() + WAIT_S
    while True:
        try:
            return desk.fetch_now("/v1/customers/export", Dossier, id=export_id)
        except Refusal as refusal:
            if refusal.code != "export_unknown" or time.monotonic() > until:
                raise
        if desk.closes_within(STEP_S):
            raise Unreachable("the desk is closing")


def readable(dossier: Dossier) -> Iterator[str]:
    """One page that anybody can open; every value is text, whatever somebody typed."""
    yield f'<!doctype html><html><head><meta charset="utf-8"><style>{_STYLE}</style>'
    yield f"<title>{html.escape(dossier.customer_id)}</title></head><body>"
    yield f"<h1>{html.escape(_name(dossier))}</h1>"
    yield f"<p>{as_datetime(Instant(dossier.made_at)):%Y-%m-%d %H:%M} UTC</p>"
    for section, rows in dossier.sections.items():
        if rows:
            yield f"<h2>{html.escape(section.replace('_', ' '))} ({len(rows)})</h2>"
        for row in rows:
            yield "<table>" + "".join(_line(*item) for item in row.items()) + "</table><br>"
    yield "</body></html>"


def _name(dossier: Dossier) -> str:
    people = {row["id"]: row["name"] for row in dossier.sections.get("person", ())}
    return str(people.get(dossier.customer_id, ""))


def _line(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    told = (
        f"{as_datetime(Instant(value)):%Y-%m-%d %H:%M:%S} UTC"
        if _is_moment(name, value)
        else str(value)
    )
    return f"<tr><th>{html.escape(name.replace('_', ' '))}</th><td>{html.escape(told)}</td></tr>"


def _is_moment(name: str, value: Any) -> bool:
    return isinstance(value, int) and (name == "at" or name.endswith("_at"))
