"""What can be done with an order, declared once for buttons, key bar and shortcut sheet."""

from ui.kit import Action
from ui.kit.actions import (
    COMMIT,
    ENTRY,
    HOW,
    MONEY,
    NEW,
    NEXT,
    PARK,
    PRINT,
    QT_TRANSLATE_NOOP,
    REFRESH,
    UNDO,
    WHO,
)

SCAN = Action("order.scan", QT_TRANSLATE_NOOP("Action", "Scan"), ENTRY, in_bar=False)
REFRESHED = Action("order.refresh", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
NEXT_STEP = Action(
    "order.next", QT_TRANSLATE_NOOP("Action", "Next step"), NEXT, icon="shopping-bag"
)
CHANGE = Action(
    "order.change",
    QT_TRANSLATE_NOOP("Action", "Change items"),
    key="Enter",
    permission="order.change",
    cap=QT_TRANSLATE_NOOP("Action", "Change"),
    icon="pen-line",
)
DELIVERY = Action(
    "order.delivery",
    QT_TRANSLATE_NOOP("Action", "Change delivery"),
    HOW,
    permission="order.change",
    cap=QT_TRANSLATE_NOOP("Action", "Delivery"),
    icon="truck",
)
ADDRESS = Action(
    "order.address",
    QT_TRANSLATE_NOOP("Action", "Change address"),
    WHO,
    permission="order.change",
    icon="map-pin",
    in_bar=False,
)
GOODWILL = Action(
    "order.goodwill",
    QT_TRANSLATE_NOOP("Action", "Refund or goodwill"),
    MONEY,
    permission="appeasement",
    cap=QT_TRANSLATE_NOOP("Action", "Goodwill"),
    icon="banknote",
)
HOLD = Action(
    "order.hold",
    QT_TRANSLATE_NOOP("Action", "Hold"),
    PARK,
    permission="order.hold",
    icon="pause",
)
CANCEL = Action(
    "order.cancel",
    QT_TRANSLATE_NOOP("Action", "Cancel"),
    key="Del",
    permission="order.cancel",
    icon="circle-x",
)
CALL_BACK = Action(
    "order.call_back",
    QT_TRANSLATE_NOOP("Action", "Call back…"),
    ("Ctrl+B",),
    permission="customer.edit",
    icon="phone-call",
    in_bar=False,
)
AGAIN = Action(
    "order.clone",
    QT_TRANSLATE_NOOP("Action", "Order the same again"),
    NEW,
    permission="order.place",
    in_bar=False,
)
PRINTED = Action("order.print", QT_TRANSLATE_NOOP("Action", "Print"), PRINT, icon="printer")
READ = Action(
    "order.read",
    QT_TRANSLATE_NOOP("Action", "Read aloud in the other language"),
    ("Ctrl+R",),
    in_bar=False,
)
NEXT_TAB = Action(
    "order.tab", QT_TRANSLATE_NOOP("Action", "Next tab"), ("Ctrl+PgDown",), in_bar=False
)
LAST_TAB = Action(
    "order.tab_back", QT_TRANSLATE_NOOP("Action", "Previous tab"), ("Ctrl+PgUp",), in_bar=False
)
WHY = Action("order.why", QT_TRANSLATE_NOOP("Action", "Why from there"), ("Ctrl+G",), in_bar=False)
TAKE_BACK = Action("order.undo", QT_TRANSLATE_NOOP("Action", "Undo"), UNDO, in_bar=False)
DONE = Action("order.commit", QT_TRANSLATE_NOOP("Action", "Confirm"), COMMIT, icon="check")
