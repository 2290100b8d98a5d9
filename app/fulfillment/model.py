"""Is this the code that the customer was given: six characters, checked without the network."""

import hashlib
import hmac

# Crockford base 32: no I, L, O, U. 32 signs use the random bits evenly.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6
# 30 bits are few: 1,000 rounds (0.3 ms) make trying all of them cost days per order. More would
# slow each placed order and each code at the counter; on desks the hash lies on an encrypted disk.
ROUNDS = 1_000

_HEARD_AS = str.maketrans("OIL", "011")


def make_code(randomness: bytes) -> str:
    """Six signs from the first 30 bits of at least 4 random bytes."""
    if len(randomness) < 4:
        raise ValueError("a pickup code needs 4 random bytes")
    value = int.from_bytes(randomness[:4], "big") >> 2
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))


def normal_code(typed: str) -> str:
    """As it was made: upper case, without blanks and dashes, O read as 0, I and L as 1."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_HEARD_AS)


def hash_code(code: str, salt: str) -> str:
    """Hex; the same for every way in which people type the code."""
    known = normal_code(code).encode()
    return hashlib.pbkdf2_hmac("sha256", known, salt.encode(), ROUNDS, dklen=16).hex()


def matches(code: str, salt: str, code_hash: str) -> bool:
    """In constant time. An empty hash (no code was made) matches nothing."""
    return bool(code_hash) and hmac.compare_digest(hash_code(code, salt), code_hash)
