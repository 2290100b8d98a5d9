"""Why must this order wait, which part of it, and who may let it go again."""

from PySide6.QtWidgets import QWidget

from app.desk.order.detail import OrderDetail
from app.desk.order.groups import Group, Part
from app.identity.roles import Role
from app.kit.commands import Command
from app.orders.commands import HoldOrder, ReleaseHold
from app.orders.holds import releasers
from app.orders.reasons import HoldReason, HoldScope
from ui.kit import Backend, Field, Option, OptionList, Segments
from ui.kit.roles import role_words
from ui.orders.detail import words
from ui.orders.detail.panel import ActPanel, heading

HOLD, RELEASE = "hold", "release"
# Money that has not come is held by itself; nobody sets this one by hand.
BY_HAND = tuple(reason for reason in HoldReason if reason is not HoldReason.AWAITING_PAYMENT)


class HoldPanel(ActPanel):
    """A digit says why. With a hold open it first asks which one to release."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._chosen: tuple[Group, Part] | None = None
        self.which = Segments(lambda: self.tr("Hold or release"))
        self.which.chosen.connect(self._switched)
        self.options = OptionList(lambda: self.tr("Reason"), columns=2, tiles=True)
        self.options.chosen.connect(lambda _value: self.retranslate())
        self.scope_words = heading(lambda: self.tr("What has to wait?"))
        self.scope = Segments(lambda: self.tr("What has to wait?"))
        self.who = self.trouble
        self.note = Field(lambda: self.tr("Note"), placeholder=lambda: self.tr("Note, if any"))
        for part in (self.which, self.options, self.scope_words, self.scope, self.note, self.who):
            self.content.addWidget(part)
        self.who.set_ink("text2")
        self.content.addStretch(1)
        self.put_on()

    def title(self) -> str:
        return self.tr("Hold") if self.which.value == HOLD else self.tr("Release a hold")

    def commit_words(self) -> str:
        return self.tr("Put on hold") if self.which.value == HOLD else self.tr("Release")

    def start(self, detail: OrderDetail, role: str, chosen: tuple[Group, Part] | None) -> None:
        self.detail, self.role, self._chosen = detail, role, chosen
        self.note.clear()
        self.which.choose(RELEASE if self._open_holds() else HOLD)
        self.scope.choose(HoldScope.ORDER.value)
        self.options.choose("")
        self.retranslate()
        self.changed.emit()

    def refresh(self, detail: OrderDetail) -> None:
        self.detail = detail
        self.retranslate()

    def first(self) -> QWidget:
        return self.options

    def command(self) -> Command | None:
        if self.detail is None or not self.options.value:
            return None
        if self.which.value == RELEASE:
            hold_id = self.options.value
            return ReleaseHold(hold_id=hold_id, note=self.note.text()) if self._may() else None
        scope = HoldScope(self.scope.value)
        subjects = {HoldScope.ORDER: None, HoldScope.FULFILLMENT: self._parcel()}
        line = self._chosen[1].line.line_id if self._chosen else None
        return HoldOrder(
            order_id=self.detail.order_id,
            reason=HoldReason(self.options.value),
            scope=scope,
            subject_id=subjects.get(scope, line),
            note=self.note.text(),
        )

    def step(self) -> None:
        """F8 again: the next part of the order that may have to wait."""
        self.scope.step()

    def _switched(self, _value: str) -> None:
        self.options.choose("")
        self.retranslate()
        self.options.setFocus()
        self.changed.emit()

    def _open_holds(self) -> list[tuple[str, str]]:
        holds = self.detail.holds if self.detail else ()
        return [(hold.hold_id, hold.reason) for hold in holds if hold.open]

    def _parcel(self) -> str | None:
        parcel = self._chosen[0].parcel if self._chosen else None
        return parcel.fulfillment_id if parcel else None

    def _roles(self) -> frozenset[Role]:
        """Who may release what is chosen."""
        reasons = dict(self._open_holds())
        chosen = self.options.value
        return releasers(reasons.get(chosen, chosen)) if chosen else frozenset()

    def _may(self) -> bool:
        return self.role in {role.value for role in self._roles()}

    def _say(self) -> None:
        roles = self._roles()
        self.who.setVisible(bool(roles))
        named = ", ".join(role_words(role.value) for role in Role if role in roles)
        if self.which.value == HOLD or self._may():
            self.who.say(self.tr("Released by: {roles}").format(roles=named))
        else:
            self.who.say(self.tr("Only {roles} may release it.").format(roles=named))
        self.changed.emit()

    def retranslate(self) -> None:
        holds = self._open_holds()
        self.which.offer(
            [(RELEASE, self.tr("Release")), (HOLD, self.tr("Hold"))],
            closed=() if holds else (RELEASE,),
        )
        holding = self.which.value == HOLD
        told = [(hold_id, reason) for hold_id, reason in holds]
        if holding:
            told = [(reason.value, reason.value) for reason in BY_HAND]
        self.options.offer(
            [Option(value, words.hold_short(reason)) for value, reason in told],
        )
        parts = [(HoldScope.ORDER.value, self.tr("Order"))]
        if self._parcel():
            parts.append((HoldScope.FULFILLMENT.value, self.tr("Parcel")))
        if self._chosen is not None:
            parts.append((HoldScope.LINE.value, self.tr("Line")))
        self.scope.offer(parts)
        self.scope.setVisible(holding)
        self.scope_words.setVisible(holding)
        reasons = dict(told)
        chosen = reasons.get(self.options.value, "")
        general = self.tr("A hold stops picking, hand-over and shipping.")
        self.about.say(words.hold(chosen) + "." if chosen else general)
        self._say()
