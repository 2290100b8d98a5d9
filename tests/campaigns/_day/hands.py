"""One actor at one desk: runs commands, has them let pass by a second person, counts what came."""

import random
import time
from typing import Any

from tests.campaigns._day.cast import Seat
from tests.campaigns._day.tally import Tally

Told = dict[str, Any]


class Hands:
    """`who` of each act is a role of the seat."""

    def __init__(self, seat: Seat, tally: Tally, seed: str) -> None:
        self.seat = seat
        self.tally = tally
        self.chance = random.Random(seed)

    def do(self, path: str, who: str, kind: str, **body: Any) -> Told | None:
        """None when it was refused; a limit that is passed is let pass by the right person."""
        command_id = self.new_id()
        begun = time.monotonic()
        answer = self._run(who, kind, body, command_id)
        if not answer["ok"] and answer["code"] == "needs_approval":
            path = f"{path}, approved"
            answer = self._approve(who, answer["facts"])
            if answer["ok"]:
                approval = answer["result"]
                answer = self._run(
                    who, kind, {**body, "approval": approval}, approval["command_id"]
                )
        if not answer["ok"]:
            self.tally.refuse(path, answer["code"], answer["facts"])
            return None
        self.tally.done(path, time.monotonic() - begun)
        result: Told = answer["result"]
        return result

    def ask(self, name: str, **arguments: Any) -> Any:
        """None when there is no answer for a reason that the trade explains."""
        answer = self._timed("query", do="query", name=name, args=arguments)
        if answer["ok"]:
            return answer["result"]
        self.tally.refuse(f"ask {name}", answer["code"], answer["facts"])
        return None

    def new_id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def pick(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def one_in(self, many: int) -> bool:
        return self.chance.randrange(many) == 0

    def _timed(self, what: str, **request: Any) -> Told:
        begun = time.monotonic()
        answer: Told = self.seat.desk.ask(**request)
        self.tally.took(what, time.monotonic() - begun)
        return answer

    def _run(self, who: str, kind: str, body: Told, command_id: str) -> Told:
        answer: Told = self._timed(
            "run",
            do="run",
            kind=kind,
            body=body,
            command_id=command_id,
            **{"as": self.seat.person(who).staff_number},
        )
        return answer

    def _approve(self, who: str, facts: Told) -> Told:
        role = "inventory" if facts["permission"] == "stock.adjust" else "manager"
        person = self.seat.people.get(role)
        if person is None or person is self.seat.person(who):
            person = self.seat.person("boss")
        answer: Told = self._timed(
            "approve",
            do="approve",
            user=person.staff_number,
            pin=person.pin,
            permission=facts["permission"],
            amount=facts["amount"],
            **{"as": self.seat.person(who).staff_number},
        )
        return answer


def now() -> int:
    return time.time_ns() // 1_000
