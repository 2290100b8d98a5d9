"""What must hold when the day is over: books that agree, and each message exactly once."""

import json
import sqlite3
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

from app.demo.stage import gerai
from app.kit.clock import SECOND
from app.notify.sending import UNDO_WINDOW
from tests.campaigns._day.cast import Cast

QUIET_SECONDS = 120
# A fault that a log may tell; the one lines of a program that is well are not among them.
# Who has a mail address hears of each order of the day (after `since`) once, that it was taken.
_UNCONFIRMED = """
    SELECT orders.number, count(messages.id) AS told FROM orders
    JOIN customer_pii ON customer_pii.id = orders.customer_id AND customer_pii.email <> ''
    LEFT JOIN messages ON messages.order_id = orders.id AND messages.kind = 'confirmed'
    WHERE orders.placed_at > :since GROUP BY orders.id, orders.number HAVING told <> 1
"""
# Whatever the server made of a parcel meanwhile, what its store did with it is booked.
ASIDE = "SELECT kind, receipt FROM commands WHERE status = 'quarantined'"
BAD_WORDS = ("Traceback", "quarantined", "CRITICAL")


def drained(cast: Cast) -> list[str]:
    """Every outbox empty and every desk at the server's state."""
    wrong = []
    for seat in cast.seats.values():
        seat.desk.must(do="sync")
        answer = seat.desk.ask(do="wait_idle", seconds=QUIET_SECONDS)
        if not answer["ok"]:
            wrong.append(f"{seat.name} is not idle: {answer['facts']}")
    return wrong


def verified(cast: Cast, folders: dict[str, Path]) -> tuple[int, list[str]]:
    """(checks, violations) of `gerai verify --pair` for each desk that is closed by now."""
    checks, wrong = 0, []
    for name, folder in folders.items():
        done = subprocess.run(
            gerai("verify", "--pair", str(folder), cast.server.database),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        checks += sum(line.get("ok") is True and "check" in line for line in lines)
        bad = [line for line in lines if "check" in line and line["ok"] is False]
        wrong += [
            f"verify {name}: {line['side']}:{line['check']} {line['violations'][:3]}"
            for line in bad
        ]
        if done.returncode and not bad:
            wrong.append(f"verify {name}: {done.returncode} {done.stderr[-300:]}")
    return checks, wrong


def database(cast: Cast) -> sqlite3.Connection:
    path = cast.server.database.removeprefix("sqlite:///")
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)


def told(cast: Cast, since: int) -> tuple[dict[str, Any], list[str]]:
    """Each sent message is one mail under its own Message-ID, and no mail is without a message."""
    db = database(cast)
    rows: dict[str, str] = {}
    queued, until = -1, 0.0
    while queued and (queued == -1 or time.monotonic() < until):
        rows = dict(db.execute("SELECT id, state FROM messages"))
        before, queued = queued, sum(state == "queued" for state in rows.values())
        if queued != before:  # as long as some go out, the others are waited for
            until = time.monotonic() + UNDO_WINDOW / SECOND + QUIET_SECONDS
        time.sleep(0.5)
    kinds = Counter(
        f"{kind}, {state}" for kind, state in db.execute("SELECT kind, state FROM messages")
    )
    unconfirmed = db.execute(_UNCONFIRMED, {"since": since}).fetchall()
    effects = db.execute("SELECT kind, error FROM effects WHERE state = 'queued'").fetchall()
    db.close()
    mails = Counter(
        str(mail["Message-ID"]).strip("<>").split("@")[0] for mail in cast.mailbox.mails
    )
    wrong = [f"a message is still queued: {each}" for each, s in rows.items() if s == "queued"]
    wrong += [f"an effect waits: {kind} {error}" for kind, error in effects]
    for message_id, state in rows.items():
        if state == "sent" and mails[message_id] != 1:
            wrong.append(f"message {message_id} came {mails[message_id]} times")
        if state != "sent" and mails[message_id]:
            wrong.append(f"message {message_id} is {state} and came")
    wrong += [f"a mail without a message: {each}" for each in mails if each not in rows]
    wrong += [f"confirmed {count} times: {number}" for number, count in unconfirmed]
    return {"messages": dict(sorted(kinds.items())), "mails": sum(mails.values())}, wrong


def kept(cast: Cast, acknowledged: list[str]) -> tuple[dict[str, Any], list[str]]:
    """What the server made of the day; an order whose "ok" was told is there, or a case says no."""
    db = database(cast)
    statuses = dict(db.execute("SELECT status, count(*) FROM commands GROUP BY 1"))
    cases = Counter(
        f"{kind}: {json.loads(evidence or '{}').get('code', '')}"
        for kind, evidence in db.execute("SELECT kind, evidence FROM cases")
    )
    states = dict(db.execute("SELECT id, state FROM orders"))
    aside = db.execute(ASIDE).fetchall()
    db.close()
    wrong = [f"lost: {order_id}" for order_id in acknowledged if order_id not in states]
    wrong += [f"quarantined: {kind} {receipt}" for kind, receipt in aside]
    made = Counter(states[order_id] for order_id in acknowledged if order_id in states)
    return {"commands": statuses, "cases": dict(cases), "orders_by_state": dict(made)}, wrong


def spoken(logs: list[Path]) -> list[str]:
    wrong = []
    for log in logs:
        lines = log.read_text(errors="replace").splitlines() if log.is_file() else []
        wrong += [f"{log.name}: {line}" for line in lines if any(w in line for w in BAD_WORDS)]
    return wrong
