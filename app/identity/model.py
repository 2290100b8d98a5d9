"""How a person and a device prove themselves: PINs, credentials and signed offline grants.

Signatures are loaded with the first token: they take as long as the window that asks for a PIN.
"""

import hashlib
import secrets

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.kit.clock import HOUR, Instant
from app.kit.errors import Refusal

GRANT_LASTS = 72 * HOUR  # a desk sells at most this long without having met its server
PIN_LENGTH = 6
_hasher = PasswordHasher(
    time_cost=2, memory_cost=19_456, parallelism=1
)  # OWASP minimum for argon2id


def hash_pin(pin: str) -> str:
    if len(pin) != PIN_LENGTH or not pin.isdecimal():
        raise Refusal("pin_form", digits=PIN_LENGTH)
    return _hasher.hash(pin)


def pin_fits(pin: str, hashed: str) -> bool:
    """Slow on purpose (about 30 ms): never on the UI thread."""
    try:
        return _hasher.verify(hashed, pin)
    except (VerifyMismatchError, InvalidHashError):
        return False


def new_secret() -> str:
    return secrets.token_hex(24)


def secret_hash(secret: str) -> str:
    """Credentials are 192 random bits: one fast hash is enough."""
    return hashlib.blake2b(secret.encode(), digest_size=16).hexdigest()


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """This user may act on this device while the server is away, from issue until expiry."""

    user_id: str
    device_id: str
    role: str
    issued_at: Instant
    expires_at: Instant


def sign_grant(grant: Grant, private: str) -> str:
    from app.identity import signing

    return signing.sign(msgspec.json.encode(grant), private)


def read_grant(token: str, key: str) -> Grant:
    """The grant in a signed token; Refusal('grant_invalid') when nobody we know signed it."""
    from app.identity import signing

    payload = signing.payload_of(token, key)
    try:
        return msgspec.json.decode(payload or b"", type=Grant)
    except msgspec.DecodeError as error:
        raise Refusal("grant_invalid") from error
