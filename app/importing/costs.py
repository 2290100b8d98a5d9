"""Bring a retailer's list of what goods cost to a server: a CSV file of `sku` and `cost`.

Every row is read before anything is written: with one wrong row nothing is applied, and all wrong
rows are told. Goods that cost more than they are sold for are taken over, and told.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, by_skus
from app.importing.cells import WrongCell, money, text
from app.importing.network import Server
from app.pricing.costs import LoadCosts, NewCost, tax_within
from app.pricing.lookup import all_tax_rates

HEADS = ("sku", "cost")
AT_ONCE = 500  # products of one command

T = TypeVar("T")
Row = tuple[int, str, int]  # row as a spreadsheet counts it, SKU, cost


@dataclass(slots=True)
class ToldCosts:
    """Applied only when `troubles` is empty and it was no dry run; (row, sentence)."""

    rows: int = 0
    troubles: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    applied: bool = False


def import_costs(server: Server, file: Path, *, dry_run: bool) -> ToldCosts:
    told = ToldCosts()
    rows = list(_read(file, told))
    told.rows = len(rows)
    costs: list[NewCost] = []
    for part in _parts(rows):
        known = server.ask(_nets, [sku for _, sku, _ in part])
        costs += _costs(part, known, told)
    told.troubles.sort()
    if not told.troubles and not dry_run:
        for some in _parts(costs):
            server.run(LoadCosts(costs=list(some)))
        told.applied = True
    return told


def _nets(db: Connection, skus: Sequence[str]) -> dict[str, tuple[Product, int]]:
    """SKU → the product, and its price without the tax in it."""
    rates = {rate.tax_class: rate for rate in all_tax_rates(db)}
    found = by_skus(db, skus)
    return {one.sku: (one, one.price_minor - tax_within(one, rates)) for one in found}


def _costs(
    rows: Sequence[Row], known: Mapping[str, tuple[Product, int]], told: ToldCosts
) -> Iterator[NewCost]:
    for at, sku, cost in rows:
        if sku not in known:
            told.troubles.append((at, f"No product has the SKU “{sku}”."))
            continue
        product, net = known[sku]
        if cost > net:
            sentence = f"{sku} costs {cost}, more than the {net} it is sold for without tax."
            told.remarks.append((at, sentence))
        yield NewCost(product_id=product.id, cost_minor=cost)


def _read(file: Path, told: ToldCosts) -> Iterator[Row]:
    """Each good row; wrong ones are told."""
    seen: dict[str, int] = {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            if sorted(reader.fieldnames or ()) != sorted(HEADS):
                told.troubles.append((1, f"The first row has to be: {','.join(HEADS)}."))
                return
            for at, row in enumerate(reader, start=2):
                found = _row(at, row, told)
                if found is None:
                    continue
                if found[1] in seen:
                    told.troubles.append((at, f"Says the same SKU as row {seen[found[1]]}."))
                    continue
                seen[found[1]] = at
                yield found
    except (UnicodeDecodeError, csv.Error) as error:
        told.troubles.append((0, f"Cannot be read as CSV in UTF-8 ({error})."))


def _row(at: int, row: Mapping[Any, Any], told: ToldCosts) -> Row | None:
    if None in row or any(value is None for value in row.values()):
        told.troubles.append((at, "Has another number of cells than the first row."))
        return None
    values: dict[str, Any] = {}
    for head, cell in zip(HEADS, (text, money), strict=True):
        typed = row[head].strip()
        try:
            values[head] = cell(typed)
        except WrongCell as error:
            told.troubles.append((at, f"{head}: “{typed}” {error}."))
    return (at, values["sku"], values["cost"]) if len(values) == len(HEADS) else None


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
