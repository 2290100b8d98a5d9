"""The register: every command with its rules, and who listens to which fact, in a fixed order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.cases.handlers import ResolveCase, resolve_case
from app.customers import commands as customer
from app.customers.handlers import create_customer, edit_customer
from app.fulfillment import commands as parcel
from app.fulfillment.facts import HandedOver, ReadyForPickup
from app.fulfillment.handlers.claim import claim, unclaim
from app.fulfillment.handlers.hand_over import hand_over
from app.fulfillment.handlers.pick import pick, undo_pick
from app.fulfillment.handlers.release import release, seal_code, withdraw
from app.fulfillment.handlers.short_pick import short_pick
from app.fulfillment.handlers.stage import put_back, stage
from app.kit.commands import Nature, Offline
from app.notify.handlers import on_handed_over, on_money_returned, on_order_placed, on_ready
from app.orders import commands as order
from app.orders.facts import (
    HoldCleared,
    OrderPlaced,
    PickedShort,
    UnitsAllocated,
    UnitsCancelled,
    UnitsNeedPlace,
)
from app.orders.handlers import (
    cancel_lines,
    note_money_returned,
    note_money_taken,
    place_order,
)
from app.orders.search import WatchOrder, watch_order
from app.payments import commands as payment
from app.payments.facts import MoneyReturned, MoneyTaken
from app.payments.handlers import capture_pay_link, close_drawer, open_drawer, take_payment
from app.routing.handlers import re_source, source_order
from app.storage.commands import CommandSpec, Register
from app.storage.uow import Subscriber
from app.work.handlers import count_after_short

_FACT, _REQUEST = Nature.FACT, Nature.REQUEST
_FULL, _PROVISIONAL, _NEVER = Offline.FULL, Offline.PROVISIONAL, Offline.NEVER

# kind, version, type, handler, nature, offline, permission, personal fields, number series.
# A refused request becomes a REFUSED case; a fact is accepted with an exception.
COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        "customer.create",
        1,
        customer.CreateCustomer,
        create_customer,
        _REQUEST,
        _FULL,
        "customer.edit",
        customer.PERSONAL,
    ),
    CommandSpec(
        "customer.edit",
        1,
        customer.EditCustomer,
        edit_customer,
        _REQUEST,
        _FULL,
        "customer.edit",
        customer.PERSONAL,
    ),
    CommandSpec(
        "order.place",
        1,
        order.PlaceOrder,
        place_order,
        _REQUEST,
        _PROVISIONAL,
        "order.place",
        order.PERSONAL,
        series="",
    ),
    CommandSpec("order.watch", 1, WatchOrder, watch_order, _REQUEST, _NEVER, "order.watch"),
    CommandSpec(
        "order.cancel_lines",
        1,
        order.CancelLines,
        cancel_lines,
        _REQUEST,
        _PROVISIONAL,
        "order.cancel",
    ),
    CommandSpec("drawer.open", 1, payment.OpenDrawer, open_drawer, _FACT, _FULL, "drawer"),
    CommandSpec("drawer.close", 1, payment.CloseDrawer, close_drawer, _FACT, _FULL, "drawer"),
    CommandSpec("payment.take", 1, payment.TakePayment, take_payment, _FACT, _FULL, "payment.take"),
    CommandSpec(
        "payment.capture_link",
        1,
        payment.CapturePayLink,
        capture_pay_link,
        _FACT,
        _NEVER,
        "system",
    ),
    CommandSpec("pickup.claim", 1, parcel.Claim, claim, _REQUEST, _FULL, "pick"),
    CommandSpec("pickup.unclaim", 1, parcel.Unclaim, unclaim, _REQUEST, _FULL, "pick"),
    CommandSpec("pickup.pick", 1, parcel.Pick, pick, _FACT, _FULL, "pick"),
    CommandSpec("pickup.undo_pick", 1, parcel.UndoPick, undo_pick, _FACT, _FULL, "pick"),
    CommandSpec("pickup.short_pick", 1, parcel.ShortPick, short_pick, _FACT, _FULL, "pick"),
    CommandSpec("pickup.stage", 1, parcel.Stage, stage, _FACT, _FULL, "pick"),
    CommandSpec(
        "pickup.hand_over",
        1,
        parcel.HandOver,
        hand_over,
        _FACT,
        _FULL,
        "pickup",
        parcel.PERSONAL,
    ),
    CommandSpec("pickup.put_back", 1, parcel.PutBack, put_back, _FACT, _FULL, "pickup"),
    CommandSpec("case.resolve", 1, ResolveCase, resolve_case, _REQUEST, _NEVER, "case.resolve"),
)

SUBSCRIBERS: Mapping[type, Sequence[Subscriber]] = {
    OrderPlaced: (seal_code, source_order, on_order_placed),
    UnitsNeedPlace: (re_source,),
    UnitsAllocated: (release,),
    HoldCleared: (release,),
    UnitsCancelled: (withdraw,),
    PickedShort: (count_after_short,),
    MoneyTaken: (note_money_taken,),
    MoneyReturned: (note_money_returned, on_money_returned),
    ReadyForPickup: (on_ready,),
    HandedOver: (on_handed_over,),
}

REGISTER = Register(COMMANDS, SUBSCRIBERS)

# Questions that a desk without a screen may ask by name (docs/headless.md).
QUERIES: Mapping[str, Callable[..., Any]] = {}
