"""Conflicts that three days without a line are bound to bring, and the case each must become."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from app.cases.states import CaseKind
from app.identity.commands import DismissUser
from app.identity.handlers import dismiss_user
from app.kit.clock import Instant
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.states import Method
from app.orders.tables import order_lines
from app.pricing.tables import promotions
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.queries import preview, return_card
from app.returns.states import Disposition, Grade, Reason
from app.storage.uow import UnitOfWork
from tests.campaigns._offline.counter import (
    centrally,
    hand_over,
    make_ready,
    parcel_of,
    place,
    run,
    told_price,
)
from tests.sync.simulator import SimulatedDesk, World

LAST, PLENTY, CHEAPER = 0, 1, 2  # products: few of it, enough of it, a promotion ends on it
FEW = 6  # what each store has of the first
EACH = 3  # conflicts of a kind at each desk
PROMOTED = 3  # units from which the promotion holds


@dataclass(slots=True)
class Planted:
    """`expected`: command id → kinds of case, one of which must name it."""

    collected: dict[SimulatedDesk, list[str]] = field(default_factory=dict)
    carried: dict[SimulatedDesk, list[str]] = field(default_factory=dict)
    expected: dict[str, set[CaseKind]] = field(default_factory=dict)

    def expect(self, command_id: str, *kinds: CaseKind) -> None:
        self.expected.setdefault(command_id, set()).update(kinds)


def before(desks: list[SimulatedDesk], planted: Planted) -> None:
    """While the line is there: parcels that wait, and goods that were carried out."""
    for desk in desks:
        ready = []
        for _ in range(EACH):
            _, order_id = place(desk, PLENTY)
            make_ready(desk, order_id)
            ready.append(order_id)
        planted.collected[desk], planted.carried[desk] = ready, []
        for _ in range(EACH):
            _, order_id = place(desk, PLENTY, method=Method.CARRY_OUT)
            planted.carried[desk].append(order_id)


def meanwhile(world: World, central: SimulatedDesk, planted: Planted) -> None:
    """What head office does in the first hours: the desks without a line cannot know it."""
    service = world.server.service
    for ready in planted.collected.values():
        for order_id in ready:
            lines = sa.select(order_lines.c.id).where(order_lines.c.order_id == order_id)
            (line_id,) = service.ask(lambda db, q=lines: db.execute(q).scalars().all())
            told = [LineQuantity(line_id=line_id, quantity=1)]
            command = CancelLines(
                order_id=order_id, lines=told, reason=CancelReason.CUSTOMER_REQUEST
            )
            run(central, command, "manager")
    for carried in planted.carried.values():
        for order_id in carried:
            take_back(central, order_id)
    for site in world.shop.stores:
        _sell_out(central, site)

    def change(uow: UnitOfWork) -> None:
        (ten,) = uow.db.execute(sa.select(promotions.c.id)).scalars()
        uow.update(promotions, ten, active=False)

    centrally(world, change)


def _sell_out(central: SimulatedDesk, site: str) -> None:
    """The last units of a store are promised by telephone."""
    here = central.site_id
    central.site_id = site
    for _ in range(FEW // 2):
        place(central, LAST, 2, role="agent")
    central.site_id = here


def dismiss(world: World, role: str) -> None:
    gone = DismissUser(user_id=world.shop.users[role])

    def work(uow: UnitOfWork) -> None:
        dismiss_user(uow, gone)

    centrally(world, work)


def without_a_line(desks: list[SimulatedDesk], planted: Planted) -> None:
    """The other half of each conflict, at the desks."""
    for desk in desks:
        for order_id in planted.collected[desk]:
            due = told_price(desk, PLENTY, 1)
            told = hand_over(desk, parcel_of(desk, order_id), due)
            planted.expect(told, CaseKind.AWKWARD_FACT)
        for _ in range(FEW // 2):
            command_id, _ = place(desk, LAST, 2)
            planted.expect(command_id, CaseKind.SHORTFALL)
        for _ in range(EACH):
            command_id, _ = place(desk, CHEAPER, PROMOTED)
            planted.expect(command_id, CaseKind.PRICE_CHANGED)
        for _ in range(EACH):
            command_id, _ = place(desk, PLENTY, role="manager")
            planted.expect(command_id, CaseKind.REVOKED_USER)
        for order_id in planted.carried[desk]:
            planted.expect(take_back(desk, order_id), CaseKind.RETURNED_TWICE)
        _depends_on_a_refused_one(desk, planted)


def _depends_on_a_refused_one(desk: SimulatedDesk, planted: Planted) -> None:
    """An order of somebody who was dismissed, collected from somebody who was not."""
    command_id, order_id = place(desk, PLENTY, role="manager")
    planted.expect(command_id, CaseKind.REVOKED_USER)
    seen = set(desk.world.stats.saved)
    parcel = make_ready(desk, order_id)
    hand_over(desk, parcel, told_price(desk, PLENTY, 1))
    for follower in desk.world.stats.saved.keys() - seen:
        planted.expect(follower, CaseKind.AWKWARD_FACT)


def take_back(desk: SimulatedDesk, order_id: str) -> str:
    """One unit comes back at this desk; the command's id."""
    shop, store = desk.world.shop, desk.store
    assert store is not None

    def look(db: sa.Connection) -> tuple[str, int]:
        card = return_card(
            db,
            order_id,
            site_id=desk.site_id,
            device_id=desk.device_id,
            user_id=shop.users["clerk"],
            now=Instant(desk.clock.now()),
        )
        assert card is not None
        line_id = card.lines[0].line_id
        seen = preview(
            card, {line_id: 1}, RefundMode.AS_PAID, offline=True, reasons={line_id: Reason.OTHER}
        )
        return line_id, seen.refund_minor

    line_id, refund = store.write(look)
    back = ReturnedLine(
        line_id=line_id,
        quantity=1,
        reason=Reason.OTHER,
        grade=Grade.A,
        disposition=Disposition.SHELF,
    )
    return str(
        run(
            desk,
            ReturnItems(
                order_id=order_id,
                site_id=desk.site_id,
                lines=[back],
                mode=RefundMode.AS_PAID,
                told_refund_minor=refund,
                offline=True,
            ),
            "clerk",
        ).command_id
    )
