"""Letting people and devices in from the command line."""

from pathlib import Path

import pytest

from app.cli import main
from app.identity.queries import people
from app.identity.roles import Role
from app.kit.errors import Refusal
from app.server.admin import (
    NewPerson,
    add_device,
    add_person,
    dismiss_person,
    opened,
    readmit_person,
    revoke_device,
)
from app.server.service import Service
from app.sync import wire
from tests.sync.shop import open_shop


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'server.db'}"
    with opened(url) as service:
        open_shop(service, stores=1, desks=1, goods=1)
    return url


def test_a_new_person_signs_in_on_a_new_device(database: str) -> None:
    with opened(database) as service:
        person = add_person(service, name="Bea", role="clerk", site_code="JKT00")
        code = add_device(service, name="till", site_code="jkt00")
        enrolled = service.enrol(wire.Enrol(code=code))
        device = service.device_of(enrolled.device_id, enrolled.credential)
        assert device.site_id in service.heard
        known = {p.staff_number: p for p in service.ask(people)}
        assert known[person.staff_number].role == "clerk"
        request = wire.SignIn(user_id=known[person.staff_number].user_id, pin=person.pin)
        assert service.sign_in(device, request).token


def test_a_code_joins_one_device_alone(database: str) -> None:
    with opened(database) as service:
        code = add_device(service, name="till", site_code="JKT00")
        service.enrol(wire.Enrol(code=code))
        with pytest.raises(Refusal, match="code_unknown"):
            service.enrol(wire.Enrol(code=code))


def test_two_devices_of_a_site_never_share_a_number(database: str) -> None:
    with opened(database) as service:
        for name in ("a", "b"):
            add_device(service, name=name, site_code="JKT00")
        numbers = service.ask(
            lambda db: db.exec_driver_sql("SELECT number FROM devices").scalars().all()
        )
        assert len(set(numbers)) == len(numbers) == 3


@pytest.mark.parametrize(("role", "site"), [("boss", "JKT00"), ("clerk", "XX")])
def test_an_unknown_role_or_site_lets_nobody_in(database: str, role: str, site: str) -> None:
    with opened(database) as service:
        before = len(service.ask(people))
        with pytest.raises(Refusal, match=r"role_unknown|site_unknown"):
            add_person(service, name="Bea", role=role, site_code=site)
        assert len(service.ask(people)) == before


def test_a_lost_desk_is_closed_by_the_head_of_its_numbers(database: str) -> None:
    with opened(database) as service:
        enrolled = service.enrol(
            wire.Enrol(code=add_device(service, name="till", site_code="JKT00"))
        )
        assert revoke_device(service, "jkt00-2") == "till"
        assert service.device_of(enrolled.device_id, enrolled.credential).revoked


@pytest.mark.parametrize("register", ["JKT00-9", "JKT00-", "JKT00-x", "XX-1", "till", ""])
def test_a_register_that_nobody_has_closes_nothing(database: str, register: str) -> None:
    with opened(database) as service:
        with pytest.raises(Refusal, match=r"register_unknown|site_unknown"):
            revoke_device(service, register)
        revoked = service.ask(
            lambda db: db.exec_driver_sql("SELECT count(revoked_at) FROM devices").scalar()
        )
        assert revoked == 0


def sign_in(service: Service, person: NewPerson, code: str) -> str:
    """The code of why not; empty when it let them in."""
    enrolled = service.enrol(wire.Enrol(code=code))
    device = service.device_of(enrolled.device_id, enrolled.credential)
    (user_id,) = service.ask(
        lambda db: db.exec_driver_sql(
            f"SELECT id FROM users WHERE staff_number = '{person.staff_number}'"
        ).scalars()
    )
    try:
        service.sign_in(device, wire.SignIn(user_id=user_id, pin=person.pin))
    except Refusal as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("role", list(Role))
def test_who_is_dismissed_may_not_sign_in_until_readmitted(database: str, role: str) -> None:
    with opened(database) as service:
        person = add_person(service, name="Bea", role=role)
        codes = [add_device(service, name=name, site_code="JKT00") for name in "abc"]
        assert sign_in(service, person, codes[0]) == ""
        assert dismiss_person(service, person.staff_number) == ("Bea", True)
        assert dismiss_person(service, person.staff_number) == ("Bea", False)
        assert sign_in(service, person, codes[1]) == "user_closed"
        assert readmit_person(service, person.staff_number) == ("Bea", True)
        assert readmit_person(service, person.staff_number) == ("Bea", False)
        assert sign_in(service, person, codes[2]) == ""


def test_the_command_line_says_what_became_of_a_person(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(database) as service:
        number = add_person(service, name="Bea", role="clerk").staff_number
    about = ("dismiss", "--database", database, "--staff-number")
    said = []
    for more in ((), (), ("--readmit",), ("--readmit",)):
        assert main([*about, number, *more]) == 0
        said.append(capsys.readouterr().out)
    assert all(line.startswith(f"Bea ({number}) ") for line in said)
    assert "any more" in said[0]
    assert "before" in said[1]
    assert "again" in said[2]
    assert "already" in said[3]
    assert main([*about, "999999"]) == 2
    assert "nobody with the staff number 999999" in capsys.readouterr().err


def test_the_last_admin_stays(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(database) as service:
        admins = service.ask(
            lambda db: (
                db.exec_driver_sql("SELECT staff_number FROM users WHERE role = 'admin'")
                .scalars()
                .all()
            )
        )
    about = ("dismiss", "--database", database, "--staff-number")
    assert [main([*about, number]) for number in admins] == [0] * (len(admins) - 1) + [2]
    assert "is the last admin" in capsys.readouterr().err
