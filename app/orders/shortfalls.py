"""Claims that lost their goods: a case for each line, so that somebody settles it."""

from collections.abc import Iterable, Mapping

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.stock.facts import ClaimsFell
from app.storage.uow import UnitOfWork


def on_claims_fell(uow: UnitOfWork, fact: ClaimsFell) -> None:
    """Listens to ClaimsFell: a figure was corrected by hand or by a count."""
    tell_fallen(uow, fact.fallen, because=fact.because)


def tell_fallen(uow: UnitOfWork, fallen: Iterable[Mapping[str, object]], *, because: str) -> None:
    """`fallen`: the claims that the ledger shed (stock.ledger.shed_claims)."""
    for claim in fallen:
        tell_short(
            uow,
            line_id=str(claim["line_id"]),
            order_id=str(claim["order_id"]),
            site_id=str(claim["site_id"]),
            product_id=str(claim["product_id"]),
            quantity=int(str(claim["quantity"])),
            because=because,
        )


def tell_short(
    uow: UnitOfWork,
    *,
    line_id: str,
    order_id: str,
    site_id: str | None,
    product_id: str,
    quantity: int,
    because: str,
) -> None:
    notice(
        uow,
        CaseKind.SHORTFALL,
        subject="order_lines",
        subject_id=line_id,
        site_id=site_id,
        order=order_id,
        product=product_id,
        quantity=quantity,
        because=because,
    )
