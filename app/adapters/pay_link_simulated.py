"""A payment provider that is not there: its pages, and what it would tell us when one is paid."""

import base64
import binascii
import hashlib
import hmac
from urllib.parse import quote, urlencode

import msgspec

from app.kit.errors import Unreachable
from app.kit.money import Money
from app.ports.pay_link import Paid

VERSION = "v1"


class SimulatedPayLink:
    """Signs as Standard Webhooks do: `v1,BASE64(HMAC-SHA256)`, several separated by blanks.

    The secret is the provider's and ours alone; it is no other secret of the server.
    """

    def __init__(self, secret: bytes, base: str = "https://pay.example") -> None:
        if len(secret) < 24:  # Standard Webhooks: 24 to 64 bytes
            raise ValueError("a signing secret has at least 24 bytes")
        self._secret = secret
        self._base = base.rstrip("/")
        self.away = False

    def create(self, payment_id: str, amount: Money, number: str) -> str:
        if self.away:
            raise Unreachable("the payment provider is away")
        told = urlencode({"amount": amount.minor, "currency": amount.currency, "order": number})
        return f"{self._base}/pay/{quote(payment_id, safe='')}?{told}"

    def vouches(self, told: Paid, signature: str) -> bool:
        wanted = self._digest(told)
        # All are compared, so that the time tells nothing: a provider that changes its secret
        # signs with the old one and the new one for a while.
        fits = [hmac.compare_digest(wanted, given) for given in _signatures(signature)]
        return any(fits)

    def sign(self, told: Paid) -> str:
        """The provider's side: what stands beside the words when a customer has paid."""
        return f"{VERSION},{base64.b64encode(self._digest(told)).decode()}"

    def _digest(self, told: Paid) -> bytes:
        # A JSON array: no two payments are written alike, whatever the names contain.
        words = msgspec.json.encode([told.payment_id, told.amount_minor, told.reference])
        return hmac.new(self._secret, words, hashlib.sha256).digest()


def _signatures(text: str) -> list[bytes]:
    found = []
    for part in text.split():
        version, _, encoded = part.partition(",")
        if version != VERSION:
            continue
        try:
            found.append(base64.b64decode(encoded, validate=True))
        except (binascii.Error, ValueError):
            continue
    return found
