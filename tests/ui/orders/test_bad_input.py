"""Whatever is typed or scanned gets a clear sentence, and nothing that was there is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.orders.conftest import AGENT, GTIN, MANAGER, Open
from ui.kit.sounds import Sound

ENTRIES = [  # typed, what the sentence says
    ("8990000009999", "8990000009999"),
    ("NO-SUCH", "NO-SUCH"),
    ("😀", "😀"),
    ("<b>bold</b>", "<b>bold</b>"),
    ("=0", "1 to 9.999"),
    ("0*SH-100", "1 to 9.999"),
    ("=1000000000", "1 to 9.999"),
    ("1000000000*SH-100", "1 to 9.999"),
    ("=1.5", "not a quantity"),
    ("x" * 201, "too long"),
    ("x" * 100_000, "too long"),
    ("@1,250.00", "two ways"),
    ("@1.25", "two ways"),
    ("%101", "at most 100%"),
    ("%ten", "not a discount"),
    (";4111 1111 1111 1111", "card number"),
]


@pytest.mark.parametrize(("typed", "told"), ENTRIES, ids=[typed[:20] for typed, _ in ENTRIES])
def test_a_bad_entry_is_told_and_the_basket_stays(stage: Open, typed: str, told: str) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    QApplication.clipboard().setText(typed)
    desk.page.entry.edit.setText(typed)  # a paste
    desk.enter()
    assert told in desk.told()
    assert desk.rows() == [("SH-100", 1)]
    assert Sound.BAD in desk.beeps


def test_an_unknown_barcode_beeps_low_and_is_named_in_red(stage: Open) -> None:
    desk = stage()
    desk.item("SH-100")
    desk.page.on_scan("8991234567890")
    desk.settle()
    assert desk.beeps[-1] == Sound.BAD
    assert "8991234567890" in desk.told()
    assert desk.page.strip._status == "bad"
    assert desk.rows() == [("SH-100", 1)]


def test_a_scan_adds_one_and_again_one_wherever_the_cursor_is(stage: Open) -> None:
    desk = stage()
    desk.key(Qt.Key.Key_F2)
    for _ in range(2):
        desk.page.on_scan(GTIN["SH-100"])
        desk.settle()
    assert desk.rows() == [("SH-100", 2)]
    assert desk.beeps == [Sound.OK, Sound.OK]


def test_more_pieces_than_a_line_may_have_are_refused(stage: Open) -> None:
    desk = stage()
    desk.item("9999*CP-001")
    desk.item("CP-001")
    assert desk.rows() == [("CP-001", 9_999)]
    assert "1 to 9.999" in desk.told()


def test_a_wrong_phone_is_told_at_the_form_and_nothing_typed_is_lost(stage: Open) -> None:
    desk = stage()
    desk.key(Qt.Key.Key_F2)
    desk.data("0812")
    desk.enter()
    desk.page.customer.form.name.insert("Wayan <b>😀</b>")  # keyClicks knows Latin-1 only
    desk.enter()
    desk.data("10220")
    desk.enter()
    desk.data("Jl. Melati 3")
    desk.enter()
    form = desk.page.customer.form
    assert "0812" in form.trouble.text()
    assert form.phone.hasFocus()
    assert (form.name.text(), form.street.text()) == ("Wayan <b>😀</b>", "Jl. Melati 3")
    desk.data("081299988877")
    form.street.setFocus()
    desk.enter()
    assert desk.page.order.name == "Wayan <b>😀</b>"


def test_a_name_with_markup_is_shown_as_it_is(stage: Open) -> None:
    desk = stage()
    desk.key(Qt.Key.Key_F2)
    desk.data("66601234")
    desk.enter()
    assert desk.page.customer.known.name.text() == "Budiman <b>Tebal</b> 😀"


def test_a_price_of_an_agent_stands_only_with_a_managers_yes(stage: Open) -> None:
    desk = stage(AGENT)
    desk.item("SH-100")
    desk.item("%50")
    assert "approval" in desk.told()
    desk.item("%10")
    assert desk.page.order.draft.lines[0].discount_hundredths == 1_000
    quote = desk.page.answers.quote
    assert quote is not None
    assert quote.priced.total == 449_100
    desk.item("@100000")
    desk.item("as in the leaflet")
    assert desk.page.basket.needs_approval(desk.page.order.draft.lines[0])


def test_a_reason_in_words_of_ones_own_is_kept(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.item("@450.000")
    assert desk.page.order.draft.lines[0].override_minor is None
    desk.item("as in the leaflet")
    line = desk.page.order.draft.lines[0]
    assert (line.override_minor, line.override_reason) == (450_000, "other")
    assert line.override_note == "as in the leaflet"


def test_keys_of_the_row_act_while_the_box_is_empty_and_undo_takes_back(stage: Open) -> None:
    desk = stage()
    desk.item("SH-100")
    desk.item("TR-221")
    desk.overhead("+")
    desk.settle()
    assert desk.rows() == [("SH-100", 1), ("TR-221", 2)]
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Delete)
    assert desk.rows() == [("TR-221", 2)]
    assert "Linen Shirt" in desk.told()
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.rows() == [("SH-100", 1), ("TR-221", 2)]
    desk.item(";gift wrap")
    desk.item("=3")


def test_several_hits_open_a_list_and_enter_takes_the_chosen_one(stage: Open) -> None:
    desk = stage()
    desk.item("2*chino")
    assert desk.rows() == []
    assert len(desk.page.basket.products.hits) == 2
    desk.key(Qt.Key.Key_Down)
    desk.enter()
    assert [quantity for _, quantity in desk.rows()] == [2]
    assert desk.page.basket.open_list is None


def test_a_shared_fragment_lists_both_callers_and_picks_none(stage: Open) -> None:
    desk = stage()
    desk.key(Qt.Key.Key_F2)
    desk.data("1234")
    desk.settle()
    assert [hit.id for hit in desk.page.customer.search.hits.hits] == ["budi", "budiman"]
    assert not desk.page.order.has_customer
    desk.key(Qt.Key.Key_Down)
    desk.enter()
    assert desk.page.order.draft.customer_id == "budiman"
