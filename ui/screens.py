"""All screens in one place, loaded together and not before the window is there: it needs none."""

from ui.cases.page import InboxPage
from ui.customers.page import CustomerPage
from ui.drawer.page import DrawerPage
from ui.home.page import HomePage
from ui.insights.export import downloads
from ui.insights.page import Desk as InsightsDesk
from ui.insights.page import InsightsPage
from ui.orders.detail.page import OrderPage
from ui.orders.detail.page import Place as OrderPlace
from ui.orders.page import CapturePage
from ui.orders.words import status
from ui.pickup.page import PickupPage
from ui.returns.page import ReturnsPage
from ui.returns.parts import Counter
from ui.rules.page import RulesPage
from ui.settings.page import SettingsPage
from ui.stock.page import StockPage
from ui.supply.page import SupplyPage
from ui.syncing.page import DeskLine, SyncPage

__all__ = [
    "CapturePage",
    "Counter",
    "CustomerPage",
    "DeskLine",
    "DrawerPage",
    "HomePage",
    "InboxPage",
    "InsightsDesk",
    "InsightsPage",
    "OrderPage",
    "OrderPlace",
    "PickupPage",
    "ReturnsPage",
    "RulesPage",
    "SettingsPage",
    "StockPage",
    "SupplyPage",
    "SyncPage",
    "downloads",
    "status",
]
