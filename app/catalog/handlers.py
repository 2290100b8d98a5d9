"""Take over a retailer's products."""

from typing import Any

from msgspec.structs import asdict

from app.catalog.commands import LoadProducts
from app.catalog.tables import products
from app.identity.roles import require
from app.kit.errors import Refusal
from app.kit.gtin import is_gtin
from app.storage.uow import UnitOfWork


def load_products(uow: UnitOfWork, command: LoadProducts) -> dict[str, Any]:
    """Refusals: gtin_invalid, price_negative."""
    require(uow.actor, "system")
    for product in command.products:
        if product.gtin and not is_gtin(product.gtin):
            raise Refusal("gtin_invalid", gtin=product.gtin, sku=product.sku)
        if product.price_minor < 0:
            raise Refusal("price_negative", sku=product.sku)
    uow.insert(products, *map(asdict, command.products))
    return {"products": len(command.products)}
