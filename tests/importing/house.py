"""A server whose register has the loading commands, whether features.py lists them yet or not."""

from app.catalog.commands import LoadProducts
from app.catalog.handlers import load_products
from app.customers import loading
from app.features import REGISTER, SUBSCRIBERS
from app.fulfillment.past_sales import RecordPastSales, record_past_sales
from app.identity import commands as staff
from app.identity.handlers import load_staff
from app.kit.commands import Command, Nature, Offline
from app.places.commands import LoadSites
from app.places.handlers import load_sites
from app.pricing.commands import LoadPromotions
from app.pricing.handlers import load_promotions
from app.returns.past_returns import (
    LoadReturnRules,
    RecordPastReturns,
    load_return_rules,
    record_past_returns,
)
from app.server.service import Service
from app.stock import commands as stock
from app.stock import handlers as stocked
from app.storage.commands import CommandSpec, Register
from app.sync.accept import Receipt, run_as_system

_FACT, _NEVER = Nature.FACT, Offline.NEVER
LOADING = (
    CommandSpec("load.sites", 1, LoadSites, load_sites, _FACT, _NEVER, "system"),
    CommandSpec(
        "load.staff", 1, staff.LoadStaff, load_staff, _FACT, _NEVER, "system", staff.PERSONAL
    ),
    CommandSpec("load.products", 1, LoadProducts, load_products, _FACT, _NEVER, "system"),
    CommandSpec("load.promotions", 1, LoadPromotions, load_promotions, _FACT, _NEVER, "system"),
    CommandSpec(
        "load.return_rules", 1, LoadReturnRules, load_return_rules, _FACT, _NEVER, "system"
    ),
    CommandSpec(
        "load.customers",
        1,
        loading.LoadCustomers,
        loading.load_customers,
        _FACT,
        _NEVER,
        "system",
        loading.PERSONAL,
    ),
    CommandSpec("load.stock", 1, stock.OpenStock, stocked.open_stock, _FACT, _NEVER, "system"),
    CommandSpec(
        "load.inbound", 1, stock.LoadInbound, stocked.load_inbound, _FACT, _NEVER, "system"
    ),
    CommandSpec(
        "past.corrections",
        1,
        stock.RecordCorrections,
        stocked.record_corrections,
        _FACT,
        _NEVER,
        "system",
    ),
    CommandSpec("past.sales", 1, RecordPastSales, record_past_sales, _FACT, _NEVER, "system"),
    CommandSpec("past.returns", 1, RecordPastReturns, record_past_returns, _FACT, _NEVER, "system"),
    CommandSpec(
        "lease.acquire",
        1,
        stock.AcquireLeases,
        stocked.acquire_leases,
        Nature.REQUEST,
        _NEVER,
        "order.place",
    ),
    CommandSpec(
        "lease.return",
        1,
        stock.ReturnLeases,
        stocked.return_leases,
        Nature.REQUEST,
        _NEVER,
        "order.place",
    ),
)


def _register() -> Register:
    known = list(REGISTER)
    types = {spec.type for spec in known}
    return Register([*known, *(spec for spec in LOADING if spec.type not in types)], SUBSCRIBERS)


class House(Service):
    """A server of one's own, in this process."""

    register = _register()

    def run(self, command: Command, command_id: str = "") -> Receipt:
        with self._writing() as db:
            return run_as_system(
                db,
                self.register,
                command,
                command_id or self.new_id(),
                now=self.clock.now(),
            )
