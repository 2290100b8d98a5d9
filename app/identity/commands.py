"""What a retailer brings along of its people and devices, and who of them is with it no more."""

from msgspec import field

from app.identity.approval import Approval
from app.kit.commands import Command, Part

# Top-level fields that tell who a person is, or a secret: redacted once a body was applied.
PERSONAL = frozenset({"users", "devices"})


class NewUser(Part, frozen=True, kw_only=True):
    id: str
    staff_number: str
    name: str
    role: str
    site_id: str | None = None
    language: str = "id"
    pin_hash: str  # of model.hash_pin, made by the caller: a PIN is in no command
    active: bool = True


class NewDevice(Part, frozen=True, kw_only=True):
    id: str
    site_id: str
    number: int  # of the site; 0 is kept for sales that came from elsewhere
    name: str
    care: bool = False
    enrol_hash: str  # model.secret_hash of the one-time code in capitals


class LoadStaff(Command, frozen=True, kw_only=True):
    """Fact of the server alone. The device's one-time code joins it to the server once."""

    users: list[NewUser] = field(default_factory=list)
    devices: list[NewDevice] = field(default_factory=list)


class RevokeDevice(Command, frozen=True, kw_only=True):
    """Lost, stolen or given away: it brings what it did, and forgets. A manager asks for those of
    their own place, and an admin lets it pass."""

    device_id: str
    approval: Approval | None = None


class DismissUser(Command, frozen=True, kw_only=True):
    """They have left. Fact of the server alone: what they did before stands."""

    user_id: str


class ReadmitUser(Command, frozen=True, kw_only=True):
    """The dismissal was a mistake, or they came back. Fact of the server alone."""

    user_id: str
