"""The provider's word: only its own, and each payment once, however often and late it comes."""

import threading
from collections.abc import Iterator

import msgspec
import pytest

from app.adapters.pay_link_simulated import SimulatedPayLink
from app.cases.tables import cases
from app.kit.errors import Refusal
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import order_lines, orders
from app.payments.states import TenderKind
from app.payments.tables import money_entries
from app.ports.pay_link import Paid
from app.server.payments import PaidByLink, pay_by_link
from app.server.service import Service
from tests.server.house import House

PRICE = 25_000


def told_by(provider: SimulatedPayLink, paid: Paid) -> PaidByLink:
    return PaidByLink(
        payment_id=paid.payment_id,
        amount_minor=paid.amount_minor,
        reference=paid.reference,
        signature=provider.sign(paid),
    )


def paid_for(house: House, order_id: str, *, reference: str = "PSP-1") -> PaidByLink:
    payment = house.payment(order_id)
    return told_by(house.provider, Paid(payment["id"], PRICE, reference))


def test_a_paid_link_is_money_and_frees_the_order(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    reply = pay_by_link(house.service, paid_for(house, order_id))
    payment = house.payment(order_id)
    assert reply == {"payment_id": payment["id"], "status": "accepted"}
    assert (payment["state"], payment["captured_minor"]) == ("captured", PRICE)
    assert payment["reference"] == "PSP-1"
    assert house.rows(orders, id=order_id)[0]["paid_minor"] == PRICE


def test_the_provider_may_tell_it_many_times(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    request = paid_for(house, order_id)
    replies = [pay_by_link(house.service, request) for _ in range(5)]
    assert replies == [replies[0]] * 5
    assert len(house.rows(money_entries, order_id=order_id)) == 2  # one entry, two sides


def test_two_processes_that_hear_it_at_once_book_it_once(each_house: House) -> None:
    order_id = each_house.order(TenderKind.PAY_LINK)
    request = paid_for(each_house, order_id)
    services = [Service(each_house.url, clock=each_house.clock) for _ in range(4)]
    start = threading.Barrier(len(services))
    told: list[object] = []

    def hear(service: Service) -> None:
        service.pay_link = each_house.provider
        start.wait()
        try:
            told.append(pay_by_link(service, request))
        except BaseException as error:
            told.append(error)

    threads = [threading.Thread(target=hear, args=(service,)) for service in services]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for service in services:
        service.close()
    assert told == [{"payment_id": request.payment_id, "status": "accepted"}] * 4
    assert len(each_house.rows(money_entries, order_id=order_id)) == 2
    assert each_house.payment(order_id)["captured_minor"] == PRICE


def test_money_for_a_cancelled_order_is_kept_and_a_person_is_told(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    request = paid_for(house, order_id)
    (line,) = house.rows(order_lines, order_id=order_id)
    cancelled = LineQuantity(line_id=line["id"], quantity=1)
    house.service.run(
        CancelLines(order_id=order_id, lines=[cancelled], reason=CancelReason.CUSTOMER_REQUEST)
    )
    for _ in range(3):
        pay_by_link(house.service, request)
    assert [case["kind"] for case in house.rows(cases)].count("money_after_cancel") == 1
    assert house.rows(orders, id=order_id)[0]["paid_minor"] == PRICE


def test_paid_before_the_link_was_kept_still_counts(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    pay_by_link(house.service, paid_for(house, order_id))
    house.jobs().work()  # the link comes too late: there is nothing to pay any more
    payment = house.payment(order_id)
    assert payment["state"] == "captured"
    assert "://" not in payment["link"]


def forgeries(request: PaidByLink) -> Iterator[PaidByLink]:
    change = msgspec.structs.replace
    yield change(request, amount_minor=request.amount_minor + 1)
    yield change(request, reference="PSP-2")
    yield change(request, payment_id="0" * 32)
    yield change(request, signature="v1,")
    yield change(request, signature=request.signature.replace("v1,", "v0,"))
    yield change(request, signature="v1,not base64!")
    yield change(request, signature=request.signature[:-4])
    stranger = SimulatedPayLink(b"another secret of some length")
    yield told_by(stranger, Paid(request.payment_id, request.amount_minor, request.reference))


def test_nobody_else_can_say_that_it_was_paid(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    for forged in forgeries(paid_for(house, order_id)):
        with pytest.raises(Refusal) as refused:
            pay_by_link(house.service, forged)
        assert refused.value.code == "signature_wrong"
    assert house.payment(order_id)["state"] == "pending"


def test_a_server_without_a_provider_believes_nobody(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    house.service.pay_link = None
    with pytest.raises(Refusal, match="signature_wrong"):
        pay_by_link(house.service, paid_for(house, order_id))


def test_an_unknown_payment_is_refused_so_that_the_provider_tells_it_again(house: House) -> None:
    with pytest.raises(Refusal, match="payment_unknown"):
        pay_by_link(house.service, told_by(house.provider, Paid("0" * 32, PRICE, "PSP-9")))


def test_a_reference_that_reads_like_a_card_number_is_not_kept(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    pan = "4242424242424242"
    pay_by_link(house.service, paid_for(house, order_id, reference=pan))
    payment = house.payment(order_id)
    assert payment["state"] == "captured"
    assert payment["reference"].startswith("ref:")
    assert pan not in payment["reference"]


@pytest.mark.parametrize(
    "field", [{"amount_minor": 0}, {"amount_minor": 10**16}, {"reference": ""}, {"payment_id": ""}]
)
def test_words_that_mean_nothing_are_not_read(field: dict[str, object]) -> None:
    whole = {"payment_id": "p", "amount_minor": 1, "reference": "r", "signature": "s"}
    msgspec.convert(whole, PaidByLink)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(whole | field, PaidByLink)
