"""Printing beside the work: what stands on the paper, and what happens when there is no printer."""

import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.adapters.printers import FilePrinter, NullPrinter
from app.catalog.tables import products
from app.customers.tables import customer_pii
from app.desk.documents import (
    Document,
    Laid,
    _templates,
    centre,
    facts_of,
    paper_of,
    row,
    width,
)
from app.desk.lanes import Lane
from app.desk.printing import Printing, PrintJob, PrintState, print_document
from app.desk.tables import print_jobs
from app.features import COMMANDS
from app.kit.clock import SystemClock
from app.kit.commands import Offline
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import id_maker
from app.payments.commands import CloseDrawer
from app.places.tables import sites
from app.ports.printer import COLUMNS, Paper, Style
from app.returns.tables import return_lines, return_refunds, returns
from app.stock.receiving import ReceivedLine
from app.stock.transferring import RequestTransfer
from app.storage.engine import server_engine
from tests.notify.house import CODE, House
from tests.support.shop import CHINO, MANAGER, SHIRT, cash, open_shop, pickup, ship
from tests.support.warm import kettle

LANGUAGES = ("en", "id")


class Out:
    """A printer on a test's table: it prints, or is away, or breaks."""

    def __init__(self) -> None:
        self.papers: list[tuple[Paper, int]] = []
        self.trouble: Exception | None = None

    def print(self, paper: Paper, copies: int = 1) -> Path | None:
        if self.trouble:
            raise self.trouble
        self.papers.append((paper, copies))
        return None


class LastPaper:
    """A printer whose desk is killed with it: as its paper is about to come out, or just has."""

    def __init__(self, tray: Path, *, comes_out: bool) -> None:
        self._tray, self._comes_out = tray, comes_out

    def print(self, paper: Paper, copies: int = 1) -> Path | None:
        if self._comes_out:
            self._tray.write_text(paper.text())
        os.kill(os.getpid(), signal.SIGKILL)
        return None


class Counter:
    """The part of a desk that printing needs, over the test shop's database."""

    def __init__(self, engine: Engine, printer: Any, folder: Path) -> None:
        self._engine = engine
        self._lane = Lane("test")
        clock = SystemClock()
        self.printing = Printing(self, printer, folder, clock, id_maker(clock))

    def ask(self, query: Callable[..., Any], *args: Any) -> "Future[Any]":
        return self._lane.run(self._do, query, args)

    def write(self, work: Callable[..., Any], *args: Any) -> "Future[Any]":
        return self._lane.run(self._do, work, args)

    def close(self) -> None:
        self.printing.close()
        self._lane.close()

    def _do(self, work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        with self._engine.begin() as db:
            return work(db, *args)


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(open_shop(tmp_path))
    with house.shop.acting() as uow:
        uow.update(sites, "menteng", street="Jl. Cikini 5", city="Jakarta")
    return house


@pytest.fixture
def printer() -> Out:
    return Out()


@pytest.fixture
def counter(house: House, printer: Out, tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(house.shop.engine, printer, tmp_path / "prints")
    yield counter
    counter.close()


def paper(house: House, kind: Document, subject_id: str, language: str, code: str = "") -> Paper:
    with house.shop.engine.connect() as db:
        facts = facts_of(db, kind, subject_id, language)
    assert facts is not None
    return paper_of(kind, facts, now=house.shop.now, pickup_code=code)


def styled(told: Paper, style: Style) -> list[str]:
    return [strip.text for strip in told.strips if strip.style is style]


# ---------------------------------------------------------------- what stands on the paper


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Order ", "Pick up: Menteng", "PPN included", "To pay at the store", "Delivery"]),
        ("id", ["Pesanan ", "Ambil di toko: Menteng", "Termasuk PPN", "Dibayar di toko", "Ongkos"]),
    ],
)
def test_a_confirmation_tells_all_that_was_promised(
    house: House, language: str, words: list[str]
) -> None:
    lines = ship(CHINO), pickup(SHIRT, 2)
    order_id = house.order(*lines, ship_to=house.address(), shipping_minor=20_000)
    told = paper(house, Document.ORDER_CONFIRMATION, order_id, language, CODE)
    text = told.text()
    for expected in [*words, "Menteng", "Siti Rahma", "2 × Shirt", "Rp 998.000", "Rp 1.639.000"]:
        assert expected in text
    assert styled(told, Style.BARCODE) == [house_number(house, order_id)]
    assert styled(told, Style.QR) == styled(told, Style.BIG) == [CODE]


def test_a_code_that_the_desk_does_not_know_is_not_printed(house: House) -> None:
    order_id = house.order(pickup(SHIRT))
    told = paper(house, Document.ORDER_CONFIRMATION, order_id, "en")
    assert styled(told, Style.QR) == []
    assert "code" not in told.text()


def test_a_reprint_after_a_cancellation_adds_up(house: House) -> None:
    drawer = house.shop.drawer()
    order_id = house.order(pickup(CHINO, 2), tenders=[cash(1_242_000, drawer)])
    house.short(order_id)
    text = paper(house, Document.ORDER_CONFIRMATION, order_id, "en").text()
    assert row("TOTAL", "Rp 621.000") in text
    assert row("Paid", "Rp 1.242.000") in text
    assert row("Refunded", "−Rp 621.000") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_of_a_parcel_tells_what_is_handed_over(house: House, language: str) -> None:
    order_id = house.order(pickup(CHINO, 2))
    parcel_id = house.stage(order_id)
    house.hand_over(parcel_id, tenders=[cash(1_242_000, house.shop.drawer())])
    told = paper(house, Document.PICKUP_SLIP, parcel_id, language)
    for expected in ["2 × Chino", "TR-1", "Rp 1.242.000", "Siti Rahma", "Menteng"]:
        assert expected in told.text()
    assert {"en": "identity card", "id": "kartu identitas"}[language] in told.text()


def test_the_label_of_a_bag_shows_bin_and_name_from_afar(house: House) -> None:
    parcel_id = house.stage(house.order(pickup(CHINO)))
    told = paper(house, Document.BAG_LABEL, parcel_id, "en")
    assert styled(told, Style.BIG) == ["P-07", "Siti Rahma"]
    assert "To pay at pickup" in told.text()
    assert "+62" not in told.text()  # a bag stands where others can read it


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Return", "Cash", "Store credit (on its way)"]),
        ("id", ["Retur", "Tunai", "diproses"]),
    ],
)
def test_the_receipt_of_a_return_tells_goods_and_money(
    house: House, language: str, words: list[str]
) -> None:
    return_id = take_back(house)
    told = paper(house, Document.RETURN_RECEIPT, return_id, language)
    for expected in [*words, "1 × Chino", "−Rp 621.000", "Rp 600.000", "R-JKT01-3-000001"]:
        assert expected in told.text()
    assert styled(told, Style.BARCODE) == ["R-JKT01-3-000001"]


@pytest.mark.parametrize("kind", list(Document))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    [
        "Celana Chino Lurus Warna Pasir Ukuran Tiga Puluh Dua Panjang Sekali",
        "x" * 120,
        "牛仔褲" * 20,
        "Siti\n\x1b@\x1dV\x00 {{ 7 * 7 }} \x02bBOLD",
        "Kaus 😀 & <b>",
    ],
)
def test_no_name_breaks_the_paper(house: House, kind: Document, language: str, name: str) -> None:
    parcel_id = house.stage(house.order(pickup(CHINO)))
    return_id = take_back(house)
    order_id = house.order(pickup(CHINO))
    with house.shop.acting() as uow:
        uow.db.execute(sa.update(customer_pii).values(name=name))
        uow.db.execute(sa.text("UPDATE order_lines SET name = :name"), {"name": name})
        uow.db.execute(sa.update(products).values(name=name))
    drawer_id = house.shop.drawer()
    house.shop.perform(CloseDrawer(drawer_id=drawer_id, counted_minor=499_000))
    house.shop.perform(
        RequestTransfer(
            transfer_id="t" * 32,
            number="T-7",
            from_site_id="menteng",
            to_site_id="kemang",
            lines=[ReceivedLine(product_id=CHINO, quantity=1)],
        ),
        MANAGER,
    )
    subject = {
        Document.TRANSFER_NOTE: "t" * 32,
        Document.DRAWER_CLOSING: drawer_id,
        Document.ORDER_CONFIRMATION: order_id,
        Document.RETURN_RECEIPT: return_id,
        Document.RETURN_SLIP: return_id,
    }.get(kind, parcel_id)
    told = paper(house, kind, subject, language)
    for strip in told.strips:
        room = COLUMNS // 2 if strip.style is Style.BIG else COLUMNS
        assert width(strip.text) <= room, strip
        assert not any(ord(sign) < 32 for sign in strip.text)
    assert "49" not in told.text().replace("499", "")


def test_a_long_name_leaves_its_price_in_the_column() -> None:
    lines = row("2 × " + "Celana Chino Lurus Warna Pasir Ukuran 32", "Rp 1.242.000").split("\n")
    assert len(lines) == 2
    assert lines[-1].endswith(" Rp 1.242.000")
    assert {width(lines[-1])} == {COLUMNS}
    assert isinstance(centre("Menteng"), Laid)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Drawer closed", "Expected", "COUNTED", "Difference", "Signature"]),
        ("id", ["Laci ditutup", "Seharusnya", "DIHITUNG", "Selisih", "Tanda tangan"]),
    ],
)
def test_a_closed_drawer_tells_its_sum_and_its_difference(
    house: House, language: str, words: list[str]
) -> None:
    drawer_id = house.shop.drawer()
    with house.shop.engine.connect() as db:
        assert facts_of(db, Document.DRAWER_CLOSING, drawer_id, language) is None
    house.shop.perform(CloseDrawer(drawer_id=drawer_id, counted_minor=499_000))
    text = paper(house, Document.DRAWER_CLOSING, drawer_id, language).text()
    assert [word for word in words if word not in text] == []
    assert "\u2212Rp 1.000" in text


@pytest.mark.parametrize("language", ["en", "id"])
def test_whatever_a_desk_does_offline_has_words_on_the_closing_paper(language: str) -> None:
    module: Any = _templates().get_template(f"_acts.{language}.j2").module
    kinds = [spec.kind for spec in COMMANDS if spec.offline is not Offline.NEVER]
    assert [kind for kind in kinds if str(module.words(kind)) == kind] == []


# ---------------------------------------------------------------- the queue


def test_a_paper_that_came_out_is_sent_and_leaves_nothing_readable(
    counter: Counter, house: House, printer: Out, tmp_path: Path
) -> None:
    order_id = house.order(pickup(CHINO))
    job = print_document(counter, "order_confirmation", order_id, "id", 2).result()
    assert (job.state, job.reason, job.path) == (PrintState.SENT, "", None)
    ((told, copies),) = printer.papers
    assert copies == 2
    assert told.name == f"order_confirmation-{house_number(house, order_id)}"
    assert list((tmp_path / "prints").glob("*")) == []


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Unreachable("no_paper"), "no_paper"),
        (RuntimeError("driver"), "printer_failed: RuntimeError"),
    ],
)
def test_a_printer_in_trouble_keeps_the_paper_and_raises_nothing(
    counter: Counter, house: House, printer: Out, trouble: Exception, reason: str
) -> None:
    printer.trouble = trouble
    order_id = house.order(pickup(CHINO))
    job = print_document(counter, Document.ORDER_CONFIRMATION, order_id, "en").result()
    assert (job.state, job.reason) == (PrintState.KEPT, reason)
    assert job.path is not None
    assert "Chino" in job.path.read_text()
    assert stat.S_IMODE(job.path.stat().st_mode) == 0o600
    assert counter.printing.jobs().result() == [job]


def test_what_was_kept_is_printed_when_the_printer_is_back(
    counter: Counter, house: House, printer: Out
) -> None:
    printer.trouble = Unreachable("no_paper")
    orders = [house.order(pickup(CHINO)), house.order(pickup(SHIRT))]
    kept = [print_document(counter, "order_confirmation", one, "en").result() for one in orders]
    assert len(counter.printing.retry_kept().result()) == 1  # no use in trying the second
    printer.trouble = None
    done = counter.printing.retry_kept().result()
    assert [job.job_id for job in done] == [job.job_id for job in kept]
    assert {job.state for job in done} == {PrintState.SENT}
    assert not any(job.path and job.path.exists() for job in kept)
    assert counter.printing.retry_kept().result() == []


def test_of_an_erased_person_nothing_is_printed_and_the_papers_behind_it_are(
    counter: Counter, house: House, printer: Out
) -> None:
    printer.trouble = Unreachable("no_paper")
    gone, other = (
        print_document(counter, "order_confirmation", house.order(pickup(CHINO)), "en").result()
        for _ in range(2)
    )
    printer.trouble = None
    erased = print_jobs.update().where(print_jobs.c.id == gone.job_id).values(paper="")
    counter.write(lambda db: db.execute(erased)).result()
    assert counter.printing.retry(gone.job_id).result() is None
    done = counter.printing.retry_kept().result()
    assert [job.job_id for job in done] == [other.job_id]


def test_the_last_paper_is_printed_again_as_it_was(
    counter: Counter, house: House, printer: Out
) -> None:
    assert counter.printing.again().result() is None
    order_id = house.order(pickup(CHINO))
    print_document(counter, "order_confirmation", order_id, "en", pickup_code=CODE).result()
    house.short(order_id)
    job = counter.printing.again().result()
    assert job is not None
    assert job.state is PrintState.SENT
    first, second = (told for told, _ in printer.papers)
    assert first == second
    assert styled(second, Style.QR) == [CODE]


def test_a_paper_of_something_this_desk_does_not_hold_is_told(counter: Counter) -> None:
    job = print_document(counter, Document.PICKUP_SLIP, "0" * 32, "en").result()
    assert (job.state, job.reason) == (PrintState.KEPT, "subject_unknown")
    assert counter.printing.jobs().result() == []


def test_the_screen_hears_what_became_of_each_paper(
    counter: Counter, house: House, printer: Out
) -> None:
    heard: list[PrintJob] = []
    counter.printing.on_changed(heard.append)
    order_id = house.order(pickup(CHINO))
    printer.trouble = Unreachable("no_paper")
    print_document(counter, "order_confirmation", order_id, "en").result()
    printer.trouble = None
    counter.printing.again().result()
    assert [job.state for job in heard] == [PrintState.KEPT, PrintState.SENT]


def print_and_die(folder: Path, order_id: str, job_id: str, comes_out: bool) -> None:
    """A desk of its own process, killed while it prints a new paper, or one that it kept."""
    engine = server_engine(f"sqlite:///{folder / 'shop.db'}")
    last = LastPaper(folder / "tray", comes_out=comes_out)
    counter = Counter(engine, last, folder / "prints")
    if job_id:
        counter.printing.retry_kept().result()
    print_document(counter, Document.ORDER_CONFIRMATION, order_id, "en").result()


@pytest.mark.skipif(sys.platform == "win32", reason="the harness forks the desk")
@pytest.mark.parametrize("kept_before", [False, True])
@pytest.mark.parametrize("comes_out", [False, True])
def test_a_paper_at_whose_printing_the_desk_was_killed_is_kept_and_not_printed_unasked(
    counter: Counter,
    house: House,
    printer: Out,
    tmp_path: Path,
    kept_before: bool,
    comes_out: bool,
) -> None:
    """Nobody knows whether it came out: it is told as such, and a person decides."""
    order_id, job_id = house.order(pickup(CHINO)), ""
    if kept_before:
        printer.trouble = Unreachable("no_paper")
        job_id = print_document(counter, "order_confirmation", order_id, "en").result().job_id
        printer.trouble = None
    args = (tmp_path, order_id, job_id, comes_out)
    life = kettle().Process(target=print_and_die, args=args)
    life.start()
    life.join(60)
    assert life.exitcode == -signal.SIGKILL
    (job,) = counter.printing.jobs().result()
    assert (job.state, job.reason) == (PrintState.KEPT, "perhaps_printed")
    assert job_id in {"", job.job_id}
    assert counter.printing.retry_kept().result() == []
    assert printer.papers == []
    again = counter.printing.retry(job.job_id).result()
    assert again is not None
    assert again.state is PrintState.SENT
    ((told, _),) = printer.papers
    assert "Chino" in told.text()
    assert (tmp_path / "tray").exists() == comes_out
    if comes_out:
        assert (tmp_path / "tray").read_text() == told.text()


@pytest.mark.parametrize("copies", [0, -1, 21, 10**9])
def test_a_slip_of_the_finger_prints_no_roll(counter: Counter, copies: int) -> None:
    with pytest.raises(Refusal, match="copies_out_of_range"):
        print_document(counter, Document.BAG_LABEL, "0" * 32, "en", copies)


def test_a_desk_without_a_printer_keeps_all_until_it_has_one(house: House, tmp_path: Path) -> None:
    counter = Counter(house.shop.engine, NullPrinter(), tmp_path / "prints")
    try:
        order_id = house.order(pickup(CHINO))
        assert print_document(counter, "order_confirmation", order_id, "en").result().path
        counter.printing.use(FilePrinter(tmp_path / "paper"))
        (job,) = counter.printing.retry_kept().result()
    finally:
        counter.close()
    assert job.path is not None
    assert job.path.parent == tmp_path / "paper"
    assert job.path.with_suffix(".escpos").exists()


def house_number(house: House, order_id: str) -> str:
    with house.shop.engine.connect() as db:
        facts = facts_of(db, Document.ORDER_CONFIRMATION, order_id, "en")
    assert facts is not None
    return str(facts["number"])


def take_back(house: House) -> str:
    """A return as its handler leaves it: one piece, part cash and part store credit to come."""
    order_id = house.order(pickup(CHINO))
    with house.shop.acting() as uow:
        return_id = uow.new_id("return")
        head = {"id": return_id, "order_id": order_id, "site_id": "menteng", "taken_at": uow.now}
        told = {"number": "R-JKT01-3-000001", "currency": "IDR", "refund_minor": 621_000}
        uow.insert(returns, {**head, **told, "state": "closed", "taken_by": "clerk"})
        line = {"id": uow.new_id("return_line"), "return_id": return_id, "order_id": order_id}
        uow.insert(
            return_lines,
            {
                **line,
                "product_id": CHINO,
                "quantity": 1,
                "refund_minor": 621_000,
                "tax_minor": 61_541,
            },
        )
        for kind, amount, state in (("cash", 600_000, "done"), ("store_credit", 21_000, "pending")):
            refund = {"id": uow.new_id("refund"), "return_id": return_id, "order_id": order_id}
            uow.insert(
                return_refunds, {**refund, "kind": kind, "amount_minor": amount, "state": state}
            )
    return return_id
