"""The desk without a screen: each kind of request, and lines that mean nothing."""

import io
import json
from typing import Any

import msgspec
import pytest

from app.desk.headless import Headless
from app.kit.commands import body_of
from tests.desk.house import House, wait_until
from tests.sync.shop import PIN

AGENT = "101"  # staff number
MEANINGLESS = [
    ("{", "bad_line"),
    ("[]", "bad_line"),
    ("12", "bad_line"),
    ('"\\ud800"', "bad_line"),
    ("\x00", "bad_line"),
    ("[" * 100_000, "bad_line"),
    ('{"do": "dance"}', "unknown_request"),
    ("{}", "unknown_request"),
    ('{"do": ["run"]}', "unknown_request"),
    ('{"do": "enrol"}', "bad_request"),
    ('{"do": "run"}', "bad_request"),
    ('{"do": "run", "as": ["x"], "kind": "order.place", "body": {}}', "bad_request"),
    ('{"do": "run", "as": "101", "kind": "no.such", "body": {}}', "unknown_command"),
    ('{"do": "run", "as": "101", "kind": "order.place", "v": 9, "body": {}}',
     "unknown_command"),
    ('{"do": "run", "as": "101", "kind": "order.place", "body": {}}', "bad_command"),
    ('{"do": "run", "as": "101", "kind": "order.place", "body": "x"}', "bad_command"),
    ('{"do": "run", "as": "102", "kind": "order.place", "body": {}}', "not_signed_in"),
    ('{"do": "query", "name": "no.such"}', "unknown_query"),
    ('{"do": "query", "name": "sites", "args": {"x": 1}}', "bad_request"),
    ('{"do": "query", "name": "sites", "args": 3}', "bad_request"),
    ('{"do": "wait_idle", "seconds": "soon"}', "bad_request"),
    ('{"do": "sign_in", "user": "999", "pin": "1"}', "user_unknown"),
    ('{"do": "sign_in", "user": "101", "pin": "000000"}', "wrong_pin"),
    ('{"do": "approve", "as": "101", "user": "103", "pin": "1"}', "bad_request"),
    ('{"do": "fetch", "path": "/v1/search", "args": {"q": 3}}', ""),
]  # fmt: skip


class Talk:
    def __init__(self, house: House, number: int = 0) -> None:
        self.desk = house.open(number)
        self.out = io.StringIO()
        self.headless = Headless(self.desk, self.out)

    def say(self, *lines: str) -> list[dict[str, Any]]:
        self.out.seek(0)
        self.out.truncate()
        self.headless.serve(io.StringIO("".join(line + "\n" for line in lines)))
        return [json.loads(line) for line in self.out.getvalue().splitlines()]

    def ask(self, **request: Any) -> dict[str, Any]:
        (answer,) = self.say(json.dumps(request))
        return answer

    def must(self, **request: Any) -> Any:
        answer = self.ask(**request)
        assert answer["ok"], answer
        return answer["result"]

    def place(self, house: House, **told: Any) -> dict[str, Any]:
        body = msgspec.json.decode(body_of(house.order()))
        request: dict[str, Any] = {"do": "run", "kind": "order.place", "as": AGENT, "body": body}
        return self.ask(**{**request, **told})


@pytest.fixture
def talk(house: House) -> Talk:
    talk = Talk(house)
    talk.must(do="enrol", code=house.shop.codes[0], name="counter")
    talk.must(do="wait_idle", seconds=20)
    talk.must(do="sign_in", user=AGENT, pin=PIN)
    return talk


def test_each_kind_of_request_is_answered(house: House, talk: Talk) -> None:
    assert talk.must(do="state") == {"device_id": house.shop.devices[0]}
    assert talk.must(do="status")["state"] == "online"
    placed = talk.place(house)
    assert placed["ok"], placed
    number = placed["result"]["number"]
    printed = talk.must(
        do="print",
        document="order_confirmation",
        id=placed["result"]["order_id"],
        pickup_code="K7M4PX",
    )
    assert printed["state"] == "sent"
    talk.must(do="sync")
    talk.must(do="wait_idle", seconds=10)
    assert [
        one["number"]
        for one in talk.must(do="fetch", path="/v1/search", args={"q": number})["orders"]
    ] == [number]
    assert talk.must(do="query", name="orders.by_number", args={"number": number})


def test_answers_carry_the_reference_of_their_request(talk: Talk) -> None:
    assert talk.ask(do="status", ref=7)["ref"] == 7
    assert talk.ask(do="nothing", ref="a")["ref"] == "a"
    assert talk.ask(do="sign_in", user="999", pin=PIN, ref="b")["ref"] == "b"


def test_a_line_that_means_nothing_is_told_and_the_next_is_served(talk: Talk) -> None:
    for line, code in MEANINGLESS:
        first, second = talk.say(line, '{"do": "status"}')
        assert first.get("code", "") == code, (line, first)
        assert second["ok"]


def test_empty_lines_are_passed_over(talk: Talk) -> None:
    assert len(talk.say("", "   ", '{"do": "status"}', "")) == 1


def test_a_hidden_field_refuses_the_whole_body(house: House, talk: Talk) -> None:
    body = msgspec.json.decode(body_of(house.order()))
    answer = talk.place(house, body={**body, "approver": "me"})
    assert answer["code"] == "bad_command"
    assert "approver" in answer["facts"]["why"]
    assert talk.must(do="status")["queued"] == 0


def test_a_command_is_done_once_per_id(house: House, talk: Talk) -> None:
    first = talk.place(house, command_id="c" * 32)
    assert first["ok"]
    again = talk.place(house, command_id="c" * 32)
    assert again["code"] == "already_done"


def test_without_the_server_it_says_so(house: House, talk: Talk) -> None:
    house.server.stop()
    wait_until(lambda: talk.must(do="status")["state"] == "offline", 10)
    assert talk.place(house)["ok"]
    assert talk.ask(do="fetch", path="/v1/search")["code"] == "unreachable"
    busy = talk.ask(do="wait_idle", seconds=0.1)
    assert (busy["code"], busy["facts"]) == ("still_busy", {"state": "offline", "queued": 1})


def test_a_second_person_approves_one_command(house: House) -> None:
    talk = Talk(house)
    talk.ask(do="enrol", code=house.shop.codes[0])
    talk.ask(do="wait_idle", seconds=20)
    talk.ask(do="sign_in", user=AGENT, pin=PIN)
    told = {"do": "approve", "as": AGENT, "permission": "discount", "amount": 2_500}
    yes = talk.ask(**told, user="103", pin=PIN)["result"]
    assert (yes["approver_id"], yes["amount"]) == (house.shop.users["manager"], 2_500)
    assert talk.ask(**told, user="103", pin="000000")["code"] == "wrong_pin"
    assert talk.ask(**told, user="999", pin=PIN)["code"] == "user_unknown"
    talk.desk.close()
    house.desks.remove(talk.desk)
