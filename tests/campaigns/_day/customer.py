"""Customers at home: most of those who got a pay link pay it, at the provider's page."""

import random
import sqlite3
from contextlib import suppress

import httpx

from app.adapters.pay_link_simulated import SimulatedPayLink
from app.ports.pay_link import Paid
from app.server.run import PROVIDER_SECRET
from tests.campaigns._day.cast import Cast
from tests.campaigns._day.ending import database
from tests.campaigns._day.tally import Tally

PAUSE = 1.0
PATH = "pay link paid"


class Payer:
    """Plays the provider: it alone knows the secret besides the server."""

    def __init__(self, cast: Cast, tally: Tally, seed: int) -> None:
        self._cast, self._tally = cast, tally
        self._chance = random.Random(f"{seed}/payer")
        self._met: set[str] = set()

    def pay(self) -> None:
        while self._tally.open:
            with suppress(sqlite3.OperationalError):  # the server writes: a moment later
                for payment_id, amount in self._links():
                    self._met.add(payment_id)
                    if self._chance.random() < 0.8:
                        self._tell(payment_id, amount)
            self._tally.stop.wait(PAUSE)

    def _links(self) -> list[tuple[str, int]]:
        db = database(self._cast)
        rows = db.execute(
            "SELECT id, amount_minor FROM payments"
            " WHERE kind = 'pay_link' AND state = 'pending' AND link <> ''"
        ).fetchall()
        db.close()
        return [(each, amount) for each, amount in rows if each not in self._met]

    def _tell(self, payment_id: str, amount: int) -> None:
        db = database(self._cast)
        (secret,) = db.execute(
            "SELECT value FROM server_secrets WHERE name = ?", (PROVIDER_SECRET,)
        ).fetchone()
        db.close()
        paid = Paid(payment_id, amount, f"PAY-{self._chance.randrange(10**9):09d}")
        body = {
            "payment_id": paid.payment_id,
            "amount_minor": paid.amount_minor,
            "reference": paid.reference,
            "signature": SimulatedPayLink(bytes.fromhex(secret)).sign(paid),
        }
        answer = httpx.post(f"{self._cast.server.url}/v1/provider/paid", json=body, timeout=30)
        if answer.status_code == httpx.codes.OK:
            self._tally.done(PATH, answer.elapsed.total_seconds())
        else:
            self._tally.fail(f"{PATH}: {answer.status_code} {answer.text[:200]}")
