"""How does a thing that only the server has come to this desk: asked for, then awaited."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.desk.lookup import Kind, Preview, preview
from app.kit.changes import ChangeSet
from ui.kit.backend import Backend
from ui.shell.hits import Hit, HitKind
from ui.shell.lens import Lens

# What it is called here once it came: the table that changes, and the kind of row.
HERE = {
    HitKind.FAR_ORDER: ("orders", Kind.ORDER),
    HitKind.FAR_CUSTOMER: ("customers", Kind.CUSTOMER),
}


class Fetching(QObject):
    """One thing at a time; whoever asks for another, or types on, no longer waits for the first."""

    came = Signal(object, object)  # HitKind it has here, Hit
    failed = Signal(object)  # Refusal or Unreachable

    def __init__(self, backend: Backend, lens: Lens) -> None:
        super().__init__()
        self._backend, self._lens = backend, lens
        self._awaited: Hit | None = None
        backend.changed.connect(self._changed)

    def fetch(self, hit: Hit) -> None:
        self._awaited = hit
        if hit.kind is HitKind.FAR_ORDER:
            pending = self._lens.fetch_order(hit.number)
        else:
            pending = self._lens.fetch_customer(hit.id)
        then = partial(self._look, hit)
        self._backend.when(pending, then, partial(self._broke, hit), owner=self)

    def forget(self) -> None:
        self._awaited = None

    def _changed(self, changes: ChangeSet) -> None:
        hit = self._awaited
        if hit is not None and hit.id in changes[HERE[hit.kind][0]]:
            self._look(hit)

    def _look(self, hit: Hit, _answer: object = None) -> None:
        """Also after the answer: the feed may have been quicker."""
        kind = HERE[hit.kind][1]
        self._backend.ask(
            preview, kind, hit.id, self._lens.now(), then=partial(self._seen, hit), owner=self
        )

    def _seen(self, hit: Hit, found: Preview) -> None:
        if self._awaited is hit and (found.order or found.customer):
            self._awaited = None
            self.came.emit(HitKind(HERE[hit.kind][1].value), hit)

    def _broke(self, hit: Hit, trouble: BaseException) -> None:
        if self._awaited is hit:
            self._awaited = None
            self.failed.emit(trouble)
