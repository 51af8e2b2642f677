"""E-mail by the operator's own server: plain text, always by TLS, and what became of each.

Knows no database and no words. A server that stumbles once is not asked again in the same batch.
"""

import re
import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Self
from urllib.parse import unquote, urlsplit

import structlog

from app.core.push import Answer, Outcome

TIMEOUT = 5.0  # seconds, for each answer of the server
LONGEST_BATCH = 15.0  # seconds; a lease in the outbox must outlive it
LONGEST_ADDRESS = 254  # characters; RFC 5321, 4.5.3.1
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
_LOCAL_PART = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_ADDRESS = re.compile(rf"({_LOCAL_PART})@((?:[\w-]{{1,63}}\.)+\w{{2,63}})")
_SEVEN_BIT = SMTP.clone(cte_type="7bit")  # what every server takes; RFC 6152
_NO_SUCH_ADDRESS = re.compile(rb"5\.1\.(?:1|3|6|10)\b")  # RFC 3463, 3.2; RFC 7505

log = structlog.get_logger()


def mail_address(typed: str) -> str:
    """Return an address that a server understands, "" if it is none; "ü" in a domain is fine."""
    found = _ADDRESS.fullmatch(typed.strip())
    if found is None or len(typed) > LONGEST_ADDRESS:
        return ""
    try:
        return f"{found[1]}@{found[2].encode('idna').decode()}"
    except UnicodeError:
        return ""


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed over, and how the line there is kept closed."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)

    @classmethod
    def of(cls, url: str, *, allow_plain: bool) -> Self:
        """Read smtps://user:password@host:465 or smtp+starttls://…  Raises ValueError.

        Plain smtp:// is for a server on this very machine, and only where that was said.
        """
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.path not in {"", "/"}:
            raise ValueError("smtps://user:password@host:465 or smtp+starttls://…")
        if parts.scheme == "smtp" and not (allow_plain and parts.hostname in LOCAL):
            raise ValueError("without TLS only to this machine, and with SMTP_PLAIN")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


@dataclass(frozen=True)
class Mail:
    """One e-mail. `id` stays the same when it is tried again, so that a mailbox can tell."""

    id: str
    to: str = field(repr=False)
    subject: str
    text: str
    language: str


class _Stop(Exception):
    """The server cannot be used now: what is left of the batch has this outcome too."""

    def __init__(self, outcome: Outcome, status: int | None = None) -> None:
        super().__init__(outcome.value)
        self.outcome, self.status = outcome, status


class Mailer:
    """Hands a batch over on one line. `sender` is the address, `name` what stands beside it."""

    def __init__(
        self,
        server: MailServer,
        *,
        sender: str,
        name: str,
        timeout: float = TIMEOUT,
        clock: Callable[[], float] = time.monotonic,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take the server and who writes. `stopping`: once true, nothing more is sent."""
        self._server, self._sender, self._name = server, sender, name
        self._timeout, self._clock, self._stopping = timeout, clock, stopping

    def send_all(self, mails: Sequence[Mail], *, now: datetime) -> list[Answer]:
        """Return one answer for each, in their order. Raises nothing."""
        until = self._clock() + LONGEST_BATCH
        answers: list[Answer] = []
        line: smtplib.SMTP | None = None
        stop: _Stop | None = None
        for mail in mails:
            if stop is None:
                try:
                    if self._stopping() or self._clock() >= until:
                        raise _Stop(Outcome.UNTRIED)
                    line = line or self._connect()
                    answers.append(self._send(line, mail, now=now))
                    continue
                except Exception as error:  # noqa: BLE001 - becomes an answer, whatever it is
                    stop = _read(error)
                    if stop.outcome is not Outcome.UNTRIED:
                        # Without its trace: it could quote an address.
                        log.error(  # noqa: TRY400
                            "mail_trouble", outcome=stop.outcome.value, status=stop.status
                        )
            answers.append(Answer(mail.id, stop.outcome, stop.status))
        if line is not None:
            _hang_up(line)
        return answers

    def _connect(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        # Its own name would be asked of the network, and would tell what machine this is.
        name = self._sender.rpartition("@")[2]
        if server.scheme == "smtps":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=self._timeout, context=context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, name, timeout=self._timeout)
        try:
            if server.scheme == "smtp+starttls":
                line.starttls(context=context)
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line

    def _send(self, line: smtplib.SMTP, mail: Mail, *, now: datetime) -> Answer:
        try:
            line.sendmail(self._sender, [mail.to], self._written(mail, now=now))
        except smtplib.SMTPRecipientsRefused as refused:
            status, words = next(iter(refused.recipients.values()))
            return Answer(mail.id, _outcome_for_address(status, words), status)
        except smtplib.SMTPDataError as refused:
            return Answer(mail.id, _outcome(refused.smtp_code), refused.smtp_code)
        return Answer(mail.id, Outcome.ACCEPTED)

    def _written(self, mail: Mail, *, now: datetime) -> bytes:
        message = EmailMessage(policy=_SEVEN_BIT)
        message["From"] = formataddr((self._name, self._sender))
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{mail.id}@{self._sender.rpartition('@')[2]}>"
        message["Content-Language"] = mail.language
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
        message.set_content(mail.text)
        return message.as_bytes()


def _outcome(status: int) -> Outcome:
    return Outcome.LATER if 400 <= status < 500 else Outcome.OUR_FAULT


def _outcome_for_address(status: int, words: bytes) -> Outcome:
    # Only what says "no such address" ends it: 550 alone may as well be about us.
    is_gone = status >= 500 and _NO_SUCH_ADDRESS.match(words) is not None
    return Outcome.GONE if is_gone else _outcome(status)


def _read(error: Exception) -> _Stop:
    if isinstance(error, _Stop):
        return error
    if isinstance(error, smtplib.SMTPResponseException):
        return _Stop(_outcome(error.smtp_code), error.smtp_code)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return _Stop(Outcome.LATER)
    if isinstance(error, OSError) and not isinstance(
        error, (ssl.SSLCertVerificationError, smtplib.SMTPException)
    ):
        return _Stop(Outcome.LATER)
    return _Stop(Outcome.OUR_FAULT)


def _hang_up(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()
