"""Bring the data set "Online Retail" to a server: a shop, its customers, its year of sales.

Three passes over the file, none of which keeps it: count the lines of each invoice; learn articles,
customers and the stock the year needs; record. Every command's id is derived from the file and its
place, so a run that was killed is simply run again: what the server has costs nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy.engine import Connection

from app.catalog.commands import LoadProducts, NewProduct
from app.customers.loading import LoadCustomers
from app.fulfillment.past_sales import (
    SALES_AT_ONCE,
    PastCharge,
    PastLine,
    PastSale,
    RecordPastSales,
    line_id_of,
)
from app.importing import derived
from app.importing.invoices import Invoice, Rejections, Row, invoices, lines_per_invoice
from app.importing.report import Report
from app.kit.clock import DAY
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.states import Method
from app.places.commands import LoadSites
from app.places.queries import Site, all_sites
from app.returns.past_returns import (
    RETURNS_AT_ONCE,
    LoadReturnRules,
    NewReturnRule,
    PastReturn,
    PastReturnLine,
    RecordPastReturns,
)
from app.returns.states import Reason
from app.stock.commands import OpeningCell, OpenStock, RecordCorrections, StockCorrection
from app.sync.accept import Receipt
from app.sync.feed import Head

FORMAT = 3  # of the commands: what they hold and where they are cut; a new one is a new import
ROWS_AT_ONCE = 1_000
TOLD_EVERY = 2_000  # rows between two reports of progress

Progress = Callable[[str, float], None]
T = TypeVar("T")


class Server(Protocol):
    """What an import needs of app.server.service.Service."""

    def run(self, command: Command, command_id: str = "") -> Receipt: ...

    def head(self) -> Head: ...

    def ask(self, query: Callable[[Connection], list[Site]]) -> list[Site]: ...


def import_online_retail(
    server: Server | None,
    path: Path,
    *,
    progress: Progress = lambda _stage, _share: None,
) -> Report:
    """Import the file, or only say what would come of it when there is no server (dry run).

    Refusal('database_of_another') when the server has a shop that this file did not make.
    """
    digest = _digest(path)
    origin = f"online-retail/{FORMAT}/{digest}"
    report = Report(file=path.name, digest=digest, dry_run=server is None)
    if server is not None:
        _require_ours(server, origin)
    send = _sender(server, origin, report)
    progress("count", 0.0)
    counted = lines_per_invoice(path)
    report.figures.rows = counted.total()
    learnt = _learn(path, counted, report, progress)
    for command in _foundation(origin, learnt, report):
        send(command)
    _record(path, counted, origin, learnt, report, send, progress)
    progress("done", 1.0)
    return report


def _sender(server: Server | None, origin: str, report: Report) -> Callable[[Command], None]:
    figures = report.figures
    known_to = server.head().seq if server else 0

    def send(command: Command) -> None:
        if server is not None:
            receipt = server.run(command, derived_id(origin, "command", figures.commands))
            figures.commands_known += receipt.seq <= known_to
        figures.commands += 1

    return send


def _digest(path: Path) -> str:
    found = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()


def _require_ours(server: Server, origin: str) -> None:
    others = [site for site in server.ask(all_sites) if site.site_id != derived.site(origin).id]
    if others:
        raise Refusal("database_of_another", sites=[site.code for site in others])


# ---------------------------------------------------------------- learn


@dataclass(slots=True)
class _Article:
    descriptions: Counter[str] = field(default_factory=Counter)
    price_minor: int = 0  # the last one that was paid
    last_year: int = 0
    balance: int = 0
    lowest: int = 0


@dataclass(slots=True)
class _Learnt:
    articles: dict[str, _Article] = field(default_factory=dict)
    customers: dict[int, int] = field(default_factory=dict)  # number → first invoice
    cancelled: set[tuple[int, str]] = field(default_factory=set)  # (customer, code)
    first_at: int = 0
    last_at: int = 0


def _learn(path: Path, counted: Counter[str], report: Report, progress: Progress) -> _Learnt:
    """The articles and customers, and how deep each article's balance falls."""
    learnt = _Learnt()
    sold_since: list[tuple[int, str, int]] = []
    for invoice in _told(path, counted, Rejections(), report, "learn", progress):
        learnt.first_at = learnt.first_at or invoice.at
        learnt.last_at = invoice.at
        if invoice.customer is not None:
            learnt.customers.setdefault(invoice.customer, invoice.at)
        sells = not invoice.cancels and not invoice.corrects
        for row in invoice.goods:
            article = learnt.articles.setdefault(row.code, _Article())
            if row.description:
                article.descriptions[row.description] += 1
            if sells and row.price_minor:
                article.price_minor = row.price_minor
            if invoice.cancels and invoice.customer is not None:
                learnt.cancelled.add((invoice.customer, row.code))
            if sells:
                sold_since.append((invoice.at, row.code, row.quantity))
        for code, change in _changes(invoice).items():
            article = learnt.articles[code]
            article.balance += change
            article.lowest = min(article.lowest, article.balance)
    for at, code, quantity in sold_since:
        if at > learnt.last_at - 365 * DAY:
            learnt.articles[code].last_year += quantity
    return learnt


def _changes(invoice: Invoice) -> dict[str, int]:
    """Code → what the invoice does to the stock: a sale takes, all else is told with its sign."""
    changes: dict[str, int] = {}
    for row in invoice.goods:
        change = row.quantity if invoice.corrects else -row.quantity
        changes[row.code] = changes.get(row.code, 0) + change
    return changes


def _told(
    path: Path,
    counted: Counter[str],
    rejections: Rejections,
    report: Report,
    stage: str,
    progress: Progress,
) -> Iterator[Invoice]:
    told = 0
    for done, invoice in invoices(path, counted, rejections):
        if done - told >= TOLD_EVERY:
            told = done
            progress(stage, done / max(1, report.figures.rows))
        yield invoice


def _foundation(origin: str, learnt: _Learnt, report: Report) -> Iterator[Command]:
    """The shop before its first sale."""
    site = derived.site(origin)
    yield LoadSites(sites=[site], bins=derived.bins(site.id))
    yield derived.network()
    rule = NewReturnRule(id=derived_id(origin, "return_rule"), code="R28", window_days=28)
    yield LoadReturnRules(rules=[rule])
    report.figures.products = len(learnt.articles)
    for products in _parts(list(_products(origin, learnt)), ROWS_AT_ONCE):
        yield LoadProducts(products=products)
    report.figures.customers = len(learnt.customers)
    for some in _parts(sorted(learnt.customers.items()), ROWS_AT_ONCE):
        yield LoadCustomers(
            customers=[derived.customer(origin, number, at) for number, at in some],
            people=[derived.person(origin, number) for number, _ in some],
        )
    cells = [
        OpeningCell(
            site_id=site.id,
            product_id=derived.product_id(origin, code),
            quantity=-article.lowest,
        )
        for code, article in sorted(learnt.articles.items())
    ]
    report.figures.opening_units = sum(cell.quantity for cell in cells)
    for part in _parts(cells, ROWS_AT_ONCE):
        yield OpenStock(cells=part, at=learnt.first_at - DAY)


def _products(origin: str, learnt: _Learnt) -> Iterator[NewProduct]:
    numbers = derived.gtins(learnt.articles)
    for code, article in sorted(learnt.articles.items()):
        yield NewProduct(
            id=derived.product_id(origin, code),
            sku=code,
            gtin=numbers[code],
            style=code,
            name=_name(code, article),
            price_minor=article.price_minor,
            currency=derived.CURRENCY,
            active=article.price_minor > 0,
            popularity=article.last_year,
        )


def _name(code: str, article: _Article) -> str:
    """The most frequent description in capitals: remarks such as "damaged" are not."""
    proper = {text: n for text, n in article.descriptions.items() if text.upper() == text}
    named = proper or dict(article.descriptions)
    wordy = {text: n for text, n in named.items() if any(sign.isalpha() for sign in text)}
    return min(wordy, key=lambda text: (-wordy[text], text), default=code)


# ---------------------------------------------------------------- record


@dataclass(slots=True)
class _Bought:
    """A sold line that may still come back."""

    order_id: str
    line_id: str
    price_minor: int
    left: int


class _Window:
    """Sales, corrections and returns that go to the server together, in this order.

    It is closed early when a sale needs what came back within it: so nothing the window takes
    out relies on what it brings in, and no balance goes below 0 in whatever order.
    """

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = balances  # of the articles when the window was opened
        self._out: Counter[str] = Counter()
        self._in: Counter[str] = Counter()
        self.sales: list[PastSale] = []
        self.corrections: list[StockCorrection] = []
        self.returns: list[PastReturn] = []

    def has_room(self, invoice: Invoice) -> bool:
        if len(self.sales) >= SALES_AT_ONCE or len(self.returns) >= RETURNS_AT_ONCE:
            return False
        taken = ((code, -change) for code, change in _changes(invoice).items() if change < 0)
        return all(self._balances[code] >= self._out[code] + units for code, units in taken)

    def count(self, invoice: Invoice) -> None:
        for code, change in _changes(invoice).items():
            if change < 0:
                self._out[code] -= change
            else:
                self._in[code] += change

    def close(self) -> Iterator[Command]:
        if self.sales:
            yield RecordPastSales(sales=self.sales)
        if self.corrections:
            yield RecordCorrections(corrections=self.corrections)
        for some in _parts(self.returns, RETURNS_AT_ONCE):
            yield RecordPastReturns(returns=some)
        for code in self._out.keys() | self._in.keys():
            self._balances[code] += self._in[code] - self._out[code]


def _record(
    path: Path,
    counted: Counter[str],
    origin: str,
    learnt: _Learnt,
    report: Report,
    send: Callable[[Command], None],
    progress: Progress,
) -> None:
    balances = {code: -article.lowest for code, article in learnt.articles.items()}
    bought: dict[tuple[int, str], list[_Bought]] = {key: [] for key in learnt.cancelled}
    window = _Window(balances)
    told = _told(path, counted, report.rejections, report, "record", progress)
    for invoice in told:
        if not window.has_room(invoice):
            _send_all(send, window.close())
            window = _Window(balances)
        window.count(invoice)
        if invoice.cancels:
            window.returns += _returns(origin, invoice, bought, report)
        elif invoice.corrects:
            window.corrections += _corrections(origin, invoice)
            report.figures.corrections += len(invoice.goods)
        else:
            window.sales.append(_sale(origin, invoice, bought, report))
    _send_all(send, window.close())


def _send_all(send: Callable[[Command], None], commands: Iterable[Command]) -> None:
    for command in commands:
        send(command)


def _sale(
    origin: str, invoice: Invoice, bought: dict[tuple[int, str], list[_Bought]], report: Report
) -> PastSale:
    order_id = derived.order_id(origin, invoice.number)
    for ordinal, row in enumerate(invoice.goods):
        lines = bought.get((row.customer, row.code)) if row.customer is not None else None
        if lines is not None:
            line_id = line_id_of(order_id, ordinal)
            lines.append(_Bought(order_id, line_id, row.price_minor, row.quantity))
    figures = report.figures
    figures.sales += 1
    figures.sale_lines += len(invoice.goods)
    figures.charges += len(invoice.charges)
    both = (*invoice.goods, *invoice.charges)
    figures.sold_minor += sum(row.quantity * row.price_minor for row in both)
    return PastSale(
        order_id=order_id,
        number=derived.order_number(invoice.number),
        at=invoice.at,
        site_id=derived.site(origin).id,
        customer_id=_customer(origin, invoice),
        language="en",
        currency=derived.CURRENCY,
        method=Method.CARRY_OUT,
        lines=[
            PastLine(
                product_id=derived.product_id(origin, row.code),
                quantity=row.quantity,
                unit_minor=row.price_minor,
            )
            for row in invoice.goods
        ],
        charges=[
            PastCharge(code=row.code, name=row.description, minor=row.quantity * row.price_minor)
            for row in invoice.charges
        ],
    )


def _customer(origin: str, invoice: Invoice) -> str | None:
    return None if invoice.customer is None else derived.customer_id(origin, invoice.customer)


def _corrections(origin: str, invoice: Invoice) -> Iterator[StockCorrection]:
    site_id = derived.site(origin).id
    for row in invoice.goods:
        yield StockCorrection(
            site_id=site_id,
            product_id=derived.product_id(origin, row.code),
            quantity=row.quantity,
            at=invoice.at,
        )


def _returns(
    origin: str, invoice: Invoice, bought: dict[tuple[int, str], list[_Bought]], report: Report
) -> list[PastReturn]:
    """One return for each order that the invoice cancels a part of, and one without receipt."""
    by_order: dict[str | None, list[PastReturnLine]] = {}
    for row in invoice.goods:
        report.figures.cancelled_minor += -row.quantity * row.price_minor
        for order_id, line in _matched(origin, row, bought, report):
            by_order.setdefault(order_id, []).append(line)
    figures = report.figures
    figures.cancellations += 1
    figures.cancellation_lines += len(invoice.goods)
    figures.returns += len(by_order)
    figures.returns_without_receipt += None in by_order
    site_id = derived.site(origin).id
    return [
        PastReturn(
            return_id=derived_id(origin, "return", f"{invoice.number}/{place}"),
            number=f"{derived.SITE_CODE}-{invoice.number}-{place}",
            at=invoice.at,
            site_id=site_id,
            currency=derived.CURRENCY,
            order_id=order_id,
            lines=lines,
        )
        for place, (order_id, lines) in enumerate(by_order.items(), start=1)
    ]


def _matched(
    origin: str, row: Row, bought: dict[tuple[int, str], list[_Bought]], report: Report
) -> Iterator[tuple[str | None, PastReturnLine]]:
    """The row's units on what the customer bought last, at the same price first; the rest alone."""
    left = -row.quantity
    product_id = derived.product_id(origin, row.code)
    known = bought.get((row.customer, row.code), []) if row.customer is not None else []
    same = [line for line in known if line.price_minor == row.price_minor]
    other = [line for line in known if line.price_minor != row.price_minor]
    for line in (*reversed(same), *reversed(other)):
        part = min(left, line.left)
        if part == 0:
            continue
        line.left -= part
        left -= part
        report.figures.matched_at_another_price += line.price_minor != row.price_minor
        yield (
            line.order_id,
            PastReturnLine(
                product_id=product_id,
                quantity=part,
                line_id=line.line_id,
                reason=Reason.OTHER,
            ),
        )
    _count_match(report, -row.quantity, left)
    if left:
        alone = PastReturnLine(
            product_id=product_id, quantity=left, unit_minor=row.price_minor, reason=Reason.OTHER
        )
        yield None, alone


def _count_match(report: Report, wanted: int, left: int) -> None:
    figures = report.figures
    figures.matched_lines += left == 0
    figures.partly_matched_lines += 0 < left < wanted
    figures.unmatched_lines += left == wanted


def _parts(items: Sequence[T], size: int) -> Iterator[list[T]]:
    return (list(items[start : start + size]) for start in range(0, len(items), size))
