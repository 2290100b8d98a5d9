"""In which words is it told why a price is another one than in the list."""

from PySide6.QtCore import QCoreApplication

from app.orders.by_hand import PriceReason
from ui.orders.hits import Hit

translate = QCoreApplication.translate


def reason_hits() -> list[Hit]:
    """With the digit that chooses each."""
    return [Hit(reason.value, f"{at}  {told(reason)}") for at, reason in enumerate(PriceReason, 1)]


def told(reason: str) -> str:
    return {
        PriceReason.DAMAGED: translate("orders", "Damaged packaging or display piece"),
        PriceReason.WRONG_LABEL: translate("orders", "Wrong label on shelf or leaflet"),
        PriceReason.PRICE_MATCH: translate("orders", "Price match with another shop"),
        PriceReason.PROMISED: translate("orders", "Promised to the customer before"),
        PriceReason.LAST_PIECE: translate("orders", "Last piece"),
        PriceReason.OTHER: translate("orders", "Another reason"),
    }[PriceReason(reason)]
