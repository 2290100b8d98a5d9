"""Somebody reads along: his certificate is not trusted, so he is told nothing at all."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.sync.transport import NOT_TRUSTED
from tests.desk.house import wait_until
from tests.faults.living import Living, living
from tests.support.proxy import Proxy

NOW = datetime.now(UTC)
DAYS = timedelta(days=1)
HERE = x509.IPAddress(IPv4Address("127.0.0.1"))


class Authority:
    """Signs certificates; who trusts it is a matter of the file `path`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._key = ec.generate_private_key(ec.SECP256R1())
        builder = _named(name).issuer_name(_name(name)).public_key(self._key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        self.path = folder / f"{name}.pem"
        self.path.write_bytes(_pem(_dated(builder).sign(self._key, hashes.SHA256())))

    def context(
        self, where: x509.GeneralName = HERE, *, until: datetime = NOW + DAYS
    ) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _named("line").issuer_name(_name(self._name)).public_key(key.public_key())
        builder = builder.add_extension(x509.SubjectAlternativeName([where]), False)
        made = _dated(builder, until=until).sign(self._key, hashes.SHA256())
        file = self._folder / f"{made.serial_number:x}.pem"
        file.write_bytes(
            _pem(made)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _named(name: str) -> x509.CertificateBuilder:
    return x509.CertificateBuilder().subject_name(_name(name))


def _dated(
    builder: x509.CertificateBuilder, *, until: datetime = NOW + DAYS
) -> x509.CertificateBuilder:
    numbered = builder.serial_number(x509.random_serial_number())
    return numbered.not_valid_before(NOW - 9 * DAYS).not_valid_after(until)


def _pem(made: x509.Certificate) -> bytes:
    return made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Living, Authority, Authority]]:
    """A desk whose line is spoken to by a certificate that it trusts."""
    folder = tmp_path_factory.mktemp("certificates")
    trusted, stranger = Authority(folder, "trusted"), Authority(folder, "stranger")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(trusted.path))
        with living(folder, tls=trusted.context()) as life:
            yield life, trusted, stranger


@pytest.mark.parametrize("who", ["a stranger", "for another place", "of last week"])
def test_who_reads_along_hears_nothing_and_the_desk_says_why(
    life: tuple[Living, Authority, Authority], who: str
) -> None:
    alive, trusted, stranger = life
    alive.drained()
    before = alive.state()
    alive.line.tls = {
        "a stranger": stranger.context(),
        "for another place": trusted.context(x509.DNSName("evil.example")),
        "of last week": trusted.context(until=NOW - 7 * DAYS),
    }[who]
    alive.line.break_off()
    heard = len(alive.line.met)
    alive.order()
    wait_until(lambda: alive.tried() and alive.desk.status().trouble == NOT_TRUSTED)
    assert alive.desk.status().state == "offline"
    alive.order()
    assert alive.desk.status().queued == 2
    assert alive.state() == before
    assert len(alive.line.met) == heard, "not one word was said to him"
    alive.line.tls = trusted.context()
    alive.drained()


def test_the_line_is_one_that_reads_along(life: tuple[Living, Authority, Authority]) -> None:
    """So that the test above can fail: with a trusted certificate he hears everything."""
    alive, _, _ = life
    assert isinstance(alive.line, Proxy)
    alive.line.met.clear()
    alive.order()
    alive.drained()
    assert [path for path, _ in alive.line.met if path == "/v1/commands"]
