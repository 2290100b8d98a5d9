"""In which words is a refusal told: codes from app/, sentences per language from here."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

Facts: TypeAlias = Mapping[str, object]
Wording: TypeAlias = Callable[[Facts], str]

_table: dict[str, Wording] = {}


def word(code: str, wording: Wording) -> None:
    """Extend the table; a screen words its own codes. Raises ValueError on a second wording."""
    if code in _table and _table[code] is not wording:
        raise ValueError(f"{code} is worded twice")
    _table[code] = wording


def is_worded(code: str) -> bool:
    return code in _table


def told(code: str, facts: Facts) -> str:
    """The sentence for the person at the desk; an unworded code shows itself, for the help desk."""
    wording = _table.get(code)
    if wording is not None:
        return wording(facts)
    sentence = QCoreApplication.translate("Refusal", "This cannot be done now ({code}).")
    return sentence.format(code=code)


def _move_closed(_facts: Facts) -> str:
    return QCoreApplication.translate(
        "Refusal", "Someone has moved this on already. It is fresh now."
    )


def _forbidden(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "Your role may not do this. A manager can.")


def _read_only(_facts: Facts) -> str:
    return QCoreApplication.translate(
        "Refusal", "This desk only reads until it reaches the server."
    )


def _unknown(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "This is not known on this desk.")


def _needs_server(_facts: Facts) -> str:
    return QCoreApplication.translate(
        "Refusal", "This needs the server, which is away. Try again later."
    )


def _offline_over(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "The offline time is over. Reach the server once.")


def _user_closed(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "This user is closed. A manager can open it.")


def _never_here(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "Needs the server: never signed in here.")


def _wrong_pin(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "Wrong PIN.")


for _code, _wording in {
    "move_closed": _move_closed,
    "forbidden": _forbidden,
    "read_only": _read_only,
    "unknown": _unknown,
    "needs_server": _needs_server,
    "user_closed": _user_closed,
    "never_signed_in_here": _never_here,
    "offline_too_long": _offline_over,
    "wrong_pin": _wrong_pin,
}.items():
    word(_code, _wording)
