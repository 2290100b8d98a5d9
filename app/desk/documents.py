"""What is printed: order, slip, label of the bag, receipt of a return, closing of a drawer."""

import textwrap
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

import resources
from app.catalog.lookup import products_of
from app.desk.closing import closed_on_paper
from app.fulfillment.papers import parcel_on_paper
from app.notify.papers import (
    ZONE,
    due_at_store,
    due_by_link,
    groups_of,
    live_clawed,
    live_tax,
    live_total,
    parcel_items,
    taken_of,
    words_for,
)
from app.notify.words import Words, known_language, one_line
from app.orders.queries import OrderCard, order_card
from app.places.papers import place_on_paper
from app.ports.printer import COLUMNS, Paper, Strip, Style
from app.returns.papers import return_on_paper

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment
from app.stock.counts import name_of
from app.stock.transfers import transfer_lines_of, transfer_of

Facts = dict[str, Any]
_MARK = "\x02"  # no text of people has it: one_line takes control characters out
_STYLES = {"b": Style.BOLD, "g": Style.BIG, "c": Style.BARCODE, "q": Style.QR}


class Document(StrEnum):
    ORDER_CONFIRMATION = "order_confirmation"  # of an order
    PICKUP_SLIP = "pickup_slip"  # of a parcel
    BAG_LABEL = "bag_label"  # of a parcel
    RETURN_RECEIPT = "return_receipt"  # of a return
    RETURN_SLIP = "return_slip"  # of a return by mail: it goes into the parcel
    DRAWER_CLOSING = "drawer_closing"  # of a drawer that was counted and closed
    TRANSFER_NOTE = "transfer_note"  # of a transfer: it goes into the parcel


def facts_of(db: Connection, kind: Document, subject_id: str, language: str) -> Facts | None:
    """What this desk knows of the subject; None when it does not hold it."""
    return _FACTS[kind](db, subject_id, known_language(language))


def paper_of(kind: Document, facts: Facts, *, now: int, pickup_code: str = "") -> Paper:
    """The document in 42 columns. `pickup_code`: a desk knows it only while it takes the order."""
    words: Words = facts["w"]
    template = _templates().get_template(f"{kind.value}.{words.language}.j2")
    text = template.render(facts | {"now": now, "code": one_line(pickup_code)})
    strips = [strip for line in text.split("\n") for strip in _strips(line)]
    while strips and strips[-1] == Strip(""):
        strips.pop()
    return Paper(f"{kind.value}-{_file_name(facts['number'])}", tuple(strips))


# --- facts of each document --------------------------------------------------------------------


def _order(db: Connection, order_id: str, language: str) -> Facts | None:
    order = order_card(db, order_id)
    if order is None:
        return None
    words = words_for(db, order, language)
    return _head(order, words) | {
        "place": place_on_paper(db, order.head.site_id),
        "groups": groups_of(db, order, words),
        "total": live_total(order),
        "clawed": live_clawed(order),
        "tax": live_tax(order),
        "paid": taken_of(order.payments),
        "due_store": due_at_store(order.payments),
        "due_link": due_by_link(order.payments),
    }


def _parcel(db: Connection, parcel_id: str, language: str) -> Facts | None:
    parcel = parcel_on_paper(db, parcel_id)
    order = order_card(db, parcel.order_id) if parcel else None
    if parcel is None or order is None:
        return None
    place = place_on_paper(db, parcel.site_id)
    zone = place.time_zone if place else ZONE
    items = parcel_items(order, parcel)
    return _head(order, Words(language, order.head.currency, zone)) | {
        "parcel": parcel,
        "place": place,
        "consignee": place_on_paper(db, parcel.to_site_id) if parcel.to_site_id else None,
        "items": items,
        "total": live_total(order),
        "clawed": live_clawed(order),
        "tax": live_tax(order),
        "pieces": sum(item.quantity for item in items),
        "paid": taken_of(order.payments),
        "due_store": due_at_store(order.payments),
    }


def _return(db: Connection, return_id: str, language: str) -> Facts | None:
    taken = return_on_paper(db, return_id)
    if taken is None:
        return None
    place = place_on_paper(db, taken.site_id)
    order = order_card(db, taken.order_id) if taken.order_id else None
    products = products_of(db, (line.product_id for line in taken.lines))
    return {
        "number": taken.number,
        "w": Words(language, taken.currency, place.time_zone if place else ZONE),
        "place": place,
        "order": order,
        "taken": taken,
        "lines": [
            (products[line.product_id].name if line.product_id in products else "", line)
            for line in taken.lines
        ],
        "tax": sum(line.tax_minor for line in taken.lines),
    }


def _drawer(db: Connection, drawer_id: str, language: str) -> Facts | None:
    closed = closed_on_paper(db, drawer_id)
    if closed is None:
        return None
    place = place_on_paper(db, closed.drawer.site_id)
    return {
        "number": f"{place.code if place else ''}-{drawer_id[-6:]}",
        "w": Words(language, closed.drawer.currency, place.time_zone if place else ZONE),
        "place": place,
        "closed": closed,
        "drawer": closed.drawer,
    }


def _transfer(db: Connection, transfer_id: str, language: str) -> Facts | None:
    transfer = transfer_of(db, transfer_id)
    if transfer is None:
        return None
    place = place_on_paper(db, transfer.from_site_id)
    lines = transfer_lines_of(db, transfer_id)
    return {
        "number": transfer.number,
        "w": Words(language, "", place.time_zone if place else ZONE),
        "place": place,
        "transfer": transfer,
        "lines": [
            {
                "ordered": line.ordered,
                "name": one_line(name_of(line.product)),
                "sku": line.product.sku,
            }
            for line in lines
        ],
        "pieces": sum(line.ordered for line in lines),
    }


def _head(order: OrderCard, words: Words) -> Facts:
    name = one_line(order.head.customer_name)
    return {
        "number": order.head.number,
        "order": order,
        "head": order.head,
        "name": name,
        "w": words,
    }


_FACTS: dict[Document, Callable[[Connection, str, str], Facts | None]] = {
    Document.ORDER_CONFIRMATION: _order,
    Document.PICKUP_SLIP: _parcel,
    Document.BAG_LABEL: _parcel,
    Document.RETURN_RECEIPT: _return,
    Document.RETURN_SLIP: _return,
    Document.DRAWER_CLOSING: _drawer,
    Document.TRANSFER_NOTE: _transfer,
}


# --- layout ------------------------------------------------------------------------------------


class Laid(str):
    """Text that the layout made: its line breaks and marks are meant."""

    __slots__ = ()


def row(left: object, right: object = "", indent: int = 0) -> Laid:
    """Words on the left, a figure on the right of their last line."""
    figure = one_line(str(right))
    room = COLUMNS - indent - (width(figure) + 1 if figure else 0)
    lines = _wrapped(one_line(str(left)), max(room, 8)) or [""]
    last = lines[-1]
    gap = max(1, COLUMNS - indent - width(last) - width(figure))
    lines[-1] = last + " " * gap + figure if figure else last
    return Laid("\n".join(" " * indent + line for line in lines))


def centre(text: object) -> Laid:
    lines = _wrapped(one_line(str(text)), COLUMNS)
    return Laid("\n".join(" " * ((COLUMNS - width(line)) // 2) + line for line in lines))


def rule() -> Laid:
    return Laid("-" * COLUMNS)


def bold(text: object) -> Laid:
    return _marked("b", text, COLUMNS)


def big(text: object) -> Laid:
    return _marked("g", text, COLUMNS // 2)


def barcode(text: object) -> Laid:
    return Laid(f"{_MARK}c{one_line(str(text))}")


def qr(text: object) -> Laid:
    return Laid(f"{_MARK}q{one_line(str(text))}")


def width(text: str) -> int:
    """Columns on paper: East Asian letters and emoji are two wide, marks on letters none."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def _marked(letter: str, text: object, room: int) -> Laid:
    lines = text.split("\n") if isinstance(text, Laid) else _wrapped(one_line(str(text)), room)
    return Laid("\n".join(f"{_MARK}{letter}{line}" for line in lines))


def _wrapped(text: str, room: int) -> list[str]:
    if width(text) == len(text):
        return textwrap.wrap(text, room, break_long_words=True, break_on_hyphens=False)
    lines, line = [], ""
    for sign in text:
        if width(line + sign) > room:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line] if line else lines


def _strips(line: str) -> list[Strip]:
    if line.startswith(_MARK):
        return [Strip(line[2:], _STYLES[line[1]])]
    lines = [line] if width(line) <= COLUMNS else _wrapped(line, COLUMNS)
    return [Strip(part.rstrip()) for part in lines or [""]]


def _file_name(number: str) -> str:
    return "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in number)[:40]


@cache
def _templates() -> "ImmutableSandboxedEnvironment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    found = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resources.path("print")),
        autoescape=False,  # paper has no markup; what a printer would obey is taken out
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update({f.__name__: f for f in (row, centre, rule, bold, big, barcode, qr)})
    return found


def _harmless(value: object) -> object:
    return one_line(value) if isinstance(value, str) and not isinstance(value, Laid) else value
