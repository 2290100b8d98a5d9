"""Nine days of a small trade: sales in two stores, pickups, a short pick, returns."""

from collections.abc import Sequence
from pathlib import Path

from app.fulfillment.commands import HandOver, Pick, Proof, ShortPick, Stage
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillments
from app.identity.tables import users
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import DAY, HOUR, Instant
from app.orders.commands import OrderLine
from app.places.tables import sites
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.queries import preview, return_card
from app.returns.states import Disposition, Grade, Reason
from app.returns.tables import return_rules
from app.stock.forecast.nightly import ReckonDemand
from tests.support.shop import (
    AGENT,
    CLERK,
    CLERK_KEMANG,
    MUG,
    SCARF,
    SHIRT,
    START,
    Shop,
    carry,
    cash,
    open_shop,
    pickup,
    plain_total,
)

ZONE = "Asia/Jakarta"
DAYS = 9
AUDITOR = Actor(user_id="auditor", role="auditor", device_id="care-1", site_id="care")
INVENTORY = Actor(user_id="inventory", role="inventory", device_id="care-1", site_id="center")


def furnished(folder: Path) -> Shop:
    """The shop before its first sale, with regions and a return rule; it is 10:00 in Jakarta."""
    folder.mkdir(parents=True, exist_ok=True)
    shop = open_shop(folder)
    with shop.acting() as uow:
        for site_id in ("menteng", "kemang"):
            uow.update(sites, site_id, region="Jabodetabek")
        uow.insert(
            return_rules,
            {"id": "rule", "code": "STD", "category": "", "returnable": True, "window_days": 30},
        )
        for actor in (AUDITOR, INVENTORY):
            uow.insert(users, {"id": actor.user_id, "name": actor.user_id, "role": actor.role})
    shop.now = Instant(START - START % DAY + 3 * HOUR)
    for product in (SHIRT, SCARF, MUG):
        shop.stock("menteng", product, 60)
    shop.stock("kemang", SCARF, 5)  # with one sold a day it does not last until more comes
    return shop


def traded(folder: Path, days: int = DAYS) -> Shop:
    """`days` days, the last of them today; it is 14:00 of it."""
    shop = furnished(folder)
    morning = shop.now
    drawer = shop.drawer(CLERK)
    other = shop.drawer(CLERK_KEMANG)
    for day in range(days):
        shop.now = Instant(morning + day * DAY)
        sold = bought(shop, drawer, carry(SHIRT), carry(MUG, 2))
        if day:
            bring_back(shop, drawer, sold, Reason.TOO_SMALL if day % 2 else Reason.FAULTY)
        shop.now = Instant(shop.now + 2 * HOUR)
        bought(shop, other, _at_kemang(carry(SCARF)), actor=CLERK_KEMANG, site_id="kemang")
        make_ready(shop, collect(shop, shop.now + HOUR), late=day % 3 == 2)
    short = collect(shop, shop.now + HOUR)
    parcel = shop.only(fulfillments, order_id=short["order_id"], site_id="menteng")
    shop.perform(
        ShortPick(
            fulfillment_id=parcel["id"],
            line_id=short["line_ids"][0],
            quantity=1,
            reason=ShortReason.WRONG_STOCK,
            then=ShortNext.BACKORDER,
        )
    )
    shop.now = Instant(morning + (days - 1) * DAY + 4 * HOUR)
    for site_id in ("menteng", "kemang"):
        shop.perform(ReckonDemand(site_id=site_id), SYSTEM)
    return shop


def _at_kemang(line: OrderLine) -> OrderLine:
    return OrderLine(
        product_id=line.product_id,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
        method=line.method,
        site_id="kemang",
    )


def bought(
    shop: Shop, drawer: str, *lines: OrderLine, actor: Actor = CLERK, site_id: str = "menteng"
) -> dict[str, object]:
    total = plain_total(lines)
    return shop.order(
        *lines, actor=actor, site_id=site_id, told=total, tenders=[cash(total, drawer)]
    )


def collect(shop: Shop, due: int, actor: Actor = AGENT) -> dict[str, Sequence[str]]:
    return shop.order(
        pickup(SHIRT, promise_from=due, promise_to=due + 6 * HOUR), actor=actor, channel="phone"
    )


def make_ready(
    shop: Shop, placed: dict[str, Sequence[str]], *, late: bool = False, units: int = 1
) -> str:
    parcel = str(shop.only(fulfillments, order_id=placed["order_id"])["id"])
    if late:
        shop.now = Instant(shop.now + 2 * HOUR)
    line = placed["line_ids"][0]
    shop.perform(Pick(fulfillment_id=parcel, line_id=line, quantity=units))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    return parcel


def hand_over(shop: Shop, parcel: str, drawer: str, due: int) -> None:
    shop.perform(
        HandOver(
            fulfillment_id=parcel,
            proof=Proof.ID,
            code_checked=True,
            tenders=[cash(due, drawer)],
        )
    )


def bring_back(
    shop: Shop, drawer: str, sold: dict[str, object], reason: Reason, units: int = 1
) -> None:
    """Of the first line."""
    order_id = str(sold["order_id"])
    line_id = sold["line_ids"][0]  # type: ignore[index]
    with shop.engine.connect() as db:
        card = return_card(
            db, order_id, site_id="menteng", device_id="till-1", user_id="clerk", now=shop.now
        )
        assert card is not None
        told = preview(card, {line_id: units}, RefundMode.AS_PAID, offline=False).refund_minor
    shop.perform(
        ReturnItems(
            order_id=order_id,
            site_id="menteng",
            number=f"R-{order_id[:8]}",
            lines=[
                ReturnedLine(
                    line_id=line_id,
                    quantity=units,
                    reason=reason,
                    grade=Grade.A,
                    disposition=Disposition.SHELF,
                )
            ],
            mode=RefundMode.AS_PAID,
            told_refund_minor=told,
            drawer_id=drawer,
        )
    )
