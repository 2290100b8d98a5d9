"""Who plays: the server, its mailbox, seven desks without a screen and the desk of the window."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.demo.headless import Failed, HeadlessDesk
from app.demo.smoke import Mailbox
from app.demo.stage import EmbeddedServer, gerai
from tests.support.proxy import Proxy

STORES = ("JKT01", "BDG01", "SBY01")
SEATS = (*STORES, "agent 1", "agent 2", "manager")
AWAY = ("SBY01", "agent 2")  # whose line is cut for an hour
SYNC_SECONDS = 120


@dataclass
class Person:
    staff_number: str
    pin: str
    user_id: str
    name: str
    role: str


@dataclass
class Seat:
    """One desk and who may sign in there, by role; `boss` is a manager of another store."""

    name: str
    folder: Path
    url: str
    site_id: str = ""
    device_id: str = ""
    desk: Any = None  # HeadlessDesk; the window has none
    people: dict[str, Person] = field(default_factory=dict)
    line: Proxy | None = None

    def person(self, role: str) -> Person:
        return self.people[role]


class Cast:
    """Started by `gather`, ended by `dismiss`."""

    def __init__(self, folder: Path, seats: Sequence[str] = SEATS) -> None:
        self.folder = folder
        self._wanted = seats
        self.mailbox = Mailbox()
        self.server = EmbeddedServer(folder / "server", size="small", smtp=self.mailbox.address)
        self.seats: dict[str, Seat] = {}
        self.sites: dict[str, str] = {}
        self.window: Seat | None = None

    def gather(self) -> None:
        self.server.start()
        for name in self._wanted:
            if name in STORES:
                self._seat(name, name, ("clerk", "manager"))
            elif name == "manager":
                self._seat(name, "JKT01", ("manager",))
            else:
                self._seat(name, "CAR01", ("agent",), care=True, nth=int(name == "agent 2"))
        self.window = self._place("window", "JKT01")
        self.window.people = self._people("JKT01", ("clerk", "manager"), nth=1)

    def dismiss(self) -> None:
        for seat in self.seats.values():
            if seat.desk is not None:
                seat.desk.kill()
        for seat in self.seats.values():
            if seat.line is not None:
                seat.line.close()
        self.server.stop()
        self.mailbox.close()

    def code_of(self, name: str, site: str, *, care: bool = False) -> str:
        """A one-time code as an administrator makes it."""
        done = subprocess.run(
            gerai(
                "device",
                *("--database", self.server.database, "--name", name, "--site", site),
                *(("--care",) if care else ()),
            ),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        found = re.search(r"code (\S+),", done.stdout)
        if found is None:
            raise Failed(f"no code for {name}: {done.stdout}")
        return found[1]

    def logs(self) -> list[Path]:
        return [*self.folder.glob("*.log"), self.folder / "server" / "server.log"]

    def _seat(
        self, name: str, site: str, roles: tuple[str, ...], *, care: bool = False, nth: int = 0
    ) -> None:
        seat = self._place(name, site)
        seat.people = self._people(site, roles, nth=nth)
        desk = seat.desk = HeadlessDesk(seat.folder, seat.url)
        self.seats[name] = seat
        seat.device_id = desk.must(do="enrol", code=self.code_of(name, site, care=care))[
            "device_id"
        ]
        desk.must(do="wait_idle", seconds=SYNC_SECONDS)
        for person in seat.people.values():
            desk.must(do="sign_in", user=person.staff_number, pin=person.pin)
        self.sites = {each["code"]: each["site_id"] for each in desk.query("sites")}
        seat.site_id = self.sites[site]

    def _place(self, name: str, site: str) -> Seat:
        line = Proxy(self.server.url) if name in AWAY else None
        url = line.url if line is not None else self.server.url
        folder = self.folder / name.replace(" ", "-")
        return Seat(name, folder, url, site_id=self.sites.get(site, ""), line=line)

    def _people(self, site: str, roles: tuple[str, ...], *, nth: int) -> dict[str, Person]:
        """One of each role, and those of elsewhere who let pass what is over their limits."""
        found: dict[str, Person] = {}
        for role in roles:
            here = [p for p in self.server.keys["people"] if (p["role"], p["site"]) == (role, site)]
            found[role] = _person(here[min(nth, len(here) - 1)])
        stock = next(p for p in self.server.keys["people"] if p["role"] == "inventory")
        boss = next(
            p for p in self.server.keys["people"] if p["role"] == "manager" and p["site"] == "YOG01"
        )
        return {**found, "inventory": _person(stock), "boss": _person(boss)}


def _person(told: dict[str, Any]) -> Person:
    return Person(
        str(told["staff_number"]), told["pin"], told["user_id"], told["name"], told["role"]
    )


if sys.platform == "win32":  # a process's peak is read where the system keeps it

    def peak_mib(_pid: int, _figure: str = "VmHWM") -> float:
        return 0.0

else:

    def peak_mib(pid: int, figure: str = "VmHWM") -> float:
        status = Path(f"/proc/{pid}/status")
        if not status.is_file():
            return 0.0
        found = re.search(rf"{figure}:\s+(\d+) kB", status.read_text())
        return round(int(found[1]) / 1024, 1) if found else 0.0
