"""Somebody who has left: no desk that heard of it lets them in or does what they ask for."""

from app.cases.tables import cases
from app.desk.desk import Desk
from app.identity.commands import DismissUser, ReadmitUser
from app.identity.tables import users
from app.kit.commands import Command
from app.server.service import Service
from app.storage.outbox import outbox
from app.sync.tables import commands
from tests.desk.house import House, local, wait_until
from tests.sync.shop import PIN


def tell_server(house: House, command: Command) -> None:
    service = Service(house.server.database)
    service.run(command)
    service.close()


def dismiss(house: House, user_id: str) -> None:
    tell_server(house, DismissUser(user_id=user_id))


def may_work(desk: Desk, user_id: str) -> bool:
    return any(row["active"] for row in local(desk, users) if row["id"] == user_id)


def refused_in(desk: Desk, user_id: str) -> str:
    trouble = desk.sign_in(user_id, PIN).exception(20)
    return getattr(trouble, "code", "")


def test_they_come_in_neither_with_the_server_nor_without(house: House) -> None:
    desk = house.desk(0)
    agent = house.sign_in(desk)
    before = desk.run(house.order(), agent).result(10)
    wait_until(lambda: desk.status().queued == 0)
    dismiss(house, agent.user_id)
    assert refused_in(desk, agent.user_id) == "user_closed"
    wait_until(lambda: not may_work(desk, agent.user_id))
    assert agent.user_id not in {person.user_id for person in desk.people().result(10)}
    late = desk.run(house.order(), agent).result(10).refusal
    assert late is not None
    assert late.code == "user_closed", "they were still signed in"
    assert local(desk, outbox) == []
    house.server.stop()
    wait_until(lambda: not desk.online)
    assert refused_in(desk, agent.user_id) == "user_closed"
    told = {row["command_id"]: row["status"] for row in house.on_server(commands)}
    assert told[before.command_id] == "accepted"
    house.server.start()
    tell_server(house, ReadmitUser(user_id=agent.user_id))
    wait_until(lambda: may_work(desk, agent.user_id))
    assert desk.run(house.order(), house.sign_in(desk)).result(10).ok


def test_what_they_did_before_stands_and_what_came_after_waits_for_a_person(house: House) -> None:
    """Their desk had no line: it did not know."""
    desk = house.desk(0)
    agent = house.sign_in(desk)
    house.server.stop()
    wait_until(lambda: not desk.online)
    before = desk.run(house.order(), agent).result(10)
    dismiss(house, agent.user_id)
    house.sign_in(desk)
    after = desk.run(house.order(), agent).result(10)
    house.server.start()
    desk.poke()
    wait_until(lambda: desk.status().queued == 0)
    told = {row["command_id"]: row["status"] for row in house.on_server(commands)}
    assert (told[before.command_id], told[after.command_id]) == ("accepted", "rejected")
    (case,) = [row for row in house.on_server(cases) if row["kind"] == "revoked_user"]
    assert case["subject_id"] == after.command_id
