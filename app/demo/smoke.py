"""The main job, played without a window by real processes: two desks and a server that goes away.

One JSON line per step; then `gerai verify --pair` for both desks. It ends with 0 when all held.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from app.demo.headless import Failed, HeadlessDesk
from app.demo.stage import EmbeddedServer, free_port, gerai
from app.kit.clock import SECOND
from app.kit.errors import Refusal
from app.notify.sending import UNDO_WINDOW

CODE = "K7M4PX"
SOON = 10.0  # seconds within which another desk must have heard


class Mailbox:
    """A real SMTP server on loopback that keeps what it gets."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()
        self.address = f"127.0.0.1:{port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content))
        return "250 kept"

    def close(self) -> None:
        self._controller.stop()


class Play:
    """The scenes in order; each checks what a person would see."""

    def __init__(self, folder: Path) -> None:
        self.mailbox = Mailbox()
        self.server = EmbeddedServer(folder / "server", size="small", smtp=self.mailbox.address)
        self.folder = folder
        self.desks: list[HeadlessDesk] = []
        self.order: dict[str, Any] = {}
        self._pins: dict[str, str] = {}

    def scenes(self) -> list[tuple[str, Callable[[], dict[str, Any]]]]:
        return [
            ("the server serves a demo shop", self.open_shop),
            ("two desks join and people sign in", self.join),
            ("an order is taken without the server", self.capture_offline),
            ("it reaches the other desk by itself", self.arrive),
            ("it is picked, one unit short, and staged", self.pick),
            ("the customer is mailed", self.mailed),
            ("it is handed over without the server", self.hand_over),
            ("it is returned at another store", self.take_back),
            ("both desks agree with the server", self.verify),
        ]

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
        self.server.stop()
        self.mailbox.close()

    def open_shop(self) -> dict[str, Any]:
        self.server.start()
        return {"url": self.server.url}

    def join(self) -> dict[str, Any]:
        keys = self.server.keys
        people = {f"{p['role']}@{p['site']}": p for p in keys["people"]}
        counters = {name: code for name, code in keys["enrol_codes"].items() if "counter" in name}
        stores = [name.split(" ")[0] for name in counters]
        for site, (name, code) in zip(stores, counters.items(), strict=True):
            desk = HeadlessDesk(self.folder / f"desk-{site}", self.server.url)
            self.desks.append(desk)
            desk.must(do="enrol", code=code, name=name)
            desk.must(do="wait_idle", seconds=20)
        self.here, self.there = self.desks
        self.agent = self._sign_in(
            self.here, next(p for k, p in people.items() if k.startswith("agent"))
        )
        self.clerk_here = self._sign_in(self.here, people[f"clerk@{stores[0]}"])
        self.clerk_there = self._sign_in(self.there, people[f"clerk@{stores[1]}"])
        sites = {site["code"]: site["site_id"] for site in self.here.query("sites")}
        self.site_here, self.site_there = (sites[code] for code in stores)
        return {"desks": stores}

    def capture_offline(self) -> dict[str, Any]:
        self.server.stop()
        goods = self._goods_there()
        lines = [
            {
                "product_id": product["id"],
                "quantity": quantity,
                "unit_minor": product["price_minor"],
                "method": "pickup",
                "site_id": self.site_there,
            }
            for product, quantity in goods
        ]
        total = self.here.query("quote", lines=lines, currency="IDR", now=_now())["priced"]["total"]
        placed = self.here.run(
            self.agent,
            "order.place",
            number="",
            pickup_code=CODE,
            channel="phone",
            site_id=self.site_here,
            language="id",
            currency="IDR",
            lines=lines,
            told_total_minor=total,
            new_customer={
                "customer_id": os.urandom(16).hex(),
                "name": "Siti Rahmawati",
                "phone": "0812-7788-9900",
                "email": "siti@example.com",
                "language": "id",
            },
            tenders=[{"kind": "at_store", "amount_minor": total}],
        )
        self.order = {**placed, "total": total}
        slip = self.here.must(
            do="print", document="order_confirmation", id=placed["order_id"], pickup_code=CODE
        )
        status = self.here.must(do="status")
        _expect(status["queued"] >= 1, "the order waits in the outbox", status)
        return {"number": placed["number"], "queued": status["queued"], "printed": slip["state"]}

    def arrive(self) -> dict[str, Any]:
        begun = time.monotonic()
        self.server.start()
        self.here.must(do="sync")
        self.there.must(do="sync")
        served = time.monotonic()
        parcel = _wait_for(lambda: self._parcel(self.there))
        self.parcel = parcel["fulfillment_id"]
        return {
            "server_start_s": round(served - begun, 2),
            "seen_after_s": round(time.monotonic() - served, 2),
        }

    def pick(self) -> dict[str, Any]:
        desk, clerk = self.there, self.clerk_there
        desk.run(clerk, "pickup.claim", fulfillment_id=self.parcel)
        wrong = desk.ask(
            do="run",
            kind="pickup.pick",
            body={"fulfillment_id": self.parcel, "line_id": "0" * 32},
            **{"as": clerk},
        )
        _expect(not wrong["ok"] and wrong["code"] == "wrong_item", "a wrong item is refused", wrong)
        lines = desk.query("pickup.panel", fulfillment_id=self.parcel)["lines"]
        for line in lines:
            wanted = line["quantity"] - (1 if line is lines[-1] else 0)
            if wanted:
                desk.run(
                    clerk,
                    "pickup.pick",
                    fulfillment_id=self.parcel,
                    line_id=line["line_id"],
                    quantity=wanted,
                )
        desk.run(
            clerk,
            "pickup.short_pick",
            fulfillment_id=self.parcel,
            line_id=lines[-1]["line_id"],
            quantity=1,
            reason="damaged",
            then="cancel",
        )
        desk.run(clerk, "pickup.stage", fulfillment_id=self.parcel, bin_code=self._bin())
        return {"short": lines[-1]["sku"], "refused": wrong["code"]}

    def mailed(self) -> dict[str, Any]:
        def ready() -> Any:
            return next((m for m in self.mailbox.mails if CODE in _text_of(m)), None)

        mail = _wait_for(ready, SOON + UNDO_WINDOW / SECOND)
        return {"subject": str(mail["Subject"]), "to": mail["To"], "mails": len(self.mailbox.mails)}

    def hand_over(self) -> dict[str, Any]:
        desk, clerk = self.there, self.clerk_there
        desk.must(do="wait_idle", seconds=20)
        self.server.stop()
        found = desk.query("pickup.find", site_id=self.site_there, text=CODE)
        _expect(len(found) == 1, "the pickup code finds the parcel", found)
        due = desk.query("pickup.panel", fulfillment_id=self.parcel)["due_minor"]
        done = desk.run(
            clerk,
            "pickup.hand_over",
            fulfillment_id=self.parcel,
            proof="id",
            code_checked=True,
            tenders=[{"kind": "terminal", "amount_minor": due, "reference": "A1B2C3"}],
        )
        slip = desk.must(do="print", document="pickup_slip", id=self.parcel)
        queued = desk.must(do="status")["queued"]
        self.server.start()
        for each in self.desks:
            each.must(do="sync")
            each.must(do="wait_idle", seconds=20)
        return {"paid_minor": done["paid_minor"], "printed": slip["state"], "queued": queued}

    def take_back(self) -> dict[str, Any]:
        desk = self.here
        number = self.order["number"]
        heads = desk.query("orders.by_number", number=number)
        _expect(len(heads) == 1, "the receipt finds the order", heads)
        who = desk.must(do="sign_in", user=self.clerk_here, pin=self._pins[self.clerk_here])
        about = {
            "order_id": self.order["order_id"],
            "site_id": self.site_here,
            "device_id": desk.must(do="state")["device_id"],
            "user_id": who["user_id"],
            "now": _now(),
        }
        card = desk.query("returns.card", **about)
        line = next(each for each in card["lines"] if each["verdict"]["kind"] == "in_window")
        line_id = line["sold"]["line_id"]
        chosen = {line_id: 1}
        preview = desk.query("returns.refund", **about, chosen=chosen, mode="store_credit")
        refund = sum(part["minor"] for part in preview["settlement"]["refunds"])
        back = desk.run(
            self.clerk_here,
            "return.take",
            number="",
            order_id=self.order["order_id"],
            site_id=self.site_here,
            lines=[
                {
                    "line_id": line_id,
                    "quantity": 1,
                    "reason": "too_small",
                    "grade": "a",
                    "disposition": "shelf",
                }
            ],
            mode="store_credit",
            told_refund_minor=refund,
        )
        receipt = desk.must(do="print", document="return_receipt", id=back["return_id"])
        desk.must(do="wait_idle", seconds=20)
        return {"number": back["number"], "refund_minor": refund, "printed": receipt["state"]}

    def verify(self) -> dict[str, Any]:
        for desk in self.desks:
            desk.must(do="wait_idle", seconds=20)
            desk.close()
        folders = [desk.folder for desk in self.desks]
        self.desks = []
        checks = 0
        for folder in folders:
            done = subprocess.run(
                gerai("verify", "--pair", str(folder), self.server.database),
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            lines = done.stdout.strip().splitlines()
            bad = [line for line in lines if '"ok":false' in line.replace(" ", "")]
            _expect(done.returncode == 0, "verify is clean", bad or done.stderr[-500:])
            checks += len(lines) - 1
        return {"desks": len(folders), "checks": checks}

    # --- small things --------------------------------------------------------------------------

    def _sign_in(self, desk: HeadlessDesk, person: dict[str, Any]) -> str:
        staff_number = str(person["staff_number"])
        desk.must(do="sign_in", user=staff_number, pin=person["pin"])
        self._pins[staff_number] = person["pin"]
        return staff_number

    def _goods_there(self) -> list[tuple[dict[str, Any], int]]:
        """Two products of which the other store has enough."""
        found: list[tuple[dict[str, Any], int]] = []
        for letter in "abcdefghijklmnoprstuvw":
            for product in self.here.query("products.find", text=letter):
                stock = self.here.query("stock.sku", product_id=product["id"], now=_now())
                place = next(p for p in stock["places"] if p["site_id"] == self.site_there)
                free = place["on_hand"] - place["reserved"] - place["safety"] - place["leased"]
                if free >= 3 and all(product["id"] != p["id"] for p, _ in found):
                    found.append((product, len(found) + 1))
                if len(found) == 2:
                    return found
        raise Failed("the demo shop has too little stock")

    def _parcel(self, desk: HeadlessDesk) -> dict[str, Any] | None:
        board = desk.query("pickup.board", site_id=self.site_there)
        return next((card for card in board if card["order_id"] == self.order["order_id"]), None)

    def _bin(self) -> str:
        bins = self.there.query("bins", site_id=self.site_there, kind="staging")
        return str(bins[0])


def smoke() -> int:
    """Play it on a fresh folder; 0 when every scene came out as promised, else 1."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gerai-smoke-") as folder:
        play = Play(Path(folder))
        try:
            for number, (name, scene) in enumerate(play.scenes(), start=1):
                started = time.monotonic()
                told = scene()
                _say(
                    step=number,
                    name=name,
                    ok=True,
                    seconds=round(time.monotonic() - started, 2),
                    **told,
                )
        except (Failed, Refusal, subprocess.TimeoutExpired, KeyError) as error:
            _say(step=number, name=name, ok=False, why=repr(error))
            return 1
        finally:
            play.close()
    _say(summary="smoke", ok=True, seconds=round(time.monotonic() - begun, 2))
    return 0


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


def _expect(held: bool, promise: str, found: object) -> None:
    if not held:
        raise Failed(f"{promise}: {found}")


def _wait_for(look: Callable[[], Any], seconds: float = SOON) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise Failed("it did not come in time")


def _text_of(mail: Any) -> str:
    return "".join(
        part.get_payload(decode=True).decode("utf-8", "replace")
        for part in mail.walk()
        if part.get_content_type() == "text/plain"
    )


def _now() -> int:
    return time.time_ns() // 1_000
