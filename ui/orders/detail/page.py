"""The screen of one order: its entry box, its keys, and the acts that are prepared beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.desk.order.detail import ENTITIES, OrderDetail, order_detail
from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.notify.resending import ResendMessage
from app.orders.notes import AddNote
from app.routing.explained import replays
from ui.kit import (
    ActionSet,
    Backend,
    Button,
    EntryBox,
    FiveStates,
    MainButton,
    Page,
    Status,
    announce,
)
from ui.kit.backend import SyncStatus
from ui.kit.sounds import Sound, Sounds
from ui.orders.detail import acts, refused
from ui.orders.detail.acting import Acting
from ui.orders.detail.colleagues import BeAt, Colleagues
from ui.orders.detail.finder import AWAY, FetchOrder, Finder
from ui.orders.detail.next_step import NextStep, next_step
from ui.orders.detail.typed import Hits, Typed
from ui.orders.detail.view import OrderView

RETELL_MS = 30_000  # "due in 22 min" is told in minutes
READ = "order.read"


@dataclass(frozen=True, slots=True)
class Place:
    """Where this desk stands."""

    site_id: str
    device_id: str


class OrderPage(Page):
    """`now` tells µs UTC; `print_out(kind, id)`; `fetch_order` asks the server by number;
    `be_at` tells it who is here."""

    def __init__(
        self,
        backend: Backend,
        *,
        place: Place,
        now: Callable[[], int],
        new_id: Callable[[], str],
        sounds: Sounds,
        print_out: Callable[[str, str], object],
        fetch_order: FetchOrder,
        be_at: BeAt,
    ) -> None:
        super().__init__(backend)
        self._place, self._now, self._sounds = place, now, sounds
        self._print = print_out
        self._awaited = ""  # order id that the server sends
        self._asked = 0
        self._away: bool | None = None
        self._next = NextStep("", "circle-dot")
        self.entry_box = EntryBox(
            lambda: self.tr("Item of the order, or another order"),
            lambda: self.tr("Scan an item, or type another order"),
        )
        self.print_button = Button(acts.PRINTED.words, icon="printer", height=44)
        self.next_button = MainButton(lambda: self._next.words, icon="circle-dot", height=44)
        self.view = OrderView(backend, now)
        self.hits = Hits()
        self.states = FiveStates(
            self.view,
            empty=lambda: self.tr("Scan or type an order number to see the order."),
            empty_icon="receipt-text",
        )
        self.acting = Acting(self, self.view, device_id=place.device_id, now=now, new_id=new_id)
        self.finder = Finder(
            backend,
            self.strip,
            site_id=place.site_id,
            fetch_order=fetch_order,
            sounds=sounds,
            parent=self,
        )
        self.colleagues = Colleagues(backend, be_at, self)
        self.typed = Typed(self.entry_box, self.view, self.acting, self.finder, self.strip, sounds)
        self._minute = QTimer(self)
        self._minute.setInterval(RETELL_MS)
        self._minute.timeout.connect(self._tell)
        self._build()
        self._connect()
        self.put_on()
        self.states.ready(0)
        self._tell()

    @property
    def detail(self) -> OrderDetail | None:
        return self.view.detail

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        assert self.entry_box is not None
        self.entry_box.setMaximumWidth(560)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.entry_box, 1)
        top.addStretch(1)
        top.addWidget(self.print_button)
        top.addWidget(self.next_button)
        self.next_button.setSizePolicy(self.print_button.sizePolicy())
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addLayout(top)
        left.addWidget(self.hits)
        left.addWidget(self.states, 1)
        whole = QHBoxLayout()
        whole.setSpacing(14)
        whole.addLayout(left, 1)
        whole.addWidget(self.acting.card)
        self.body.addLayout(whole, 1)
        self.acts = ActionSet(
            self,
            {
                acts.SCAN: self.focus_entry,
                acts.NEXT_STEP: self._go_on,
                acts.DELIVERY: self.acting.deliver,
                acts.ADDRESS: self.acting.send_elsewhere,
                acts.GOODWILL: self.acting.give,
                acts.HOLD: self.acting.hold,
                acts.CANCEL: self.acting.cancel,
                acts.CALL_BACK: self.acting.call_back,
                acts.CHANGE: self.acting.change,
                acts.DONE: self.commit,
                acts.AGAIN: self._again,
                acts.PRINTED: self._print_order,
                acts.REFRESHED: self.refresh,
                acts.READ: self.view.header.speak_next,
                acts.NEXT_TAB: partial(self.view.tabs.step, 1),
                acts.LAST_TAB: partial(self.view.tabs.step, -1),
                acts.TAKE_BACK: self.acting.take_back,
                acts.WHY: self.view.show_why,
            },
        )
        self.acts.permit(self.backend.may)
        self.next_button.bind(self.acts[acts.NEXT_STEP], acts.NEXT_STEP.shown_key)
        self.print_button.bind(self.acts[acts.PRINTED], "")
        self.acting.main.bind(self.acts[acts.DONE], acts.DONE.shown_key)

    def _connect(self) -> None:
        self.finder.opened.connect(self.show_order)
        self.finder.awaited.connect(self._await)
        self.finder.offered.connect(self.hits.offer)
        self.hits.settled.connect(self.show_order)
        self.view.pressed.connect(self._pressed)
        self.view.line_pressed.connect(self._line_pressed)
        self.view.tabs.noted.connect(self._note)
        self.view.tabs.resent.connect(self._resend)
        self.view.tabs.proven.connect(self._prove)
        self.acting.changed.connect(self._open_acts)
        self.acting.changed.connect(self._be_here)
        self.colleagues.told.connect(self.view.header.colleagues.show_colleagues)
        self.acting.did.connect(self.refresh)

    # ------------------------------------------------------------------ what the shell asks

    def title(self) -> str:
        return self.tr("Orders")

    def subtitle(self) -> str:
        return self.tr("Order detail")

    def open(self, what: object) -> None:
        """An order id."""
        if isinstance(what, str):
            self.show_order(what)

    def on_shown(self) -> None:
        """Another person may stand here now, who may do other things."""
        self.acting.leave()
        self._tell()
        self.refresh()
        self._be_here()

    def on_handed_off(self) -> None:
        self.acting.leave()
        self.colleagues.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left, locked or closed: what was said to be done is done now."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.acting.send_now()
            self.colleagues.leave()

    def on_changed(self, changes: ChangeSet) -> None:
        if self._awaited and changes.touches("orders"):
            self.show_order(self._awaited)
        elif self.detail is not None and changes.touches(*ENTITIES):
            self.refresh()

    def on_escape(self) -> bool:
        if self.hits.isVisible():
            self.hits.hide()
            self.focus_entry()
            return True
        return self.acting.step_back()

    def commit(self) -> None:
        self.acting.commit()

    def on_scan(self, code: str) -> None:
        self.typed.submit(code)

    def retranslate(self) -> None:
        super().retranslate()
        self._tell()

    # ------------------------------------------------------------------ the order

    def show_order(self, order_id: str) -> None:
        self.hits.hide()
        if self.detail is None or self.detail.order_id != order_id:
            self.acting.leave()
            self.states.loading()
        self._ask(order_id)

    def refresh(self) -> None:
        if self.detail is not None:
            self._ask(self.detail.order_id)

    def _ask(self, order_id: str) -> None:
        if not self.backend.may(READ):
            self.states.forbidden(lambda: self.tr("A manager or the office may see orders."))
            return
        self._asked += 1
        self.backend.ask(
            order_detail,
            order_id,
            device_id=self._place.device_id,
            now=Instant(self._now()),
            then=partial(self._arrived, self._asked, order_id),
            failed=partial(self._failed, self._asked, order_id),
            owner=self,
        )

    def _arrived(self, asked: int, order_id: str, detail: OrderDetail | None) -> None:
        if asked != self._asked:
            return
        if detail is None:
            self.states.ready(1 if self.detail else 0)
            if order_id != self._awaited:
                self.finder.bad(lambda: refused.told("order_unknown", {}))
            return
        fresh = self.detail is None or self.detail.order_id != order_id
        self._awaited = ""
        self.view.show_detail(detail)
        self.acting.refresh(detail)
        self.states.ready(1)
        self._minute.start()
        self._tell_next()
        self._be_here()
        if fresh:
            self.strip.hide()
            self._sounds.play(Sound.OK)
            announce(self, self.view.header.text())
            self.focus_entry()

    def _be_here(self) -> None:
        if self.detail is not None and self.isVisible():
            self.colleagues.at(self.detail.order_id, changing=self.acting.panel is not None)

    def _failed(self, asked: int, order_id: str, trouble: BaseException) -> None:
        if asked != self._asked:
            return
        self.states.failed(
            lambda: self.tr("The order could not be read."),
            lambda: self.tr("Nothing was changed."),
            partial(self._ask, order_id),
            type(trouble).__name__,
        )

    def _tell(self) -> None:
        self.view.retell()
        self._tell_next()

    def _tell_next(self) -> None:
        detail = self.detail
        if detail is not None:
            self._next = next_step(detail, self.view.groups, self._place.site_id, self.backend.may)
            self.next_button.show_icon(self._next.icon)
        self.next_button.say(lambda: self._next.words)
        self.next_button.setVisible(detail is not None)
        self.print_button.setVisible(detail is not None)
        self._open_acts()

    def _open_acts(self) -> None:
        if self.acts is None:
            return
        there = self.detail is not None
        for action in self.acts.declared():
            if action not in (acts.SCAN, acts.DONE, acts.NEXT_STEP):
                self.acts.enable(action, there)
        self.acts.enable(acts.NEXT_STEP, bool(self._next.page), self._next.why)
        self.acts.enable(acts.DONE, self.acting.ready(), lambda: self.tr("Answer first."))

    def on_linked(self, status: SyncStatus) -> None:
        away = getattr(status, "state", "") in AWAY
        if away:
            self.states.offline(getattr(status, "since", 0), self._now())
        else:
            self.states.online()
        if self.detail is not None and self.detail.unsent and not getattr(status, "queued", 0):
            self.refresh()  # it went up: the chip goes away
        if away != self._away:  # other acts can be done; the link tells each batch it sends
            self._away = away
            self.view.retell()

    def _await(self, order_id: str) -> None:
        self._awaited = order_id
        self.show_order(order_id)

    def _line_pressed(self, row_id: str) -> None:
        again = row_id == self.view.lines.current
        self.view.point_at(row_id)
        if again:
            self.acting.change()
        self.focus_entry()

    # ------------------------------------------------------------------ acts without a panel

    def _pressed(self, action_id: str) -> None:
        if self.acts is None:
            return
        action = next(a for a in self.acts.declared() if a.id == action_id)
        self.acts[action].trigger()

    def _go_on(self) -> None:
        if self._next.page:
            self.wanted.emit(self._next.page, self._next.what)

    def _again(self) -> None:
        if self.detail is not None:
            self.wanted.emit("orders", ("clone", self.detail.order_id))

    def _print_order(self) -> None:
        if self.detail is not None:
            self._print("order_confirmation", self.detail.order_id)
            self.strip.tell(
                lambda: self.tr("The confirmation is printed."), status=Status.OK, for_ms=4_000
            )

    def _note(self, text: str) -> None:
        if self.detail is not None:
            self.run(AddNote(order_id=self.detail.order_id, text=text), then=self._noted)

    def _noted(self, _result: Mapping[str, object]) -> None:
        self.view.tabs.field.clear()
        self.refresh()

    def _prove(self, decision_id: str) -> None:
        self.backend.ask(
            replays, decision_id, then=partial(self.view.tabs.tell_proof, decision_id), owner=self
        )

    def _resend(self, message_id: str) -> None:
        self.run(ResendMessage(message_id=message_id), then=lambda _result: self.refresh())
