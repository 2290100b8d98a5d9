"""Hears of each new order that was sourced: the server alone tries others beside it."""

from app.routing.facts import OrderSourced
from app.storage.uow import UnitOfWork


def on_order_sourced(uow: UnitOfWork, fact: OrderSourced) -> None:
    """Listens to OrderSourced."""
    if not uow.on_server:
        return
    from app.routing.shadow.trying import try_others  # noqa: PLC0415  numpy: never at the start

    try_others(uow, fact)
