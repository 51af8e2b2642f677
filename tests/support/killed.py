"""Dying in the middle: a process that keeps a file or sends a message, killed at a chosen moment.

A moment is something it asks of the system or the database: a file is opened, renamed or removed, a
statement is run, a transaction begins or ends. `python -m tests.support.killed` is the process; it
forks for each moment, so that the app is loaded once.
"""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import event, select

from app import create_app
from app.core import clock, db
from app.core.pdf import Opened, Page
from app.core.settings import Settings
from app.desk.letters.actions import attach
from app.domain.access import Viewer
from app.domain.letters import Letter
from app.domain.messages import Draft
from app.domain.people import Person
from app.messages.actions import send_text

LIVED = "0"
_FILES = {"open", "os.rename", "os.remove", "os.mkdir", "fcntl.flock"}
_STATEMENTS = ("begin", "commit", "rollback", "before_cursor_execute", "after_cursor_execute")


@contextmanager
def at_each_moment(
    settings: Settings, what_id: uuid.UUID, doing: str = "attach"
) -> Iterator[Callable[[int], str]]:
    """Lend a function that does it, dies at the moment given, and says how it ended.

    `doing`: "attach" replaces that letter's file, "send" sends the only draft as that message. It
    ended with `LIVED` once there are no more moments.
    """
    where = [str(settings.data_dir), settings.database_url, str(what_id), doing]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.killed", *where],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asking, answering = process.stdin, process.stdout
        assert asking
        assert answering

        def die_at(moment: int) -> str:
            print(moment, file=asking, flush=True)
            return answering.readline().strip()

        yield die_at


def _attach(app: Flask, letter_id: uuid.UUID) -> None:
    with app.test_request_context("/", method="POST"):
        letter = db.session().get_one(Letter, letter_id)
        photo = Opened("image/jpeg", b"new", (Page(b"new", "new"),))
        attach(db.session(), letter, photo, now=clock.now())
        app.process_response(app.response_class())


def _send(app: Flask, message_id: uuid.UUID) -> None:
    with app.test_request_context("/", method="POST"):
        draft = db.session().scalars(select(Draft)).one()
        author = db.session().get_one(Person, draft.author_id)
        app.extensions["keys"].load({author.id, draft.participant_id})
        send_text(
            db.session(),
            Viewer(author.id, author.role, author.programme_id),
            draft.participant_id,
            message_id=message_id,
            text=draft.body,
            language="de",
            now=clock.now(),
        )
        app.process_response(app.response_class())


_DOING = {"attach": _attach, "send": _send}


def _die_at(moment: int, app: Flask, files: Path) -> None:
    moments = count(1)

    def one_more(*_arguments: object) -> None:
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        if name in _FILES and (name == "fcntl.flock" or str(files) in str(arguments[0])):
            one_more()

    sys.addaudithook(watch)
    for name in _STATEMENTS:
        event.listen(app.extensions["engine"], name, one_more)


def main(data_dir: str, database_url: str, what_id: str, doing: str) -> None:
    """Read moments, one a line; for each die once and say how."""
    settings = Settings(data_dir=Path(data_dir), database_url=database_url)
    app = create_app(settings)
    for engine in (app.extensions["engine"], app.extensions["keys"]._engine):
        engine.dispose()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _die_at(int(line), app, settings.data_dir / "files")
            _DOING[doing](app, uuid.UUID(what_id))
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
