"""What a retailer brings along of its assortment."""

from app.kit.commands import Command, Part


class NewProduct(Part, frozen=True, kw_only=True):
    id: str
    sku: str
    gtin: str
    style: str
    name: str
    colour: str = ""
    size: str = ""
    category: str = ""
    price_minor: int
    currency: str
    tax_class: str = ""  # empty: not taxed
    weight_grams: int = 0
    final_sale: bool = False
    active: bool = True
    popularity: int = 0  # units sold in the last year


class LoadProducts(Command, frozen=True, kw_only=True):
    """Fact of the server alone; up to about a thousand products a command."""

    products: list[NewProduct]
