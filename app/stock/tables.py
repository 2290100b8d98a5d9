"""How much is where: the ledger is the truth, cells its cache, reservations claims on it."""

import sqlalchemy as sa

from app.storage.schema import (
    Audience,
    Fixed,
    Nobody,
    Owner,
    Pattern,
    few,
    flag,
    id_column,
    moment,
    number,
    reference,
    server_only,
    synced,
    text,
)

LENT_OUT = "quantity > 0"  # few rows: what was used up or given back stays at 0

stock_cells = synced(
    "stock_cells",
    id_column(),  # derived from (site, product): see ledger.cell_id
    reference("site_id"),
    reference("product_id"),
    number("available"),
    number("committed"),
    number("damaged"),
    number("quality"),
    number("reserved"),  # Σ live reservations
    number("leased"),  # Σ what devices hold of it
    number("held"),  # Σ live soft holds
    number("safety"),
    moment("opened_at"),  # since when goods of it can have been sold here
    moment("changed_at"),
    sa.CheckConstraint("reserved >= 0", name="reserved"),
    sa.CheckConstraint("leased >= 0", name="leased"),
    sa.CheckConstraint("held >= 0", name="held"),
    # What is left of a product everywhere, without touching a row: dashboards go through them all.
    sa.Index(
        "ix_stock_cells_left", "product_id", "site_id", "available", "reserved", "leased", "safety"
    ),
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
    # The story of one product, newest first: over all places, or through those of one.
    sa.Index(None, "product_id", "at", "id"),
    buckets=Nobody(),
)

# The ledger by days, for all desks: a ring of days.RING rows per cell, the oldest written anew.
stock_days = synced(
    "stock_days",
    id_column(),  # derived from (cell, day modulo the ring): see days.py
    reference("site_id"),
    reference("product_id", index=True),
    number("day"),  # business day of the place, as date.toordinal has it
    number("sold"),  # units that went to customers
    number("shipped"),  # of them: what a carrier brought, so any place could have sent it
    number("change"),  # of what is on hand
    # what was sold lately at some places, without touching a row: the stock of dashboards
    sa.Index(None, "site_id", "day", "product_id", "sold"),
    buckets=Pattern("stock:{site_id}"),
)

# How fast goods go at a place: one row per cell that sold lately, written anew when it sold again.
# In between the chance fades by itself: see forecast.tsb. Written by forecast.reckoning.
demand_rates = synced(
    "demand_rates",
    id_column(),  # the cell's
    reference("site_id", index=True),
    reference("product_id", index=True),
    number("day"),  # as of the beginning of this business day of the place
    number("chance"),  # millionths: that anybody asks on a day
    number("size"),  # thousandths of a unit: how much then goes
    number("walk"),  # thousandths of it: what goes at the place itself, not by a carrier
    buckets=Pattern("stock:{site_id}"),
)

# One row per place: up to which day its rates are reckoned, and how far to trust them.
demand_marks = synced(
    "demand_marks",
    id_column(),  # the place's
    reference("site_id"),
    number("day"),  # business day: the sales before it are in
    number("level"),  # per mille, as the rest: see forecast.calibration
    number("floor"),
    number("by_size"),
    number("by_mean"),
    buckets=Fixed("network"),
)

# The rates of one product at all places, packed: see forecast.spreading. For desks of chains so
# large that nobody holds the rows of all places.
network_demand = synced(
    "network_demand",
    id_column(),  # the product's
    text("packed"),
    buckets=Fixed("stock:network"),
)

# The document of one correction by hand.
stock_adjustments = synced(
    "stock_adjustments",
    id_column(),
    text("number", index=True),
    reference("site_id"),
    reference("product_id"),
    number("quantity"),  # found when above 0, lost when below
    text("reason"),
    text("bucket"),  # where lost goods went
    text("note"),
    number("fallen"),  # claims that lost their goods by it
    reference("made_by"),
    reference("approver_id", optional=True),
    moment("made_at", optional=False),
    moment("undone_at"),
    buckets=Pattern("store:{site_id}"),
)

stock_counts = synced(
    "stock_counts",
    id_column(),
    text("number", index=True),
    reference("site_id", index=True),
    text("state"),
    reference("opened_by"),
    moment("opened_at", optional=False),
    reference("counted_by", optional=True),
    moment("counted_at"),
    reference("closed_by", optional=True),  # who posted or discarded it
    moment("closed_at"),
    reference("approver_id", optional=True),
    buckets=Pattern("store:{site_id}"),
)

stock_count_lines = synced(
    "stock_count_lines",
    id_column(),
    reference("count_id", "stock_counts", index=True),
    reference("site_id"),
    reference("product_id"),
    number("expected"),  # what the shelf held by the books when its last unit was counted
    number("counted"),
    number("rounds"),  # how often it was counted
    number("posted"),  # what the ledger took of the difference
    buckets=Pattern("store:{site_id}"),
)

# Why somebody may correct a figure, and where the goods go by the books.
adjust_reasons = synced(
    "adjust_reasons",
    id_column(),
    number("ordinal"),
    text("code"),
    text("name"),
    text("name_id"),  # in Indonesian
    text("way"),  # found | lost
    text("bucket"),  # where lost goods go
    buckets=Fixed("catalogue"),
)

# One row: from which difference on a second count is asked for.
count_rules = synced(
    "count_rules",
    id_column(),
    number("over_units"),
    number("over_percent"),
    buckets=Fixed("catalogue"),
)

reservations = synced(
    "reservations",
    id_column(),
    reference("site_id"),
    reference("product_id"),
    reference("order_id", index=True),
    reference("line_id", index=True),
    number("quantity"),
    text("state"),
    moment("made_at", optional=False, index=True),
    sa.Index(None, "product_id", "site_id"),
    # Who has the order has its claims wherever they are; who has the shelf has all its orders.
    buckets=Owner("orders", "order_id"),
)

# Units kept for a draft while somebody talks with its customer: one row per place and product.
# Everybody who counts that place sees it, and the device that asked. What has ended is written anew
# by that device's next hold there, so that there are never more rows than there were holds at once.
stock_holds = synced(
    "stock_holds",
    id_column(),
    reference("hold_id", index=True),  # the draft's
    reference("device_id"),
    reference("user_id"),
    reference("cell_id", index=True),
    reference("site_id"),
    reference("product_id", index=True),
    number("quantity"),
    text("state"),
    moment("asked_at", optional=False),
    moment("expires_at", optional=False),
    text("audience"),
    sa.CheckConstraint("quantity > 0", name="quantity"),
    sa.Index(None, "device_id", "site_id"),
    sa.Index(None, "state", "expires_at"),  # what has run out, for the job that tidies
    buckets=Audience(),
)

# An allotment that the server lent to one device: inside it an offline promise is guaranteed. One
# row per device and cell (leases.lease_id), filled again and again.
leases = synced(
    "leases",
    id_column(),
    reference("device_id"),
    reference("site_id"),
    reference("product_id"),
    number("quantity"),  # what is left of it
    moment("expires_at", optional=False),
    moment("recalled_at"),  # wanted back: the device makes no new promise on it, and returns it
    sa.CheckConstraint("quantity >= 0", name="quantity"),
    sa.Index(None, "product_id", "site_id"),
    few("expires_at", where=LENT_OUT),
    buckets=Pattern("device:{device_id}"),
)

# What can be promised of one product at the places that have any, packed: see packed.py. For desks
# of chains so large that nobody holds the cells of all places.
network_stock = synced(
    "network_stock",
    id_column(),  # the product's
    text("packed"),
    moment("as_of", optional=False),
    buckets=Fixed("stock:network"),
)

# One row: which place each number in a packed row is. It only grows.
network_layouts = synced(
    "network_layouts",
    id_column(),
    text("site_ids"),  # separated by blanks
    buckets=Fixed("stock:network"),
)

# Up to which number of the feed the packed rows follow the cells.
network_cursors = server_only(
    "network_cursors",
    id_column(),
    number("seq"),
)

# What one channel may not have of a product at a place: an empty product or channel means all.
channel_rules = synced(
    "channel_rules",
    id_column(),
    reference("site_id"),
    reference("product_id", optional=True, index=True),
    text("channel"),
    number("keep"),  # units that this channel leaves for the others
    flag("no_pickup"),
    flag("no_ship"),
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# How far a supplier's word is to be trusted.
suppliers = synced(
    "suppliers",
    id_column(),
    text("name", index=True),  # as purchase_orders.supplier has it
    number("reliability"),  # share of what was told that comes, per mille
    buckets=Fixed("inbound"),
)

purchase_orders = synced(
    "purchase_orders",
    id_column(),
    text("number"),
    text("supplier"),
    reference("site_id"),
    text("state"),
    moment("eta"),
    moment("was_eta"),  # before the supplier told another one
    reference("delay_id", optional=True),  # the command that told it: who hears of it hears once
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

# Which units that wait are promised of which goods on their way.
pegs = synced(
    "pegs",
    id_column(),  # derived from (order line, purchase line): see pegging.py
    reference("line_id", index=True),
    reference("order_id"),
    reference("purchase_id", index=True),
    reference("purchase_line_id", index=True),
    reference("site_id"),
    reference("product_id"),
    number("quantity"),  # 0 once they came, or go without them
    moment("made_at", optional=False),
    sa.CheckConstraint("quantity >= 0", name="quantity"),
    buckets=Fixed("inbound"),
)

# The document of goods that came in.
receipts = synced(
    "receipts",
    id_column(),
    text("number", index=True),
    reference("purchase_id", index=True),
    reference("site_id"),
    reference("received_by"),
    moment("received_at", optional=False),
    buckets=Pattern("store:{site_id}"),
)

receipt_lines = synced(
    "receipt_lines",
    id_column(),
    reference("receipt_id", "receipts", index=True),
    reference("site_id"),
    reference("product_id"),
    number("expected"),  # what was still to come of it
    number("received"),  # more than expected is over; what is less is short until it comes
    buckets=Pattern("store:{site_id}"),
)

# Goods that were promised to one order and given to another that was more overdue.
borrowings = synced(
    "borrowings",
    id_column(),
    reference("site_id"),
    reference("product_id"),
    reference("purchase_id", optional=True),
    reference("from_line_id", index=True),
    reference("to_line_id"),
    number("quantity"),
    reference("command_id"),
    moment("at", optional=False, index=True),
    buckets=Pattern("store:{site_id}"),
)

transfers = synced(
    "transfers",
    id_column(),
    text("number", index=True),
    reference("from_site_id"),
    reference("to_site_id"),
    text("state"),
    moment("eta"),
    text("less_because"),  # why not all that was asked for was sent
    reference("asked_by", optional=True),
    moment("asked_at"),
    reference("sent_by", optional=True),
    moment("sent_at"),  # also when it was received before anybody told that it was sent
    reference("received_by", optional=True),
    moment("received_at"),
    sa.Index(None, "state", "eta"),  # what is under way, of all that ever was
    buckets=Fixed("inbound"),
)

transfer_lines = synced(
    "transfer_lines",
    id_column(),
    reference("transfer_id", index=True),
    reference("product_id", index=True),
    number("asked"),
    number("sent"),
    number("received"),
    buckets=Fixed("inbound"),
)
