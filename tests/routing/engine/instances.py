"""Small random orders, and their answers found by trying everything."""

from functools import cache
from itertools import product

import numpy as np

from app.routing.engine.problem import NOT_POSSIBLE, Problem


def problem(
    *, parcel, line, unfilled, quantity=None, products=None, free=None, most_parcels=0
) -> Problem:
    line = np.array(line, dtype=np.int64)
    n, m = line.shape
    quantity = np.array(quantity if quantity is not None else [1] * n, dtype=np.int64)
    products = np.array(products if products is not None else range(n), dtype=np.int64)
    if free is None:
        free = np.full((int(products.max(initial=-1)) + 1, m), 1_000_000)
    return Problem(
        parcel=np.array(parcel, dtype=np.int64),
        line=line,
        unfilled=np.array(unfilled, dtype=np.int64),
        quantity=quantity,
        product=products,
        free=np.array(free, dtype=np.int64),
        most_parcels=most_parcels,
    )


def random_problem(chance: np.random.Generator, *, lines: int, places: int, most_units=3):
    """Some places cannot serve, some have little, lines may want one product, parcels may pay."""
    n, m = int(chance.integers(1, lines + 1)), int(chance.integers(1, places + 1))
    products = chance.integers(0, n, n) if chance.random() < 0.5 else np.arange(n)
    quantity = chance.integers(1, most_units + 1, n)
    most = chance.integers(1, 40 if chance.random() < 0.8 else 4)
    line = chance.integers(0, most, (n, m)) * quantity[:, None] * 10
    line[chance.random((n, m)) < 0.15] = NOT_POSSIBLE
    return problem(
        parcel=chance.integers(-20 if chance.random() < 0.1 else 0, 300, m),
        line=line,
        unfilled=chance.integers(100, 900, n) * quantity,
        quantity=quantity,
        products=products,
        free=chance.integers(0, 2 * most_units + 1, (n, m)),
        most_parcels=int(chance.integers(0, 4)) if chance.random() < 0.4 else 0,
    )


@cache
def _choices(lines: int, places: int):
    return np.array(list(product(range(places + 1), repeat=lines)), dtype=np.int64).T


def units_of(asked: Problem) -> Problem:
    """Lines that no single place has, as lines of one piece each."""
    rows, unfilled, quantity, products = [], [], [], []
    for i, wanted in enumerate(asked.quantity.tolist()):
        possible = asked.line[i] < NOT_POSSIBLE
        there = np.where(possible, asked.free[asked.product[i]], 0)
        parts = wanted if there.max() < wanted and there.sum() > 0 else 1
        rows += [np.where(possible, asked.line[i] // parts, NOT_POSSIBLE)] * parts
        unfilled += [asked.unfilled[i] // parts] * parts
        quantity += [wanted // parts] * parts
        products += [asked.product[i]] * parts
    return problem(
        parcel=asked.parcel,
        line=rows,
        unfilled=unfilled,
        quantity=quantity,
        products=products,
        free=asked.free,
        most_parcels=asked.most_parcels,
    )


def cheapest_of_all(asked: Problem) -> int:
    """Every line from every place, or from none."""
    n, m = asked.line.shape
    choice = _choices(n, m)
    cost = np.zeros(choice.shape[1], dtype=np.int64)
    allowed = np.ones(choice.shape[1], dtype=bool)
    for i in range(n):
        cost += np.append(asked.line[i], asked.unfilled[i])[choice[i]]
        allowed &= np.append(asked.line[i] < NOT_POSSIBLE, True)[choice[i]]
    parcels = np.zeros(choice.shape[1], dtype=np.int64)
    for place in range(m):
        here = choice == place
        used = here.any(axis=0)
        cost += asked.parcel[place] * used
        parcels += used
        for number in set(asked.product.tolist()):
            wanted = (asked.quantity * (asked.product == number)) @ here
            allowed &= wanted <= asked.free[number, place]
    if asked.most_parcels:
        allowed &= parcels <= asked.most_parcels
    return int(cost[allowed].min())


@cache
def _partitions(lines: int):
    """Rows of the blocks of one partition of the lines, as sets of bits; 0 fills up."""
    found: list[list[int]] = [[]]
    for line in range(lines):
        bit, grown = 1 << line, []
        for blocks in found:
            grown.append([*blocks, bit])
            for at, block in enumerate(blocks):
                grown.append([*blocks[:at], block | bit, *blocks[at + 1 :]])
        found = grown
    return np.array([blocks + [0] * (lines - len(blocks)) for blocks in found], dtype=np.intp)


def cheapest_partition(asked: Problem) -> int:
    """Every way to cut the order into parcels, each from its cheapest place or left out. For
    lines of different products, each with enough everywhere."""
    n = len(asked.quantity)
    best = np.zeros(1 << n, dtype=np.int64)
    for block in range(1, 1 << n):
        rows = [i for i in range(n) if block >> i & 1]
        sent = int((asked.parcel + asked.line[rows].sum(axis=0)).min())
        best[block] = min(sent, int(asked.unfilled[rows].sum()))
    return int(best[_partitions(n)].sum(axis=1).min())


def large_problem(chance: np.random.Generator, *, lines: int, places: int, have=0.3) -> Problem:
    """As orders are: a parcel costs some units' worth, a place has about a third of all."""
    weight = chance.integers(1, 30, lines)
    near = chance.integers(5, 60, places)
    line = (weight[:, None] * near[None, :]) * 10 + chance.integers(0, 800, (lines, places))
    return problem(
        parcel=4_000 + 120 * near,
        line=line,
        unfilled=chance.integers(20_000, 90_000, lines),
        free=chance.random((lines, places)) < have,
    )
