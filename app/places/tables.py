"""Where things are, when people work there and how much, and what sending between zones costs."""

import sqlalchemy as sa

from app.storage.schema import (
    Fixed,
    flag,
    id_column,
    moment,
    number,
    reference,
    server_only,
    synced,
    text,
)

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

# How a carrier's service is sold, and what it emits (GLEC); unknown factors stay empty.
carrier_services = synced(
    "carrier_services",
    id_column(),
    text("code"),
    text("carrier"),
    text("level"),  # standard | express | same_day
    flag("air"),
    number("surcharge_minor"),  # of each parcel
    number("grams_max"),  # of one parcel; 0 = no limit
    number("per_tonne_km", optional=True),  # grams of CO₂e
    number("last_mile_grams", optional=True),
    number("spread_percent"),
    text("factor_version"),
    flag("withdrawn"),  # a later list of the carrier has it no more
    buckets=Fixed("catalogue"),
)

service_rates = synced(
    "service_rates",
    id_column(),
    text("service"),  # carrier_services.code
    text("from_zone"),
    text("to_zone"),
    number("first_kg_minor"),
    number("per_kg_minor"),  # per started kilogram after the first
    number("days_from"),
    number("days_to"),  # the 90th percentile
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# A place that has any follows these, and is closed on the weekdays that are not told.
site_hours = synced(
    "site_hours",
    id_column(),
    reference("site_id"),
    number("weekday"),  # Monday = 0
    text("opens"),  # HH:MM local
    text("closes"),
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

closed_days = synced(
    "closed_days",
    id_column(),
    reference("site_id", optional=True),  # None: everywhere
    number("day"),  # business day, as date.toordinal has it
    text("name"),
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# Until when a parcel must be packed to go with the carrier on the same day.
cutoffs = synced(
    "cutoffs",
    id_column(),
    reference("site_id"),
    text("service"),
    text("at"),  # HH:MM local
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# Minutes of one skill per weekday. A skill that a place has no row of is without limit there; one
# it has rows of has no minutes on the weekdays that are not told.
capacities = synced(
    "capacities",
    id_column(),
    reference("site_id"),
    text("skill"),
    number("weekday"),
    number("minutes"),
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# Minutes on one day that is not like others of its weekday.
capacity_exceptions = synced(
    "capacity_exceptions",
    id_column(),
    reference("site_id"),
    text("skill"),
    number("day"),
    number("minutes"),
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# Days on which a carrier's service does not come: to one place, or to none.
carrier_outages = synced(
    "carrier_outages",
    id_column(),
    text("service"),  # carrier_services.code
    reference("site_id", optional=True),  # None: everywhere
    number("day"),  # business day, as date.toordinal has it
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# What work costs and how long it takes at a place, and how sure its answer is.
site_handling = synced(
    "site_handling",
    id_column(),  # derived from the site: see loading.handling_id
    reference("site_id"),
    number("parcel_minor"),
    number("unit_minor"),
    number("reroute_minor"),  # what a rejected unit costs
    number("accepts_per_mille"),  # share of released units that are not rejected: learnt
    number("pick_unit"),  # minutes
    number("pick_parcel"),
    number("pack_unit"),
    number("pack_parcel"),
    number("stage_unit"),
    number("stage_parcel"),
    number("dock_minutes"),  # from the door to the shelf
    flag("withdrawn"),
    buckets=Fixed("catalogue"),
)

# The ledger of work: minutes that promised units take of a skill on one business day of a place.
capacity_days = synced(
    "capacity_days",
    id_column(),  # derived from (site, skill, day): see capacity.py
    reference("site_id"),
    text("skill"),
    number("day"),
    number("used"),
    sa.CheckConstraint("used >= 0", name="used"),
    sa.Index(None, "day", "id", "used"),  # what is taken from today on
    buckets=Fixed("network"),
)

# When anything of a place was last heard; not sent to desks.
site_contacts = server_only(
    "site_contacts",
    id_column(),  # the site's
    moment("at", optional=False),
)

# Places that are open and whose desks are not heard: what is sold there is not known.
site_silences = synced(
    "site_silences",
    id_column(),  # the site's
    moment("since"),  # None: it is heard again
    buckets=Fixed("catalogue"),
)

# One row: which command changed any of the figures above, or a place, last.
network_stamps = synced(
    "network_stamps",
    id_column(),
    text("version"),
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
