"""A command that changed: desks of before send it as it was, and the same is done."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.customers.tables import customer_pii
from app.features import COMMANDS, FOLLOWERS, REGISTER, SUBSCRIBERS
from app.kit.commands import Command, Nature, Offline
from app.kit.ids import derived_id
from app.server.service import Service
from app.storage.commands import CommandSpec, Older, Register
from app.storage.outbox import body_hash
from app.sync.tables import commands
from tests.server.house import SetClock
from tests.sync.counter import Till, on_server
from tests.sync.shop import open_shop

CREATE = "customer.create"
KNOWN = REGISTER.find(CREATE, 1)


def _full_name(body: dict[str, Any]) -> dict[str, Any]:
    """In the second version two fields of the first became one."""
    return {**_without(body, "first", "last"), "name": f"{body['first']} {body['last']}"}


def _phone(body: dict[str, Any]) -> dict[str, Any]:
    return {**_without(body, "mobile"), "phone": body["mobile"]}


def _without(body: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in names}


def third(*older: Older) -> Register:
    """The register in which customer.create has come to its third version."""
    assert KNOWN is not None
    spec = CommandSpec(
        CREATE, 3, KNOWN.type, KNOWN.handler, KNOWN.nature, KNOWN.offline, KNOWN.permission,
        KNOWN.personal, older=older,
    )  # fmt: skip
    others = [each for each in COMMANDS if each.kind != CREATE]
    return Register([*others, spec], SUBSCRIBERS, FOLLOWERS)


FIRST = Older(1, _full_name, frozenset({"first", "last", "mobile"}))
SECOND = Older(2, _phone, frozenset({"name", "mobile"}))


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    service = Service(f"sqlite:///{tmp_path / 'server.db'}", clock=SetClock())
    yield Till(service, open_shop(service, pin_hash="none"))
    service.close()


def old(v: int, body: str) -> dict[str, Any]:
    return {"kind": CREATE, "v": v, "body": body, "hash": body_hash(CREATE, v, body)}


def test_all_versions_in_one_outbox_do_the_same(till: Till) -> None:
    ids = [derived_id("person", "number", n) for n in (1, 2)]
    first = f'{{"customer_id":"{ids[0]}","first":"Siti","last":"Rahma","mobile":"081234567890"}}'
    second = f'{{"customer_id":"{ids[1]}","mobile":"081234567891","name":"Siti Rahma"}}'
    sent = [till.newcomer(**old(1, first)), till.newcomer(**old(2, second)), till.newcomer(v=3)]
    told = till.send(*sent, register=third(FIRST, SECOND))
    assert {receipt.status for receipt in told} == {"accepted"}
    people = [row["name"] for row in on_server(till.service, customer_pii)]
    assert sorted(people) == ["Siti Rahma", "Siti Rahma", "Siti Rahmawati"]


def test_the_body_stays_as_it_was_sent_without_what_is_personal_in_it(till: Till) -> None:
    person = derived_id("person", "number", 1)
    body = f'{{"customer_id":"{person}","first":"Siti","last":"Rahma","mobile":"081234567890"}}'
    envelope = till.newcomer(**old(1, body))
    till.send(envelope, register=third(FIRST, SECOND))
    (kept,) = on_server(till.service, commands, command_id=envelope.command_id)
    assert (kept["v"], kept["body_hash"]) == (1, envelope.hash)
    assert person in kept["body"]
    for word in ("Siti", "Rahma", "081234567890"):
        assert word not in kept["body"]


def test_a_version_nobody_knows_is_held_whole(till: Till) -> None:
    (told,) = till.send(till.newcomer(v=4), register=third(FIRST, SECOND))
    assert told.receipt["refused"]["code"] == "unknown_command"


def test_a_body_that_lacks_what_it_had_is_a_bad_command(till: Till) -> None:
    (told,) = till.send(till.newcomer(**old(2, '{"name":1}')), register=third(FIRST, SECOND))
    assert told.receipt["refused"]["code"] == "bad_command"


@pytest.mark.parametrize("older", [(FIRST,), (SECOND, FIRST), (FIRST, FIRST, SECOND)])
def test_a_gap_between_versions_is_found_when_the_program_starts(older: tuple[Older, ...]) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        third(*older)


def test_no_two_commands_have_one_type() -> None:
    class Nothing(Command, frozen=True, kw_only=True):
        pass

    spec = CommandSpec(
        "x", 1, Nothing, lambda _uow, _command: {}, Nature.FACT, Offline.FULL, "system"
    )
    with pytest.raises(ValueError, match="twice"):
        Register([spec, spec], {})
