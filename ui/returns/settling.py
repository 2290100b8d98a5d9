"""What is sent from the returns desk, and what is told when it was done or not."""

from collections.abc import Callable, Mapping
from functools import partial

from app.kit.commands import Command
from ui.kit import (
    Status,
)
from ui.kit.sounds import Sound
from ui.returns import refused
from ui.returns.parts import NO_SALE, RECEIPT, SLIP, WAITING
from ui.returns.showing import Showing
from ui.returns.telling import Told, asked_by_mail, command_of, told_after


class Settling(Showing):
    """One command at a time: while one is under way F12 is closed."""

    def commit(self) -> None:
        if self._busy:
            return
        if self._view == NO_SALE:
            blind = self.blind.command()
            if blind is not None and not self._blind_note():
                self._run(blind, self._settled)
            return
        card = self.card
        if card is None:
            return
        told = self._preview(card)
        if not self._ready(card, told):
            self.bench.answer()
            return
        self._run(
            command_of(
                card,
                self.chosen,
                told,
                Told(
                    site_id=self._counter.site_id,
                    mode=self.mode,
                    offline=self._is_away(),
                    items=self.exchange.told(),
                    total_minor=self.exchange.price.total_minor,
                    tenders=self.money.top_up.told(),
                    pickup_code=self._new_code(),
                    is_by_mail=self._is_by_mail(card),
                ),
            ),
            self._settled,
        )

    def _run(self, command: Command, then: Callable[[dict[str, object]], None]) -> None:
        self._busy = True
        self._enable(False)
        self.run(command, then=then, refused=self._not_settled)

    def _run_waiting(self, command: Command) -> None:
        self._run(command, self._waiting_done)

    def _waiting_done(self, result: dict[str, object]) -> None:
        self._busy = False
        self._good()
        self.waiting.reload()
        number = str(result["number"])
        self.strip.tell(lambda: self.tr("{number}: done").format(number=number), status=Status.OK)
        self.waiting.take_focus()

    def _asked_by_mail(self, result: dict[str, object]) -> None:
        number, return_id = str(result["number"]), str(result["return_id"])
        waits = result["state"] != "approved"
        self.clear()
        if waits:
            self.strip.tell(
                lambda: self.tr("{number} waits for a manager: F8 shows it.").format(number=number),
                status=Status.WARN,
            )
        else:
            self._paper(SLIP, return_id)
            self.strip.tell(
                lambda: self.tr("{number} may be sent · slip sent to the printer").format(
                    number=number
                ),
                status=Status.OK,
                action=lambda: self.tr("Print again"),
                then=self._print_again,
            )
        self.focus_entry()

    def _settled(self, result: dict[str, object]) -> None:
        currency = self.card.currency if self.card else "IDR"
        self._scolded = False
        self._sounds.play(Sound.OK)
        self.clear()
        self._paper(RECEIPT, str(result["return_id"]))
        if "new_order_id" in result:
            self._print("order_confirmation", str(result["new_order_id"]))
        self.strip.tell(
            lambda: told_after(result, currency),
            status=Status.WARN if result.get("differs") else Status.OK,
            action=lambda: self.tr("Print again"),
            then=self._print_again,
        )
        self.focus_entry()

    def _free(self) -> None:
        if self._busy:
            self._busy = False
            self._tell()

    def _broke(self, _reference: str, _trouble: object) -> None:
        """The shell tells it; the choices stay and F12 opens again."""
        self._free()

    def _not_settled(self, code: str, facts: Mapping[str, object]) -> None:
        """Nothing was booked; the choices stay, and the order is read anew."""
        self._busy = False
        self._bad(partial(refused.told, code, facts))
        if self.card is not None:
            self._ask(self.card.order_id, self._refreshed)
        else:
            self._tell()

    def _paper(self, kind: str, what: str) -> None:
        self._last_paper = (kind, what)
        self._print(kind, what)
        self._enable(False)

    def _print_again(self) -> None:
        if self._last_paper[1]:
            self._print(*self._last_paper)

    def _show_waiting(self) -> None:
        self._show_view(WAITING)
        self.waiting.reload()
        self.waiting.take_focus()
        self._tell()

    def _mail_pressed(self) -> None:
        """F8: what is ticked comes by mail; with nothing ticked, what waits already."""
        if self.card is None or not len(self.chosen):
            self._show_waiting()
            return
        asked = asked_by_mail(self.card, self.chosen)
        if asked is None:
            self.bench.answer()
            return
        self._run(asked, self._asked_by_mail)
