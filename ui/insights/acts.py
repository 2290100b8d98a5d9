"""What can be done with the figures, and by which key."""

from ui.kit.actions import PRINT, QT_TRANSLATE_NOOP, REFRESH, WHO, Action

SCOPE = Action("insights.scope", QT_TRANSLATE_NOOP("Action", "Store or region"), WHO, icon="store")
AGAIN = Action("insights.refresh", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH)
OPEN = Action("insights.open", QT_TRANSLATE_NOOP("Action", "Drill down"), key="Enter")
UP = Action("insights.up", QT_TRANSLATE_NOOP("Action", "Up a level"), ("Alt+Up",))
TAB = Action("insights.tab", QT_TRANSLATE_NOOP("Action", "Figures or benefit"), ("Ctrl+B",))
TABLE = Action("insights.table", QT_TRANSLATE_NOOP("Action", "As a table"), ("Ctrl+T",))
EXPORT = Action(
    "insights.export", QT_TRANSLATE_NOOP("Action", "Export"), ("Ctrl+E",), icon="download"
)
PAPER = Action("insights.print", QT_TRANSLATE_NOOP("Action", "Print"), PRINT, icon="printer")
