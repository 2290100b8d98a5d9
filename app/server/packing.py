"""Which products moved since the packed rows were last brought along: a job of large chains."""

import asyncio
import logging

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app.kit.ids import derived_id
from app.places.queries import all_sites
from app.routing.packing import WATCHED, PackStock, is_large, products_to_pack
from app.server.service import Service
from app.stock.network import followed_to
from app.stock.touched import products_anywhere
from app.sync.feed import changed_rows, head

log = logging.getLogger("gerai.packing")
EVERY = 3.0  # seconds: a desk's copy is as old as that, and the feed has one act more for it
AT_ONCE = 50  # products of one command: at 200 places 35 ms of the write lock


class Packer:
    """One process packs for all; two that do it at once write the same rows, and no harm."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def run(self) -> None:
        """For as long as the server runs; cancel to end. A database that is away is waited for."""
        while True:
            try:
                await run_in_threadpool(self.pack)
            except SQLAlchemyError as error:
                log.error("packing waits for the database: %s", type(error).__name__)
            await asyncio.sleep(EVERY)

    def pack(self) -> int:
        """Bring the packed rows along; how many products were looked at."""
        if not is_large(site.kind for site in self._service.ask(all_sites)):
            return 0
        since, until, products = self._service.ask(_to_pack)
        for start in range(0, len(products), AT_ONCE):
            last = start + AT_ONCE >= len(products)
            # The cursor moves when all are packed: whoever dies on the way leaves them to the next.
            command = PackStock(
                product_ids=products[start : start + AT_ONCE], through=until if last else since
            )
            self._service.run(command, derived_id("pack", str(until), f"{since}/{start}"))
        return len(products)


def _to_pack(db: Connection) -> tuple[int, int, list[str]]:
    """(packed up to, now at, the products that moved meanwhile): at first all there are."""
    since, until = followed_to(db), head(db).seq
    if since == 0:
        return since, until, sorted(products_anywhere(db))
    changed = changed_rows(db, since=since, until=until, entities=WATCHED)
    return since, until, products_to_pack(db, changed)
