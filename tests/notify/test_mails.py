"""What a customer reads, in both languages, and what no text of hers can do to a mail."""

import email
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from app.customers.commands import Change, EditCustomer
from app.customers.model import looks_like_card_number
from app.customers.states import Field
from app.customers.tables import customer_pii
from app.fulfillment.passes import pass_for
from app.identity.signing import new_key
from app.notify.mails import PICTURE, Moot, write_mail
from app.notify.tables import pickup_secrets
from app.notify.words import Words, known_language, one_line
from app.orders.commands import CancelLines, ChangeOrder, Edits, LineDelivery, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.links import KeepPayLink
from app.payments.tables import payments
from app.places.tables import sites
from app.ports.mailer import Undeliverable
from tests.notify.house import CODE, SENDER, House, page, plain, squeezed
from tests.support.shop import CHINO, CLERK, SHIRT, cash, open_shop, pay_link, pickup, ship

LANGUAGES = ("en", "id")


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(open_shop(tmp_path))
    with house.shop.acting() as uow:
        where = {"street": "Jl. Cikini 5", "city": "Jakarta", "phone": "+622131234567"}
        uow.update(sites, "menteng", **where)
    return house


# ---------------------------------------------------------------- what is told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["thank you", "To be picked up at Menteng", "2 × Chino (TR-1) Rp 1.242.000"]),
        ("id", ["terima kasih", "Diambil di Menteng", "2 × Chino (TR-1) Rp 1.242.000"]),
    ],
)
def test_a_confirmation_tells_goods_place_promise_and_price(
    house: House, language: str, words: list[str]
) -> None:
    order_id = house.order(pickup(CHINO, 2), language=language)
    mail = house.mail(order_id, "confirmed")
    told = squeezed(plain(mail))
    for expected in [*words, "JKT01-3-", "Siti Rahma", "23:13 WIB"]:
        assert expected in told
    assert CODE not in told  # the code comes when the goods are ready
    assert "Chino" in page(mail)
    assert mail["Content-Language"] == language


def test_a_mail_is_plain_text_and_a_simple_page(house: House) -> None:
    mail = house.mail(house.order(pickup(SHIRT)), "confirmed")
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "http" not in page(mail)  # no picture, no script, nothing from elsewhere
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_confirmation_tells_what_is_sent_and_what_is_paid_where(house: House) -> None:
    drawer = house.shop.drawer()
    order_id = house.order(
        ship(CHINO),
        pickup(SHIRT),
        ship_to=house.address(),
        shipping_minor=20_000,
        tenders=[cash(600_000, drawer), pay_link(540_000)],
    )
    told = squeezed(plain(house.mail(order_id, "confirmed")))
    assert "To be sent to you Expected by: Thursday 24 September 2026" in told
    assert "Delivery: Rp 20.000 Total: Rp 1.140.000" in told
    assert "Paid: Rp 600.000" in told
    assert "To be paid online: Rp 540.000" in told


def test_the_payment_link_has_a_mail_of_its_own(house: House) -> None:
    order_id = house.order(pickup(SHIRT), tenders=[pay_link(499_000)])
    payment = house.shop.only(payments, order_id=order_id)
    link = "https://pay.example/pay/abc?amount=499000&order=JKT01"
    house.shop.perform(KeepPayLink(payment_id=payment["id"], link=link))
    mail = house.mail(order_id, "pay_link")
    assert link in plain(mail)
    assert 'href="https://pay.example/pay/abc?amount=499000&amp;order=JKT01"' in page(mail)
    assert "Rp 499.000" in plain(mail)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["ready", "identity card", "Open 09:00–21:00"]), ("id", ["siap", "kartu identitas"])],
)
def test_ready_tells_code_store_hours_and_what_to_bring(
    house: House, language: str, words: list[str]
) -> None:
    order_id = house.order(pickup(CHINO), language=language)
    house.stage(order_id)
    told = squeezed(plain(house.mail(order_id, "ready")))
    for expected in [*words, CODE, "Menteng", "Jl. Cikini 5", "+622131234567", "Rp 621.000"]:
        assert expected in told


def test_ready_brings_the_signed_pass_as_a_picture_of_its_own(house: House) -> None:
    """Nothing is fetched to see it, and a desk can read it without the server."""
    order_id = house.order(pickup(CHINO))
    parcel_id = house.stage(order_id)
    private = new_key()
    message = house.message(order_id, "ready")
    with house.shop.engine.connect() as db:
        mail = write_mail(db, message, SENDER, now=house.shop.now, key=private)
    assert f'src="cid:{PICTURE}"' in page(mail)
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == f"<{PICTURE}>"
    number = house.shop.only(orders, id=order_id)["number"]
    token = pass_for(parcel_id, number, "menteng", house.shop.now, private)
    drawn = BytesIO()
    segno.make(token, micro=False, error="m").save(drawn, kind="png", scale=5, border=4)
    assert picture.get_content() == drawn.getvalue()
    assert "cid:" not in page(house.mail(order_id, "ready")), "without a key there is no picture"


def test_ready_is_not_told_when_the_goods_are_already_collected(house: House) -> None:
    order_id = house.order(pickup(CHINO))
    parcel_id = house.stage(order_id)
    drawer = house.shop.drawer()
    house.hand_over(parcel_id, tenders=[cash(621_000, drawer)])
    with pytest.raises(Moot):
        house.mail(order_id, "ready")
    assert house.shop.rows(pickup_secrets) == []


def test_collected_is_a_summary_of_the_slip(house: House) -> None:
    order_id = house.order(pickup(CHINO, 2))
    parcel_id = house.stage(order_id)
    house.hand_over(parcel_id, tenders=[cash(1_242_000, house.shop.drawer())])
    told = squeezed(plain(house.mail(order_id, "collected")))
    assert "were handed over at Menteng on Monday 21 September 2026" in told
    assert "2 × Chino (TR-1) Rp 1.242.000" in told
    assert "Paid: Rp 1.242.000" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_store_did_not_have_is_told_with_regret(house: House, language: str) -> None:
    order_id = house.order(pickup(CHINO, 2), language=language)
    house.short(order_id)
    mail = house.mail(order_id, "cancelled")
    told = squeezed(plain(mail))
    assert {"en": "cannot be supplied", "id": "tidak tersedia"}[language] in mail["Subject"]
    assert "1 × Chino (TR-1) Rp 621.000" in told
    assert {"en": "The rest", "id": "Bagian lain"}[language] in told


def test_what_the_customer_cancelled_is_told_and_so_is_the_money(house: House) -> None:
    drawer = house.shop.drawer()
    order_id = house.order(pickup(CHINO, 2), tenders=[cash(1_242_000, drawer)])
    line = house.shop.only(order_lines, order_id=order_id)
    part = LineQuantity(line_id=line["id"], quantity=1)
    command = CancelLines(order_id=order_id, lines=[part], reason=CancelReason.CUSTOMER_REQUEST)
    house.shop.perform(command, CLERK)
    cancelled = house.mail(order_id, "cancelled")
    assert cancelled["Subject"].startswith("Cancelled: order JKT01-3-")
    refunded = house.mail(order_id, "refunded")
    assert refunded["Subject"].startswith("Refund Rp 621.000 for order")
    assert "Rp 621.000 in cash" in squeezed(plain(refunded))


def test_a_second_try_is_the_same_mail(house: House) -> None:
    order_id = house.order(pickup(CHINO))
    first, second = house.mail(order_id, "confirmed"), house.mail(order_id, "confirmed")
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"] == (
        f"<{house.message(order_id, 'confirmed').message_id}@gerai.example>"
    )


def test_a_language_without_templates_reads_indonesian(house: House) -> None:
    mail = house.mail(house.order(pickup(CHINO), language="jv"), "confirmed")
    assert mail["Content-Language"] == "id"


def test_an_erased_customer_is_told_nothing(house: House) -> None:
    order_id = house.order(pickup(CHINO))
    message = house.message(order_id, "confirmed")
    with house.shop.acting() as uow:
        uow.update(customer_pii, message.customer_id, email="", name="", erased_at=uow.now)
    with pytest.raises(Moot), house.shop.engine.connect() as db:
        write_mail(db, message, SENDER, now=house.shop.now)


def test_no_mail_says_a_card_number(house: House) -> None:
    drawer = house.shop.drawer()
    order_id = house.order(pickup(CHINO), tenders=[cash(621_000, drawer)])
    house.hand_over(house.stage(order_id))
    for kind in ("confirmed", "collected"):
        assert not looks_like_card_number(plain(house.mail(order_id, kind)))


# ---------------------------------------------------------------- what no text can do

HOSTILE = [
    "Siti\r\nBcc: thief@evil.example",
    "Siti\nSubject: won\n\n<b>free</b>",
    "Siti\r\n\r\n.\r\nMAIL FROM:<a@b>",
    "=?utf-8?q?Bcc:_x?= Siti",
    "Siti\u2028Bcc: x@evil.example\u2029",
    "Siti\x0b\x0cBcc: x\x00\x1b[31m",
    '"Siti" <thief@evil.example>, other@evil.example',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</td></table><a href='https://evil.example'>pay</a>",
    "{{ 7 * 7 }}{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}",
    "\u202eitiS",
    "Siti 😀 & <3",
    "O'Brien; DROP TABLE orders",
    "x" * 120,
]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))


def _tags(text: str) -> list[tuple[str, tuple[str, ...]]]:
    tags = _Tags()
    tags.feed(text)
    return tags.seen


def _shape(mail: EmailMessage) -> list[str]:
    read = email.message_from_bytes(mail.as_bytes(), policy=SMTP)
    return [f"{part.get_content_type()} {sorted(part.keys())}" for part in read.walk()]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(house: House, text: str) -> None:
    order_id = house.order(pickup(CHINO))
    harmless = house.mail(order_id, "confirmed")
    message = house.message(order_id, "confirmed")
    line = house.shop.only(order_lines, order_id=order_id)
    with house.shop.acting() as uow:
        # past the checks of the handlers: what an import or an older version may have left
        uow.update(customer_pii, message.customer_id, name=text)
        uow.update(order_lines, line["id"], name=text)
    mail = house.mail(order_id, "confirmed")
    read = email.message_from_bytes(mail.as_bytes(), policy=SMTP)
    assert _shape(mail) == _shape(harmless)
    assert [to.addr_spec for to in read["To"].addresses] == ["siti@example.com"]
    assert read["Bcc"] is None
    assert _tags(page(mail)) == _tags(page(harmless))
    assert one_line(text) in squeezed(plain(mail))


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "a@b, c@d", "nobody", "", "a b@c", "<a@b>"])
def test_an_address_that_is_none_is_never_tried(house: House, address: str) -> None:
    order_id = house.order(pickup(CHINO))
    customer_id = house.message(order_id, "confirmed").customer_id
    with house.shop.acting() as uow:
        uow.update(customer_pii, customer_id, email=address)
    with pytest.raises((Undeliverable, Moot)):
        house.mail(order_id, "confirmed")


@given(st.text(max_size=200))
def test_any_text_becomes_one_line_without_commands(text: str) -> None:
    line = one_line(text)
    assert not set(line) & set(map(chr, range(32)))
    assert "\x7f" not in line
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


def test_a_changed_address_gets_the_mail(house: House) -> None:
    order_id = house.order(pickup(CHINO))
    customer_id = house.message(order_id, "confirmed").customer_id
    told = [Change(field=Field.EMAIL, seen="siti@example.com", value="new@example.com")]
    house.shop.perform(EditCustomer(customer_id=customer_id, changes=told), CLERK)
    assert str(house.mail(order_id, "confirmed")["To"]) == "Siti Rahma <new@example.com>"


# ---------------------------------------------------------------- how figures are written


@pytest.mark.parametrize(
    ("language", "currency", "minor", "told"),
    [
        ("en", "IDR", 3_174_000, "Rp 3.174.000"),
        ("id", "IDR", -138_000, "\u2212Rp 138.000"),
        ("en", "GBP", 123_456, "£ 1,234.56"),
        ("id", "GBP", 123_456, "£ 1.234,56"),
        ("en", "KWD", -1_005, "\u2212KWD 1.005"),
        ("id", "IDR", 0, "Rp 0"),
    ],
)
def test_money_is_written_as_its_reader_does(
    language: str, currency: str, minor: int, told: str
) -> None:
    assert Words(language, currency).money(minor) == told


def test_times_are_those_of_the_place() -> None:
    noon = 1_790_000_000_000_000  # 2026-09-21 14:13:20 UTC
    assert Words("en", zone="Asia/Jakarta").moment(noon) == "Monday 21 September 2026, 21:13 WIB"
    assert Words("id", zone="Asia/Makassar").moment(noon) == "Senin 21 September 2026, 22:13 WITA"
    assert Words("id", zone="Asia/Jayapura").stamp(noon) == "21/09/2026 23:13"


@pytest.mark.parametrize(
    ("asked", "known"), [("en", "en"), ("EN-gb", "en"), ("id_ID", "id"), ("", "id"), ("fr", "id")]
)
def test_each_language_has_words(asked: str, known: str) -> None:
    assert known_language(asked) == known


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["was changed", "To be picked up at Kemang"]), ("id", ["telah diubah", "Kemang"])],
)
def test_a_change_tells_how_the_order_stands_now(
    house: House, language: str, words: list[str]
) -> None:
    order_id = house.order(
        ship(CHINO, 2), ship_to=house.address(), shipping_minor=20_000, language=language
    )
    line_id = house.shop.only(order_lines, order_id=order_id)["id"]
    there = LineDelivery(line_id=line_id, method=Method.PICKUP, site_id="kemang")
    house.shop.perform(
        ChangeOrder(
            order_id=order_id,
            version=0,
            edits=Edits(quantities=[LineQuantity(line_id=line_id, quantity=1)], deliveries=[there]),
            told_difference_minor=-621_000 - 20_000,
        )
    )
    mail = house.mail(order_id, "changed")
    told = squeezed(plain(mail))
    for expected in [*words, "1 × Chino (TR-1) Rp 621.000", "Total: Rp 621.000"]:
        assert expected in told
    assert "20.000" not in told, "nothing is sent any more, so nothing is charged for it"
    assert "Kemang" in page(mail)
