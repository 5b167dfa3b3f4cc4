"""Group robots on loopback over TLS that answer and misbehave as the services do."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.reports.folders import serving

KEY = "73febdcb-dead-4d1b-a994-robotskey001"
SECRET = "SECdingtalk0123456789abcdef"  # noqa: S105 (invented)
PASSWORD = "mail-pass-0123456789"  # noqa: S105 (invented)

OK = {"errcode": 0, "errmsg": "ok"}


def certified(folder: Path, host: str = "127.0.0.1") -> tuple[Path, ssl.SSLContext]:
    """A certificate of our own for ``host`` (the file to trust), and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, private)
    return cert, context


class Robots(ThreadingHTTPServer):
    """``script``: what to do with the next requests, one each ("drop", "slow", an HTTP status, an answer).

    After that they are judged as the service would. ``taken`` are the bodies that were taken.
    """

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Robot)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.script: list[Any] = []
        self.asked: list[str] = []
        self.taken: list[dict[str, Any]] = []
        self.host = f"127.0.0.1:{self.server_port}"

    def webhook(self, service: str) -> str:
        """The robot's secret address."""
        return {
            "wecom": f"https://{self.host}/cgi-bin/webhook/send?key={KEY}",
            "dingtalk": f"https://{self.host}/robot/send?access_token={KEY}",
            "feishu": f"https://{self.host}/open-apis/bot/v2/hook/{KEY}",
        }[service]

    def handle_error(self, *_: object) -> None:
        """A client that hangs up."""


class Robot(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Robots

    def do_GET(self) -> None:
        self.server.asked.append("GET " + self.path)
        self._say(200, OK)

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        step = self.server.script.pop(0) if self.server.script else None
        if step in ("drop", "slow"):
            sleep(1.5 if step == "slow" else 0)
            self.close_connection = True
        elif isinstance(step, int):
            self._say(step, {"whatever": 1}, Retry_After="1", Location="https://127.0.0.1:1/elsewhere")
        elif isinstance(step, bytes | dict):
            self._say(200, step)
        else:
            body = json.loads(raw)
            answer = _judged(self.path, raw, body)
            if 0 in answer.values():
                self.server.taken.append(body)
            self._say(200, answer)

    def _say(self, status: int, answer: dict[str, Any] | bytes, **headers: str) -> None:
        packed = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, *_: object) -> None:
        pass


def _judged(path: str, raw: bytes, body: dict[str, Any]) -> dict[str, Any]:
    """What the real one would say: it knows its key, its signature, its limits."""
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    judge = {"/cgi-bin/webhook/send": _wecom, "/robot/send": _dingtalk}.get(parts.path, _feishu)
    return judge(query, raw, body)


def _wecom(query: dict[str, str], _: bytes, body: dict[str, Any]) -> dict[str, Any]:
    if query.get("key") != KEY:
        return {"errcode": 93000, "errmsg": f"invalid webhook url, key={query.get('key')}"}
    if len(body["markdown"]["content"].encode()) > 4096:
        return {"errcode": 40058, "errmsg": "markdown.content exceed max length 4096"}
    return OK


def _dingtalk(query: dict[str, str], raw: bytes, _: dict[str, Any]) -> dict[str, Any]:
    stamp = query.get("timestamp", "")
    if _signature(SECRET, f"{stamp}\n{SECRET}") != query.get("sign"):
        return {"errcode": 310000, "errmsg": "sign not match"}
    return {"errcode": 460101, "errmsg": "message too long"} if len(raw) > 20_000 else OK


def _feishu(_: dict[str, str], raw: bytes, body: dict[str, Any]) -> dict[str, Any]:
    if _signature(f"{body.get('timestamp')}\n{SECRET}", "") != body.get("sign"):
        return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour", "data": {}}
    if len(raw) > 20_000:
        return {"code": 11246, "msg": "request too large"}
    return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "msg": "success", "data": {}}


def _signature(key: str, words: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode()


@contextmanager
def robots_up(context: ssl.SSLContext) -> Iterator[Robots]:
    """Robots that are up for the block."""
    with Robots(context) as up, serving(up):
        yield up
