"""Every body that a release ever sent is still read, by the server and in a desk's own outbox."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.features import REGISTER
from app.server.service import Service
from app.storage.commands import decode
from app.storage.outbox import body_hash
from app.sync import wire
from app.sync.tables import commands
from tests.compat.corpus import corpus
from tests.server.house import SetClock
from tests.sync.counter import Till, on_server
from tests.sync.shop import open_shop

UNREAD = {"unknown_command", "damaged_command", "bad_command", "handler_failed"}
TEXTS = [(*key.split(), text) for key, texts in corpus().items() for text in texts]
STORED = [each for each in TEXTS if "." in each[0]]
SAID = [(name, text) for name, _, text in TEXTS if "." not in name]


def test_every_command_has_its_bodies() -> None:
    """A new one: run python -m tests.compat.record."""
    assert {f"{spec.kind} {spec.v}" for spec in REGISTER} <= corpus().keys()


@pytest.mark.parametrize(("kind", "v", "body"), STORED)
def test_a_stored_body_is_still_read(kind: str, v: str, body: str) -> None:
    spec = REGISTER.find(kind, int(v))
    assert spec is not None
    assert isinstance(decode(spec, body), spec.type)


@pytest.mark.parametrize(("name", "text"), SAID)
def test_an_older_desk_is_still_understood(name: str, text: str) -> None:
    """A field that is new has a default; one that is gone is passed over."""
    msgspec.json.decode(text, type=getattr(wire, name))


@pytest.mark.parametrize("asked", [wire.OLDEST - 1, wire.OLDEST, wire.PROTOCOL, wire.PROTOCOL + 1])
def test_who_speaks_another_protocol_is_asked_to_upgrade(till: Till, asked: int) -> None:
    hello = wire.Hello(protocol=asked, replica_id=till.replica_id, epoch=0, seq=0, chain="")
    spoken = wire.OLDEST <= asked <= wire.PROTOCOL
    assert (till.service.hello(till.device, hello).action != "upgrade") == spoken


def test_who_must_upgrade_brings_what_it_did(till: Till) -> None:
    """The server takes commands of anybody: only news are closed to another protocol."""
    batch = wire.Commands(replica_id=till.replica_id, commands=[till.newcomer()])
    told = till.service.take(till.device, batch)
    assert [status for _, status, _ in told.receipts] == ["accepted"]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    service = Service(f"sqlite:///{tmp_path / 'server.db'}", clock=SetClock())
    yield Till(service, open_shop(service, pin_hash="none"))
    service.close()


def test_the_server_understands_every_body_of_a_desk(till: Till) -> None:
    """They name nothing that exists, so most are refused or held: for a reason of the trade."""
    sent = []
    for kind, v, body in STORED:
        spec = REGISTER.find(kind, int(v))
        if spec is None or spec.permission == "system":
            continue
        told = {"kind": kind, "v": int(v), "body": body, "hash": body_hash(kind, int(v), body)}
        sent.append(till.newcomer("admin", **told))
    batch = wire.Commands(replica_id=till.replica_id, commands=sent)
    receipts = till.service.take(till.device, batch).receipts
    assert len(receipts) == len(sent) > 100
    wrong = {
        row["kind"]: row["receipt"]
        for row in on_server(till.service, commands)
        if any(code in row["receipt"] for code in UNREAD)
    }
    assert wrong == {}
