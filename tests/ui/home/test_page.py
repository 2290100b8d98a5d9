"""What is due is seen first, opened by a key, and arrives without moving what is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.states import CaseKind
from app.cases.tables import cases
from app.customers.commands import CallBack, CreateCustomer, EndCall
from app.customers.states import CallOutcome
from app.customers.tables import customer_callbacks
from app.desk.desk import SyncStatus
from app.desk.queue import Due, DueKind
from app.fulfillment.commands import Claim, Pick, ShortPick, Stage
from app.fulfillment.queries import panel
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillments
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR, MINUTE, Instant
from app.orders.drafts import Draft, DraftLine, save_draft
from app.places.tables import site_handling
from app.routing.rules.tables import rule_sets
from app.stock.receiving import ReceivedLine
from app.stock.transferring import (
    ON_THE_ROAD,
    RequestTransfer,
    SendTransfer,
    request_transfer,
    send_transfer,
)
from app.storage.uow import UnitOfWork
from app.work.put_away import PUT_AWAY
from app.work.tables import work_items
from tests.ui.audit import audit_settled
from tests.ui.cases.scene import doubt, tell
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.home.conftest import OpenHome, Wants
from tests.ui.pickup.counter import AGUS, CHINO, CLERK, DEWI, GI, PIM, SHIRT, TILL, Counter, gtin_of
from ui.home.page import HomePage
from ui.kit.theme import ThemeChoice

K = Qt.Key
MARIA = "m" * 32


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def shown(page: HomePage) -> list[tuple[str, str]]:
    """(what, due) of each row."""
    rows = [page.table.rows.row_at(at) for at in range(page.table.rows.rowCount())]
    return [(row.cells[0].text, row.cells[2].text) for row in rows if row is not None]


def stage(counter: Counter, parcel: str) -> None:
    counter.do(Claim(fulfillment_id=parcel))
    found = counter.desk.ask(panel, parcel).result()
    assert found is not None
    for line in found.lines:
        counter.do(Pick(fulfillment_id=parcel, line_id=line.line_id, quantity=line.quantity))
    counter.do(Stage(fulfillment_id=parcel, bin_code="A-11"))


def park(counter: Counter, title: str = "Maria Gunawan") -> None:
    line = DraftLine(key="1", product_id=SHIRT, sku="SH-101", name="Linen Shirt", quantity=2)
    draft = Draft(draft_id="d" * 32, pickup_code="X", lines=(line,))
    counter.desk.write(
        save_draft, draft, user_id=AGUS, title=title, now=counter.clock.now(), parked=True
    ).result()


# ---------------------------------------------------------------- the queue of a role


def test_a_clerk_sees_what_is_to_pick_in_order_of_time(
    counter: Counter, open_home: OpenHome
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=120)
    counter.order("Budi Santoso", (CHINO, 2), due_min=20)
    counter.order("Rina Wijaya", (CHINO, 1), due_min=-9)
    page = open_home()
    assert shown(page) == [
        ("JKT01-3-000003 · Rina Wijaya", "9 min late"),
        ("JKT01-3-000002 · Budi Santoso", "in 20 min"),
        ("JKT01-3-000001 · Maria Gunawan", "in 2 h"),
    ]
    assert [line.text() for line in page.needs.lines()] == ["1 order to pick now"]
    assert page.title() == "Good day, Agus"
    assert page.subtitle() == "3 things to do"


def test_a_short_pick_puts_its_count_on_the_list(
    counter: Counter, open_home: OpenHome, wants: Wants
) -> None:
    parcel = counter.order("Maria Gunawan", (SHIRT, 1))
    counter.do(Claim(fulfillment_id=parcel))
    found = counter.desk.ask(panel, parcel).result()
    assert found is not None
    counter.do(
        ShortPick(
            fulfillment_id=parcel,
            line_id=found.lines[0].line_id,
            quantity=1,
            reason=ShortReason.NOT_FOUND,
            then=ShortNext.CANCEL,
        )
    )
    page = open_home()
    assert shown(page) == [("Linen Shirt Navy M", "in 1 day")]
    press(K.Key_Return)
    assert wants == [("stock", SHIRT)]


def test_goods_to_put_back_are_done_with_one_key(
    counter: Counter, open_home: OpenHome, qtbot: QtBot
) -> None:
    item = {"id": "w" * 32, "kind": PUT_AWAY, "state": "new", "site_id": GI, "product_id": SHIRT}
    due = {"reason": "cancel", "made_at": counter.clock.at, "due_at": counter.clock.at}
    counter.acting(lambda uow: uow.insert(work_items, item | due))
    page = open_home()
    assert [line.text() for line in page.needs.lines()] == ["1 item to put back now"]
    press(K.Key_F12)
    qtbot.waitUntil(lambda: counter.only(work_items)["state"] == "done")
    qtbot.waitUntil(lambda: shown(page) == [])


def went_back(counter: Counter) -> None:
    told = {"version": 7, "name": "Sourcing", "state": "approved", "author_id": AGUS}
    now = counter.clock.at
    when = {"drafted_at": now - DAY, "edited_at": now - DAY, "returned_at": now - HOUR}
    why = {"returned_for": "dearer", "returned_percent": 15}
    counter.acting(lambda uow: uow.insert(rule_sets, {"id": "r" * 32} | told | when | why))


@pytest.mark.parametrize("role", ["manager", "inventory", "admin"])
def test_rules_that_went_back_need_who_looks_after_them(
    counter: Counter, open_home: OpenHome, wants: Wants, role: str
) -> None:
    went_back(counter)
    page = open_home(role)
    assert [line.text() for line in page.needs.lines()] == [
        "1 rule set ended early: orders fared worse"
    ]
    row = page.table.rows.row_at(0)
    assert row is not None
    assert row.cells[0].text == "v7 · Sourcing"
    assert "Orders cost 15 % more under these rules" in row.cells[0].detail
    press(K.Key_Return)
    assert wants == [("rules", "r" * 32)]


def test_a_clerk_is_not_told_of_rules(counter: Counter, open_home: OpenHome) -> None:
    went_back(counter)
    assert shown(open_home("clerk")) == []


def test_a_parcel_that_nobody_collects_comes_back_on_the_list(
    counter: Counter, clock: FakeClock, open_home: OpenHome, wants: Wants
) -> None:
    stage(counter, counter.order("Maria Gunawan", (SHIRT, 1)))
    assert shown(open_home()) == []
    clock.at += 5 * DAY + HOUR
    page = open_home()
    assert shown(page) == [("JKT01-3-000001 · Maria Gunawan", "1 h late")]
    assert [line.text() for line in page.needs.lines()] == ["1 parcel that nobody collects"]
    press(K.Key_Return)
    assert wants == [("pickup", "JKT01-3-000001")]


def test_parked_orders_and_unpaid_links_wait_for_the_agent(
    counter: Counter, clock: FakeClock, open_home: OpenHome, wants: Wants
) -> None:
    park(counter)
    clock.at += 34 * MINUTE
    page = open_home("agent")
    assert shown(page) == [("Maria Gunawan", "34 min ago")]
    row = page.table.rows.row_at(0)
    assert row is not None
    assert row.cells[2].chip == "warn"
    press(K.Key_Return)
    assert wants == [("orders", ("parked", "d" * 32))]


def test_a_broken_promise_of_any_store_is_the_agents(
    counter: Counter, clock: FakeClock, open_home: OpenHome, wants: Wants
) -> None:
    parcel = counter.order("Maria Gunawan", (SHIRT, 1), due_min=30)
    assert shown(open_home("agent")) == []
    clock.at += HOUR
    page = open_home("agent")
    assert shown(page) == [("JKT01-3-000001 · Maria Gunawan", "30 min late")]
    press(K.Key_Return)
    assert wants == [("order", counter.only(fulfillments, id=parcel)["order_id"])]


def test_a_manager_sees_cases_and_orders_that_grow_old(
    counter: Counter, clock: FakeClock, open_home: OpenHome, wants: Wants
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=72 * 60)
    case = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    doubt(counter, "too_few_units")
    clock.at += 25 * HOUR
    page = open_home("manager")
    told = [what for what, _ in shown(page)]
    assert told[:2] == ["Not sure to be taken", "One number, given twice"]
    assert [line.text() for line in page.needs.lines()] == [
        "1 act not sure to be taken",
        "1 task to settle",
        "1 order open for more than a day",
    ]
    press(K.Key_Down, K.Key_Return)
    assert wants == [("cases", case)]


def test_what_a_colleague_was_given_is_not_mine(counter: Counter, open_home: OpenHome) -> None:
    mine = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    theirs = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000713")
    counter.acting(lambda uow: uow.update(cases, theirs, assigned_to=DEWI))
    page = open_home("manager")
    assert page.table.rows.ids() == [f"case/{mine}"]


def test_a_role_without_work_is_told_so(open_home: OpenHome) -> None:
    page = open_home("auditor")
    assert page.states.state == "message"
    assert "no work of its own" in page.states.message._more.text()


# ---------------------------------------------------------------- keys


def test_f9_opens_what_is_due_first_wherever_the_selection_stands(
    counter: Counter, open_home: OpenHome, wants: Wants
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=120)
    counter.order("Budi Santoso", (CHINO, 2), due_min=20)
    page = open_home()
    press(K.Key_Down, K.Key_F9)
    assert wants == [("pickup", "JKT01-3-000002")]
    assert page.table.selected_id == page.shown.rows[0].id


def _works(uow: UnitOfWork) -> None:
    """Grand Indonesia takes ten minutes for a parcel of one."""
    told = {"pick_parcel": 6, "pick_unit": 2, "stage_parcel": 2, "accepts_per_mille": 1_000}
    uow.insert(site_handling, {"id": "h" * 32, "site_id": GI, **told})


def test_what_must_be_begun_first_is_first_and_says_by_when(
    counter: Counter, open_home: OpenHome
) -> None:
    counter.acting(_works)
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=60)
    counter.order("Budi Santoso", (CHINO, 12), due_min=70)
    page = open_home()
    assert [row.name for row in page.shown.rows] == ["Budi Santoso", "Maria Gunawan"]
    shown = [page.table.rows.row_at(at) for at in (0, 1)]
    assert [row.cells[1].detail for row in shown if row] == ["begin by 12:38", "begin by 12:50"]


def test_f9_leaves_a_colleague_what_they_have_in_hand(
    counter: Counter, open_home: OpenHome, wants: Wants
) -> None:
    theirs = counter.order("Maria Gunawan", (SHIRT, 1), due_min=20)
    counter.order("Budi Santoso", (CHINO, 2), due_min=120)
    colleague = Actor(user_id=DEWI, role="clerk", device_id=TILL, site_id=GI)
    counter.do(Claim(fulfillment_id=theirs), colleague)
    open_home()
    press(K.Key_F9)
    assert wants == [("pickup", "JKT01-3-000002")]


def test_f9_says_when_enough_is_in_hand(
    counter: Counter, open_home: OpenHome, wants: Wants
) -> None:
    for minutes in (30, 40, 50):
        mine = counter.order("Maria Gunawan", (SHIRT, 1), due_min=minutes)
        counter.do(Claim(fulfillment_id=mine), CLERK)
    counter.order("Budi Santoso", (CHINO, 2), due_min=20)
    page = open_home()
    press(K.Key_F9)
    assert wants == [("pickup", "JKT01-3-000001")]
    assert page.strip.text() == "Finish what you have in hand first."


def test_f9_with_nothing_due_says_so(open_home: OpenHome, wants: Wants) -> None:
    page = open_home()
    press(K.Key_F9)
    assert wants == []
    assert page.strip.text() == "All clear: nothing is due."
    assert page.states.message.text() == "All clear: nothing is waiting for you."
    assert page.needs.clear.text() == "All clear."


def test_all_clear_tells_when_the_next_is_due(counter: Counter, open_home: OpenHome) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=400)
    assert open_home().needs.clear.text() == "All clear. Next due 18:40."


def test_f2_goes_to_a_new_order(open_home: OpenHome, wants: Wants) -> None:
    open_home()
    press(K.Key_F2)
    assert wants == [("orders", ("new",))]


def test_a_line_of_what_needs_me_opens_its_first(
    qtbot: QtBot, counter: Counter, open_home: OpenHome, wants: Wants
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=5)
    page = open_home()
    qtbot.waitUntil(lambda: len(page.needs.lines()) == 1)
    (line,) = page.needs.lines()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClick(line, K.Key_Space)
    qtbot.waitUntil(lambda: wants == [("pickup", "JKT01-3-000001")])


def test_a_refund_that_failed_opens_where_it_is_settled(
    clock: FakeClock, open_home: OpenHome, wants: Wants
) -> None:
    page = open_home()
    since = clock.now() - HOUR
    page.open_due(Due("refund/r1", DueKind.REFUND, "r1", since=since, number="R-JKT01-3-000009"))
    assert wants == [("returns", ("waiting", "r1"))]


@pytest.mark.parametrize(
    ("code", "page_id"),
    [
        ("JKT01-3-000001", "order"),
        ("#jkt01-3-000001", "order"),
        ("TR-220", "stock"),
        (gtin_of(CHINO), "stock"),
        ("k7m4px", "pickup"),
        ("+62 812-3456-7801", "customers"),
        ("nobody knows this", "search"),
        ("R-JKT01-3-000009", "search"),
    ],
)
def test_any_known_code_opens_what_it_names(
    counter: Counter, open_home: OpenHome, wants: Wants, qtbot: QtBot, code: str, page_id: str
) -> None:
    stage(counter, counter.order("Maria Gunawan", (SHIRT, 1), code="K7M4PX"))
    page = open_home()
    page.on_scan(code)
    qtbot.waitUntil(lambda: wants != [])
    assert wants[0][0] == page_id
    type_(code)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: len(wants) == 2)
    assert wants[1] == wants[0]
    assert page.entry.text() == ""


# ---------------------------------------------------------------- what changes meanwhile


def test_a_new_row_comes_in_its_place_and_the_selection_stays(
    counter: Counter, open_home: OpenHome, qtbot: QtBot
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=120)
    counter.order("Budi Santoso", (CHINO, 2), due_min=240)
    page = open_home()
    press(K.Key_Down)
    chosen = page.table.selected_id
    assert page.table.currentIndex().row() == 1
    counter.order("Rina Wijaya", (CHINO, 1), due_min=5)
    qtbot.waitUntil(lambda: len(shown(page)) == 3)
    assert shown(page)[0][0] == "JKT01-3-000003 · Rina Wijaya"
    assert page.table.selected_id == chosen
    assert page.table.currentIndex().row() == 2
    assert [line.text() for line in page.needs.lines()] == ["1 order to pick now"]


def test_time_alone_makes_things_late(
    counter: Counter, clock: FakeClock, open_home: OpenHome, qtbot: QtBot
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=40)
    page = open_home()
    assert page.needs.lines() == []
    clock.at += 35 * MINUTE
    page._look()
    qtbot.waitUntil(lambda: shown(page) == [("JKT01-3-000001 · Maria Gunawan", "in 5 min")])
    assert len(page.needs.lines()) == 1


def test_my_day_counts_what_was_done_here_since_midnight(
    counter: Counter, clock: FakeClock, open_home: OpenHome
) -> None:
    counter.order("Yesterday", (SHIRT, 1))
    clock.at = Instant(clock.at + DAY)
    stage(counter, counter.order("Maria Gunawan", (SHIRT, 1)))
    park(counter)
    page = open_home()
    mine = page.shown.mine
    assert (mine.done["order.place"], mine.done["pickup.stage"], mine.parked) == (1, 1, 1)


def test_offline_the_list_stays_with_its_age(
    counter: Counter, open_home: OpenHome, clock: FakeClock, qtbot: QtBot
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))
    page = open_home()
    counter.link = SyncStatus("offline", clock.at, 1, 0, 840.0)
    page.on_linked(page.backend.sync_status())
    page.on_shown()
    assert page.states.strip.text() == "As of 11:46, 14 min old"
    assert len(shown(page)) == 1


def test_what_cannot_be_read_is_told_with_a_way_on(
    counter: Counter, open_home: OpenHome, qtbot: QtBot
) -> None:
    page = open_home()
    page._broke()
    assert page.states.message.text() == "What is to do could not be read."


@pytest.mark.parametrize("size", [(1204, 630), (1364, 810)])
def test_it_passes_the_audit(
    counter: Counter,
    desk_app: Dressing,
    clock: FakeClock,
    open_home: OpenHome,
    qtbot: QtBot,
    each_language: str,
    each_theme: str,
    size: tuple[int, int],
) -> None:
    desk_app.languages.speak(each_language)
    desk_app.theme.choose(ThemeChoice(each_theme))
    counter.order("Maria Gunawan", (SHIRT, 1), due_min=-5)
    tell(counter, CaseKind.PAYMENT_DECLINED, number="JKT01-3-000712")
    tell(counter, CaseKind.MONEY_AFTER_CANCEL)
    went_back(counter)
    park(counter)
    page = open_home("manager")
    page.resize(*size)
    audit_settled(page, qtbot)


# ---------------------------------------------------------------- promised calls


def ring_back(counter: Counter, *promises: tuple[str, int, str | None]) -> None:
    """(about, minutes from now, by whom) of Maria, who is known."""
    who = CreateCustomer(customer_id=MARIA, name="Maria Gunawan", phone="081234567890")
    counter.do(who)
    for about, minutes, by in promises:
        due_at = counter.clock.at + minutes * MINUTE
        counter.do(CallBack(customer_id=MARIA, about=about, due_at=due_at, for_user=by))


def test_a_call_that_is_due_is_needed_now_and_f9_takes_it_before_one_to_come(
    counter: Counter, open_home: OpenHome, wants: Wants
) -> None:
    ring_back(counter, ("Later", 90, None), ("Size M", 5, AGUS), ("Not mine", 5, DEWI))
    page = open_home("agent")
    assert shown(page) == [("Maria Gunawan", "in 5 min"), ("Maria Gunawan", "in 1 h")]
    assert [line.text() for line in page.needs.lines()] == ["1 customer to call back now"]
    row = page.table.rows.row_at(0)
    assert row is not None
    assert row.cells[0].detail == "Call back · Size M"
    press(K.Key_F9)
    ((screen, what),) = wants
    assert screen == "customers"
    assert isinstance(what, tuple)
    assert (what[0], what[2]) == ("callback", MARIA)
    assert counter.only(customer_callbacks, id=what[1])["about"] == "Size M"


def test_what_a_colleague_left_is_on_the_list_and_goes_when_it_is_done(
    counter: Counter, open_home: OpenHome, qtbot: QtBot
) -> None:
    ring_back(counter, ("Left behind", -20, DEWI))
    page = open_home("agent")
    assert shown(page) == [("Maria Gunawan", "20 min late")]
    call = counter.only(customer_callbacks)["id"]
    counter.do(EndCall(callback_id=call, outcome=CallOutcome.REACHED))
    qtbot.waitUntil(lambda: shown(page) == [])


def test_a_promised_call_arrives_without_a_key(
    counter: Counter, open_home: OpenHome, qtbot: QtBot
) -> None:
    page = open_home("agent")
    assert shown(page) == []
    ring_back(counter, ("Size M", 30, None))
    qtbot.waitUntil(lambda: shown(page) == [("Maria Gunawan", "in 30 min")])


def test_what_comes_from_another_store_is_opened_to_be_counted(
    counter: Counter, open_home: OpenHome, wants: Wants
) -> None:
    lines = [ReceivedLine(product_id=SHIRT, quantity=2)]

    def sent(uow: UnitOfWork) -> None:
        told = RequestTransfer(
            transfer_id="t" * 32, number="T-7", from_site_id=PIM, to_site_id=GI, lines=lines
        )
        request_transfer(uow, told)
        send_transfer(uow, SendTransfer(transfer_id="t" * 32, lines=lines))

    counter.acting(sent)
    counter.clock.at += ON_THE_ROAD + HOUR
    page = open_home()
    assert shown(page) == [("T-7", "1 h late")]
    assert [line.text() for line in page.needs.lines()] == ["1 transfer to count in"]
    press(Qt.Key.Key_Return)
    assert wants == [("supply", ("receive", "t" * 32))]
