"""The stored bodies: "kind version" → bodies. New ones are added; none is changed or taken away."""

from pathlib import Path

import msgspec

from app.sync import wire

# What a desk says to its server; the newest words of each.
REQUESTS = (
    wire.Enrol,
    wire.Hello,
    wire.Commands,
    wire.Feed,
    wire.Snapshot,
    wire.Reconcile,
    wire.SignIn,
    wire.Approve,
    wire.Borrow,
    wire.GiveBack,
)
FILE = Path(__file__).with_name("corpus.json")


def corpus() -> dict[str, list[str]]:
    if not FILE.exists():
        return {}
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, list[str]])
