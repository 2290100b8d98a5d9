"""One thread, one queue: the lanes on which a desk does its work in order."""

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
URGENT, USUAL = 0, 1


class Lane:
    """Runs what it is given, urgent work first, else in order. `close` drains and joins."""

    def __init__(self, name: str) -> None:
        self._queue: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = (
            queue.PriorityQueue()
        )
        self._order = itertools.count()
        self._urgent = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, name=f"gerai-{name}", daemon=True)
        self._thread.start()

    def run(
        self, work: Callable[..., T], *args: Any, urgent: bool = False, **kwargs: Any
    ) -> "Future[T]":
        """The future of `work`; a cancelled future is not begun."""
        future: Future[T] = Future()

        def job() -> None:
            if urgent:
                with self._lock:
                    self._urgent -= 1
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work(*args, **kwargs)
            except BaseException as error:  # the future carries it to whoever waits
                future.set_exception(error)
            else:
                future.set_result(result)

        if urgent:
            with self._lock:
                self._urgent += 1
        self._queue.put((URGENT if urgent else USUAL, next(self._order), job))
        return future

    def urgent_waits(self) -> bool:
        return self._urgent > 0

    def close(self) -> None:
        """Finish what is queued, then end the thread. A second call does nothing."""
        self._queue.put((USUAL + 1, next(self._order), None))
        self._thread.join()

    def _work(self) -> None:
        while (job := self._queue.get()[2]) is not None:
            job()


def changed(future: "Future[Any]", change: Callable[[Any], T]) -> "Future[T]":
    """The future of `change(result)`, on the thread that brings the result; errors go on."""
    later: Future[T] = Future()

    def done(first: "Future[Any]") -> None:
        try:
            later.set_result(change(first.result()))
        except BaseException as error:  # the future carries it to whoever waits
            later.set_exception(error)

    future.add_done_callback(done)
    return later
