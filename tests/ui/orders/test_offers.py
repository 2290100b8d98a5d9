"""What takes money off is told with its name and why; what almost does is told too."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy.engine import Connection

from app.kit.changes import ChangeSet
from app.pricing.tables import promotions
from tests.ui.audit import audit
from tests.ui.conftest import Dressing
from tests.ui.orders.conftest import AGENT, CLERK, Open, Stage
from ui.kit.buttons import IconButton
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice

NOV50 = {
    "code": "NOV50",
    "name": "November 50.000",
    "kind": "amount",
    "value": 50_000,
    "scope": "order",
    "coupon": True,
    "uses_each": 1,
    "priority": 5,
}
CAPS = {
    "code": "CAPS",
    "name": "Three caps for two",
    "kind": "buy_get",
    "value": 10_000,
    "scope": "line",
    "category": "caps",
    "buy_quantity": 2,
    "get_quantity": 1,
}
ONGKIR = {
    "code": "ONGKIR",
    "name": "Delivery on us",
    "kind": "shipping",
    "value": 10_000,
    "scope": "order",
    "minimum_minor": 600_000,
}


def rule(desk: Stage, told: dict[str, Any], **more: Any) -> None:
    row = {"id": told["code"].lower(), "active": True, **told, **more}

    def write(db: Connection) -> None:
        db.execute(promotions.insert(), row)

    desk.desk.write(write).result(5)
    desk.page.on_changed(ChangeSet({"promotions": [row["id"]]}))
    desk.settle()


def told(desk: Stage) -> list[str]:
    return desk.page.basket.offers.texts()


def for_siti(desk: Stage) -> None:
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()


def total(desk: Stage) -> int:
    quote = desk.page.answers.quote
    assert quote is not None
    return quote.priced.total


def test_a_typed_coupon_takes_off_and_is_placed_with_the_order(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50)
    for_siti(desk)
    desk.item("SH-100")
    desk.item("nov50")
    assert total(desk) == 449_000
    assert told(desk) == ["NOV50 — November 50.000: coupon −Rp 50.000"]
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.enter()
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    (order,) = desk.orders()
    assert order["discount_minor"] == 50_000


def test_somebody_new_may_use_a_coupon_that_is_once_per_customer(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50)
    desk.key(Qt.Key.Key_F2)
    desk.data("081299988877")
    desk.enter()
    for answer in ("Wayan", "10220", "Jl. Melati 3"):
        desk.data(answer)
        desk.enter()
    desk.item("SH-100")
    desk.item("NOV50")
    assert total(desk) == 449_000
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.enter()
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    assert [order["discount_minor"] for order in desk.orders()] == [50_000]


def test_a_scanned_coupon_applies_with_a_beep(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50, uses_each=0)
    desk.item("SH-100")
    desk.page.on_scan("NOV50")
    desk.settle()
    assert desk.beeps[-1] is Sound.OK
    assert desk.page.order.draft.coupons == ("NOV50",)


def test_the_chip_takes_a_coupon_off_by_key_and_undo_brings_it_back(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50, uses_each=0)
    desk.item("SH-100")
    desk.item("NOV50")
    button = next(
        made for made in desk.page.basket.offers.findChildren(IconButton) if made.isVisible()
    )
    assert "NOV50" in button.accessibleName()
    button.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert desk.page.order.draft.coupons == ()
    assert total(desk) == 499_000
    assert "NOV50" in desk.told()
    desk.page.strip._acted()
    desk.settle()
    assert total(desk) == 449_000


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ends_at": 1}, "ended"),
        ({"starts_at": 2**60}, "not begun"),
        ({}, "known customers"),
    ],
)
def test_a_coupon_that_cannot_be_used_says_why_and_stays_in_the_box(
    stage: Open, more: dict[str, int], words: str
) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50, **more)
    desk.item("SH-100")
    desk.item("NOV50")
    assert words in desk.told()
    assert desk.page.order.draft.coupons == ()
    assert desk.beeps[-1] is Sound.BAD


def test_a_coupon_that_is_used_once_is_not_taken_twice(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50)
    for _ in range(2):
        for_siti(desk)
        desk.item("SH-100")
        desk.item("NOV50")
        if not desk.orders():
            desk.key(Qt.Key.Key_F6)
            desk.key(Qt.Key.Key_1)
            desk.enter()
            desk.enter()
            desk.key(Qt.Key.Key_F12)
    assert "used this coupon already" in desk.told()
    assert desk.page.order.draft.coupons == ()


def test_a_coupon_whose_customer_goes_stops_f12_until_it_is_off(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50)
    for_siti(desk)
    desk.item("SH-100")
    desk.item("NOV50")
    desk.key(Qt.Key.Key_F6)
    desk.choose_way("pickup")
    desk.page.order.forget_customer()
    desk.settle()
    assert "known customers" in told(desk)[0]
    desk.page.focus_entry()
    desk.key(Qt.Key.Key_F12)
    assert "known customers" in desk.told()
    assert not desk.orders()


def test_an_offer_says_what_it_gives_and_before_what_is_missing(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, CAPS)
    desk.item("2*CP-001")
    assert told(desk) == ["1 more (caps): cheapest free · Three caps for two"]
    desk.item("CP-001")
    assert told(desk) == ["CAPS — Three caps for two: 2 + 1, cheapest free −Rp 89.000"]
    cell = desk.page.basket.table.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "CAPS" in cell


def test_one_more_of_a_category_and_a_little_more_for_delivery_are_told(stage: Open) -> None:
    desk = stage(AGENT)
    rule(desk, ONGKIR)
    for_siti(desk)
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    ship = next(at for at, way in enumerate(desk.page.answers.offered) if way.method == "ship")
    desk.key(Qt.Key(Qt.Key.Key_1 + ship))
    assert told(desk) == ["Rp 101.000 more: free delivery · Delivery on us"]
    desk.page.focus_entry()
    desk.item("TR-221")
    near = [line for line in told(desk) if "more" in line]
    assert near == ["1 more (trousers): 10% off · two trousers, 10% off"]
    assert any(line.startswith("ONGKIR — Delivery on us") for line in told(desk))
    assert total(desk) == 499_000 + 690_000


def test_an_exclusive_promotion_is_alone_and_the_coupon_says_it_takes_nothing(
    stage: Open,
) -> None:
    desk = stage(AGENT)
    rule(desk, NOV50, uses_each=0)
    rule(desk, {**NOV50, "code": "HALF", "name": "Half", "kind": "percentage", "value": 5_000,
                "coupon": False, "uses_each": 0, "exclusive": True})  # fmt: skip
    desk.item("SH-100")
    desk.item("NOV50")
    assert total(desk) == 249_500
    first, second = told(desk)
    assert first.startswith("HALF")
    assert "takes nothing off" in second


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_offers_and_coupons_pass_the_audit(stage: Open, desk_app: Dressing, language: str) -> None:
    desk = stage(CLERK, size=(1204, 630))
    desk_app.languages.speak(language)
    for told_rule in (NOV50, CAPS, ONGKIR):
        rule(desk, told_rule, uses_each=0)
    for entry in ("2*TR-221", "2*CP-001", "NOV50"):
        desk.item(entry)
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        desk_app.theme.choose(theme)
        desk.settle()
        audit(desk.page)
    assert not [made for made in desk.page.basket.offers.findChildren(QWidget) if made.height() < 1]
