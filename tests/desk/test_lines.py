"""A spoiled line between desk and server: whatever comes back, nothing is lost or doubled."""

import time

import msgspec
import pytest

from app.catalog.tables import products
from app.desk.desk import Desk
from app.desk.spool import Spool
from app.kit.actor import SYSTEM
from app.kit.clock import DAY
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import derived_id
from app.orders.search import Found
from app.orders.tables import orders
from app.storage.outbox import desk_state, outbox
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync import wire
from app.sync.core import Reading
from app.sync.feed import append
from tests.desk.house import House, local, wait_until
from tests.desk.test_desk import place
from tests.support.proxy import Fault, Proxy, ThinLine


def spoiled_desk(house: House, line: Proxy) -> Desk:
    desk = house.desk(0, through=line.url)
    house.sign_in(desk)
    return desk


def gone_up_once(house: House, desk: Desk, order_id: str) -> None:
    def up() -> bool:
        desk.poke()
        time.sleep(0.05)
        return desk.status().queued == 0

    wait_until(up)
    assert [row["id"] for row in house.on_server(orders)] == [order_id]
    assert [row["id"] for row in local(desk, orders)] == [order_id]


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.GARBLED, Fault.TWICE])
def test_a_spoiled_reply_to_a_command_still_makes_one_order(
    house: House, line: Proxy, fault: Fault
) -> None:
    desk = spoiled_desk(house, line)
    line.spoil("/v1/commands", fault, times=2)
    order_id = place(house, desk)
    wait_until(lambda: line.hits(fault) >= 1)
    gone_up_once(house, desk, order_id)


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/feed"])
@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.GARBLED])
def test_spoiled_replies_of_any_kind_only_delay(
    house: House, line: Proxy, path: str, fault: Fault
) -> None:
    desk = spoiled_desk(house, line)
    line.spoil("/v1/feed", Fault.LOST, times=1)  # so that it says hello again
    line.spoil(path, fault, times=2)
    order_id = place(house, desk)
    gone_up_once(house, desk, order_id)


def test_a_clock_that_is_set_back_by_a_day_silences_no_desk(house: House, line: Proxy) -> None:
    """Least of all while it waits before it tries the server again."""
    desk = spoiled_desk(house, line)
    line.spoil("/v1/", Fault.CUT, times=3)
    order_id = place(house, desk)
    wait_until(lambda: line.hits(Fault.CUT) == 3)
    wait_until(lambda: desk.status().state == "offline")
    house.clock.shift = -DAY
    wait_until(lambda: desk.status().queued == 0 and desk.caught_up)
    assert [row["id"] for row in house.on_server(orders)] == [order_id]
    assert (desk.status().age_s or 0) < 60


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.PORTAL])
def test_a_first_sync_that_is_cut_begins_again(house: House, line: Proxy, fault: Fault) -> None:
    line.spoil("/v1/snapshot", fault, times=1)
    desk = house.open(0, through=line.url)
    desk.enrol(house.shop.codes[0])
    desk.start()
    wait_until(lambda: line.hits(fault) == 1)
    desk.poke()
    assert desk.wait_caught_up(20)
    assert len(desk.people().result(5)) == len(house.shop.users)


def stock_catalogue(house: House, many: int, *, told: bool = False) -> None:
    """More than a line of the tests below carries at once. Ids and names pack as badly as any.
    `told`: with the feed, as an import does it."""
    rows = [
        {
            "id": derived_id("lines", "product", n),
            "sku": f"SKU-{n:06d}",
            "style": f"ST{n:05d}",
            "name": derived_id("lines", "name", n),
            "category": "shirts",
            "price_minor": 25_000,
            "currency": "IDR",
            "tax_class": "standard",
            "weight_grams": 400,
            "active": True,
        }
        for n in range(many)
    ]
    with house.server_database() as db:
        if told:
            uow = UnitOfWork(
                db, side=Side.SERVER, command_id="i" * 32, now=house.clock.now(), actor=SYSTEM
            )
            for row in rows:
                uow.insert(products, row)
            append(db, uow, kind="test.import", status="accepted", digest="", reason="")
        else:
            db.execute(products.insert(), rows)


def test_a_new_till_takes_the_shop_over_a_line_that_keeps_breaking(
    house: House, line: Proxy
) -> None:
    """Each line brings some of it. What it had is not told again, so a break costs no more than
    what was under way."""
    stock_catalogue(house, 10_000)
    whole = house.desk(1, through=line.url)
    house.close(whole)
    at_once, line.carried, line.lasts = line.carried, 0, 150_000
    till = house.open(2, through=line.url)
    till.enrol(house.shop.codes[2])
    till.start()

    def taken() -> bool:
        till.poke()
        return till.caught_up

    wait_until(taken)
    assert len(local(till, products)) == len(house.on_server(products))
    goes = sum(path == "/v1/snapshot" for path, _ in line.met) - 1
    assert goes > at_once // line.lasts >= 3
    assert line.carried < 1.6 * at_once
    assert not till.profile.spool.exists()


def test_news_that_are_too_much_for_a_line_that_keeps_breaking_arrive_all_the_same(
    house: House, line: Proxy
) -> None:
    """A page begins anew each time: the desk takes the shop instead, which goes on."""
    desk = spoiled_desk(house, line)
    stock_catalogue(house, 4_000, told=True)
    line.lasts = 60_000
    line.break_off()

    def read() -> bool:
        desk.poke()
        return len(local(desk, products)) == len(house.on_server(products))

    wait_until(read)
    pages = [path for path, _ in line.met].count("/v1/feed")
    order_id = place(house, desk)
    line.heal()
    gone_up_once(house, desk, order_id)
    assert pages < 12


def test_a_new_till_that_is_closed_while_the_shop_arrives_goes_on_with_it(
    house: House, line: Proxy
) -> None:
    stock_catalogue(house, 10_000)
    till = house.open(2, through=line.url)
    till.enrol(house.shop.codes[2])
    line.lasts = 250_000
    till.start()
    wait_until(lambda: till.status().arriving.size > 500_000)
    house.close(till)
    assert till.profile.spool.exists()
    line.heal()
    line.carried = 0
    again = house.open(2, through=line.url)
    again.start()
    assert again.wait_caught_up(20)
    assert len(local(again, products)) == len(house.on_server(products))
    house.close(again)
    rest, line.carried = line.carried, 0
    house.close(house.desk(1, through=line.url))
    assert rest < 0.7 * line.carried
    assert not again.profile.spool.exists()


def test_orders_are_taken_while_the_shop_still_arrives(house: House, line: Proxy) -> None:
    """A desk at work has to take the shop anew, over a line that needs a minute for it."""
    stock_catalogue(house, 10_000)
    desk = spoiled_desk(house, line)
    assert desk._loop is not None
    desk._loop._core.reading = Reading.SNAPSHOT
    line.thin = ThinLine(trip_s=0.0, bytes_s=8_000, loss=0)
    line.break_off()  # the question that waits for news

    def arriving() -> bool:
        desk.poke()
        return desk.profile.spool.exists()

    wait_until(arriving)
    order_id = place(house, desk)
    wait_until(lambda: house.on_server(orders))  # it goes up meanwhile
    assert desk.profile.spool.exists(), "the shop was there before the order: nothing is shown"
    line.heal()
    gone_up_once(house, desk, order_id)
    assert not desk.profile.spool.exists()


def test_a_shop_that_does_not_fit_leaves_the_disk_to_the_orders(
    house: House, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = house.open(1, through=line.url)
    till.enrol(house.shop.codes[1])
    add, kept = Spool.add, list[bytes]()

    def until_it_is_full(spool: Spool, line: bytes) -> None:
        if len(kept) == 3:
            raise Refusal("disk_full", folder="")
        kept.append(line)
        add(spool, line)

    monkeypatch.setattr(Spool, "add", until_it_is_full)
    till.start()
    wait_until(lambda: till.status().trouble == "disk_full")
    assert len(kept) == 3
    assert not till.profile.spool.exists()
    monkeypatch.undo()
    till.poke()
    assert till.wait_caught_up(20)


def test_a_captive_portal_is_no_network_and_changes_nothing(house: House, line: Proxy) -> None:
    desk = spoiled_desk(house, line)
    house.server.stop()
    line.spoil("/", Fault.PORTAL)
    order_id = place(house, desk)
    (before,) = local(desk, desk_state)
    queue = local(desk, outbox)
    wait_until(lambda: desk.status().state == "offline" and line.hits(Fault.PORTAL) >= 3)
    with pytest.raises(Unreachable):
        desk.fetch("/v1/search", Found, q="JKT00-1-000001").result(20)
    (after,) = local(desk, desk_state)
    assert after == before
    assert local(desk, outbox) == queue
    line.heal()
    house.server.start()
    gone_up_once(house, desk, order_id)


def test_a_server_of_another_version_gets_what_was_done_and_tells_nothing_until_it_is_mended(
    house: House, line: Proxy
) -> None:
    desk = spoiled_desk(house, line)
    (state,) = local(desk, desk_state)
    told = wire.Welcome(
        server_id=state["server_id"], epoch=1, seq=1, now=1, action="upgrade", buckets=[]
    )
    line.spoil("/v1/feed", Fault.CANNED, answer=lambda: msgspec.json.encode(told))
    line.spoil("/v1/hello", Fault.CANNED, answer=lambda: msgspec.json.encode(told))
    place(house, desk)  # its own acknowledgement ends the poll that was under way
    wait_until(lambda: desk.status().state == "read_only")
    assert desk.status().trouble == "upgrade"
    kept = {place(house, desk) for _ in range(2)}
    wait_until(lambda: kept <= {row["id"] for row in house.on_server(orders)})
    assert (desk.status().state, desk.status().queued >= 2) == ("read_only", True)
    line.heal()
    desk.poke()
    wait_until(lambda: desk.status().queued == 0)
    up = [row["id"] for row in house.on_server(orders)]
    assert kept < set(up)
    assert len(up) == 3
    assert desk.status().state == "online"


def test_a_line_that_is_cut_while_it_waits_is_noticed(house: House, line: Proxy) -> None:
    desk = spoiled_desk(house, line)
    wait_until(lambda: any(path == "/v1/feed" for path, _ in line.met))
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline", 10)
    house.server.start()
    desk.poke()
    wait_until(lambda: desk.status().state == "online")


def test_closing_does_not_wait_for_a_server_that_hangs(house: House, line: Proxy) -> None:
    desk = spoiled_desk(house, line)
    line.spoil("/v1/feed", Fault.LOST)  # the proxy keeps the poll of 25 s to itself
    place(house, desk)
    wait_until(lambda: line.hits(Fault.LOST) >= 1)
    begun = time.monotonic()
    house.close(desk)
    assert time.monotonic() - begun < 5
