"""What may be asked for at all: http(s) on public addresses. Pure rules; :mod:`crawler.gate` applies them."""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from cityecho.address import has_login, host

PORTS = {"http": 80, "https": 443}
_LOW_WEB_PORTS = frozenset({80, 81, 82, 88, 443})
# Databases, caches and remote desktops above 1023 that speak enough HTTP to be harmed by a request.
_OTHER_SERVICES = frozenset({2375, 3306, 3389, 5432, 5900, 6379, 9200, 11211, 27017})
# Where clouds tell a machine its secrets, beside the link-local 169.254.169.254.
_METADATA = frozenset({IPv4Address("100.100.100.200"), IPv6Address("fd00:ec2::254")})
_NAT64 = ip_network("64:ff9b::/96")
_GLOBAL_UNICAST = ip_network("2000::/3")  # the rest of IPv6 is of local use, deprecated or unassigned


def literal(name: str) -> IPv4Address | IPv6Address | None:
    """The address that ``name`` is a spelling of (127.1, 0x7f.1, 2130706433, ::1); None for a real name."""
    try:
        return ip_address(name.strip("[]"))
    except ValueError:
        pass
    if not name or not all(part[:1].isdigit() for part in name.rstrip(".").split(".")):
        return None
    try:
        return IPv4Address(socket.inet_aton(name))
    except OSError:
        return None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether ``address`` lies on the open internet; an IPv4 address wrapped in IPv6 is unwrapped first."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if wrapped is None and address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
        if address not in _GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast


def refusal(url: str, allowed: Collection[str]) -> str:
    """Why ``url`` may not be asked for, as far as its spelling tells; "" when it may."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return "not an address"
    if has_login(url):
        return "an address with a login is not fetched"
    return _refusal(url, parts.scheme, port, allowed)


def _refusal(url: str, scheme: str, port: int, allowed: Collection[str]) -> str:
    name = host(url)
    if scheme not in PORTS or not name:
        return f"scheme {scheme!r} is not fetched"
    if is_allowed(name, port, allowed):
        return ""
    if (port < 1024 and port not in _LOW_WEB_PORTS) or port in _OTHER_SERVICES:
        return f"port {port} is not fetched"
    address = literal(name)
    if address is None or is_public(address):
        return ""
    return f"{name} is a private address" + remedy(name, port, address)


def remedy(name: str, port: int, address: IPv4Address | IPv6Address) -> str:
    """What to do where a private ``address`` is meant; "" where it can be nobody's web: keys lie there."""
    if address.is_link_local or address in _METADATA:
        return ""
    plain = name if literal(name) is None else str(address)
    rewrite = "" if plain == name else f"write it as {plain} and "
    spelled = f"[{plain}]" if ":" in plain else plain
    return f'; if this server is yours, {rewrite}add "{spelled}:{port}" to allow_private in crawl.toml'


def is_allowed(name: str, port: int, allowed: Collection[str]) -> bool:
    """Whether ``allow_private`` lets this host (with or without port) through."""
    spelled = f"[{name}]" if ":" in name else name
    return f"{spelled}:{port}" in allowed or spelled in allowed
