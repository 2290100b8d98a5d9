"""What the server does each night without being asked: how fast goods go, and what places save."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app.kit.clock import Instant, as_datetime
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.places.queries import all_sites
from app.routing.packing import is_large
from app.routing.territory import night_of
from app.server.service import Service
from app.stock.forecast.nightly import nights_due
from app.stock.forecast.spreading import AT_ONCE, SpreadDemand, products_to_spread

log = logging.getLogger("gerai.nights")
LOOK = 600.0  # seconds: a night is long


class Nights:
    """Any number of processes may work on one database: a place's day has one command id."""

    def __init__(self, service: Service, *, look: float = LOOK) -> None:
        self._service = service
        self._look = look

    async def run(self) -> None:
        """For as long as the server runs; cancel to end."""
        while True:
            try:
                await run_in_threadpool(self.work)
            except SQLAlchemyError as error:
                log.error("the night waits for the database: %s", type(error).__name__)
            await asyncio.sleep(self._look)

    def work(self) -> int:
        """Do all that is due now, one place after the other; how many were done."""
        now = self._service.clock.now()
        due: list[tuple[Command, str]] = [*self._service.ask(nights_due, now), night_of(now)]
        for command, command_id in due:
            try:
                self._service.run(command, command_id)
            except Refusal as refusal:
                log.error("%s was refused: %s", type(command).__name__, refusal)
        if len(due) > 1:
            self._spread(now)
        return len(due)

    def _spread(self, now: Instant) -> None:
        """To the desks of a large chain, which hold no rows of other places."""
        if not is_large(site.kind for site in self._service.ask(all_sites)):
            return
        day = as_datetime(now).date().toordinal()
        products = self._service.ask(products_to_spread, day - 1)
        for start in range(0, len(products), AT_ONCE):
            self._service.run(SpreadDemand(product_ids=products[start : start + AT_ONCE]))
