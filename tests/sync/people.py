"""Who the customers of the simulated shop are, as each desk believes it: corrected, found to be one
person or not, at another address. Any act, at any desk, on what that desk knows."""

import sqlalchemy as sa

from app.customers.commands import (
    AddAddress,
    AddressChange,
    Change,
    CreateCustomer,
    EditAddress,
    EditCustomer,
    MergeCustomers,
    NewAddress,
    NewCustomer,
    PreferAddress,
    RemoveAddress,
    UndoMerge,
)
from app.customers.states import AddressField, Field
from app.customers.tables import customer_addresses, customer_merges, customer_pii
from tests.sync.goods import any_of
from tests.sync.simulator import SimulatedDesk, World

_people = sa.select(customer_pii).order_by(customer_pii.c.id)
_others = _people.where(customer_pii.c.id != sa.bindparam("but"))
_addresses = (
    sa.select(customer_addresses)
    .where(customer_addresses.c.removed.is_(False))
    .order_by(customer_addresses.c.id)
)
_merges = (
    sa.select(customer_merges)
    .where(customer_merges.c.undone_at.is_(None))
    .order_by(customer_merges.c.id)
)


def newcomer(world: World, desk: SimulatedDesk) -> None:
    person = unknown(world, desk._new_id())
    desk.run(
        CreateCustomer(customer_id=person.customer_id, name=person.name, phone=person.phone),
        "agent",
    )


def edit(world: World, desk: SimulatedDesk) -> None:
    """A name as two people may spell it at once, or another number."""
    if person := any_of(world, desk, _people):
        name = Change(
            field=Field.NAME,
            seen=person["name"],
            value=world.random.choice(["Siti Rahmawati", "Siti Rahma", "S. Rahmawati"]),
        )
        number = Change(field=Field.PHONE, seen=person["phone"], value=phone(world))
        changes = [world.random.choice([name, number])]
        desk.run(EditCustomer(customer_id=person["id"], changes=changes), "agent")


def move(world: World, desk: SimulatedDesk) -> None:
    """A new address, another street, the usual one, or one that is none any more."""
    chance = world.random
    known = any_of(world, desk, _addresses)
    if known is None or chance.random() < 0.3:
        if person := any_of(world, desk, _people):
            new = AddAddress(customer_id=person["id"], address=address(world))
            desk.run(new, "agent")
        return
    about = {"customer_id": known["customer_id"], "address_id": known["id"]}
    street = AddressChange(
        field=AddressField.STREET,
        seen=known["street"],
        value=f"Jl. Melati {chance.randrange(2, 9)}",
    )
    command = chance.choice(
        [EditAddress(**about, changes=[street]), PreferAddress(**about), RemoveAddress(**about)]
    )
    desk.run(command, "agent")


def merge(world: World, desk: SimulatedDesk) -> None:
    """Any two are one person, as far as this desk knows."""
    if (one := any_of(world, desk, _people)) and (
        other := any_of(world, desk, _others, but=one["id"])
    ):
        desk.run(MergeCustomers(survivor_id=one["id"], absorbed_id=other["id"], take=[]), "agent")


def undo_merge(world: World, desk: SimulatedDesk) -> None:
    if merged := any_of(world, desk, _merges):
        desk.run(UndoMerge(merge_id=merged["id"]), "manager")


def somebody(world: World, desk: SimulatedDesk) -> str | None:
    """A customer whom this desk knows."""
    person = any_of(world, desk, _people)
    return str(person["id"]) if person else None


def unknown(world: World, customer_id: str) -> NewCustomer:
    return NewCustomer(
        customer_id=customer_id,
        name="Siti Rahmawati",
        phone=phone(world),
        email=f"siti{world.random.randrange(1_000)}@example.com",
    )


def address(world: World) -> NewAddress:
    return NewAddress(
        address_id=f"{world.random.getrandbits(128):032x}",
        street="Jl. Melati 1",
        city="Jakarta",
        province="DKI Jakarta",
        postcode="10210",
    )


def phone(world: World) -> str:
    return f"+62812{world.random.randrange(10_000_000, 99_999_999)}"
