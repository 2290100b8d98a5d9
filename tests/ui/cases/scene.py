"""A desk with something to settle of every kind, and a link that a test may cut."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.handlers import open_case
from app.cases.states import CaseKind
from app.fulfillment.tables import fulfillments
from app.kit.clock import MINUTE
from app.storage.outbox import outbox
from app.storage.uow import UnitOfWork
from tests.ui.pickup.counter import GI, SHIRT, Counter

Evidence = dict[str, Any]


@dataclass
class LinkedCounter(Counter):
    """As if the server were there: acts that need it are carried out and queued."""

    reached: bool = True

    def run(self, command: Any, actor: Any, *, command_id: str = "") -> Any:
        # the lane of commands itself: a whole server would add nothing to what the page shows
        return self.desk._write.run(
            self.desk.store.run,
            command,
            actor.user_id,
            online=self.reached,
            command_id=command_id,
        )


def linked(counter: Counter) -> LinkedCounter:
    return LinkedCounter(counter.desk, counter.clock, counter.link, counter.numbers)


def tell(
    counter: Counter,
    kind: CaseKind,
    /,
    subject: str = "orders",
    subject_id: str = "x" * 32,
    **evidence: Any,
) -> str:
    """A case as the server would send it, a minute after the one before."""
    counter.clock.at += MINUTE

    def work(uow: UnitOfWork) -> str:
        return open_case(
            uow,
            kind,
            subject=subject,
            subject_id=subject_id,
            audience="cases:care",
            site_id=GI,
            evidence=evidence,
        )

    return counter.acting(work)


def order_of(counter: Counter, parcel: str) -> str:
    return str(counter.only(fulfillments, id=parcel)["order_id"])


def doubt(counter: Counter, code: str) -> None:
    """The last command here did not fit when it was played again."""

    def work(db: Connection) -> None:
        last = sa.select(sa.func.max(outbox.c.client_seq)).scalar_subquery()
        db.execute(outbox.update().where(outbox.c.client_seq == last).values(forecast=code))

    counter.desk.write(work).result()


def everything(counter: Counter) -> list[str]:
    """One case of each kind with the evidence that app/ writes; newest last."""
    parcel = counter.order("Maria Gunawan", (SHIRT, 1))
    order = order_of(counter, parcel)
    return [
        tell(
            counter,
            CaseKind.PRICE_CHANGED,
            subject_id=order,
            number="JKT01-3-000001",
            told=499_000,
            computed=529_000,
            honoured=499_000,
        ),
        tell(
            counter,
            CaseKind.SHORTFALL,
            "order_lines",
            order=order,
            product=SHIRT,
            quantity=2,
            because="carry_out",
        ),
        tell(
            counter,
            CaseKind.COLLECTED_TWICE,
            "fulfillments",
            parcel,
            order=order,
            first_at=counter.clock.at,
        ),
        tell(
            counter,
            CaseKind.RETURNED_TWICE,
            "returns",
            order=order,
            number="R-JKT01-3-000004",
            told=349_000,
            refund=349_000,
            mode="same",
            offline=True,
            lines=["l" * 32],
        ),
        tell(
            counter,
            CaseKind.NUMBER_CLASH,
            subject_id=order,
            number="JKT01-3-000001",
            other="o" * 32,
        ),
        tell(
            counter, CaseKind.REVOKED_USER, "commands", code="user_revoked", kind="pickup.hand_over"
        ),
        tell(
            counter,
            CaseKind.PAYMENT_DECLINED,
            subject_id=order,
            code="credit_too_low",
            amount=150_000,
        ),
        tell(
            counter, CaseKind.MONEY_AFTER_CANCEL, subject_id=order, payment="p" * 32, amount=349_000
        ),
        tell(
            counter,
            CaseKind.AWKWARD_FACT,
            "fulfillments",
            parcel,
            code="handed_over_unpaid",
            due=349_000,
            also=[{"code": "handed_over_held"}],
        ),
        tell(counter, CaseKind.QUARANTINED, "commands", code="handler_failed", kind="order.place"),
        tell(
            counter,
            CaseKind.REFUSED,
            "commands",
            code="nothing_to_cancel",
            kind="order.cancel_lines",
        ),
    ]
