"""What a customer wants and who it is: goods that are there, names, addresses, the day's book."""

import random
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.campaigns._day.hands import Hands, now

Told = dict[str, Any]
NAMES = ("Siti", "Budi", "Rina", "Andre", "Wayan", "Maria", "Agus", "Dewi", "Putri", "Joko")
FAMILIES = ("Rahmawati", "Santoso", "Wijaya", "Kusuma", "Sudarma", "Gunawan", "Halim", "Siregar")
ADDRESSES = (
    ("Jl. Melati 3", "Jakarta Pusat", "DKI Jakarta", "10220"),
    ("Jl. Dago 12", "Bandung", "Jawa Barat", "40135"),
    ("Jl. Tunjungan 8", "Surabaya", "Jawa Timur", "60275"),
    ("Jl. Malioboro 21", "Yogyakarta", "DI Yogyakarta", "55271"),
)


@dataclass(frozen=True)
class Sold:
    """An order that somebody placed; `code` is what the customer says at the counter."""

    order_id: str
    number: str
    code: str
    customer_id: str | None


@dataclass
class Book:
    """The orders and customers of the day, known to all who play."""

    sold: list[Sold] = field(default_factory=list)
    collected: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)  # customers
    holds: list[tuple[str, str]] = field(default_factory=list)  # (hold, order)
    merges: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)  # customers with store credit
    lock: threading.Lock = field(default_factory=threading.Lock)

    def some(self, chance: random.Random, of: list[Any], newest: int = 60) -> Any:
        with self.lock:
            return chance.choice(of[-newest:]) if of else None

    def add(self, to: list[Any], what: Any) -> None:
        with self.lock:
            to.append(what)

    def drop(self, of: list[Any], what: Any) -> None:
        with self.lock:
            if what in of:
                of.remove(what)


def catalogue(hands: Hands) -> list[Told]:
    """What beginnings of words find, until there is enough to choose from."""
    found: dict[str, Told] = {}
    for letter in "abcdefghijklmnoprstuvw":
        for product in hands.ask("products.find", text=letter) or []:
            if product["active"]:
                found[product["id"]] = product
    return list(found.values())


def free_at(hands: Hands, product_id: str, site_id: str) -> int:
    stock = hands.ask("stock.sku", product_id=product_id, now=now())
    for place in stock["places"] if stock else ():
        if place["site_id"] == site_id:
            taken = place["reserved"] + place["safety"] + place["leased"]
            return max(0, int(place["on_hand"]) - int(taken))
    return 0


def wanted(hands: Hands, products: list[Told], site_id: str, most: int = 3) -> list[Told]:
    """(product, units): what is free there, and now and then what is not."""
    lines: list[Told] = []
    for product in hands.chance.sample(products, min(len(products), 6)):
        free = free_at(hands, product["id"], site_id)
        if free == 0 and not hands.one_in(40):
            continue
        units = hands.chance.randint(1, max(1, min(2, free)))
        lines.append({"product": product, "units": units})
        if len(lines) == most or hands.one_in(2):
            break
    return lines


def newcomer(hands: Hands) -> Told:
    """Nine of ten have a mail address."""
    serial = hands.chance.randrange(10**8)
    given, family = hands.chance.choice(NAMES), hands.chance.choice(FAMILIES)
    return {
        "customer_id": hands.new_id(),
        "name": f"{given} {family}",
        "phone": f"0812{serial:08d}",
        "email": "" if hands.one_in(10) else f"{given.lower()}.{serial}@example.com",
        "language": hands.chance.choice(("id", "en")),
    }


def address(hands: Hands) -> Told:
    street, city, province, postcode = hands.chance.choice(ADDRESSES)
    return {
        "address_id": hands.new_id(),
        "street": street,
        "city": city,
        "province": province,
        "postcode": postcode,
    }
