"""What is asked for: immutable intents whose schema never changes under one (kind, v)."""

from enum import StrEnum

import msgspec


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One intent. A field nobody declared refuses the whole body: no hidden price or approver."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value inside a command."""


class Nature(StrEnum):
    FACT = "fact"  # it happened: goods left, cash was taken. Never refused by the server.
    REQUEST = "request"  # it is wished for: a promise, a discount. May be refused, as a case.


class Offline(StrEnum):
    FULL = "full"
    PROVISIONAL = "provisional"  # taken offline, shown as provisional until the server confirms
    NEVER = "never"


_encoder = msgspec.json.Encoder(order="deterministic")


def body_of(command: Command) -> str:
    """The canonical JSON text of a command: same intent, same bytes, same hash."""
    return _encoder.encode(command).decode()
