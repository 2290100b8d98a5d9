"""Where things are: stores, centers, their bins, and what it costs to send between zones."""

import sqlalchemy as sa

from app.storage.schema import Fixed, flag, id_column, number, reference, synced, text

sites = synced(
    "sites",
    id_column(),
    text("code", index=True),  # JKT01: printed at the head of every number issued there
    text("name"),
    text("kind"),  # store | center | care
    text("street"),
    text("city"),
    text("province"),
    text("postcode"),
    text("phone"),
    text("region"),  # under which managers compare their stores
    text("zone"),
    text("time_zone"),
    text("currency"),
    sa.Column("latitude", sa.Float, nullable=True),
    sa.Column("longitude", sa.Float, nullable=True),
    flag("pickup"),
    flag("ships"),
    text("opens"),  # HH:MM local
    text("closes"),
    number("ready_minutes"),  # promised time from order to ready for pickup
    buckets=Fixed("catalogue"),
)

bins = synced(
    "bins",
    id_column(),
    reference("site_id", index=True),
    text("code"),
    text("kind"),  # shelf | staging | returns
    buckets=Fixed("catalogue"),
)

zone_rates = synced(
    "zone_rates",
    id_column(),
    text("from_zone"),
    text("to_zone"),
    number("base_minor"),
    number("per_kg_minor"),
    number("days_from"),
    number("days_to"),
    buckets=Fixed("catalogue"),
)

# Which zone, city and province a postcode belongs to: by its leading digits.
postcodes = synced(
    "postcodes",
    id_column(),
    text("prefix", index=True),
    text("city"),
    text("province"),
    text("zone"),
    sa.Column("latitude", sa.Float, nullable=True),
    sa.Column("longitude", sa.Float, nullable=True),
    buckets=Fixed("catalogue"),
)
