"""What a customer lets us do on which channel: the latest word holds, and takes effect at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.commands import SetConsent
from app.customers.group import group_of, survivor_of
from app.customers.states import Channel, Purpose
from app.customers.tables import customer_consents
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Consent:
    """`at` 0: nobody said anything yet, and the rule of the purpose holds."""

    channel: Channel
    purpose: Purpose
    given: bool
    at: int = 0
    how: str = ""
    user_id: str = ""
    consent_id: str = ""


_consent = customer_consents.c
_of_group = (
    sa.select(
        _consent.channel,
        _consent.purpose,
        _consent.given,
        _consent.at,
        _consent.how,
        _consent.user_id,
        _consent.id,
    )
    .where(_consent.customer_id.in_(sa.bindparam("ids", expanding=True)))
    # Said twice in one moment: the no stands.
    .order_by(_consent.at, _consent.given.desc(), _consent.id)
)


def set_consent(uow: UnitOfWork, command: SetConsent) -> dict[str, Any]:
    """Fact: also what an erased or unknown customer said is written; it names nobody."""
    uow.insert(
        customer_consents,
        {
            "id": uow.new_id("consent"),
            "customer_id": survivor_of(uow.db, command.customer_id),
            "channel": command.channel.value,
            "purpose": command.purpose.value,
            "given": command.given,
            "how": command.how.value,
            "user_id": uow.actor.user_id,
            "at": uow.now,
        },
    )
    return {"customer_id": command.customer_id, "given": command.given}


def consents_of(db: Connection, customer_id: str) -> tuple[Consent, ...]:
    """One for each channel and purpose."""
    return latest(db, group_of(db, customer_id))


def latest(db: Connection, ids: Iterable[str]) -> tuple[Consent, ...]:
    held = {
        (channel, purpose): Consent(channel, purpose, purpose is Purpose.SERVICE)
        for channel in Channel
        for purpose in Purpose
    }
    for row in prepared(db, _of_group).rows(db, {"ids": list(ids)}):
        at = Channel(row[0]), Purpose(row[1])
        held[at] = Consent(*at, *row[2:])
    return tuple(held.values())


def may_tell(db: Connection, customer_id: str, channel: Channel, purpose: Purpose) -> bool:
    """Whether something may be sent now; ask again at the moment of sending."""
    return next(
        told.given
        for told in consents_of(db, customer_id)
        if (told.channel, told.purpose) == (channel, purpose)
    )
