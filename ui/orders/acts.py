"""The keys of the capture screen."""

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
    Action,
)

NEW_ORDER = Action(
    "orders.new",
    QT_TRANSLATE_NOOP("Action", "New order"),
    NEW,
    cap=QT_TRANSLATE_NOOP("Action", "New"),
)
ADD_ITEM = Action("orders.add", QT_TRANSLATE_NOOP("Action", "Add item"), ENTRY)
WHO_WHERE = Action(
    "orders.who",
    QT_TRANSLATE_NOOP("Action", "Customer and address"),
    WHO,
    cap=QT_TRANSLATE_NOOP("Action", "Customer"),
)
ASK_AGAIN = Action("orders.refresh", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
DELIVERY = Action("orders.delivery", QT_TRANSLATE_NOOP("Action", "Delivery"), HOW)
PAYMENT = Action("orders.payment", QT_TRANSLATE_NOOP("Action", "Payment"), MONEY)
PARK_ORDER = Action("orders.park", QT_TRANSLATE_NOOP("Action", "Park"), PARK, icon="pause")
TAKE_BACK = Action(
    "orders.undo", QT_TRANSLATE_NOOP("Action", "Undo line change"), UNDO, in_bar=False
)
PRINT_ORDER = Action(
    "orders.print", QT_TRANSLATE_NOOP("Action", "Print order"), PRINT, icon="printer", in_bar=False
)
OPEN_ORDER = Action(
    "orders.open", QT_TRANSLATE_NOOP("Action", "Open the placed order"), NEXT, in_bar=False
)
CONFIRM = Action(
    "orders.place",
    QT_TRANSLATE_NOOP("Action", "Confirm order"),
    COMMIT,
    icon="check",
    permission="order.place",
    cap=QT_TRANSLATE_NOOP("Action", "Confirm"),
)
QUANTITY = Action(
    "orders.quantity", QT_TRANSLATE_NOOP("Action", "Quantity of the row"), key="+ −", in_bar=False
)
REMOVE = Action(
    "orders.remove", QT_TRANSLATE_NOOP("Action", "Remove the row"), key="Del", in_bar=False
)
SELECT = Action("orders.select", QT_TRANSLATE_NOOP("Action", "Select row"), key="↑↓", in_bar=False)
