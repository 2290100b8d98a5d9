"""What other screens bring: a customer, a product, an order once more; and where orders lead."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.orders.conftest import AGENT, Open, Stage, past_order
from ui.orders.recent import RecentRow

F9, F12 = Qt.Key.Key_F9, Qt.Key.Key_F12


def wanted(desk: Stage) -> list[tuple[str, object]]:
    heard: list[tuple[str, object]] = []
    desk.page.wanted.connect(lambda page, what: heard.append((page, what)))
    return heard


def opened(desk: Stage, what: object) -> None:
    desk.page.open(what)
    desk.settle()


def placed(desk: Stage, sku: str = "SH-100", price: int = 499_000) -> str:
    command = past_order(sku, price, "pickup", "gi", "siti")  # type: ignore[arg-type]
    result = desk.desk.run(command, AGENT).result(10).result
    return str(result["order_id"])


def test_an_order_begins_for_the_customer_of_another_screen(stage: Open) -> None:
    desk = stage(AGENT)
    opened(desk, ("customer", "siti"))
    assert desk.page.order.name == "Siti Rahmawati"
    assert desk._target() is desk.page.entry.edit


def test_the_basket_in_hand_goes_to_a_customer_who_had_none(stage: Open) -> None:
    desk = stage(AGENT)
    desk.item("SH-100")
    opened(desk, ("customer", "siti"))
    assert desk.rows() == [("SH-100", 1)]
    assert desk.page.order.draft.customer_id == "siti"


def test_another_customers_basket_is_parked_not_lost(stage: Open) -> None:
    desk = stage(AGENT)
    opened(desk, ("customer", "siti"))
    desk.item("SH-100")
    opened(desk, ("customer", "budi"))
    assert desk.rows() == []
    assert desk.page.order.draft.customer_id == "budi"
    desk.key(Qt.Key.Key_F8)
    assert [hit.title for hit in desk.page.basket.parked.hits] == ["Siti Rahmawati"]


def test_a_product_is_added_to_what_is_in_hand(stage: Open) -> None:
    desk = stage(AGENT)
    desk.item("SH-100")
    opened(desk, ("product", "sk-005", 2))
    assert desk.rows() == [("SH-100", 1), ("SK-005", 2)]
    opened(desk, ("product", "gone", 1))
    assert "no longer sold" in desk.told()
    assert desk.rows() == [("SH-100", 1), ("SK-005", 2)]


def test_an_order_once_more_has_its_lines_at_todays_prices_and_its_customer(stage: Open) -> None:
    desk = stage(AGENT)
    order_id = placed(desk)
    desk.desk.write(
        lambda db: db.exec_driver_sql("UPDATE products SET price_minor = 529000 WHERE id='sh-100'")
    ).result(5)
    desk.item("SK-005")
    opened(desk, ("clone", order_id))
    assert desk.rows() == [("SH-100", 1)]
    assert desk.page.order.draft.lines[0].unit_minor == 529_000
    assert desk.page.order.draft.customer_id == "siti"
    assert "today's prices" in desk.told()
    desk.key(Qt.Key.Key_F8)
    desk.key(Qt.Key.Key_F8)
    assert len(desk.page.basket.parked.hits) == 2, "what was in hand is parked, as this one is now"


def test_what_is_no_longer_sold_is_named_when_an_order_is_taken_once_more(stage: Open) -> None:
    desk = stage(AGENT)
    order_id = placed(desk)
    desk.desk.write(
        lambda db: db.exec_driver_sql("UPDATE products SET active = 0 WHERE id='sh-100'")
    ).result(5)
    opened(desk, ("clone", order_id))
    assert desk.rows() == []
    assert "Linen Shirt" in desk.told()


def test_an_order_that_is_not_here_is_told(stage: Open) -> None:
    desk = stage(AGENT)
    opened(desk, ("clone", "0" * 32))
    assert "not on this computer" in desk.told()


def test_a_recent_order_opens_by_key_and_by_click(stage: Open) -> None:
    desk = stage(AGENT)
    order_id = placed(desk)
    heard = wanted(desk)
    opened(desk, ("customer", "siti"))
    (row,) = desk.page.recent.rows
    assert isinstance(row, RecentRow)
    row.setFocus()
    desk.enter()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard == [("order", order_id)] * 2


def test_all_orders_of_a_customer_lead_to_the_customer(stage: Open) -> None:
    desk = stage(AGENT)
    for _ in range(4):
        placed(desk)
    heard = wanted(desk)
    opened(desk, ("customer", "siti"))
    assert len(desk.page.recent.rows) == 3
    assert desk.page.recent.all.text() == "All 4"
    desk.page.recent.all.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert heard == [("customers", "siti")]


def test_f9_opens_the_order_that_was_just_placed(stage: Open) -> None:
    desk = stage(AGENT)
    heard = wanted(desk)
    desk.key(F9)
    assert heard == []
    assert "Nothing was placed" in desk.told()
    opened(desk, ("customer", "siti"))
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.enter()
    desk.enter()
    desk.key(F12)
    (order,) = desk.orders()
    assert desk.page.result.open.isVisible()
    desk.key(F9)
    assert heard == [("order", order["id"])]


def test_a_scanned_order_number_offers_to_open_it(stage: Open) -> None:
    desk = stage(AGENT)
    heard = wanted(desk)
    desk.page.on_scan("JKT01-3-000712")
    desk.page.strip._acted()
    assert heard == [("order", "JKT01-3-000712")]
