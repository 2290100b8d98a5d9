"""In which words are the benefit's figures, formulas and sources told, and how are they read."""

from app.insights.benefit.inputs import Input, Part, Source, Unit
from ui.insights.words import translate
from ui.kit import formats

CURRENCY = "IDR"  # of the standard; another trade writes its own figures over it
SHORT_FROM = 10_000_000  # more digits than one compares


def part(of: Part) -> str:
    return {
        Part.PICKUP: translate("benefit", "Pickup"),
        Part.RETURN: translate("benefit", "Returns"),
        Part.SHIP: translate("benefit", "Ship from store"),
        Part.COST: translate("benefit", "Cost"),
    }[of]


def formula(of: Part) -> str:
    return {
        Part.PICKUP: translate(
            "benefit",
            "Orders × picked up × [new orders × order value × margin + (1 − new orders) × "
            "(shipping saved − pick and stage) + also buy × their basket × margin − not collected "
            "× (put back + order value × loses value)]",
        ),
        Part.RETURN: translate(
            "benefit",
            "Returns × in a store × [label + center handling − store handling + goods value × "
            "(resold at store − resold at center) + exchanged × order value × margin + also buy × "
            "basket × margin]",
        ),
        Part.SHIP: translate(
            "benefit",
            "Out of stock × found × still buy × order value × margin − sent orders × (cost store − "
            "cost center) + old stock × (price now − marked down) − taken from shelf × sold anyway "
            "× unit margin + shorter ways",
        ),
        Part.COST: translate(
            "benefit",
            "Net = pickup + returns + ship from store − running cost. An order that both pickup "
            "and ship from store saved counts once.",
        ),
    }[of]


def name(key: str) -> str:
    return {
        "orders": translate("benefit", "Online orders"),
        "pickup_share": translate("benefit", "Picked up"),
        "incremental": translate("benefit", "New orders"),
        "aov": translate("benefit", "Order value"),
        "margin": translate("benefit", "Gross margin"),
        "ship_saved": translate("benefit", "Shipping saved"),
        "pick_stage": translate("benefit", "Pick and stage"),
        "attach": translate("benefit", "Also buy"),
        "basket": translate("benefit", "Their basket"),
        "no_show": translate("benefit", "Not collected"),
        "restock": translate("benefit", "Put back"),
        "decay": translate("benefit", "Loses value"),
        "returns": translate("benefit", "Units returned"),
        "return_share": translate("benefit", "In a store"),
        "label": translate("benefit", "Return label"),
        "center_handling": translate("benefit", "Center handling"),
        "store_handling": translate("benefit", "Store handling"),
        "value": translate("benefit", "Goods value"),
        "recovery_store": translate("benefit", "Resold at store"),
        "recovery_center": translate("benefit", "Resold at center"),
        "exchange": translate("benefit", "Exchanged"),
        "return_attach": translate("benefit", "Returners buy"),
        "out_of_stock": translate("benefit", "Out of stock"),
        "found": translate("benefit", "Found in a store"),
        "conversion": translate("benefit", "Still buy"),
        "ship_orders": translate("benefit", "Sent orders"),
        "cost_store": translate("benefit", "Cost from store"),
        "cost_center": translate("benefit", "Cost from center"),
        "markdown_units": translate("benefit", "Old stock sold"),
        "price_now": translate("benefit", "Price now"),
        "price_marked": translate("benefit", "Marked down"),
        "cannibalised": translate("benefit", "Taken from shelf"),
        "sold_anyway": translate("benefit", "Sold anyway"),
        "unit_margin": translate("benefit", "Unit margin"),
        "zone_saving": translate("benefit", "Shorter ways"),
        "overlap": translate("benefit", "Counted twice"),
        "running": translate("benefit", "Running cost"),
        "once": translate("benefit", "Cost once"),
    }[key]


def source(of: Input) -> str:
    days = of.days
    match of.source:
        case Source.MEASURED:
            return translate("benefit", "Counted, %n day(s)", "", days)
        case Source.OWN:
            return translate("benefit", "Your figure")
        case Source.STANDARD:
            return translate("benefit", "Assumed")


def figure(value: int, unit: Unit) -> str:
    match unit:
        case Unit.MONEY:
            return money(value) if value >= SHORT_FROM else formats.money(value, CURRENCY)
        case Unit.SHARE:
            return formats.percent(value / 1_000, 1 if value % 10 else 0)
        case Unit.COUNT:
            return formats.qty(value)


def typed(value: int, unit: Unit) -> str:
    """As one writes it into a field."""
    if unit is Unit.SHARE:
        return formats.decimal(value / 10, 1 if value % 10 else 0)
    return formats.qty(value)


def read(text: str, unit: Unit) -> int:
    """Raises formats.Unreadable with a hint."""
    if unit is not Unit.SHARE:
        return formats.read_qty(text)
    whole, _, tenth = text.strip().removesuffix("%").strip().partition(",")
    if len(tenth) > 1:
        raise formats.Unreadable(translate("benefit", "Write 12 or 12,5 for a share in per cent."))
    return formats.read_qty(whole) * 10 + formats.read_qty(tenth or "0")


def money(minor: int) -> str:
    return formats.SYMBOLS[CURRENCY] + bare(minor)


def bare(minor: int) -> str:
    """In a bar, whose axis tells the currency."""
    return formats.short_money(minor, CURRENCY)
