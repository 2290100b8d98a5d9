"""The parts of a screen: what keys do, what a screen reader hears, what is never read as markup."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.audit import audit, audit_settled, clashing, clipped, rich, unnamed
from tests.ui.conftest import NOON, Dressing
from ui.kit.buttons import Button, IconButton, LinkButton, MainButton
from ui.kit.card import Card, FlowLayout
from ui.kit.chip import Avatar, Chip, KeyCap, initials
from ui.kit.entry import EntryBox, Field
from ui.kit.i18n import PSEUDO
from ui.kit.options import Option, OptionList
from ui.kit.segments import Segments
from ui.kit.states import FiveStates
from ui.kit.steps import Step, StepStrip
from ui.kit.strip import Strip
from ui.kit.text import text_label
from ui.kit.totals import Amount, TotalsPanel

pytestmark = pytest.mark.usefixtures("desk_app")

DELIVERY = [
    Option("pickup", "Pick up today 17:00", "Grand Indonesia", "Free", "store"),
    Option("home", "Tue 24 Nov, 09:00–12:00", "1 parcel", "Rp 18.000", "truck"),
    Option("night", "Today 22:00", "2 parcels", "Rp 45.000", why_not="No courier tonight"),
]


W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_a_customers_name_is_never_markup(qtbot) -> None:
    label = text_label("<b>Siti</b>")
    shown(qtbot, label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert rich(label) == []
    bare = QLabel("<b>Siti</b>")
    shown(qtbot, bare)
    assert rich(bare)


def test_an_entry_submits_trimmed_text_and_escape_only_clears_it(qtbot) -> None:
    box = shown(qtbot, EntryBox("Item", "Scan"))
    sent: list[str] = []
    left: list[bool] = []
    box.submitted.connect(sent.append)
    box.emptied.connect(lambda: left.append(True))
    QTest.keyClicks(box.edit, " 2*TR-220 ")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    QTest.keyClick(box.edit, Qt.Key.Key_Escape)
    assert sent == ["2*TR-220"]
    assert (box.text(), left) == ("", [])
    QTest.keyClick(box.edit, Qt.Key.Key_Escape)
    assert left == [True]


def test_row_keys_act_only_while_the_entry_is_empty(qtbot) -> None:
    box = shown(qtbot, EntryBox("Item"))
    keys: list[str] = []
    box.row_key.connect(keys.append)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Space, Qt.Key.Key_Delete):
        QTest.keyClick(box.edit, key)
    assert keys == ["+", "-", "space", "delete"]
    QTest.keyClicks(box.edit, "a+b c")
    QTest.keyClick(box.edit, Qt.Key.Key_Down)
    assert box.text() == "a+b c"
    assert keys[4:] == ["down"]


def test_a_control_chord_is_left_to_the_shortcuts(qtbot) -> None:
    box = shown(qtbot, EntryBox("Item"))
    sent: list[str] = []
    box.submitted.connect(sent.append)
    QTest.keyClick(box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == []


def test_segments_move_by_arrow_click_and_step_over_closed_ones(qtbot) -> None:
    tender = shown(
        qtbot, Segments("Tender", [("link", "Pay link"), ("card", "Card"), ("till", "Till")])
    )
    heard: list[str] = []
    tender.chosen.connect(heard.append)
    QTest.keyClick(tender, Qt.Key.Key_Right)
    tender.offer([("link", "Pay link"), ("card", "Card"), ("till", "Till")], closed=["till"])
    tender.step()
    middle = tender.cells()[2].center().toPoint()
    QTest.mouseClick(tender, Qt.MouseButton.LeftButton, pos=middle)
    assert heard == ["card", "link"]
    assert tender.accessibleName() == "Tender: Pay link"


def test_a_digit_chooses_while_the_list_has_the_focus(qtbot) -> None:
    options = shown(qtbot, OptionList("Delivery", DELIVERY))
    settled: list[str] = []
    options.settled.connect(settled.append)
    QTest.keyClick(options, Qt.Key.Key_2)
    QTest.keyClick(options, Qt.Key.Key_3)
    QTest.keyClick(options, Qt.Key.Key_9)
    assert settled == ["home"]
    assert options.value == "home"
    assert options.accessibleName() == "Delivery: Tue 24 Nov, 09:00–12:00, 1 parcel, Rp 18.000"


def test_enter_settles_on_the_best_option(qtbot) -> None:
    options = shown(qtbot, OptionList("Delivery", DELIVERY))
    settled: list[str] = []
    options.settled.connect(settled.append)
    QTest.keyClick(options, Qt.Key.Key_Return)
    assert settled == ["pickup"]


def test_arrows_skip_a_closed_option(qtbot) -> None:
    options = shown(qtbot, OptionList("Delivery", DELIVERY))
    options.choose("home")
    QTest.keyClick(options, Qt.Key.Key_Down)
    assert options.value == "home"
    QTest.keyClick(options, Qt.Key.Key_Up)
    assert options.value == "pickup"


def test_tiles_move_in_two_directions_and_by_click(qtbot) -> None:
    reasons = [Option(str(n), f"Reason {n}") for n in range(1, 10)]
    tiles = shown(qtbot, OptionList("Why", reasons, columns=3, tiles=True))
    tiles.choose("1")
    QTest.keyClick(tiles, Qt.Key.Key_Right)
    QTest.keyClick(tiles, Qt.Key.Key_Down)
    assert tiles.value == "5"
    at = tiles.cells()[8].center().toPoint()
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=at)
    assert tiles.value == "9"


def test_other_options_keep_a_choice_that_is_still_there(qtbot) -> None:
    options = shown(qtbot, OptionList("Delivery", DELIVERY))
    options.choose("home")
    options.offer(DELIVERY[1:])
    assert options.value == "home"
    options.offer(DELIVERY[:1])
    assert options.value == ""


def test_steps_tell_their_state_and_jump(qtbot) -> None:
    strip = shown(qtbot, StepStrip([("who", "Customer"), ("what", "Items")]))
    strip.resize(strip.sizeHint())
    strip.show_states({"who": Step.DONE, "what": Step.NOW})
    assert strip.accessibleName() == "Customer done, Items now"
    heard: list[str] = []
    strip.jumped.connect(heard.append)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.cells()[1].center().toPoint())
    assert heard == ["what"]


def test_an_undo_strip_gives_the_line_back_once(qtbot) -> None:
    strip = shown(qtbot, Strip())
    back: list[str] = []
    strip.undo("Cotton Socks removed", lambda: back.append("SK-005"))
    button = next(b for b in strip.findChildren(Button) if b.text() == "Undo")
    button.click()
    button.click()
    assert back == ["SK-005"]
    assert not strip.isVisible()


def test_a_strip_goes_by_itself_after_its_time(qtbot) -> None:
    strip = shown(qtbot, Strip())
    strip.tell("Sent", status="ok", for_ms=20)
    assert strip.isVisible()
    qtbot.waitUntil(lambda: not strip.isVisible(), timeout=1_000)


def test_totals_are_rewritten_in_place(qtbot) -> None:
    panel = shown(qtbot, TotalsPanel("Total"))
    panel.show_rows([Amount("Subtotal", "Rp 1"), Amount("Tax", "Rp 2", meta=True)], "Rp 3")
    rows = list(panel._shown)
    panel.show_rows([Amount("Subtotal", "Rp 5"), Amount("Tax", "Rp 6", meta=True)], "Rp 11")
    assert panel._shown == rows
    panel.show_rows([Amount("Subtotal", "Rp 5")], "Rp 5")
    assert len(panel._shown) == 1
    assert panel.total.text() == "Rp 5"


def test_a_quick_answer_never_shows_a_skeleton(qtbot) -> None:
    states = shown(qtbot, FiveStates(QWidget(), empty="Nothing to pick."))
    states.ready(0)
    states.loading()
    assert states.state == "blank"
    states.ready(3)
    qtbot.wait(350)
    assert states.state == "content"


def test_a_slow_answer_shows_a_skeleton_but_keeps_old_rows(qtbot) -> None:
    states = shown(qtbot, FiveStates(QWidget(), empty="Nothing to pick."))
    states.ready(0)
    states.loading()
    qtbot.waitUntil(lambda: states.state == "loading", timeout=1_000)
    states.ready(3)
    states.loading()
    qtbot.wait(350)
    assert states.state == "content"


def test_empty_error_and_forbidden_say_what_to_do(qtbot) -> None:
    tried: list[str] = []
    states = FiveStates(
        QWidget(), empty="All clear.", empty_act="Look", empty_then=lambda: tried.append("look")
    )
    shown(qtbot, states)
    states.ready(0)
    assert states.message.text() == "All clear."
    _press(states, "Look")
    states.failed("The list failed.", "Nothing was lost.", lambda: tried.append("again"), "D0001")
    _press(states, "Try again")
    assert tried == ["look", "again"]
    _press(states, "Copy reference")
    states.forbidden("A manager can grant it.")
    assert states.message.text() == "Your role does not show this."


def test_offline_keeps_the_data_and_tells_its_age(qtbot) -> None:
    states = shown(qtbot, FiveStates(QWidget(), empty="All clear."))
    states.ready(1)
    states.offline(NOON - 14 * 60_000_000, NOON)
    assert states.state == "content"
    assert states.strip.text() == "As of 11:46, 14 min old"
    states.online()
    assert not states.strip.isVisible()


def _press(states: FiveStates, words: str) -> None:
    next(b for b in states.findChildren(Button) if b.accessibleName() == words).click()


def test_one_word_names_have_an_initial() -> None:
    assert [initials(n) for n in ("Dewi Anggraini", "Sukarno", "", "Siti Nur Aisyah")] == [
        "DA",
        "S",
        "",
        "SA",
    ]


def test_a_flow_wraps_when_words_grow(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.extend([Chip("ok", "A chip of some length") for _ in range(6)])
    assert flow.heightForWidth(2_000) == 22
    assert flow.heightForWidth(300) > 60


def sampler() -> QWidget:
    """One of each part, as a screen would hold them."""
    made = QWidget()
    lines = QVBoxLayout(made)
    card = Card(lambda: made.tr("Waiting to be sent"), key="F6", note=lambda: made.tr("offline"))
    lines.addWidget(card)
    parts: list[QWidget] = [
        EntryBox(lambda: "Scan", lambda: "Scan or type"),
        Field(lambda: "Phone"),
        Button(lambda: made.tr("Listen"), icon="volume-2", key="F7"),
        IconButton("x", lambda: "Close"),
        LinkButton(lambda: "All 14"),
        MainButton(lambda: "Confirm order"),
        Segments("Tender", [("a", lambda: "Pay link"), ("b", lambda: "At store")]),
        OptionList("Delivery", DELIVERY),
        OptionList("Why", DELIVERY, columns=2, tiles=True),
        StepStrip([("a", lambda: "Customer")]),
        Chip("warn", lambda: "2 left nearby"),
        KeyCap("F3"),
        Avatar("Dewi"),
        text_label(lambda: "A sentence that needs two lines on a narrow card", wrap=True),
    ]
    for part in parts:
        card.body.addWidget(part)
    return made


@pytest.mark.parametrize("language", ["en", "id", PSEUDO])
@pytest.mark.parametrize("width", [420, 900])
def test_the_parts_pass_the_audit(desk_app: Dressing, qtbot, language: str, width: int) -> None:
    desk_app.languages.speak(language)
    made = shown(qtbot, sampler())
    made.resize(width, 900)
    audit_settled(made, qtbot)
    assert not made.grab().isNull()


def test_the_audit_bites(qtbot) -> None:
    made = QWidget()
    lines = QVBoxLayout(made)
    nameless = Button("", icon="x")
    cut = text_label("Far too long for its place")
    cut.setFixedWidth(20)
    for part in (nameless, cut, QLabel("&Pay"), QLabel("&Print")):
        lines.addWidget(part)
    shown(qtbot, made)
    assert len(unnamed(made)) == 1
    assert len(clipped(made)) == 1
    assert len(clashing(made)) == 1
    with pytest.raises(AssertionError):
        audit(made)
