"""Asks for every route as everyone, own and foreign things, GET, HEAD and POST.

What should come back stands in access.toml; what came back is collected here as findings, so that
one run names everything that is wrong.
"""

import re
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.domain.people import Person
from tests.architecture.world import SECRETS, THINGS, WORDS, World
from tests.visit import sign_in_cookies

FILE = Path(__file__).with_name("access.toml")
ROLES = ("participant", "guide", "coordinator")
ASKERS = ("anonymous", "waiting", *ROLES)
METHODS = ("GET", "HEAD", "POST")  # what may change something comes last
ANSWERED = {"GET": {200, 303}, "HEAD": {200, 303}, "POST": {200, 201, 204, 303, 400, 422}}


@dataclass(frozen=True)
class Access:
    """What access.toml says about one route."""

    roles: frozenset[str]
    waiting: bool = False  # also open before the guide has confirmed
    own: tuple[int, ...] = ()  # what a bare request gets where that is no page
    foreign: int = 404
    cache: str = "no-store"
    things: dict[str, str] = field(default_factory=dict)

    def is_open_to(self, asker: str) -> bool:
        """Whether somebody may open it at all."""
        if asker in self.roles or self.roles == {"everyone"}:
            return True
        return asker == "waiting" and self.waiting and "participant" in self.roles


def expectations() -> dict[str, Access]:
    """Read access.toml: endpoint -> what is expected."""
    return dict(_declared("", tomllib.loads(FILE.read_text("utf-8"))))


def _declared(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, Access]]:
    for name, said in table.items():
        if "roles" not in said:  # a blueprint, or one inside another
            yield from _declared(f"{prefix}{name}.", said)
            continue
        yield (
            prefix + name,
            Access(
                roles=frozenset(said.pop("roles")),
                own=tuple(said.pop("own", ())),
                things=said.pop("with", {}),
                **said,
            ),
        )


def rules(app: Flask) -> dict[str, list[Rule]]:
    """Return all rules by endpoint."""
    found: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        found.setdefault(rule.endpoint, []).append(rule)
    return found


def owned(rule: Rule) -> set[str]:
    """Return the parts of an address that belong to somebody."""
    return rule.arguments - set(WORDS)


@dataclass
class Answer:
    """One question and what came back."""

    endpoint: str
    method: str
    asker: str
    whose: str  # "own" or "foreign"
    response: TestResponse
    unknown: TestResponse | None  # the same question with ids that do not exist
    wrote: bool

    def __str__(self) -> str:
        return (
            f"{self.method} {self.endpoint} as {self.asker} ({self.whose}): "
            f"{self.response.status_code} {self.response.headers.get('Location', '')}"
        )

    @property
    def body(self) -> str:
        """The body without what changes at each answer."""
        return _without_nonce(self.response)

    @property
    def unknown_body(self) -> str:
        """The body of the answer to unknown ids."""
        assert self.unknown is not None
        return _without_nonce(self.unknown)


def _without_nonce(response: TestResponse) -> str:
    return re.sub(r'nonce="[^"]+"', "", response.get_data(as_text=True))


class Asker:
    """Somebody's browser, with a form token."""

    def __init__(self, app: Flask, person: Person | None) -> None:
        self.client: FlaskClient = app.test_client()
        if person is not None:
            for name, value in sign_in_cookies(app, person):
                self.client.set_cookie(name, value)
        page = self.client.get("/language").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, "/language shows no form"
        self.token = found[1]

    def ask(self, method: str, path: str) -> TestResponse:
        """Ask; an unsafe request carries nothing but the form token."""
        data = {"csrf_token": self.token} if method == "POST" else None
        headers = {"X-CSRFToken": self.token} if method == "POST" else None
        return self.client.open(path, method=method, data=data, headers=headers)


def stored(app: Flask) -> bytes:
    """Return everything the app keeps, to see whether a question changed it."""
    folder: Path = app.extensions["settings"].data_dir
    kept = sorted(
        path
        for pattern in ("schritte.sqlite3*", "keyring.sqlite3*", "files/**/*")
        for path in folder.glob(pattern)
        if path.is_file() and not path.name.endswith("-shm")
    )
    return b"".join(path.name.encode() + path.read_bytes() for path in kept)


def address(app: Flask, rule: Rule, values: dict[str, object], *, unknown: bool = False) -> str:
    """Return the path of a rule; `unknown` puts ids there that do not exist."""
    if unknown:
        values = {
            name: uuid.uuid4() if isinstance(value, uuid.UUID) else value
            for name, value in values.items()
        } | dict.fromkeys(SECRETS & values.keys(), "unknown")
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


def answers(
    app: Flask, session: Session, world: World, rule: Rule, access: Access
) -> Iterator[Answer]:
    """Ask for one route in every way."""
    for asker in ASKERS:
        person = world.asker(asker)
        for whose in ("foreign", "own") if owned(rule) else ("own",):
            side = world.foreign(person) if whose == "foreign" else world.own(person)
            browser = Asker(app, person)
            for method in (each for each in METHODS if each in (rule.methods or ())):
                values = {
                    name: WORDS[name]
                    if name in WORDS
                    else THINGS[access.things.get(name, name)](session, side)
                    for name in rule.arguments
                }
                session.commit()
                unknown = None
                if whose == "foreign":
                    unknown = browser.ask(method, address(app, rule, values, unknown=True))
                before = stored(app)
                response = browser.ask(method, address(app, rule, values))
                yield Answer(
                    rule.endpoint, method, asker, whose, response, unknown, stored(app) != before
                )
