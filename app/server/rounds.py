"""What nobody asks for and has to happen all the same: waves, supply, time limits, rules that
go back, learning.

Each round asks what is due and runs it as commands under ids of their own, so that any number of
processes may make rounds over one database: who is second finds it done.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app.fulfillment.handlers.move_fallen import fallen
from app.fulfillment.untaken import untaken
from app.kit.clock import DAY, MINUTE, Instant
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.answers import answers_of_places
from app.orders.unreleased import sites_with_unreleased
from app.places.learning import LearnAcceptance, PlaceAnswers
from app.places.silence import TellSilence, contacts, keep_contacts
from app.routing.queues.expiring import expired
from app.routing.queues.moving import stranded
from app.routing.reading import network_of
from app.routing.shadow.returning import watch_of
from app.routing.silence import changes
from app.routing.supply.free import supplies
from app.routing.waves.apart import reoptimise_apart
from app.routing.waves.gathering import gathers
from app.routing.waves.planning import Placer, plan_wave
from app.routing.waves.releasing import MovedOrder, PlacedUnits, ReleaseWave
from app.server.service import Service
from app.stock.commands import TidyLeases
from app.stock.leases import long_over, wanted_back
from app.work.over_full import leaving

log = logging.getLogger("gerai.rounds")
EVERY = 30.0  # seconds: a wave has two hours of work before it
SLOT = 5 * MINUTE  # in which the same act is done once
WAVE_SECONDS = 5.0
KEPT_EVERY = 5 * MINUTE  # a place is silent after half an hour
Due = tuple[str, Command]  # its id, and what is to be run


class Rounds:
    """`place`: who places a wave's orders; another process, so that it can be ended."""

    def __init__(self, service: Service, *, place: Placer = reoptimise_apart) -> None:
        self._service, self._place = service, place
        self._kept: dict[str, Instant] = {}
        self._learnt_on = 0  # after a new start it is asked again, and found done

    async def run(self) -> None:
        """For as long as the server runs; cancel to end."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await run_in_threadpool(self.work)
            except SQLAlchemyError as error:
                log.error("rounds wait for the database: %s", type(error).__name__)

    def work(self) -> int:
        """One round; how many acts were done."""
        now = self._service.clock.now()
        self._keep_heard()
        due = list(self._service.ask(_due, now))
        if self._learnt_on != now // DAY:
            self._learnt_on = now // DAY
            due += self._service.ask(_learnt, self._learnt_on)
        done = sum(self._run(*one) for one in due)
        return done + self._wave(now)

    def _keep_heard(self) -> None:
        heard = {
            site_id: at
            for site_id, at in dict(self._service.heard).items()
            if at - self._kept.get(site_id, 0) >= KEPT_EVERY
        }
        if heard:
            with self._service.engine.begin() as db:
                keep_contacts(db, heard)
            self._kept |= heard

    def _wave(self, now: Instant) -> int:
        """Placed together outside of any transaction; goods that moved meanwhile leave all as it
        was, and it goes as it stands."""
        sites = self._service.ask(_going, now)
        if not sites:
            return 0
        wave = self._service.ask(
            lambda db: plan_wave(db, sites, now=now, seconds=WAVE_SECONDS, place=self._place)
        )
        if not wave.order_ids:
            return 0
        moved = [
            MovedOrder(
                order_id=order_id,
                placed=[
                    PlacedUnits(line_id=one.line_id, site_id=one.site_id, quantity=one.quantity)
                    for one in placed
                ],
                decision=wave.decisions.get(order_id),
            )
            for order_id, placed in sorted(wave.moved.items())
        ]
        ids = list(wave.order_ids)
        if moved and self._run("", ReleaseWave(order_ids=ids, moved=moved)):
            log.info("wave of %d orders, %d placed anew", len(ids), len(moved))
            return 1
        return self._run("", ReleaseWave(order_ids=ids))

    def _run(self, command_id: str, command: Command) -> int:
        try:
            self._service.run(command, command_id)
        except Refusal as refusal:
            log.warning("%s was refused: %s", type(command).__name__, refusal)
            return 0
        return 1


def _going(db: Connection, now: Instant) -> list[str]:
    network = network_of(db, now)
    return [site for site in sites_with_unreleased(db) if not gathers(network, site, now)]


def _due(db: Connection, now: Instant) -> Sequence[Due]:
    lists = (_supply, _expired, _untaken, _moving, _lent, _silent, _watched)
    return [due for each in lists for due in each(db, now)]


def _supply(db: Connection, now: Instant) -> Iterator[Due]:
    for command in supplies(db):
        yield derived_id(command.site_id, "supply", now // SLOT), command


def _expired(db: Connection, now: Instant) -> Iterator[Due]:
    for line_id, since, command in expired(db, now):
        yield derived_id(line_id, "auto_cancel", since), command


def _untaken(db: Connection, now: Instant) -> Iterator[Due]:
    for released, command in untaken(db, network_of(db, now), now):
        yield derived_id(command.fulfillment_id, command.reason, released), command


def _moving(db: Connection, now: Instant) -> Iterator[Due]:
    """Once for each case of goods that are not there, for each day that is too full, and for each
    news of carriers."""
    for case_id, told in fallen(db):
        yield derived_id(case_id, "move"), told
    network = network_of(db, now)
    for command in leaving(db, network, now):
        day = f"{command.site_id}/{command.day}"
        yield derived_id(command.order_id, command.reason, day), command
    for command in stranded(db, network, now):
        news = f"{command.site_id}/{network.version}"
        yield derived_id(command.order_id, command.reason, news), command


def _lent(db: Connection, now: Instant) -> Iterator[Due]:
    if wanted_back(db, now) or long_over(db, now):
        yield "", TidyLeases()


def _silent(db: Connection, now: Instant) -> Iterator[Due]:
    if places := list(changes(network_of(db, now), contacts(db), now)):
        yield "", TellSilence(places=places)


def _watched(db: Connection, now: Instant) -> Iterator[Due]:
    if watch := watch_of(db, now):
        command, command_id = watch
        yield command_id, command


def _learnt(db: Connection, today: int) -> Sequence[Due]:
    """How places answered yesterday (days of UTC: an average does not mind)."""
    told = answers_of_places(db, (today - 1) * DAY, today * DAY)
    places = [
        PlaceAnswers(site_id=site, accepted=accepted, rejected=rejected)
        for site, (accepted, rejected) in sorted(told.items())
    ]
    command_id = derived_id("places", "acceptance", today)
    return [(command_id, LearnAcceptance(places=places))] if places else []
