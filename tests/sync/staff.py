"""What the people of the simulated shop do: any act, at any desk, on what that desk knows."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from app.fulfillment.commands import (
    Claim,
    HandOver,
    Pick,
    Proof,
    PutBack,
    ShortPick,
    Stage,
    Unclaim,
    UndoHandOver,
    UndoPick,
    UndoShort,
    UndoStage,
)
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.clock import SECOND
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.commands import (
    CancelLines,
    ChangeOrder,
    Edits,
    HoldOrder,
    LineDelivery,
    LineQuantity,
    OrderLine,
    PlaceOrder,
    ReleaseHold,
)
from app.orders.previews import change_preview
from app.orders.reasons import CancelReason, HoldReason, HoldScope
from app.orders.states import Method
from app.orders.tables import holds, order_lines
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import Charge, price
from app.pricing.promotion import BasketLine
from app.stock.commands import AskHold, HeldUnits, LetHoldGo
from app.stock.holding import LASTS
from app.stock.tables import leases
from app.storage.schema import Row
from app.sync import wire
from tests.sync import cases, comeback, goods, money, people, supply, talk
from tests.sync.goods import any_of
from tests.sync.moulds import LEAVER
from tests.sync.simulator import SimulatedDesk, World

SHIPPING = 9_000
SLIPS = 0.25
_lines = sa.select(order_lines).order_by(order_lines.c.id)
_open_lines = _lines.where(
    order_lines.c.allocated + order_lines.c.released + order_lines.c.backordered > 0
)
_holds = sa.select(holds).where(holds.c.open).order_by(holds.c.id)
_leases = (
    sa.select(leases).where(leases.c.device_id == sa.bindparam("device")).order_by(leases.c.id)
)
_parcels = (
    sa.select(fulfillments)
    .where(
        fulfillments.c.state.in_(sa.bindparam("states", expanding=True)),
        fulfillments.c.site_id == sa.bindparam("site"),
    )
    .order_by(fulfillments.c.id)
)
_lines_of_parcel = (
    sa.select(fulfillment_lines)
    .where(fulfillment_lines.c.fulfillment_id == sa.bindparam("parcel"))
    .order_by(fulfillment_lines.c.id)
)
_of_parcel = {
    "unpicked": _lines_of_parcel.where(fulfillment_lines.c.picked < fulfillment_lines.c.quantity),
    "picked": _lines_of_parcel.where(fulfillment_lines.c.picked > 0),
}
CLERKS = ("clerk", LEAVER)


def act(world: World, desk: SimulatedDesk) -> None:
    """One act of one person, chosen by the world's chance among those this desk can do."""
    if desk.store is None or desk.core.cursor.epoch == 0:
        return  # off, or never met its server: a till without a catalogue sells nothing
    acts: list[tuple[int, Callable[[World, SimulatedDesk], None]]] = [
        (12, place),
        (3, people.newcomer),
        (2, people.edit),
        (2, people.move),
        (1, people.merge),
        (1, people.undo_merge),
        (5, keep),
        (16, pick),
        (14, stage),
        (12, hand_over),
        (4, short),
        (2, undo),
        (1, put_back),
        (4, cancel),
        (5, change),
        (1, hold),
        (3, let_go),
        (3, claim),
        (2, leave),
        (2, pay),
        (3, money.drawer),
        (4, borrow),
        (2, give_back),
        (6, goods.arrive),
        (1, goods.undo_send),
        (6, goods.take_back),
        (2, goods.appease),
        (4, goods.ask_transfer),
        (4, goods.give_transfer),
        (5, goods.take_transfer),
        (1, goods.count),
        (2, goods.post),
        (8, cases.settle),
        (1, cases.hand),
        (2, supply.receive),
        (1, supply.move),
        (2, supply.adjust),
        (1, supply.discard),
        (4, comeback.ask),
        (3, comeback.move),
        (3, comeback.arrive),
        (1, comeback.blind),
        (3, comeback.provider_says),
        (2, comeback.pay_otherwise),
        (2, talk.contact),
        (1, talk.consent),
        (1, talk.note),
        (2, talk.call),
        (1, talk.look),
        (1, talk.keep_apart),
    ]
    chosen = world.random.choices([a for _, a in acts], [weight for weight, _ in acts])[0]
    chosen(world, desk)


def place(world: World, desk: SimulatedDesk) -> None:
    chance, shop = world.random, world.shop
    ways = (Method.PICKUP, Method.SHIP, Method.CARRY_OUT)
    method = chance.choices(ways, [6, 3, 1])[0]
    chosen = chance.sample(range(len(shop.products)), chance.randint(1, 3))
    site = {Method.PICKUP: chance.choice(shop.stores), Method.SHIP: shop.center}.get(
        method, desk.site_id
    )
    sender = _sender(world, site) if method is Method.PICKUP else None
    quantities = [chance.randint(1, 3) for _ in chosen]
    shipping = SHIPPING if method is Method.SHIP else 0
    total = _total(
        desk,
        [(shop.products[n], q, shop.prices[n]) for n, q in zip(chosen, quantities, strict=True)],
        shipping,
    )
    customer = desk._new_id() if method is Method.SHIP or chance.random() < 0.3 else None
    known = people.somebody(world, desk) if customer and chance.random() < 0.3 else None
    desk.run(
        PlaceOrder(
            number="",
            pickup_code="ABC234",
            channel="phone",
            site_id=desk.site_id,
            language="id",
            currency="IDR",
            lines=[
                OrderLine(
                    product_id=shop.products[n],
                    quantity=q,
                    unit_minor=shop.prices[n],
                    method=method,
                    site_id=site,
                    from_site_id=sender,
                )
                for n, q in zip(chosen, quantities, strict=True)
            ],
            told_total_minor=total,
            customer_id=known,
            new_customer=people.unknown(world, customer) if customer and not known else None,
            ship_to=people.address(world) if method is Method.SHIP else None,
            shipping_minor=shipping,
            tenders=[_tender(world, total)],
            hold_id=_draft(world, desk),
        ),
        world.random.choice(CLERKS) if method is Method.CARRY_OUT else "agent",
    )


def _sender(world: World, counter: str) -> str | None:
    """One pickup in three is sent to its counter by another store."""
    if world.random.random() >= 0.3:
        return None
    return world.random.choice([site for site in world.shop.stores if site != counter])


def keep(world: World, desk: SimulatedDesk) -> None:
    """Units for a draft in hand, somewhere; or nothing of it any more."""
    chance, shop = world.random, world.shop
    draft = _draft(world, desk)
    if chance.random() < 0.2:
        desk.run(LetHoldGo(hold_id=draft), "agent")
        return
    units = [
        HeldUnits(
            site_id=chance.choice(shop.stores), product_id=product, quantity=chance.randint(1, 3)
        )
        for product in chance.sample(shop.products, chance.randint(1, 2))
    ]
    desk.run(AskHold(hold_id=draft, units=units, lasts=LASTS), "agent")


def borrow(world: World, desk: SimulatedDesk) -> None:
    """Units that this desk may promise without the server: only the server lends them."""
    wanted = (desk.site_id, world.random.choice(world.shop.products), world.random.randint(1, 2))
    desk.ask_server(wire.Borrow(request_id=desk._new_id(), units=[wanted]))


def give_back(world: World, desk: SimulatedDesk) -> None:
    if lease := any_of(world, desk, _leases, device=desk.device_id):
        desk.ask_server(wire.GiveBack(request_id=desk._new_id(), lease_ids=[lease["id"]]))


def _draft(world: World, desk: SimulatedDesk) -> str:
    """One of the few that are in hand at a desk."""
    return f"{desk.device_id[:30]}-{world.random.randrange(2)}"


def claim(world: World, desk: SimulatedDesk) -> None:
    if parcel := _parcel(world, desk, "open", "in_progress"):
        desk.run(Claim(fulfillment_id=parcel["id"]), "clerk")


def leave(world: World, desk: SimulatedDesk) -> None:
    """What a colleague picks, perhaps."""
    if parcel := _parcel(world, desk, "in_progress"):
        desk.run(Unclaim(fulfillment_id=parcel["id"]), "clerk")


def pick(world: World, desk: SimulatedDesk) -> None:
    if (parcel := _parcel(world, desk, "open", "in_progress")) and (
        line := _line(world, desk, parcel, "unpicked")
    ):
        desk.run(
            Pick(fulfillment_id=parcel["id"], line_id=line["line_id"]), world.random.choice(CLERKS)
        )


def undo(world: World, desk: SimulatedDesk) -> None:
    if (parcel := _parcel(world, desk, "in_progress")) and (
        line := _line(world, desk, parcel, "picked")
    ):
        desk.run(UndoPick(fulfillment_id=parcel["id"], line_id=line["line_id"]), "clerk")


def short(world: World, desk: SimulatedDesk) -> None:
    if (parcel := _parcel(world, desk, "open", "in_progress")) and (
        line := _line(world, desk, parcel, "unpicked")
    ):
        told = ShortPick(
            fulfillment_id=parcel["id"],
            line_id=line["line_id"],
            quantity=1,
            reason=world.random.choice(list(ShortReason)),
            then=world.random.choice(list(ShortNext)),
        )
        _slip(world, desk, told, lambda done: UndoShort(**done))


def stage(world: World, desk: SimulatedDesk) -> None:
    """Pick what is left of one parcel, then stage it, or send it to its store: in one go."""
    parcel = _parcel(world, desk, "open", "in_progress")
    if parcel is None:
        return
    while desk.store is not None and (line := _line(world, desk, parcel, "unpicked")):
        outcome = desk.run(Pick(fulfillment_id=parcel["id"], line_id=line["line_id"]), "clerk")
        if outcome is None or not outcome.ok:
            return
    if desk.store is None:
        return
    if parcel["method"] == Method.TO_STORE.value:
        goods.send(desk, parcel)
    else:
        staged = Stage(fulfillment_id=parcel["id"], bin_code="A-01")
        _slip(world, desk, staged, lambda _: UndoStage(fulfillment_id=parcel["id"]))


def _slip(
    world: World, desk: SimulatedDesk, command: Command, undo: Callable[[Any], Command]
) -> None:
    """One in four is taken back a moment later, and the server has heard of it or not."""
    outcome = desk.run(command, "clerk")
    if outcome is None or not outcome.ok or world.random.random() >= SLIPS:
        return
    world.run_until(world.now + world.random.randrange(1, 50) * SECOND)
    if desk.store is not None:
        desk.run(undo(outcome.result), "clerk")


def hand_over(world: World, desk: SimulatedDesk) -> None:
    parcel = _parcel(world, desk, "ready")
    if parcel is None:
        return
    given = HandOver(
        fulfillment_id=parcel["id"],
        proof=Proof.ID,
        code_checked=True,
        tenders=money.due(world, desk, parcel["order_id"]),
    )
    _slip(world, desk, given, lambda _: UndoHandOver(fulfillment_id=parcel["id"]))


def pay(world: World, desk: SimulatedDesk) -> None:
    if line := any_of(world, desk, _open_lines):
        money.pay(world, desk, line["order_id"])


def put_back(world: World, desk: SimulatedDesk) -> None:
    if parcel := _parcel(world, desk, "ready"):
        desk.run(PutBack(fulfillment_id=parcel["id"], reason="not_collected"), "clerk")


def cancel(world: World, desk: SimulatedDesk) -> None:
    if line := any_of(world, desk, _open_lines):
        desk.run(
            CancelLines(
                order_id=line["order_id"],
                lines=[LineQuantity(line_id=line["id"], quantity=1)],
                reason=CancelReason.CUSTOMER_REQUEST,
            ),
            "agent",
        )


def change(world: World, desk: SimulatedDesk) -> None:
    """More or fewer of a line, and perhaps at another store: what this desk thinks it costs."""
    line = any_of(world, desk, _open_lines)
    if line is None or desk.store is None:
        return
    chance, line_id = world.random, line["id"]
    there = LineDelivery(
        line_id=line_id, method=Method.PICKUP, site_id=chance.choice(world.shop.stores)
    )
    units = chance.randint(0, 3)
    edits = Edits(
        quantities=[LineQuantity(line_id=line_id, quantity=units)] if chance.random() < 0.7 else [],
        deliveries=[there] if chance.random() < 0.5 else [],
    )
    now = desk.clock.now()
    try:
        seen = desk.store.write(change_preview, line["order_id"], edits, now)
    except Refusal:
        return
    due = seen.difference_minor
    desk.run(
        ChangeOrder(
            order_id=line["order_id"],
            version=seen.version,
            edits=edits,
            told_difference_minor=due,
            tenders=[_tender(world, due)] if due > 0 else [],
        ),
        "agent",
    )


def hold(world: World, desk: SimulatedDesk) -> None:
    """An order, a line of it, or one parcel."""
    scope = world.random.choice(list(HoldScope))
    if scope is HoldScope.FULFILLMENT:
        subject = _parcel(world, desk, "open", "in_progress", "ready")
    else:
        subject = any_of(world, desk, _lines)
    if subject:
        desk.run(
            HoldOrder(
                order_id=subject["order_id"],
                reason=HoldReason.CUSTOMER_REQUEST,
                scope=scope,
                subject_id=subject["id"],
            ),
            "agent",
        )


def let_go(world: World, desk: SimulatedDesk) -> None:
    if row := any_of(world, desk, _holds):
        desk.run(ReleaseHold(hold_id=row["id"]), "clerk")


def _parcel(world: World, desk: SimulatedDesk, *states: str) -> Row | None:
    return any_of(world, desk, _parcels, states=states, site=desk.site_id)


def _line(world: World, desk: SimulatedDesk, parcel: Row, which: str) -> Row | None:
    return any_of(world, desk, _of_parcel[which], parcel=parcel["id"])


def _total(desk: SimulatedDesk, lines: list[tuple[str, int, int]], shipping: int) -> int:
    def ask(db: sa.Connection) -> int:
        basket = [
            BasketLine(str(n), "things", quantity, unit, "standard")
            for n, (_product, quantity, unit) in enumerate(lines)
        ]
        charges = [Charge("SHIPPING", "", shipping)] if shipping else []
        done = price(
            basket,
            active_promotions(db),
            all_tax_rates(db),
            charges,
            now=desk.clock.now(),
            currency="IDR",
        )
        return done.total

    assert desk.store is not None
    return desk.store.write(ask)


def _tender(world: World, total: int) -> TenderTaken:
    kind = world.random.choice([TenderKind.AT_STORE, TenderKind.AT_STORE, TenderKind.PAY_LINK])
    return TenderTaken(
        kind=kind, amount_minor=total, reference="APPROVED" if kind is TenderKind.TERMINAL else ""
    )
