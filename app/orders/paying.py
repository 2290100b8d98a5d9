"""Settle what an order costs now, more or less than before, with the tenders that were told."""

from collections.abc import Sequence

from app.identity.roles import require
from app.kit.errors import Refusal
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.payments.tenders import PROMISED, add_tender, check_tender, give_back
from app.storage.uow import UnitOfWork


def pay(
    uow: UnitOfWork,
    tenders: Sequence[TenderTaken],
    *,
    order_id: str,
    currency: str,
    customer_id: str | None,
    due_minor: int,
    why: str = "price",
) -> None:
    """Write the tenders; what they are over `due_minor` goes back, what they lack is paid at the
    store. Negative due: so much goes back."""
    over = -due_minor
    for tender in tenders:
        _check_tender(uow, tender, customer_id)
        taken = add_tender(
            uow, tender, order_id=order_id, currency=currency, customer_id=customer_id
        )
        over += tender.amount_minor if tender.kind in PROMISED else taken  # declined pays nothing
    if over < 0:
        later = TenderTaken(kind=TenderKind.AT_STORE, amount_minor=-over)
        add_tender(uow, later, order_id=order_id, currency=currency)
    if over > 0:
        give_back(uow, order_id=order_id, amount_minor=over, why=why, customer_id=customer_id)


def _check_tender(uow: UnitOfWork, tender: TenderTaken, customer_id: str | None) -> None:
    if tender.kind in (TenderKind.CASH, TenderKind.TERMINAL):
        require(uow.actor, "payment.take")
    if tender.kind is TenderKind.PAY_LINK:
        require(uow.actor, "payment.link")
    if tender.kind is TenderKind.EXCHANGE:  # only goods that came back make one
        raise Refusal("tender_not_taken_here")
    if tender.amount_minor <= 0:
        raise Refusal("amount_out_of_range", amount=tender.amount_minor)
    if not uow.on_server:
        check_tender(uow, tender, customer_id=customer_id)
