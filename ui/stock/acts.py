"""What can be done at the stock screen, declared once for buttons, key bar and shortcut sheet."""

from ui.kit import Action
from ui.kit.actions import COMMIT, ENTRY, HOW, NEXT, QT_TRANSLATE_NOOP, REFRESH, UNDO, WHO

READ, COUNT_RIGHT, ADJUST_RIGHT = "stock.read", "stock.count", "stock.adjust"
SEND_RIGHT = "transfer.send"

SCAN = Action("stock.scan", QT_TRANSLATE_NOOP("Action", "Scan"), ENTRY)
STEP = Action("stock.step", QT_TRANSLATE_NOOP("Action", "Place, figure"), key="↑↓←→")
EXPLAIN = Action("stock.explain", QT_TRANSLATE_NOOP("Action", "Explain figure"), key="Enter")
SCOPE = Action("stock.scope", QT_TRANSLATE_NOOP("Action", "All places or one"), WHO)
ADJUST = Action(
    "stock.adjust",
    QT_TRANSLATE_NOOP("Action", "Adjust"),
    key="+ −",
    icon="sliders-horizontal",
    permission=ADJUST_RIGHT,
)
TRANSFER = Action(
    "stock.transfer",
    QT_TRANSLATE_NOOP("Action", "Transfer"),
    HOW,
    icon="truck",
    permission=SEND_RIGHT,
)
COUNT = Action(
    "stock.count",
    QT_TRANSLATE_NOOP("Action", "Count"),
    NEXT,
    icon="clipboard-list",
    permission=COUNT_RIGHT,
)
TABLE = Action("stock.table", QT_TRANSLATE_NOOP("Action", "Chart as table"), ("Ctrl+T",))
BACK_ONE = Action("stock.undo", QT_TRANSLATE_NOOP("Action", "Undo"), UNDO, in_bar=False)
AGAIN = Action("stock.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
BOOK = Action("stock.book", QT_TRANSLATE_NOOP("Action", "Book"), COMMIT, icon="check", in_bar=False)
