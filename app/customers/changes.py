"""What becomes of an edit when others edited too: each field is judged by the value one saw."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork


class FieldChange(Protocol):
    @property
    def field(self) -> str: ...

    @property
    def seen(self) -> str: ...

    @property
    def value(self) -> str: ...


def fresh_values(
    uow: UnitOfWork,
    customer_id: str,
    now: Mapping[Any, Any],
    changes: Iterable[FieldChange],
    clean: Callable[[str, str], str],
) -> dict[str, str]:
    """Column → its new value, of the fields that still stand as they were seen.

    A field that somebody changed meanwhile stays as it is and is told to a person; when no other
    is left the whole edit is refused: Refusal('field_changed', field=…).
    """
    taken: dict[str, str] = {}
    clashes: list[str] = []
    kept = False
    for change in changes:
        field, value = str(change.field), clean(str(change.field), change.value)
        if now[field] == value:
            kept = True
        elif now[field] == change.seen:
            taken[field] = value
        else:
            clashes.append(field)
    if clashes and not taken and not kept:
        raise Refusal("field_changed", field=clashes[0])
    for field in clashes:
        notice(
            uow,
            CaseKind.REFUSED,
            subject="customers",
            subject_id=customer_id,
            site_id=uow.actor.site_id or None,
            code="field_changed",
            field=field,
        )
    return taken
