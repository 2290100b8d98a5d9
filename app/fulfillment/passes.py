"""Did our server let this parcel go: the pass in the customer's mail, checked without a network.

A pass is signed with the key that signs offline grants, so that a desk knows it by the key that
it got when it joined. It names one parcel at one place until a day, and nobody. Signatures are
loaded with the first pass: a desk starts without them.
"""

import msgspec

from app.kit.clock import DAY, Instant

MARK = "GP1."
LASTS = 30 * DAY  # from the mail; what nobody collects is put back long before


class Pass(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Array-like: each sign more makes the picture harder to read from a telephone."""

    fulfillment_id: str
    number: str
    site_id: str
    until: int


def is_pass(text: str) -> bool:
    return text.strip().startswith(MARK)


def sign_pass(told: Pass, private: str) -> str:
    from app.identity import signing

    return MARK + signing.sign(msgspec.json.encode(told), private)


def read_pass(text: str, key: str) -> Pass | None:
    """None when our server did not sign just this."""
    from app.identity import signing

    payload = signing.payload_of(text.strip().removeprefix(MARK), key)
    try:
        return msgspec.json.decode(payload or b"", type=Pass)
    except msgspec.DecodeError:
        return None


def pass_for(fulfillment_id: str, number: str, site_id: str, now: Instant, private: str) -> str:
    told = Pass(fulfillment_id=fulfillment_id, number=number, site_id=site_id, until=now + LASTS)
    return sign_pass(told, private)
