"""What becomes of a total that was told and is not the tables': honoured, told, and weighed.

A price that rose while a desk was cut off binds the shop; a client that tells any total must not
get by it what its person may not give. Both look alike, so that nothing is refused: what is not
gone yet waits until a manager let it pass.
"""

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.identity.authority import authorise
from app.kit.errors import Refusal
from app.kit.money import share
from app.orders.by_hand import DISCOUNT, WHOLE
from app.orders.commands import PlaceOrder
from app.orders.held import held_now
from app.orders.holds import hold
from app.orders.reasons import HoldReason, HoldScope
from app.orders.snapshot import Snapshot
from app.orders.states import Method
from app.storage.uow import UnitOfWork

DOUBT = HoldReason.FRAUD_CHECK


def weigh_told(uow: UnitOfWork, command: PlaceOrder, order_id: str, snapshot: Snapshot) -> None:
    if command.told_total_minor == snapshot.computed:
        return
    over = _above_right(uow, command, order_id, snapshot)
    notice(
        uow,
        CaseKind.PRICE_CHANGED,
        subject="orders",
        subject_id=order_id,
        site_id=command.site_id,
        number=command.number,
        told=command.told_total_minor,
        computed=snapshot.computed,
        honoured=snapshot.total,
        over=over,
    )
    goes_later = any(line.method is not Method.CARRY_OUT for line in command.lines)
    if over and goes_later and not held_now(uow, order_id).has(DOUBT, HoldScope.ORDER, None):
        hold(uow, order_id, DOUBT)


def _above_right(uow: UnitOfWork, command: PlaceOrder, order_id: str, snapshot: Snapshot) -> int:
    """Hundredths of a percent that came off, with what was set by hand; 0 within the right.

    An offer that ended while the order was on its way explains what it gave.
    """
    off = snapshot.then - snapshot.total
    if off <= 0:
        return 0
    permission, by_hand = snapshot.asked or (DISCOUNT, 0)
    amount = by_hand + share(off, WHOLE, snapshot.then)
    try:
        authorise(
            uow,
            permission,
            amount,
            approval=command.approval,
            order_id=order_id,
            cumulative=False,
        )
    except Refusal:
        return amount
    return 0
