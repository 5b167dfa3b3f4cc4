"""Mail: one letter a recipient, so that each is told once; over TLS only."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import ExitStack, suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from cityecho.watchlist import Mailbox
from reports.messages.inert import unlinked
from reports.messages.notice import Part
from reports.messages.outcome import SENT, Outcome
from reports.messages.parts import Style
from reports.messages.secret import Secret

STYLE = Style(limit=100_000, markup=4, words=unlinked)
TIMEOUT = 20.0


def letter(mailbox: Mailbox, to: str, part: Part, now: datetime) -> EmailMessage:
    """The letter; a link stands in full behind its words."""
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = part.heading, mailbox.sender, to
    made["Date"] = format_datetime(now)
    made["Message-ID"] = make_msgid(domain=mailbox.sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    lines = (f"{line.text}：{line.href}" if line.href else line.text for line in part.lines)
    made.set_content("\n\n".join(lines) + "\n", cte="base64")
    return made


def send(mailbox: Mailbox, password: Secret | None, to: str, part: Part, now: datetime) -> Outcome:
    """Hand the letter to the server; sent means that the server took it for that recipient."""
    made = letter(mailbox, to, part, now)
    with ExitStack() as closing:
        try:
            server = _ready(mailbox, password, closing)
        except smtplib.SMTPResponseException as error:
            return _by_code(error.smtp_code, error.smtp_error)
        except ssl.SSLCertVerificationError as error:
            return Outcome("refused", f"its certificate is not valid: {error.verify_message}")
        except smtplib.SMTPNotSupportedError:
            return Outcome("refused", "it offers no STARTTLS, or no login")
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("again", f"can't be reached ({type(error).__name__})")
        return _handed(server, mailbox.sender, to, made)


def _ready(mailbox: Mailbox, password: Secret | None, closing: ExitStack) -> smtplib.SMTP:
    """Connected, secured and logged in; closed with ``closing``."""
    context = ssl.create_default_context()
    us = mailbox.sender.rpartition("@")[2]
    server: smtplib.SMTP
    if mailbox.security == "tls":
        server = smtplib.SMTP_SSL(mailbox.host, mailbox.port, us, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(mailbox.host, mailbox.port, us, timeout=TIMEOUT)
    closing.callback(server.close)
    if mailbox.security != "tls":
        server.starttls(context=context)
    if password is not None:
        server.login(mailbox.user, password.reveal())
    return server


def _handed(server: smtplib.SMTP, sender: str, to: str, made: EmailMessage) -> Outcome:
    try:
        server.send_message(made, sender, [to])
    except smtplib.SMTPRecipientsRefused as error:
        return _by_code(*error.recipients[to])
    except smtplib.SMTPResponseException as error:
        return _by_code(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("unclear", f"no answer came ({type(error).__name__})")
    with suppress(OSError, smtplib.SMTPException):  # how it says good-bye changes nothing
        server.quit()
    return SENT


def _by_code(code: int, said: bytes | str) -> Outcome:
    """4xx passes by itself, 5xx does not (RFC 5321)."""
    why = f"SMTP {code}: {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    return Outcome("again" if 400 <= code < 500 else "refused", why)
