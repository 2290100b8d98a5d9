"""What stands on the returns desk, and where: the entry, four views, and the money column."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.returns.model import RefundMode
from app.returns.queries import ReturnCard
from ui.kit import (
    Backend,
    Card,
    EntryBox,
    FiveStates,
    MainButton,
    OptionList,
    Page,
    Strip,
    text_label,
)
from ui.kit.sounds import Sounds
from ui.returns.acts import (
    REFUND,
)
from ui.returns.bench import Bench
from ui.returns.blind import BlindView
from ui.returns.exchange import ExchangeCard
from ui.returns.finding import FetchOrder, Finding
from ui.returns.money import MoneyPanel
from ui.returns.waiting import WaitingView

RIGHT_COLUMN = 352
RECEIPT, SLIP = "return_receipt", "return_slip"
AWAY = frozenset({"offline", "read_only"})
ORDER, HITS, NO_SALE, WAITING = range(4)
ENTITIES = (
    "orders",
    "order_lines",
    "returns",
    "return_refunds",
    "payments",
    "drawers",
    "return_rules",
    "stock_cells",
)

# (kind of paper, id of what is on it)
Print = Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class Counter:
    """Where this desk stands."""

    site_id: str
    device_id: str


class Parts(Page):
    """`now` tells µs UTC; `fetch_order` asks the server for what this desk does not hold."""

    def __init__(
        self,
        backend: Backend,
        *,
        counter: Counter,
        now: Callable[[], int],
        sounds: Sounds,
        print_out: Print,
        fetch_order: FetchOrder,
        new_id: Callable[[], str],
        new_code: Callable[[], str],
    ) -> None:
        super().__init__(backend)
        self._counter, self._now, self._sounds = counter, now, sounds
        self._print, self._new_code = print_out, new_code
        self.mode = RefundMode.AS_PAID
        self._awaited = ""  # order id that the server sends
        self._box = ""  # the number on the slip of the parcel that is in hand
        self._drawer_id: str | None = None
        self._asked = 0
        self._busy = False
        self._away = False
        self._scolded = False  # the strip tells of something that was not taken
        self._last_paper = ("", "")
        self.entry_box = EntryBox(self._entry_name, self._entry_words)
        self.away = Strip()
        self.bench = Bench()
        self.chosen, self.detail, self.lines = (
            self.bench.chosen,
            self.bench.detail,
            self.bench.lines,
        )
        self.header = self.bench.header
        self.hits = OptionList(lambda: self.tr("Orders found"))
        self.finding = Finding(
            backend, self.strip, sounds, fetch_order, site_id=counter.site_id, now=now, parent=self
        )
        self.exchange = ExchangeCard(backend, site_id=counter.site_id, now=now)
        self.blind = BlindView(backend, site_id=counter.site_id, now=now, new_id=new_id)
        self.waiting = WaitingView(backend, site_id=counter.site_id, drawer=lambda: self._drawer_id)
        self.main = MainButton(REFUND.words, icon=REFUND.icon, height=52)
        self.money = MoneyPanel(self.main, self.exchange)
        self.views = QStackedWidget()
        self.states = FiveStates(self.views, empty=self._empty_words, empty_icon="scan-barcode")
        self._lay_out()

    def _lay_out(self) -> None:
        left = Card(margins=0, spacing=0)
        entry = QVBoxLayout()
        entry.setContentsMargins(16, 16, 16, 12)
        entry.setSpacing(10)
        assert self.entry_box is not None
        entry.addWidget(self.entry_box)
        entry.addWidget(self.away)
        left.body.addLayout(entry)
        left.body.addWidget(self.states, 1)
        for view in (self.bench, self._hit_view(), self.blind, self.waiting):
            self.views.addWidget(view)
        self.money.setFixedWidth(RIGHT_COLUMN)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(left, 1)
        line.addWidget(self.money)
        self.body.addLayout(line, 1)

    def _hit_view(self) -> QWidget:
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(16, 4, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(text_label(lambda: self.tr("Which order comes back?"), ink="text2"))
        whole.addWidget(self.hits)
        whole.addStretch(1)
        return made

    @property
    def card(self) -> ReturnCard | None:
        return self.bench.card

    @property
    def _view(self) -> int:
        return self.views.currentIndex()

    def _entry_name(self) -> str:
        return self.tr("Receipt, order, phone or item")

    def _entry_words(self) -> str:
        if hasattr(self, "exchange") and self.exchange.active:
            return self.tr("Scan what is taken instead")
        return self.tr("Scan receipt, slip or item — or type order number or phone")

    def _empty_words(self) -> str:
        return self.tr("Scan the receipt or the item, or type the order number or a phone number.")

    def clear(self) -> None:
        raise NotImplementedError
