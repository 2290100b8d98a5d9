"""A small shop on a server of its own, for the simulator and the kill harness: made in a second."""

from dataclasses import dataclass

from app.catalog.tables import products
from app.identity.model import hash_pin, secret_hash
from app.identity.tables import device_secrets, devices, users
from app.kit.actor import SYSTEM
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.places.serving import stamp_network
from app.places.tables import bins, carrier_services, postcodes, service_rates, sites
from app.pricing.tables import promotions, tax_rates
from app.returns.tables import return_rules
from app.server.service import Service
from app.stock.ledger import move, open_cell
from app.stock.states import Bucket
from app.stock.tables import stock_cells
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync.feed import append

PIN = "246810"
ROLES = ("agent", "clerk", "manager", "admin")


@dataclass(frozen=True, slots=True)
class Shop:
    stores: tuple[str, ...]
    center: str
    products: tuple[str, ...]
    prices: tuple[int, ...]
    users: dict[str, str]  # role → user id
    devices: tuple[str, ...]
    codes: tuple[str, ...]  # one-time enrol codes, one per device


def _id(role: str, ordinal: object = 0) -> str:
    return derived_id("simulated shop", role, ordinal)


def open_shop(
    service: Service,
    *,
    stores: int = 3,
    desks: int = 4,
    goods: int = 8,
    stock: int = 6,
    pin_hash: str | None = None,
) -> Shop:
    """Stores, goods, people and devices through one system act: ledger and feed are real."""
    shop = Shop(
        stores=tuple(_id("store", n) for n in range(stores)),
        center=_id("center"),
        products=tuple(_id("product", n) for n in range(goods)),
        prices=tuple(25_000 * (n + 1) for n in range(goods)),
        users={role: _id("user", role) for role in ROLES},
        devices=tuple(_id("device", n) for n in range(desks)),
        codes=tuple(f"DESK-{n:04d}" for n in range(desks)),
    )
    with service.engine.begin() as db:
        uow = UnitOfWork(
            db, side=Side.SERVER, command_id=_id("opening"), now=service.clock.now(), actor=SYSTEM
        )
        _places(uow, shop)
        _people(uow, shop, pin_hash or hash_pin(PIN))
        _goods(uow, shop, stock)
        stamp_network(uow)
        append(db, uow, kind="test.opening", status="accepted", digest="", reason="")
    return shop


def _places(uow: UnitOfWork, shop: Shop) -> None:
    for n, site in enumerate((*shop.stores, shop.center)):
        store = site != shop.center
        uow.insert(
            sites,
            {
                "id": site,
                "code": f"JKT{n:02d}" if store else "DC01",
                "name": f"Store {n}" if store else "Center",
                "kind": "store" if store else "center",
                "city": "Jakarta",
                "province": "DKI Jakarta",
                "postcode": "10210",
                "zone": "A",
                "time_zone": "Asia/Jakarta",
                "currency": "IDR",
                "latitude": -6.2 - n / 10,
                "longitude": 106.8,
                "pickup": store,
                "ships": True,
                "opens": "00:00",
                "closes": "23:59",
                "ready_minutes": 60,
            },
        )
        uow.insert(bins, {"id": _id("bin", n), "site_id": site, "code": "A-01", "kind": "staging"})
    service = {"id": _id("service"), "code": "reg", "carrier": "Reg", "level": "standard"}
    uow.insert(carrier_services, service)
    rate = {"from_zone": "A", "to_zone": "A", "first_kg_minor": 11_000, "per_kg_minor": 2_000}
    rate |= {"id": _id("rate"), "service": "reg", "days_from": 1, "days_to": 3}
    uow.insert(service_rates, rate)
    place = {"prefix": "1", "city": "Jakarta", "province": "DKI Jakarta", "zone": "A"}
    uow.insert(postcodes, {"id": _id("postcode"), **place, "latitude": -6.2, "longitude": 106.8})


def _people(uow: UnitOfWork, shop: Shop, pin_hash: str) -> None:
    for number, (role, user) in enumerate(shop.users.items(), start=1):
        uow.insert(
            users,
            {
                "id": user,
                "staff_number": str(100 + number),
                "name": role.title(),
                "role": role,
                "site_id": shop.stores[0],
                "language": "id",
                "pin_hash": pin_hash,
                "active": True,
            },
        )
    for n, (device, code) in enumerate(zip(shop.devices, shop.codes, strict=True)):
        site = shop.stores[n % len(shop.stores)]
        row = {"id": device, "site_id": site, "number": n + 1, "name": f"Desk {n}", "care": n == 0}
        uow.insert(devices, row)
        uow.db.execute(device_secrets.insert(), {"id": device, "enrol_hash": secret_hash(code)})


def _goods(uow: UnitOfWork, shop: Shop, stock: int) -> None:
    for n, (product, price) in enumerate(zip(shop.products, shop.prices, strict=True)):
        uow.insert(
            products,
            {
                "id": product,
                "sku": f"SK-{n:03d}",
                "gtin": gtin13(f"20{n:010d}"),
                "style": f"SK{n}",
                "name": f"Thing {n}",
                "category": "things",
                "price_minor": price,
                "currency": "IDR",
                "tax_class": "standard",
                "weight_grams": 400,
                "active": True,
            },
        )
        for site in (*shop.stores, shop.center):
            cell = open_cell(uow, site, product)
            move(
                uow,
                site_id=site,
                product_id=product,
                source=Bucket.SUPPLIER,
                target=Bucket.AVAILABLE,
                quantity=stock,
                why="opening",
            )
            uow.update(stock_cells, cell, safety=1 if site == shop.center else 0)
    tax = {"name": "PPN", "rate_numerator": 11, "rate_denominator": 100, "included": True}
    uow.insert(tax_rates, {"id": _id("tax"), "tax_class": "standard", **tax})
    uow.insert(
        promotions,
        {
            "id": _id("promotion"),
            "code": "TEN",
            "name": "10 % from three",
            "kind": "percentage",
            "value": 1000,
            "scope": "line",
            "category": "things",
            "minimum_quantity": 3,
            "active": True,
        },
    )
    rule = {"code": "STD", "category": "", "returnable": True, "window_days": 30}
    uow.insert(return_rules, {"id": _id("rule"), **rule})
