"""How much is where: the ledger is the truth, cells its cache, reservations claims on it."""

import sqlalchemy as sa

from app.storage.schema import (
    Fixed,
    Nobody,
    Pattern,
    id_column,
    moment,
    number,
    reference,
    synced,
    text,
)

stock_cells = synced(
    "stock_cells",
    id_column(),  # derived from (site, product): see ledger.cell_id
    reference("site_id"),
    reference("product_id", index=True),
    number("available"),
    number("committed"),
    number("damaged"),
    number("quality"),
    number("reserved"),  # Σ live reservations
    number("leased"),  # Σ what devices hold of it
    number("safety"),
    moment("changed_at"),
    sa.CheckConstraint("reserved >= 0", name="reserved"),
    sa.CheckConstraint("leased >= 0", name="leased"),
    buckets=Pattern("stock:{site_id}"),
)

stock_movements = synced(
    "stock_movements",
    id_column(),
    reference("site_id"),
    reference("product_id"),
    text("source"),
    text("target"),
    number("quantity"),
    text("why"),
    text("document"),  # entity name
    reference("document_id", optional=True),
    reference("command_id"),
    reference("user_id"),
    reference("device_id"),
    moment("at", optional=False),
    sa.CheckConstraint("quantity > 0", name="quantity"),
    sa.Index(None, "product_id", "site_id", "at"),
    buckets=Nobody(),
)

reservations = synced(
    "reservations",
    id_column(),
    reference("site_id"),
    reference("product_id"),
    reference("order_id"),
    reference("line_id", index=True),
    number("quantity"),
    text("state"),
    moment("made_at", optional=False),
    sa.Index(None, "product_id", "site_id"),
    buckets=Pattern("stock:{site_id}"),
)

# An allotment that the server lent to one device: inside it an offline promise is guaranteed.
leases = synced(
    "leases",
    id_column(),
    reference("device_id"),
    reference("site_id"),
    reference("product_id"),
    number("quantity"),  # what is left of it
    moment("expires_at", optional=False),
    sa.CheckConstraint("quantity >= 0", name="quantity"),
    sa.Index(None, "product_id", "site_id"),
    buckets=Pattern("device:{device_id}"),
)

purchase_orders = synced(
    "purchase_orders",
    id_column(),
    text("number"),
    text("supplier"),
    reference("site_id"),
    text("state"),
    moment("eta"),
    buckets=Fixed("inbound"),
)

purchase_lines = synced(
    "purchase_lines",
    id_column(),
    reference("purchase_id", index=True),
    reference("product_id", index=True),
    number("ordered"),
    number("received"),
    buckets=Fixed("inbound"),
)

transfers = synced(
    "transfers",
    id_column(),
    text("number"),
    reference("from_site_id"),
    reference("to_site_id"),
    text("state"),
    moment("eta"),
    buckets=Fixed("inbound"),
)

transfer_lines = synced(
    "transfer_lines",
    id_column(),
    reference("transfer_id", index=True),
    reference("product_id", index=True),
    number("sent"),
    number("received"),
    buckets=Fixed("inbound"),
)
