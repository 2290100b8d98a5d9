"""In which words are contacts, consents, moments and refusals of a customer told."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from app.customers.commands import CallBack, EndCall, HandCall, MoveCall
from app.customers.duplicates import Alike
from app.customers.states import Channel, ContactKind, How, Purpose
from app.insights.customer import Kind, Moment
from app.kit.commands import Command
from ui.kit import formats, refusals
from ui.kit.refusals import Facts

translate = QCoreApplication.translate  # lupdate finds plurals under this name alone


def erased() -> str:
    return translate("customers", "Erased customer")


def name(told: str) -> str:
    """Nobody is without a name but those who were erased."""
    return told or erased()


_FIELDS: Mapping[str, Callable[[], str]] = {
    "name": lambda: translate("customers", "Name"),
    "phone": lambda: translate("customers", "Phone"),
    "email": lambda: translate("customers", "E-mail"),
    "card": lambda: translate("customers", "Loyalty card"),
    "language": lambda: translate("customers", "Language"),
    "tier": lambda: translate("customers", "Tier"),
    "label": lambda: translate("customers", "Label"),
    "street": lambda: translate("customers", "Street and number"),
    "rt": lambda: translate("customers", "RT"),
    "rw": lambda: translate("customers", "RW"),
    "kelurahan": lambda: translate("customers", "Kelurahan"),
    "kecamatan": lambda: translate("customers", "Kecamatan"),
    "city": lambda: translate("customers", "City"),
    "province": lambda: translate("customers", "Province"),
    "postcode": lambda: translate("customers", "Postcode"),
}


def field(of: str) -> str:
    return _FIELDS[of]() if of in _FIELDS else of


def tier(of: str) -> str:
    known = {
        "": translate("customers", "No tier"),
        "silver": translate("customers", "Silver"),
        "gold": translate("customers", "Gold"),
    }
    return known.get(of, of.capitalize())


def language(of: str) -> str:
    return {"id": "Bahasa Indonesia", "en": "English"}.get(of, of)


def contact_icon(kind: ContactKind) -> str:
    return "phone" if kind is ContactKind.PHONE else "mail"


def channel(of: str) -> str:
    return {
        Channel.MAIL: translate("customers", "E-mail"),
        Channel.PHONE: translate("customers", "Phone call"),
        Channel.WHATSAPP: "WhatsApp",
        Channel.SMS: "SMS",
    }[Channel(of)]


def purpose(of: str) -> str:
    if Purpose(of) is Purpose.SERVICE:
        return translate("customers", "Orders")
    return translate("customers", "Offers")


def how(of: str) -> str:
    return {
        How.PHONE: translate("customers", "by phone"),
        How.STORE: translate("customers", "in the store"),
        How.WEB: translate("customers", "on the web"),
        How.LETTER: translate("customers", "by letter"),
    }[How(of)]


def yes_no(*, given: bool) -> str:
    return translate("customers", "Yes") if given else translate("customers", "No")


def alike(why: Alike) -> str:
    return {
        Alike.PHONE: translate("customers", "same phone"),
        Alike.EMAIL: translate("customers", "same e-mail"),
        Alike.NAME: translate("customers", "same name and postcode"),
    }[why]


# ---------------------------------------------------------------- the timeline

ICONS = {
    Kind.ORDER: "shopping-bag",
    Kind.RETURN: "undo-2",
    Kind.MESSAGE: "mail",
    Kind.NOTE: "sticky-note",
    Kind.CALL: "phone-call",
    Kind.CONSENT: "shield-check",
    Kind.MERGE: "merge",
}


def happened(moment: Moment) -> str:
    """What stands in bold."""
    match moment.kind:
        case Kind.ORDER:
            return _ordered(moment.act)
        case Kind.RETURN:
            return translate("customers", "Brought back")
        case Kind.MESSAGE:
            return _told(moment.act)
        case Kind.NOTE:
            return moment.text
        case Kind.CALL:
            return _called(moment.act)
        case Kind.CONSENT:
            return _consented(moment)
        case Kind.MERGE if moment.act == "undone":
            return translate("customers", "Parted again from {name}").format(name=name(moment.text))
    return translate("customers", "Merged with {name}").format(name=name(moment.text))


def _ordered(by: str) -> str:
    return {
        "phone": translate("customers", "Ordered by phone"),
        "store": translate("customers", "Bought in the store"),
        "web": translate("customers", "Ordered on the web"),
    }.get(by, translate("customers", "Bought"))


def _told(kind: str) -> str:
    return {
        "confirmed": translate("customers", "Told: order confirmed"),
        "pay_link": translate("customers", "Told: pay link"),
        "ready": translate("customers", "Told: ready to collect"),
        "collected": translate("customers", "Told: collected"),
        "cancelled": translate("customers", "Told: cancelled"),
        "refunded": translate("customers", "Told: refunded"),
    }.get(kind, translate("customers", "Told by e-mail"))


def _called(outcome: str) -> str:
    """`also_`: a colleague had ended that promise before."""
    return {
        "reached": translate("customers", "Called back: reached"),
        "no_answer": translate("customers", "Called back: no answer"),
        "not_needed": translate("customers", "Call back no longer needed"),
        "also_reached": translate("customers", "Called back as well: reached"),
        "also_no_answer": translate("customers", "Called back as well: no answer"),
        "also_not_needed": translate("customers", "Call back: a colleague had ended it before"),
    }.get(outcome, outcome)


def call_said(command: Command) -> str:
    """What the strip says once it is done."""
    match command:
        case CallBack():
            return translate("customers", "You will be reminded.")
        case MoveCall():
            return translate("customers", "The call has its new time.")
        case HandCall():
            return translate("customers", "The call was handed on.")
        case EndCall(again_at=int()):
            return translate("customers", "Noted. It will be tried again.")
    return translate("customers", "Noted.")


def _consented(moment: Moment) -> str:
    told = (
        translate("customers", "Allowed: {channel}, {purpose}")
        if moment.number == "yes"
        else translate("customers", "Withdrawn: {channel}, {purpose}")
    )
    return told.format(channel=channel(moment.act), purpose=purpose(moment.text))


def message_state(of: str) -> str:
    return {
        "queued": translate("customers", "waits to be sent"),
        "sent": translate("customers", "sent"),
        "failed": translate("customers", "could not be sent"),
        "withdrawn": translate("customers", "withdrawn"),
    }.get(of, of)


# ---------------------------------------------------------------- refusals


def _fixed(source: Callable[[], str]) -> Callable[[Facts], str]:
    return lambda _facts: source()


def _field_changed(facts: Facts) -> str:
    told = translate(
        "customers",
        "{field} was changed by somebody else meanwhile. Theirs stays; look, then change it again.",
    )
    return told.format(field=field(str(facts.get("field", ""))))


def _open_order(facts: Facts) -> str:
    told = translate("customers", "Order {number} is still open. Close or cancel it first.")
    return told.format(number=facts.get("number", "–"))


def _money_owed(facts: Facts) -> str:
    told = translate("customers", "{amount} is still to be paid for order {number}.")
    return told.format(amount=_money(facts), number=facts.get("number", "–"))


def _credit_left(facts: Facts) -> str:
    told = translate("customers", "{amount} of store credit is left. Spend or pay it out first.")
    return told.format(amount=_money(facts))


def _money(facts: Facts) -> str:
    amount = facts.get("amount")
    return formats.money(amount if isinstance(amount, int) else 0)


def _too_long(facts: Facts) -> str:
    told = translate("customers", "This is too long: at most {most} characters.")
    return told.format(most=facts.get("most", "–"))


def _too_many(facts: Facts) -> str:
    told = translate("customers", "A customer has at most {most} phones and e-mails.")
    return told.format(most=facts.get("most", "–"))


def _too_old(facts: Facts) -> str:
    told = translate("customers", "A merge can be undone for {days} days. This one is older.")
    return told.format(days=facts.get("days", "–"))


_SIMPLE: Mapping[str, Callable[[], str]] = {
    "customer_erased": lambda: translate("customers", "This customer was erased."),
    "contact_exists": lambda: translate("customers", "This customer has it already."),
    "contact_empty": lambda: translate("customers", "Type a phone number or an e-mail."),
    "contact_unknown": lambda: translate("customers", "This entry is gone. It is fresh now."),
    "address_exists": lambda: translate("customers", "This address is there already."),
    "rt_unclear": lambda: translate("customers", "RT and RW are up to three digits, like 003."),
    "card_unclear": lambda: translate(
        "customers", "A loyalty card has letters, digits and dashes only."
    ),
    "card_of_another": lambda: translate("customers", "This card belongs to another customer."),
    "language_unknown": lambda: translate("customers", "This language is not spoken here."),
    "told_control_characters": lambda: translate(
        "customers", "There are invisible signs in this text. Type it again."
    ),
    "callback_empty": lambda: translate("customers", "Say in a word what the call is about."),
    "note_unknown": lambda: translate("customers", "This note is gone."),
    "customer_not_told": lambda: translate(
        "customers", "Ask for their whole phone number, mail or card; then they come here."
    ),
    "merge_with_self": lambda: translate("customers", "This is the same record."),
    "merged_already": lambda: translate("customers", "One of them was merged already."),
    "merge_unknown": lambda: translate("customers", "This merge is not known here."),
    "merge_undone": lambda: translate("customers", "This merge was undone already."),
    "merge_later": lambda: translate("customers", "There was a later merge. Undo that one first."),
    "field_unknown": lambda: translate("customers", "This field cannot be merged."),
    "needs_second_person": lambda: translate(
        "customers", "Nobody does this alone. Ask from another person's desk."
    ),
    "export_unknown": lambda: translate(
        "customers", "The server has not allowed this export. Ask for it again."
    ),
}
for _code, _source in _SIMPLE.items():
    if not refusals.is_worded(_code):  # another screen may have told it first
        refusals.word(_code, _fixed(_source))
for _code, _wording in {
    "field_changed": _field_changed,
    "erase_order_open": _open_order,
    "erase_money_owed": _money_owed,
    "erase_credit_left": _credit_left,
    "told_too_long": _too_long,
    "contacts_too_many": _too_many,
    "merge_too_old": _too_old,
}.items():
    refusals.word(_code, _wording)
