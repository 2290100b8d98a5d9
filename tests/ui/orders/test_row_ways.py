"""One row goes another way than the rest; who prefers it waits for one parcel, or takes a part."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy.engine import Connection

from app.kit.changes import ChangeSet
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.orders.conftest import AGENT, CLERK, MANAGER, Open, Stage, lend
from ui.kit.theme import ThemeChoice

F2, F6, F12 = Qt.Key.Key_F2, Qt.Key.Key_F6, Qt.Key.Key_F12


def call(stage: Open, *codes: str, who: Any = AGENT, **told: Any) -> Stage:
    """Siti wants these."""
    desk = stage(who, **told)
    desk.key(F2)
    desk.data("4567890")
    desk.enter()
    for code in codes:
        desk.item(code)
    return desk


def confirm(desk: Stage) -> dict[str, dict[str, Any]]:
    desk.enter()
    desk.key(F12)
    return {line["sku"]: line for line in desk.lines()}


def apart(desk: Stage) -> str:
    return desk.page.delivery.apart.text()


def decisions(desk: Stage) -> list[dict[str, Any]]:
    def rows(db: Connection) -> list[dict[str, Any]]:
        found = db.exec_driver_sql("SELECT * FROM sourcing_decisions ORDER BY at, id").mappings()
        return [dict(row) for row in found]

    return desk.desk.ask(rows).result(10)


# ---------------------------------------------------------------- a row by itself


def test_a_row_is_sent_while_the_rest_is_collected(stage: Open) -> None:
    desk = call(stage, "TR-221", "SH-100")
    desk.key(F6)
    desk.choose_way("pickup:gi")
    desk.page.focus_entry()
    desk.pressed = 0
    desk.key(F6)
    desk.key(F6)  # the row that was added last
    desk.choose_row_way("ship")
    assert desk.pressed == 3
    assert apart(desk).startswith("Linen Shirt: ")
    assert "Rp 18.000" in apart(desk)
    quote = desk.page.answers.quote
    assert quote is not None
    assert quote.priced.total == 690_000 + 499_000 + 18_000
    placed = confirm(desk)
    assert (placed["TR-221"]["method"], placed["SH-100"]["method"]) == ("pickup", "ship")
    assert placed["SH-100"]["preferred"] == "apart"


def test_a_row_is_collected_at_another_store_than_the_rest(stage: Open) -> None:
    desk = call(stage, "TR-221", "SH-100")
    desk.key(F6)
    desk.choose_way("pickup:gi")
    desk.key(F6)
    desk.key(F6)
    desk.choose_row_way("pickup:kemang")
    assert "Kemang" in apart(desk)
    placed = confirm(desk)
    assert {sku: line["site_id"] for sku, line in placed.items()} == {
        "TR-221": "gi",
        "SH-100": "kemang",
    }


def test_the_reason_of_a_rows_way_is_there_to_be_spoken(stage: Open) -> None:
    desk = call(stage, "TR-221", "2*SH-100")
    desk.key(F6)
    desk.key(F6)
    assert desk.page.delivery.reason.text().startswith("All 2 from ")
    assert "Linen Shirt" in desk.page.delivery.hint.text()


def test_a_row_goes_with_the_order_again(stage: Open) -> None:
    desk = call(stage, "TR-221", "SH-100")
    desk.key(F6)
    desk.key(F6)
    desk.choose_row_way("pickup:kemang")
    desk.key(F6)
    desk.key(F6)
    desk.key(Qt.Key.Key_1)
    assert apart(desk) == ""
    assert not any(line.delivery for line in desk.page.order.draft.lines)


def test_rows_that_go_the_same_way_go_in_one_parcel(stage: Open) -> None:
    desk = call(stage, "TR-221", "SH-100", "CP-001")
    desk.key(F6)
    desk.choose_way("pickup:gi")
    for up in (0, 1):
        desk.page.focus_entry()
        for _ in range(up):
            desk.key(Qt.Key.Key_Up)
        desk.key(F6)
        desk.key(F6)
        desk.choose_row_way("ship")
    assert desk.page.answers.shipping_minor == 18_000
    placed = confirm(desk)
    assert placed["SH-100"]["site_id"] == placed["CP-001"]["site_id"]


def test_what_a_row_was_told_and_is_gone_is_said_and_the_next_best_stands(stage: Open) -> None:
    desk = call(stage, "TR-221", "SH-100")
    desk.key(F6)
    desk.choose_way("pickup:gi")
    desk.key(F6)
    desk.key(F6)
    desk.choose_row_way("pickup:kemang")

    def sell(db: Connection) -> None:
        db.exec_driver_sql(
            "UPDATE stock_cells SET available=0 WHERE site_id='kemang' AND product_id='sh-100'"
        )

    desk.desk.write(sell).result(5)
    desk.page.on_changed(ChangeSet({"stock_cells": ["x"]}))
    desk.settle()
    (told,) = [line.delivery for line in desk.page.order.draft.lines if line.delivery]
    assert told.startswith("pickup:")
    assert "kemang" not in told
    assert not desk.page.answers.lacking()


# ---------------------------------------------------------------- wait, or a part now


def test_all_at_once_later_and_a_part_now_are_both_offered(stage: Open) -> None:
    desk = call(stage, "SH-100", "JK-410")
    kinds = {way.value.rpartition("/")[2] for way in desk.page.answers.offered if not way.closed}
    assert kinds == {"wait", "split"}
    titles = [str(option.title) for option in desk.page.delivery.options.options]
    assert "Pick up today 14:00 + Tue 24 Nov" in titles


def test_who_waits_has_one_parcel_and_it_is_written_down_who_said_so(stage: Open) -> None:
    desk = call(stage, "SH-100", "JK-410")
    desk.key(F6)
    desk.choose_way("pickup:gi/wait")
    assert "arrive there" in desk.page.delivery.reason.text()
    placed = confirm(desk)
    shirt, jacket = placed["SH-100"], placed["JK-410"]
    assert (shirt["allocated"], jacket["backordered"]) == (1, 1)
    assert shirt["ship_group"] == jacket["ship_group"] != ""
    (decision,) = decisions(desk)
    assert (decision["preferred"], decision["overridden_by"]) == ("wait", "dewi")


def test_who_takes_a_part_now_has_it_now(stage: Open) -> None:
    desk = call(stage, "SH-100", "JK-410")
    desk.key(F6)
    desk.choose_way("ship:gi/reg/split")
    assert desk.page.delivery.reason.text().startswith("2 parcels from Grand Indonesia")
    placed = confirm(desk)
    assert (placed["SH-100"]["allocated"], placed["JK-410"]["backordered"]) == (1, 1)
    assert placed["SH-100"]["promise_to"] < placed["JK-410"]["promise_to"]
    assert {line["preferred"] for line in placed.values()} == {"split"}
    (decision,) = decisions(desk)
    assert (decision["preferred"], decision["overridden_by"]) == ("split", "dewi")


def test_the_read_back_names_the_row_that_goes_its_own_way(stage: Open) -> None:
    desk = call(stage, "TR-221", "SH-100", read_back=True)
    desk.key(F6)
    desk.choose_way("pickup:gi")
    desk.key(F6)
    desk.key(F6)
    desk.choose_row_way("ship")
    desk.enter()
    desk.key(F12)
    told = desk.page.spoken.lines[1]
    assert told.startswith("Pick up today")
    assert "Linen Shirt: " in told


# ---------------------------------------------------------------- offline, and who sees what


def test_offline_a_row_within_the_lease_is_guaranteed_and_what_is_to_come_provisional(
    stage: Open,
) -> None:
    desk = call(stage, "JK-410", "SH-100", who=CLERK, link="offline")
    desk.desk.write(lend, 3).result(5)
    desk.desk.write(_count_lent, 3).result(5)
    desk.page.on_changed(ChangeSet({"leases": ["l"]}))
    desk.settle()
    desk.key(F6)
    desk.key(F6)
    desk.choose_row_way("pickup:gi")
    assert "guaranteed" in apart(desk)
    ways = [str(option.detail) for option in desk.page.delivery.options.options]
    assert any(detail.startswith("provisional") for detail in ways)
    desk.key(F6)
    desk.choose_way("pickup:gi/wait")
    desk.key(Qt.Key.Key_Right)  # from cash on to the terminal
    desk.enter()
    desk.data("APP123")
    placed = confirm(desk)
    assert placed["SH-100"]["assurance"] == "guaranteed"
    assert placed["JK-410"]["assurance"] == "provisional"


def _count_lent(db: Connection, units: int) -> None:
    told = "UPDATE stock_cells SET leased=? WHERE site_id='gi' AND product_id='sh-100'"
    db.exec_driver_sql(told, (units,))


@pytest.mark.parametrize(("who", "sees"), [(MANAGER, True), (CLERK, False)])
def test_what_serving_costs_is_for_who_leads_a_store(stage: Open, who: Any, sees: bool) -> None:
    desk = call(stage, "SH-100", who=who)
    desk.key(F6)
    desk.choose_way("ship")
    desk.key(F6)
    desk.key(Qt.Key.Key_Right)
    told = desk.page.delivery.details.texts()
    assert ("Costs us" in told) is sees


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_ways_of_a_row_pass_the_audit(
    stage: Open, desk_app: Dressing, language: str, qtbot: Any
) -> None:
    desk = call(stage, "SH-100", "JK-410", "TR-221", size=(1204, 630))
    desk_app.languages.speak(language)
    desk.key(F6)
    desk.key(F6)
    desk.choose_row_way("pickup")
    desk.key(F6)
    desk.key(F6)
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        desk_app.theme.choose(theme)
        desk.settle()
        audit_settled(desk.page, qtbot)
