"""How does a screen act and ask: the desk's lanes, answered on the UI thread by one signal."""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from itertools import count
from time import perf_counter
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from app.kit.changes import ChangeSet
from app.kit.errors import Unreachable
from ui.kit.session import Session

log = logging.getLogger(__name__)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Pending(Protocol[T_co]):
    """The part of concurrent.futures.Future that a screen needs; only app/desk makes them."""

    def add_done_callback(self, fn: Callable[[Any], object], /) -> None: ...

    def result(self, timeout: float | None = None) -> T_co: ...

    def exception(self, timeout: float | None = None) -> BaseException | None: ...


class Told(Protocol):
    """A refusal with its facts, as app.kit.errors.Refusal carries it."""

    @property
    def code(self) -> str: ...

    @property
    def facts(self) -> Mapping[str, Any]: ...


class Outcome(Protocol):
    """What the write lane answers: `status` "ok" or "refused"."""

    @property
    def status(self) -> str: ...

    @property
    def result(self) -> Any: ...

    @property
    def refusal(self) -> "tuple[str, Mapping[str, Any]] | Told | None": ...

    @property
    def changes(self) -> ChangeSet: ...


class Arriving(Protocol):
    """`size` in bytes; `whole`: that is all of it."""

    @property
    def size(self) -> int: ...

    @property
    def whole(self) -> bool: ...


class SyncStatus(Protocol):
    """`state` online | syncing | offline | read_only; `since` in µs UTC; `age_s` of the news.

    `trouble`: a code, empty while all is well; `little_room`: the disk of this computer is nearly
    full; `arriving`: what has come of a shop that is not taken in yet; `clock_off_s`: how far this
    computer's clock is ahead of the server's (below 0: behind), 0 within five minutes; `tries`:
    how often in a row what waits went up in vain; `next_try`: µs UTC, past while it is tried."""

    @property
    def state(self) -> str: ...

    @property
    def since(self) -> int: ...

    @property
    def queued(self) -> int: ...

    @property
    def need_you(self) -> int: ...

    @property
    def age_s(self) -> float | None: ...

    @property
    def trouble(self) -> str: ...

    @property
    def little_room(self) -> bool: ...

    @property
    def arriving(self) -> Arriving: ...

    @property
    def clock_off_s(self) -> int: ...

    @property
    def tries(self) -> int: ...

    @property
    def next_try(self) -> int: ...


class Desk(Protocol):
    """What app.desk.Desk offers to screens."""

    def run(self, command: Any, actor: Any, *, command_id: str = "") -> Pending[Any]: ...

    def approve(
        self, approver_id: str, pin: str, *, permission: str, amount: int, requester_id: str
    ) -> Pending[Any]: ...

    def ask(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Pending[Any]: ...

    def report(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Pending[Any]: ...

    def write(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Pending[Any]: ...

    def fetch(self, path: str, kind: type[Any], **query: str) -> Pending[Any]: ...

    def on_changed(self, callback: Callable[[ChangeSet], None]) -> Any: ...

    def on_status(self, callback: Callable[[Any], None]) -> Any: ...

    def status(self) -> Any: ...


Delivery = Callable[[], None]
TURN = 0.008  # s; answers that came together are given on for so long, then keys have their turn


class Backend(QObject):
    """One per window. Callbacks whose owner widget died are dropped, never called.

    The owner is the QObject of a bound method; for a lambda pass `owner=self`.

    News wait while screens still ask because of the last ones, and come as one then: a feed that
    brings more than a desk can ask about would fill the read lane, and nobody's key be answered.
    """

    changed = Signal(object)  # ChangeSet
    status = Signal(object)  # SyncStatus
    refused = Signal(str, object)  # code, facts: nobody nearer took it
    failed = Signal(str, object)  # reference, exception: a bug or a network that is away
    session_changed = Signal(object)  # Session | None

    _arrived = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open = True
        self._session: Session | None = None
        self._references = count(1)
        self._news: ChangeSet | None = None  # not yet told
        self._telling = False  # what is asked now, is asked because of news
        self._following = 0  # such questions that have no answer yet
        self._waiting: deque[Delivery] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._deliver)
        self._arrived.connect(self._queue, Qt.ConnectionType.QueuedConnection)
        desk.on_changed(self._changed_elsewhere)
        desk.on_status(self._status_elsewhere)

    # ------------------------------------------------------------------ who

    @property
    def session(self) -> Session | None:
        return self._session

    def sign_in(self, session: Session) -> None:
        self._session = session
        self.session_changed.emit(session)

    def sign_out(self) -> None:
        self._session = None
        self.session_changed.emit(None)

    def may(self, permission: str) -> bool:
        return self._session is not None and self._session.may(permission)

    def sync_status(self) -> SyncStatus:
        status: SyncStatus = self._desk.status()
        return status

    # ------------------------------------------------------------------ acts and questions

    def run(
        self,
        command: object,
        then: Callable[[dict[str, Any]], None] | None = None,
        refused: Callable[[str, Mapping[str, Any]], None] | None = None,
        *,
        command_id: str = "",
        owner: QObject | None = None,
    ) -> None:
        """Give `command` to the write lane. `then(result)` or `refused(code, facts)` follows.

        Without `refused` the current page's strip tells it in words. `command_id` is told when an
        approval binds it.
        """
        if self._session is None:
            raise RuntimeError("nobody is signed in")
        told = _owner(owner, then, refused)
        pending = self._desk.run(command, self._session.actor, command_id=command_id)
        self._await(pending, partial(self._ran, then, refused, told))

    def approve(
        self,
        approver_id: str,
        pin: str,
        *,
        permission: str,
        amount: int,
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        owner: QObject | None = None,
    ) -> None:
        """A second person's PIN for one command; `then(approval)`, which names the command's id."""
        if self._session is None:
            raise RuntimeError("nobody is signed in")
        pending = self._desk.approve(
            approver_id,
            pin,
            permission=permission,
            amount=amount,
            requester_id=self._session.user_id,
        )
        self._await(pending, self._answer(then, failed, owner))

    def ask(
        self,
        query: Callable[..., T],
        *args: Any,
        then: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        **kw: Any,
    ) -> None:
        """Run `query(reader, *args, **kw)` on the read lane; `then(answer)` follows."""
        arrive = self._answer(then, failed, owner)
        if self._telling:
            self._following += 1
            arrive = partial(self._followed, arrive)
        self._await(self._desk.ask(query, *args, **kw), arrive)

    def report(
        self,
        query: Callable[..., T],
        *args: Any,
        then: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        **kw: Any,
    ) -> None:
        """Like `ask`, on the lane of slow questions."""
        self._await(self._desk.report(query, *args, **kw), self._answer(then, failed, owner))

    def write(
        self,
        work: Callable[..., T],
        *args: Any,
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        **kw: Any,
    ) -> None:
        """`work(db, …)` on local rows that are never sent: drafts and settings."""
        self._await(self._desk.write(work, *args, **kw), self._answer(then, failed, owner))

    def fetch(
        self,
        path: str,
        kind: type[T],
        *,
        then: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        **query: str,
    ) -> None:
        """Ask the server itself, for what this desk does not hold; fails with Unreachable."""
        self._await(self._desk.fetch(path, kind, **query), self._answer(then, failed, owner))

    def when(
        self,
        pending: Pending[T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Bring any other answer of the desk (a PIN check) to the UI thread."""
        self._await(pending, self._answer(then, failed, owner))

    def follow(
        self, tell: Callable[[Callable[[T], None]], object], then: Callable[[T], None]
    ) -> None:
        """Bring what the desk tells again and again (each print) to the UI thread.

        `tell` takes the callback, which any thread may call.
        """
        owner = _owner(None, then)
        tell(lambda news: self._post(partial(self._hear, then, owner, news)))

    def close(self) -> None:
        """Nothing is delivered after this; the desk drains its lanes by itself."""
        self._open = False

    # ------------------------------------------------------------------ lanes to UI thread

    def _answer(
        self,
        then: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        owner: QObject | None,
    ) -> Callable[[Pending[Any]], None]:
        return partial(self._asked, then, failed, _owner(owner, then, failed))

    def _await(self, pending: Pending[Any], arrive: Callable[[Pending[Any]], None]) -> None:
        pending.add_done_callback(lambda done: self._post(partial(arrive, done)))

    def _post(self, delivery: Delivery) -> None:
        """Called from any thread."""
        if self._open and isValid(self):
            self._arrived.emit(delivery)

    def _changed_elsewhere(self, changes: ChangeSet) -> None:
        self._post(partial(self._heard, changes))

    def _heard(self, changes: ChangeSet) -> None:
        self._news = changes if self._news is None else self._news | changes
        self._tell_news()

    def _tell_news(self) -> None:
        if self._news is not None and not self._following:
            news, self._news = self._news, None
            self._because_of_news(partial(self.changed.emit, news))

    def _followed(self, arrive: Callable[[Pending[Any]], None], pending: Pending[Any]) -> None:
        """What the answer makes a screen ask further belongs to the same news."""
        try:
            self._because_of_news(partial(arrive, pending))
        finally:
            self._following -= 1
            self._tell_news()

    def _because_of_news(self, act: Callable[[], object]) -> None:
        self._telling = True
        try:
            act()
        finally:
            self._telling = False

    def _status_elsewhere(self, status: object) -> None:
        self._post(partial(self.status.emit, status))

    def _queue(self, delivery: Delivery) -> None:
        self._waiting.append(delivery)
        self._turn.start()

    def _deliver(self) -> None:
        """In order: Qt would give all that lie there on in one turn of the window."""
        ends = perf_counter() + TURN
        while self._waiting and self._open:
            delivery = self._waiting.popleft()
            if self._waiting:
                self._turn.start()  # before: it may open a dialog, whose loop gives on the rest
            delivery()
            if perf_counter() >= ends:
                return

    def _ran(
        self,
        then: Callable[[dict[str, Any]], None] | None,
        refused: Callable[[str, Mapping[str, Any]], None] | None,
        owner: QObject | None,
        pending: Pending[Outcome],
    ) -> None:
        trouble = pending.exception()
        if trouble is not None:
            self._broke(trouble)
            return
        outcome = pending.result()
        alive = owner is None or isValid(owner)
        if outcome.status == "ok":
            if then is not None and alive:
                then(outcome.result)
            return
        code, facts = _spelled(outcome.refusal)
        if refused is not None and alive:
            refused(code, facts)
        else:
            self.refused.emit(code, facts)

    def _asked(
        self,
        then: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        owner: QObject | None,
        pending: Pending[Any],
    ) -> None:
        if owner is not None and not isValid(owner):
            return
        trouble = pending.exception()
        if trouble is None:
            if then is not None:
                then(pending.result())
        elif failed is not None:
            failed(trouble)
        else:
            self._broke(trouble)

    def _hear(self, then: Callable[[T], None], owner: QObject | None, news: T) -> None:
        if owner is None or isValid(owner):
            then(news)

    def _broke(self, trouble: BaseException) -> None:
        reference = f"D{next(self._references):04d}"
        if not isinstance(trouble, Unreachable):
            log.error("desk call failed, reference %s", reference, exc_info=trouble)
        self.failed.emit(reference, trouble)


def _owner(given: QObject | None, *callbacks: Callable[..., object] | None) -> QObject | None:
    if given is not None:
        return given
    for callback in callbacks:
        bare = callback.func if isinstance(callback, partial) else callback
        bound = getattr(bare, "__self__", None)
        if isinstance(bound, QObject):
            return bound
    return None


def _spelled(
    refusal: "tuple[str, Mapping[str, Any]] | Told | None",
) -> tuple[str, Mapping[str, Any]]:
    if refusal is None:
        return "unknown", {}
    if isinstance(refusal, tuple):
        return refusal
    return refusal.code, refusal.facts
