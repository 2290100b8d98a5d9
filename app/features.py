"""The register: every command with its rules, and who listens to which fact, in a fixed order."""

from collections.abc import Mapping, Sequence

from app.catalog.commands import LoadProducts
from app.catalog.handlers import load_products
from app.customers import addresses, callbacks, consents, contacts, loading, merging, notes, privacy
from app.customers import commands as customer
from app.customers.facts import CustomerErased
from app.customers.handlers import create_customer, edit_customer, watch_customer
from app.fulfillment import commands as parcel
from app.fulfillment.facts import HandedOver, HandOverUndone, ReadyForPickup, StageUndone
from app.fulfillment.handlers.claim import claim, unclaim
from app.fulfillment.handlers.hand_over import hand_over
from app.fulfillment.handlers.hold import hold_order
from app.fulfillment.handlers.move_fallen import MoveFallen, move_fallen
from app.fulfillment.handlers.pick import pick, undo_pick
from app.fulfillment.handlers.receive import receive_at_store
from app.fulfillment.handlers.release import release, seal_code, withdraw
from app.fulfillment.handlers.send import send_to_store, undo_send
from app.fulfillment.handlers.short_pick import short_pick
from app.fulfillment.handlers.stage import put_back, stage
from app.fulfillment.handlers.take_back import TakeBack, take_back
from app.fulfillment.handlers.undo import undo_hand_over, undo_stage
from app.fulfillment.handlers.undo_short import undo_short
from app.fulfillment.past_sales import RecordPastSales, record_past_sales
from app.identity import commands as staff
from app.identity.handlers import dismiss_user, load_staff, readmit_user, revoke_device
from app.insights.figures.counting import count_figures
from app.kit.commands import Command, Nature, Offline
from app.notify.handlers import (
    on_goods_missing,
    on_hand_over_undone,
    on_handed_over,
    on_money_returned,
    on_order_placed,
    on_promise_moved,
    on_ready,
    on_short_undone,
    on_stage_undone,
)
from app.notify.resending import ResendMessage, resend_message
from app.notify.sending import (
    MarkSent,
    MarkUnsent,
    ask_for_links,
    mark_sent,
    mark_unsent,
    on_link_made,
    on_order_changed,
    on_units_cancelled,
)
from app.orders import commands as order
from app.orders.appeasing import appease
from app.orders.cancelling import cancel_lines
from app.orders.changing import change_order
from app.orders.erasing import forget_in_orders
from app.orders.facts import (
    GoodsToPutAway,
    HoldCleared,
    OrderChanged,
    OrderPlaced,
    PickedShort,
    PickupMoved,
    PromiseMissed,
    PromiseMoved,
    ShortUndone,
    UnitsAllocated,
    UnitsCancelled,
    UnitsNeedPlace,
    UnitsWithdrawn,
    WaveDue,
)
from app.orders.handlers import note_money_returned, note_money_taken, place_order
from app.orders.holds import release_hold
from app.orders.notes import AddNote, add_note
from app.orders.search import WatchOrder, watch_order
from app.orders.shortfalls import firm_up, on_claims_fell, settle_cancelled
from app.payments import commands as payment
from app.payments.closing import close_drawer, count_drawer
from app.payments.facts import MoneyReturned, MoneyTaken, RestAsked
from app.payments.handlers import capture_pay_link, open_drawer, take_payment
from app.payments.links import KeepPayLink, PayLinkMade, keep_pay_link
from app.places.commands import LoadSites
from app.places.handlers import load_sites
from app.places.learning import LearnAcceptance, learn_acceptance
from app.places.loading import LoadNetwork, load_network
from app.places.silence import TellSilence, tell_silence
from app.pricing.commands import LoadPromotions
from app.pricing.costs import LoadCosts, load_costs
from app.pricing.handlers import load_promotions
from app.returns import commands as back
from app.returns.handlers.blind import return_blind
from app.returns.handlers.by_mail import ask_return, move_return
from app.returns.handlers.exchange import exchange_items
from app.returns.handlers.refunds import confirm_refund, fail_refund, settle_refund
from app.returns.handlers.take import return_items
from app.returns.past_returns import (
    LoadReturnRules,
    RecordPastReturns,
    load_return_rules,
    record_past_returns,
)
from app.routing.facts import OrderSourced
from app.routing.handlers import re_source, source_order
from app.routing.packing import PackStock, pack_stock
from app.routing.queues.answering import AnswerShortage, answer_shortage
from app.routing.queues.excluding import (
    exclude_after_short,
    include_after_count,
    include_after_undo,
)
from app.routing.queues.moving import MoveAway, move_away
from app.routing.reading import follow_network
from app.routing.rules import commands as rule
from app.routing.rules import handlers as rules
from app.routing.shadow.listening import try_others
from app.routing.shadow.returning import WatchRules, watch_rules
from app.routing.supply.handlers import SupplyWaiting, on_goods_received, supply_waiting
from app.routing.supply.promising import RePromise, on_purchase_moved, re_promise_all
from app.routing.territory import ReckonTerritories, reckon_territories
from app.routing.waves.releasing import ReleaseWave, release_wave
from app.settling import commands as settling
from app.settling.handlers import hand_case, reopen_case, retry_case, settle_case
from app.stock import commands as stock
from app.stock import counting
from app.stock import transferring as moving
from app.stock.adjusting import AdjustStock, UndoAdjustment, adjust_stock, undo_adjustment
from app.stock.facts import (
    ClaimsFell,
    ClaimsLetGo,
    GoodsReceived,
    PurchaseMoved,
    StockCounted,
    UnitsClaimed,
)
from app.stock.forecast.nightly import ReckonDemand, reckon_demand
from app.stock.forecast.spreading import SpreadDemand, spread_demand
from app.stock.handlers import load_inbound, open_stock, record_corrections
from app.stock.holding import ask_hold, let_hold_go, tidy_holds
from app.stock.lending import acquire_leases, return_leases, tidy_leases
from app.stock.protection import LoadChannelRules, load_channel_rules
from app.stock.receiving import (
    MOVE,
    RECEIVE,
    MovePurchase,
    ReceiveGoods,
    move_purchase,
    receive_goods,
)
from app.stock.rules import LoadStockRules, load_stock_rules
from app.storage.commands import CommandSpec, Register
from app.storage.uow import Follower, Handler, Subscriber
from app.work.counting import LoadCountTasks, load_count_tasks, on_stock_counted
from app.work.effort import settle_minutes
from app.work.finishing import FinishWork, finish_work
from app.work.handlers import count_after_short, no_count_after_undo
from app.work.parcels import follow_parcels
from app.work.put_away import put_away_after_cancel


def _request(
    kind: str,
    command: type[Command],
    handler: Handler,
    permission: str,
    offline: Offline = Offline.FULL,
    personal: frozenset[str] = frozenset(),
    series: str | None = None,
) -> CommandSpec:
    """A wish: what the server refuses becomes a REFUSED case."""
    return CommandSpec(
        kind, 1, command, handler, Nature.REQUEST, offline, permission, personal, series
    )


def _fact(
    kind: str,
    command: type[Command],
    handler: Handler,
    permission: str,
    personal: frozenset[str] = frozenset(),
    series: str | None = None,
) -> CommandSpec:
    """It happened: the server takes it, if need be with a case beside it."""
    return CommandSpec(
        kind, 1, command, handler, Nature.FACT, Offline.FULL, permission, personal, series
    )


def _system(
    kind: str, command: type[Command], handler: Handler, personal: frozenset[str] = frozenset()
) -> CommandSpec:
    """The server's own: imports, jobs, the payment provider."""
    return CommandSpec(kind, 1, command, handler, Nature.FACT, Offline.NEVER, "system", personal)


_CUSTOMER: tuple[CommandSpec, ...] = (
    _request(
        "customer.add_contact",
        customer.AddContact,
        contacts.add_contact,
        "customer.edit",
        personal=customer.VALUES,
    ),
    _request(
        "customer.edit_contact",
        customer.EditContact,
        contacts.edit_contact,
        "customer.edit",
        personal=customer.VALUES,
    ),
    _request(
        "customer.prefer_contact", customer.PreferContact, contacts.prefer_contact, "customer.edit"
    ),
    _request(
        "customer.add_address",
        customer.AddAddress,
        addresses.add_address,
        "customer.edit",
        personal=customer.PERSONAL,
    ),
    _request(
        "customer.edit_address",
        customer.EditAddress,
        addresses.edit_address,
        "customer.edit",
        personal=customer.CHANGES,
    ),
    _request(
        "customer.prefer_address",
        customer.PreferAddress,
        addresses.prefer_address,
        "customer.edit",
    ),
    _request(
        "customer.remove_address",
        customer.RemoveAddress,
        addresses.remove_address,
        "customer.edit",
    ),
    _fact("customer.consent", customer.SetConsent, consents.set_consent, "customer.edit"),
    _request(
        "customer.note", customer.AddNote, notes.add_note, "customer.edit", personal=customer.NOTE
    ),
    _request("customer.pin_note", customer.PinNote, notes.pin_note, "customer.edit"),
    _fact(
        "customer.call_back",
        customer.CallBack,
        callbacks.call_back,
        "customer.edit",
        customer.ABOUT,
    ),
    _fact("customer.move_call", customer.MoveCall, callbacks.move_call, "customer.edit"),
    _fact("customer.hand_call", customer.HandCall, callbacks.hand_call, "customer.edit"),
    _fact("customer.end_call", customer.EndCall, callbacks.end_call, "customer.edit"),
    _request("customer.merge", customer.MergeCustomers, merging.merge_customers, "customer.merge"),
    _request("customer.undo_merge", customer.UndoMerge, merging.undo_merge, "customer.merge"),
    _request("customer.keep_apart", customer.KeepApart, merging.keep_apart, "customer.merge"),
    _fact("customer.show", customer.ShowCustomer, privacy.show_personal, "customer.read"),
    _request(
        "customer.watch",
        customer.WatchCustomer,
        watch_customer,
        "customer.read",
        Offline.NEVER,
        customer.TOLD,
    ),
    _request(
        "customer.erase",
        privacy.EraseCustomer,
        privacy.erase_customer,
        "customer.erase",
        Offline.NEVER,
    ),
    _request(
        "customer.export",
        privacy.ExportCustomer,
        privacy.export_customer,
        "customer.export",
        Offline.NEVER,
    ),
    _system("customer.keep_token", customer.KeepToken, loading.keep_token),
)

# Rule sets are the whole chain's: nobody changes them past the server.
_RULES: tuple[CommandSpec, ...] = tuple(
    _request(kind, command, handler, permission, Offline.NEVER)
    for kind, command, handler, permission in (
        ("rules.draft", rule.DraftRules, rules.draft_rules, "rules.edit"),
        ("rules.edit", rule.EditRules, rules.edit_rules, "rules.edit"),
        ("rules.submit", rule.SubmitRules, rules.submit_rules, "rules.edit"),
        ("rules.send_back", rule.SendBackRules, rules.send_back_rules, "rules.edit"),
        ("rules.approve", rule.ApproveRules, rules.approve_rules, rules.APPROVE),
        ("rules.schedule", rule.ScheduleRules, rules.schedule_rules, "rules.edit"),
        ("rules.withdraw", rule.WithdrawRules, rules.withdraw_rules, "rules.edit"),
        ("rules.roll_back", rule.RollBackRules, rules.roll_back_rules, "rules.edit"),
        ("rules.discard", rule.DiscardRules, rules.discard_rules, "rules.edit"),
    )
)

COMMANDS: tuple[CommandSpec, ...] = (
    _request(
        "customer.create",
        customer.CreateCustomer,
        create_customer,
        "customer.edit",
        personal=customer.PERSONAL,
    ),
    _request(
        "customer.edit",
        customer.EditCustomer,
        edit_customer,
        "customer.edit",
        personal=customer.CHANGES,
    ),
    *_CUSTOMER,
    _request(
        "order.place",
        order.PlaceOrder,
        place_order,
        "order.place",
        Offline.PROVISIONAL,
        order.PERSONAL,
        series="",
    ),
    _request(
        "order.change",
        order.ChangeOrder,
        change_order,
        "order.change",
        Offline.PROVISIONAL,
        order.PERSONAL,
    ),
    _request(
        "order.cancel_lines", order.CancelLines, cancel_lines, "order.cancel", Offline.PROVISIONAL
    ),
    _request("order.hold", order.HoldOrder, hold_order, "order.hold", Offline.PROVISIONAL),
    _request(
        "order.release_hold",
        order.ReleaseHold,
        release_hold,
        "order.release_hold",
        Offline.PROVISIONAL,
    ),
    _request("order.appease", order.Appease, appease, "appeasement", Offline.NEVER),
    _request("order.note", AddNote, add_note, "order.note"),
    _request("message.resend", ResendMessage, resend_message, "message.resend"),
    _request("order.watch", WatchOrder, watch_order, "order.watch", Offline.NEVER),
    _fact("drawer.open", payment.OpenDrawer, open_drawer, "drawer"),
    _fact("drawer.count", payment.CountDrawer, count_drawer, "drawer"),
    _fact("drawer.close", payment.CloseDrawer, close_drawer, "drawer"),
    _fact("payment.take", payment.TakePayment, take_payment, "payment.take"),
    _system("payment.capture_link", payment.CapturePayLink, capture_pay_link),
    _system("payment.keep_link", KeepPayLink, keep_pay_link),
    _request("pickup.claim", parcel.Claim, claim, "pick"),
    _request("pickup.unclaim", parcel.Unclaim, unclaim, "pick"),
    _fact("pickup.pick", parcel.Pick, pick, "pick"),
    _fact("pickup.undo_pick", parcel.UndoPick, undo_pick, "pick"),
    _fact("pickup.short_pick", parcel.ShortPick, short_pick, "pick"),
    _fact("pickup.stage", parcel.Stage, stage, "pick"),
    _fact("pickup.hand_over", parcel.HandOver, hand_over, "pickup", parcel.PERSONAL),
    _fact("pickup.send", parcel.SendToStore, send_to_store, "pick"),
    _fact("pickup.undo_send", parcel.UndoSend, undo_send, "pick"),
    _fact("pickup.receive", parcel.ReceiveAtStore, receive_at_store, "pick"),
    _fact("pickup.undo_short", parcel.UndoShort, undo_short, "pick"),
    _fact("pickup.undo_stage", parcel.UndoStage, undo_stage, "pick"),
    _fact("pickup.undo_hand_over", parcel.UndoHandOver, undo_hand_over, "pickup"),
    _fact("pickup.put_back", parcel.PutBack, put_back, "pickup"),
    _fact("return.take", back.ReturnItems, return_items, "return.known", series="R-"),
    _fact(
        "return.exchange",
        back.ExchangeItems,
        exchange_items,
        "return.known",
        frozenset({"pickup_code"}),
        series="",
    ),
    # The lowest price and the person's limits are the server's to know.
    CommandSpec(
        "return.blind",
        1,
        back.ReturnBlind,
        return_blind,
        Nature.FACT,
        Offline.NEVER,
        "return.blind",
        frozenset({"new_customer"}),
        series="R-",
    ),
    _request("return.ask", back.AskReturn, ask_return, "return.request", series="R-"),
    _request("return.move", back.MoveReturn, move_return, "return.request"),
    _request("return.confirm_refund", back.ConfirmRefund, confirm_refund, "return.known"),
    _request("return.fail_refund", back.FailRefund, fail_refund, "return.known"),
    _fact("return.settle_refund", back.SettleRefund, settle_refund, "return.other_tender"),
    _request("stock.adjust", AdjustStock, adjust_stock, "stock.adjust", Offline.NEVER, series="A-"),
    _request("stock.undo_adjust", UndoAdjustment, undo_adjustment, "stock.adjust", Offline.NEVER),
    _fact("count.open", counting.OpenCount, counting.open_count, "stock.count", series="C-"),
    _fact("count.finish", counting.FinishCount, counting.finish_count, "stock.count"),
    _request("count.post", counting.PostCount, counting.post_count, "stock.adjust", Offline.NEVER),
    _request("count.discard", counting.DiscardCount, counting.discard_count, "stock.count"),
    _fact("stock.receive", ReceiveGoods, receive_goods, RECEIVE, series="RC-"),
    _request(
        "transfer.request",
        moving.RequestTransfer,
        moving.request_transfer,
        moving.SEND,
        Offline.NEVER,
        series="T-",
    ),
    # Whether it was sent meanwhile the server knows.
    _request(
        "transfer.cancel",
        moving.CancelTransfer,
        moving.cancel_transfer,
        moving.SEND,
        Offline.NEVER,
    ),
    _fact("transfer.send", moving.SendTransfer, moving.send_transfer, moving.SEND),
    _fact("transfer.receive", moving.ReceiveTransfer, moving.receive_transfer, moving.RECEIVE),
    _request("purchase.move", MovePurchase, move_purchase, MOVE, Offline.NEVER),
    _request("purchase.re_promise", RePromise, re_promise_all, MOVE, Offline.NEVER),
    _system("supply.waiting", SupplyWaiting, supply_waiting),
    _system("parcel.take_back", TakeBack, take_back),
    _system("routing.release_wave", ReleaseWave, release_wave),
    _system("parcel.move_fallen", MoveFallen, move_fallen),
    _system("routing.move_away", MoveAway, move_away),
    _system("routing.watch_rules", WatchRules, watch_rules),
    _system("places.learn", LearnAcceptance, learn_acceptance),
    _system("lease.acquire", stock.AcquireLeases, acquire_leases),
    _system("lease.return", stock.ReturnLeases, return_leases),
    _system("lease.tidy", stock.TidyLeases, tidy_leases),
    _request("hold.ask", stock.AskHold, ask_hold, "order.place", Offline.NEVER),
    _request("hold.release", stock.LetHoldGo, let_hold_go, "order.place"),
    _system("hold.tidy", stock.TidyHolds, tidy_holds),
    *_RULES,
    _request("work.finish", FinishWork, finish_work, "pick"),
    _request("shortage.answer", AnswerShortage, answer_shortage, "case.resolve", Offline.NEVER),
    # Two persons at two desks must not settle one case in two ways: the server alone knows.
    _request("case.settle", settling.SettleCase, settle_case, "case.resolve", Offline.NEVER),
    _request("case.retry", settling.RetryCase, retry_case, "case.resolve", Offline.NEVER),
    _request("case.hand", settling.HandCase, hand_case, "case.resolve", Offline.NEVER),
    _request("case.reopen", settling.ReopenCase, reopen_case, "case.resolve", Offline.NEVER),
    _system("message.sent", MarkSent, mark_sent),
    _system("message.unsent", MarkUnsent, mark_unsent),
    _system("load.sites", LoadSites, load_sites),
    _system("load.network", LoadNetwork, load_network),
    _system("places.tell_silence", TellSilence, tell_silence),
    _request("device.revoke", staff.RevokeDevice, revoke_device, "device.revoke", Offline.NEVER),
    _system("user.dismiss", staff.DismissUser, dismiss_user),
    _system("user.readmit", staff.ReadmitUser, readmit_user),
    _system("load.staff", staff.LoadStaff, load_staff, staff.PERSONAL),
    _system("load.products", LoadProducts, load_products),
    _system("load.costs", LoadCosts, load_costs),
    _system("load.promotions", LoadPromotions, load_promotions),
    _system("load.return_rules", LoadReturnRules, load_return_rules),
    _system("load.customers", loading.LoadCustomers, loading.load_customers, loading.PERSONAL),
    _system("load.stock", stock.OpenStock, open_stock),
    _system("load.stock_rules", LoadStockRules, load_stock_rules),
    _system("stock.pack", PackStock, pack_stock),
    _system("load.channel_rules", LoadChannelRules, load_channel_rules),
    _system("load.rules", rule.LoadRules, rules.load_rules),
    _system("load.count_tasks", LoadCountTasks, load_count_tasks),
    _system("load.inbound", stock.LoadInbound, load_inbound),
    _system("demand.reckon", ReckonDemand, reckon_demand),
    _system("demand.spread", SpreadDemand, spread_demand),
    _system("territory.reckon", ReckonTerritories, reckon_territories),
    _system("past.corrections", stock.RecordCorrections, record_corrections),
    _system("past.sales", RecordPastSales, record_past_sales),
    _system("past.returns", RecordPastReturns, record_past_returns),
)

SUBSCRIBERS: Mapping[type, Sequence[Subscriber]] = {
    OrderPlaced: (seal_code, source_order, on_order_placed, ask_for_links),
    UnitsNeedPlace: (re_source,),
    UnitsAllocated: (release,),
    OrderSourced: (try_others,),
    HoldCleared: (release,),
    WaveDue: (release,),
    UnitsWithdrawn: (withdraw, firm_up),
    UnitsCancelled: (on_units_cancelled, settle_cancelled, release),
    OrderChanged: (ask_for_links, on_order_changed, release),
    GoodsToPutAway: (put_away_after_cancel,),
    PickedShort: (count_after_short, exclude_after_short),
    ShortUndone: (no_count_after_undo, include_after_undo, on_short_undone),
    PromiseMissed: (on_goods_missing,),
    PickupMoved: (on_goods_missing,),
    PromiseMoved: (on_promise_moved,),
    RestAsked: (ask_for_links,),
    MoneyTaken: (note_money_taken,),
    MoneyReturned: (note_money_returned, on_money_returned),
    ReadyForPickup: (on_ready,),
    StageUndone: (on_stage_undone,),
    HandedOver: (on_handed_over,),
    HandOverUndone: (on_hand_over_undone,),
    PayLinkMade: (on_link_made,),
    ClaimsFell: (on_claims_fell,),
    GoodsReceived: (on_goods_received,),
    PurchaseMoved: (on_purchase_moved,),
    StockCounted: (on_stock_counted, include_after_count),
    UnitsClaimed: (settle_minutes,),
    ClaimsLetGo: (settle_minutes,),
    CustomerErased: (forget_in_orders,),
}

FOLLOWERS: Sequence[Follower] = (count_figures, follow_network, follow_parcels)

REGISTER = Register(COMMANDS, SUBSCRIBERS, FOLLOWERS)
