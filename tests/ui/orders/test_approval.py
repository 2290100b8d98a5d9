"""A price over a role's limit is seen before F12, and stands with a second person's PIN here."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy.engine import Connection

from app.identity.model import Grant, hash_pin, sign_grant
from app.identity.signing import new_key, public_part
from app.identity.tables import grants, limit_uses, users
from app.kit.clock import DAY, after
from app.orders.tables import order_lines
from app.storage.outbox import desk_state
from tests.ui.audit import audit
from tests.ui.conftest import NOON, Dressing
from tests.ui.orders.conftest import CLERK, MANAGER, TILL, Open, Stage
from ui.kit.theme import ThemeChoice

PIN = "246810"
F12, Escape = Qt.Key.Key_F12, Qt.Key.Key_Escape


def trust_rina(db: Connection) -> None:
    """The manager has signed in on this desk: her grant and the hash of her PIN are here."""
    private = new_key()
    grant = Grant(
        user_id="rina",
        device_id=TILL,
        role="manager",
        issued_at=NOON,
        expires_at=after(NOON, DAY),
    )
    db.execute(desk_state.update(), {"server_key": public_part(private)})
    db.execute(users.update().where(users.c.id == "rina"), {"pin_hash": hash_pin(PIN)})
    db.execute(grants.insert(), {"user_id": "rina", "token": sign_grant(grant, private)})


def at_the_counter(stage: Open, **more: Any) -> Stage:
    desk = stage(CLERK, **more)
    desk.desk.write(trust_rina).result(10)
    desk.item("SH-100")
    return desk


def to_payment(desk: Stage) -> None:
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.enter()
    desk.data("500000")
    desk.enter()


def says_yes(desk: Stage, pin: str = PIN) -> None:
    desk.data(pin)
    desk.enter()
    for _ in range(3):
        desk.desk.report(lambda _db: None).result(10)
        desk.settle()


def uses(desk: Stage) -> list[dict[str, Any]]:
    return desk.desk.ask(
        lambda db: [dict(row) for row in db.execute(limit_uses.select()).mappings()]
    ).result(10)


def kept(desk: Stage) -> dict[str, Any]:
    return desk.desk.ask(lambda db: dict(db.execute(order_lines.select()).mappings().one())).result(
        10
    )


def amber(desk: Stage) -> list[bool]:
    order = desk.page.order.draft
    return [desk.page.basket.needs_approval(line) for line in order.lines]


def test_a_price_of_the_clerk_turns_the_row_amber_before_f12(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.item("@450000")
    desk.item("2")
    line = desk.page.order.draft.lines[0]
    assert (line.override_minor, line.override_reason) == (450_000, "wrong_label")
    assert amber(desk) == [True]
    assert "approval" in desk.told()
    cell = desk.page.basket.table.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "needs approval" in cell
    assert "Wrong label" in cell
    desk.item("SK-005")
    assert amber(desk) == [True, False]


def test_f12_asks_for_the_managers_pin_and_places_with_both_names(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.item("@450000")
    desk.enter()  # the first reason of the list
    to_payment(desk)
    desk.key(F12)
    assert not desk.orders()
    assert desk.page.approval.isVisible()
    says_yes(desk)
    (order,) = desk.orders()
    assert (order["total_minor"], order["placed_by"]) == (450_000, "agus")
    (use,) = uses(desk)
    assert (use["user_id"], use["approver_id"], use["order_id"]) == ("agus", "rina", order["id"])
    assert (kept(desk)["list_minor"], kept(desk)["price_reason"]) == (499_000, "damaged")
    assert order["number"] in desk.page.result.text()


def test_a_discount_over_the_clerks_limit_asks_too_and_within_it_does_not(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.item("%5")
    assert amber(desk) == [False]
    desk.item("%12")
    assert amber(desk) == [True]
    to_payment(desk)
    desk.key(F12)
    assert desk.page.approval.isVisible()
    says_yes(desk)
    assert [order["discount_minor"] for order in desk.orders()] == [59_880]


def test_a_wrong_pin_places_nothing_and_the_right_one_still_can(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.item("%12")
    to_payment(desk)
    desk.key(F12)
    says_yes(desk, "111111")
    assert not desk.orders()
    assert desk.page.approval.isVisible()
    says_yes(desk)
    assert len(desk.orders()) == 1


def test_esc_lets_it_be_and_f12_can_ask_again(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.item("%12")
    to_payment(desk)
    desk.key(F12)
    desk.key(Escape)
    assert not desk.page.approval.isVisible()
    assert desk.rows() == [("SH-100", 1)]
    desk.page.focus_entry()
    desk.key(F12)
    assert desk.page.approval.isVisible()
    says_yes(desk)
    assert len(desk.orders()) == 1


def test_an_order_that_changes_is_not_the_one_that_was_asked_about(stage: Open) -> None:
    desk = at_the_counter(stage)
    desk.item("%12")
    to_payment(desk)
    desk.key(F12)
    desk.page.focus_entry()
    desk.item("SK-005")
    assert not desk.page.approval.isVisible()
    assert not desk.orders()
    assert desk.rows() == [("SH-100", 1), ("SK-005", 1)]


def test_a_price_match_wants_its_evidence(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.item("@450000")
    desk.item("3")
    desk.enter()
    assert "speaks for" in desk.told()
    desk.item("4111 1111 1111 1111")
    assert "card number" in desk.told().lower()
    desk.page.entry.edit.clear()
    desk.item("Toko Sebelah, 450.000 on their page today")
    line = desk.page.order.draft.lines[0]
    assert (line.override_reason, line.override_minor) == ("price_match", 450_000)
    assert "Toko Sebelah" in line.override_note
    assert amber(desk) == [False], "10 % is within a manager's limit"


def test_esc_while_a_reason_is_asked_leaves_the_old_price(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.item("@450000")
    assert desk.page.basket.open_list is desk.page.basket.reasons
    desk.key(Escape)
    assert not desk.page.basket.open_list
    assert desk.page.order.draft.lines[0].override_minor is None
    desk.item("SK-005")
    assert desk.rows() == [("SH-100", 1), ("SK-005", 1)]


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_amber_row_and_the_bar_pass_the_audit(
    stage: Open, desk_app: Dressing, language: str
) -> None:
    desk = at_the_counter(stage, size=(1204, 630))
    desk_app.languages.speak(language)
    desk.item("@450000")
    audit(desk.page)
    desk.item("3")
    audit(desk.page)
    desk.item("Toko Sebelah")
    to_payment(desk)
    desk.key(F12)
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        desk_app.theme.choose(theme)
        desk.settle()
        audit(desk.page)
