"""What the server does each night without being asked: reckon how fast goods go at each place."""

import asyncio
import logging

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool

from app.kit.errors import Refusal
from app.server.service import Service
from app.stock.forecast.nightly import nights_due

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
            except DBAPIError as error:
                log.error("the night waits for the database: %s", type(error.orig).__name__)
            await asyncio.sleep(self._look)

    def work(self) -> int:
        """Do all that is due now, one place after the other; how many were done."""
        due = self._service.ask(nights_due, self._service.clock.now())
        for command, command_id in due:
            try:
                self._service.run(command, command_id)
            except Refusal as refusal:
                log.error("demand of %s was refused: %s", command.site_id, refusal)
        return len(due)
