"""What is kept of a customer: edits field by field, phones, mails, addresses, consents, notes."""

import pytest

from app.cases.tables import cases
from app.customers.commands import (
    AddAddress,
    AddContact,
    AddNote,
    Change,
    EditAddress,
    EditContact,
    EditCustomer,
    KeepToken,
    NewAddress,
    PinNote,
    PreferAddress,
    PreferContact,
    RemoveAddress,
    SetConsent,
)
from app.customers.consents import consents_of, may_tell
from app.customers.masks import masked_card
from app.customers.notes import notes_of
from app.customers.queries import CustomerCard, card, find, mail_of
from app.customers.states import Channel, ContactKind, Field, How, Purpose
from app.customers.tables import customer_addresses
from app.kit.actor import SYSTEM
from app.kit.errors import Refusal
from tests.customers.conftest import HOME, known
from tests.support.shop import AGENT, CLERK, MUG, Shop, pickup

PHONE, EMAIL = ContactKind.PHONE, ContactKind.EMAIL


def read(shop: Shop, customer_id: str = "siti") -> CustomerCard:
    with shop.engine.connect() as db:
        found = card(db, customer_id)
    assert found is not None
    return found


def hits(shop: Shop, text: str) -> list[str]:
    with shop.engine.connect() as db:
        return [hit.customer_id for hit in find(db, text)]


def edit(shop: Shop, field: Field, seen: str, value: str, customer_id: str = "siti") -> None:
    change = Change(field=field, seen=seen, value=value)
    shop.perform(EditCustomer(customer_id=customer_id, changes=[change]))


def add(shop: Shop, kind: ContactKind, value: str, contact_id: str = "more") -> None:
    shop.perform(
        AddContact(
            customer_id="siti", contact_id=contact_id, kind=kind, value=value, label="kantor"
        )
    )


# ---------------------------------------------------------------- fields


def test_two_people_may_change_two_fields_at_the_same_time(shop: Shop) -> None:
    known(shop)
    edit(shop, Field.NAME, "Siti Rahma", "Siti Rahmawati")
    edit(shop, Field.PHONE, "+6281234567890", "081299990000")
    now = read(shop)
    assert (now.name, now.phone) == ("Siti Rahmawati", "+6281299990000")
    assert hits(shop, "0000") == ["siti"]


def test_a_field_that_somebody_changed_meanwhile_stays_theirs(shop: Shop) -> None:
    known(shop)
    edit(shop, Field.NAME, "Siti Rahma", "Siti R. Dewi")
    with pytest.raises(Refusal, match="field_changed"):
        edit(shop, Field.NAME, "Siti Rahma", "Siti Rahmawati")
    assert read(shop).name == "Siti R. Dewi"


def test_the_fields_that_fit_are_taken_and_a_person_hears_of_the_other(shop: Shop) -> None:
    known(shop)
    edit(shop, Field.NAME, "Siti Rahma", "Siti R. Dewi")
    both = [
        Change(field=Field.NAME, seen="Siti Rahma", value="Siti Rahmawati"),
        Change(field=Field.EMAIL, seen="", value="Siti@Example.com"),
    ]
    shop.perform(EditCustomer(customer_id="siti", changes=both))
    now = read(shop)
    assert (now.name, now.email) == ("Siti R. Dewi", "siti@example.com")
    case = shop.only(cases)
    assert "field_changed" in case["evidence"]
    assert "Siti" not in case["evidence"]


def test_a_loyalty_card_belongs_to_one_customer_and_finds_them(shop: Shop) -> None:
    known(shop)
    known(shop, "budi", name="Budi", phone="081299990000")
    edit(shop, Field.CARD, "", "gc-001834")
    assert hits(shop, "GC-001834") == ["siti"]
    with pytest.raises(Refusal, match="card_of_another"):
        edit(shop, Field.CARD, "", "GC-001834", customer_id="budi")


# ---------------------------------------------------------------- phones and mails


@pytest.mark.parametrize("typed", ["1212", "0813 5550 1212", "+6281355501212"])
def test_a_caller_is_found_by_any_of_their_phones(shop: Shop, typed: str) -> None:
    known(shop)
    add(shop, PHONE, "0813 5550 1212")
    assert hits(shop, typed) == ["siti"]
    assert hits(shop, "7890") == ["siti"]


def test_a_preferred_phone_changes_places_with_the_other(shop: Shop) -> None:
    known(shop)
    add(shop, PHONE, "081355501212")
    shop.perform(PreferContact(customer_id="siti", contact_id="more", kind=PHONE))
    now = read(shop)
    assert now.phone == "+6281355501212"
    assert [contact.value for contact in now.contacts] == ["+6281234567890"]
    assert hits(shop, "7890") == hits(shop, "1212") == ["siti"]


def test_the_first_mail_is_the_preferred_one_and_gets_the_letters(shop: Shop) -> None:
    known(shop)
    add(shop, EMAIL, "Siti@Example.com")
    add(shop, EMAIL, "kantor@example.com", "second")
    assert read(shop).email == "siti@example.com"
    assert hits(shop, "kantor@example.com") == ["siti"]
    with shop.engine.connect() as db:
        assert mail_of(db, "siti") == ("siti@example.com", "id")


def test_a_phone_that_was_taken_away_finds_nobody(shop: Shop) -> None:
    known(shop)
    add(shop, PHONE, "081355501212")
    gone = EditContact(
        customer_id="siti", contact_id="more", kind=PHONE, seen="+6281355501212", value=""
    )
    shop.perform(gone)
    assert hits(shop, "1212") == []
    assert read(shop).contacts == ()


@pytest.mark.parametrize(
    ("value", "code"),
    [("12", "phone_invalid"), ("", "contact_empty"), ("081234567890", "contact_exists")],
)
def test_a_phone_that_is_none_is_not_kept(shop: Shop, value: str, code: str) -> None:
    known(shop)
    with pytest.raises(Refusal, match=code):
        add(shop, PHONE, value)


# ---------------------------------------------------------------- addresses


def test_an_address_is_written_as_it_is_written_here(shop: Shop) -> None:
    known(shop, address=HOME)
    (home,) = read(shop).addresses
    assert home.line == "Jl. Sabang 1, RT 003/RW 007, Kebon Sirih, Menteng, Jakarta 10340"
    assert home.preferred


def test_there_is_one_default_and_the_next_takes_over(shop: Shop) -> None:
    known(shop, address=HOME)
    office = NewAddress(
        address_id="office", street="Jl. Thamrin 9", city="Jakarta", province="", postcode=""
    )
    shop.perform(AddAddress(customer_id="siti", address=office))
    assert [a.address_id for a in read(shop).addresses] == ["home", "office"]
    shop.perform(PreferAddress(customer_id="siti", address_id="office"))
    now = read(shop).addresses
    assert [(a.address_id, a.preferred) for a in now] == [("office", True), ("home", False)]
    shop.perform(RemoveAddress(customer_id="siti", address_id="office"))
    (left,) = read(shop).addresses
    assert (left.address_id, left.preferred) == ("home", True)
    assert shop.only(customer_addresses, id="office")["street"] == "Jl. Thamrin 9"


def test_nobody_edits_the_address_of_another(shop: Shop) -> None:
    known(shop, address=HOME)
    known(shop, "budi", name="Budi", phone="081299990000")
    with pytest.raises(Refusal, match="address_unknown"):
        shop.perform(EditAddress(customer_id="budi", address_id="home", changes=[]))


# ---------------------------------------------------------------- consents


def consent(shop: Shop, purpose: Purpose, *, given: bool, channel: Channel = Channel.MAIL) -> None:
    shop.perform(
        SetConsent(customer_id="siti", channel=channel, purpose=purpose, given=given, how=How.PHONE)
    )


def told(shop: Shop, purpose: Purpose, channel: Channel = Channel.MAIL) -> bool:
    with shop.engine.connect() as db:
        return may_tell(db, "siti", channel, purpose)


def test_offers_need_a_yes_and_stop_with_a_no(shop: Shop) -> None:
    known(shop)
    assert not told(shop, Purpose.MARKETING)
    consent(shop, Purpose.MARKETING, given=True)
    assert told(shop, Purpose.MARKETING)
    assert not told(shop, Purpose.MARKETING, Channel.WHATSAPP)
    consent(shop, Purpose.MARKETING, given=False)
    assert not told(shop, Purpose.MARKETING)


def test_a_customer_who_wants_no_mail_gets_none(shop: Shop) -> None:
    known(shop, email="siti@example.com")
    assert told(shop, Purpose.SERVICE)
    consent(shop, Purpose.SERVICE, given=False)
    with shop.engine.connect() as db:
        assert mail_of(db, "siti")[0] == ""


def test_a_consent_says_when_how_and_to_whom_it_was_given(shop: Shop) -> None:
    known(shop)
    consent(shop, Purpose.MARKETING, given=True)
    with shop.engine.connect() as db:
        held = {(c.channel, c.purpose): c for c in consents_of(db, "siti")}
    assert len(held) == len(Channel) * len(Purpose)
    given = held[Channel.MAIL, Purpose.MARKETING]
    assert (given.at, given.how, given.user_id) == (shop.now, "phone", CLERK.user_id)


# ---------------------------------------------------------------- notes and tokens


def test_pinned_notes_come_first(shop: Shop) -> None:
    known(shop)
    first = shop.perform(AddNote(customer_id="siti", body="Call after 17:00."))["note_id"]
    shop.perform(AddNote(customer_id="siti", body="Wants paper bags."))
    shop.perform(PinNote(customer_id="siti", note_id=first, pinned=True))
    with shop.engine.connect() as db:
        assert [note.body for note in notes_of(db, "siti")] == [
            "Call after 17:00.",
            "Wants paper bags.",
        ]


@pytest.mark.parametrize(
    ("body", "code"), [(" ", "note_empty"), ("4111 1111 1111 1111", "card_number_in_text")]
)
def test_a_note_holds_words_and_no_card_number(shop: Shop, body: str, code: str) -> None:
    known(shop)
    with pytest.raises(Refusal, match=code):
        shop.perform(AddNote(customer_id="siti", body=body))


def test_of_a_stored_card_only_four_digits_are_kept(shop: Shop) -> None:
    known(shop)
    token = {"customer_id": "siti", "token_id": "t", "brand": "Visa", "expires": "08/28"}
    shop.perform(KeepToken(last4="4242", **token), SYSTEM)
    assert [(t.brand, t.last4) for t in read(shop).tokens] == [("Visa", "4242")]
    with pytest.raises(Refusal, match="token_unclear"):
        shop.perform(KeepToken(last4="4111111111111111", **token), SYSTEM)


# ---------------------------------------------------------------- masks


def test_a_mask_leaves_enough_to_recognise_and_too_little_to_call(shop: Shop) -> None:
    known(shop, email="siti@example.com", address=HOME)
    add(shop, PHONE, "081355501212")
    edit(shop, Field.CARD, "", "GC-001834")
    shown = masked_card(read(shop))
    text = repr(shown)
    for secret in ("81234567890", "siti@", "Sabang", "Kebon", "10340", "81355501212", "GC-00"):
        assert secret not in text
    assert (shown.name, shown.addresses[0].city) == ("Siti Rahma", "Jakarta")
    assert shown.phone.endswith("7890")


def test_an_order_for_a_customer_keeps_working_after_all_of_it(shop: Shop) -> None:
    known(shop, address=HOME)
    add(shop, PHONE, "081355501212")
    shop.stock("menteng", MUG, 5)
    shop.order(pickup(MUG), customer_id="siti", actor=AGENT)
    assert read(shop).orders_count == 1
