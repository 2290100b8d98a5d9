"""What people call a role, in the language of the moment."""

from PySide6.QtCore import QCoreApplication


def role_words(role: str) -> str:
    """The words for a role of app.identity.roles; an unknown one is shown as it is."""
    words = {
        "agent": QCoreApplication.translate("Roles", "Call center agent"),
        "clerk": QCoreApplication.translate("Roles", "Store clerk"),
        "manager": QCoreApplication.translate("Roles", "Store manager"),
        "inventory": QCoreApplication.translate("Roles", "Inventory manager"),
        "admin": QCoreApplication.translate("Roles", "Administrator"),
        "auditor": QCoreApplication.translate("Roles", "Auditor"),
    }
    return words.get(role, role)
