"""Museum 7: a day is not over while orders wait in this computer, unless a manager says so."""

from app.desk.closing import closing
from app.payments.commands import CloseDrawer, OpenDrawer
from app.payments.tables import drawers
from tests.desk.house import House, wait_until


def test_a_day_ends_when_the_server_has_all_of_it(house: House) -> None:
    desk = house.desk(1)
    clerk = house.sign_in(desk, "clerk")
    drawer_id = "d" * 32
    opening = OpenDrawer(
        drawer_id=drawer_id, site_id=clerk.site_id, float_minor=100_000, currency="IDR"
    )
    assert desk.run(opening, clerk).result(10).ok
    wait_until(lambda: desk.status().queued == 0)
    house.server.stop()
    wait_until(lambda: desk.status().state == "offline")
    placed = desk.run(house.order(), clerk).result(10)
    assert placed.ok, placed.refusal

    early = CloseDrawer(drawer_id=drawer_id, counted_minor=100_000)
    refusal = desk.run(early, clerk).result(10).refusal
    assert refusal is not None
    assert (refusal.code, refusal.facts) == ("unsent_left", {"count": 1})
    told = desk.ask(closing, desk.device_id).result(10)
    assert [(act.kind, act.number) for act in told.unsent] == [
        ("order.place", placed.result["number"])
    ]
    over = CloseDrawer(
        drawer_id=drawer_id, counted_minor=100_000, unsent=(told.unsent[0].command_id,)
    )
    refusal = desk.run(over, clerk).result(10).refusal
    assert refusal is not None
    assert refusal.code == "needs_approval"

    house.server.start()
    desk.poke()
    wait_until(lambda: desk.status().queued == 0)
    assert desk.run(early, clerk).result(10).ok
    wait_until(lambda: desk.status().queued == 0)
    (drawer,) = house.on_server(drawers)
    assert (drawer["state"], drawer["unsent"]) == ("closed", "")
