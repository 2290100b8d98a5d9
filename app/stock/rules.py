"""By which rules is stock corrected: reasons and the recount rule, as data of the retailer."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.stock.model import RECOUNT, RecountRule
from app.stock.states import Bucket, Way
from app.stock.tables import adjust_reasons, count_rules
from app.storage.uow import UnitOfWork

LOST_TO = (Bucket.ADJUSTMENT, Bucket.DAMAGED, Bucket.SCRAP)


class NewReason(Part, frozen=True, kw_only=True):
    """`bucket`: where lost goods go; found ones come from adjustment."""

    code: str
    name: str
    name_id: str
    way: Way
    bucket: Bucket = Bucket.ADJUSTMENT


class LoadStockRules(Command, frozen=True, kw_only=True):
    """Fact of the server alone."""

    reasons: list[NewReason]
    over_units: int
    over_percent: int


@dataclass(frozen=True, slots=True)
class AdjustReason:
    code: str
    name: str
    name_id: str
    way: Way
    bucket: Bucket


# Where the retailer has told none: what a stockroom corrects on any day.
STANDARD = (
    AdjustReason("lost", "Not found", "Tidak ditemukan", Way.LOST, Bucket.ADJUSTMENT),
    AdjustReason("damaged", "Damaged", "Rusak", Way.LOST, Bucket.DAMAGED),
    AdjustReason("scrapped", "Thrown away", "Dibuang", Way.LOST, Bucket.SCRAP),
    AdjustReason("used", "Used in the store", "Dipakai toko", Way.LOST, Bucket.ADJUSTMENT),
    AdjustReason("found", "Found", "Ditemukan", Way.FOUND, Bucket.ADJUSTMENT),
    AdjustReason("miscounted", "Miscounted", "Salah hitung", Way.FOUND, Bucket.ADJUSTMENT),
)

_reasons = sa.select(adjust_reasons).order_by(adjust_reasons.c.ordinal, adjust_reasons.c.id)
_rule = sa.select(count_rules.c.over_units, count_rules.c.over_percent).order_by(count_rules.c.id)


def load_stock_rules(uow: UnitOfWork, command: LoadStockRules) -> dict[str, Any]:
    """Refusal('reason_unknown') for goods lost into a bucket that is not for lost goods."""
    require(uow.actor, "system")
    if wrong := [reason.code for reason in command.reasons if reason.bucket not in LOST_TO]:
        raise Refusal("reason_unknown", reason=wrong[0])
    uow.insert(
        adjust_reasons,
        *(
            {
                "id": uow.new_id("adjust_reason"),
                "ordinal": ordinal,
                "code": reason.code,
                "name": reason.name,
                "name_id": reason.name_id,
                "way": reason.way.value,
                "bucket": reason.bucket.value,
            }
            for ordinal, reason in enumerate(command.reasons)
        ),
    )
    rule = {"over_units": command.over_units, "over_percent": command.over_percent}
    uow.insert(count_rules, {"id": uow.new_id("count_rule"), **rule})
    return {"reasons": len(command.reasons)}


def reasons(db: Connection) -> tuple[AdjustReason, ...]:
    told = tuple(
        AdjustReason(
            row["code"], row["name"], row["name_id"], Way(row["way"]), Bucket(row["bucket"])
        )
        for row in db.execute(_reasons).mappings()
    )
    return told or STANDARD


def recount_rule(db: Connection) -> RecountRule:
    row = db.execute(_rule).first()
    return RecountRule(row.over_units, row.over_percent) if row else RECOUNT
