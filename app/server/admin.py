"""Let people and devices in, and out again: what somebody at the database does by command line."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.identity.commands import (
    DismissUser,
    LoadStaff,
    NewDevice,
    NewUser,
    ReadmitUser,
    RevokeDevice,
)
from app.identity.devices import (
    NamedUser,
    device_numbered,
    highest_number,
    staff_numbers,
    user_numbered,
)
from app.identity.model import PIN_LENGTH, hash_pin, secret_hash
from app.identity.roles import Role
from app.kit.errors import Refusal
from app.places.queries import Site, all_sites
from app.server.service import Service

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without those that are misread
CODE_PARTS = 3
CODE_PART = 4


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What the new person needs to sign in; the PIN is told once and kept only as its hash."""

    staff_number: str
    pin: str


@contextmanager
def opened(database: str) -> Iterator[Service]:
    service = Service(database)
    try:
        yield service
    finally:
        service.close()


def add_person(service: Service, *, name: str, role: str, site_code: str = "") -> NewPerson:
    """Refusals: role_unknown, site_unknown."""
    if role not in set(Role):
        raise Refusal("role_unknown", role=role, known=", ".join(Role))
    site_id = _site(service, site_code).site_id if site_code else None
    taken = service.ask(staff_numbers)
    number = str(max((int(n) for n in taken if n.isdecimal()), default=1000) + 1)
    pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"
    user = NewUser(
        id=service.new_id(),
        staff_number=number,
        name=name,
        role=role,
        site_id=site_id,
        pin_hash=hash_pin(pin),
    )
    service.run(LoadStaff(users=[user]))
    return NewPerson(number, pin)


def add_device(service: Service, *, name: str, site_code: str, care: bool = False) -> str:
    """The one-time code with which the new device joins. Refusal: site_unknown."""
    site = _site(service, site_code)
    parts = ("".join(secrets.choice(LETTERS) for _ in range(CODE_PART)) for _ in range(CODE_PARTS))
    code = "-".join(parts)
    device = NewDevice(
        id=service.new_id(),
        site_id=site.site_id,
        number=service.ask(highest_number, site.site_id) + 1,
        name=name,
        care=care,
        enrol_hash=secret_hash(code),
    )
    service.run(LoadStaff(devices=[device]))
    return code


def revoke_device(service: Service, register: str) -> str:
    """The name of the device that is one no more: it brings what it did, and forgets the shop.

    `register` is the prefix of its numbers, like JKT01-3. Refusals: site_unknown, register_unknown.
    """
    code, _, number = register.rpartition("-")
    site = _site(service, code)
    found = service.ask(device_numbered, site.site_id, int(number) if number.isdecimal() else 0)
    if found is None:
        raise Refusal("register_unknown", register=register)
    service.run(RevokeDevice(device_id=found.device_id))
    return found.name


def dismiss_person(service: Service, staff_number: str) -> tuple[str, bool]:
    """Their name, and whether this ended their access: False when it had ended before.

    Refusals: person_unknown, last_admin.
    """
    found = _person(service, staff_number)
    receipt = service.run(DismissUser(user_id=found.user_id)).receipt
    return found.name, "already" not in receipt


def readmit_person(service: Service, staff_number: str) -> tuple[str, bool]:
    """Their name, and whether this let them in again: False when they never were out. Refusal:
    person_unknown."""
    found = _person(service, staff_number)
    receipt = service.run(ReadmitUser(user_id=found.user_id)).receipt
    return found.name, "already" not in receipt


def _person(service: Service, staff_number: str) -> NamedUser:
    found = service.ask(user_numbered, staff_number)
    if found is None:
        raise Refusal("person_unknown", staff_number=staff_number)
    return found


def _site(service: Service, code: str) -> Site:
    sites = service.ask(all_sites)
    for site in sites:
        if site.code == code.upper():
            return site
    raise Refusal("site_unknown", site=code, known=", ".join(site.code for site in sites))
