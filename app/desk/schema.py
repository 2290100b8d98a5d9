"""All tables that a desk holds, and nothing else of the slices: enough to open its database.

Their handlers take as long to load as everything before them; who signs in has no use for them.
"""

import app.cases.tables
import app.catalog.tables
import app.customers.tables
import app.desk.tables
import app.fulfillment.tables
import app.identity.tables
import app.insights.tables
import app.notify.tables
import app.orders.tables
import app.payments.tables
import app.places.tables
import app.pricing.tables
import app.returns.tables
import app.routing.queues.tables
import app.routing.rules.tables
import app.routing.shadow.tables
import app.routing.tables
import app.stock.tables
import app.storage.lease_clock
import app.storage.outbox
import app.sync.tables
import app.work.tables  # noqa: F401
