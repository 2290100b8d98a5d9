"""Which units are not wanted any more, why, and what the customer gets back for them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.desk.order.detail import OrderDetail
from app.desk.order.groups import ENDED, Group, Part
from app.kit.commands import Command
from app.orders.changes import LineRoom
from app.orders.commands import CancelLines, LineQuantity
from app.orders.previews import CancelPreview, cancel_preview
from app.orders.reasons import CancelReason
from ui.kit import Amount, Backend, Option, OptionList, Segments, TotalsPanel, formats
from ui.orders.detail import words
from ui.orders.detail.panel import ActPanel, heading

LINE, ORDER = "line", "order"


class CancelPanel(ActPanel):
    """A digit says why; + and − how many; Del again takes the whole order."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.preview: CancelPreview | None = None
        self._part: tuple[Group, Part] | None = None
        self._units = 0
        self._asked = 0
        self.scope = Segments(lambda: self.tr("What is cancelled"))
        self.scope.chosen.connect(lambda _scope: self._ask())
        self.reasons = OptionList(lambda: self.tr("Reason"), columns=2, tiles=True)
        self.reasons.chosen.connect(lambda _reason: self.changed.emit())
        self.money = TotalsPanel(lambda: self.tr("Off the price"))
        self.content.addWidget(self.scope)
        self.content.addWidget(heading(lambda: self.tr("Why?")))
        self.content.addWidget(self.reasons)
        self.content.addWidget(self.trouble)
        self.content.addWidget(self.money)
        self.content.addStretch(1)
        self.put_on()

    def title(self) -> str:
        return self.tr("Cancel")

    def commit_words(self) -> str:
        if self.preview is None or not self.preview.back.back_minor:
            return self.tr("Cancel it")
        amount = formats.money(self.preview.back.back_minor, self.preview.currency)
        return self.tr("Cancel, refund {amount}").format(amount=amount)

    def start(self, detail: OrderDetail, role: str, chosen: tuple[Group, Part] | None) -> None:
        self.detail, self.role, self.preview = detail, role, None
        self._part = chosen if chosen and chosen[0].stand not in ENDED else None
        self._units = min(self._part[1].units, self._most()) if self._part else 0
        self.scope.choose(LINE if self._units else ORDER)
        self.reasons.offer(reason_options(), value="")
        self.retranslate()
        self._ask()

    def refresh(self, detail: OrderDetail) -> None:
        self.detail = detail
        self._units = min(self._units, self._most())
        self._ask()

    def first(self) -> QWidget:
        return self.reasons

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if by is not None and self.scope.value == LINE:
            self._units = max(1, min(self._most(), self._units + by))
            self._ask()
        elif event.key() == Qt.Key.Key_Delete:
            self.scope.step()
        else:
            super().keyPressEvent(event)

    def wanted(self) -> Mapping[str, int]:
        if self.detail is None:
            return {}
        if self.scope.value == LINE and self._part is not None:
            return {self._part[1].line.line_id: self._units} if self._units else {}
        rooms = (room for room in self.detail.room.lines if not room.cancel)
        return {room.line_id: room.free + room.in_hand for room in rooms}

    def command(self) -> Command | None:
        if self.detail is None or self.preview is None or not self.reasons.value:
            return None
        return CancelLines(
            order_id=self.detail.order_id,
            lines=[
                LineQuantity(line_id=line_id, quantity=units)
                for line_id, units in self.wanted().items()
            ],
            reason=CancelReason(self.reasons.value),
        )

    def _room(self) -> LineRoom | None:
        if self.detail is None or self._part is None:
            return None
        wanted = self._part[1].line.line_id
        return next((room for room in self.detail.room.lines if room.line_id == wanted), None)

    def _most(self) -> int:
        room = self._room()
        return room.free + room.in_hand if room and not room.cancel else 0

    def _ask(self) -> None:
        self.preview = None
        self._asked += 1
        asked = self._asked
        wanted = self.wanted()
        self._say_scope()
        if self.detail is None or not wanted:
            self.changed.emit()
            return

        def arrived(preview: CancelPreview) -> None:
            if asked == self._asked:
                self._previewed(preview)

        self.backend.ask(
            cancel_preview,
            self.detail.order_id,
            wanted,
            then=arrived,
            failed=self.tell_trouble,
            owner=self,
        )

    def _previewed(self, preview: CancelPreview) -> None:
        self.preview = preview
        self.trouble.hide()
        self._say_money()
        self.changed.emit()

    def _say_money(self) -> None:
        preview, detail = self.preview, self.detail
        if preview is None or detail is None:
            return
        rows = [Amount(self.tr("Goods"), formats.money(preview.goods_minor, preview.currency))]
        if preview.shipping_minor:
            amount = formats.money(preview.shipping_minor, preview.currency)
            rows.append(Amount(self.tr("Delivery"), amount))
        if preview.rounding_minor:
            amount = formats.money(preview.rounding_minor, preview.currency)
            rows.append(Amount(self.tr("Rounding"), amount))
        if preview.clawback_minor:
            amount = formats.money(-preview.clawback_minor, preview.currency)
            names = ", ".join(one.name for one in preview.lost)
            rows.append(Amount(self.tr("Promotion no longer earned"), amount, note=names))
        if preview.back.forgiven_minor:
            amount = formats.money(preview.back.forgiven_minor, preview.currency)
            rows.append(Amount(self.tr("Not to be paid any more"), amount, meta=True))
        for payment_id, kind, minor in preview.back.parts:
            told = words.tender_of(detail, payment_id, kind.value)
            rows.append(
                Amount(
                    self.tr("Back to {tender}").format(tender=told),
                    formats.money(minor, preview.currency),
                    meta=True,
                )
            )
        self.money.show_rows(rows, formats.money(preview.amount_minor, preview.currency))

    def _say_scope(self) -> None:
        self.scope.offer(
            [(LINE, self.tr("This line")), (ORDER, self.tr("Whole order"))],
            closed=() if self._most() else (LINE,),
        )
        if self.scope.value == LINE and self._part is not None:
            told = self.tr("{n} of {all} × {name}")
            line = self._part[1].line
            self.about.say(
                told.format(
                    n=formats.qty(self._units), all=formats.qty(self._most()), name=line.name
                )
            )
        else:
            units = sum(self.wanted().values())
            self.about.say(self.tr("%n item(s), all that can still be cancelled", "", units))

    def retranslate(self) -> None:
        self.reasons.offer(reason_options())
        self._say_scope()
        self._say_money()


def reason_options() -> list[Option]:
    return [Option(reason.value, partial(words.cancel_reason, reason)) for reason in CancelReason]
