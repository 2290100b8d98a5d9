"""What is told about the customers of the simulated shop: other numbers, consents, notes, promised
calls. Any act, at any desk, on what that desk knows."""

import sqlalchemy as sa

from app.customers.commands import (
    AddContact,
    AddNote,
    CallBack,
    EditContact,
    EndCall,
    HandCall,
    KeepApart,
    MoveCall,
    PinNote,
    PreferContact,
    SetConsent,
    ShowCustomer,
)
from app.customers.states import CallOutcome, Channel, ContactKind, How, Purpose
from app.customers.tables import customer_callbacks, customer_contacts, customer_notes
from app.kit.clock import HOUR
from app.orders import notes
from app.orders.tables import orders
from tests.sync import people
from tests.sync.goods import any_of
from tests.sync.simulator import SimulatedDesk, World

_contacts = sa.select(customer_contacts).order_by(customer_contacts.c.id)
_notes = sa.select(customer_notes).order_by(customer_notes.c.id)
_calls = (
    sa.select(customer_callbacks)
    .where(customer_callbacks.c.done_at.is_(None))
    .order_by(customer_callbacks.c.id)
)
_orders = sa.select(orders).order_by(orders.c.id)


def contact(world: World, desk: SimulatedDesk) -> None:
    """A further number; another one; the usual one from now on."""
    chance = world.random
    known = any_of(world, desk, _contacts)
    if known is None or chance.random() < 0.4:
        if customer := people.somebody(world, desk):
            value = people.phone(world)
            desk.run(
                AddContact(
                    customer_id=customer,
                    contact_id=desk._new_id(),
                    kind=ContactKind.PHONE,
                    value=value,
                ),
                "agent",
            )
        return
    about = {"customer_id": known["customer_id"], "contact_id": known["id"]}
    kind = ContactKind(known["kind"])
    value = chance.choice(["", people.phone(world)])
    edit = EditContact(**about, kind=kind, seen=known["value"], value=value)
    desk.run(chance.choice([edit, PreferContact(**about, kind=kind)]), "agent")


def consent(world: World, desk: SimulatedDesk) -> None:
    if customer := people.somebody(world, desk):
        chance = world.random
        desk.run(
            SetConsent(
                customer_id=customer,
                channel=chance.choice(list(Channel)),
                purpose=chance.choice(list(Purpose)),
                given=chance.random() < 0.5,
                how=How.PHONE,
            ),
            "agent",
        )


def note(world: World, desk: SimulatedDesk) -> None:
    """About a customer or an order; or one that everybody shall see first."""
    chance = world.random
    known = any_of(world, desk, _notes)
    if known is not None and chance.random() < 0.3:
        pin = PinNote(
            customer_id=known["customer_id"], note_id=known["id"], pinned=not known["pinned"]
        )
        desk.run(pin, "agent")
    elif chance.random() < 0.5 and (order := any_of(world, desk, _orders)):
        desk.run(notes.AddNote(order_id=order["id"], text="rings at noon"), "agent")
    elif customer := people.somebody(world, desk):
        desk.run(AddNote(customer_id=customer, body="rings at noon"), "agent")


def call(world: World, desk: SimulatedDesk) -> None:
    """Promised, moved, handed on, done: by two at once, perhaps."""
    chance = world.random
    due = int(desk.clock.now() + chance.randint(1, 30) * HOUR)
    known = any_of(world, desk, _calls)
    if known is None or chance.random() < 0.3:
        if customer := people.somebody(world, desk):
            desk.run(CallBack(customer_id=customer, about="her parcel", due_at=due), "agent")
        return
    call_id = known["id"]
    desk.run(
        chance.choice(
            [
                MoveCall(callback_id=call_id, due_at=due),
                HandCall(callback_id=call_id, for_user=world.people["manager"]),
                EndCall(callback_id=call_id, outcome=CallOutcome.REACHED),
                EndCall(callback_id=call_id, outcome=CallOutcome.NO_ANSWER, again_at=due),
            ]
        ),
        "agent",
    )


def look(world: World, desk: SimulatedDesk) -> None:
    if customer := people.somebody(world, desk):
        desk.run(ShowCustomer(customer_id=customer), "agent")


def keep_apart(world: World, desk: SimulatedDesk) -> None:
    first, second = people.somebody(world, desk), people.somebody(world, desk)
    if first and second and first != second:
        desk.run(KeepApart(first_id=first, second_id=second), "agent")
