"""A second person's yes to one command: what was approved, by whom, and the proof of it."""

import msgspec

from app.identity.model import read_grant
from app.kit.clock import MINUTE, Instant
from app.kit.commands import Part
from app.kit.errors import Refusal

LASTS = 10 * MINUTE  # between the PIN and the act it was given for


class Approval(Part, frozen=True, kw_only=True):
    """Bound to one command id and an amount (minor units, hundredths of a percent, or units).

    `at` is the clock of the device on which both stood, so that its skew does not matter.
    `token` is the server's signature over all of it, or, given while the server was away, the
    approver's offline grant on that device.
    """

    approver_id: str
    permission: str
    amount: int
    command_id: str
    at: int
    token: str


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What the server says when it saw the PIN itself."""

    approver_id: str
    device_id: str
    permission: str
    amount: int
    command_id: str
    at: int


def sign(approved: Signed, private: str) -> str:
    from app.identity import signing

    return signing.sign(msgspec.json.encode(approved), private)


def require_proof(approval: Approval, *, device_id: str, command_id: str, key: str) -> None:
    """Refusal('approval_invalid') unless the server signed just this, or a grant of the approver.

    A grant proves that the approver had signed in on that device, not that the PIN was typed:
    that is the desk's word, and all there is while the server is away.
    """
    if approval.command_id != command_id:
        raise Refusal("approval_invalid", why="another_command")
    if _signed(approval.token, key) == Signed(
        approver_id=approval.approver_id,
        device_id=device_id,
        permission=approval.permission,
        amount=approval.amount,
        command_id=command_id,
        at=approval.at,
    ):
        return
    try:
        grant = read_grant(approval.token, key)
    except Refusal as refusal:
        raise Refusal("approval_invalid", why="not_signed") from refusal
    if (grant.user_id, grant.device_id) != (approval.approver_id, device_id):
        raise Refusal("approval_invalid", why="of_another")
    if not grant.issued_at - LASTS <= Instant(approval.at) <= grant.expires_at:
        raise Refusal("approval_invalid", why="grant_expired")


def _signed(token: str, key: str) -> Signed | None:
    from app.identity import signing

    payload = signing.payload_of(token, key)
    try:
        return msgspec.json.decode(payload or b"", type=Signed)
    except msgspec.DecodeError:
        return None
