"""A mail server on loopback, TLS from the start or by STARTTLS, that can refuse."""

from __future__ import annotations

import base64
import email
import email.policy
import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from tests.reports.folders import serving
from tests.reports.robots import PASSWORD

USER = "cityecho"


class PostOffice(socketserver.ThreadingTCPServer):
    """``answers``: by verb ("." for the letter itself), what to say in place of the usual; "drop" hangs up.

    ``taken``: recipient and letter; ``said``: the verbs heard.
    """

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext, *, starttls: bool, offers_starttls: bool) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.context, self.starttls, self.offers_starttls = context, starttls, offers_starttls
        self.answers: dict[str, list[str]] = {}
        self.taken: list[tuple[str, EmailMessage]] = []
        self.said: list[str] = []
        self.port = self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """A client that hangs up."""


class Clerk(socketserver.StreamRequestHandler):
    """One connection."""

    server: PostOffice

    def handle(self) -> None:
        self.secure, self.to = False, ""
        if not self.server.starttls:
            self._wrap()
        self._say("220 office.example")
        while (line := self.rfile.readline()) and self._answer(line.decode().strip()):
            pass

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.connection.close()

    def _wrap(self) -> None:
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.secure = True

    def _say(self, *lines: str) -> bool:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
        return True

    def _told_otherwise(self, verb: str) -> bool | None:
        """What the script has for ``verb``; None: the usual."""
        if not self.server.answers.get(verb):
            return None
        said = self.server.answers[verb].pop(0)
        return False if said == "drop" else self._say(said)

    def _answer(self, line: str) -> bool:
        verb = line.split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0].upper()
        self.server.said.append(verb)
        told = self._told_otherwise(verb)
        return bool(getattr(self, f"_{verb.lower()}")(line)) if told is None else told

    def _ehlo(self, _: str) -> bool:
        offers = ["STARTTLS"] if self.server.offers_starttls and not self.secure else []
        offers += ["AUTH PLAIN"] if self.secure else []
        return self._say("250-office.example", *(f"250-{offer}" for offer in offers), "250 8BITMIME")

    def _starttls(self, _: str) -> bool:
        self._say("220 go")
        self._wrap()
        return True

    def _auth(self, line: str) -> bool:
        given = base64.b64decode(line.split(" ")[2]).decode().split("\0")
        right = given[1:] == [USER, PASSWORD]
        return self._say("235 in" if right else f"535 no: {given[2]}")  # some say back what they got

    def _mail(self, _: str) -> bool:
        return self._say("250 ok" if self.secure else "530 secure first")

    def _rcpt(self, line: str) -> bool:
        self.to = line.partition("<")[2].partition(">")[0]
        return self._say("550 no such person" if self.to.startswith("nobody") else "250 ok")

    def _data(self, _: str) -> bool:
        self._say("354 go")
        body = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            body += line
        told = self._told_otherwise(".")
        if told is not None:
            return told
        letter = email.message_from_bytes(body, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.taken.append((self.to, letter))
        return self._say("250 taken")

    def _rset(self, _: str) -> bool:
        return self._say("250 ok")

    def _quit(self, _: str) -> bool:
        self._say("221 bye")
        return False


@contextmanager
def office_up(
    context: ssl.SSLContext, *, starttls: bool = False, offers_starttls: bool = True
) -> Iterator[PostOffice]:
    """A mail server that is up for the block."""
    with PostOffice(context, starttls=starttls, offers_starttls=offers_starttls) as up, serving(up):
        yield up
