"""Two later versions of the server, known to tests alone: a change of the tables in two halves.

`python -m tests.server.later EXPAND|CONTRACT DATABASE PORT` serves like one of them. To both,
customer.create is at its third version; desks two releases older send the first.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.customers.tables import customer_pii
from app.features import COMMANDS, FOLLOWERS, REGISTER, SUBSCRIBERS
from app.storage.commands import CommandSpec, Older, Register
from app.storage.migrations.history import VERSIONS, History
from app.storage.uow import UnitOfWork

CREATE = "customer.create"
HERE = Path(__file__).parent


class Half(StrEnum):
    EXPAND = "expand"
    CONTRACT = "contract"


def history(half: Half) -> History:
    folders: Sequence[Path] = (VERSIONS, HERE / "expand")
    if half is Half.EXPAND:
        return History("0002", tuple(folders))
    return History("0003", (*folders, HERE / "contract"))


def register() -> Register:
    """In its second version `phone` was called `mobile`; the third also keeps the initials."""
    known = REGISTER.find(CREATE, 1)
    assert known is not None

    def create(uow: UnitOfWork, command: Any) -> dict[str, Any]:
        told = known.handler(uow, command)
        initials = "".join(word[0] for word in command.name.split())
        uow.db.exec_driver_sql(
            f"UPDATE {customer_pii.name} SET initials = %s WHERE id = %s",
            (initials, command.customer_id),
        )
        return told

    spec = CommandSpec(
        CREATE, 3, known.type, create, known.nature, known.offline, known.permission,
        known.personal, older=(Older(1, _to_mobile), Older(2, _to_phone)),
    )  # fmt: skip
    others = [each for each in COMMANDS if each.kind != CREATE]
    return Register([*others, spec], SUBSCRIBERS, FOLLOWERS)


def _to_mobile(body: dict[str, Any]) -> dict[str, Any]:
    return {("mobile" if name == "phone" else name): value for name, value in body.items()}


def _to_phone(body: dict[str, Any]) -> dict[str, Any]:
    return {("phone" if name == "mobile" else name): value for name, value in body.items()}
