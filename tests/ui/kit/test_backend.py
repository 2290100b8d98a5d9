"""Answers of the lanes come on the UI thread, once, and never to a dead widget."""

import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from time import perf_counter

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Signal

from app.kit.changes import ChangeSet
from app.kit.errors import Refusal, Unreachable
from tests.ui.conftest import Dressing, FakeOutcome, FakeStatus, InstantDesk
from ui.kit.backend import TURN, Backend


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def take(self, value: object) -> None:
        self.heard.append((value, QThread.currentThread() is self.thread()))


class ThreadedDesk(InstantDesk):
    def __init__(self, pool: ThreadPoolExecutor) -> None:
        super().__init__()
        self._pool = pool

    def ask(self, query, *args, **kwargs):
        return self._pool.submit(query, self.reader, *args, **kwargs)


def test_an_answer_from_another_thread_arrives_on_this_one(desk_app: Dressing, qtbot) -> None:
    with ThreadPoolExecutor(1) as pool:
        backend = Backend(ThreadedDesk(pool))
        receiver = Receiver()
        asked_on: list[threading.Thread] = []

        def query(_reader: object, a: int, b: int) -> int:
            asked_on.append(threading.current_thread())
            return a + b

        backend.ask(query, 2, b=3, then=receiver.take)
        qtbot.waitUntil(lambda: receiver.heard == [(5, True)])
        assert asked_on[0] is not threading.current_thread()


def test_a_callback_never_runs_before_the_call_returns(backend: Backend, qtbot) -> None:
    receiver = Receiver()
    backend.ask(lambda _reader: 1, then=receiver.take)
    assert receiver.heard == []
    qtbot.waitUntil(lambda: receiver.heard == [(1, True)])


def test_answers_that_came_together_leave_keys_a_turn_in_between(backend: Backend, qtbot) -> None:
    heard: list[str] = []

    def slow(name: str, _told: object) -> None:
        QTimer.singleShot(0, partial(heard.append, "a key"))
        heard.append(name)
        ends = perf_counter() + TURN
        while perf_counter() < ends:
            pass

    for name in ("first", "second", "third"):
        backend.ask(lambda _reader: None, then=partial(slow, name), owner=backend)
    qtbot.waitUntil(lambda: heard.count("a key") == 3)
    assert [each for each in heard if each != "a key"] == ["first", "second", "third"]
    assert heard.index("a key") < heard.index("third")


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_dead_widget_is_not_called(backend: Backend, qtbot, wrapped: bool) -> None:
    receiver, witness = Receiver(), Receiver()
    heard = receiver.heard
    backend.ask(lambda _r: 1, then=partial(receiver.take) if wrapped else receiver.take)
    shiboken6.delete(receiver)
    backend.ask(lambda _r: 2, then=witness.take)
    qtbot.waitUntil(lambda: witness.heard == [(2, True)])
    assert heard == []


def test_an_owner_given_for_a_lambda_counts(backend: Backend, qtbot) -> None:
    owner, witness = Receiver(), Receiver()
    heard: list[object] = []
    backend.ask(lambda _r: 1, then=heard.append, owner=owner)
    shiboken6.delete(owner)
    backend.ask(lambda _r: 2, then=witness.take)
    qtbot.waitUntil(lambda: bool(witness.heard))
    assert heard == []


def test_an_act_is_signed_and_its_receipt_told(backend: Backend, desk: InstantDesk, qtbot) -> None:
    receiver = Receiver()
    desk.outcomes = [FakeOutcome(result={"number": "JKT01-3-000712"})]
    backend.run("place", then=receiver.take)
    qtbot.waitUntil(lambda: receiver.heard == [({"number": "JKT01-3-000712"}, True)])
    assert desk.ran == [("place", "actor-dewi")]


def test_a_refusal_goes_to_the_page_that_wants_it(backend: Backend, desk, qtbot) -> None:
    told: list[object] = []
    desk.outcomes = [FakeOutcome("refused", refusal=Refusal("no_stock", sku="TR-220"))]
    backend.run("place", refused=lambda code, facts: told.append((code, dict(facts))))
    qtbot.waitUntil(lambda: told == [("no_stock", {"sku": "TR-220"})])


def test_a_refusal_without_taker_has_a_default_route(backend: Backend, desk, qtbot) -> None:
    desk.outcomes = [FakeOutcome("refused", refusal=Refusal("forbidden"))]
    with qtbot.waitSignal(backend.refused) as caught:
        backend.run("place")
    assert caught.args[0] == "forbidden"


def test_a_bug_is_logged_with_its_reference(backend: Backend, desk, qtbot, caplog) -> None:
    desk.outcomes = [ZeroDivisionError()]
    with qtbot.waitSignal(backend.failed) as caught:
        backend.run("place")
    assert caught.args[0] in caplog.text


def test_an_absent_network_is_no_bug(backend: Backend, desk, qtbot, caplog) -> None:
    desk.outcomes = [Unreachable("time-out")]
    with qtbot.waitSignal(backend.failed):
        backend.run("place")
    assert caplog.text == ""


def test_a_failed_question_goes_to_its_asker(backend: Backend, qtbot) -> None:
    told: list[BaseException] = []
    backend.ask(lambda _reader: 1 // 0, then=print, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], ZeroDivisionError)


def test_changes_and_status_are_passed_on(backend: Backend, desk: InstantDesk, qtbot) -> None:
    with qtbot.waitSignal(backend.changed) as changed:
        desk.tell_changed(ChangeSet({"orders": ["1"]}))
    assert changed.args[0].touches("orders")
    with qtbot.waitSignal(backend.status) as status:
        desk.tell_status(FakeStatus("offline"))
    assert status.args[0].state == "offline"


def test_nothing_is_delivered_after_closing(backend: Backend, qtbot) -> None:
    receiver, other = Receiver(), Backend(InstantDesk())
    late: Future[int] = Future()
    backend.when(late, then=receiver.take)
    backend.close()
    late.set_result(1)
    witness = Receiver()
    other.ask(lambda _r: 2, then=witness.take)
    qtbot.waitUntil(lambda: bool(witness.heard))
    assert receiver.heard == []


def test_nobody_signed_in_cannot_act(backend: Backend) -> None:
    backend.sign_out()
    with pytest.raises(RuntimeError, match="signed in"):
        backend.run("place")
    assert not backend.may("orders.place")


class Bell(QObject):
    rung = Signal(bool)


def test_emitting_and_disconnecting_keeps_true_and_none_alive(desk_app: Dressing) -> None:
    """PySide6 6.12.0 on CPython 3.11 loses a reference each time until the process aborts."""
    bell, before = Bell(), (sys.getrefcount(True), sys.getrefcount(None))
    for _ in range(100_000):
        link = bell.rung.connect(_heard)
        bell.rung.emit(True)
        bell.rung.disconnect(link)
    lost = [
        was - now
        for was, now in zip(before, (sys.getrefcount(True), sys.getrefcount(None)), strict=True)
    ]
    assert max(lost) < 1_000


def _heard(_ringing: bool) -> None:
    return None


class SlowDesk(InstantDesk):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Future[object]] = []

    def ask(self, query, *args, **kwargs):
        self.asked.append(Future())
        return self.asked[-1]


class Watching(Receiver):
    """A screen that asks about all news, and about the answer once more."""

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        backend.changed.connect(self._ask)

    def _ask(self, changes: ChangeSet) -> None:
        self.heard.append(set(changes["orders"]))
        self._backend.ask(lambda _r: 1, then=self._more)

    def _more(self, _answer: object) -> None:
        self._backend.ask(lambda _r: 2, then=self.take)


def test_news_never_pile_up_questions_and_none_is_lost(desk_app: Dressing, qtbot) -> None:
    desk = SlowDesk()
    backend = Backend(desk)
    screen = Watching(backend)
    for n in range(100):
        desk.tell_changed(ChangeSet({"orders": [str(n)]}))
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert len(desk.asked) == 1
    desk.asked[0].set_result(1)
    qtbot.waitUntil(lambda: len(desk.asked) == 2)
    assert screen.heard == [{"0"}]  # it still asks about the first
    desk.asked[1].set_exception(Refusal("gone"))
    qtbot.waitUntil(lambda: len(desk.asked) == 3)
    assert screen.heard == [{"0"}, {str(n) for n in range(1, 100)}]


def test_what_a_person_asks_does_not_hold_news_back(desk_app: Dressing, qtbot) -> None:
    desk = SlowDesk()
    backend = Backend(desk)
    backend.ask(lambda _r: 1, then=Receiver().take)
    with qtbot.waitSignal(backend.changed):
        desk.tell_changed(ChangeSet({"orders": ["1"]}))
