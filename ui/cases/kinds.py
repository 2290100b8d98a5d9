"""What is a case called, and what is it about: kinds, things and commands in the trade's words."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from app.cases.choices import NUMBERED
from app.cases.queries import Case, Forecast
from app.cases.states import CaseKind
from ui.cases.asking import Entry

translate = QCoreApplication.translate  # lupdate knows the name `translate`

# What happened whatever becomes of it; the register says so too, and is not loaded with a screen.
FACTS = frozenset(
    {
        "count.finish",
        "count.open",
        "customer.call_back",
        "customer.consent",
        "customer.end_call",
        "customer.hand_call",
        "customer.move_call",
        "customer.show",
        "drawer.close",
        "drawer.count",
        "drawer.open",
        "payment.take",
        "pickup.hand_over",
        "pickup.pick",
        "pickup.put_back",
        "pickup.receive",
        "pickup.send",
        "pickup.short_pick",
        "pickup.stage",
        "pickup.undo_hand_over",
        "pickup.undo_pick",
        "pickup.undo_send",
        "pickup.undo_short",
        "pickup.undo_stage",
        "return.blind",
        "return.exchange",
        "return.settle_refund",
        "return.take",
        "stock.receive",
        "transfer.receive",
        "transfer.send",
    }
)
# What a customer was told and counts on.
TOLD = NUMBERED | {
    "customer.call_back",
    "order.appease",
    "order.cancel_lines",
    "order.change",
    "shortage.answer",
}

ICONS = {
    CaseKind.REFUSED: "ban",
    CaseKind.QUARANTINED: "wrench",
    CaseKind.SHORTFALL: "package-x",
    CaseKind.PRICE_CHANGED: "tag",
    CaseKind.COLLECTED_TWICE: "shopping-bag",
    CaseKind.RETURNED_TWICE: "undo-2",
    CaseKind.NUMBER_CLASH: "hash",
    CaseKind.REVOKED_USER: "shield-alert",
    CaseKind.PAYMENT_DECLINED: "wallet",
    CaseKind.MONEY_AFTER_CANCEL: "banknote",
    CaseKind.AWKWARD_FACT: "triangle-alert",
}


def icon_of(entry: Entry) -> str:
    return "cloud-alert" if isinstance(entry.item, Forecast) else ICONS[entry.item.kind]


def kind_words(entry: Entry) -> str:
    if isinstance(entry.item, Forecast):
        return translate("cases", "Not sure to be taken")
    return case_words(entry.item.kind)


def case_words(kind: CaseKind) -> str:
    return _KINDS[kind]()


_KINDS: Mapping[CaseKind, Callable[[], str]] = {
    CaseKind.REFUSED: lambda: translate("cases", "Refused by the server"),
    CaseKind.QUARANTINED: lambda: translate("cases", "Put aside for repair"),
    CaseKind.SHORTFALL: lambda: translate("cases", "Promised, not there"),
    CaseKind.PRICE_CHANGED: lambda: translate("cases", "Price changed"),
    CaseKind.COLLECTED_TWICE: lambda: translate("cases", "Collected twice"),
    CaseKind.RETURNED_TWICE: lambda: translate("cases", "Returned twice"),
    CaseKind.NUMBER_CLASH: lambda: translate("cases", "One number, given twice"),
    CaseKind.REVOKED_USER: lambda: translate("cases", "No right to do it"),
    CaseKind.PAYMENT_DECLINED: lambda: translate("cases", "Payment declined"),
    CaseKind.MONEY_AFTER_CANCEL: lambda: translate("cases", "Paid after it was cancelled"),
    CaseKind.AWKWARD_FACT: lambda: translate("cases", "Done against the rules"),
}


def about(entry: Entry) -> str:
    """The number if there is one, and what was done if that is all that is known."""
    item = entry.item
    kind = item.command.kind if isinstance(item, Forecast) else item.command_kind
    told = command_words(kind) if kind else ""
    if not told and not entry.number and isinstance(item, Case):
        told = _subject(item.subject)
    return " · ".join(filter(None, (entry.number, told)))


def _subject(subject: str) -> str:
    named: Mapping[str, Callable[[], str]] = {
        "orders": lambda: translate("cases", "An order"),
        "order_lines": lambda: translate("cases", "An order"),
        "fulfillments": lambda: translate("cases", "A parcel"),
        "returns": lambda: translate("cases", "A return"),
        "drawers": lambda: translate("cases", "A cash drawer"),
        "customers": lambda: translate("cases", "A customer"),
        "blind_returns": lambda: translate("cases", "A return"),
        "stock_counts": lambda: translate("cases", "A count"),
        "stock_adjustments": lambda: translate("cases", "An adjustment"),
        "transfers": lambda: translate("cases", "A transfer"),
        "receipts": lambda: translate("cases", "A receipt of goods"),
        "commands": lambda: translate("cases", "Something done at a desk"),
    }
    return named[subject]() if subject in named else subject


def command_words(kind: str) -> str:
    """`order.place` in the trade's words; a kind nobody worded shows itself."""
    return _COMMANDS[kind]() if kind in _COMMANDS else kind


_COMMANDS: Mapping[str, Callable[[], str]] = {
    "customer.create": lambda: translate("cases", "New customer"),
    "customer.edit": lambda: translate("cases", "Change of a customer"),
    "customer.add_contact": lambda: translate("cases", "New phone or e-mail"),
    "customer.edit_contact": lambda: translate("cases", "Change of a phone or e-mail"),
    "customer.prefer_contact": lambda: translate("cases", "Preferred phone or e-mail"),
    "customer.add_address": lambda: translate("cases", "New address"),
    "customer.edit_address": lambda: translate("cases", "Change of an address"),
    "customer.prefer_address": lambda: translate("cases", "Default address"),
    "customer.remove_address": lambda: translate("cases", "Removed address"),
    "customer.consent": lambda: translate("cases", "Consent"),
    "customer.note": lambda: translate("cases", "Note on a customer"),
    "customer.pin_note": lambda: translate("cases", "Pinned note"),
    "customer.call_back": lambda: translate("cases", "Promised call"),
    "customer.move_call": lambda: translate("cases", "Promised call at another time"),
    "customer.hand_call": lambda: translate("cases", "Promised call handed on"),
    "customer.end_call": lambda: translate("cases", "Outcome of a promised call"),
    "customer.merge": lambda: translate("cases", "Merge of two customers"),
    "customer.undo_merge": lambda: translate("cases", "Undone merge"),
    "customer.keep_apart": lambda: translate("cases", "Two customers told apart"),
    "customer.show": lambda: translate("cases", "Look at personal data"),
    "customer.watch": lambda: translate("cases", "Fetching a customer"),
    "customer.erase": lambda: translate("cases", "Erasing a person"),
    "customer.export": lambda: translate("cases", "Export of a person's data"),
    "order.place": lambda: translate("cases", "Order"),
    "order.change": lambda: translate("cases", "Change of an order"),
    "order.cancel_lines": lambda: translate("cases", "Cancellation"),
    "order.hold": lambda: translate("cases", "Hold"),
    "order.release_hold": lambda: translate("cases", "Release of a hold"),
    "order.appease": lambda: translate("cases", "Refund as goodwill"),
    "order.note": lambda: translate("cases", "Note on an order"),
    "message.resend": lambda: translate("cases", "Sending a mail again"),
    "order.watch": lambda: translate("cases", "Fetching an order"),
    "drawer.open": lambda: translate("cases", "Opening the drawer"),
    "drawer.count": lambda: translate("cases", "Counting the drawer"),
    "drawer.close": lambda: translate("cases", "Closing the drawer"),
    "payment.take": lambda: translate("cases", "Payment"),
    "pickup.claim": lambda: translate("cases", "Taking over a parcel"),
    "pickup.unclaim": lambda: translate("cases", "Giving a parcel back"),
    "pickup.pick": lambda: translate("cases", "Picking"),
    "pickup.undo_pick": lambda: translate("cases", "Undone pick"),
    "pickup.short_pick": lambda: translate("cases", "Short pick"),
    "pickup.undo_short": lambda: translate("cases", "Undone short pick"),
    "pickup.stage": lambda: translate("cases", "Placing in a bin"),
    "pickup.hand_over": lambda: translate("cases", "Hand-over"),
    "pickup.send": lambda: translate("cases", "Sending a parcel to a store"),
    "pickup.undo_send": lambda: translate("cases", "Undone sending of a parcel"),
    "pickup.receive": lambda: translate("cases", "Receiving a parcel for collection"),
    "pickup.undo_stage": lambda: translate("cases", "Undone placing in a bin"),
    "pickup.undo_hand_over": lambda: translate("cases", "Undone hand-over"),
    "pickup.put_back": lambda: translate("cases", "Putting back"),
    "return.take": lambda: translate("cases", "Return"),
    "return.blind": lambda: translate("cases", "Return without an order"),
    "hold.ask": lambda: translate("cases", "Holding goods for a draft"),
    "hold.release": lambda: translate("cases", "Giving held goods back"),
    "work.finish": lambda: translate("cases", "Work that is done"),
    "case.settle": lambda: translate("cases", "Settling a task"),
    "case.retry": lambda: translate("cases", "Trying again"),
    "case.hand": lambda: translate("cases", "Handing on a task"),
    "case.reopen": lambda: translate("cases", "Opening a task again"),
    "return.exchange": lambda: translate("cases", "Exchange"),
    "return.ask": lambda: translate("cases", "Return by mail"),
    "return.move": lambda: translate("cases", "Step of a return by mail"),
    "return.confirm_refund": lambda: translate("cases", "Refund that was paid"),
    "return.fail_refund": lambda: translate("cases", "Refund that failed"),
    "return.settle_refund": lambda: translate("cases", "Refund in another way"),
    "count.open": lambda: translate("cases", "Count"),
    "count.finish": lambda: translate("cases", "Count"),
    "count.discard": lambda: translate("cases", "Count thrown away"),
    "count.post": lambda: translate("cases", "Posting a count"),
    "device.revoke": lambda: translate("cases", "Closing a desk"),
    "stock.adjust": lambda: translate("cases", "Correction of stock"),
    "stock.undo_adjust": lambda: translate("cases", "Undone correction of stock"),
    "shortage.answer": lambda: translate("cases", "What a customer wants instead"),
    "stock.receive": lambda: translate("cases", "Receiving goods"),
    "transfer.request": lambda: translate("cases", "Asking for a transfer"),
    "transfer.cancel": lambda: translate("cases", "Cancelling a transfer"),
    "transfer.send": lambda: translate("cases", "Sending a transfer"),
    "transfer.receive": lambda: translate("cases", "Receiving a transfer"),
    "purchase.move": lambda: translate("cases", "News from a supplier"),
    "purchase.re_promise": lambda: translate("cases", "Telling customers another time"),
    "rules.draft": lambda: translate("cases", "New draft of rules"),
    "rules.edit": lambda: translate("cases", "Change of rules"),
    "rules.submit": lambda: translate("cases", "Asking for approval of rules"),
    "rules.send_back": lambda: translate("cases", "Rules sent back"),
    "rules.approve": lambda: translate("cases", "Approval of rules"),
    "rules.schedule": lambda: translate("cases", "When rules begin"),
    "rules.withdraw": lambda: translate("cases", "Rules withdrawn"),
    "rules.roll_back": lambda: translate("cases", "Going back to the rules before"),
    "rules.discard": lambda: translate("cases", "Draft of rules thrown away"),
}
