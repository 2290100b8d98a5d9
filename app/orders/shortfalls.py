"""Claims that lost their goods: a case for each line, so that somebody settles it."""

from collections.abc import Iterable, Mapping

from app.cases.notice import notice, noticed, settle_about, take_back
from app.cases.states import CaseKind
from app.orders.facts import UnitsCancelled, UnitsWithdrawn
from app.orders.states import Units
from app.orders.units import line_of, lines_of
from app.stock.facts import ClaimsFell
from app.stock.ledger import short_of, stand_again
from app.storage.uow import UnitOfWork

NO_STOCK = "no_stock"  # nothing was free when units looked for a place: no claim fell


def on_claims_fell(uow: UnitOfWork, fact: ClaimsFell) -> None:
    """Listens to ClaimsFell: a figure was corrected by hand or by a count."""
    tell_fallen(uow, fact.fallen, because=fact.because)


def firm_up(uow: UnitOfWork, fact: UnitsWithdrawn) -> None:
    """Listens to UnitsWithdrawn: what a line lets go is first for its own claims that fell."""
    for line_id, _ in fact.placed:
        product_id = line_of(uow, line_id)["product_id"]
        for site_id, units in sorted(short_of(uow, line_id).items()):
            stand_again(uow, site_id, product_id, {line_id: units})


def settle_cancelled(uow: UnitOfWork, fact: UnitsCancelled) -> None:
    """Listens to UnitsCancelled: nobody looks for goods that nobody waits for."""
    for line in lines_of(uow, fact.order_id):
        waits = line[Units.UNALLOCATED.value] + line[Units.BACKORDERED.value]
        if not waits and line[Units.CANCELLED.value] and not short_of(uow, line["id"]):
            settle_about(uow, CaseKind.SHORTFALL, line["id"], why="cancelled")


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
    until: int | None = None,
) -> None:
    """`until`: when so many will have come to the place, if that is known."""
    when = {} if until is None else {"until": until}
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
        **when,
    )


def lift(uow: UnitOfWork, command_id: str, *, site_id: str, product_id: str, why: str) -> None:
    """Goods that a command took from the books are there again: claims that fell short by it stand
    as far as they reach, and a case about a line that has nothing short here any more is settled.
    """
    told = noticed(uow, command_id, CaseKind.SHORTFALL)
    fell = {
        line_id: sum(each["quantity"] for each in times if each["because"] != NO_STOCK)
        for line_id, times in told.items()
    }
    for line_id, units in stand_again(uow, site_id, product_id, fell).items():
        left = {"quantity": units} if units else {}
        take_back(uow, command_id, CaseKind.SHORTFALL, line_id, why=why, **left)
