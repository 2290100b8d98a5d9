"""Savings realised: held against a fixed yardstick, and told only when there is enough of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.customers.commands import NewAddress, NewCustomer
from app.kit.clock import DAY, Instant
from app.routing.shadow.tables import sourcing_trials
from tests.insights.trade import INVENTORY, furnished
from tests.support.shop import MUG, SHIRT, Shop, ship
from tests.ui.audit import audit_settled
from tests.ui.insights.conftest import AUDITOR, SIZES, Scene

Opened = Callable[..., Scene]


def sent(folder: Path, days: int) -> Shop:
    """Two orders a day go to homes in Bandung, whose store is cheaper than the center."""
    shop = furnished(folder)
    for product in (SHIRT, MUG):
        shop.stock("bandung", product, 40)
    morning = shop.now
    for day in range(days):
        shop.now = Instant(morning + day * DAY)
        for number in range(2):
            lines = [ship(SHIRT, 1, None, promise_to=None), ship(MUG, 1, None, promise_to=None)]
            who = f"{day}-{number}"
            shop.order(*lines[: number + 1], new_customer=_somebody(who), ship_to=f"home-{who}")
    return shop


def _somebody(who: str) -> NewCustomer:
    home = NewAddress(
        address_id=f"home-{who}",
        street="Jl. Sabang 1",
        city="Bandung",
        province="Jabar",
        postcode="40111",
    )
    phone = f"0812 3456 {who.replace('-', ''):0>4}"
    return NewCustomer(customer_id=who, name="Siti Rahma", phone=phone, email="", address=home)


@pytest.fixture(scope="module")
def eight_days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = sent(tmp_path_factory.mktemp("sent"), 8)
    yield shop
    shop.engine.dispose()


def test_the_tile_tells_the_sum_of_its_list(opened: Opened, eight_days: Shop) -> None:
    scene = opened(eight_days, AUDITOR)
    trials = eight_days.rows(sourcing_trials)
    assert len(trials) == 16
    today = [trial for trial in trials if trial["at"] >= eight_days.now - DAY // 4]
    board = scene.page.board.dashboard
    assert board is not None
    assert board.saved.compared == len(today) == 2
    assert board.saved.minor == sum(t["theirs_minor"] - t["ours_minor"] for t in today) > 0
    assert scene.page.board.tiles["saved"].reading.note == "2 orders, vs fixed rules"


def test_behind_the_tile_stand_the_orders_that_were_compared(
    opened: Opened, eight_days: Shop, qtbot: QtBot
) -> None:
    scene = opened(eight_days, AUDITOR)
    tile = scene.page.board.tiles["saved"]
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    drill = scene.page.drill
    qtbot.waitUntil(lambda: drill.table is not None and drill.table.rows.rowCount() == 2)
    assert drill.table is not None
    head = [
        drill.table.rows.headerData(at, Qt.Orientation.Horizontal)
        for at in range(drill.table.rows.columnCount())
    ]
    assert head[3:6] == ["Cost", "By fixed rules", "Saved"]


def test_six_days_are_too_few_to_tell(opened: Opened, tmp_path: Path) -> None:
    scene = opened(sent(tmp_path / "few", 6), AUDITOR)
    reading = scene.page.board.tiles["saved"].reading
    assert (reading.value, reading.note, reading.status) == ("–", "needs 7 days", None)


def test_who_sees_no_sales_sees_no_savings(opened: Opened, eight_days: Shop) -> None:
    scene = opened(eight_days, INVENTORY)
    assert scene.page.board.tiles["saved"].reading.value == "–"
    scene.page.board.opened.emit("tile/saved", "")
    assert scene.page.drill.drill is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_tile_and_list_are_named_and_nothing_is_cut(
    opened: Opened,
    eight_days: Shop,
    desk_app: object,
    qtbot: QtBot,
    each_theme: str,
    size: tuple[int, int],
    language: str,
) -> None:
    scene = opened(eight_days, AUDITOR, size=size)
    desk_app.languages.speak(language)  # type: ignore[attr-defined]
    audit_settled(scene.page, qtbot)
    scene.page.board.opened.emit("tile/saved", "")
    audit_settled(scene.page, qtbot)
