"""What may a channel not have: units that a place keeps for others, and ways it does not offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from msgspec.structs import asdict
from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.places.loading import replace_list
from app.stock.tables import channel_rules
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

_rule = channel_rules.c
_rules = sa.select(
    _rule.site_id, _rule.product_id, _rule.keep, _rule.no_pickup, _rule.no_ship
).where(
    _rule.withdrawn.is_(sa.false()),
    _rule.channel.in_(("", sa.bindparam("channel", type_=sa.Text))),
    sa.or_(_rule.product_id.is_(None), _rule.product_id.in_(sa.bindparam("ids", expanding=True))),
)


class NewChannelRule(Part, frozen=True, kw_only=True):
    """No product: all of them; no channel: each."""

    site_id: str
    product_id: str | None = None
    channel: str = ""
    keep: int = 0
    no_pickup: bool = False
    no_ship: bool = False


class LoadChannelRules(Command, frozen=True, kw_only=True):
    """Fact of the server alone: the rules as they are from now on; others are withdrawn."""

    rules: list[NewChannelRule]


@dataclass(frozen=True, slots=True)
class Protection:
    """Of two rules about one cell, the one for its product wins; of the same kind, the stricter."""

    keep: int = 0
    no_pickup: bool = False
    no_ship: bool = False


NO_PROTECTION = Protection()


@dataclass(frozen=True, slots=True)
class Protections:
    of_sites: dict[str, Protection]
    of_cells: dict[tuple[str, str], Protection]

    def __bool__(self) -> bool:
        return bool(self.of_sites or self.of_cells)

    def at(self, site_id: str, product_id: str) -> Protection:
        own = self.of_cells.get((site_id, product_id))
        return own or self.of_sites.get(site_id, NO_PROTECTION)


def load_channel_rules(uow: UnitOfWork, command: LoadChannelRules) -> dict[str, Any]:
    """Refusals: quantity_out_of_range, told_twice."""
    require(uow.actor, "system")
    if wrong := [rule.keep for rule in command.rules if rule.keep < 0]:
        raise Refusal("quantity_out_of_range", quantity=wrong[0])
    key = ("site_id", "product_id", "channel")
    replace_list(uow, channel_rules, map(asdict, command.rules), key)
    return {"rules": len(command.rules)}


def protections(db: Connection, product_ids: Iterable[str], channel: str) -> Protections:
    found = Protections({}, {})
    asked = {"ids": sorted(set(product_ids)), "channel": channel}
    for row in prepared(db, _rules).read(db, asked):
        told = Protection(row["keep"], row["no_pickup"], row["no_ship"])
        site_id, product_id = row["site_id"], row["product_id"]
        if product_id is None:
            before = found.of_sites.get(site_id)
            found.of_sites[site_id] = _stricter(before, told)
        else:
            cell = (site_id, product_id)
            found.of_cells[cell] = _stricter(found.of_cells.get(cell), told)
    return found


def _stricter(one: Protection | None, other: Protection) -> Protection:
    if one is None:
        return other
    return Protection(
        max(one.keep, other.keep),
        one.no_pickup or other.no_pickup,
        one.no_ship or other.no_ship,
    )
