"""What may stand in a customer's record: phone numbers, names, and what is shown of them."""

import re
import unicodedata

from app.kit.errors import Refusal

MAX_NOTE = 1_000  # characters; a note is read in one glance or not at all
MAX_EMAIL = 254  # characters: no mail server takes more (RFC 5321)
MAX_PART = 200  # characters of one line of an address, or of a label
MAX_NAME = 120  # characters; the longest name on an Indonesian identity card is far below
SEARCH_DIGITS = 4  # fewer digits match half the customers
FULL_NUMBER = 9  # from here on, leading digits are a prefix, not part of a fragment

_MASK = "•"
_PHONE = re.compile(r"\+?[0-9\s()./-]+")
_BLANKS = re.compile(r"[ \t\r\n\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# Overrides and isolates turn the letters around on the screen; joiners (emoji, Indic) do not.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Zs"})


def to_e164(text: str, region: str = "ID") -> str:
    """The number as +628…; accepts 0812…, 62812…, +62812…, 0062812…, blanks, dashes, brackets.

    Raises Refusal('phone_invalid', typed=…) for what no network would connect.
    """
    typed = _without_marks(unicodedata.normalize("NFKC", text)).strip()
    if len(typed) <= 40 and _PHONE.fullmatch(typed):
        for candidate in _readings(typed):
            if number := _valid(candidate, region):
                return number
    raise Refusal("phone_invalid", typed=text)


def masked_phone(e164: str) -> str:
    """Enough to recognise, too little to call: `+6281234567890` → `+62•••••••7890`."""
    if len(e164) < 10:
        return _MASK * len(e164)
    return e164[:3] + _MASK * (len(e164) - 7) + e164[-4:]


def masked_email(email: str) -> str:
    """`siti@example.com` → `s•••@example.com`; the length of the name is not told."""
    name, at, host = email.rpartition("@")
    if not at:
        return _MASK * 3 if email else ""
    return f"{name[:1]}{_MASK * 3}@{host}"


def masked_street(street: str) -> str:
    """The kind of road alone: `Jl. Sudirman 12` → `Jl. •••`."""
    head, blank, _ = street.strip().partition(" ")
    if not head:
        return ""
    return f"{head} {_MASK * 3}" if blank and head.endswith(".") else _MASK * 3


def masked_name(name: str) -> str:
    """Initials: `Siti Rahma` → `S••• R•••`; the length of the words is not told."""
    return " ".join(word[:1] + _MASK * 3 for word in name.split())


def reversed_phone(e164: str) -> str:
    """The value of `phone_reversed`: digits from the last to the first."""
    return "".join(reversed([sign for sign in e164 if sign.isdecimal()]))


def search_digits(text: str) -> str | None:
    """The start that `phone_reversed` must have, or None when `text` is no phone fragment.

    A fragment matches the end of the number. The leading 0 or 62 of a full number is dropped,
    because the first is not stored; in a short fragment both are digits like the others.
    """
    typed = _without_marks(text).strip()
    if not _PHONE.fullmatch(typed):
        return None
    digits = re.sub(r"[^0-9]", "", typed)
    if len(digits) >= FULL_NUMBER:
        digits = digits.removeprefix("0").removeprefix("0")
    if len(digits) > FULL_NUMBER:
        digits = digits.removeprefix("62")
    return digits[::-1] if len(digits) >= SEARCH_DIGITS else None


def clean_name(text: str) -> str:
    """One line in NFC. HTML and emoji stay: they are text, and screens show text.

    Refusals: name_empty, name_too_long(length, most), name_control_characters.
    """
    name = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    if any(_steers(sign) for sign in name):
        raise Refusal("name_control_characters")
    if all(unicodedata.category(sign) in _UNSEEN for sign in name):
        raise Refusal("name_empty")
    if len(name) > MAX_NAME:
        raise Refusal("name_too_long", length=len(name), most=MAX_NAME)
    return name


def clean_email(text: str) -> str:
    """In lower case; empty stays empty. Raises Refusal('email_unclear')."""
    email = text.strip()
    name, at, host = email.partition("@")
    if email and (not name or not at or "." not in host or any(sign.isspace() for sign in email)):
        raise Refusal("email_unclear")
    if len(email) > MAX_EMAIL:
        raise Refusal("email_unclear")
    return email.lower()


def clean_line(text: str, most: int = MAX_PART) -> str:
    """One line in NFC. Refusals: told_control_characters, told_too_long, card_number_in_text."""
    line = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    if any(_steers(sign) for sign in line):
        raise Refusal("told_control_characters")
    if len(line) > most:
        raise Refusal("told_too_long", length=len(line), most=most)
    refuse_card_number(line)
    return line


def clean_card(text: str) -> str:
    """The number of a loyalty card as it is compared: letters, digits and dashes."""
    card = text.strip().upper()
    if not re.fullmatch(r"[A-Z0-9-]{0,40}", card):
        raise Refusal("card_unclear")
    refuse_card_number(card)
    return card


def clean_rt(text: str) -> str:
    """RT and RW have three digits: `3` is `003`. Raises Refusal('rt_unclear')."""
    typed = text.strip()
    if not re.fullmatch(r"[0-9]{0,3}", typed):
        raise Refusal("rt_unclear")
    return typed.zfill(3) if typed else ""


def looks_like_card_number(text: str) -> bool:
    """Whether some 13–19 digits (ISO/IEC 7812, grouped or not) are a payment card's.

    Issuer ranges keep barcodes and phone numbers out, one in ten of which has a Luhn digit too.
    """
    runs = re.finditer(r"[0-9]+(?:[\s.–-]{1,2}[0-9]+)*", unicodedata.normalize("NFKC", text))
    return any(_has_card(re.findall(r"[0-9]+", run.group())) for run in runs)


def refuse_card_number(text: str) -> None:
    """Raises Refusal('card_number_in_text'); the text is not told, it must not be kept."""
    if looks_like_card_number(text):
        raise Refusal("card_number_in_text")


def _without_marks(text: str) -> str:
    """Without the invisible direction marks that address books put around numbers."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _readings(typed: str) -> list[str]:
    digits = re.sub(r"[^0-9]", "", typed)
    if typed.startswith("+"):
        return [f"+{digits}"]
    if digits.startswith("00"):
        return [f"+{digits[2:]}"]
    return [digits, f"+{digits}"]


def _valid(text: str, region: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs"} or sign in _TURNING


# Length → leading digits. Visa 13/16/19, Diners 14, Amex 15, JCB, Mastercard, UnionPay, Maestro.
_ISSUED = {
    13: r"4",
    14: r"3[0689]",
    15: r"3[47]|2131|1800",
    16: r"[3456]|22[2-9]|2[3-7]|8[12]|9",
    17: r"[56]|81",
    18: r"[56]|81",
    19: r"[456]|81",
}


def _has_card(groups: list[str]) -> bool:
    """Any neighbouring groups that together are a card: a quantity may stand before it."""
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if len(digits) > 19:
                break
            if len(digits) >= 13 and re.match(_ISSUED[len(digits)], digits) and _luhn(digits):
                return True
    return False


def _luhn(digits: str) -> bool:
    values = [int(digit) for digit in reversed(digits)]
    doubled = [sum(divmod(2 * value, 10)) for value in values[1::2]]
    return (sum(values[::2]) + sum(doubled)) % 10 == 0
