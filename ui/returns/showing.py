"""What the returns desk shows: it all follows from the card, the choices and the server."""

from collections.abc import Callable
from functools import partial

from app.identity.roles import OFFLINE_RETURN_LIMIT
from app.kit.clock import Instant
from app.returns.queries import Preview, ReturnCard, preview, return_card
from ui.kit import (
    Status,
    Words,
    formats,
)
from ui.kit.backend import SyncStatus
from ui.kit.sounds import Sound
from ui.returns import refused
from ui.returns.acts import (
    AGAIN,
    BLIND,
    PERMISSION,
    REFUND,
)
from ui.returns.money import TakenInstead
from ui.returns.parts import AWAY, NO_SALE, WAITING, Parts


class Showing(Parts):
    """Tells, and decides nothing but whether F12 is open."""

    def _tell(self) -> None:
        """Everything the screen shows follows from the card and the choices."""
        assert self.entry_box is not None
        self.entry_box.retranslate()
        if self._view in (NO_SALE, WAITING):
            self._tell_blind()
            return
        card = self.card
        if card is None:
            self.money.show_nothing()
            self._enable(False)
            return
        if self.bench.current in self.chosen:
            self.exchange.look_at(card.line(self.bench.current))
        before = self.exchange.swapped
        self.exchange.keep_to(self.chosen)
        if self.exchange.items and (
            self.exchange.swapped != before or len(self.exchange.price.lines) == 0
        ):
            self.exchange.ask_price(card)
        told = self._preview(card)
        self.bench.tell(told, away=self._is_away())
        self.money.way.choose(self.mode.value)
        price = self.exchange.price
        self.money.show_refund(
            card,
            self.chosen.units(card),
            told,
            note=self._note(card, told),
            ready=self._ready(card, told),
            instead=[
                TakenInstead(self._item_words(item.name, item.quantity, item.place), minor)
                for item, minor in zip(self.exchange.items, price.lines, strict=False)
            ],
            total_minor=price.total_minor,
        )
        self._enable(self._ready(card, told))

    def _item_words(self, name: str, quantity: int, place: str) -> str:
        if place:
            told = self.tr("{n} × {name}, at {site}")
            return told.format(n=quantity, name=name, site=place)
        return self.tr("{n} × {name}").format(n=quantity, name=name)

    def _tell_blind(self) -> None:
        item = self.blind.item
        if self._view == WAITING or item is None or not self.blind.is_blind:
            self.money.show_nothing()
            self._enable(False)
            return
        note = self._blind_note()
        words_ = self.tr("{n} × {name}").format(n=self.blind.quantity, name=item.product.name)
        self.money.show_blind(words_, self.blind.credit_minor, item.product.currency, note)
        self._enable(not note and not self._busy, BLIND)

    def _blind_note(self) -> Words:
        if self._is_away():
            return self.tr("Without a receipt the server is needed: it is away.")
        return self.blind.why_not()

    def _preview(self, card: ReturnCard) -> Preview:
        return preview(
            card,
            self.chosen.units(card),
            self.mode,
            offline=self._is_away(),
            reasons=self.chosen.reasons(),
            swapped=self.exchange.swapped,
            spend_minor=self.exchange.price.total_minor,
            is_by_mail=self._is_by_mail(card),
        )

    def _is_by_mail(self, card: ReturnCard) -> bool:
        """An exchange is made at the counter, whatever was announced."""
        return not self.exchange.items and card.is_by_mail(self.chosen.units(card), self._box)

    def _ready(self, card: ReturnCard, told: Preview) -> bool:
        priced = len(self.exchange.price.lines) == len(self.exchange.items)
        return (
            not told.why_not
            and not self.chosen.first_open(card.lines)
            and not self._busy
            and priced
            and self.money.top_up.is_told
        )

    def _note(self, card: ReturnCard, told: Preview) -> Words:
        """What keeps F12 closed, in words; nothing while nothing is chosen."""
        if not len(self.chosen):
            return ""
        if told.why_not:
            offline = told.why_not == "return_offline_limit"
            limit = card.offline_limit_minor if offline else card.limit_minor
            return partial(refused.told, told.why_not, {"limit": limit})
        question = self.bench.open_question()
        if question or not told.approval:
            return question
        return partial(refused.approval_words, told.approval, card.limit_minor)

    def _enable(self, ready: bool, permission: str = PERMISSION) -> None:
        assert self.acts is not None
        self.acts.enable(REFUND, ready and self.backend.may(permission))
        self.acts.enable(AGAIN, bool(self._last_paper[1]))

    # ------------------------------------------------------------------ asking

    def _show_view(self, view: int) -> None:
        self.views.setCurrentIndex(view)
        self.states.ready(1)

    def _ask(self, order_id: str, then: Callable[[ReturnCard | None], None]) -> None:
        session = self.backend.session
        self._asked += 1
        asked = self._asked

        def arrived(card: ReturnCard | None) -> None:
            if asked == self._asked:
                then(card)

        self.backend.ask(
            return_card,
            order_id,
            site_id=self._counter.site_id,
            device_id=self._counter.device_id,
            user_id=session.user_id if session else "",
            now=Instant(self._now()),
            then=arrived,
            owner=self,
        )

    def _refreshed(self, card: ReturnCard | None) -> None:
        if card is None:
            return
        self.bench.put(card, anew=False)
        self._drawer_id = card.drawer_id
        self._tell()

    # ------------------------------------------------------------------ the server

    def _is_away(self) -> bool:
        return self.backend.sync_status().state in AWAY

    def on_linked(self, _status: SyncStatus) -> None:
        """The limits of a desk alone are told before they are met."""
        away, since = self._is_away(), self.backend.sync_status().since
        if away == self._away:
            return
        self._away = away
        if away:
            self.away.tell(lambda: self._away_words(since), closable=False)
        else:
            self.away.hide()
        self._tell()

    def _away_words(self, since: int) -> str:
        told = self.tr(
            "Offline since {time}: up to {amount} per order, orders on this desk only; "
            "card refunds are queued."
        )
        limit = self.card.offline_limit_minor if self.card else OFFLINE_RETURN_LIMIT
        return told.format(time=formats.clock(since), amount=formats.money(limit))

    def _good(self) -> None:
        """What was taken answers what was not."""
        self._sounds.play(Sound.OK)
        if self._scolded:
            self._scolded = False
            self.strip.hide()

    def _bad(self, told: Words) -> None:
        self._sounds.play(Sound.BAD)
        if told:
            self._scolded = True
            self.strip.tell(told, status=Status.BAD)
