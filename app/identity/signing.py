"""Who said that: Ed25519 signatures over a payload, as compact tokens, and their keys as JSON."""

from functools import lru_cache
from typing import Final

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

_SIGNED: Final = "Ed25519"


def new_key() -> str:
    """A private key; `public_part` is what others get."""
    key = OKPKey.generate_key(_SIGNED)
    return msgspec.json.encode(key.as_dict(private=True)).decode()


def public_part(private: str) -> str:
    return msgspec.json.encode(_key(private).as_dict(private=False)).decode()


def sign(payload: bytes, private: str) -> str:
    return jws.serialize_compact({"alg": _SIGNED}, payload, _key(private), algorithms=[_SIGNED])


@lru_cache(maxsize=4096)  # the same grant comes with each act of a person, for three days
def payload_of(token: str, key: str) -> bytes | None:
    """What was signed; None when nobody with this key signed it."""
    try:
        return jws.deserialize_compact(token, _key(key), algorithms=[_SIGNED]).payload
    except (JoseError, ValueError, msgspec.DecodeError):
        return None


def _key(told: str) -> OKPKey:
    return OKPKey.import_key(msgspec.json.decode(told))
