"""In which words does the capture screen say no."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ui.kit import formats, refusals
from ui.kit.refusals import Facts

translate = QCoreApplication.translate


def _fixed(source: Callable[[], str]) -> Callable[[Facts], str]:
    return lambda _facts: source()


def _typed(source: Callable[[], str]) -> Callable[[Facts], str]:
    return lambda facts: source().format(typed=str(facts.get("typed", ""))[:40])


def _needs_approval(facts: Facts) -> str:
    limit = facts.get("limit")
    if isinstance(limit, int) and limit:
        told = translate("orders", "Your limit is {limit}. A manager may give more.")
        return told.format(limit=formats.percent(limit / 10_000))
    return translate("orders", "A manager has to give this price.")


_WORDED: dict[str, Callable[[Facts], str]] = {
    "entry_too_long": _fixed(
        lambda: translate("orders", "That is too long for one item. Nothing was added.")
    ),
    "entry_control_characters": _fixed(
        lambda: translate("orders", "That is not text that can be read. Nothing was added.")
    ),
    "quantity_out_of_range": _fixed(
        lambda: translate("orders", "A quantity is from 1 to 9.999. Nothing was changed.")
    ),
    "quantity_unclear": _typed(
        lambda: translate("orders", "“{typed}” is not a quantity. Write =3, +1 or 2*code.")
    ),
    "discount_out_of_range": _fixed(
        lambda: translate("orders", "A discount is at most 100%. Nothing was changed.")
    ),
    "discount_unclear": _typed(
        lambda: translate("orders", "“{typed}” is not a discount. Write %10 or %7,5.")
    ),
    "amount_unclear": _typed(
        lambda: translate(
            "orders", "“{typed}” can be read in two ways. Write 650000 or 650.000, no decimals."
        )
    ),
    "amount_out_of_range": _fixed(
        lambda: translate("orders", "That is not an amount for one order. Nothing was changed.")
    ),
    "card_number_in_text": _fixed(
        lambda: translate("orders", "A card number is never written here. It was not kept.")
    ),
    "date_unclear": _typed(
        lambda: translate("orders", "“{typed}” is not a day. Write !wed, !24, !24/11 or !17:00.")
    ),
    "date_past": _typed(lambda: translate("orders", "“{typed}” is over. Nothing was changed.")),
    "date_too_far": _typed(
        lambda: translate("orders", "“{typed}” is more than a year away. Nothing was changed.")
    ),
    "kept_elsewhere": _fixed(
        lambda: translate("orders", "Another desk holds the stock of this order.")
    ),
    "phone_invalid": _typed(
        lambda: translate("orders", "“{typed}” is not a phone number. Write 0812… or +62812…")
    ),
    "name_empty": _fixed(lambda: translate("orders", "A name is needed.")),
    "name_too_long": _fixed(
        lambda: translate("orders", "That name is too long: at most 120 letters.")
    ),
    "name_control_characters": _fixed(
        lambda: translate("orders", "The name holds signs that cannot be shown. Type it again.")
    ),
    "email_unclear": _fixed(lambda: translate("orders", "That is not a mail address.")),
    "address_empty": _fixed(lambda: translate("orders", "A street is needed.")),
    "address_missing": _fixed(lambda: translate("orders", "Shipping needs an address (F4).")),
    "delivery_open": _fixed(
        lambda: translate("orders", "How does it get there? Choose with a digit, then Enter.")
    ),
    "payment_open": _fixed(
        lambda: translate("orders", "How is it paid? Choose with F7, then Enter.")
    ),
    "basket_empty": _fixed(lambda: translate("orders", "There is nothing in the basket yet.")),
    "customer_missing": _fixed(
        lambda: translate("orders", "Whose order is it? Find the customer.")
    ),
    "place_missing": _fixed(
        lambda: translate("orders", "No place has this. Choose again with F6.")
    ),
    "sent_nowhere": _fixed(
        lambda: translate(
            "orders", "Goods are only sent to the store where they are collected. Choose with F6."
        )
    ),
    "tenders_differ": _fixed(
        lambda: translate("orders", "The total has changed. It is fresh now; confirm again.")
    ),
    "parts_exceed": _fixed(
        lambda: translate("orders", "The parts pay more than the total. Take one off.")
    ),
    "part_out_of_range": _fixed(
        lambda: translate("orders", "A part is more than nothing and less than what is to pay.")
    ),
    "drawer_closed": _fixed(lambda: translate("orders", "Cash needs an open drawer.")),
    "drawer_already_open": _fixed(lambda: translate("orders", "A drawer is open already.")),
    "approval_code_missing": _fixed(
        lambda: translate("orders", "Type the approval code from the terminal's slip.")
    ),
    "reason_missing": _fixed(lambda: translate("orders", "A changed price needs a reason.")),
    "note_missing": _fixed(
        lambda: translate("orders", "Say what speaks for this price, so that it can be checked.")
    ),
    "coupon_unknown": _fixed(
        lambda: translate("orders", "No coupon has this code. Take it off to go on.")
    ),
    "coupon_early": _fixed(lambda: translate("orders", "This coupon has not begun yet.")),
    "coupon_over": _fixed(lambda: translate("orders", "This coupon has ended.")),
    "coupon_used": _fixed(
        lambda: translate("orders", "This customer has used this coupon already.")
    ),
    "coupon_used_up": _fixed(lambda: translate("orders", "This coupon is used up.")),
    "coupon_customer": _fixed(
        lambda: translate("orders", "This coupon is for known customers. Find the customer (F4).")
    ),
    "order_unknown": _fixed(
        lambda: translate("orders", "This order is not on this computer. Search for it first.")
    ),
    "needs_approval": _needs_approval,
    "not_allowed": _fixed(lambda: translate("orders", "Your role may not do this. A manager can.")),
    "product_unknown": _fixed(
        lambda: translate("orders", "An item of this basket is no longer sold. Remove it.")
    ),
    "tax_class_unknown": _fixed(
        lambda: translate("orders", "An item has no tax class here. Remove it and tell the office.")
    ),
    "not_enrolled": _fixed(
        lambda: translate("orders", "This desk does not know its store yet. Connect it once.")
    ),
}


def install() -> None:
    """Another screen may have worded a code first; that wording stands."""
    for code, wording in _WORDED.items():
        if not refusals.is_worded(code):
            refusals.word(code, wording)
