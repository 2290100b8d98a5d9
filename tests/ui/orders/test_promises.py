"""What the customer is told holds: places, addresses, leases, prices that move while talking."""

from PySide6.QtCore import Qt
from sqlalchemy.engine import Connection

from app.kit.changes import ChangeSet
from tests.ui.orders.conftest import AGENT, CLERK, MANAGER, Open, lend


def _dearer(db: Connection) -> None:
    db.exec_driver_sql("UPDATE products SET price_minor = 529000 WHERE id = 'sh-100'")


def _sold_out(db: Connection) -> None:
    db.exec_driver_sql("UPDATE stock_cells SET available = 0 WHERE product_id = 'sh-100'")


def test_offline_a_lent_unit_is_guaranteed_and_more_is_provisional(stage: Open) -> None:
    desk = stage(CLERK, link="offline")
    desk.desk.write(lend, 3).result(5)
    desk.item("3*SH-100")
    details = {o.value: str(o.detail) for o in desk.page.delivery.options.options}
    assert "guaranteed" in details["pickup:gi"]
    desk.item("SH-100")
    details = {o.value: str(o.detail) for o in desk.page.delivery.options.options}
    assert "provisional" in details["pickup:gi"]


def test_f4_sends_one_order_to_another_address(stage: Open) -> None:
    desk = stage(AGENT)
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SK-005")
    desk.key(Qt.Key.Key_F4)
    desk.key(Qt.Key.Key_2)
    desk.data("10330")
    desk.settle()
    desk.enter()
    desk.enter()
    assert "street" in desk.page.customer.street.trouble.text().lower()
    desk.data("Jl. Cikini 9")
    desk.enter()
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    (order,) = desk.orders()
    assert order["address_id"] != "a-siti"
    assert order["charges_minor"] == 18_000


def test_an_unknown_postcode_offers_no_shipping_and_says_why(stage: Open) -> None:
    desk = stage(AGENT)
    desk.key(Qt.Key.Key_F2)
    desk.data("081299988877")
    desk.enter()
    desk.data("Wayan")
    desk.enter()
    desk.data("99999")
    desk.settle()
    assert "not known" in desk.page.customer.form.city.text()
    desk.enter()
    desk.data("Jl. 1")
    desk.enter()
    desk.item("SH-100")
    assert "No carrier" in desk.page.delivery.hint.text()


def test_a_price_that_moves_while_talking_is_told_and_taken(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.desk.write(_dearer).result(5)
    desk.page.on_changed(ChangeSet({"products": ["sh-100"]}))
    desk.settle()
    assert "price changed" in desk.told()
    assert desk.page.order.draft.total_minor == 529_000


def test_stock_that_goes_while_talking_is_told_before_it_is_promised(stage: Open) -> None:
    desk = stage(AGENT)
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.enter()
    desk.enter()
    desk.desk.write(_sold_out).result(5)
    desk.page.on_changed(ChangeSet({"stock_cells": ["x"]}))
    desk.settle()
    assert "no longer possible" in desk.told()
    desk.key(Qt.Key.Key_F12)
    assert not desk.orders()


def test_an_order_of_a_customer_with_nothing_chosen_is_found_by_its_number(stage: Open) -> None:
    desk = stage(AGENT)
    desk.key(Qt.Key.Key_F2)
    desk.data("siti@example.com")
    desk.enter()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.enter()
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    number = desk.orders()[0]["number"]
    desk.key(Qt.Key.Key_F2)
    desk.data(number.lower())
    desk.enter()
    assert desk.page.order.draft.customer_id == "siti"
    assert desk.page.order.caller is not None
    assert [head.number for head in desk.page.order.caller.recent] == [number]


def test_another_persons_parked_order_shows_its_owner(stage: Open) -> None:
    desk = stage(CLERK)
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F8)
    desk.page.order._owner = "rina"
    desk.key(Qt.Key.Key_F8)
    (hit,) = desk.page.basket.parked.hits
    assert "Agus Wijaya" in hit.detail
