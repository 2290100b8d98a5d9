"""The customers' screen, played by keys: find, correct, consent, merge, mask, erase, take out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.customers.commands import AddNote
from app.customers.queries import CustomerHit
from app.customers.states import AddressField, Channel, Purpose
from app.identity.approval import Approval
from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from tests.ui.conftest import NOON, answered
from tests.ui.customers.conftest import SITI, WEB, Open, Stage
from tests.ui.orders.conftest import AGENT, CLERK, MANAGER, NAMES

CTRL = Qt.KeyboardModifier.ControlModifier
AUDITOR = Actor(user_id="audit", role="auditor", device_id="care-1", site_id="care")
NAMES["audit"] = "Pak Joko"


def press(desk: Stage, widget: QWidget) -> None:
    """As a person who tabbed to it: focus, then Space."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    desk.settle()


# ---------------------------------------------------------------- find


@pytest.mark.parametrize(
    "typed", ["rahmawati", "siti.rahmawati@example.com", "GC-018834", "5550 1299", "CAR01-3-000001"]
)
def test_a_customer_is_found_by_name_mail_card_phone_or_order(stage: Open, typed: str) -> None:
    desk = stage()
    desk.find(typed)
    assert desk.page.subtitle() == "Siti Rahmawati"
    assert desk.page.entry_box is not None
    assert desk.page.entry_box.text() == ""


def test_the_arrows_choose_among_several(stage: Open) -> None:
    desk = stage()
    desk.data("4567890")
    assert [hit.title for hit in desk.page.hits.hits] == ["Siti Rahmawati", "Siti R."]
    desk.key(Qt.Key.Key_Down)
    desk.enter()
    assert desk.page.subtitle() == "Siti R."


def test_a_scanned_loyalty_card_opens_its_customer(stage: Open) -> None:
    desk = stage()
    desk.page.on_scan("GC-018834")
    desk.settle()
    assert desk.page.subtitle() == "Siti Rahmawati"


def test_who_is_not_here_is_asked_of_the_server_and_sent(stage: Open) -> None:
    desk = stage()
    desk.elsewhere["0899"] = [CustomerHit("far", "Ratna Dewi", "+62•••••••0899", "", "", 4)]
    desk.find("0899")
    assert desk.fetched == ["far"]
    assert desk.told() == "The server sends this customer."
    desk.page.on_changed(ChangeSet({"customer_pii": {SITI}}))  # somebody else's news
    assert desk.page.subtitle() == ""
    desk.elsewhere.clear()
    desk.find("nobody at all")
    assert "neither here nor on the server" in desk.told()


def test_without_the_server_the_screen_says_so(stage: Open) -> None:
    desk = stage(link="offline")
    desk.find("zzz")
    assert "The server is away" in desk.told()
    assert "old" in desk.page.states.strip.text()


# ---------------------------------------------------------------- what is shown


def test_all_that_was_between_us_stands_in_one_line_each(stage: Open) -> None:
    desk = stage()
    desk.open()
    told = desk.timeline()
    assert told[0] == "Brought back"
    for entry in ("Ordered by phone", "Told: order confirmed", "Allowed: WhatsApp, Offers"):
        assert entry in told
    kinds = desk.page.history.kinds
    kinds.setFocus()
    desk.key(Qt.Key.Key_Right)
    assert desk.timeline() == ["Ordered by phone"] * 2
    desk.key(Qt.Key.Key_Right)
    assert desk.timeline() == ["Brought back"]


def test_figures_orders_cards_and_credit_are_told(stage: Open) -> None:
    desk = stage()
    desk.open()
    page = desk.page
    assert [label.text() for label in page.person.figures.figures] == ["2", "1,2 m", "0%", "–"]
    assert [row.accessibleName() for row in page.orders.rows] == ["CAR01-3-000002, Picking"]
    assert page.told is not None
    assert [(t.brand, t.last4) for t in page.told.card.tokens] == [("Visa", "4242")]
    assert page.told.credit_minor == 75_000


def test_the_next_steps_lead_to_the_screens_that_do_them(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(Qt.Key.Key_F2)
    assert desk.wanted == [("orders", ("customer", SITI))]
    press(desk, desk.page.orders.rows[0])
    opened = desk.page.orders.rows[0].order_id
    assert desk.wanted[-1] == ("order", opened)
    desk.page.focus_entry()
    desk.key(Qt.Key.Key_F9)
    assert desk.wanted[-1] == ("order", opened)


def test_goodwill_needs_an_order_that_was_chosen(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(Qt.Key.Key_F7)
    assert desk.wanted == []
    desk.key(Qt.Key.Key_Down)  # the return: it leads to its order
    desk.key(Qt.Key.Key_F7)
    assert [page_id for page_id, _ in desk.wanted] == ["order"]
    desk.enter()
    assert len(desk.wanted) == 2


# ---------------------------------------------------------------- correct


def test_a_phone_is_corrected_where_it_stands_and_waits_with_a_cloud(stage: Open) -> None:
    desk = stage()
    desk.open()
    phone = desk.page.person.phone
    assert not phone.cloud.isVisibleTo(desk.page)
    press(desk, phone.pencil)
    desk.key(Qt.Key.Key_A, CTRL)
    desk.data("081299990000")
    desk.enter()
    assert phone.value.text() == "+62 812-9999-0000"
    assert phone.cloud.isVisibleTo(desk.page)
    assert not desk.page.person.email.cloud.isVisibleTo(desk.page)
    assert desk.queued() == ["customer.edit"]


def test_what_cannot_be_a_phone_is_said_and_nothing_is_changed(stage: Open) -> None:
    desk = stage()
    desk.open()
    press(desk, desk.page.person.phone.pencil)
    desk.key(Qt.Key.Key_A, CTRL)
    desk.data("12")
    desk.enter()
    assert "not a phone number" in desk.told()
    assert desk.page.person.phone.value.text() == "+62 812-3456-7890"
    assert desk.queued() == []


def test_escape_leaves_a_field_as_it_was(stage: Open) -> None:
    desk = stage()
    desk.open()
    press(desk, desk.page.person.name.pencil)
    desk.data("x")
    desk.key(Qt.Key.Key_Escape)
    assert desk.page.person.name.value.text() == "Siti Rahmawati"
    assert desk.queued() == []


def test_another_phone_is_added_and_made_the_first_one(stage: Open) -> None:
    desk = stage()
    desk.open()
    press(desk, desk.page.person.more_phone.link)
    desk.data("0813 7777 8888")
    desk.enter()
    rows = {row.value.text(): row for row in desk.page.person.contacts}
    assert set(rows) == {"+62 813-5550-1299", "+62 813-7777-8888"}
    press(desk, rows["+62 813-7777-8888"].star)
    assert desk.page.person.phone.value.text() == "+62 813-7777-8888"
    assert desk.queued() == ["customer.add_contact", "customer.prefer_contact"]


def test_a_postcode_fills_city_and_province(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(Qt.Key.Key_F4)
    for typed in ("Orang tua", "10210", "", "", "Jl. Melati 3", "3", "7", "Karet", "Setiabudi"):
        desk.data(typed)
        desk.enter()
    assert not desk.page.addresses.is_open
    assert desk.page.told is not None
    added = next(a for a in desk.page.told.card.addresses if a.label == "Orang tua")
    assert added.line == ("Jl. Melati 3, RT 003/RW 007, Karet, Setiabudi, Jakarta Selatan 10210")
    assert added.province == "DKI Jakarta"


def test_an_address_form_that_is_given_up_changes_nothing(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(Qt.Key.Key_F4)
    desk.page.addresses.form.fields[AddressField.STREET].setText("Jl. X")
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.addresses.is_open
    assert desk.queued() == []
    assert desk.page.entry_box is not None
    assert desk.page.entry_box.edit.hasFocus()


def test_a_note_is_typed_after_a_semicolon(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.data(";;Rings twice.")
    desk.enter()
    assert desk.page.told is not None
    first = desk.page.told.notes[0]
    assert (first.body, first.pinned) == ("Rings twice.", True)
    assert "Rings twice." in desk.timeline()
    press(desk, desk.page.notes.pins[desk.page.told.notes[0].note_id])
    assert not next(n for n in desk.page.told.notes if n.body == "Rings twice.").pinned


def test_a_card_number_in_a_note_is_refused(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.data(";4111 1111 1111 1111")
    desk.enter()
    assert desk.queued() == []
    assert desk.told() != ""


def test_consent_is_withdrawn_with_one_key(stage: Open) -> None:
    desk = stage()
    desk.open()
    offers = desk.page.consents.cells[Channel.WHATSAPP, Purpose.MARKETING]
    assert offers.accessibleName() == "WhatsApp, Offers, Yes"
    press(desk, offers)
    assert offers.accessibleName() == "WhatsApp, Offers, No"
    assert desk.queued() == ["customer.consent"]
    assert desk.timeline()[0] == "Withdrawn: WhatsApp, Offers"


# ---------------------------------------------------------------- who is who


def test_two_records_are_compared_merged_and_parted_by_keys(stage: Open) -> None:
    desk = stage()
    desk.open()
    assert desk.page.hint.isVisibleTo(desk.page)
    desk.key(Qt.Key.Key_M, CTRL)
    panel = desk.page.merging
    assert panel.isVisibleTo(desk.page)
    assert set(panel.choices) == {"name", "email", "card", "tier"}
    panel.choices["name"].setFocus()
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_F12)
    assert desk.page.subtitle() == "Siti R."
    assert desk.page.told is not None
    assert desk.page.told.card.orders_count == 4
    assert not desk.page.hint.isVisibleTo(desk.page)
    assert desk.page.undo.isVisibleTo(desk.page)
    press(desk, desk.page.undo)
    assert desk.page.subtitle() == "Siti Rahmawati"
    assert desk.page.told.card.orders_count == 2
    desk.open(WEB)
    assert desk.page.subtitle() == "Siti R."


def test_escape_leaves_the_comparison(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(Qt.Key.Key_M, CTRL)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.merging.isVisibleTo(desk.page)
    assert desk.queued() == []


def test_not_the_same_is_remembered(stage: Open) -> None:
    desk = stage()
    desk.open()
    press(desk, desk.page.hint.other)
    assert not desk.page.hint.isVisibleTo(desk.page)
    assert desk.queued() == ["customer.keep_apart"]


# ---------------------------------------------------------------- what is masked


def seen(desk: Stage) -> str:
    person, addresses = desk.page.person, desk.page.addresses
    labels = [person.phone.value, person.email.value, *(row.value for row in person.contacts)]
    found = [label.text() for label in labels]
    for row in addresses.rows:
        found += [label.text() for label in row.findChildren(QLabel)]
    return " ".join(found)


@pytest.mark.parametrize("actor", [CLERK, AUDITOR])
def test_who_does_not_look_after_persons_sees_masks_until_they_ask(
    stage: Open, actor: Actor
) -> None:
    desk = stage(actor)
    desk.open()
    for secret in ("812-3456", "siti.rahmawati", "Sudirman", "Karet"):
        assert secret not in seen(desk)
    desk.key(Qt.Key.Key_E, CTRL)
    for secret in ("812-3456", "siti.rahmawati", "Sudirman", "Karet"):
        assert secret in seen(desk)
    assert desk.queued() == ["customer.show"]
    desk.key(Qt.Key.Key_E, CTRL)
    assert desk.queued() == ["customer.show"], "asked once for this visit"


@pytest.mark.parametrize("actor", [AGENT, MANAGER])
def test_agents_and_managers_see_their_customers(stage: Open, actor: Actor) -> None:
    desk = stage(actor)
    desk.open()
    assert "812-3456" in seen(desk)
    assert desk.queued() == []


def test_an_edit_of_a_masked_value_shows_it_first_and_is_logged(stage: Open) -> None:
    desk = stage(CLERK)
    desk.open()
    press(desk, desk.page.person.email.pencil)
    assert desk.queued() == ["customer.show"]
    assert desk.page.person.email.field.text() == "siti.rahmawati@example.com"


def test_an_auditor_reads_and_changes_nothing(stage: Open) -> None:
    desk = stage(AUDITOR)
    desk.open()
    page = desk.page
    for part in (page.person.phone.pencil, page.person.more_phone, page.addresses.add):
        assert not part.isVisibleTo(page)
    assert not page.consents.cells[Channel.MAIL, Purpose.SERVICE].isEnabled()
    assert not page.privacy.isVisibleTo(page)
    assert not page.main.isEnabled()


def test_a_role_without_the_right_is_told_who_can_give_it(stage: Open) -> None:
    desk = stage(AGENT)
    session = desk.backend.session
    assert session is not None
    bare = type(session)(session.user_id, session.name, session.role, session.actor)
    desk.backend.sign_in(bare)
    desk.page.on_shown()
    desk.settle()
    assert "Your role does not show this." in desk.page.states.message.text()


# ---------------------------------------------------------------- at the person's request


def yes(permission: str, command_id: str) -> Approval:
    return Approval(
        approver_id="boss",
        permission=permission,
        amount=0,
        command_id=command_id,
        at=NOON,
        token="",
    )


def approve(desk: Stage, permission: str) -> None:
    """The admin types the PIN at the bar; the desk vouches for it."""
    assert desk.page.approval.isVisibleTo(desk.page)
    given = yes(permission, "a" * 32)
    desk.desk.approve = lambda *_who, **_what: answered(given)  # type: ignore[method-assign]
    desk.data("123456")
    desk.enter()


def test_erasing_asks_twice_and_needs_a_second_person(stage: Open) -> None:
    desk = stage()
    desk.open(WEB)
    page = desk.page
    press(desk, page.privacy.erase)
    assert page.privacy.asks.isVisibleTo(page)
    press(desk, page.privacy.keep)
    assert not page.privacy.asks.isVisibleTo(page)
    assert desk.queued() == []
    press(desk, page.privacy.erase)
    online(desk)
    press(desk, page.privacy.sure)
    approve(desk, "customer.erase")
    assert page.subtitle() == "Erased customer"
    assert desk.queued() == ["customer.erase"]
    assert not page.main.isEnabled()
    assert page.person.phone.value.text() == "–"


def test_an_open_order_keeps_its_customer_and_is_named(stage: Open) -> None:
    desk = stage()
    desk.open()
    press(desk, desk.page.privacy.erase)
    online(desk)
    press(desk, desk.page.privacy.sure)
    approve(desk, "customer.erase")
    assert desk.told() == "Order CAR01-3-000002 is still open. Close or cancel it first."
    assert desk.page.subtitle() == "Siti Rahmawati"


def test_what_is_held_is_taken_out_once_it_was_allowed(stage: Open) -> None:
    desk = stage()
    desk.open()
    online(desk)
    press(desk, desk.page.privacy.export)
    approve(desk, "customer.export")
    assert len(desk.exported) == 1
    assert desk.told() == "Written: c.html, and the same as JSON beside it."


def test_without_the_server_nobody_is_erased(stage: Open) -> None:
    desk = stage()
    desk.open(WEB)
    press(desk, desk.page.privacy.erase)
    press(desk, desk.page.privacy.sure)
    assert "server" in desk.told()
    assert desk.queued() == []


def online(desk: Stage) -> None:
    """The desk's line is up, so that what needs the server may be tried."""
    desk.desk.linked = True


# ---------------------------------------------------------------- news


def test_what_colleagues_change_is_there_without_a_key(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.desk.run(AddNote(customer_id=SITI, body="Said hello."), MANAGER).result(10)
    desk.settle()
    assert "Said hello." in desk.timeline()
