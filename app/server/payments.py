"""What a payment provider tells: a link was paid. Late, doubled or out of order, it counts once."""

import hashlib
from typing import Annotated, Final

import msgspec

from app.customers.model import looks_like_card_number
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.payments.commands import CapturePayLink
from app.ports.pay_link import Paid
from app.server.service import Service
from app.sync.accept import Receipt

MOST: Final = 10**15  # far above any order; keeps BIGINT safe

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


class PaidByLink(msgspec.Struct, frozen=True, kw_only=True):
    """The provider's own words, with its signature over the other fields.

    Unknown fields are passed over: providers add some as they like.
    """

    payment_id: _Name
    amount_minor: Annotated[int, msgspec.Meta(ge=1, le=MOST)]
    reference: _Name
    signature: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


def pay_by_link(service: Service, request: PaidByLink) -> dict[str, str]:
    """Book what was paid; the same answer each time the provider tells it.

    Refusals: signature_wrong (nothing was read), payment_unknown.
    """
    provider = service.pay_link
    told = Paid(request.payment_id, request.amount_minor, request.reference)
    if provider is None or not provider.vouches(told, request.signature):
        raise Refusal("signature_wrong")
    receipt = _capture(service, told)
    return {"payment_id": told.payment_id, "status": receipt.status}


def _capture(service: Service, told: Paid) -> Receipt:
    command = CapturePayLink(
        payment_id=told.payment_id,
        amount_minor=told.amount_minor,
        provider_reference=_kept(told.reference),
    )
    return service.run(command, derived_id(told.reference, "paid_by_link", told.payment_id))


def _kept(reference: str) -> str:
    """A fact is never refused; one that reads like a card number is kept as its digest."""
    if not looks_like_card_number(reference):
        return reference
    return "ref:" + hashlib.blake2b(reference.encode(), digest_size=8).hexdigest()
