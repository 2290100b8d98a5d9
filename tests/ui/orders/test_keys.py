"""The tasks of ux.md section 4 that an agent does, played by keys alone and counted."""

from PySide6.QtCore import Qt

from app.orders.drafts import parked_drafts
from app.orders.states import Method
from tests.ui.orders.conftest import CLERK, Open

F2, F6, F7, F8, F12 = (
    Qt.Key.Key_F2,
    Qt.Key.Key_F6,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F12,
)


def test_t1_a_returning_customer_with_three_lines_takes_at_most_twelve_keys(stage: Open) -> None:
    desk = stage(read_back=False)
    desk.key(F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.data("2")
    desk.overhead("*")
    desk.item("TR-221")
    desk.item("SK-005")
    desk.key(F6)
    desk.enter()
    desk.enter()
    desk.key(F12)
    assert [order["customer_id"] for order in desk.orders()] == ["siti"]
    assert [line["ordered"] for line in desk.lines()] == [1, 2, 1]
    assert desk.pressed <= 12, desk.pressed


def test_t1_with_the_read_back_costs_one_key_more(stage: Open) -> None:
    desk = stage(read_back=True)
    desk.key(F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.data("2")
    desk.overhead("*")
    desk.item("TR-221")
    desk.item("SK-005")
    desk.key(F6)
    desk.enter()
    desk.enter()
    desk.key(F12)
    assert not desk.orders()
    assert len(desk.page.spoken.lines) == 5
    desk.key(F12)
    assert len(desk.orders()) == 1
    assert desk.pressed <= 12, desk.pressed


def test_t1_typed_faster_than_the_desk_answers_loses_no_key(stage: Open) -> None:
    desk = stage(read_back=False)
    desk.key(F2, settle=False)
    desk.data("4567890")
    desk.enter(settle=False)
    desk.settle()
    for code in ("SH-100", "2*TR-221", "SK-005"):
        desk.data(code)
        desk.enter(settle=False)
    desk.settle()
    desk.overhead("+")  # the promise is asked anew while the next keys come
    desk.key(F6, settle=False)
    desk.enter(settle=False)
    desk.enter(settle=False)
    desk.key(F12, settle=False)
    assert desk.page.answers.pending
    desk.settle()
    desk.settle()
    assert [line["ordered"] for line in desk.lines()] == [1, 2, 2]


def test_t2_a_new_customer_with_an_address_takes_at_most_sixteen_keys(stage: Open) -> None:
    desk = stage(read_back=True)
    desk.key(F2)
    desk.data("081299988877")
    desk.enter()
    desk.data("Wayan Sudarma")
    desk.enter()
    desk.data("10220")
    desk.settle()
    assert "Jakarta Pusat" in desk.page.customer.form.city.text()
    desk.enter()
    desk.data("Jl. Melati 3")
    desk.enter()
    desk.item("SH-100")
    desk.key(F6)
    desk.enter()
    desk.enter()
    desk.key(F12)
    desk.key(F12)
    (order,) = desk.orders()
    assert order["customer_id"]
    assert desk.pressed <= 16, desk.pressed


def test_t8_parking_is_one_key_and_resuming_two(stage: Open) -> None:
    desk = stage()
    desk.item("SH-100")
    desk.pressed = 0
    desk.key(F8)
    assert desk.pressed == 1
    assert desk.rows() == []
    desk.pressed = 0
    desk.key(F8)
    desk.enter()
    assert desk.pressed == 2
    assert desk.rows() == [("SH-100", 1)]


def test_another_screen_brings_a_parked_order_back(stage: Open) -> None:
    desk = stage()
    desk.item("SH-100")
    desk.key(F8)
    assert desk.rows() == []
    (kept,) = desk.desk.ask(parked_drafts).result()
    desk.page.open(("parked", kept.draft.draft_id))
    desk.settle()
    assert desk.rows() == [("SH-100", 1)]


def test_a_counter_sale_that_is_carried_away_is_paid_in_cash(stage: Open) -> None:
    desk = stage(CLERK)
    desk.item("SH-100")
    desk.key(F6)
    desk.key(Qt.Key.Key_1)
    desk.enter()
    desk.data("500000")
    desk.enter()
    desk.key(F12)
    (line,) = desk.lines()
    assert (line["method"], line["collected"]) == (Method.CARRY_OUT.value, 1)
    assert desk.orders()[0]["paid_minor"] == 499_000


def test_pickup_shipping_and_carry_out_mix_in_one_order(stage: Open) -> None:
    desk = stage(CLERK)
    desk.key(F2)
    desk.data("4567890")
    desk.enter()
    for code in ("SH-100", "TR-221", "SK-005"):
        desk.item(code)
    desk.key(F6)
    desk.key(F6)  # the row that was added last
    desk.choose_row_way("ship")
    desk.page.focus_entry()
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Up)
    desk.key(F6)
    desk.key(F6)
    desk.choose_row_way("carry_out")
    desk.key(F6)
    desk.choose_way("pickup")
    assert desk.page.order.draft.delivery.startswith("pickup")
    desk.key(Qt.Key.Key_Right)  # the cursor is there already: from cash on to the terminal
    desk.enter()
    desk.data("APP123")
    desk.enter()
    desk.key(F12)
    assert {line["sku"]: line["method"] for line in desk.lines()} == {
        "SH-100": "carry_out",
        "TR-221": "pickup",
        "SK-005": "ship",
    }
