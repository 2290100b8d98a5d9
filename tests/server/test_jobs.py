"""What leaves the server: once in the usual case, never lost, never by two processes at once."""

import asyncio
import threading

import pytest
import sqlalchemy as sa

from app.kit.clock import HOUR, MINUTE, SECOND
from app.notify.sending import MarkSent
from app.notify.tables import effects, messages
from app.payments.states import TenderKind
from app.server.jobs import CLAIM, FIRST_WAIT, LONGEST_WAIT, MOST_ATTEMPTS, wait_after
from app.server.poker import Poker
from app.server.service import Service
from app.server.turns import Turns
from app.stock.commands import AskHold, HeldUnits
from app.stock.tables import stock_holds
from app.sync.tables import feed_changes
from tests.notify.house import plain
from tests.server.house import House


def test_a_queued_mail_is_sent_once_and_the_desks_see_it(house: House) -> None:
    order_id = house.order()
    before = house.service.head().seq
    assert house.jobs().work() == 1
    (mail,) = house.post.sent
    message = house.message(order_id)
    assert str(mail["To"]) == "Siti Rahma <siti@example.com>"
    assert (message["state"], message["sent_at"]) == ("sent", house.clock.time)
    changed = [row for row in feed_rows(house) if row.seq > before]
    assert [(row.entity, row.entity_id) for row in changed] == [("messages", message["id"])]
    assert house.effect(message["id"])["state"] == "done"
    assert house.jobs().work() == 0


def test_without_a_mail_address_nothing_is_queued(house: House) -> None:
    house.order(email="")
    assert house.rows(messages) == []
    assert house.jobs().work() == 0


def test_a_mail_server_that_is_away_is_asked_again_later_and_later(house: House) -> None:
    order_id = house.order()
    house.post.go_away()
    jobs = house.jobs()
    waits = []
    for attempt in range(1, 15):
        assert jobs.work() == 1, attempt
        effect = house.effect(house.message(order_id)["id"])
        assert (effect["attempts"], effect["state"]) == (attempt, "queued")
        waits.append(effect["next_at"] - house.clock.time)
        assert jobs.work() == 0
        house.clock.time = effect["next_at"]
    assert waits[:4] == [5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND]
    assert waits == sorted(waits)
    assert waits[-1] == HOUR
    assert effect["error"] == "unreachable: no answer"
    assert house.message(order_id)["state"] == "queued"
    house.post.come_back()
    assert jobs.work() == 1
    assert house.message(order_id)["state"] == "sent"


@pytest.mark.parametrize("attempts", range(1, MOST_ATTEMPTS + 1))
def test_waits_grow_and_are_spread(attempts: int) -> None:
    low, high = wait_after(attempts, 0.0), wait_after(attempts, 0.999)
    assert FIRST_WAIT <= low <= high < low * 3 // 2
    assert high < LONGEST_WAIT * 3 // 2


def test_a_refused_receiver_fails_the_message_and_nobody_else(house: House) -> None:
    refused = house.order()
    house.post.refuse()
    house.jobs().work()
    house.post.come_back()
    served = house.order()
    house.jobs().work()
    assert house.message(refused)["state"] == "failed"
    assert house.effect(house.message(refused)["id"])["error"] == "smtp_550"
    assert house.message(served)["state"] == "sent"


def test_after_two_days_of_trouble_the_message_is_failed(house: House) -> None:
    order_id = house.order()
    house.post.go_away()
    jobs = house.jobs()
    for _ in range(MOST_ATTEMPTS):
        jobs.work()
        house.clock.pass_by(2 * HOUR)
    assert house.message(order_id)["state"] == "failed"
    assert jobs.work() == 0


def test_a_crash_after_the_mail_went_out_sends_the_very_same_mail_again(house: House) -> None:
    house.order()
    house.post.late = KeyboardInterrupt("killed")
    with pytest.raises(KeyboardInterrupt):
        house.jobs().work()
    house.post.come_back()
    assert house.jobs().work() == 0  # the dead process's claim stands for a while
    house.clock.pass_by(CLAIM)
    assert house.jobs().work() == 1
    assert len(house.post.sent) == 2
    assert len(set(house.post.ids())) == 1


def test_a_claim_that_was_overtaken_ends_nothing(house: House) -> None:
    order_id = house.order()
    slow, quick = house.jobs(), house.jobs()
    (lost,) = slow.claim()
    house.clock.pass_by(CLAIM)
    house.post.go_away()
    quick.work()
    effect = house.effect(house.message(order_id)["id"])
    assert effect["attempts"] == 2
    slow.perform(lost)
    assert house.effect(effect["subject_id"]) == effect


def test_a_bug_in_one_mail_does_not_stop_the_others(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    poisoned, served = house.order(), house.order()
    with house.service.engine.begin() as db:
        where = messages.c.order_id == poisoned
        db.execute(sa.update(messages).where(where).values(kind="no_such_kind"))
    house.jobs().work()
    assert house.message(served)["state"] == "sent"
    effect = house.effect(house.message(poisoned, "no_such_kind")["id"])
    assert (effect["state"], effect["error"]) == ("queued", "failed: ValueError")
    assert "siti@example.com" not in caplog.text


def test_a_message_that_comes_to_nothing_twice_is_withdrawn_twice(house: House) -> None:
    """Put back, told again, put back again: it was left queued for ever with nobody to send it."""
    order_id = house.order()
    of_order = messages.c.order_id == order_id
    with house.service.engine.begin() as db:
        db.execute(sa.update(messages).where(of_order).values(kind="ready"))  # nothing is
    for _ in range(2):
        house.jobs().work()
        message = house.message(order_id, "ready")
        assert message["state"] == "withdrawn"
        with house.service.engine.begin() as db:
            db.execute(sa.update(messages).where(of_order).values(state="queued"))
            of_message = effects.c.subject_id == message["id"]
            db.execute(sa.update(effects).where(of_message).values(state="queued", next_at=0))


def test_a_message_marked_twice_is_marked_once(house: House) -> None:
    order_id = house.order()
    message_id = house.message(order_id)["id"]
    house.service.run(MarkSent(message_id=message_id))
    at = house.message(order_id)["sent_at"]
    house.clock.pass_by(SECOND)
    house.service.run(MarkSent(message_id=message_id))
    assert house.message(order_id)["sent_at"] == at
    assert house.jobs().work() == 1  # a look at it, but no mail
    assert house.post.sent == []


@pytest.mark.parametrize("processes", [2, 4])
def test_several_processes_send_each_mail_once(each_house: House, processes: int) -> None:
    for _ in range(12):
        each_house.order()
    services = [Service(each_house.url, clock=each_house.clock) for _ in range(processes)]
    start = threading.Barrier(processes)
    failures: list[BaseException] = []

    def serve(service: Service) -> None:
        try:
            start.wait()
            each_house.jobs(service).work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=serve, args=(service,)) for service in services]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for service in services:
        service.close()
    assert failures == []
    ids = each_house.post.ids()
    assert len(ids) == len(set(ids)) == 12
    assert {row["state"] for row in each_house.rows(messages)} == {"sent"}
    assert {row["attempts"] for row in each_house.rows(effects)} == {1}


# ---------------------------------------------------------------- pay links


def test_a_pay_link_is_made_kept_and_mailed(house: House) -> None:
    order_id = house.order(TenderKind.PAY_LINK)
    house.jobs().work()
    payment = house.payment(order_id)
    assert payment["link"].startswith(f"https://pay.example/pay/{payment['id']}?amount=25000")
    assert house.message(order_id, "pay_link")["state"] == "sent"
    (linked,) = [mail for mail in house.post.sent if "Pay for" in str(mail["Subject"])]
    assert payment["link"] in plain(linked)


def test_a_provider_that_is_away_delays_the_link_but_not_the_confirmation(house: House) -> None:
    house.provider.away = True
    order_id = house.order(TenderKind.PAY_LINK)
    house.jobs().work()
    assert house.message(order_id)["state"] == "sent"
    assert "://" not in house.payment(order_id)["link"]
    house.provider.away = False
    house.clock.pass_by(FIRST_WAIT)
    house.jobs().work()
    assert "://" in house.payment(order_id)["link"]


def test_an_order_paid_at_the_store_wants_no_link(house: House) -> None:
    house.order()
    assert house.rows(effects, kind="pay_link") == []


# ---------------------------------------------------------------- the loop


async def _serve(house: House) -> None:
    """Two orders come while the jobs run."""
    poker = Poker(lambda: house.service.head().seq)
    house.service.on_commit.append(poker.poke)
    jobs = house.jobs(look=0.05).run(poker, Turns(writers=1))
    running = asyncio.gather(poker.run(), jobs)
    try:
        async with asyncio.timeout(20):
            for count in (1, 2):
                await asyncio.to_thread(house.order)
                while len(house.post.sent) < count:
                    await asyncio.sleep(0.01)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_the_running_server_sends_by_itself(house: House) -> None:
    asyncio.run(_serve(house))
    assert len(house.post.sent) == 2


def feed_rows(house: House) -> list[sa.Row[tuple[int, str, str]]]:
    columns = (feed_changes.c.seq, feed_changes.c.entity, feed_changes.c.entity_id)
    statement = sa.select(*columns).order_by(feed_changes.c.seq)
    return house.service.ask(lambda db: list(db.execute(statement).all()))


def test_a_hold_that_ran_out_is_ended_without_anybody_asking(house: House) -> None:
    unit = HeldUnits(site_id=house.shop.stores[0], product_id=house.shop.products[0], quantity=1)
    house.service.run(AskHold(hold_id="draft", units=[unit], lasts=MINUTE))
    house.jobs().work()
    assert [row["state"] for row in house.rows(stock_holds)] == ["held"]
    house.clock.pass_by(MINUTE)
    house.jobs().work()
    assert [row["state"] for row in house.rows(stock_holds)] == ["expired"]
    before = house.service.head().seq
    house.jobs().work()
    assert house.service.head().seq == before
