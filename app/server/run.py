"""Serve: one process over one database, until it is told to stop."""

import errno
import logging
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec
import uvicorn

from app.adapters.mail_sink import MailFolder
from app.adapters.pay_link_simulated import SimulatedPayLink
from app.adapters.smtp import SmtpMailer
from app.demo.build import build
from app.kit import heap, threads
from app.kit.errors import Refusal
from app.kit.failpoints import from_environment
from app.notify.mails import Sender
from app.ports.mailer import Mailer
from app.server.jobs import Jobs
from app.server.nights import Nights
from app.server.packing import Packer
from app.server.rounds import Rounds
from app.server.service import Service
from app.server.web import application

log = logging.getLogger("gerai.server")
PROVIDER_SECRET = "pay_link_secret"
# A line that dies without a word (no power, another address) is let go within a minute, not in a
# quarter of an hour: a shop that is being told to nobody keeps its desk's place for that long.
DEAD_LINES = {
    "TCP_KEEPIDLE": 30,  # seconds
    "TCP_KEEPINTVL": 10,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": 60_000,  # milliseconds that what was sent may stay unconfirmed
}


@dataclass(frozen=True, slots=True)
class Options:
    """`smtp` is HOST:PORT; without it mails are kept as files in `mail_folder`."""

    database: str
    host: str = "127.0.0.1"
    port: int = 0
    smtp: str = ""
    mail_folder: Path = Path("mails")
    shop: str = "Gerai"
    mail_from: str = "shop@gerai.example"
    demo: str = ""  # full | small: fill an empty database with the demo retailer first


def serve(options: Options) -> None:
    """Blocks. With port 0 the system chooses; a line on standard output tells the address.

    Refusals: smtp_address, port_in_use, port_closed, and those of Service.
    """
    threads.hand_over_often()
    mailer = _mailer(options)
    service = Service(options.database, failpoint=from_environment())
    try:
        if options.demo:
            _fill(service, options.demo)
        provider = SimulatedPayLink(service.secret(PROVIDER_SECRET))
        service.pay_link = provider
        sender = Sender(options.shop, options.mail_from)
        jobs = Jobs(service, mailer, provider, sender=sender)
        with _listener(options.host, options.port) as listener:
            _say({"serving": f"http://{options.host}:{listener.getsockname()[1]}"})
            config = uvicorn.Config(
                application(service, jobs, Nights(service), Packer(service), Rounds(service)),
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=1,
                timeout_keep_alive=60,
            )
            heap.stands()
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        service.close()


def _listener(host: str, port: int) -> socket.socket:
    if not 0 <= port < 1 << 16:
        raise Refusal("port_closed", host=host, port=port, why="there is no such port")
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refusal("port_in_use", host=host, port=port) from error
        raise Refusal("port_closed", host=host, port=port, why=str(error)) from error
    # Else small replies wait 40 ms for the other side's acknowledgement (bench p1: 67 → 228/s).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, most in DEAD_LINES.items():
        if hasattr(socket, name):
            listener.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), most)
    return listener


def _mailer(options: Options) -> Mailer:
    if not options.smtp:
        return MailFolder(options.mail_folder)
    host, _, port = options.smtp.rpartition(":")
    if not host or not port.isdecimal():
        raise Refusal("smtp_address", typed=options.smtp)
    return SmtpMailer(host, int(port))


def _fill(service: Service, size: str) -> None:
    """Make the demo retailer, telling how far it is; what is there already stays."""
    told = [0.0]

    def progress(stage: str, share: float) -> None:
        if share - told[0] >= 0.01 or share in {0.0, 1.0}:
            told[0] = share
            _say({"progress": stage, "share": round(share, 3)})

    keys = build(
        service,
        now=service.clock.now(),
        size="small" if size == "small" else "full",
        progress=progress,
    )
    _say({"demo": {**asdict(keys), "people": [person._asdict() for person in keys.people]}})


def _say(told: object) -> None:
    print(msgspec.json.encode(told).decode(), flush=True)
