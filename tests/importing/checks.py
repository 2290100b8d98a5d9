"""Do the sums of a database hold: the invariants that a load of past business can break."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.states import Units
from app.stock.states import REAL_BUCKETS
from app.storage.schema import Side, tables_of

_MOVED = (
    "SELECT {key}, target AS place, quantity AS n FROM {table} "
    "UNION ALL SELECT {key}, source, -quantity FROM {table}"
)


def violations(db: Connection) -> dict[str, int]:
    """Name of the invariant → rows that break it; all 0 in a sound database."""
    units = " + ".join(state.value for state in Units)
    questions = {
        "S1": f"SELECT count(*) FROM (SELECT product_id FROM "
        f"({_MOVED.format(key='product_id', table='stock_movements')}) AS m "
        "GROUP BY product_id HAVING sum(n) <> 0) AS s",
        "below_zero": "SELECT count(*) FROM stock_cells WHERE available < 0 OR committed < 0",
        "M1": "SELECT count(*) FROM (SELECT journal_id FROM money_entries "
        "GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0) AS s",
        "M2": "SELECT count(*) FROM orders o WHERE total_minor <> charges_minor + rounding_minor "
        "+ (SELECT sum(total_minor) FROM order_lines l WHERE l.order_id = o.id)",
        "M3": "SELECT count(*) FROM payments "
        "WHERE refunded_minor > captured_minor OR captured_minor > amount_minor",
        "paid": "SELECT count(*) FROM orders o WHERE paid_minor <> coalesce((SELECT "
        "sum(captured_minor) FROM payments p WHERE p.order_id = o.id), 0) OR refunded_minor <> "
        "coalesce((SELECT sum(refunded_minor) FROM payments p WHERE p.order_id = o.id), 0)",
        "Q1": f"SELECT count(*) FROM order_lines WHERE {units} <> ordered",
        "returned": "SELECT count(*) FROM order_lines l WHERE returned <> coalesce((SELECT "
        "sum(quantity) FROM return_lines r WHERE r.line_id = l.id), 0) "
        "OR returned > collected + delivered",
        "customers": "SELECT count(*) FROM customers c WHERE orders_count <> "
        "(SELECT count(*) FROM orders o WHERE o.customer_id = c.id)",
    }
    for bucket in REAL_BUCKETS:
        moved = _MOVED.format(key="site_id, product_id", table="stock_movements")
        questions[f"S2 {bucket.value}"] = (
            "SELECT count(*) FROM stock_cells c LEFT JOIN (SELECT site_id, product_id, "
            f"sum(n) AS n FROM ({moved}) AS m WHERE place = '{bucket.value}' "
            "GROUP BY site_id, product_id) AS s "
            "ON s.site_id = c.site_id AND s.product_id = c.product_id "
            f"WHERE c.{bucket.value} <> coalesce(s.n, 0)"
        )
    for state in Units:
        moved = _MOVED.format(key="line_id", table="order_events")
        born = "l.ordered" if state is Units.UNALLOCATED else "0"
        questions[f"Q2 {state.value}"] = (
            f"SELECT count(*) FROM order_lines l LEFT JOIN (SELECT line_id, sum(n) AS n "
            f"FROM ({moved}) AS m WHERE place = '{state.value}' GROUP BY line_id) AS s "
            f"ON s.line_id = l.id WHERE l.{state.value} <> coalesce(s.n, 0) + {born}"
        )
    return {name: int(db.execute(sa.text(asked)).scalar_one()) for name, asked in questions.items()}


def lowest_ever(db: Connection) -> int:
    """The lowest figure that any cell's available ever had, replayed in the order of time."""
    asked = (
        "SELECT min(n) FROM (SELECT sum(CASE WHEN target = 'available' THEN quantity "
        "WHEN source = 'available' THEN -quantity ELSE 0 END) "
        "OVER (PARTITION BY site_id, product_id ORDER BY at) AS n FROM stock_movements) AS s"
    )
    return int(db.execute(sa.text(asked)).scalar() or 0)


# What a server makes for itself alone: its name, its key, and the numbers chained to them.
_ITS_OWN = {"server_secrets", "feed_clock", "audit"}


def contents(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every table in the order of its key: two databases with the same are the same."""
    return {
        table.name: [
            tuple(row) for row in db.execute(sa.select(table).order_by(*table.primary_key))
        ]
        for table in tables_of(Side.SERVER)
        if table.name not in _ITS_OWN
    }


def counts(db: Connection) -> dict[str, int]:
    return {
        table.name: int(db.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        for table in tables_of(Side.SERVER)
    }
