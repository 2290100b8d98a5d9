"""What can be done at the pickup counter, and by which key."""

from ui.kit.actions import (
    COMMIT,
    ENTRY,
    MONEY,
    NEXT,
    PRINT,
    QT_TRANSLATE_NOOP,
    REFRESH,
    UNDO,
    WHO,
    Action,
)

SCAN = Action("pickup.scan", QT_TRANSLATE_NOOP("Action", "Scan"), ENTRY)
STEP = Action("pickup.step", QT_TRANSLATE_NOOP("Action", "Order"), key="↑↓")
NEXT_STEP = Action(
    "pickup.next", QT_TRANSLATE_NOOP("Action", "Next step"), NEXT, icon="hand", permission="pick"
)
SHORT = Action("pickup.short", QT_TRANSLATE_NOOP("Action", "Short"), key="−", permission="pick")
UNDO_PICK = Action(
    "pickup.undo",
    QT_TRANSLATE_NOOP("Action", "Undo pick"),
    UNDO,
    icon="undo-2",
    permission="pick",
    in_bar=False,
)
ID_SEEN = Action(
    "pickup.id_seen", QT_TRANSLATE_NOOP("Action", "ID seen"), key="Space", permission="pickup"
)
COLLECTOR = Action(
    "pickup.collector",
    QT_TRANSLATE_NOOP("Action", "Who collects"),
    WHO,
    icon="users",
    permission="pickup",
)
PAY = Action(
    "pickup.pay",
    QT_TRANSLATE_NOOP("Action", "Payment"),
    MONEY,
    icon="wallet",
    permission="payment.take",
)
HAND_OVER = Action(
    "pickup.hand_over",
    QT_TRANSLATE_NOOP("Action", "Hand over"),
    COMMIT,
    icon="check-check",
    permission="pickup",
)
PRINT_AGAIN = Action(
    "pickup.print", QT_TRANSLATE_NOOP("Action", "Print"), PRINT, icon="printer", in_bar=False
)
AGAIN = Action("pickup.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
BAG_LABEL, SLIP = "bag_label", "pickup_slip"  # kinds for print_document
