"""What every mailer must keep: over real SMTP on loopback, and into a folder."""

import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.adapters.mail_sink import MailFolder
from app.adapters.smtp import SmtpMailer
from app.kit.errors import Unreachable
from app.ports.mailer import Undeliverable


class Sink:
    """A mail server that keeps what it gets, and says what it is told to say."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.receivers: list[str] = []
        self.encrypted: list[bool] = []
        self.rcpt_says = ""
        self.data_says = ""

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if not self.rcpt_says:
            envelope.rcpt_tos.append(address)
        return self.rcpt_says or "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:
        if not self.data_says:
            self.mails.append(envelope.content)
            self.receivers += envelope.rcpt_tos
            self.encrypted.append(session.ssl is not None)
        return self.data_says or "250 OK"


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def server(sink: Sink) -> Iterator[Controller]:
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mailer(server: Controller) -> SmtpMailer:
    return SmtpMailer("127.0.0.1", server.port, timeout=5)


def letter(subject: str = "Pesanan siap – ambil sekarang") -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Toko <toko@gerai.example>"
    mail["To"] = "Siti <siti@example.com>"
    mail["Subject"] = subject
    mail["Message-ID"] = "<abc@gerai.example>"
    mail.set_content("Kode: A1B2C3\n.\nRp 621.000 −\n", cte="quoted-printable")
    mail.add_alternative("<p>Kode</p>", subtype="html", cte="quoted-printable")
    return mail


def test_a_mail_arrives_as_it_was_written(mailer: SmtpMailer, sink: Sink) -> None:
    mailer.send(letter())
    (raw,) = sink.mails
    read = message_from_bytes(raw, policy=SMTP)
    assert sink.receivers == ["siti@example.com"]
    assert read["Subject"] == "Pesanan siap – ambil sekarang"
    assert read["Message-ID"] == "<abc@gerai.example>"
    body = read.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["Kode: A1B2C3", ".", "Rp 621.000 −"]


@pytest.mark.parametrize("says", ["550 no such user", "553 bad mailbox"])
def test_a_receiver_refused_for_good_is_undeliverable(
    mailer: SmtpMailer, sink: Sink, says: str
) -> None:
    sink.rcpt_says = says
    with pytest.raises(Undeliverable) as refused:
        mailer.send(letter())
    assert refused.value.code == f"smtp_{says[:3]}"
    assert "siti" not in str(refused.value)


@pytest.mark.parametrize("says", ["450 grey list", "421 closing", "452 full"])
def test_a_receiver_refused_for_now_is_tried_again(
    mailer: SmtpMailer, sink: Sink, says: str
) -> None:
    sink.rcpt_says = says
    with pytest.raises(Unreachable):
        mailer.send(letter())


@pytest.mark.parametrize(
    ("says", "error"), [("554 spam", Undeliverable), ("451 later", Unreachable)]
)
def test_the_answer_to_the_letter_itself_counts_too(
    mailer: SmtpMailer, sink: Sink, says: str, error: type[Exception]
) -> None:
    sink.data_says = says
    with pytest.raises(error):
        mailer.send(letter())


def test_a_server_that_is_away_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        SmtpMailer("127.0.0.1", _free_port(), timeout=1).send(letter())


def test_a_server_that_never_answers_does_not_hold_us_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable):
        SmtpMailer("127.0.0.1", silent.getsockname()[1], timeout=0.2).send(letter())


def test_a_password_is_never_sent_in_the_clear(server: Controller) -> None:
    mailer = SmtpMailer("127.0.0.1", server.port, user="toko", password="secret", timeout=5)
    with pytest.raises(Unreachable, match="no encryption"):
        mailer.send(letter())


def test_encryption_is_used_where_it_is_offered(sink: Sink, tmp_path: Path) -> None:
    served, trusted = _certificate(tmp_path)
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port(), tls_context=served)
    controller.start()
    try:
        SmtpMailer("127.0.0.1", controller.port, tls=trusted, timeout=5).send(letter())
        with pytest.raises(Unreachable):  # nobody we trust vouches for it
            SmtpMailer("127.0.0.1", controller.port, timeout=5).send(letter())
    finally:
        controller.stop()
    assert sink.encrypted == [True]


def test_the_same_mail_twice_is_one_file(tmp_path: Path) -> None:
    folder = MailFolder(tmp_path / "mails")
    folder.send(letter())
    folder.send(letter())
    (file,) = (tmp_path / "mails").iterdir()
    read = message_from_bytes(file.read_bytes(), policy=SMTP)
    assert read["To"] == "Siti <siti@example.com>"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The contexts of a server on loopback, and of a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2120))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(pem)
    return served, ssl.create_default_context(cafile=str(pem))
