"""A desk with a real server process: what people see when it is there, away, or back."""

import threading

import pytest

from app.cases.tables import cases
from app.customers.commands import WatchCustomer
from app.customers.tables import customer_pii
from app.desk import loop
from app.desk.desk import Desk
from app.desk.finding import FarSearch, fetch_order
from app.identity.model import GRANT_LASTS
from app.identity.tables import device_secrets
from app.kit.clock import DAY, HOUR, MINUTE, SECOND
from app.kit.errors import Refusal, Unreachable
from app.orders.search import Found, WatchOrder
from app.orders.tables import orders
from app.payments.commands import OpenDrawer
from app.storage.outbox import desk_state, outbox
from app.sync.core import LONGEST_WAIT
from app.sync.tables import commands
from tests.desk.house import LATER, SOON, House, holds, local, wait_until
from tests.desk.test_dismissing import dismiss
from tests.sync.shop import PIN

WRONG = "000000"


def refused(code: str, future: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        future.result(20)  # type: ignore[attr-defined]
    assert caught.value.code == code
    return caught.value


def place(house: House, desk: Desk, role: str = "agent") -> str:
    actor = house.sign_in(desk, role)
    outcome = desk.run(house.order(), actor).result(10)
    assert outcome.ok, outcome.refusal
    return str(outcome.result["order_id"])


# ---------------------------------------------------------------- with the server


def seen_elsewhere(house: House) -> None:
    here, there = house.desk(0), house.desk(3)  # both stand where the order is collected
    order_id = place(house, here)
    wait_until(lambda: holds(there, order_id), SOON)
    wait_until(lambda: here.status().queued == 0, SOON)


def test_what_is_placed_here_is_seen_there_within_two_seconds(house: House) -> None:
    seen_elsewhere(house)


@pytest.mark.postgres
def test_it_is_seen_there_on_postgresql_too(postgres_house: House) -> None:
    seen_elsewhere(postgres_house)


def test_a_code_joins_one_desk_once(house: House) -> None:
    house.desk(0)
    second = house.open(1)
    with pytest.raises(Refusal, match="code_unknown"):
        second.enrol(house.shop.codes[0])
    assert not second.enrolled
    second.enrol(house.shop.codes[1].lower() + " ")
    assert second.enrolled


def test_an_order_of_another_store_comes_when_it_is_asked_for(house: House) -> None:
    here, there = house.desk(0), house.desk(1)
    order_id = place(house, here)
    actor = house.sign_in(there, "clerk")
    wait_until(lambda: here.status().queued == 0, SOON)
    assert not holds(there, order_id)
    assert fetch_order(there, _number(here, order_id), actor).result(20) == order_id
    wait_until(lambda: holds(there, order_id), SOON)
    assert fetch_order(there, "XX00-1-000001", actor).result(20) is None
    found = there.fetch("/v1/search", Found, q=_number(here, order_id)).result(20)
    assert [order.order_id for order in found.orders] == [order_id]


def test_a_customer_of_another_store_comes_when_they_tell_their_number(house: House) -> None:
    here, there = house.desk(0), house.desk(1)
    place(house, here)
    actor = house.sign_in(there, "clerk")
    wait_until(lambda: here.status().queued == 0, SOON)
    far = FarSearch(there)
    (found,) = far.search("081234567890").result(20).customers
    assert far.search("siti").result(20).customers == []
    assert local(there, customer_pii) == []
    asked = far.send_customer(found.customer_id, actor)
    assert asked.result(20) == found.customer_id
    wait_until(lambda: [row["name"] for row in local(there, customer_pii)] == ["Siti Rahma"], SOON)


def test_a_store_gets_nobody_whom_it_cannot_name(house: House) -> None:
    here, there = house.desk(0), house.desk(1)
    place(house, here)
    actor = house.sign_in(there, "clerk")
    wait_until(lambda: here.status().queued == 0, SOON)
    (row,) = local(here, customer_pii)
    for told in ("", "siti", "7890"):
        there.run(WatchCustomer(customer_id=str(row["id"]), told=told), actor).result(10)
    wait_until(lambda: there.status().queued == 0, SOON)
    codes = [case["evidence"] for case in house.on_server(cases)]
    assert len(codes) == 3
    assert all("customer_not_told" in evidence for evidence in codes)
    assert local(there, customer_pii) == []


def _number(desk: Desk, order_id: str) -> str:
    return next(str(row["number"]) for row in local(desk, orders) if row["id"] == order_id)


# ---------------------------------------------------------------- without it


def test_an_order_taken_without_the_server_goes_up_by_itself(house: House) -> None:
    here, there = house.desk(0), house.desk(3)
    actor = house.sign_in(here)
    house.server.stop()
    wait_until(lambda: here.status().state == "offline", 10)
    outcome = here.run(house.order(), actor).result(10)
    assert outcome.ok
    assert outcome.result["number"] == "JKT00-1-000001"
    assert here.status().queued == 1
    house.server.start()
    wait_until(lambda: here.status().queued == 0)  # nobody pokes it
    wait_until(lambda: holds(there, outcome.result["order_id"]))


def test_what_was_queued_survives_a_restart_of_the_desk(house: House) -> None:
    desk = house.desk(0)
    actor = house.sign_in(desk)
    house.server.stop()
    outcome = desk.run(house.order(), actor).result(10)
    house.close(desk)
    again = house.open(0)
    assert [row["command_id"] for row in local(again, outbox)] == [outcome.command_id]
    assert holds(again, outcome.result["order_id"])
    assert again.status().queued == 1
    house.server.start()
    again.start()
    wait_until(lambda: again.status().queued == 0)


def test_what_one_user_queued_goes_up_while_another_is_signed_in(house: House) -> None:
    desk = house.desk(0)
    agent, clerk = house.sign_in(desk, "agent"), house.sign_in(desk, "clerk")
    house.server.stop()
    first = desk.run(house.order(), agent).result(10)
    assert house.sign_in(desk, "clerk") == clerk
    second = desk.run(house.order(), clerk).result(10)
    house.server.start()
    wait_until(lambda: desk.status().queued == 0)
    told = {row["command_id"]: row for row in house.on_server(commands)}
    assert told[first.command_id]["user_id"] == agent.user_id
    assert told[second.command_id]["user_id"] == clerk.user_id
    assert {told[one.command_id]["status"] for one in (first, second)} == {"accepted"}


def test_only_who_signed_in_before_may_work_without_the_server(house: House) -> None:
    desk = house.desk(0)
    known = house.sign_in(desk, "agent")
    house.server.stop()
    assert house.sign_in(desk, "agent") == known
    refused("never_signed_in_here", desk.sign_in(house.shop.users["clerk"], PIN))
    refused("never_signed_in_here", desk.sign_in("0" * 32, PIN))


def test_offline_work_ends_after_72_hours_and_the_server_renews_it(house: House) -> None:
    desk = house.desk(0)
    house.sign_in(desk)
    house.server.stop()
    house.clock.shift = GRANT_LASTS - MINUTE
    house.sign_in(desk)
    house.clock.shift = GRANT_LASTS + MINUTE
    told = refused("offline_too_long", desk.sign_in(house.shop.users["agent"], PIN))
    assert told.facts == {"hours": GRANT_LASTS // HOUR}
    house.clock.shift = 0
    house.server.start()
    house.sign_in(desk)


def test_after_72_hours_nothing_new_is_promised_and_what_happens_is_kept(house: House) -> None:
    desk = house.desk(1)
    clerk = house.sign_in(desk, "clerk")
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline")
    house.clock.shift = GRANT_LASTS - MINUTE
    assert desk.run(house.order(), clerk).result(10).ok
    house.clock.shift = GRANT_LASTS + 10 * MINUTE
    late = desk.run(house.order(), clerk).result(10).refusal
    assert late is not None
    assert (late.code, late.facts) == ("offline_over", {"hours": GRANT_LASTS // HOUR})
    opened = OpenDrawer(
        drawer_id="d" * 32, site_id=clerk.site_id, float_minor=100_000, currency="IDR"
    )
    assert desk.run(opened, clerk).result(10).ok
    house.server.start()
    desk.poke()
    wait_until(lambda: desk.status().queued == 0)
    told = {row["kind"]: row["status"] for row in house.on_server(commands)}
    assert told["order.place"] == "accepted"
    # Only this desk's clock was moved: by the server's the sign-in had not run out.
    assert told["drawer.open"] == "accepted"
    assert not house.on_server(cases)


def test_a_desk_that_is_started_again_is_alone_for_as_long_as_before(house: House) -> None:
    """Else each start would promise three days more than the queue will take."""
    desk = house.desk(1)
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline")
    (kept,) = local(desk, desk_state)
    house.close(desk)
    house.clock.shift = 2 * DAY
    again = house.open(1)
    again.start()
    assert again.status().since == kept["contact_at"]
    wait_until(lambda: again.status().state == "offline")
    assert again.status().since == kept["contact_at"]


def test_a_server_that_does_not_know_the_desk_any_more_shuts_nobody_out(house: House) -> None:
    """It came back from a copy that was made before this desk joined."""
    desk = house.desk(1)
    house.sign_in(desk)
    with house.server_database() as db:
        db.execute(device_secrets.delete())
    desk.poke()
    wait_until(lambda: desk.status().trouble == "device_unknown", LATER)
    refused("wrong_pin", desk.sign_in(house.shop.users["agent"], WRONG))
    assert desk.run(house.order(), house.sign_in(desk)).result(10).ok
    assert desk.status().queued == 1


def test_a_clock_that_is_off_is_seen_before_it_does_harm(house: House) -> None:
    """Slips would tell a wrong time, and the first hour alone would end every sign-in."""
    desk = house.desk(1)
    house.clock.shift = 4 * MINUTE
    place(house, desk)
    assert desk.status().clock_off_s == 0
    house.clock.shift = -2 * HOUR
    place(house, desk)
    assert desk.status().clock_off_s == pytest.approx(-7_200, abs=60)
    house.clock.shift = 0
    place(house, desk)
    assert desk.status().clock_off_s == 0


def test_who_waits_for_the_server_knows_the_next_try(house: House) -> None:
    """By this computer's clock, also when that is wrong."""
    desk = house.desk(1)
    place(house, desk)
    wait_until(lambda: desk.status().queued == 0, LATER)
    assert (desk.status().tries, desk.status().next_try) == (0, 0)
    house.clock.shift = -2 * HOUR
    house.server.stop()
    wait_until(lambda: desk.status().tries >= 2, LATER)
    assert abs(desk.status().next_try - house.clock.now()) < LONGEST_WAIT
    house.server.start()
    wait_until(lambda: desk.status().tries == 0, LATER)


def test_an_hour_without_news_is_no_hour_without_the_server(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "NOTED_EVERY", 0)
    desk = house.desk(1)
    (before,) = local(desk, desk_state)
    house.clock.shift = HOUR
    desk.poke()
    place(house, house.desk(2))  # of another place: this desk hears only that it is nothing for it

    def noted() -> bool:
        (now,) = local(desk, desk_state)
        return bool(now["contact_at"] >= before["contact_at"] + HOUR)

    wait_until(noted, LATER)


def test_one_dismissed_person_does_not_hold_up_the_queue_of_another(house: House) -> None:
    """Two queues of one desk: their wishes wait for a person, their facts stand with a case."""
    desk = house.desk(1)
    clerk, manager = house.sign_in(desk, "clerk"), house.sign_in(desk, "manager")
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline")
    dismiss(house, clerk.user_id)
    opened = OpenDrawer(
        drawer_id="d" * 32, site_id=clerk.site_id, float_minor=100_000, currency="IDR"
    )
    done = {
        "fact": desk.run(opened, clerk).result(10),
        "wish": desk.run(house.order(), clerk).result(10),
        "other": desk.run(house.order(), manager).result(10),
    }
    house.server.start()
    desk.poke()
    wait_until(lambda: desk.status().queued == 0)
    told = {row["command_id"]: row for row in house.on_server(commands)}
    assert {name: told[one.command_id]["status"] for name, one in done.items()} == {
        "fact": "accepted_with_exception",
        "wish": "rejected",
        "other": "accepted",
    }
    assert "Siti" in told[done["wish"].command_id]["body"], "it is kept whole for a person"
    found = [row for row in house.on_server(cases) if row["kind"] == "revoked_user"]
    assert len(found) == 2


def test_wrong_pins_are_counted_and_the_wait_survives_a_restart(house: House) -> None:
    desk = house.desk(0)
    agent = house.shop.users["agent"]
    house.sign_in(desk)
    house.server.stop()
    left = [refused("wrong_pin", desk.sign_in(agent, WRONG)).facts["tries_left"] for _ in range(4)]
    assert left == [4, 3, 2, 1]
    assert refused("pin_wait", desk.sign_in(agent, WRONG)).facts["seconds"] in {30, 31}
    house.close(desk)
    again = house.open(0)
    refused("pin_wait", again.sign_in(agent, PIN))  # not even the right one
    house.clock.shift = 32 * SECOND
    house.sign_in(again)
    told = refused("wrong_pin", again.sign_in(agent, WRONG))
    assert told.facts["tries_left"] == 4, "a right PIN forgets the wrong ones"


def test_the_server_counts_wrong_pins_too(house: House) -> None:
    desk = house.desk(0)
    agent = house.shop.users["agent"]
    for _ in range(4):
        refused("wrong_pin", desk.sign_in(agent, WRONG))
    refused("pin_wait", desk.sign_in(agent, WRONG))
    refused("pin_wait", desk.sign_in(agent, PIN))


def test_what_only_the_server_can_do_is_refused_without_it(house: House) -> None:
    desk = house.desk(0)
    order_id = place(house, desk)
    actor = house.sign_in(desk, "manager")
    wait_until(lambda: desk.status().queued == 0, SOON)
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline", 10)
    outcome = desk.run(WatchOrder(order_id=order_id), actor).result(10)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "needs_server"
    assert desk.status().queued == 0
    with pytest.raises(Unreachable):
        desk.fetch("/v1/search", Found, q="JKT00-1-000001").result(20)
    with pytest.raises(Unreachable):
        fetch_order(desk, "JKT00-1-000001", actor).result(20)


# ---------------------------------------------------------------- what the pill tells


def test_the_status_follows_the_link(house: House) -> None:
    desk = house.open(0)
    assert desk.status().state == "offline"
    assert desk.status().age_s is None
    desk.enrol(house.shop.codes[0])
    seen: list[str] = []
    desk.on_status(lambda status: seen.append(status.state))
    desk.start()
    assert desk.wait_caught_up(20)
    assert desk.status().state == "online"
    before = desk.status().since
    order = desk.run(house.order(), house.sign_in(desk)).result(10)
    assert order.ok
    wait_until(lambda: desk.status().queued == 0, SOON)
    assert "syncing" in seen
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline", 10)
    assert desk.status().since > before
    house.server.start()
    desk.poke()
    wait_until(lambda: desk.status().state == "online")
    assert [one for n, one in enumerate(seen) if one != (seen[n - 1] if n else "")][-2:] == [
        "offline",
        "online",
    ]


def test_changes_are_told_with_what_they_touched(house: House) -> None:
    here, there = house.desk(0), house.desk(3)
    told: list[object] = []
    there.on_changed(told.append)
    order_id = place(house, here)
    wait_until(lambda: any(order_id in str(change) for change in told), SOON)


# ---------------------------------------------------------------- letting go


def ours() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("gerai-")}


def test_close_leaves_no_thread_and_frees_the_profile(house: House) -> None:
    desk = house.desk(0)
    house.sign_in(desk)
    assert ours()
    house.close(desk)
    assert ours() == set()
    house.desk(0)


def test_close_during_the_first_sync_does_not_wait_for_it(house: House) -> None:
    desk = house.open(0)
    desk.enrol(house.shop.codes[0])
    waiting = desk.elsewhere(desk.wait_caught_up, 60.0)  # never started: it cannot come
    house.close(desk)
    assert waiting.result(1) is False
    assert ours() == set()


def test_a_second_start_on_one_profile_is_refused_and_leaves_nothing(house: House) -> None:
    desk = house.desk(0)
    threads = ours()
    with pytest.raises(Refusal, match="profile_in_use"):
        Desk(house.profile(0), house.server.url)
    assert ours() == threads
    assert place(house, desk)


def test_a_desk_that_cannot_open_leaves_no_thread_and_no_lock(house: House) -> None:
    desk = house.desk(0)
    house.close(desk)
    (key,) = house.profile(0).glob("*.key")
    kept = key.rename(house.folder / "kept.key")
    before = (house.profile(0) / "desk.db").read_bytes()
    for _ in range(2):  # the second time would meet the lock of the first
        with pytest.raises(Refusal, match="key_lost"):
            Desk(house.profile(0), house.server.url)
    assert ours() == set()
    assert (house.profile(0) / "desk.db").read_bytes() == before
    kept.rename(key)
    house.open(0)


@pytest.mark.parametrize("typed", ["", "gerai.example", "ftp://x", "http://", "http://[::1", "x y"])
def test_nonsense_is_no_server_address(house: House, typed: str) -> None:
    with pytest.raises(Refusal, match="server_address"):
        Desk(house.profile(0), typed)
    assert not house.profile(0).exists()
