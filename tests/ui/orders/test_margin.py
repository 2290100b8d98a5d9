"""What an order earns is told to those who lead a store, and to nobody else."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.orders.conftest import AGENT, CLERK, MANAGER, Open, Stage
from ui.kit.theme import ThemeChoice

COST = 200_000
SHIRT = "sh-100"


def details(desk: Stage) -> list[str]:
    """Two shirts in the basket, the figures of the first way that is not carried out."""
    desk.item("2*SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_Right)
    desk.settle()
    return desk.page.delivery.details.texts()


def margin(told: list[str]) -> str:
    return told[told.index("Order margin") + 1]


def test_a_manager_sees_what_the_order_earns(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.desk.costs = {SHIRT: COST}
    told = details(desk)
    answers = desk.page.delivery._answers
    assert answers.quote is not None
    way = answers.way
    assert way is not None
    assert way.option is not None
    priced = answers.quote.priced
    earned = priced.total - priced.tax - 2 * COST - way.option.serve_minor
    assert earned > 0
    assert margin(told) == f"Rp {earned:,}".replace(",", ".")
    assert desk.desk.fetched == [("/v1/costs", MANAGER.user_id)]


def test_goods_without_a_cost_have_no_margin(stage: Open) -> None:
    assert margin(details(stage(MANAGER))) == "not known"


def test_without_the_server_it_says_so(stage: Open) -> None:
    desk = stage(MANAGER, link="offline")
    desk.desk.costs = {SHIRT: COST}
    assert margin(details(desk)) == "only with the server"


@pytest.mark.parametrize("person", [CLERK, AGENT])
def test_others_are_told_nothing_and_nothing_is_asked(stage: Open, person: Any) -> None:
    desk = stage(person)
    desk.desk.costs = {SHIRT: COST}
    assert "Order margin" not in details(desk)
    assert desk.desk.fetched == []


def test_the_next_person_has_to_be_allowed_too(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.desk.costs = {SHIRT: COST}
    details(desk)
    assert desk.page.delivery._answers.earned_minor is not None
    desk.backend.sign_out()
    assert desk.page.delivery._answers.earned_minor is None


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_margin_passes_the_audit(
    stage: Open, desk_app: Dressing, language: str, qtbot: Any, theme: ThemeChoice
) -> None:
    desk_app.theme.choose(theme)
    desk_app.languages.speak(language)
    desk = stage(MANAGER)
    desk.desk.costs = {SHIRT: COST}
    details(desk)
    audit_settled(desk.page, qtbot)
