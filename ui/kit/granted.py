"""Ask the server what it tells to a person who may know it alone: their signed grant goes along."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from ui.kit.backend import Backend

T = TypeVar("T")


def fetch_as_person(
    backend: Backend,
    path: str,
    kind: type[T],
    *,
    then: Callable[[T], None],
    failed: Callable[[BaseException], None],
    owner: QObject,
    **query: str,
) -> None:
    """As `Backend.fetch`, in the name of whoever is signed in; nothing is asked without anybody."""
    from app.identity.queries import grant_of  # noqa: PLC0415  200 ms of SQLAlchemy before the first paint

    session = backend.session
    if session is None:
        return
    user_id = session.user_id

    def fetch(grant: str) -> None:
        backend.fetch(
            path, kind, then=then, failed=failed, owner=owner, by=user_id, grant=grant, **query
        )

    backend.ask(grant_of, user_id, then=fetch, failed=failed, owner=owner)
