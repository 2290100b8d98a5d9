"""The formulas of routing.md 9, over one drawn future or ten thousand at once.

Figures come in natural units: shares 0 … 1, money in minor units; all per year.
"""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.insights.benefit.inputs import Part

Real: TypeAlias = NDArray[np.float64]
Figures: TypeAlias = Mapping[str, Real]


def pickup(of: Figures) -> Real:
    """N·a·[inc·AOV·g + (1−inc)(ship saved − pick and stage) + attach·basket·g
    − no-show·(restock + AOV·decay)]"""
    new = of["incremental"] * of["aov"] * of["margin"]
    saved = (1 - of["incremental"]) * (of["ship_saved"] - of["pick_stage"])
    attached = of["attach"] * of["basket"] * of["margin"]
    left = of["no_show"] * (of["restock"] + of["aov"] * of["decay"])
    return of["orders"] * of["pickup_share"] * (new + saved + attached - left)


def returned(of: Figures) -> Real:
    """R·a·[(label + center handling − store handling) + V·(recovery store − recovery center)
    + exchange·AOV·g + attach·basket·g]"""
    handled = of["label"] + of["center_handling"] - of["store_handling"]
    recovered = of["value"] * (of["recovery_store"] - of["recovery_center"])
    exchanged = of["exchange"] * of["aov"] * of["margin"]
    attached = of["return_attach"] * of["basket"] * of["margin"]
    return of["returns"] * of["return_share"] * (handled + recovered + exchanged + attached)


def shipped(of: Figures) -> Real:
    """Out-of-stock demand·found·conversion·AOV·g − orders·(cost store − cost center)
    + markdown units·(price now − markdown) − cannibalised·P(sold anyway)·m + zone saving"""
    dearer = of["ship_orders"] * (of["cost_store"] - of["cost_center"])
    kept_price = of["markdown_units"] * (of["price_now"] - of["price_marked"])
    missed = of["cannibalised"] * of["sold_anyway"] * of["unit_margin"]
    return recovered(of) - dearer + kept_price - missed + of["zone_saving"]


def recovered(of: Figures) -> Real:
    """The margin of orders that a store saved which the center could not fill."""
    return of["out_of_stock"] * of["found"] * of["conversion"] * of["aov"] * of["margin"]


def cost(of: Figures) -> Real:
    return -of["running"]


def net(of: Figures) -> Real:
    """All parts; an order that pickup and sending from stores both say they saved counts once."""
    whole = sum((formula(of) for formula in FORMULAS.values()), np.float64(0))
    return np.asarray(whole - of["overlap"] * recovered(of), np.float64)


FORMULAS = {Part.PICKUP: pickup, Part.RETURN: returned, Part.SHIP: shipped, Part.COST: cost}
