"""What can be done at the returns desk, declared once for buttons, key bar and shortcut sheet."""

from ui.kit import Action
from ui.kit.actions import COMMIT, ENTRY, HOW, MONEY, PARK, PRINT, QT_TRANSLATE_NOOP, WHO

PERMISSION = "return.known"
BLIND = "return.blind"
BY_MAIL = "return.request"

SCAN = Action("returns.scan", QT_TRANSLATE_NOOP("Action", "Scan"), ENTRY)
ANSWER = Action("returns.answer", QT_TRANSLATE_NOOP("Action", "Reason, condition"), key="1–9")
TICK = Action("returns.tick", QT_TRANSLATE_NOOP("Action", "Tick line"), key="Space")
COUNT = Action("returns.count", QT_TRANSLATE_NOOP("Action", "Quantity"), key="+ −", in_bar=False)
NO_RECEIPT = Action("returns.no_receipt", QT_TRANSLATE_NOOP("Action", "No receipt"), WHO)
EXCHANGE = Action("returns.exchange", QT_TRANSLATE_NOOP("Action", "Exchange"), HOW)
TENDER = Action("returns.tender", QT_TRANSLATE_NOOP("Action", "Money back"), MONEY)
MAIL = Action(
    "returns.mail", QT_TRANSLATE_NOOP("Action", "By mail, waiting"), PARK, permission=BY_MAIL
)
AGAIN = Action("returns.print", QT_TRANSLATE_NOOP("Action", "Print again"), PRINT, in_bar=False)
REFUND = Action(
    "returns.refund",
    QT_TRANSLATE_NOOP("Action", "Refund"),
    COMMIT,
    icon="check",
    permission=PERMISSION,
    move="settle",
)
