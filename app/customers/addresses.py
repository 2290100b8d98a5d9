"""Where a customer lives and is sent to, in the Indonesian form; one address is the default."""

from typing import Any

import sqlalchemy as sa

from app.customers.changes import fresh_values
from app.customers.commands import (
    AddAddress,
    EditAddress,
    NewAddress,
    PreferAddress,
    RemoveAddress,
)
from app.customers.group import group_of, record_of
from app.customers.model import clean_line, clean_rt
from app.customers.states import AddressField
from app.customers.tables import customer_addresses
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

_address = customer_addresses.c
_of_group = (
    sa.select(_address.id, _address.preferred)
    .where(_address.customer_id.in_(sa.bindparam("ids", expanding=True)), sa.not_(_address.removed))
    .order_by(_address.id)
)


def add_address(uow: UnitOfWork, command: AddAddress) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    if uow.row(customer_addresses, command.address.address_id) is not None:
        raise Refusal("address_exists")
    keep_address(uow, customer_id, command.address)
    if command.preferred:
        _prefer(uow, customer_id, command.address.address_id)
    return {"address_id": command.address.address_id}


def edit_address(uow: UnitOfWork, command: EditAddress) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    known = _own(uow, customer_id, command.address_id)
    taken = fresh_values(uow, customer_id, known, command.changes, _clean)
    if taken.get(AddressField.STREET.value) == "":
        raise Refusal("address_empty")
    if taken:
        uow.update(customer_addresses, command.address_id, **taken)
    return {"address_id": command.address_id}


def prefer_address(uow: UnitOfWork, command: PreferAddress) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    _own(uow, customer_id, command.address_id)
    _prefer(uow, customer_id, command.address_id)
    return {"address_id": command.address_id}


def remove_address(uow: UnitOfWork, command: RemoveAddress) -> dict[str, Any]:
    """No longer offered; the next one becomes the default."""
    customer_id = record_of(uow, command.customer_id)
    gone = _own(uow, customer_id, command.address_id)
    uow.update(customer_addresses, command.address_id, removed=True, preferred=False)
    left = _standing(uow, customer_id)
    if gone["preferred"] and left:
        uow.update(customer_addresses, left[0]["id"], preferred=True)
    return {"address_id": command.address_id}


def keep_address(uow: UnitOfWork, customer_id: str, address: NewAddress) -> str:
    """Write or correct an address; its id. Refusal when the id belongs to somebody else."""
    told = {
        field.value: _clean(field.value, getattr(address, field.value)) for field in AddressField
    }
    if not told["street"]:
        raise Refusal("address_empty")
    known = uow.row(customer_addresses, address.address_id)
    if known is None:
        first = not any(row["preferred"] for row in _standing(uow, customer_id))
        owner = {"id": address.address_id, "customer_id": customer_id, "preferred": first}
        uow.insert(customer_addresses, {**owner, **told})
    elif known["customer_id"] in group_of(uow.db, customer_id):
        uow.update(customer_addresses, address.address_id, **told)
    else:
        raise Refusal("address_of_another")
    return address.address_id


def require_address(uow: UnitOfWork, customer_id: str, address_id: str) -> None:
    known = uow.row(customer_addresses, address_id)
    if known is None or known["customer_id"] not in group_of(uow.db, customer_id):
        raise Refusal("address_unknown", address=address_id)


def _own(uow: UnitOfWork, customer_id: str, address_id: str) -> sa.RowMapping:
    known = uow.row(customer_addresses, address_id)
    if (
        known is None
        or known["removed"]
        or known["customer_id"] not in group_of(uow.db, customer_id)
    ):
        raise Refusal("address_unknown", address=address_id)
    return known


def _prefer(uow: UnitOfWork, customer_id: str, address_id: str) -> None:
    for row in _standing(uow, customer_id):
        if row["preferred"] != (row["id"] == address_id):
            uow.update(customer_addresses, row["id"], preferred=row["id"] == address_id)


def _standing(uow: UnitOfWork, customer_id: str) -> list[sa.RowMapping]:
    ids = group_of(uow.db, customer_id)
    return list(uow.all(_of_group, ids=list(ids)))


def _clean(field: str, value: str) -> str:
    return clean_rt(value) if field in ("rt", "rw") else clean_line(value)
