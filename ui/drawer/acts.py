"""What can be done at the drawer, and by which key."""

from ui.kit import Action
from ui.kit.actions import COMMIT, ENTRY, NEXT, PRINT, QT_TRANSLATE_NOOP, REFRESH

PERMISSION = "drawer"
AMOUNT = Action("drawer.amount", QT_TRANSLATE_NOOP("Action", "Amount"), ENTRY)
AGAIN = Action("drawer.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
SEND = Action("drawer.send", QT_TRANSLATE_NOOP("Action", "Send now"), NEXT, icon="refresh-cw")
REPRINT = Action("drawer.print", QT_TRANSLATE_NOOP("Action", "Print again"), PRINT, in_bar=False)
TURN = Action(
    "drawer.turn",
    QT_TRANSLATE_NOOP("Action", "Open or close"),
    COMMIT,
    icon="banknote",
    permission=PERMISSION,
)
CLOSING = "drawer_closing"  # the paper
