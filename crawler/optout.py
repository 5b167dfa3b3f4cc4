"""Who asked to be left out (``opt_out`` of ``crawl.toml``). Pure; the gate asks it on every hop."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from cityecho.address import canonical, host


def opted_out(url: str, entries: Collection[str]) -> str:
    """The entry that keeps us from ``url``; "" when none does.

    A host keeps us from itself and every host under it; an address from everything that begins with it, one
    that ends in ``/`` from that folder alone. The scheme makes no difference.
    """
    return next((entry for entry in entries if _covers(entry, url)), "")


def _covers(entry: str, url: str) -> bool:
    address = entry if "://" in entry else f"http://{entry}"
    parts = urlsplit(address)
    if not parts.path.strip("/") and not parts.query:
        name, owner = host(url), host(address)
        return name == owner or name.endswith(f".{owner}")
    prefix, place = canonical(address), canonical(url)
    if not address.endswith("/"):
        return place.startswith(prefix)
    return place == prefix or place.startswith((f"{prefix}/", f"{prefix}?"))
