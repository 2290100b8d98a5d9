"""Is a return by mail still on its way, once goods of its order came back another way?"""

from collections.abc import Sequence

import sqlalchemy as sa

from app.orders.units import tell
from app.returns.handlers.judging import Taken
from app.returns.sold import Sale
from app.returns.states import RETURN, ReturnState
from app.returns.tables import return_lines, returns
from app.returns.waiting import OPEN_BY_MAIL
from app.storage.uow import UnitOfWork

OVER_COUNTER = "over_counter"  # stands as the note of what was cancelled

_open = (
    sa.select(returns.c.id, returns.c.number, returns.c.state)
    .where(
        returns.c.order_id == sa.bindparam("order"),
        returns.c.state.in_([state.value for state in OPEN_BY_MAIL]),
    )
    .order_by(returns.c.id)
)
_expected = sa.select(return_lines.c.line_id).where(
    return_lines.c.return_id == sa.bindparam("return"), return_lines.c.expected > 0
)


def await_no_longer(uow: UnitOfWork, sale: Sale, taken: Sequence[Taken]) -> None:
    """Cancel each open return by mail of which the customer has nothing left to send.

    A counter whose desk did not know it took the goods, an exchange did, or another return by mail.
    `sale`: as it was before `taken` was booked.
    """
    order_id = sale.card.head.order_id
    left = {line.line_id: line.left for line in sale.lines}
    for part in taken:
        left[part.line.line_id] -= part.accepted
    for row in uow.all(_open, order=order_id):
        awaited = uow.all(_expected, **{"return": row["id"]})
        if any(left.get(line["line_id"], 0) > 0 for line in awaited):
            continue
        state = RETURN.after(ReturnState(row["state"]), "cancel")
        uow.update(returns, row["id"], state=state.value, note=OVER_COUNTER)
        tell(uow, order_id, "end_return", reason=row["number"])
