"""The few words of a customer's record: kinds of contact, channels, purposes, fields."""

from enum import StrEnum


class ContactKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


class Channel(StrEnum):
    MAIL = "mail"
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    SMS = "sms"


class Purpose(StrEnum):
    SERVICE = "service"  # about what was bought; allowed until it is withdrawn
    MARKETING = "marketing"  # offers; forbidden until it is given


class How(StrEnum):
    """In which way a consent was told."""

    PHONE = "phone"
    STORE = "store"
    WEB = "web"
    LETTER = "letter"


class Field(StrEnum):
    """What an edit may change, each for itself."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    LANGUAGE = "language"
    CARD = "card"


class AddressField(StrEnum):
    LABEL = "label"
    STREET = "street"
    RT = "rt"
    RW = "rw"
    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    CITY = "city"
    PROVINCE = "province"
    POSTCODE = "postcode"


class CallOutcome(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    NOT_NEEDED = "not_needed"


class Disclosure(StrEnum):
    SHOW = "show"
    ERASE = "erase"
    EXPORT = "export"


# Of which values a merge asks whose shall stay, in the order in which they are shown.
MERGED_FIELDS = ("name", "phone", "email", "card", "language", "tier")
LANGUAGES = ("id", "en")
