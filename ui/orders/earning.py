"""What is earned on goods: their cost is asked of the server, for those who may see it, and kept
nowhere but in this window."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.pricing.margins import Costs
from ui.kit import Backend, fetch_as_person

PATH = "/v1/costs"
PERMISSION = "cost.read"
MOST = 100  # as the server tells at once; nobody weighs the margin of a larger basket


class Earning(QObject):
    """`told` when costs came, or could not be had."""

    told = Signal()

    def __init__(self, backend: Backend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._known: dict[str, int | None] = {}
        self._asked: tuple[str, ...] = ()
        self.away = False  # the server was not there for the last question
        backend.session_changed.connect(self._forget)

    @property
    def allowed(self) -> bool:
        return self._backend.may(PERMISSION)

    def ask(self, product_ids: Iterable[str]) -> None:
        """What is not known yet, once for the same goods."""
        wanted = tuple(sorted(set(product_ids)))
        lacking = [one for one in wanted if one not in self._known]
        if not self.allowed or not lacking or len(lacking) > MOST:
            return
        if wanted == self._asked:
            return
        self._asked = wanted
        fetch_as_person(
            self._backend,
            PATH,
            Costs,
            then=partial(self._came, tuple(lacking)),
            failed=self._failed,
            owner=self,
            products=",".join(lacking),
        )

    def goods_minor(self, units: Mapping[str, int]) -> int | None:
        """What so many units of these products cost; None while one of them is not known."""
        costs = [self._known.get(product_id) for product_id in units]
        if not self.allowed or not units or None in costs:
            return None
        told = zip(costs, units.values(), strict=True)
        return sum(cost * many for cost, many in told if cost is not None)

    def _came(self, lacking: tuple[str, ...], found: Costs) -> None:
        if not self.allowed:
            return
        self.away = False
        self._known |= {product_id: found.cost_minor.get(product_id) for product_id in lacking}
        self.told.emit()

    def _failed(self, _trouble: BaseException) -> None:
        """The margin is left out: the order goes on without it."""
        self.away = True
        self.told.emit()

    def _forget(self, _session: object) -> None:
        self._known, self._asked, self.away = {}, (), False


def summed(units: Iterable[tuple[str, int]]) -> dict[str, int]:
    """By product."""
    found: dict[str, int] = {}
    for product_id, many in units:
        found[product_id] = found.get(product_id, 0) + many
    return found
