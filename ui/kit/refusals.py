"""In which words is a refusal told: codes from app/, sentences per language from here."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from ui.kit import formats

translate = QCoreApplication.translate  # lupdate knows the name `translate`
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


def _offline_over_at_work(facts: Facts) -> str:
    told = QCoreApplication.translate(
        "Refusal",
        "The {hours} hours without the server are over: nothing new can be promised. What happens "
        "at the counter is still kept. Reach the server, then sign in.",
    )
    return told.format(hours=facts.get("hours", ""))


def _user_closed(_facts: Facts) -> str:
    return QCoreApplication.translate(
        "Refusal", "This user is closed. The office can open it again."
    )


def _never_here(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "Needs the server: never signed in here.")


def _wrong_pin(_facts: Facts) -> str:
    return QCoreApplication.translate("Refusal", "Wrong PIN.")


def _pin_wait(facts: Facts) -> str:
    seconds = facts.get("seconds")
    told = translate("Refusal", "Too many wrong PINs. Nothing is lost: try again in {wait}.")
    return told.format(wait=formats.age(seconds if isinstance(seconds, int) else 30))


def _fixed(words: Callable[[], str]) -> Wording:
    return lambda _facts: words()


def _filled(words: Callable[[], str]) -> Wording:
    """Facts go into the sentence by name; one that is missing shows a dash."""
    return lambda facts: words().format_map(_Facts(facts))


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "–"


# Told before there is a desk: by the windows that open one.
_AT_THE_DOOR: Mapping[str, Wording] = {
    "profile_in_use": _filled(
        lambda: translate(
            "Refusal",
            "This desk is open already on this computer. Nothing was changed. "
            "Use its window, or close it and start again. ({folder})",
        )
    ),
    "network_drive": _filled(
        lambda: translate(
            "Refusal",
            "{folder} is on a network drive, where an order can get lost. Nothing was written. "
            "Choose a folder on this computer.",
        )
    ),
    "profile_not_writable": _filled(
        lambda: translate(
            "Refusal",
            "The folder {folder} cannot be written ({why}). Nothing was changed. "
            "Ask for the rights to it, or choose another one.",
        )
    ),
    "key_lost": _filled(
        lambda: translate(
            "Refusal",
            "The key of this desk is gone, so its data cannot be opened. It was left as it is in "
            "{folder}. Call the help desk before anything else.",
        )
    ),
    "disk_full": _fixed(
        lambda: translate(
            "Refusal",
            "The disk of this computer is full. What was saved before is there. "
            "Make room, then do it again.",
        )
    ),
    "disk_fails": _fixed(
        lambda: translate(
            "Refusal",
            "The disk of this computer does not read or write any more. Nothing was changed. "
            "Start Gerai again; if it stays so, call the help desk.",
        )
    ),
    "desk_damaged": _fixed(
        lambda: translate(
            "Refusal",
            "The data of this desk are damaged. What was not sent yet is kept a second time. "
            "Close Gerai and start it again: it makes the data anew.",
        )
    ),
    "schema_newer": _fixed(
        lambda: translate(
            "Refusal",
            "A newer version of Gerai wrote the data of this desk. They were left as they are. "
            "Update this program.",
        )
    ),
    "server_address": _filled(
        lambda: translate(
            "Refusal",
            "“{typed}” is not the address of a server. Nothing was changed. "
            "It looks like https://gerai.example:8443.",
        )
    ),
    "server_ended": _filled(
        lambda: translate(
            "Refusal",
            "The server of the demo ended by itself ({why}). What was made is kept. "
            "Close this window and start the demo again; {log} tells more.",
        )
    ),
    "code_unknown": _fixed(
        lambda: translate(
            "Refusal",
            "This code is unknown or was used before. Nothing was changed. "
            "Compare it letter by letter, or ask for a new one.",
        )
    ),
    "device_unknown": _fixed(
        lambda: translate(
            "Refusal",
            "The server does not know this desk. What was done here is kept. "
            "The office has to let it join again.",
        )
    ),
    "device_revoked": _fixed(
        lambda: translate(
            "Refusal",
            "The office has closed this desk. What was done here is kept and still goes up.",
        )
    ),
    "own_device": _fixed(
        lambda: translate(
            "Refusal", "This is the desk you are at. Close it from another one, or ask the office."
        )
    ),
    "device_of_another": _fixed(
        lambda: translate("Refusal", "This desk belongs to another place: its manager closes it.")
    ),
    "grant_invalid": _fixed(
        lambda: translate(
            "Refusal",
            "The permission to work here is not from your server. Nothing was changed. "
            "Sign in again while the server is there.",
        )
    ),
    "user_unknown": _fixed(
        lambda: translate("Refusal", "The server does not know this user. Ask the office.")
    ),
    "pin_form": _filled(lambda: translate("Refusal", "A PIN has {digits} digits.")),
    "pin_wait": _pin_wait,
}
# Told where no screen has words of its own.
_AT_WORK: Mapping[str, Wording] = {
    "already_done": _fixed(lambda: translate("Refusal", "This was done already. It counts once.")),
    "bad_command": _fixed(
        lambda: translate(
            "Refusal", "This computer put it together wrongly. Nothing was changed; try it again."
        )
    ),
    "unknown_command": _fixed(
        lambda: translate(
            "Refusal", "This version does not know this act. It is kept; update this program."
        )
    ),
    "approval_invalid": _fixed(
        lambda: translate(
            "Refusal",
            "This approval does not hold for this act. Nothing was changed; ask for it once more.",
        )
    ),
    "approver_too_low": _fixed(
        lambda: translate(
            "Refusal", "This person may not let that pass either. Somebody with more rights can."
        )
    ),
    "note_empty": _fixed(lambda: translate("Refusal", "The note is empty. Write it first.")),
    "entry_empty": _fixed(lambda: translate("Refusal", "Nothing was typed yet.")),
    "number_unclear": _fixed(
        lambda: translate("Refusal", "That is not a number of ours. Nothing was changed.")
    ),
    "copies_out_of_range": _fixed(
        lambda: translate("Refusal", "That many copies are not printed at once. Choose fewer.")
    ),
    "order_unknown": _fixed(
        lambda: translate(
            "Refusal", "This order is not on this computer. Find it by its number; nothing changed."
        )
    ),
    "line_unknown": _fixed(
        lambda: translate("Refusal", "This line is not in the order. It is fresh now; look again.")
    ),
    "case_unknown": _fixed(
        lambda: translate("Refusal", "This task is not on this computer any more.")
    ),
    "nothing_to_cancel": _fixed(
        lambda: translate("Refusal", "There is nothing left to cancel. Nothing was changed.")
    ),
    "too_few_units": _fixed(
        lambda: translate("Refusal", "There are not so many units left. Nothing was changed.")
    ),
    "customer_unknown": _fixed(
        lambda: translate("Refusal", "This customer is not on this computer. Find them again.")
    ),
    "customer_exists": _fixed(
        lambda: translate("Refusal", "This customer is known already. Choose them from the list.")
    ),
    "customer_twice": _fixed(
        lambda: translate("Refusal", "Two customers were given for one order. Choose one of them.")
    ),
    "address_unknown": _fixed(
        lambda: translate("Refusal", "This address is not on this computer. Type it once more.")
    ),
    "address_of_another": _fixed(
        lambda: translate("Refusal", "This address is another customer's. Choose or type one.")
    ),
    "currency_differs": _fixed(
        lambda: translate(
            "Refusal", "An item has its price in another currency. Remove it; the rest is kept."
        )
    ),
    "price_negative": _fixed(
        lambda: translate("Refusal", "A price cannot be below zero. Nothing was changed.")
    ),
    "charge_negative": _fixed(
        lambda: translate("Refusal", "A charge cannot be below zero. Nothing was changed.")
    ),
    "overpaid": _fixed(
        lambda: translate("Refusal", "That is more than is to be paid. Nothing was booked.")
    ),
    "payment_unknown": _fixed(
        lambda: translate("Refusal", "This payment is not on this computer. Nothing was booked.")
    ),
    "tender_not_money": _fixed(
        lambda: translate("Refusal", "This way of paying brings no money now. Choose another one.")
    ),
    "tender_not_taken_here": _fixed(
        lambda: translate("Refusal", "This way of paying is not taken here. Choose another one.")
    ),
    "credit_too_low": _fixed(
        lambda: translate("Refusal", "The store credit is too low. Pay the rest in another way.")
    ),
    "drawer_unknown": _fixed(
        lambda: translate("Refusal", "This drawer is not open at this computer. Open it first.")
    ),
    "unsent_left": _fixed(
        lambda: translate(
            "Refusal", "More of the day is not sent than was shown. Look again, then close it."
        )
    ),
}

for _code, _wording in {
    "move_closed": _move_closed,
    "forbidden": _forbidden,
    "read_only": _read_only,
    "unknown": _unknown,
    "needs_server": _needs_server,
    "user_closed": _user_closed,
    "never_signed_in_here": _never_here,
    "offline_too_long": _offline_over,
    "offline_over": _offline_over_at_work,
    "wrong_pin": _wrong_pin,
    **_AT_THE_DOOR,
    **_AT_WORK,
}.items():
    word(_code, _wording)
