"""Everything an operator can set, read once from the environment.

`SCHRITTE_NAME` or, for secrets and for systemd credentials, `SCHRITTE_NAME_FILE`. docs/settings.md
is generated from this file by `schritte doctor --settings`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.core.mail import MailServer, mail_address
from app.core.sms import SHORTEST_SECRET

PREFIX = "SCHRITTE_"
MOST_OF_A_NOTICE = 68  # bytes for name and origin: a push message has 256 in all


class SettingsError(Exception):
    """Settings that cannot work, all of them named at once."""


def _setting(
    default: Any, about: str, read: Callable[[str], Any] = str, *, secret: bool = False
) -> Any:
    return field(default=default, repr=not secret, metadata={"about": about, "read": read})


def _flag(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one installation. Tests build it directly."""

    data_dir: Path = _setting(Path("var"), "The one folder that holds all state.", Path)
    origin: str = _setting(
        "http://localhost:8000", "The address people open, without a path. https in real use."
    )
    database_url: str = _setting(
        "", "SQLAlchemy URL. Empty: SQLite in the data folder. postgresql://… for larger sites."
    )
    keyring_url: str = _setting(
        "", "Where people's keys are kept, apart from the data. Empty: SQLite in the data folder."
    )
    queue_url: str = _setting(
        "", "Queue of the worker. Empty: SQLite in the data folder. postgresql://… or redis://…"
    )
    limits_url: str = _setting("memory://", "Coarse rate limits; redis://… for several machines.")
    app_name: str = _setting(
        "Kleine Schritte", "The neutral name on the home screen and of notices."
    )
    vapid_subject: str = _setting(
        "mailto:technik@example.org", "Whom a push service may write to: mailto: or https:."
    )
    push_hosts: tuple[str, ...] = _setting(
        (), "Further push services that may be called, beside the well-known ones.", _words
    )
    push_insecure: bool = _setting(
        False, "Allow http and private addresses for push_hosts. Only for tests.", _flag
    )
    smtp_url: str = _setting(
        "",
        "Who carries e-mail: smtps://user:password@host:465 or smtp+starttls://… Empty: no e-mail.",
        secret=True,
    )
    smtp_from: str = _setting("", "The neutral address that e-mails come from.")
    smtp_plain: bool = _setting(
        False, "Allow smtp:// without TLS, to a server on this very machine.", _flag
    )
    sms_webhook: str = _setting("", "The SMS gateway's address, https. Empty: no SMS.")
    sms_secret: str = _setting("", "What signs the calls of the SMS gateway.", secret=True)
    sms_insecure: bool = _setting(False, "Allow http for sms_webhook. Only for tests.", _flag)
    proxies: int = _setting(0, "How many trusted reverse proxies stand in front.", int)
    bind: str = _setting("127.0.0.1", "The address the web server listens on.")
    port: int = _setting(0, "The port it listens on. 0: the port of the origin, else 8000.", int)
    threads: int = _setting(0, "Web threads. 0: 2 on SQLite, 4 on PostgreSQL.", int)
    workers: int = _setting(1, "Web processes.", int)
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR.", str.upper)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises SettingsError naming everything that is wrong."""
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for each in fields(cls):
            name = PREFIX + each.name.upper()
            try:
                text = environ.get(name)
                if text is None and (path := environ.get(name + "_FILE")):
                    text = Path(path).read_text("utf-8").strip()
                if text is not None:
                    values[each.name] = each.metadata["read"](text)
            except (OSError, ValueError) as error:
                wrong.append(f"{name}: {error}")
        settings = cls(**values)
        wrong += settings._mistakes()
        if wrong:
            raise SettingsError("\n".join(wrong))
        return settings

    def _mistakes(self) -> list[str]:
        mistakes = []
        parts = urlsplit(self.origin)
        if parts.scheme not in {"http", "https"} or parts.path or not parts.hostname:
            mistakes.append(f"{PREFIX}ORIGIN: give scheme and host only, like https://app.example")
        elif parts.scheme == "http" and parts.hostname != "localhost":
            mistakes.append(f"{PREFIX}ORIGIN: only localhost works without https")
        if len(f"{self.app_name}{self.origin}".encode()) > MOST_OF_A_NOTICE:
            most = f"{MOST_OF_A_NOTICE} bytes at most together with the origin"
            mistakes.append(f"{PREFIX}APP_NAME: {most}, or a notice has no room for its words")
        if not self.vapid_subject.startswith(("mailto:", "https:")):
            mistakes.append(f"{PREFIX}VAPID_SUBJECT: begins with mailto: or https:")
        for name in ("database_url", "keyring_url"):
            url = getattr(self, name)
            if url and not url.startswith(("sqlite", "postgresql")):
                mistakes.append(f"{PREFIX}{name.upper()}: sqlite:///… or postgresql://…")
        mistakes += self._mistakes_of_ways()
        if self.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            mistakes.append(f"{PREFIX}LOG_LEVEL: DEBUG, INFO, WARNING or ERROR")
        return mistakes

    def _mistakes_of_ways(self) -> list[str]:
        mistakes = []
        if self.smtp_url:
            try:
                MailServer.of(self.smtp_url, allow_plain=self.smtp_plain)
            except ValueError as error:
                mistakes.append(f"{PREFIX}SMTP_URL: {error}")
            if not mail_address(self.smtp_from):
                mistakes.append(f"{PREFIX}SMTP_FROM: an address like erinnerung@app.example")
        if self.sms_webhook:
            parts = urlsplit(self.sms_webhook)
            allowed = {"https", "http"} if self.sms_insecure else {"https"}
            if parts.scheme not in allowed or not parts.hostname or parts.username:
                mistakes.append(f"{PREFIX}SMS_WEBHOOK: https://host/path")
            if len(self.sms_secret) < SHORTEST_SECRET:
                mistakes.append(f"{PREFIX}SMS_SECRET: at least {SHORTEST_SECRET} characters")
        return mistakes

    @property
    def is_https(self) -> bool:
        """Whether people reach the app by https."""
        return self.origin.startswith("https:")

    @property
    def host(self) -> str:
        """The host name of the origin: the relying party id of passkeys."""
        return urlsplit(self.origin).hostname or ""

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve()}/schritte.sqlite3"

    @property
    def keyring(self) -> str:
        """The SQLAlchemy URL of the keyring."""
        return self.keyring_url or f"sqlite:///{self.data_dir.resolve()}/keyring.sqlite3"

    @property
    def listens_on(self) -> int:
        """The port of the web server."""
        return self.port or urlsplit(self.origin).port or 8000

    @property
    def is_demo(self) -> bool:
        """Whether the data folder was made by `schritte demo`, on this machine only."""
        return self.host == "localhost" and (self.data_dir / "DEMO").exists()

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.database.startswith("sqlite")
