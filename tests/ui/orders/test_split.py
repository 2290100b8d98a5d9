"""An order is paid in more than one way: F7 again, an amount, and the rest another way."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.payments.tables import payments
from tests.ui.audit import audit
from tests.ui.conftest import Dressing
from tests.ui.orders.conftest import CLERK, Open, Stage

F6, F7, F12 = Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F12


def at_the_counter(stage: Open, **more: Any) -> Stage:
    """A shirt that is carried away, with an open drawer and the cursor at the tenders."""
    desk = stage(CLERK, **more)
    desk.item("SH-100")
    desk.key(F6)
    desk.key(Qt.Key.Key_1)
    desk.enter()
    desk.data("500000")
    desk.enter()
    desk.key(F7)
    return desk


def paid(desk: Stage) -> list[tuple[str, int, str]]:
    rows = desk.desk.ask(lambda db: db.execute(payments.select()).mappings().all()).result(10)
    return sorted((row["kind"], row["amount_minor"], row["reference"]) for row in rows)


def test_part_in_cash_and_the_rest_on_the_terminal(stage: Open) -> None:
    desk = at_the_counter(stage, read_back=True)
    desk.key(F7)
    desk.item("200.000")
    assert desk.page.payment.parts.texts() == ["Cash Rp 200.000"]
    assert "Rp 299.000" in desk.page.payment.hint.text()
    assert "cash" not in desk.page.payment.allowed
    desk.enter()
    desk.item("APP1")
    desk.key(F12)
    assert desk.page.spoken.lines[-1] == "Cash Rp 200.000 + Terminal Rp 299.000"
    desk.key(F12)
    assert paid(desk) == [("cash", 200_000, ""), ("terminal", 299_000, "APP1")]


def test_two_cards_are_two_parts_each_with_its_code(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.key(Qt.Key.Key_2)
    desk.key(F7)
    desk.item("100000")
    assert desk._target() is desk.page.payment.approval
    desk.item("ONE")
    desk.key(Qt.Key.Key_2)
    desk.enter()
    desk.item("TWO")
    desk.key(F12)
    assert paid(desk) == [("terminal", 100_000, "ONE"), ("terminal", 399_000, "TWO")]


@pytest.mark.parametrize("typed", ["0", "499000", "900000", "abc", ""])
def test_a_part_that_is_no_part_is_refused_and_can_be_typed_again(stage: Open, typed: str) -> None:
    desk = at_the_counter(stage)
    desk.key(F7)
    desk.item(typed)
    assert desk.told()
    assert desk.page.order.draft.parts == ()
    assert desk._target() is desk.page.payment.parts.amount


def test_f7_before_a_tender_is_chosen_stays_with_the_tenders(stage: Open) -> None:
    desk = stage(CLERK)
    desk.item("SH-100")
    desk.key(F6)
    desk.key(Qt.Key.Key_1)
    desk.key(F7)
    desk.key(F7)
    assert desk._target() is desk.page.payment.kinds
    desk.key(Qt.Key.Key_2)
    assert desk.page.order.draft.tender == "terminal"


def test_esc_pays_it_one_way_after_all(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.key(F7)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.payment.parts.amount.isVisible()
    desk.enter()
    desk.key(F12)
    assert paid(desk) == [("cash", 499_000, "")]


def test_a_basket_that_shrinks_below_its_parts_is_asked_about(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.page.focus_entry()
    desk.item("CP-001")
    desk.key(F7)
    desk.key(F7)
    desk.item("500000")
    desk.page.focus_entry()
    desk.key(Qt.Key.Key_Delete)
    desk.key(F12)
    assert "more than the total" in desk.told()
    assert not desk.orders()


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_parts_pass_the_audit(stage: Open, desk_app: Dressing, language: str) -> None:
    desk = at_the_counter(stage, size=(1204, 630))
    desk_app.languages.speak(language)
    desk.key(F7)
    audit(desk.page)
    desk.item("200000")
    audit(desk.page)
