"""A mail server on this machine: SMTP (RFC 5321) with STARTTLS, AUTH PLAIN, and a bad day if asked.

`with MailServer() as server:` - what arrived stands in `server.received`.
"""

import base64
import contextlib
import io
import socket
import socketserver
import ssl
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HANG_UP = ""


@dataclass(frozen=True)
class Arrived:
    """One e-mail as it was handed over."""

    sender: str
    to: tuple[str, ...]
    message: EmailMessage
    raw: bytes = field(repr=False)
    by_tls: bool
    user: str

    @property
    def words(self) -> str:
        """What a reader sees."""
        return str(self.message.get_content()).replace("\r\n", "\n")


def certificate(folder: Path) -> Path:
    """Make a certificate for localhost; return the PEM file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "localhost.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class MailServer:
    """`tls`: "" plain, "starttls" on wish, "at once" from the first byte."""

    def __init__(self, *, tls: str = "", pem: Path | None = None, login: str = "") -> None:
        self.received: list[Arrived] = []
        self.connections = 0
        self.tls, self.login = tls, login
        self.context: ssl.SSLContext | None = None
        if pem is not None:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(pem)
        self._replies: defaultdict[str, list[str]] = defaultdict(list)
        self._server = _Server(("127.0.0.1", 0), _Talk)
        self._server.mail = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def answer(self, verb: str, reply: str, *, times: int = 1) -> None:
        """Give this reply to the next commands of this verb ("." is the end of an e-mail)."""
        self._replies[verb] += [reply] * times

    def reply_to(self, verb: str, normal: str) -> str:
        """Return what to say."""
        return self._replies[verb].pop(0) if self._replies[verb] else normal

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mail: MailServer


class _HangUp(Exception):
    pass


class _Talk(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.mail = cast("_Server", self.server).mail
        self.mail.connections += 1
        self.is_safe, self.user, self.sender, self.to = False, "", "", list[str]()
        self.lines: IO[bytes] = io.BytesIO()
        try:
            with contextlib.suppress(_HangUp, OSError):
                if self.mail.tls == "at once":
                    self._secure()
                self._open()
                self._say("220", "220 localhost")
                while line := self.lines.readline():
                    self._obey(line.decode().strip())
        finally:
            with contextlib.suppress(OSError):
                self.lines.close()
            self.request.close()  # with TLS it is another one than the server closes

    def _open(self) -> None:
        self.lines.close()
        self.lines = cast("socket.socket", self.request).makefile("rb")

    def _secure(self) -> None:
        assert self.mail.context is not None
        self.request = self.mail.context.wrap_socket(self.request, server_side=True)
        self.is_safe = True

    def _say(self, verb: str, normal: str) -> bool:
        reply = self.mail.reply_to(verb, normal)
        if reply == HANG_UP:
            self.request.close()
            raise _HangUp
        self.request.sendall(reply.encode() + b"\r\n")
        return reply.startswith(("2", "3"))

    def _obey(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        if verb == "EHLO":
            offers = ["250-localhost"]
            offers += ["250-STARTTLS"] if self.mail.tls == "starttls" and not self.is_safe else []
            offers += ["250-AUTH PLAIN"] if self.mail.login else []
            self._say(verb, "\r\n".join([*offers, "250 SIZE 100000"]))
        elif verb == "STARTTLS" and self._say(verb, "220 go"):
            self._secure()
            self._open()
        elif verb == "AUTH":
            given = base64.b64decode(rest.split()[1]).decode().split("\0", 1)[1]
            is_right = given == self.mail.login.replace(":", "\0")
            self.user = given.split("\0")[0] if is_right else ""
            self._say(verb, "235 ok" if is_right else "535 5.7.8 no")
        elif verb == "MAIL":
            self.sender, self.to = rest.split("<")[1].split(">")[0], []
            self._say(verb, "250 ok")
        elif verb == "RCPT":
            if self._say(verb, "250 ok"):
                self.to.append(rest.split("<")[1].split(">")[0])
        elif verb == "DATA" and self._say(verb, "354 go"):
            self._take()
        elif verb in {"RSET", "NOOP"}:
            self._say(verb, "250 ok")
        elif verb == "QUIT":
            self._say(verb, "221 bye")
            raise _HangUp

    def _take(self) -> None:
        raw = b""
        while (line := self.lines.readline()) not in {b".\r\n", b""}:
            raw += line.removeprefix(b".")
        reply = self.mail.reply_to(".", "250 kept")
        if reply.startswith("2") or reply == HANG_UP:
            message = cast("EmailMessage", message_from_bytes(raw, policy=policy.default))
            self.mail.received.append(
                Arrived(self.sender, tuple(self.to), message, raw, self.is_safe, self.user)
            )
        if reply == HANG_UP:
            self.request.close()
            raise _HangUp
        self.request.sendall(reply.encode() + b"\r\n")
