"""Past orders ready to be asked again: what does not depend on rules or shelves is found once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.replay.lanes import Lanes, Near
from app.routing.replay.past import PastOrder

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Basket:
    """A past order as it is asked. `left`: its row of Rhythms.left; `rows`: of its goods on the
    shelves; `product`: the number of each need's product within the order."""

    order: PastOrder
    question: Question
    near: Near
    left: Whole
    rows: list[int]
    product: list[int]
    grams: int
    heaviest: int

    @property
    def lines(self) -> int:
        return len(self.rows)

    @property
    def differ(self) -> bool:
        return len(set(self.product)) == len(self.product)


def baskets_of(
    orders: Sequence[PastOrder], lanes: Lanes, row_of: Mapping[str, int]
) -> list[Basket | None]:
    """Of orders of one day; None for one of which nothing is sent."""
    left = lanes.rhythms.left(np.array([order.at for order in orders], np.int64))
    return [_basket(order, lanes, row_of, of) for order, of in zip(orders, left, strict=True)]


def _basket(
    order: PastOrder, lanes: Lanes, row_of: Mapping[str, int], left: Whole
) -> Basket | None:
    question = question_of(order)
    if not order.needs or order.near is None:
        return None
    numbers: dict[str, int] = {}
    return Basket(
        order=order,
        question=question,
        near=lanes.near(order.near),
        left=left,
        rows=[row_of[need.product_id] for need in order.needs],
        product=[numbers.setdefault(need.product_id, len(numbers)) for need in order.needs],
        grams=question.grams,
        heaviest=max(need.weight_grams for need in order.needs),
    )


def question_of(order: PastOrder) -> Question:
    return Question(
        needs=order.needs,
        method=Method.SHIP,
        now=order.at,
        near=order.near,
        channel=order.channel,
        need_by=order.need_by,
    )
