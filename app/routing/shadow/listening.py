"""Who listens to how orders are placed, without what it takes to reckon: a desk starts with it."""

from app.routing.facts import OrderSourced
from app.storage.uow import UnitOfWork


def try_others(uow: UnitOfWork, fact: OrderSourced) -> None:
    """Listens to OrderSourced, on the server."""
    if uow.on_server:
        from app.routing.shadow.trying import write_trials  # noqa: PLC0415  numpy, as in handlers

        write_trials(uow, fact)
