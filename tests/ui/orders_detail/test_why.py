"""Why does it come from there: one sentence for the agent, the table for those who lead."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.orders_detail.conftest import AGUS, DEWI, RINA
from tests.ui.orders_detail.scene import CHINO, JACKET, SHIRT, SOCKS, Scene
from ui.kit.backend import Backend
from ui.kit.theme import ThemeChoice
from ui.orders.detail.page import OrderPage
from ui.orders.detail.tab_rows import SOURCING

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown_to(person: Any, backend: Backend, page: OrderPage, scene: Scene) -> None:
    backend.sign_in(person)
    page.on_shown()
    page.show_order(scene.order_id)


def rows(page: OrderPage) -> list[str]:
    return page.view.tabs.sheets[SOURCING].texts()


def test_the_timeline_says_why_the_goods_come_from_there(
    page: OrderPage, backend: Backend, scene: Scene
) -> None:
    shown_to(DEWI, backend, page, scene)
    told = [entry.text() for entry in page.view.timeline.entries]
    assert any(
        line.startswith("Sourced: ") and "Cikarang DC was told with the order" in line
        for line in told
    )


def test_a_key_opens_the_sentence_and_the_places_that_lost(
    page: OrderPage, backend: Backend, scene: Scene
) -> None:
    shown_to(RINA, backend, page, scene)
    page.focus_entry()
    assert page.entry_box is not None
    QTest.keyClick(page.entry_box.edit, Qt.Key.Key_G, CONTROL)
    tabs = page.view.tabs
    assert tabs.segments.value == SOURCING
    assert tabs.lead.text().startswith("Cikarang DC was told with the order")
    first, *others = rows(page)
    assert first.startswith("Grand Indonesia")
    assert "best by costs" in first
    assert "Rp" in first
    assert any(line.startswith("Cikarang DC") and "chosen" in line for line in others)


def test_enter_on_a_shipment_opens_it_too(page: OrderPage, backend: Backend, scene: Scene) -> None:
    shown_to(RINA, backend, page, scene)
    row = page.view.lines.groups[1]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert page.view.tabs.segments.value == SOURCING


def test_what_serving_costs_is_not_for_everybody(
    page: OrderPage, backend: Backend, scene: Scene
) -> None:
    shown_to(AGUS, backend, page, scene)
    page.view.show_why()
    assert rows(page)
    assert not any("Rp" in line for line in rows(page))
    assert not page.view.tabs.act.isVisibleTo(page)


def test_solved_again_from_its_record_it_is_the_same(
    page: OrderPage, backend: Backend, scene: Scene, qtbot: Any
) -> None:
    shown_to(RINA, backend, page, scene)
    page.view.show_why()
    page.view.tabs.act.click()
    qtbot.waitUntil(lambda: "the same answer" in page.view.tabs.aside.text())
    page.refresh()  # news of the order
    assert "the same answer" in page.view.tabs.aside.text()


def test_an_order_whose_places_were_told_had_nothing_to_decide(
    page: OrderPage, backend: Backend, scene: Scene, qtbot: Any
) -> None:
    backend.sign_in(RINA)
    page.show_order(scene.other_id)
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.order_id == scene.other_id)
    page.view.show_why()
    assert "nothing to decide" in page.view.tabs.nothing.text()


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_table_passes_the_audit(
    page: OrderPage,
    backend: Backend,
    scene: Scene,
    desk_app: Dressing,
    any_language: str,
    qtbot: Any,
    theme: ThemeChoice,
) -> None:
    desk_app.theme.choose(theme)
    shown_to(RINA, backend, page, scene)
    page.view.show_why()
    audit_settled(page, qtbot)


def look(page: OrderPage, scene: Scene, backend: Backend, person: Any) -> None:
    scene.desk.costs = dict.fromkeys((SHIRT, SOCKS, CHINO, JACKET), 100_000)
    shown_to(person, backend, page, scene)
    page.view.show_why()


def test_who_leads_a_store_sees_what_each_way_earns(
    page: OrderPage, backend: Backend, scene: Scene, qtbot: Any
) -> None:
    """Of what a place has whole; the jacket of this order is still to come."""
    look(page, scene, backend, RINA)
    qtbot.waitUntil(lambda: bool(scene.desk.fetched))
    assert not any("margin" in line for line in rows(page))
    detail = page.detail
    assert detail is not None
    (sourced,) = detail.sourced
    chinos = replace(sourced, units=2, wanted=((detail.card.lines[2].line_id, 2),))
    page.view.show_detail(replace(detail, sourced=(chinos,)))
    line = detail.card.lines[2]
    earned = line.total_minor - line.tax_minor - 200_000 - chinos.best.paid_minor
    told = f"margin Rp {earned:,}".replace(",", ".")
    qtbot.waitUntil(lambda: told in rows(page)[0])


def test_without_the_server_there_is_no_margin_and_no_trouble(
    page: OrderPage, backend: Backend, scene: Scene, qtbot: Any
) -> None:
    scene.desk.away = True
    look(page, scene, backend, RINA)
    qtbot.waitUntil(lambda: page.view.earning.away)
    assert rows(page)
    assert not any("margin" in line for line in rows(page))


@pytest.mark.parametrize("person", [AGUS, DEWI])
def test_clerks_and_agents_are_told_no_margin_and_ask_for_none(
    page: OrderPage, backend: Backend, scene: Scene, person: Any
) -> None:
    look(page, scene, backend, person)
    assert rows(page)
    assert not any("margin" in line for line in rows(page))
    assert scene.desk.fetched == []
