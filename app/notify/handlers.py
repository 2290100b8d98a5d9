"""Which events of an order the customer hears of; sending.tell queues one mail for each."""

import sqlalchemy as sa

from app.fulfillment.facts import HandedOver, HandOverUndone, ReadyForPickup, StageUndone
from app.notify.sending import tell, withdraw
from app.notify.states import MessageKind
from app.notify.tables import pickup_secrets
from app.orders.facts import OrderPlaced, PickupMoved, PromiseMissed, PromiseMoved, ShortUndone
from app.orders.states import OrderState
from app.orders.units import order_of
from app.payments.facts import MoneyReturned
from app.storage.prepared import prepared, told_in_full
from app.storage.uow import UnitOfWork

_keep_code = told_in_full(pickup_secrets)
_forget_code = pickup_secrets.delete().where(pickup_secrets.c.id == sa.bindparam("order"))


def on_order_placed(uow: UnitOfWork, fact: OrderPlaced) -> None:
    """Listens to OrderPlaced. The code in clear never leaves the server but in a mail."""
    if uow.on_server and fact.pickup_code:
        kept = {"id": fact.order_id, "code": fact.pickup_code}
        prepared(uow.db, _keep_code).write(uow.db, kept)
    tell(uow, fact.order_id, MessageKind.CONFIRMED, about=fact.order_id)


def on_ready(uow: UnitOfWork, fact: ReadyForPickup) -> None:
    """Listens to ReadyForPickup. A parcel that was put back and staged again is told once."""
    tell(uow, fact.order_id, MessageKind.READY, about=fact.fulfillment_id, may_be_undone=True)


def on_goods_missing(uow: UnitOfWork, fact: PromiseMissed | PickupMoved) -> None:
    """Listens to PromiseMissed and PickupMoved: one mail per act, unless it is undone at once."""
    tell(uow, fact.order_id, MessageKind.NEWS, about=uow.command_id, may_be_undone=True)


def on_promise_moved(uow: UnitOfWork, fact: PromiseMoved) -> None:
    """Listens to PromiseMoved: one mail per order and reason, however often it is tried."""
    tell(uow, fact.order_id, MessageKind.NEWS, about=fact.about)


def on_short_undone(uow: UnitOfWork, fact: ShortUndone) -> None:
    """Listens to ShortUndone."""
    withdraw(uow, fact.order_id, MessageKind.NEWS, about=fact.short_id)


def on_stage_undone(uow: UnitOfWork, fact: StageUndone) -> None:
    """Listens to StageUndone."""
    withdraw(uow, fact.order_id, MessageKind.READY, about=fact.fulfillment_id)


def on_handed_over(uow: UnitOfWork, fact: HandedOver) -> None:
    """Listens to HandedOver: with the last parcel the code is of no use any more."""
    if uow.on_server and order_of(uow, fact.order_id)["state"] != OrderState.PLACED.value:
        prepared(uow.db, _forget_code).write(uow.db, {"order": fact.order_id})
    tell(uow, fact.order_id, MessageKind.COLLECTED, about=fact.fulfillment_id, may_be_undone=True)


def on_hand_over_undone(uow: UnitOfWork, fact: HandOverUndone) -> None:
    """Listens to HandOverUndone."""
    withdraw(uow, fact.order_id, MessageKind.COLLECTED, about=fact.fulfillment_id)


def on_money_returned(uow: UnitOfWork, fact: MoneyReturned) -> None:
    """Listens to MoneyReturned: one mail per act, however many tenders it went to."""
    tell(uow, fact.order_id, MessageKind.REFUNDED, about=uow.command_id)
