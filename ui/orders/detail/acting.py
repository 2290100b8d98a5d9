"""Which act on the order is prepared, and how it is given away: at once, or in ten seconds."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.catalog.lookup import Product
from app.customers.commands import CallBack
from app.desk.order.detail import OrderDetail
from app.identity.roles import Verdict, right_of
from app.kit.commands import Command
from app.orders.commands import Appease, CancelLines, ChangeOrder, HoldOrder, ReleaseHold
from app.orders.model import Change, SetQuantity
from ui.kit import MainButton, Page, Status, formats
from ui.orders.detail import acts
from ui.orders.detail.calling import CallPanel
from ui.orders.detail.cancelling import CancelPanel
from ui.orders.detail.changing import ChangePanel
from ui.orders.detail.deferred import Deferred
from ui.orders.detail.goodwill import GoodwillPanel
from ui.orders.detail.holding import HoldPanel
from ui.orders.detail.panel import COLUMN, ActCard, ActPanel
from ui.orders.detail.view import OrderView

AnyPanel = TypeVar("AnyPanel", bound=ActPanel)


class Acting(QObject):
    """One panel at a time; the page asks it by keys."""

    changed = Signal()
    did = Signal()  # the order is another one now

    def __init__(
        self,
        page: Page,
        view: OrderView,
        *,
        device_id: str,
        now: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._page, self._view = page, view
        self.count = 1  # of the item that is looked for
        self.main = MainButton("", icon=acts.DONE.icon, height=52)
        self.main.setProperty("elides", True)  # the amount stands above it in full
        self.card = ActCard(self.main)
        self.card.setFixedWidth(COLUMN)
        self.card.hide()
        self._device_id, self._now, self._new_id = device_id, now, new_id
        self.deferred = Deferred(page.strip, self)

    @property
    def panel(self) -> ActPanel | None:
        return self.card.panel

    # ------------------------------------------------------- panels, made when they are wanted

    @cached_property
    def cancelling(self) -> CancelPanel:
        return self._added(CancelPanel(self._page.backend))

    @cached_property
    def holding(self) -> HoldPanel:
        return self._added(HoldPanel(self._page.backend))

    @cached_property
    def goodwill(self) -> GoodwillPanel:
        return self._added(GoodwillPanel(self._page.backend))

    @cached_property
    def changing(self) -> ChangePanel:
        backend, now, new_id = self._page.backend, self._now, self._new_id
        return self._added(ChangePanel(backend, now=now, device_id=self._device_id, new_id=new_id))

    @cached_property
    def calling(self) -> CallPanel:
        made = self._added(CallPanel(self._page.backend, self._now))
        made.form.saved.connect(self.commit)
        return made

    def _added(self, panel: AnyPanel) -> AnyPanel:
        self.card.add(panel)
        panel.changed.connect(self.changed)
        panel.answered.connect(self._page.focus_entry)
        return panel

    # ------------------------------------------------------------------ beginning

    def cancel(self) -> None:
        self._open(self.cancelling, acts.CANCEL.id)

    def hold(self) -> None:
        if self.panel is self.holding:
            self.holding.step()
        else:
            self._open(self.holding, acts.HOLD.id)

    def call_back(self) -> None:
        self._open(self.calling, acts.CALL_BACK.id)

    def give(self) -> None:
        if self.is_changing():
            self.changing.tendering.step()
        elif self.panel is self.goodwill:
            self.goodwill.step()
        else:
            self._open(self.goodwill, acts.GOODWILL.id)

    def change(self) -> None:
        self._point_at_first("fewer")
        if self.is_changing() or self._open(self.changing, acts.CHANGE.id):
            self._page.focus_entry()

    def deliver(self) -> None:
        """Of the current line; the first that can go another way when none is chosen."""
        self._point_at_first("delivery")
        if self.is_changing() or self._open(self.changing, acts.DELIVERY.id):
            self.changing.ask_way()

    def send_elsewhere(self) -> None:
        if self.is_changing() or self._open(self.changing, acts.ADDRESS.id):
            self.changing.ask_address()

    def _point_at_first(self, part: str) -> None:
        """Without a current line the first one where this can still change."""
        detail = self._view.detail
        if detail is not None and self._view.chosen() is None:
            rooms = (room.line_id for room in detail.room.lines if not getattr(room, part))
            self._view.point_at_line(next(rooms, ""))

    def is_changing(self) -> bool:
        return isinstance(self.panel, ChangePanel)

    def point_at(self, line_id: str) -> None:
        if self.is_changing():
            self.changing.point_at(line_id)

    def edit(self, entry: Change | SetQuantity) -> None:
        if not self.is_changing():
            self.change()
        if not self.is_changing():
            return
        if isinstance(entry, Change):
            self.changing.add_units(entry.delta)
        else:
            self.changing.set_units(entry.quantity)

    def add(self, products: Sequence[Product]) -> None:
        if self.is_changing() or self._open(self.changing, acts.CHANGE.id):
            self._page.strip.hide()
            self.changing.add_item(products, self.count)

    def _open(self, panel: ActPanel, act: str) -> bool:
        """False when it is closed: the strip says why."""
        detail = self._view.detail
        if detail is None:
            return False
        told = next(p for p in self._view.possible(detail) if p.id == act)
        if not told.open:
            why = f"{told.title}: {told.detail}"
            self._page.strip.tell(why, status=Status.WARN, for_ms=8_000)
            return False
        self.deferred.send_now()
        self._page.strip.hide()
        panel.start(detail, self._view.role(), self._view.chosen())
        self.card.show_panel(panel)
        self._view.acting(self.card, True)
        panel.first().setFocus()
        self.changed.emit()
        return True

    # ------------------------------------------------------------------ ending

    def step_back(self) -> bool:
        """Esc: an open form first, then the panel."""
        return (self.is_changing() and self.changing.close_street()) or self.leave()

    def leave(self) -> bool:
        """Close the panel; True when one was open. What was to be sent is sent."""
        self.deferred.send_now()
        was_open = self.panel is not None
        self._close()
        return was_open

    def refresh(self, detail: OrderDetail) -> None:
        if self.panel is not None:
            self.panel.refresh(detail)

    def ready(self) -> bool:
        return self.panel is not None and self.panel.command() is not None

    def commit(self) -> None:
        command = self.panel.command() if self.panel else None
        detail = self._view.detail
        if command is None or detail is None:
            return
        if isinstance(command, CancelLines) and not self._needs_approval():
            words = partial(self._cancels_in, detail.card.head.number)
            self._close()
            self.deferred.put_off(words, partial(self._send, command, None))
        else:
            self._send(command, self.panel)

    def take_back(self) -> None:
        """Ctrl+Z: the cancellation that waits, or the last staged edit."""
        if self.deferred.waits:
            self.deferred.undone()
        elif self.is_changing():
            self.changing.take_back()

    def send_now(self) -> None:
        self.deferred.send_now()

    def _needs_approval(self) -> bool:
        """A second person is asked before, not ten seconds later."""
        preview = self.cancelling.preview
        in_hand = preview is not None and preview.in_hand > 0
        verdict = right_of(self._view.role(), "order.cancel_picked").verdict
        return in_hand and verdict is not Verdict.YES

    def _cancels_in(self, number: str, left: int) -> str:
        return self.tr("{number}: cancels in {n} s.").format(number=number, n=left)

    def _send(self, command: Command, panel: ActPanel | None) -> None:
        """`panel` is closed when it was done; another one may be open by then."""
        done = partial(self._done, command, panel)
        self._page.run(command, then=done, refused=self._refused)

    def _done(self, command: Command, panel: ActPanel | None, result: Mapping[str, Any]) -> None:
        if panel is not None and panel is self.panel:
            self._close()
        self._page.strip.tell(
            partial(self._said, command, dict(result)), status=Status.OK, for_ms=8_000
        )
        self.did.emit()

    def _refused(self, code: str, facts: Mapping[str, Any]) -> None:
        """Nothing was done; the panel stays and the order is read anew."""
        self._page.on_refused(code, facts)
        self._page.sounded.emit("bad")
        self.did.emit()

    def _said(self, command: Command, result: Mapping[str, Any]) -> str:
        match command:
            case CancelLines():
                amount = formats.money(int(result.get("amount_minor", 0)))
                return self.tr("Cancelled: {amount} off the price.").format(amount=amount)
            case ChangeOrder():
                return self.tr("Changed.")
            case HoldOrder():
                return self.tr("On hold.")
            case CallBack():
                return self.tr("You will be reminded.")
            case ReleaseHold():
                return self.tr("Released.")
            case Appease():
                amount = formats.money(int(result.get("amount_minor", 0)))
                return self.tr("{amount} given back.").format(amount=amount)
        return self.tr("Done.")

    def _close(self) -> None:
        self.card.show_panel(None)
        self._view.acting(self.card, False)
        self._page.focus_entry()
        self.changed.emit()
