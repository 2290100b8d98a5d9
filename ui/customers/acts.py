"""What can be done for a customer, declared once for buttons, key bar and shortcut sheet."""

from ui.kit import Action
from ui.kit.actions import COMMIT, ENTRY, MONEY, NEW, NEXT, QT_TRANSLATE_NOOP, REFRESH, WHO

READ = "customer.read"
EDIT = "customer.edit"
MERGING = "customer.merge"
PERSONAL = "customer.personal"
ERASING = "customer.erase"
EXPORTING = "customer.export"

FIND = Action("customers.find", QT_TRANSLATE_NOOP("Action", "Find"), ENTRY)
NEW_ORDER = Action(
    "customers.order",
    QT_TRANSLATE_NOOP("Action", "New order"),
    NEW,
    icon="plus",
    permission="order.place",
)
ADDRESS = Action(
    "customers.address", QT_TRANSLATE_NOOP("Action", "Addresses"), WHO, permission=EDIT
)
APPEASE = Action(
    "customers.appease",
    QT_TRANSLATE_NOOP("Action", "Goodwill"),
    MONEY,
    icon="gift",
    permission="order.read",
)
OPEN_NEXT = Action(
    "customers.open", QT_TRANSLATE_NOOP("Action", "Open order"), NEXT, permission="order.read"
)
NOTE = Action("customers.note", QT_TRANSLATE_NOOP("Action", "Add a note"), key=";", permission=EDIT)
CALL_BACK = Action(
    "customers.call_back",
    QT_TRANSLATE_NOOP("Action", "Call back…"),
    ("Ctrl+B",),
    icon="phone-call",
    permission=EDIT,
)
CALLED = Action(
    "customers.called",
    QT_TRANSLATE_NOOP("Action", "Called: how it went"),
    ("Ctrl+D",),
    icon="check",
    permission=EDIT,
    cap=QT_TRANSLATE_NOOP("Action", "Called"),
)
CALL_LATER = Action(
    "customers.call_later",
    QT_TRANSLATE_NOOP("Action", "Call at another time"),
    ("Ctrl+T",),
    icon="calendar-clock",
    permission=EDIT,
    in_bar=False,
)
CALL_HAND = Action(
    "customers.call_hand",
    QT_TRANSLATE_NOOP("Action", "Hand the call to a colleague"),
    ("Ctrl+H",),
    icon="users",
    permission=EDIT,
    in_bar=False,
)
SHOW = Action(
    "customers.show",
    QT_TRANSLATE_NOOP("Action", "Show personal data"),
    ("Ctrl+E",),
    icon="eye",
    permission=READ,
    in_bar=False,
)
COMPARE = Action(
    "customers.compare",
    QT_TRANSLATE_NOOP("Action", "Compare and merge"),
    ("Ctrl+M",),
    icon="merge",
    permission=MERGING,
    in_bar=False,
)
AGAIN = Action("customers.refresh", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
MERGE = Action(
    "customers.merge",
    QT_TRANSLATE_NOOP("Action", "Merge"),
    COMMIT,
    icon="merge",
    permission=MERGING,
    in_bar=False,
)
