"""What does an event, an order or a parcel count for: the rules of the figures, without a database.

Both the counting in each act and the rebuild from the truth ask these functions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.kit.clock import HOUR
from app.orders.after_sale import RETURN
from app.orders.states import FULFILLED, Method, OrderState, Units
from app.routing.shadow.states import Against

Row: TypeAlias = Mapping[Any, Any]

COLUMNS = (
    "orders",
    "sales_minor",
    "open_orders",
    "asked",
    "filled",
    "sold",
    "returned",
    "pickups",
    "late",
    "compared",
    "saved_minor",
)
# Off the shelf: somebody found the unit.
IN_HAND = frozenset(
    {Units.PICKED, Units.READY, Units.PACKED, Units.IN_TRANSIT, Units.COLLECTED, Units.DELIVERED}
)
COUNTER = "store"  # the channel of goods that come back without a known order


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """The columns that tell one row of hour_figures from another."""

    site_id: str
    hour: int
    channel: str
    user_id: str
    currency: str


@dataclass(frozen=True, slots=True, order=True)
class ReasonCell:
    site_id: str
    hour: int
    reason: str


@dataclass(slots=True)
class Tally:
    """Deltas, summed so that each row is written once."""

    cells: defaultdict[Cell, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reasons: Counter[ReasonCell] = field(default_factory=Counter)

    def add(self, cell: Cell, by: Mapping[str, int]) -> None:
        for name, delta in by.items():
            if delta:
                self.cells[cell][name] += delta

    def settled(self) -> dict[Cell, dict[str, int]]:
        """Without what came to nothing."""
        found = {
            cell: {name: by for name, by in counts.items() if by}
            for cell, counts in self.cells.items()
        }
        return {cell: counts for cell, counts in found.items() if counts}

    def settled_reasons(self) -> dict[ReasonCell, int]:
        return {cell: units for cell, units in self.reasons.items() if units}


def hour_of(at: int) -> int:
    return at - at % HOUR


def cell_of(order: Row, site_id: str | None, at: int) -> Cell:
    """Where something of an order counts: its place, else the one that took the order."""
    return Cell(
        site_id=site_id or order["site_id"],
        hour=hour_of(at),
        channel=order["channel"],
        user_id=order["placed_by"],
        currency=order["currency"],
    )


# ---------------------------------------------------------------------- orders


def order_worth(order: Row) -> tuple[int, int]:
    """(sales, open): what an order counts for in the hour in which it was placed."""
    return order["total_minor"], int(order["state"] == OrderState.PLACED.value)


def count_order(tally: Tally, order: Row, *, sales_before: int | None, open_before: int) -> None:
    """`sales_before` None: it was never counted."""
    sales, still_open = order_worth(order)
    by = {
        "orders": int(sales_before is None),
        "sales_minor": sales - (sales_before or 0),
        "open_orders": still_open - open_before,
    }
    tally.add(cell_of(order, None, order["placed_at"]), by)


# ---------------------------------------------------------------------- units


def effect(act: str, source: str, target: str) -> tuple[int, int, int]:
    """(asked, filled, sold) of one unit's move.

    A unit put back to be picked again was not asked for yet; one cancelled out of a clerk's hands
    had been found. A reject was looked for in vain. A unit that waits for goods is `missed`.
    """
    found = (target in IN_HAND) - (source in IN_HAND)
    if found < 0 and target != Units.RELEASED.value:
        found = 0
    sold = (target in FULFILLED) - (source in FULFILLED)
    return found + (act == "reject"), found, sold


def count_events(tally: Tally, events: Iterable[tuple[Row, Row]]) -> None:
    """(event, order) of one command. What was rejected and then waits was missed once."""
    rejected: Counter[str] = Counter()
    waiting: dict[str, tuple[Row, Row, int]] = {}
    for event, order in events:
        cell = cell_of(order, event["site_id"], event["at"])
        quantity, act, line = event["quantity"], event["act"], event["line_id"]
        if act == RETURN:
            tally.add(cell, {"returned": quantity})
            tally.reasons[ReasonCell(cell.site_id, cell.hour, event["reason"])] += quantity
            continue
        asked, filled, sold = effect(act, event["source"], event["target"])
        by = {"asked": asked * quantity, "filled": filled * quantity, "sold": sold * quantity}
        tally.add(cell, by)
        if act == "reject":
            rejected[line] += quantity
        if event["target"] == Units.BACKORDERED.value:
            before = waiting[line][2] if line in waiting else 0
            waiting[line] = (event, order, before + quantity)
    for line, (event, order, quantity) in waiting.items():
        missed = max(0, quantity - rejected[line])
        tally.add(cell_of(order, event["site_id"], event["at"]), {"asked": missed})


# ---------------------------------------------------------------------- parcels and blind returns


def ready_of(parcel: Row) -> tuple[int | None, bool]:
    """(when a pickup was made ready, whether that was late); (None, False) when it is not."""
    ready, due = parcel["ready_at"], parcel["due_at"]
    if parcel["method"] != Method.PICKUP.value or ready is None:
        return None, False
    return ready, due is not None and ready > due


def count_parcel(tally: Tally, parcel: Row, order: Row, *, at: int, late: bool, by: int) -> None:
    """`by` 1 counts it, −1 takes it back."""
    tally.add(cell_of(order, parcel["site_id"], at), {"pickups": by, "late": by * late})


def count_blind(tally: Tally, line: Row, taken: Row) -> None:
    """Goods that came back without a known order, at the counter that took them."""
    hour = hour_of(taken["taken_at"])
    cell = Cell(taken["site_id"], hour, COUNTER, taken["taken_by"], taken["currency"])
    tally.add(cell, {"returned": line["quantity"]})
    tally.reasons[ReasonCell(cell.site_id, hour, line["reason"])] += line["quantity"]


# ---------------------------------------------------------------------- another way


def count_trial(tally: Tally, trial: Row, order: Row) -> None:
    """Only where both ways serve all of it, costs can be compared."""
    if trial["against"] != Against.WATERFALL.value or trial["ours_left"] or trial["theirs_left"]:
        return
    by = {"compared": 1, "saved_minor": trial["theirs_minor"] - trial["ours_minor"]}
    tally.add(cell_of(order, None, trial["at"]), by)
