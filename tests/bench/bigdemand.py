"""The rates of demand of a big desk, from the days that its orders filled."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from app.stock.days import RING
from app.stock.forecast.reckoning import Sold, rates_of
from app.stock.forecast.tsb import Sales
from app.stock.forecast.width import STANDARD
from app.stock.ledger import cell_id


def demand_rows(
    days: Mapping[tuple[str, str, int], int],
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """`days`: (site, product, day) → units. As of the morning after the last of them."""
    by_site: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for (site, product, day), units in days.items():
        by_site[site].append((product, day, units))
    today = max((day for _, _, day in days), default=0) + 1
    for site, rows in sorted(by_site.items()):
        sold = _sold(sorted(rows), today)
        told = ((sold.products[at], figures) for at, figures in rates_of(sold, today))
        yield (
            "demand_rates",
            [
                {"id": cell_id(site, product), "site_id": site, "product_id": product, **figures}
                for product, figures in told
            ],
        )
        yield "demand_marks", [{"id": site, "site_id": site, "day": today, **asdict(STANDARD)}]


def _sold(rows: list[tuple[str, int, int]], today: int) -> Sold:
    products = sorted({product for product, _, _ in rows})
    place = {product: at for at, product in enumerate(products)}
    cell = np.array([place[product] for product, _, _ in rows], np.int64)
    day = np.array([day for _, day, _ in rows], np.int64)
    units = np.array([units for _, _, units in rows], np.float64)
    opened = np.full(len(products), today - RING, np.int64)
    last = np.full(len(products), today - 1, np.int64)
    return Sold(products, Sales(cell, day, units, opened), units, last)
