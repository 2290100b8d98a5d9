"""Build the demo retailer on a server, by the server's own commands alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from argon2 import PasswordHasher
from argon2.low_level import Type
from msgspec.structs import replace

from app.catalog.commands import LoadProducts
from app.customers.commands import CallBack
from app.customers.loading import LoadCustomers
from app.demo.assortment import costs
from app.demo.between import sent_to_store
from app.demo.clients import load_command
from app.demo.history import History, history
from app.demo.retailer import SIZES, Customer, Person, Retailer, retailer
from app.demo.rulebook import rulebook
from app.demo.stockroom import corrections, count_tasks, stock_rules, suppliers
from app.fulfillment.past_sales import SALES_AT_ONCE, PastSale, RecordPastSales, line_id_of
from app.identity.commands import LoadStaff, NewDevice, NewUser
from app.identity.model import secret_hash
from app.identity.roles import Role
from app.kit.clock import DAY, HOUR, MINUTE, Instant
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.places.commands import LoadSites
from app.pricing.commands import LoadPromotions
from app.pricing.costs import LoadCosts
from app.returns.commands import AskedLine, AskReturn
from app.returns.past_returns import (
    RETURNS_AT_ONCE,
    LoadReturnRules,
    PastReturn,
    RecordPastReturns,
)
from app.returns.states import Reason
from app.routing.territory import ReckonTerritories
from app.stock.commands import LoadInbound, OpenStock, RecordCorrections
from app.stock.forecast.nightly import CARE, ReckonDemand

ROWS_AT_ONCE = 1_000
UNDER_WAY = 4  # returns by mail that wait for their parcels
BEFORE_ALL = 740 * DAY  # the shelves were filled before the first sale
# As app.identity.model makes them, but salted from the seed: same seed, same bytes.
_pins = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)

Progress = Callable[[str, float], None]
T = TypeVar("T")


class Server(Protocol):
    """What the demo needs of app.server.service.Service."""

    def run(self, command: Command, command_id: str = "") -> object: ...


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """What somebody needs to play: who may sign in with which PIN, and how devices join."""

    people: list[Person]
    enrol_codes: dict[str, str]  # device name → one-time code
    device_ids: dict[str, str]  # device name → its id
    orders: int
    returns: int


def build(
    server: Server,
    *,
    seed: int = 1,
    now: Instant,
    size: Literal["full", "small"] = "full",
    progress: Progress = lambda _stage, _share: None,
) -> DemoKeys:
    """Load the whole retailer. `progress(stage, share done)`: share counts up from 0 to 1.

    `now` is the day the history ends with; give the server's. Each command has an id derived from
    seed and size, so a second run with the same arguments changes nothing.
    """
    progress("plan", 0.0)
    shop = retailer(seed, now, SIZES[size])
    past = history(shop)
    steps = list(_steps(shop, past))

    def command_id(place: int) -> str:
        return derived_id(f"{shop.seed}/{size}", "command", place)

    first = len(steps)
    today = sent_to_store(shop, past, lambda at: command_id(first + at))
    steps += [("sales", command) for command in today]
    for place, (stage, command) in enumerate(steps):
        server.run(command, command_id(place))
        progress(stage, (place + 1) / len(steps))
    return keys_of(shop, past)


def demo_keys(
    *, seed: int = 1, now: Instant, size: Literal["full", "small"] = "full"
) -> list[Person]:
    """Who may sign in on a demo that was built before."""
    return retailer(seed, now, SIZES[size]).people


def keys_of(shop: Retailer, past: History) -> DemoKeys:
    return DemoKeys(
        people=shop.people,
        enrol_codes={device.name: device.enrol_code for device in shop.devices},
        device_ids={device.name: device.device_id for device in shop.devices},
        orders=len(past.sales),
        returns=len(past.returns) + UNDER_WAY,
    )


def _steps(shop: Retailer, past: History) -> Iterator[tuple[str, Command]]:
    yield "places", LoadSites(sites=shop.sites, bins=shop.bins, postcodes=shop.postcodes)
    yield "places", shop.network
    yield "rules", LoadPromotions(promotions=shop.promotions, tax_rates=shop.tax_rates)
    yield "rules", LoadReturnRules(rules=shop.rules)
    yield "rules", stock_rules()
    yield "staff", _staff(shop)
    yield "rules", rulebook(shop)
    products = [
        replace(product, popularity=past.popularity.get(product.id, 0)) for product in shop.products
    ]
    for some in _parts(products, ROWS_AT_ONCE):
        yield "products", LoadProducts(products=some)
    authors = [person.user_id for person in shop.people if person.role == Role.AGENT]
    for people in _parts(shop.customers, ROWS_AT_ONCE):
        yield "customers", _customers(people, past, authors, shop.now)
    for cells in _parts(past.opening, ROWS_AT_ONCE):
        yield "stock", OpenStock(cells=cells, at=shop.now - BEFORE_ALL)
    for command in sales_and_returns(past.sales, past.returns):
        yield "sales", command
    for asked in _asked(shop, past):
        yield "returns", asked
    for promised in _promised(shop, past):
        yield "returns", promised
    yield (
        "inbound",
        LoadInbound(
            suppliers=suppliers(shop.seed), purchases=past.purchases, transfers=past.transfers
        ),
    )
    yield "inbound", RecordCorrections(corrections=corrections(shop, past.opening))
    yield "inbound", count_tasks(shop, past.opening)
    for site in (site for site in shop.sites if site.kind != CARE):
        yield "forecast", ReckonDemand(site_id=site.id)
    for some_costs in _parts(list(costs(products)), ROWS_AT_ONCE):
        yield "products", LoadCosts(costs=some_costs)
    yield "forecast", ReckonTerritories()


def _asked(shop: Retailer, past: History) -> Iterator[AskReturn]:
    """A few who bought lately want to send something back."""
    worn = {product.id: product for product in shop.products}
    gone = {one.order_id for one in past.returns}
    told = 0
    for sale in reversed(past.sales):
        line = sale.lines[0]
        product = worn[line.product_id]
        if sale.order_id in gone or sale.customer_id is None or product.final_sale:
            continue
        if product.category in {"underwear", "socks"}:
            continue
        told += 1
        yield AskReturn(
            order_id=sale.order_id,
            lines=[
                AskedLine(line_id=line_id_of(sale.order_id, 0), quantity=1, reason=Reason.TOO_SMALL)
            ],
            number=f"R-CAR01-0-{told:06d}",
        )
        if told == UNDER_WAY:
            return


def sales_and_returns(
    sales: Sequence[PastSale], returns: Sequence[PastReturn]
) -> Iterator[Command]:
    """Batches in the order of time: a return comes after the sales that were before it."""
    waiting = list(reversed(returns))
    for some in _parts(sales, SALES_AT_ONCE):
        yield RecordPastSales(sales=some)
        due: list[PastReturn] = []
        while waiting and waiting[-1].at <= some[-1].at:
            due.append(waiting.pop())
        yield from (RecordPastReturns(returns=part) for part in _parts(due, RETURNS_AT_ONCE))
    rest = waiting[::-1]
    yield from (RecordPastReturns(returns=part) for part in _parts(rest, RETURNS_AT_ONCE))


def _staff(shop: Retailer) -> LoadStaff:
    site_ids = {site.code: site.id for site in shop.sites}
    return LoadStaff(
        users=[
            NewUser(
                id=person.user_id,
                staff_number=person.staff_number,
                name=person.name,
                role=person.role,
                site_id=site_ids[person.site],
                pin_hash=_pins.hash(person.pin, salt=bytes.fromhex(person.user_id)),
            )
            for person in shop.people
        ],
        devices=[
            NewDevice(
                id=device.device_id,
                site_id=device.site_id,
                number=device.number,
                name=device.name,
                care=device.care,
                enrol_hash=secret_hash(device.enrol_code),
            )
            for device in shop.devices
        ],
    )


def _customers(
    people: Sequence[Customer], past: History, authors: Sequence[str], now: Instant
) -> LoadCustomers:
    """Nobody bought before they were known."""
    born = [
        replace(
            one.known,
            created_at=min(
                one.known.created_at, past.first_seen.get(one.known.id, one.known.created_at)
            ),
        )
        for one in people
    ]
    return load_command(people, born, authors, now)


def _promised(shop: Retailer, past: History) -> Iterator[CallBack]:
    """Two customers whom the call centre rings back today, of their last orders."""
    by_customer = {sale.customer_id: sale for sale in past.sales if sale.customer_id}
    told = (("Ukuran L sudah ada?", 25 * MINUTE), ("Alamat kantor yang baru", 3 * HOUR))
    for sale, (about, later) in zip(list(by_customer.values())[-len(told) :], told, strict=False):
        yield CallBack(
            customer_id=sale.customer_id or "",
            order_id=sale.order_id,
            about=about,
            due_at=shop.now + later,
        )


def _parts(items: Sequence[T], size: int) -> Iterator[list[T]]:
    return (list(items[start : start + size]) for start in range(0, len(items), size))
