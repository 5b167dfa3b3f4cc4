"""Which fault a server's certificate has, told to the operator; Twisted alone logs it with its traces.

Every certificate is weighed here and nowhere else. One whose name can't be read is refused, too, where
Twisted would let it pass on the issuer's word.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from weakref import ref

from cryptography import x509
from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from service_identity import VerificationError
from service_identity.exceptions import CertificateError as UnusableNameError
from service_identity.hazmat import (
    DNS_ID,
    DNSPattern,
    IPAddress_ID,
    IPAddressPattern,
    verify_service_identity,
)
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.guard import literal

_VERIFY = SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT
_FAULTS = {  # OpenSSL's numbers (x509_vfy.h)
    9: "is not valid yet",
    10: "has expired",
    18: "is signed by nobody but itself",
    19: "is signed by an unknown issuer",
    20: "is signed by an unknown issuer",
    21: "is signed by an unknown issuer",
    23: "was revoked",
}


class CertificateError(Exception):
    """A server's certificate is not to be trusted; the text says why."""


def fault(error: Exception) -> str:
    """What was wrong with a certificate, if it was that which ended in ``error``; else ""."""
    reasons = getattr(error.__cause__, "reasons", ())
    return next((str(one.value) for one in reasons if isinstance(one.value, CertificateError)), "")


class Telling:
    """A download handler that says of a certificate what is wrong with it; mixed into one of Scrapy's."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)  # type: ignore[call-arg]
        self._contextFactory: Any = _Policy(self._contextFactory)  # Scrapy's only place for it


class TellingHandler(Telling, HTTP11DownloadHandler):
    """Scrapy's own handler of https, telling."""


@implementer(IPolicyForHTTPS)
class _Policy:
    """Makes connections as ``inner`` does, and weighs their certificates."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def creatorForNetloc(self, hostname: bytes, port: int) -> _Creator:  # noqa: N802 (Twisted's name)
        """Of connections to that host."""
        return _Creator(self._inner.creatorForNetloc(hostname, port), hostname.decode("ascii"))


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    def __init__(self, inner: Any, name: str) -> None:
        self._inner, self._name = inner, name

    def clientConnectionForTLS(self, protocol: Any) -> SSL.Connection:  # noqa: N802 (Twisted's name)
        """A connection of ``protocol``."""
        connection: SSL.Connection = self._inner.clientConnectionForTLS(protocol)
        connection.set_verify(_VERIFY, _verifier(protocol, self._name))
        return connection


def _verifier(protocol: Any, name: str) -> Callable[[SSL.Connection, X509, int, int, int], bool]:
    known = ref(protocol)  # the connection keeps us, and the protocol keeps the connection

    def verify(_: SSL.Connection, certificate: X509, code: int, depth: int, ok: int) -> bool:
        faults = [] if ok else [_FAULTS.get(code, f"is not to be trusted (OpenSSL {code})")]
        if depth == 0:
            faults += [said] if (said := _misnamed(certificate, name)) else []
        if faults and (there := known()) is not None:
            why = CertificateError(f"{name}: its certificate {', '.join(faults)}")
            there.failVerification(Failure(why))  # type: ignore[no-untyped-call]
        return not faults

    return verify


def _misnamed(certificate: X509, name: str) -> str:
    """Why ``certificate`` is none of ``name``; "" when it is. Never raises: OpenSSL would lose it."""
    try:
        patterns = _names(certificate)
        if not patterns:
            return "names no host (subjectAltName)"
        name = name.strip("[]").rstrip(".")
        wanted = DNS_ID(name) if literal(name) is None else IPAddress_ID(name)
        verify_service_identity(patterns, [wanted], [])
    except VerificationError:
        return "is made out to another name"
    except Exception as error:  # noqa: BLE001 (whatever a server may put into it)
        return f"can't be read ({type(error).__name__})"
    return ""


def _names(certificate: X509) -> list[DNSPattern | IPAddressPattern]:
    """Whom ``certificate`` is made out to; one that can be nobody's name (``*``) costs it nothing."""
    extensions = certificate.to_cryptography().extensions
    try:
        said = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    found: list[DNSPattern | IPAddressPattern] = [
        IPAddressPattern(one)
        for one in said.get_values_for_type(x509.IPAddress)
        if isinstance(one, IPv4Address | IPv6Address)
    ]
    for name in said.get_values_for_type(x509.DNSName):
        with suppress(UnusableNameError):
            found.append(DNSPattern.from_bytes(name.encode()))
    return found
