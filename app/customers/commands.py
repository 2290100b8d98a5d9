"""What can be asked for a customer: to be known, corrected, asked for consent, and forgotten."""

from app.customers.states import (
    AddressField,
    CallOutcome,
    Channel,
    ContactKind,
    Field,
    How,
    Purpose,
)
from app.kit.commands import Command, Part

# Top-level fields that tell who a person is: redacted from a body once it was applied.
PERSONAL = frozenset({"name", "phone", "email", "address"})
CHANGES = frozenset({"changes"})
TOLD = frozenset({"told"})
VALUES = frozenset({"value", "seen", "label"})
NOTE = frozenset({"body"})
ABOUT = frozenset({"about"})


class NewAddress(Part, frozen=True, kw_only=True):
    """An address with the id its maker gave it; a known id is an edit of that address."""

    address_id: str
    street: str
    city: str
    province: str
    postcode: str
    label: str = ""
    rt: str = ""
    rw: str = ""
    kelurahan: str = ""
    kecamatan: str = ""


class NewCustomer(Part, frozen=True, kw_only=True):
    """A customer who comes with the order that made them known."""

    customer_id: str
    name: str
    phone: str
    email: str = ""
    language: str = "id"
    address: NewAddress | None = None


class CreateCustomer(Command, frozen=True, kw_only=True):
    customer_id: str
    name: str
    phone: str  # as typed; kept as E.164
    email: str = ""
    language: str = "id"
    address: NewAddress | None = None


class Change(Part, frozen=True, kw_only=True):
    """One field from the value the editor saw to the one they typed; empty takes it away."""

    field: Field
    seen: str
    value: str


class AddressChange(Part, frozen=True, kw_only=True):
    field: AddressField
    seen: str
    value: str


class EditCustomer(Command, frozen=True, kw_only=True):
    """Fields that nobody else changed since they were seen are taken, each for itself."""

    customer_id: str
    changes: list[Change]


class AddContact(Command, frozen=True, kw_only=True):
    """A further phone or mail; the first of its kind is the preferred one."""

    customer_id: str
    contact_id: str
    kind: ContactKind
    value: str
    label: str = ""


class EditContact(Command, frozen=True, kw_only=True):
    """An empty value takes it away. `contact_id` is a row's, or that of one who was merged."""

    customer_id: str
    contact_id: str
    kind: ContactKind
    seen: str
    value: str


class PreferContact(Command, frozen=True, kw_only=True):
    """It changes places with the preferred one."""

    customer_id: str
    contact_id: str
    kind: ContactKind


class AddAddress(Command, frozen=True, kw_only=True):
    customer_id: str
    address: NewAddress
    preferred: bool = False


class EditAddress(Command, frozen=True, kw_only=True):
    customer_id: str
    address_id: str
    changes: list[AddressChange]


class PreferAddress(Command, frozen=True, kw_only=True):
    customer_id: str
    address_id: str


class RemoveAddress(Command, frozen=True, kw_only=True):
    customer_id: str
    address_id: str


class SetConsent(Command, frozen=True, kw_only=True):
    """Fact: what the customer said."""

    customer_id: str
    channel: Channel
    purpose: Purpose
    given: bool
    how: How


class AddNote(Command, frozen=True, kw_only=True):
    customer_id: str
    body: str
    pinned: bool = False


class PinNote(Command, frozen=True, kw_only=True):
    customer_id: str
    note_id: str
    pinned: bool


class CallBack(Command, frozen=True, kw_only=True):
    """Fact: somebody was promised a call. `for_user` None: by anyone of the call centre."""

    customer_id: str
    about: str
    due_at: int
    order_id: str | None = None
    for_user: str | None = None


class MoveCall(Command, frozen=True, kw_only=True):
    """Fact: it was agreed on another time."""

    callback_id: str
    due_at: int


class HandCall(Command, frozen=True, kw_only=True):
    """Fact: a colleague has it now, or anyone."""

    callback_id: str
    for_user: str | None


class EndCall(Command, frozen=True, kw_only=True):
    """Fact: what became of it. Without an answer it may be tried again at a time."""

    callback_id: str
    outcome: CallOutcome
    again_at: int | None = None


class MergeCustomers(Command, frozen=True, kw_only=True):
    """Two are one person. `take` names the fields whose value is the absorbed one's."""

    survivor_id: str
    absorbed_id: str
    take: list[str]


class UndoMerge(Command, frozen=True, kw_only=True):
    merge_id: str


class KeepApart(Command, frozen=True, kw_only=True):
    """Two who look alike are not the same person."""

    first_id: str
    second_id: str


class ShowCustomer(Command, frozen=True, kw_only=True):
    """Fact: somebody looked at what is masked for their role."""

    customer_id: str


class WatchCustomer(Command, frozen=True, kw_only=True):
    """Send this customer to the asking desk, now and whenever they change.

    `told`: the phone or mail by which they were found. A store has to tell it whole.
    """

    customer_id: str
    told: str = ""


class KeepToken(Command, frozen=True, kw_only=True):
    """The provider stored a card; the server's own command."""

    customer_id: str
    token_id: str
    brand: str
    last4: str
    expires: str
