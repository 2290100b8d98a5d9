"""How the drawer of this computer stands: open, counted or closed, and what should be in it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.payments.drawers import DrawerView
from app.payments.queries import Drawer
from ui.kit import Amount, Card, Chip, Status, TotalsPanel, formats, text_label

translate = QCoreApplication.translate  # lupdate knows the name `translate`


class StandingCard(Card):
    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(lambda: self.tr("Drawer of this computer"), spacing=12)
        self._now = now
        self._view = DrawerView(None, "", None)
        self.chip = Chip(Status.IDLE)
        self.since = text_label("", ink="text2", wrap=True)
        self.totals = TotalsPanel(lambda: self.tr("Expected in the drawer"))
        if self.heading is not None:
            self.heading.addWidget(self.chip)
        self.body.addWidget(self.since)
        self.body.addWidget(self.totals)
        self.body.addStretch(1)

    def show_view(self, view: DrawerView) -> None:
        self._view = view
        drawer = view.drawer
        self.totals.setVisible(drawer is not None)
        if drawer is None:
            self.chip.tell(Status.IDLE, lambda: self.tr("Closed"), icon="lock")
            self.since.say(self._last_words)
            return
        if drawer.counted_minor is None:
            self.chip.tell(Status.OK, lambda: self.tr("Open"), icon="lock-open")
        else:
            self.chip.tell(Status.INFO, lambda: self.tr("Counted"), icon="list-checks")
        self.since.say(lambda: self._since_words(drawer))
        self.totals.show_rows(self._amounts(drawer), self._money(drawer.expected_minor))

    def _amounts(self, drawer: Drawer) -> list[Amount]:
        rows = [
            Amount(lambda: self.tr("Float"), self._money(drawer.float_minor)),
            Amount(lambda: self.tr("Cash in"), self._money(drawer.in_minor)),
            Amount(lambda: self.tr("Cash out"), self._money(-drawer.out_minor)),
        ]
        counted = drawer.counted_minor
        if counted is not None:
            rows.append(Amount(lambda: self.tr("Counted"), self._money(counted), meta=True))
        return rows

    def _money(self, minor: int) -> str:
        drawer = self._view.drawer
        return formats.money(minor, drawer.currency) if drawer is not None else ""

    def _since_words(self, drawer: Drawer) -> str:
        at = formats.moment(drawer.opened_at, self._now())
        if not self._view.opened_by:
            return self.tr("Open since {time}").format(time=at)
        return self.tr("Open since {time}, by {name}").format(time=at, name=self._view.opened_by)

    def _last_words(self) -> str:
        last = self._view.last
        if last is None:
            return self.tr("No drawer was counted at this computer yet.")
        told = self.tr("Closed {time}. {counted} was counted. {result}")
        return told.format(
            time=formats.moment(last.closed_at, self._now()),
            counted=formats.money(last.counted_minor, last.currency),
            result=difference_words(last.difference_minor, last.currency),
        )


def difference_words(difference: int, currency: str) -> str:
    if difference == 0:
        return translate("drawer", "It agrees.")
    amount = formats.money(abs(difference), currency)
    if difference < 0:
        return translate("drawer", "{amount} is missing.").format(amount=amount)
    return translate("drawer", "{amount} too much.").format(amount=amount)


def difference_status(difference: int) -> Status:
    return Status.OK if difference == 0 else Status.BAD if difference < 0 else Status.WARN
