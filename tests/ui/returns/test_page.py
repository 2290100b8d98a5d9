"""A return at the counter, as the clerk does it: by keys, by scans, with or without the server."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.catalog.tables import products
from app.kit.changes import ChangeSet
from app.orders.tables import order_lines, orders
from app.returns.commands import ReturnItems
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason
from app.returns.tables import return_lines, return_refunds, returns
from tests.returns.goods import check, returned, units
from tests.support.shop import MANAGER
from tests.ui.audit import audit_settled
from tests.ui.conftest import FakeStatus
from tests.ui.returns.conftest import AGUS, FRAME, SIZES, make_page
from tests.ui.returns.scene import NUMBER, Scene
from ui.kit import Backend, refusals
from ui.kit.theme import ThemeChoice
from ui.returns import refused, words

TR, SH, BT, SK, JK = range(5)


class Fingers(QObject):
    """Counts key presses that are not data, and sees that nobody uses a mouse."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.pressed = 0
        app.installEventFilter(self)

    def key(self, key: Qt.Key) -> None:
        self.pressed += 1
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        assert event.type() != QEvent.Type.MouseButtonPress, "by keys alone"
        return False


@pytest.fixture
def fingers(desk_app):
    made = Fingers(desk_app.app)
    yield made
    desk_app.app.removeEventFilter(made)


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page._busy)
    qtbot.wait(10)


def opened(qtbot, page):
    page.on_scan(NUMBER)
    qtbot.waitUntil(lambda: page.card is not None)
    qtbot.wait(10)  # the layout follows the rows


def counter_line(page, at):
    return page.card.lines[at].line_id


def answer(page, reason=Reason.TOO_SMALL, grade=Grade.A):
    page.detail.reasons.settled.emit(reason.value)
    page.detail.grades.settled.emit(grade.value)


# ---------------------------------------------------------------- T5


def test_t5_one_item_comes_back_with_four_keys(qtbot, page, counter, scene, fingers):
    page.activateWindow()
    opened(qtbot, page)
    page.on_scan("8991234500224")  # the item
    fingers.key(Qt.Key.Key_1)  # too small
    fingers.key(Qt.Key.Key_Return)  # A
    fingers.key(Qt.Key.Key_Return)  # as paid
    fingers.key(Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: bool(counter.printed))
    assert fingers.pressed <= 4
    (sent,) = (command for command, _ in counter.ran)
    assert isinstance(sent, ReturnItems)
    assert (sent.told_refund_minor, sent.mode, sent.offline) == (
        621_000,
        RefundMode.AS_PAID,
        False,
    )
    (line,) = sent.lines
    assert (line.reason, line.grade, line.disposition) == (
        Reason.TOO_SMALL,
        Grade.A,
        Disposition.SHELF,
    )
    done = scene.shop.only(returns, site_id="menteng")
    assert counter.printed == [("return_receipt", done["id"])]
    assert scene.shop.only(order_lines, id=scene.line_ids[TR])["returned"] == 1
    check(scene.shop)
    assert page.card is None
    assert "Rp 621.000" in page.strip.text()
    assert page.entry_box.edit.hasFocus()


def test_t5_without_the_items_barcode_takes_two_keys_more(qtbot, page, counter, fingers):
    page.activateWindow()
    opened(qtbot, page)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_8, Qt.Key.Key_Return):
        fingers.key(key)
    fingers.key(Qt.Key.Key_Return)
    fingers.key(Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: bool(counter.printed))
    assert fingers.pressed <= 6


# ---------------------------------------------------------------- choosing


def test_each_further_scan_is_one_more_until_all_are_chosen(qtbot, page, scene):
    opened(qtbot, page)
    for expected in (1, 2, 2):
        page.on_scan("TR-220")
        assert page.chosen.of(scene.line_ids[TR]).quantity == expected
    assert "All of Chino Trousers Sand" in page.strip.text()


def test_plus_minus_and_space_act_on_the_current_line(qtbot, page, scene):
    opened(qtbot, page)
    edit = page.entry_box.edit
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(edit, key)
    page.focus_entry()
    QTest.keyClick(edit, Qt.Key.Key_Plus)
    assert page.chosen.of(scene.line_ids[TR]).quantity == 2
    QTest.keyClick(page.detail.reasons, Qt.Key.Key_Minus)
    assert page.chosen.of(scene.line_ids[TR]).quantity == 1
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert not len(page.chosen)


def test_a_line_that_cannot_come_back_tells_why(qtbot, page):
    opened(qtbot, page)
    for code, told in (
        ("SK-005", "final sale"),
        ("JK-220", "has come back already"),
    ):
        page.on_scan(code)
        assert told in page.strip.text()
    assert not len(page.chosen)
    page.on_scan("SH-100")
    assert not page.strip.isVisible(), "what was taken answers what was not"


def test_the_chips_say_it_in_words(qtbot, page, scene):
    opened(qtbot, page)
    told = [words.verdict(line)[1] for line in page.card.lines]
    assert told[:4] == [
        "In window, 23 d left",
        "In window, 23 d left",
        "Past by 4 d: approval",
        "Final sale",
    ]
    assert told[JK].startswith("Returned")
    assert told[JK].endswith(", PIM 2")
    assert words.rule(page.card.lines[BT]) == "Rule ACC3: 3 days"


def test_the_condition_proposes_where_the_goods_go(qtbot, page, scene):
    opened(qtbot, page)
    page.on_scan("SH-100")
    answer(page, grade=Grade.C)
    assert page.chosen.of(scene.line_ids[SH]).disposition is Disposition.DAMAGED
    page.detail.ways.chosen.emit(Disposition.SUPPLIER.value)
    page.money.way.step()
    page.commit()
    settle(qtbot, page)
    assert scene.shop.only(return_lines, line_id=scene.line_ids[SH])["disposition"] == "supplier"


def test_store_credit_is_one_row_however_it_was_paid(qtbot, page, scene):
    opened(qtbot, page)
    page.on_scan("SH-100")
    answer(page)
    assert len(page.money._rows) == 2
    page.money.way.step()
    assert page.mode is RefundMode.STORE_CREDIT
    assert len(page.money._rows) == 1
    page.commit()
    settle(qtbot, page)
    done = scene.shop.only(returns, site_id="menteng")
    kinds = {row["kind"] for row in scene.shop.rows(return_refunds, return_id=done["id"])}
    assert kinds == {"store_credit"}


def test_f12_is_closed_until_every_question_is_answered(qtbot, page, counter):
    opened(qtbot, page)
    page.on_scan("TR-220")
    assert not page.main.isEnabled()
    page.commit()
    assert not counter.ran
    page.detail.reasons.settled.emit("faulty")
    assert not page.main.isEnabled()
    page.detail.grades.settled.emit("a")
    assert page.main.isEnabled()


def test_over_the_limit_the_panel_says_who_can(qtbot, page):
    opened(qtbot, page)
    for code in ("TR-220", "TR-220", "SH-100"):
        page.on_scan(code)
        answer(page)
    assert page.main.isEnabled(), "F12 asks"
    assert "Rp 1.000.000" in page.money._note_words.text()


def test_a_refused_refund_keeps_the_choices_and_says_why(qtbot, page, counter, scene):
    opened(qtbot, page)
    page.on_scan("TR-220")
    answer(page)
    with scene.shop.acting() as uow:
        uow.update(products, "TR-220", final_sale=True)
    page.commit()
    settle(qtbot, page)
    assert "was a final sale" in page.strip.text()
    assert not scene.shop.rows(returns, site_id="menteng")


def test_a_return_at_another_store_arrives_while_choosing(qtbot, page, scene, counter):
    opened(qtbot, page)
    for _ in range(2):
        page.on_scan("TR-220")
    returned(scene.shop, scene.order_id, units(scene.line_ids[TR]), actor=MANAGER)
    page.on_changed(ChangeSet({"order_lines": {scene.line_ids[TR]}}))
    qtbot.waitUntil(lambda: page.card.lines[TR].sold.returned == 1)
    assert page.chosen.of(scene.line_ids[TR]).quantity == 1


# ---------------------------------------------------------------- finding


def test_a_phone_with_one_order_opens_it_and_with_two_asks(qtbot, page, scene, counter):
    page.on_scan("34567890")
    qtbot.waitUntil(lambda: page.card is not None)
    page.clear()
    with scene.shop.acting() as uow:
        row = dict(uow.row(orders, scene.order_id))
        uow.insert(orders, {**row, "id": "o" * 32, "number": "JKT01-3-000656"})
    page.on_scan("34567890")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 1)
    assert page.card is None
    assert len(page.hits.options) == 2
    page.hits.setFocus()
    QTest.keyClick(page.hits, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.card is not None)


def test_an_order_of_another_store_is_asked_of_the_server(qtbot, page, counter, scene):
    counter.elsewhere = {"JKT02-1-000001": "f" * 32}
    page.on_scan("JKT02-1-000001")
    qtbot.waitUntil(lambda: counter.fetched == ["JKT02-1-000001"])
    qtbot.waitUntil(lambda: page._awaited == "f" * 32)
    assert "Asking the server" in page.strip.text()
    page._awaited = scene.order_id  # its rows arrive by the feed
    page.on_changed(ChangeSet({"orders": {scene.order_id}}))
    qtbot.waitUntil(lambda: page.card is not None)
    assert page._awaited == ""


def test_what_the_server_does_not_know_is_told(qtbot, page, counter):
    page.on_scan("JKT02-1-000009")
    qtbot.waitUntil(lambda: "knows no" in page.strip.text())


def test_without_the_server_only_this_desks_orders_are_found(qtbot, page, counter):
    counter.tell_status(FakeStatus("offline"))
    qtbot.waitUntil(page.away.isVisible)
    page.on_scan("JKT02-1-000001")
    qtbot.waitUntil(lambda: "on this desk" in page.strip.text())
    assert counter.fetched == []
    counter.away = True
    page.strip._acted()
    qtbot.waitUntil(lambda: "server is away" in page.strip.text())


@pytest.mark.parametrize(
    "typed",
    ["<b>x</b>", "🙂", "8990000000001", "0" * 5000, "JKT01-3-", "+62 8", "'; DROP TABLE orders;--"],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(qtbot, page, typed):
    opened(qtbot, page)
    page.on_scan("TR-220")
    page.on_scan(typed)
    qtbot.waitUntil(lambda: bool(page.strip.text()))
    assert page.card is not None
    assert len(page.chosen) == 1


def test_another_receipt_puts_a_half_done_return_aside(qtbot, page, scene):
    opened(qtbot, page)
    page.on_scan("TR-220")
    with scene.shop.acting() as uow:
        row = dict(uow.row(orders, scene.order_id))
        uow.insert(orders, {**row, "id": "o" * 32, "number": "JKT01-3-000656"})
    page.on_scan("JKT01-3-000656")
    qtbot.waitUntil(lambda: page.card.number == "JKT01-3-000656")
    assert not len(page.chosen)
    page.strip._acted()
    qtbot.waitUntil(lambda: page.card.number == NUMBER)
    assert len(page.chosen) == 1


# ---------------------------------------------------------------- offline


def test_offline_the_limit_is_told_before_it_is_met(qtbot, page, counter):
    counter.tell_status(FakeStatus("offline"))
    qtbot.waitUntil(page.away.isVisible)
    assert "Rp 500.000" in page.away.text()
    opened(qtbot, page)
    page.on_scan("TR-220")
    answer(page)
    assert not page.main.isEnabled()
    assert "Rp 500.000" in page.money._note_words.text()
    page.chosen.clear()
    page.on_scan("SH-100")
    answer(page)
    page.commit()
    settle(qtbot, page)
    (sent,) = (command for command, _ in counter.ran)
    assert sent.offline is True
    counter.tell_status(FakeStatus("online"))
    qtbot.waitUntil(lambda: not page.away.isVisible())


def test_another_person_finds_an_empty_desk(qtbot, page):
    opened(qtbot, page)
    page.on_scan("TR-220")
    page.on_handed_off()
    assert page.card is None
    assert not len(page.chosen)


# ---------------------------------------------------------------- looks


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_cut_or_nameless(qtbot, desk_app, backend, counter, any_language, theme, size):
    desk_app.theme.choose(ThemeChoice(theme))
    page = make_page(backend, counter)
    qtbot.addWidget(page)
    page.resize(size[0] - FRAME[0], size[1] - FRAME[1])
    page.show()
    qtbot.waitExposed(page)
    audit_settled(page, qtbot)
    opened(qtbot, page)
    audit_settled(page, qtbot)
    for code in ("TR-220", "SH-100"):
        page.on_scan(code)
        answer(page)
    counter.tell_status(FakeStatus("offline"))
    qtbot.waitUntil(page.away.isVisible)
    audit_settled(page, qtbot)
    counter.tell_status(FakeStatus("online"))
    page.chosen.untick(counter_line(page, TR))
    page._tell()
    page.commit()
    settle(qtbot, page)
    audit_settled(page, qtbot)
    minimum = page.minimumSizeHint()
    assert minimum.width() <= page.width(), minimum
    assert minimum.height() <= page.height(), minimum


def test_every_refusal_of_a_return_has_its_words():
    assert all(refusals.is_worded(code) for code in refused.REFUSALS)
    facts = {"name": "Mug", "rule": "R30", "days": 4, "left": 1, "limit": 5, "now": 5}
    for code in refused.REFUSALS:
        assert "{" not in refusals.told(code, facts)


def test_a_language_switch_reaches_every_row(qtbot, desk_app, page):
    opened(qtbot, page)
    before = page.lines.rows[0].accessibleName()
    desk_app.languages.speak("pseudo")
    qtbot.waitUntil(lambda: page.lines.rows[0].accessibleName() != before)


def test_without_a_drawer_cash_is_closed_and_says_so(qtbot, tmp_path, desk_app):
    scene = Scene(tmp_path, drawer=False)
    backend = Backend(scene.desk)
    backend.sign_in(AGUS)
    page = make_page(backend, scene.desk)
    qtbot.addWidget(page)
    page.show()
    opened(qtbot, page)
    page.on_scan("SH-100")
    answer(page)
    assert "drawer" in page.money._note_words.text()
    assert not page.main.isEnabled()
    seen = []
    for _ in range(2):
        page.money.way.step()
        seen.append((page.mode.value, page.main.isEnabled()))
    assert seen == [("store_credit", True), ("as_paid", False)], "cash is passed over"
    backend.close()


def test_a_failed_call_opens_f12_again(qtbot, page, counter, scene):
    opened(qtbot, page)
    page.on_scan("SH-100")
    answer(page)
    counter.broken = True
    with qtbot.waitSignal(page.backend.failed):
        page.commit()
    assert page.main.isEnabled()
    assert len(page.chosen) == 1
    assert not scene.shop.rows(returns, site_id="menteng")


def test_f12_twice_pays_once(qtbot, page, counter, scene):
    opened(qtbot, page)
    page.on_scan("SH-100")
    answer(page)
    page.commit()
    page.commit()
    settle(qtbot, page)
    assert len(counter.ran) == 1


def test_the_receipt_can_be_printed_again(qtbot, page, counter):
    opened(qtbot, page)
    page.on_scan("SH-100")
    answer(page)
    page.commit()
    settle(qtbot, page)
    page.strip._acted()
    assert len(counter.printed) == 2
    assert counter.printed[0] == counter.printed[1]
