"""What can be asked for a customer: to be known, and to be corrected."""

from app.kit.commands import Command, Part

# Top-level fields that tell who a person is: redacted from a body once it was applied.
PERSONAL = frozenset({"name", "phone", "email", "address"})


class NewAddress(Part, frozen=True, kw_only=True):
    """An address with the id its maker gave it; a known id is an edit of that address."""

    address_id: str
    street: str
    city: str
    province: str
    postcode: str
    label: str = ""


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


class EditCustomer(Command, frozen=True, kw_only=True):
    """None leaves a field as it is; an empty email takes it away."""

    customer_id: str
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    address: NewAddress | None = None
