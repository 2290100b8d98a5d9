"""A mail that is asked for once more is a mail of its own, about the same event."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.customers.commands import EditContact
from app.customers.states import ContactKind
from app.customers.tables import customer_pii
from app.kit.actor import SYSTEM
from app.kit.errors import Refusal
from app.notify.mails import write_mail
from app.notify.queries import messages_of
from app.notify.resending import ResendMessage
from app.notify.sending import MarkSent, MarkUnsent
from app.notify.tables import effects, messages
from app.storage.schema import Side
from tests.notify.house import SENDER, House
from tests.support.shop import CLERK, SHIRT, open_shop, pickup


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(open_shop(tmp_path))
    yield made
    made.shop.engine.dispose()


def sent(house: House) -> tuple[str, str]:
    order_id = house.order(pickup(SHIRT))
    message = house.shop.only(messages, order_id=order_id)
    house.shop.perform(MarkSent(message_id=message["id"]), SYSTEM)
    return order_id, message["id"]


def test_it_is_queued_again_under_another_id_and_reads_alike(house: House) -> None:
    order_id, first = sent(house)
    queued = len(house.shop.rows(effects))
    house.shop.perform(ResendMessage(message_id=first), CLERK)
    assert len(house.shop.rows(effects)) == queued + 1
    with house.shop.engine.connect() as db:
        old, new = sorted(messages_of(db, order_id), key=lambda m: m.message_id != first)
        mails = [write_mail(db, told, SENDER, now=house.shop.now) for told in (old, new)]
    assert (old.state, new.state) == ("sent", "queued")
    assert mails[0]["Subject"] == mails[1]["Subject"]
    assert mails[0]["Message-ID"] != mails[1]["Message-ID"], "or the second would be thrown away"


def test_a_desk_shows_it_at_once_and_sends_nothing_itself(house: House) -> None:
    order_id, first = sent(house)
    queued = len(house.shop.rows(effects))
    house.shop.perform(ResendMessage(message_id=first), CLERK, side=Side.DESK)
    assert len(house.shop.rows(messages, order_id=order_id)) == 2
    assert len(house.shop.rows(effects)) == queued


def test_one_that_failed_may_be_sent_again(house: House) -> None:
    order_id = house.order(pickup(SHIRT))
    message = house.shop.only(messages, order_id=order_id)
    house.shop.perform(MarkUnsent(message_id=message["id"], act="fail", why="bounced"), SYSTEM)
    house.shop.perform(ResendMessage(message_id=message["id"]), CLERK)
    assert len(house.shop.rows(messages, order_id=order_id)) == 2


def test_what_is_on_its_way_is_not_sent_twice(house: House) -> None:
    order_id = house.order(pickup(SHIRT))
    message = house.shop.only(messages, order_id=order_id)
    with pytest.raises(Refusal, match="message_not_ended"):
        house.shop.perform(ResendMessage(message_id=message["id"]), CLERK)
    with pytest.raises(Refusal, match="message_unknown"):
        house.shop.perform(ResendMessage(message_id="nobody"), CLERK)


def test_without_an_address_nothing_is_sent(house: House) -> None:
    _, first = sent(house)
    customer = house.shop.only(messages, id=first)["customer_id"]
    known = house.shop.only(customer_pii, id=customer)["email"]
    gone = EditContact(
        customer_id=customer, contact_id=customer, kind=ContactKind.EMAIL, seen=known, value=""
    )
    house.shop.perform(gone, CLERK)
    with pytest.raises(Refusal, match="no_address"):
        house.shop.perform(ResendMessage(message_id=first), CLERK)
