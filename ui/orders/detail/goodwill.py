"""How much is given for the trouble, why, and where it goes."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desk.order.detail import OrderDetail
from app.desk.order.goodwill import Goodwill, goodwill
from app.desk.order.groups import Group, Part
from app.identity.roles import Verdict, right_of
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.commands import Appease
from app.orders.model import Discount, parse_amount, parse_entry
from app.orders.reasons import AppeaseReason, RefundTo
from ui.kit import Amount, Backend, Field, Option, OptionList, Segments, TotalsPanel, formats
from ui.orders.detail import words
from ui.orders.detail.panel import ActPanel, heading

PERMISSION = "appeasement"
LINE, ORDER = "line", "order"


class GoodwillPanel(ActPanel):
    """`50.000` or `5%`, then Enter and a digit for the reason."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._part: Part | None = None
        self.amount = Field(
            lambda: self.tr("Amount or percent"), placeholder=lambda: self.tr("50.000 or 5%")
        )
        self.amount.textEdited.connect(lambda _text: self._weigh())
        self.amount.returnPressed.connect(self._to_reasons)
        self.of = Segments(lambda: self.tr("Of what"))
        self.of.chosen.connect(lambda _value: self._weigh())
        self.reasons = OptionList(lambda: self.tr("Reason"), columns=2, tiles=True)
        self.reasons.chosen.connect(lambda _value: self.changed.emit())
        self.to = Segments(lambda: self.tr("Where it goes"))
        self.to.chosen.connect(lambda _value: self._weigh())
        self.money = TotalsPanel(lambda: self.tr("Goodwill"))
        for part in (self.amount, self.of, heading(lambda: self.tr("Why?")), self.reasons):
            self.content.addWidget(part)
        self.content.addWidget(self.to)
        self.content.addWidget(self.trouble)
        self.content.addWidget(self.money)
        self.content.addStretch(1)
        self.put_on()

    def title(self) -> str:
        return self.tr("Refund or goodwill")

    def commit_words(self) -> str:
        found = self.worth()
        if found is None or self.detail is None or not found.amount_minor:
            return self.tr("Give it")
        amount = formats.money(found.amount_minor, self.detail.currency)
        return self.tr("Give {amount}").format(amount=amount)

    def start(self, detail: OrderDetail, role: str, chosen: tuple[Group, Part] | None) -> None:
        self.detail, self.role = detail, role
        self._part = chosen[1] if chosen else None
        self.amount.clear()
        self.of.choose(ORDER)
        self.to.choose(RefundTo.ORIGINAL.value)
        self.reasons.offer(_reasons(), value="")
        self.retranslate()

    def refresh(self, detail: OrderDetail) -> None:
        self.detail = detail
        self._weigh()

    def first(self) -> QWidget:
        return self.amount

    def step(self) -> None:
        """F7 again: the other place for the money."""
        self.to.step()

    def _to_reasons(self) -> None:
        self.reasons.setFocus()

    def typed(self) -> tuple[int | None, int | None]:
        """(minor units, hundredths of a percent); Refusal for what is neither."""
        text = self.amount.text().strip()
        if text.endswith("%"):
            found = parse_entry("%" + text.removesuffix("%").strip())
            return None, found.value if isinstance(found, Discount) else 0
        currency = self.detail.currency if self.detail else "IDR"
        return parse_amount(text, currency), None

    def worth(self) -> Goodwill | None:
        if self.detail is None or not self.amount.text().strip():
            return None
        try:
            amount, hundredths = self.typed()
        except Refusal:
            return None
        return goodwill(
            self.detail, line_id=self._line(), amount_minor=amount, hundredths=hundredths
        )

    def command(self) -> Command | None:
        found = self.worth()
        if self.detail is None or found is None or not self.reasons.value:
            return None
        if not 0 < found.amount_minor <= found.most_minor:
            return None
        amount, hundredths = self.typed()
        return Appease(
            order_id=self.detail.order_id,
            reason=AppeaseReason(self.reasons.value),
            told_minor=found.amount_minor,
            amount_minor=amount,
            hundredths=hundredths,
            line_id=self._line(),
            refund_to=RefundTo(self.to.value),
        )

    def _line(self) -> str | None:
        return self._part.line.line_id if self._part and self.of.value == LINE else None

    def _weigh(self) -> None:
        found, detail = self.worth(), self.detail
        self.money.setVisible(found is not None)
        self.trouble.hide()
        if found is not None and detail is not None:
            self._say_money(found, detail)
            if found.amount_minor > found.most_minor:
                most = formats.money(found.most_minor, detail.currency)
                told = self.tr("At most {amount} can be given: more was not paid.")
                self.trouble.say(told.format(amount=most))
                self.trouble.show()
        elif self.amount.text().strip():
            self.trouble.say(self.tr("Write an amount like 50.000, or a percentage like 5%."))
            self.trouble.show()
        self.changed.emit()

    def _say_money(self, found: Goodwill, detail: OrderDetail) -> None:
        credit = self.to.value == RefundTo.STORE_CREDIT.value
        rows = []
        for payment_id, kind, minor in found.parts:
            told = words.tender_of(detail, payment_id, kind)
            if credit:
                told = words.tender("store_credit")
            rows.append(
                Amount(
                    self.tr("Back to {tender}").format(tender=told),
                    formats.money(minor, detail.currency),
                )
            )
        if credit and rows:
            amount = formats.money(found.amount_minor, detail.currency)
            rows = [Amount(rows[0].words, amount)]
        self.money.show_rows(rows, formats.money(found.amount_minor, detail.currency))

    def retranslate(self) -> None:
        parts = [(ORDER, self.tr("Order"))]
        if self._part is not None:
            parts.append((LINE, self.tr("This line")))
        self.of.offer(parts)
        known = self.detail is not None and self.detail.customer is not None
        self.to.offer(
            [
                (RefundTo.ORIGINAL.value, self.tr("As paid")),
                (RefundTo.STORE_CREDIT.value, self.tr("Store credit")),
            ],
            closed=() if known else (RefundTo.STORE_CREDIT.value,),
        )
        self.reasons.offer(_reasons())
        right = right_of(self.role, PERMISSION)
        if right.verdict is Verdict.LIMIT:
            limit = formats.money(right.limit)
            self.about.say(
                self.tr("Up to {limit} a day alone, above it with a second person.").format(
                    limit=limit
                )
            )
        else:
            self.about.say(self.tr("Type an amount or a percentage."))
        self._weigh()


def _reasons() -> list[Option]:
    return [Option(reason.value, partial(words.appease_reason, reason)) for reason in AppeaseReason]
