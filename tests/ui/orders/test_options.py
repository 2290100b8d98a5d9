"""Options: ranked, chosen by digits, explained aloud, in time, held while the customer talks."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy.engine import Connection

from app.kit.changes import ChangeSet
from app.kit.clock import MINUTE, SECOND
from app.stock.holding import LASTS, PARKED
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.orders.conftest import AGENT, CLERK, Open, Stage, lend
from ui.kit.theme import ThemeChoice
from ui.orders.keeping import Stand


def call(stage: Open, *codes: str, **told: Any) -> Stage:
    """An agent has Siti on the line, and these in the basket."""
    desk = stage(AGENT, **told)
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    for code in codes:
        desk.item(code)
    return desk


def choose(desk: Stage, digit: Qt.Key = Qt.Key.Key_1) -> None:
    desk.key(Qt.Key.Key_F6)
    desk.key(digit)
    desk.page.keeping.ask_now()
    desk.settle()


def cards(desk: Stage) -> list[str]:
    return [str(option.title) for option in desk.page.delivery.options.options]


def reason(desk: Stage) -> str:
    return desk.page.delivery.reason.text()


def holds(desk: Stage) -> list[dict[str, Any]]:
    def rows(db: Connection) -> list[dict[str, Any]]:
        found = db.exec_driver_sql("SELECT * FROM stock_holds ORDER BY id").mappings()
        return [dict(row) for row in found]

    return desk.desk.ask(rows).result(10)


def confirm_holds(desk: Stage) -> None:
    """As the server does; its rows come by the feed."""
    desk.desk.write(
        lambda db: db.exec_driver_sql("UPDATE stock_holds SET state='held' WHERE state='requested'")
    ).result(10)
    desk.page.on_changed(ChangeSet({"stock_holds": ["x"]}))
    desk.settle()


# ---------------------------------------------------------------- told


def test_the_reason_of_the_best_way_is_there_to_be_spoken(stage: Open) -> None:
    desk = call(stage, "2*SH-100")
    told = reason(desk)
    assert told.startswith("All 2 from Cikarang DC, arrives Tue 24 Nov")
    assert "Grand Indonesia may sell its last ones there" in told
    assert desk.page.delivery.reason.isVisible()


def test_another_digit_tells_another_reason(stage: Open) -> None:
    desk = call(stage, "2*SH-100")
    before = reason(desk)
    choose(desk, Qt.Key.Key_2)
    assert reason(desk) != before
    assert desk.page.order.draft.delivery


def test_right_opens_why_and_who_was_left_out_and_left_closes_it(stage: Open) -> None:
    desk = call(stage, "2*TR-220")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_Right)
    details = desk.page.delivery.details
    assert details.isVisible()
    told = " ".join(details.texts())
    assert "Kemang" in told
    assert "Not chosen" in told
    assert "hands nothing over" in told
    desk.key(Qt.Key.Key_Left)
    assert not details.isVisible()
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Escape)
    assert not details.isVisible()


def test_digits_still_choose_while_the_details_are_open(stage: Open) -> None:
    desk = call(stage, "SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_2)
    assert desk.page.order.draft.delivery == desk.page.answers.offered[1].value


# ---------------------------------------------------------------- in time


def test_a_day_that_the_customer_names_leaves_only_what_is_there_by_then(stage: Open) -> None:
    desk = call(stage, "SH-100")
    before = cards(desk)
    desk.item("!hari ini")
    assert desk.page.delivery.note is not None
    assert desk.page.delivery.note.text() == "by Sun 22 Nov"
    assert set(cards(desk)) < set(before)
    need_by = desk.page.order.draft.need_by
    assert need_by is not None
    assert all(
        way.option is None or way.option.promise_to <= need_by for way in desk.page.answers.offered
    )
    desk.item("!")
    assert cards(desk) == before
    assert not desk.page.delivery.note.isVisible()


def test_when_nothing_is_in_time_the_nearest_miss_is_told_and_cannot_be_chosen(
    stage: Open,
) -> None:
    desk = call(stage, "JK-410")
    desk.item("!besok")
    (option,) = desk.page.delivery.options.options
    assert "too late" in str(option.why_not)
    assert "nearest" in desk.page.delivery.hint.text()
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    assert not desk.page.order.draft.delivery
    desk.key(Qt.Key.Key_F12)
    assert not desk.orders()


@pytest.mark.parametrize("typed", ["!soon", "!25:00", "!9:00", "!99"])
def test_a_day_nobody_can_read_is_said_and_changes_nothing(stage: Open, typed: str) -> None:
    desk = call(stage, "SH-100")
    desk.item(typed)
    assert desk.page.order.draft.need_by is None
    assert desk.told()
    assert desk.page.entry.text() == typed


# ---------------------------------------------------------------- held


def test_the_chosen_way_is_held_and_counted_down(stage: Open) -> None:
    desk = call(stage, "2*SH-100")
    choose(desk)
    (row,) = holds(desk)
    assert (row["quantity"], row["state"]) == (2, "requested")
    assert desk.page.keeping.holding.stand is Stand.ASKED
    confirm_holds(desk)
    held = desk.page.delivery.held
    assert held.isVisible()
    assert (held.told.text(), held.left.text()) == ("Stock held for this call", "15:00")
    desk.clock.at += 28 * SECOND
    desk.page.keeping.tick()
    assert held.left.text() == "14:32"


def test_at_two_minutes_it_turns_amber_and_then_extends_itself(stage: Open) -> None:
    desk = call(stage, "SH-100")
    choose(desk)
    confirm_holds(desk)
    desk.clock.at += LASTS - 2 * MINUTE
    desk.page.keeping.tick()
    assert desk.page.keeping.holding.stand is Stand.ENDING
    desk.clock.at += MINUTE
    desk.page.keeping.tick()
    desk.settle()
    assert desk.page.keeping.holding.left_s == LASTS // SECOND
    assert len(holds(desk)) == 1


def test_a_screen_that_nobody_looks_at_holds_nothing_for_ever(stage: Open) -> None:
    desk = call(stage, "SH-100")
    choose(desk)
    confirm_holds(desk)
    desk.page.hide()
    desk.clock.at += LASTS + MINUTE
    desk.page.keeping.tick()
    assert desk.page.keeping.holding.stand is Stand.NONE


def test_another_basket_moves_the_hold_and_an_empty_one_ends_it(stage: Open) -> None:
    desk = call(stage, "2*SH-100")
    choose(desk)
    desk.key(Qt.Key.Key_F3)
    desk.item("CP-001")
    desk.page.keeping.ask_now()
    desk.settle()
    live = {r["product_id"]: r["quantity"] for r in holds(desk) if r["state"] == "requested"}
    assert live == {"sh-100": 2, "cp-001": 1}
    for _ in range(2):
        desk.key(Qt.Key.Key_Delete)
    desk.page.keeping.ask_now()
    desk.settle()
    assert {row["state"] for row in holds(desk)} == {"released"}


def test_what_is_held_for_this_call_is_still_offered_to_it(stage: Open) -> None:
    desk = call(stage, "2*TR-220")
    choose(desk)
    chosen = desk.page.order.draft.delivery
    desk.page.on_changed(ChangeSet({"stock_cells": ["x"]}))
    desk.settle()
    assert desk.page.order.draft.delivery == chosen
    assert not desk.page.answers.lacking()


def test_placing_takes_the_hold_over(stage: Open) -> None:
    desk = call(stage, "2*TR-220")
    choose(desk)
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    (line,) = desk.lines()
    assert (line["allocated"] + line["released"], line["backordered"]) == (2, 0)
    assert [row["state"] for row in holds(desk)] == ["committed"]
    assert not desk.page.delivery.held.isVisible()


def test_offline_nothing_is_held_and_the_promise_says_how_sure_it_is(stage: Open) -> None:
    desk = call(stage, "SH-100", link="offline")
    choose(desk)
    assert holds(desk) == []
    assert not desk.page.delivery.held.isVisible()
    assert "provisional" in str(desk.page.delivery.options.options[0].detail)


def test_what_is_lent_to_this_desk_needs_no_hold(stage: Open) -> None:
    desk = stage(CLERK)
    desk.desk.write(lend, 3).result(10)
    desk.item("2*SH-100")
    choose(desk, Qt.Key.Key_2)
    assert desk.page.order.draft.delivery == "pickup:gi"
    assert holds(desk) == []


def test_a_refused_hold_is_said(stage: Open) -> None:
    desk = call(stage, "SH-100")
    choose(desk)
    desk.desk.write(lambda db: db.exec_driver_sql("UPDATE stock_holds SET state='refused'")).result(
        10
    )
    desk.page.on_changed(ChangeSet({"stock_holds": ["x"]}))
    desk.settle()
    assert "Could not be held" in desk.page.delivery.held.told.text()


def test_parked_it_is_kept_half_an_hour_and_then_that_is_said(stage: Open) -> None:
    desk = call(stage, "SH-100")
    choose(desk)
    confirm_holds(desk)
    desk.key(Qt.Key.Key_F3)
    desk.key(Qt.Key.Key_F8)
    (row,) = holds(desk)
    assert row["expires_at"] == desk.clock.at + PARKED
    desk.key(Qt.Key.Key_F8)
    (hit,) = desk.page.basket.parked.hits
    assert "stock held until 12:30" in hit.detail
    desk.clock.at += PARKED
    desk.page.keeping.tick()
    assert "Siti" in desk.told()
    assert "no longer held" in desk.told()


def test_discarded_its_stock_is_free_at_once(stage: Open) -> None:
    desk = call(stage, "SH-100")
    choose(desk)
    desk.page.head.discard.click()
    desk.settle()
    assert [row["state"] for row in holds(desk)] == ["released"]


# ---------------------------------------------------------------- looks


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_reason_details_and_hold_pass_the_audit(
    stage: Open, desk_app: Dressing, qtbot: Any, language: str, theme: ThemeChoice
) -> None:
    desk = call(stage, "2*SH-100", "SK-005")
    desk_app.languages.speak(language)
    desk_app.theme.choose(theme)
    choose(desk)
    confirm_holds(desk)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_Right)
    audit_settled(desk.page, qtbot)
