"""Which fault a certificate has is said, and nothing else: certificates of our own, weighed by OpenSSL."""

from __future__ import annotations

import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from OpenSSL import SSL, crypto
from twisted.python.failure import Failure

from crawler.certificates import _VERIFY, _verifier
from tests.crawler.command import cityecho
from tests.crawler.loopback import configure, serving, source

KEY = ec.generate_private_key(ec.SECP256R1())
HERE, AWAY = x509.DNSName("yunling.example"), x509.IPAddress(ip_address("127.0.0.9"))


def made(*names: x509.GeneralName, by: str = "issuer", days: int = 1) -> x509.Certificate:
    """A certificate for ``names``, by an issuer of that name and good for so many days yet."""
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "issuer" if not names else "server")])
        )
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(KEY.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3))
        .not_valid_after(now + timedelta(days=days))
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    else:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return builder.sign(KEY, hashes.SHA256())


ISSUER = made()


class Protocol:
    """As much of Twisted's as is told of a fault."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def failVerification(self, failure: Failure) -> None:  # noqa: N802 (Twisted's name)
        self.told.append(str(failure.value))


def faults(certificate: x509.Certificate, name: str) -> list[str]:
    """What is said of ``certificate`` at ``name`` by a client that trusts the issuer alone."""
    protocol = Protocol()
    here, there = SSL.Context(SSL.TLS_METHOD), SSL.Context(SSL.TLS_METHOD)
    store = here.get_cert_store()
    assert store is not None
    store.add_cert(crypto.X509.from_cryptography(ISSUER))
    there.use_certificate(certificate)
    there.use_privatekey(KEY)
    client, server = SSL.Connection(here, None), SSL.Connection(there, None)
    client.set_verify(_VERIFY, _verifier(protocol, name))
    client.set_connect_state()
    server.set_accept_state()
    for _ in range(4):
        for one, other in ((client, server), (server, client)):
            try:
                one.do_handshake()
            except SSL.WantReadError:
                pass
            except SSL.Error:
                return protocol.told
            with suppress(SSL.WantReadError):
                other.bio_write(one.bio_read(65536))
    return protocol.told


@pytest.mark.parametrize(
    ("certificate", "name", "said"),
    [
        (made(HERE, AWAY), "yunling.example", None),
        (made(HERE, AWAY), "127.0.0.9", None),
        (made(x509.DNSName("*"), x509.DNSName("1.2.3.4"), HERE), "yunling.example", None),
        (made(HERE), "yunling.example.", None),
        (made(HERE, days=-1), "yunling.example", "has expired"),
        (made(HERE), "www.yunling.example", "is made out to another name"),
        (made(HERE), "127.0.0.9", "is made out to another name"),
        (made(HERE, by="who"), "yunling.example", "is signed by an unknown issuer"),
        (made(AWAY, days=-1), "yunling.example", "has expired, is made out to another name"),
        (ISSUER, "yunling.example", "names no host (subjectAltName)"),
    ],
)
def test_each_fault_is_told_apart(certificate: x509.Certificate, name: str, said: str | None) -> None:
    assert faults(certificate, name)[:1] == ([f"{name}: its certificate {said}"] if said else [])


def test_a_crawl_says_one_line_of_it(tmp_path: Path) -> None:
    both = tmp_path / "server.pem"
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    both.write_bytes(ISSUER.public_bytes(form[0]) + KEY.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    with serving(context) as site:
        start = f"https://{site.address}/list"
        configure(tmp_path, site.address, lists=source("listing", start))
        said = cityecho(tmp_path, "crawl", "lists")
    assert said.code == 3
    assert "127.0.0.1: its certificate is signed by nobody but itself" in said.out["failed"]["lists"]
    ours = [line for line in said.err.splitlines() if not line.startswith("cityecho: ")]
    assert ours == [], said.err
