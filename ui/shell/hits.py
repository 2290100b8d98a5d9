"""How is what was found told in rows: customers, orders, products and actions, each a group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.desk.lookup import PREFIXES, Found, Goods, Kind, Person
from app.orders.queries import OrderHead
from app.orders.search import Found as FoundElsewhere
from ui.kit import formats
from ui.kit.theme import Status
from ui.shell.lens import Deed, Lens

translate = QCoreApplication.translate  # lupdate knows the name `translate`

DEEDS = ">"
MOST_DEEDS = 6
SIGNS = (*PREFIXES, DEEDS)


class HitKind(StrEnum):
    CUSTOMER = "customer"
    ORDER = "order"
    PRODUCT = "product"
    DEED = "deed"
    FAR_ORDER = "far_order"  # the server has it, this desk does not
    FAR_CUSTOMER = "far_customer"
    ASK_SERVER = "ask_server"


@dataclass(frozen=True, slots=True)
class Hit:
    """One row. `number` opens screens that want an order's number."""

    kind: HitKind
    id: str
    title: str
    detail: str = ""
    right: str = ""
    right_detail: str = ""
    icon: str = ""
    chip: tuple[Status, str, str] | None = None
    key: str = ""
    number: str = ""

    @property
    def previewed(self) -> Kind | None:
        return Kind(self.kind.value) if self.kind.value in set(Kind) else None


@dataclass(frozen=True, slots=True)
class Group:
    words: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, without its prefix; `kinds` empty: only actions are wanted."""

    text: str
    kinds: tuple[Kind, ...]
    deeds: bool


def asked(typed: str, *, knows_people: bool) -> Asked:
    """`@` customers, `#` orders, `/` products, `>` actions; without one all of them."""
    text = typed.strip()
    every = tuple(Kind) if knows_people else (Kind.PRODUCT,)
    if text[:1] == DEEDS:
        return Asked(text[1:].strip(), (), deeds=True)
    if text[:1] in PREFIXES:
        kind = PREFIXES[text[0]]
        return Asked(text[1:].strip(), (kind,) if kind in every else (), deeds=False)
    return Asked(text, every, deeds=bool(text))


def fitting(deeds: Iterable[Deed], text: str) -> list[Deed]:
    """Those of whose words each typed word is a beginning."""
    typed = text.casefold().split()
    found = []
    for deed in deeds:
        words = deed.words.casefold().split()
        if all(any(word.startswith(part) for word in words) for part in typed):
            found.append(deed)
    return found


def groups(found: Found, deeds: Sequence[Deed], lens: Lens) -> list[Group]:
    near = translate("omnibox", "nearly so called")

    def heading(words: str) -> str:
        return f"{words} · {near}" if found.near else words

    made = [
        Group(
            heading(translate("omnibox", "Customers")),
            tuple(_person(person, lens) for person in found.customers),
        ),
        Group(
            heading(translate("omnibox", "Orders")),
            tuple(_order(head, lens) for head in found.orders),
        ),
        Group(
            heading(translate("omnibox", "Products")),
            tuple(_goods(goods) for goods in found.products),
        ),
        Group(translate("omnibox", "Actions"), tuple(_deed(deed) for deed in deeds)),
    ]
    return [group for group in made if group.hits]


def far_groups(found: FoundElsewhere, lens: Lens) -> list[Group]:
    """What the server told; opening it has it sent here."""
    customers = tuple(
        Hit(
            HitKind.FAR_CUSTOMER,
            person.customer_id,
            person.name,
            detail=person.phone,
            right=orders_count(person.orders_count),
            icon="user",
        )
        for person in found.customers
    )
    orders = tuple(
        Hit(
            HitKind.FAR_ORDER,
            order.order_id,
            order.number,
            detail=formats.moment(order.placed_at, lens.now()),
            right=formats.money(order.total_minor, order.currency),
            icon="receipt-text",
            number=order.number,
        )
        for order in found.orders
    )
    made = [
        Group(translate("omnibox", "Customers at the server"), customers),
        Group(translate("omnibox", "Orders at the server"), orders),
    ]
    return [group for group in made if group.hits]


def _person(person: Person, lens: Lens) -> Hit:
    last = person.last
    when = formats.moment(last.placed_at, lens.now()) if last else ""
    elsewhere = person.orders_count  # this desk need not hold them
    return Hit(
        HitKind.CUSTOMER,
        person.customer_id,
        person.name,
        detail=person.phone,
        right=last.number if last else orders_count(elsewhere) if elsewhere else "",
        right_detail=when,
        icon="user",
    )


def _order(head: OrderHead, lens: Lens) -> Hit:
    told = lens.order_status(head.status)
    return Hit(
        HitKind.ORDER,
        head.order_id,
        head.number,
        detail=head.customer_name,
        right=formats.age((lens.now() - head.placed_at) / 1e6),
        icon="receipt-text",
        chip=(told.status, told.words, told.icon),
        number=head.number,
    )


def _goods(goods: Goods) -> Hit:
    product = goods.product
    here = translate("omnibox", "{n} here").format(n=formats.qty(goods.here))
    whole = translate("omnibox", "{n} in all").format(n=formats.qty(goods.everywhere))
    return Hit(
        HitKind.PRODUCT,
        product.id,
        called(product.name, product.colour, product.size),
        detail=f"{product.sku} · {formats.money(product.price_minor, product.currency)}",
        right=here,
        right_detail=whole,
        icon="shirt",
    )


def _deed(deed: Deed) -> Hit:
    return Hit(HitKind.DEED, deed.id, deed.words, icon=deed.icon or "keyboard", key=deed.key)


def called(name: str, colour: str, size: str) -> str:
    return " · ".join(filter(None, (" ".join(filter(None, (name, colour))), size)))


def orders_count(count: int) -> str:
    return translate("omnibox", "%n order(s)", "", count)
