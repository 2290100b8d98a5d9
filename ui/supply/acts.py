"""What can be done with goods on their way, declared once for buttons, key bar and sheet."""

from ui.kit import Action
from ui.kit.actions import COMMIT, ENTRY, HOW, PRINT, QT_TRANSLATE_NOOP, REFRESH, UNDO

RECEIVE_RIGHT, MOVE_RIGHT = "stock.receive", "purchase.move"
SEND_RIGHT = "transfer.send"
RECEIVE, SEND, DELAY = "receive", "send", "delay"  # what the screen is there for now

SCAN = Action("supply.scan", QT_TRANSLATE_NOOP("Action", "Scan"), ENTRY)
STEP = Action("supply.step", QT_TRANSLATE_NOOP("Action", "Delivery"), key="↑↓")
MODE = Action("supply.mode", QT_TRANSLATE_NOOP("Action", "Receive, new day, send"), HOW)
LAST = Action(
    "supply.last",
    QT_TRANSLATE_NOOP("Action", "Nothing more comes"),
    ("Ctrl+E",),
    permission=RECEIVE_RIGHT,
)
LESS = Action(
    "supply.less",
    QT_TRANSLATE_NOOP("Action", "Why fewer"),
    ("Ctrl+B",),
    permission=SEND_RIGHT,
)
NOTE = Action(
    "supply.note",
    QT_TRANSLATE_NOOP("Action", "Print transfer note"),
    PRINT,
    icon="printer",
    in_bar=False,
)
CANCEL = Action(
    "supply.cancel",
    QT_TRANSLATE_NOOP("Action", "Cancel transfer"),
    ("Ctrl+Backspace",),
    permission=SEND_RIGHT,
)
BACK_ONE = Action("supply.undo", QT_TRANSLATE_NOOP("Action", "Undo"), UNDO, in_bar=False)
AGAIN = Action("supply.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
BOOK = Action("supply.book", QT_TRANSLATE_NOOP("Action", "Book"), COMMIT, icon="check")
