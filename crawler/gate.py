"""The guard at its two posts: every request before it is sent, and every name when it is connected to."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from w3lib.http import basic_auth_header
from zope.interface import implementer  # type: ignore[import-untyped]

from cityecho.address import host
from crawler.drawing import SLOT
from crawler.guard import PORTS, is_allowed, is_public, literal, refusal, remedy
from crawler.optout import opted_out


class RefusedError(IgnoreRequest):
    """The guard doesn't let this request pass; the text says why."""


class GuardMiddleware:
    """Refuses what may not be asked for, and sends the rest through the proxy where there is one."""

    def __init__(self, allowed: Collection[str], proxy: str, opt_out: Collection[str] = ()) -> None:
        self._allowed = frozenset(allowed)
        self._opt_out = tuple(opt_out)
        parts = urlsplit(proxy)
        self._proxy = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        self._credentials = basic_auth_header(parts.username, parts.password or "") if parts.username else b""
        self._resolved: dict[str, asyncio.Future[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making it."""
        settings = crawler.settings
        return cls(
            settings.getlist("CITYECHO_ALLOW_PRIVATE"),
            settings.get("CITYECHO_PROXY") or "",
            settings.getlist("CITYECHO_OPT_OUT"),
        )

    async def process_request(self, request: Request) -> None:
        """Let ``request`` pass or raise :class:`RefusedError`."""
        # A redirect carries its first host's slot along; every request waits in the slot of its own host.
        name = host(request.url)
        request.meta["download_slot"] = SLOT if request.meta.get("playwright") else name
        request.meta.setdefault("hosts", []).append(name)
        reason = refusal(request.url, self._allowed)
        if entry := opted_out(request.url, self._opt_out):
            reason = f"{entry} stands in opt_out"
        if not reason and not self._proxy and not request.meta.get("recorded"):
            reason = await self._looked_up(request.url)
        if reason:
            raise RefusedError(f"it redirects: {reason}" if "redirect_urls" in request.meta else reason)
        if self._proxy:
            request.meta["proxy"] = self._proxy
            if self._credentials:
                request.headers["Proxy-Authorization"] = self._credentials

    async def _looked_up(self, url: str) -> str:
        """Why the name's addresses forbid it. Asked once a run; the resolver checks each connection again."""
        parts = urlsplit(url)
        name = host(url)
        port = parts.port or PORTS[parts.scheme]
        if is_allowed(name, port, self._allowed) or literal(name) is not None:
            return ""
        if name not in self._resolved:
            self._resolved[name] = _in_thread(_private_among, name)
        private = await self._resolved[name]
        if not private:
            return ""
        return f"{name} leads to the private address {private}{remedy(name, port, ip_address(private))}"


def _in_thread(question: Callable[[str], str], name: str) -> asyncio.Future[str]:
    """What ``question`` says of ``name``: a lookup can hang, and an executor's would hold up the end."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str] = loop.create_future()

    def ask() -> None:
        said = question(name)
        with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
            loop.call_soon_threadsafe(tell, said)

    def tell(said: str) -> None:
        if not answer.done():
            answer.set_result(said)

    threading.Thread(target=ask, daemon=True).start()
    return answer


def _private_among(name: str) -> str:
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ""  # not our matter: the download will say that the name has no address
    addresses = [ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    private = next((address for address in addresses if not is_public(address)), None)
    return str(private) if private else ""


@implementer(IHostnameResolver)
class GuardedResolver:
    """The reactor's resolver without private addresses: what a name leads to at the moment of connecting."""

    def __init__(self, reactor: Any, allowed: Collection[str], proxy: str) -> None:
        self._reactor = reactor
        self._inner = reactor.nameResolver
        parts = urlsplit(proxy)
        own = (f"{parts.hostname}:{parts.port or PORTS[parts.scheme]}",) if proxy else ()
        self._allowed = frozenset((*allowed, *own))

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Scrapy's way of making it; ``crawler`` is anything with settings."""
        settings = crawler.settings
        return cls(reactor, settings.getlist("CITYECHO_ALLOW_PRIVATE"), settings.get("CITYECHO_PROXY") or "")

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 (Twisted's names, here and below)
        self,
        receiver: Any,
        name: str,
        portNumber: int = 0,  # noqa: N803
        *rest: Any,
        **named: Any,
    ) -> Any:
        """Resolve as the reactor would, passing on only the addresses that may be connected to."""
        sieve = receiver if is_allowed(name, portNumber, self._allowed) else _Sieve(receiver)
        return self._inner.resolveHostName(sieve, name, portNumber, *rest, **named)


@implementer(IResolutionReceiver)
class _Sieve:
    """Between the reactor's resolver and whoever asked: lets public addresses through."""

    def __init__(self, receiver: Any) -> None:
        self._receiver = receiver

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_public(ip_address(address.host.split("%")[0])):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()
