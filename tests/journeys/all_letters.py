"""All demo letters in one post, on a real server: made once, because reading them writes nothing.

One phone reads them in one language after the other.
"""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from app.core import clock
from app.core.pdf import open_file
from app.core.settings import Settings
from app.desk.letters import actions
from tests.journeys.clock import MONDAY
from tests.journeys.house import speak
from tests.letters import demo_letters
from tests.letters.reading import ADVICE
from tests.people import make_cast
from tests.support import apps
from tests.support.browser import OpenPage, Watch, opening, wait_for_worker
from tests.support.server import Listening


@dataclass
class Letters:
    """The app, the letters in it, and Amira's phone."""

    app: Flask
    ids: dict[str, uuid.UUID]
    page: Page
    watch: Watch
    spoken: str = "de"

    def read_in(self, language: str) -> None:
        """Let Amira read this language from now on."""
        if language != self.spoken:
            with Session(self.app.extensions["engine"]) as session:
                speak(session, language)
            self.spoken = language

    def open(self, name: str, part: str = "") -> Page:
        """Open a letter, or a part of it."""
        self.page.goto(f"/letters/{self.ids[name]}{part}")
        return self.page


@pytest.fixture(scope="module")
def all_letters(
    prepared: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Letters]:
    """Every demo letter with its PDF, released, on a Monday morning."""
    folder = tmp_path_factory.mktemp("post") / "var"
    shutil.copytree(prepared, folder, symlinks=True)
    with time_machine.travel(MONDAY, tick=True), Listening() as listening:
        app = apps.make(Settings(data_dir=folder, origin=listening.origin))
        listening.serve(app)
        watch = Watch(listening.origin)
        with opening(app, browser, listening.origin, watch) as open_page:
            yield _fill(app, open_page, watch)
        watch.check()
        apps.let_go(app)


def _fill(app: Flask, open_page: OpenPage, watch: Watch) -> Letters:
    ids: dict[str, uuid.UUID] = {}
    with app.app_context(), Session(app.extensions["engine"], expire_on_commit=False) as session:
        cast = make_cast(session, app.extensions["keys"])
        cast.programme.advice = ADVICE
        for name in demo_letters.NAMES:
            letter = demo_letters.letter(
                session, name, to=cast.amira, by=cast.jonas, released_at=None
            )
            actions.attach(session, letter, open_file(demo_letters.pdf(name)), now=clock.now())
            actions.release(session, letter, now=clock.now())
            ids[name] = letter.id
        session.commit()
    page = open_page(cast.amira, reduced_motion="reduce")
    page.goto("/letters")
    wait_for_worker(page)
    return Letters(app, ids, page, watch)
