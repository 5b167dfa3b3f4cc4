"""Server-side request forgery: every way we know into a private network, tried over HTTP and at the rules.

    python -m benchmarks.crawl.probes

A listing names the probes as articles and as targets of redirects, a service on loopback stands for what must
not be reached, proxies stand in the environment, and names resolve to private addresses, or to a public one
when asked first and to a private one when the connection is made. Prints how many got through (the private
service's own log) and that the control page was fetched.
"""

from __future__ import annotations

import json
import sqlite3
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.crawl.hostile_names import CHANGING, NAMES
from tests.crawler.loopback import Answer, Site, article, configure, serving, source

ROOT = Path(__file__).parents[2]


def probes(port: int) -> tuple[str, ...]:
    """Addresses that lead to ``port`` of this machine or to another private place, as attackers spell it."""
    hosts = (
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "0177.0.0.1",
        "0", "0.0.0.0", "127.0.0.1.", "localhost", "localhost.", "LOCALHOST", "[::1]", "[::]",  # noqa: S104
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::127.0.0.1]",
        "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "[fe80::1]",
        "[fd00:ec2::254]", "169.254.169.254", "100.100.100.200", "100.64.0.1", "10.0.0.1", "172.16.0.1",
        "192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "①②⑦.⓪.⓪.①", "127。0。0。1",
        "user@127.0.0.1", "www.yunling.example@127.0.0.1", "www.yunling.example:80@127.1", *NAMES,
    )  # fmt: skip
    spelled = [f"http://{host}:{port}/secret.html" for host in hosts]
    others = (
        f"http://127.0.0.1:{port}\\@www.yunling.example/secret.html",
        f"http:\\\\127.0.0.1:{port}\\secret.html",
        f"//127.0.0.1:{port}/secret.html",
        "file:///etc/hosts",
        "ftp://127.0.0.1/secret.html",
        "data:text/html,secret",
        "gopher://127.0.0.1:6379/_INFO",
        "http://127.0.0.1:6379/",
        "http://www.yunling.example:22/",
    )
    return (*spelled, *others)


def run() -> dict[str, Any]:
    """Crawl the hostile listing in a process of its own; what the private service and the ledger saw."""
    with serving() as site, serving() as inside, tempfile.TemporaryDirectory() as name:
        inside.page("/secret.html", article(1))
        inside.page("/robots.txt", "User-agent: *\nAllow: /\n")
        tried = probes(int(inside.address.rpartition(":")[2]))
        _fill(site, tried)
        folder = configure(
            Path(name),
            site.address,
            delay=0,
            lists=source("listing", site.url("/list"), links="a", allow="."),
        )
        here = {"http_proxy": inside.url("/"), "https_proxy": inside.url("/"), "all_proxy": inside.url("/")}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.crawl.hostile_names", str(folder)],
            cwd=ROOT, env={"PATH": "", **here}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        counts = json.loads(done.stdout)
        passed_by = _passed_by(folder, site, tried)
        hops = sum(path.startswith("/hop/") for path in site.paths())
        control = counts["articles"] == 1 and "/control.html" in site.paths()
        secure = _self_signed(Path(name))
    return {
        "figure": "SSRF probes that got through",
        "probes": len(tried),
        "hops": ["link", "redirect", "connect"],
        "redirects_followed_up": hops,
        "counts": counts,
        "through": len(inside.asked),
        "not_refused": passed_by,
        "control_page_fetched": control,
        "self_signed_certificates_accepted": secure,
        "passed": not (inside.asked or passed_by or secure) and control,
    }


def _passed_by(folder: Path, site: Site, tried: Sequence[str]) -> list[str]:
    """The probes that the guard let pass, even if nobody answered: an empty network refuses nothing.

    Not refused, and rightly, are what the listing's own server answered (a path that looks like an address, a
    redirect to no web address, which is not followed) and the name that is public when it is asked first: its
    connection is refused, and it is tried again later.
    """
    changing = {f"/hop/{number}" for number, one in enumerate(tried) if CHANGING in one}
    with closing(sqlite3.connect(folder / "archive.db")) as there:
        rows = there.execute("SELECT url, state, why FROM frontier WHERE state NOT IN ('refused', 'done')")
        return [
            f"{url} ({state} {why})".strip()
            for url, state, why in rows
            if not (
                (url.startswith(site.url("/")) and why in ("HTTP 302", "HTTP 404"))
                or (state == "open" and (CHANGING in url or url.removeprefix(site.url("")) in changing))
            )
        ]


def _fill(site: Site, tried: Sequence[str]) -> None:
    links = [*tried, *(f"/hop/{number}" for number in range(len(tried))), "/control.html"]
    site.page("/list", "".join(f'<a href="{link}">这里有一条值得一看的消息</a>' for link in links))
    site.page("/control.html", article(2))
    for number, target in enumerate(tried):
        location = target.encode().decode("latin-1")
        site.pages[f"/hop/{number}"] = Answer(status=302, headers={"Location": location})


def _self_signed(folder: Path) -> int:
    """How many requests a server with a self-signed certificate sees."""
    certificate = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as site:
        site.page("/list", article(1))
        target = folder / "tls"
        configure(target, site.address, lists=source("listing", f"https://{site.address}/list"))
        command = [sys.executable, "-m", "benchmarks.crawl.hostile_names", str(target)]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        return len(site.asked)


def _certificate(folder: Path) -> Path:
    """A self-signed certificate for 127.0.0.1, with its key, made now."""
    from datetime import timedelta  # noqa: PLC0415 (with the heavy imports that only this needs)
    from ipaddress import ip_address  # noqa: PLC0415

    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path


def main() -> None:
    """Print one JSON line."""
    print(json.dumps(run()))


if __name__ == "__main__":
    main()
