"""What the server does beside its answers: send mails, have pay links made, end holds in time.

At least once, each under its own key: a mail keeps its Message-ID, a link its payment's id.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app.kit.clock import HOUR, MINUTE, SECOND, after
from app.kit.commands import Command
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import derived_id
from app.notify.mails import Moot, Sender, write_mail
from app.notify.queries import Effect, any_due, claim_due, end_effect, message_of, put_off
from app.notify.sending import MarkSent, MarkUnsent
from app.notify.states import EffectKind, EffectState, MessageState
from app.orders.queries import heads_of
from app.payments.links import KeepPayLink, wanted_link
from app.ports.mailer import Mailer, Undeliverable
from app.ports.pay_link import PayLink
from app.server.service import Service
from app.server.turns import HOUSE, Turns
from app.stock.commands import TidyHolds
from app.stock.holds import any_over

log = logging.getLogger("gerai.jobs")
ABREAST = 4  # a mail server that dawdles holds up itself, not the other mails
LOOK = 2.0  # seconds: effects of other processes, and those whose time has come
# Longer than any try may last (SMTP: 6 steps of 15 s), so that a claim is over only when its
# process is.
CLAIM = 5 * MINUTE
FIRST_WAIT = 5 * SECOND
LONGEST_WAIT = HOUR
MOST_ATTEMPTS = 58  # about two days: a weekend without a mail server loses nothing
MOST_WHY = 60


class Waits(Protocol):
    async def grown(self, seconds: float) -> None:
        """Return when this process committed something, or after so many seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """What the outside answered, as a command; `role` makes its id, once per subject."""

    command: Command
    role: str


class Jobs:
    """The effects of one server process. Any number of processes may work on one database."""

    def __init__(
        self,
        service: Service,
        mailer: Mailer,
        pay_link: PayLink,
        *,
        sender: Sender,
        jitter: Callable[[], float] = random.random,
        look: float = LOOK,
    ) -> None:
        """`jitter` gives 0 ≤ x < 1: processes that failed together do not retry together."""
        self._service = service
        self._mailer = mailer
        self._pay_link = pay_link
        self._sender = sender
        self._jitter = jitter
        self._look = look

    async def run(self, waits: Waits, turns: Turns) -> None:
        """For as long as the server runs; cancel to end. A database that is away is waited for."""
        while True:
            claimed: list[Effect] = []
            try:
                if await turns.read(HOUSE, self.any_due):
                    claimed = await turns.write(HOUSE, self.claim)
                await asyncio.gather(*(self._one(effect, turns) for effect in claimed))
            except SQLAlchemyError as error:
                log.error("jobs wait for the database: %s", type(error).__name__)
                claimed = []
            if not claimed:
                await waits.grown(self._look)

    async def _one(self, effect: Effect, turns: Turns) -> None:
        await turns.write(HOUSE, await run_in_threadpool(self.attempt, effect))

    def work(self) -> int:
        """Do all that is due now, one after the other; how many were tried."""
        tried = 0
        while claimed := self.claim():
            for effect in claimed:
                self.perform(effect)
            tried += len(claimed)
        return tried

    def any_due(self) -> bool:
        """Looking costs no write lock."""
        now = self._service.clock.now()
        return self._service.ask(any_over, now) or self._service.ask(any_due, now)

    def claim(self) -> list[Effect]:
        now = self._service.clock.now()
        if self._service.ask(any_over, now):
            self._service.run(TidyHolds())
        if not self._service.ask(any_due, now):
            return []
        with self._service.engine.begin() as db:
            return claim_due(db, now, until=after(now, CLAIM), most=ABREAST)

    def perform(self, effect: Effect) -> None:
        """One try, and what it leads to. Only trouble with our own database is raised."""
        self.attempt(effect)()

    def attempt(self, effect: Effect) -> Callable[[], None]:
        """One try outside, which writes nothing here; what is to be written of it."""
        try:
            match EffectKind(effect.kind):
                case EffectKind.MAIL:
                    done = self._send(effect.subject_id)
                case EffectKind.PAY_LINK:
                    done = self._make_link(effect.subject_id)
        except (Moot, Undeliverable) as never:
            return partial(self._give_up, effect, never)
        except Unreachable as away:
            return partial(self._try_again, effect, f"unreachable: {away.why}")
        except SQLAlchemyError:
            raise
        except Exception as error:  # a bug in one mail must not stop the others
            log.exception("effect %s failed", effect.effect_id)
            return partial(self._try_again, effect, f"failed: {type(error).__name__}")
        return partial(self._done, effect, done)

    def _done(self, effect: Effect, told: Told | None) -> None:
        if told is not None:
            try:
                self._run(told.command, effect.subject_id, told.role)
            except SQLAlchemyError:
                raise
            except Exception as error:
                log.exception("%s of %s was not kept", told.role, effect.subject_id)
                self._try_again(effect, f"failed: {type(error).__name__}")
                return
        with self._service.engine.begin() as db:
            end_effect(db, effect, EffectState.DONE)

    def _send(self, message_id: str) -> Told | None:
        message = self._service.ask(message_of, message_id)
        if message is None or message.state != MessageState.QUEUED.value:
            return None
        now = self._service.clock.now()
        mail = self._service.ask(
            lambda db: write_mail(db, message, self._sender, now=now, key=self._service.signing_key)
        )
        self._mailer.send(mail)
        return Told(MarkSent(message_id=message_id), "sent")

    def _make_link(self, payment_id: str) -> Told | None:
        wanted = self._service.ask(wanted_link, payment_id)
        if wanted is None:
            return None
        order = self._service.ask(heads_of, [wanted.order_id])[wanted.order_id]
        link = self._pay_link.create(payment_id, wanted.amount, order.number)
        return Told(KeepPayLink(payment_id=payment_id, link=link), "pay_link")

    def _give_up(self, effect: Effect, never: Moot | Undeliverable) -> None:
        log.warning("effect %s is over: %s", effect.effect_id, never.code)
        self._unsent(effect, "withdraw" if isinstance(never, Moot) else "fail", never.code)
        with self._service.engine.begin() as db:
            end_effect(db, effect, EffectState.GIVEN_UP, why=never.code[:MOST_WHY])

    def _try_again(self, effect: Effect, why: str) -> None:
        if effect.attempts >= MOST_ATTEMPTS:
            self._give_up(effect, Undeliverable("too_many_attempts"))
            return
        until = after(self._service.clock.now(), wait_after(effect.attempts, self._jitter()))
        with self._service.engine.begin() as db:
            put_off(db, effect, until=until, why=why[:MOST_WHY])

    def _unsent(self, effect: Effect, act: str, why: str) -> None:
        if effect.kind == EffectKind.MAIL.value:
            command = MarkUnsent(message_id=effect.subject_id, act=act, why=why)
            # A message that was queued again may come to nothing again: each time is another act.
            self._run(command, effect.subject_id, f"unsent {effect.attempts}")

    def _run(self, command: Command, subject_id: str, role: str) -> None:
        """A system command under an id of its own, so that a second try writes nothing."""
        try:
            self._service.run(command, derived_id(subject_id, role))
        except Refusal as refusal:
            log.error("%s of %s was refused: %s", role, subject_id, refusal)


def wait_after(attempts: int, jitter: float) -> int:
    """Microseconds until the next try: 5 s, doubling to an hour, and up to half as much again."""
    wait = min(LONGEST_WAIT, FIRST_WAIT << min(attempts - 1, 20))
    return wait + int(wait * jitter / 2)
