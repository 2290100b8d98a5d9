"""The table of bad input: each row gets a clear sentence in both languages, and loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy.engine import Connection

from app.customers.model import clean_name, to_e164
from app.customers.tables import customer_pii
from app.desk.desk import Desk
from app.fulfillment.commands import Pick
from app.kit.actor import Actor
from app.kit.errors import Refusal, Unreachable
from app.orders.model import parse_amount, parse_entry
from app.orders.search import WatchOrder
from app.orders.tables import order_lines, orders
from app.storage.outbox import desk_state, drafts, outbox
from app.sync import wire
from tests.badinput.words import sentences, sentences_of
from tests.desk.house import House, local, wait_until
from tests.support.proxy import Fault, Proxy

DRAFT = {
    "id": "d" * 32,
    "user_id": "u",
    "kind": "order",
    "title": "Siti",
    "body": '{"lines": [1, 2, 3]}',
    "saved_at": 1,
    "parked_at": None,
}


@dataclass
class Stage:
    """A desk with one order in its queue and one draft; `kept` is what must not change."""

    house: House
    desk: Desk
    actor: Actor

    def kept(self) -> list[list[Any]]:
        tables = (drafts, outbox, orders, order_lines, customer_pii)
        return [local(self.desk, table) for table in tables]

    def run(self, command: Any) -> Refusal:
        outcome = self.desk.run(command, self.actor).result(10)
        assert outcome.refusal is not None, outcome
        return outcome.refusal


@pytest.fixture
def stage(house: House) -> Stage:
    desk = house.desk(0)
    actor = house.sign_in(desk, "manager")
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline", 10)
    assert desk.run(house.order(), actor).result(10).ok
    desk.write(keep_draft).result(10)
    return Stage(house, desk, actor)


def keep_draft(db: Connection) -> None:
    db.execute(drafts.insert(), DRAFT)


def caught(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value


def changed_line(command: Any, **values: Any) -> Any:
    line = msgspec.structs.replace(command.lines[0], **values)
    return msgspec.structs.replace(command, lines=[line])


def _first_line(stage: Stage) -> Pick:
    return Pick(fulfillment_id="f" * 32, line_id="l" * 32)


# what somebody does → (the code, a part of the English sentence)
ROWS: dict[str, tuple[Callable[[Stage], Refusal], str, str]] = {
    "an item that nobody sells": (
        lambda s: s.run(changed_line(s.house.order(), product_id="0" * 32)),
        "product_unknown",
        "Remove it",
    ),
    "a parcel that is not here": (
        lambda s: s.run(_first_line(s)),
        "fulfillment_unknown",
        "not known on this computer",
    ),
    "a wrong phone": (
        lambda s: s.run(s.house.order(phone="0812")),
        "phone_invalid",
        "not a phone number",
    ),
    "a phone of letters": (
        lambda _: caught(lambda: to_e164("call me")),
        "phone_invalid",
        "not a phone number",
    ),
    "no pieces": (
        lambda s: s.run(s.house.order(quantity=0)),
        "quantity_out_of_range",
        "1 to 9.999",
    ),
    "a billion pieces": (
        lambda s: s.run(s.house.order(quantity=10**9)),
        "quantity_out_of_range",
        "1 to 9.999",
    ),
    "no pieces typed": (
        lambda _: caught(lambda: parse_entry("0*SK-001")),
        "quantity_out_of_range",
        "1 to 9.999",
    ),
    "a billion pieces typed": (
        lambda _: caught(lambda: parse_entry("1000000000*SK-001")),
        "quantity_out_of_range",
        "1 to 9.999",
    ),
    "a huge paste": (
        lambda _: caught(lambda: parse_entry("x" * 1_000_000)),
        "entry_too_long",
        "too long",
    ),
    "a paste of control characters": (
        lambda _: caught(lambda: parse_entry("a\x00b")),
        "entry_control_characters",
        "cannot be read|not text",
    ),
    "a price with comma and point": (
        lambda _: caught(lambda: parse_amount("1,250.00")),
        "amount_unclear",
        "two ways",
    ),
    "a price beyond all money": (
        lambda _: caught(lambda: parse_amount("9" * 40)),
        "amount_out_of_range",
        "not an amount",
    ),
    "a name of nothing": (
        lambda s: s.run(s.house.order(name="   ")),
        "name_empty",
        "name is needed",
    ),
    "a huge name": (
        lambda s: s.run(s.house.order(name="x" * 100_000)),
        "name_too_long",
        "too long",
    ),
    "a name that turns the text around": (
        lambda _: caught(lambda: clean_name("Siti \u202e txet")),
        "name_control_characters",
        "cannot be shown",
    ),
    "two windows on one profile": (
        lambda s: caught(lambda: Desk(s.house.profile(0), s.house.server.url)),
        "profile_in_use",
        "open already",
    ),
    "a nonsense server": (
        lambda s: caught(lambda: Desk(s.house.profile(0), "gerai")),
        "server_address",
        "not the address",
    ),
    "a wrong PIN": (
        lambda s: caught(
            lambda: s.desk.sign_in(s.house.shop.users["manager"], "000000").result(10)
        ),
        "wrong_pin",
        "Wrong PIN",
    ),
    "somebody who was never here": (
        lambda s: caught(lambda: s.desk.sign_in(s.house.shop.users["clerk"], "246810").result(10)),
        "never_signed_in_here",
        "Needs the server",
    ),
    "what only the server can do": (
        lambda s: s.run(WatchOrder(order_id="o")),
        "needs_server",
        "needs the server",
    ),
    "money that is not the total": (
        lambda s: s.run(msgspec.structs.replace(s.house.order(), told_total_minor=1)),
        "tenders_differ",
        "total has changed",
    ),
}


def test_each_row_has_its_sentence_and_nothing_is_lost(stage: Stage, qapp: QApplication) -> None:
    before = stage.kept()
    assert [len(rows) for rows in before][:3] == [1, 1, 1]
    wrong = []
    for name, (act, code, words) in ROWS.items():
        refusal = act(stage)
        told = sentences_of(qapp, refusal)
        if refusal.code != code or not any(part in told["en"] for part in words.split("|")):
            wrong.append((name, refusal.code, told["en"]))
        assert stage.kept() == before, name
    assert wrong == []
    stage.house.server.start()
    stage.desk.poke()
    wait_until(lambda: stage.desk.status().queued == 0)


@pytest.mark.parametrize(
    "name",
    [
        "Siti 😀👩‍👩‍👧",
        "<b>Siti</b><script>alert(1)</script>",
        "'; DROP TABLE orders; --",
        "Ni Luh ١٢٣ 王",
    ],
    ids=["emoji", "markup", "sql", "wide"],
)
def test_a_strange_name_is_kept_as_it_was_typed(stage: Stage, name: str) -> None:
    outcome = stage.desk.run(stage.house.order(name=name), stage.actor).result(10)
    assert outcome.ok, outcome.refusal
    assert name in {row["name"] for row in local(stage.desk, customer_pii)}
    stage.house.server.start()
    stage.desk.poke()
    wait_until(lambda: stage.desk.status().queued == 0)
    assert name in {row["name"] for row in stage.house.on_server(customer_pii)}


def test_too_many_wrong_pins_wait_and_say_how_long(stage: Stage, qapp: QApplication) -> None:
    before = stage.kept()
    manager = stage.house.shop.users["manager"]
    told = [caught(lambda: stage.desk.sign_in(manager, "111111").result(10)) for _ in range(5)]
    assert [one.code for one in told] == ["wrong_pin"] * 4 + ["pin_wait"]
    assert (
        "30 s" in sentences_of(qapp, told[-1])["en"] or "31 s" in sentences_of(qapp, told[-1])["en"]
    )
    assert stage.kept() == before


def test_a_full_disk_refuses_before_anything_is_promised(stage: Stage, qapp: QApplication) -> None:
    def limit(db: Connection, pages: int) -> int:
        return int(db.exec_driver_sql(f"PRAGMA max_page_count={pages}").scalar_one())

    most = stage.desk.write(limit, 1).result(10)  # as many as there are now
    saved = []
    for _ in range(200):
        outcome = stage.desk.run(stage.house.order(), stage.actor).result(10)
        if not outcome.ok:
            break
        saved.append(outcome.result["order_id"])
    assert outcome.refusal is not None
    assert outcome.refusal.code == "disk_full"
    assert "full" in sentences_of(qapp, outcome.refusal)["en"]
    before = stage.kept()
    huge = {**DRAFT, "id": "e" * 32, "body": "x" * (1 << 20)}
    refusal = caught(
        lambda: stage.desk.write(lambda db: db.execute(drafts.insert(), huge)).result(10)
    )
    assert refusal.code == "disk_full"
    assert stage.kept() == before
    assert {row["id"] for row in before[2]} >= set(saved)
    assert len(before[1]) == len(saved) + 1
    stage.desk.write(limit, most + 10_000).result(10)  # space is free again
    assert stage.desk.run(stage.house.order(), stage.actor).result(10).ok
    stage.house.server.start()
    stage.desk.poke()
    wait_until(lambda: stage.desk.status().queued == 0)
    assert len(stage.house.on_server(orders)) == len(saved) + 2


def test_a_server_of_another_version_only_makes_the_desk_read(
    house: House, line: Proxy, qapp: QApplication
) -> None:
    desk = house.desk(0, through=line.url)
    actor = house.sign_in(desk)
    (state,) = local(desk, desk_state)
    told = wire.Welcome(
        server_id=state["server_id"], epoch=1, seq=1, now=1, action="upgrade", buckets=[]
    )
    for path in ("/v1/feed", "/v1/hello"):
        line.spoil(path, Fault.CANNED, answer=lambda: msgspec.json.encode(told))
    assert desk.run(house.order(), actor).result(10).ok  # ends the poll that was under way
    wait_until(lambda: desk.status().state == "read_only")
    assert desk.run(house.order(), actor).result(10).ok
    kept = local(desk, outbox)
    desk.poke()
    assert "only reads" in sentences(qapp, "read_only", {})["en"]
    assert [row["command_id"] for row in kept] == [row["command_id"] for row in local(desk, outbox)]


def test_a_captive_portal_is_no_server(house: House, line: Proxy, qapp: QApplication) -> None:
    desk = house.desk(0, through=line.url)
    actor = house.sign_in(desk)
    house.server.stop()
    line.spoil("/", Fault.PORTAL)
    assert desk.run(house.order(), actor).result(10).ok
    before = [local(desk, table) for table in (outbox, orders, desk_state)]
    desk.poke()
    wait_until(lambda: line.hits(Fault.PORTAL) >= 2 and desk.status().state == "offline")
    with pytest.raises(Unreachable):
        desk.fetch("/readyz", dict[str, Any]).result(20)
    assert house.sign_in(desk) == actor  # by the PIN of this computer
    refusal = caught(lambda: desk.sign_in(house.shop.users["clerk"], "246810").result(20))
    assert "Needs the server" in sentences_of(qapp, refusal)["en"]
    assert [local(desk, table) for table in (outbox, orders, desk_state)] == before
