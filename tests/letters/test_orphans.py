"""Files and rows belong together: no row is ever without its file, and no file stays without one.

The process is killed for good at every step of an upload (`SIGKILL`, in a process of its own).
"""

import os
import time
import uuid

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core import clock, files
from app.core.pdf import Opened, Page
from app.core.settings import Settings
from app.desk.letters.actions import attach
from app.domain.letters import LetterFile
from app.letters.actions import sweep_orphans
from tests import make
from tests.people import Cast
from tests.support import killed
from tests.support.serving import free_port, serving

PHOTO = Opened("image/jpeg", b"x", (Page(b"y", ""),))


def on_disk(settings: Settings) -> set[str]:
    return {path.name for path in (settings.data_dir / "files").glob("??/*")}


def test_the_sweep_takes_files_without_a_row_and_nothing_else(
    session: Session, cast: Cast, settings: Settings
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    attach(session, letter, PHOTO, now=clock.now())
    session.commit()
    kept = on_disk(settings)
    files.store(session, uuid.uuid4(), b"x", participant_id=cast.amira.id)
    session.rollback()
    half = settings.data_dir / "files" / "ab" / f"ab{uuid.uuid4().hex[2:]}.new"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"x")
    assert sweep_orphans(session, now=clock.now()) == 2
    assert on_disk(settings) == kept
    assert sweep_orphans(session, now=clock.now()) == 0


def test_the_sweep_waits_while_a_file_is_there_whose_row_is_still_to_come(
    session: Session, cast: Cast, settings: Settings
) -> None:
    files.store(session, uuid.uuid4(), b"x", participant_id=cast.amira.id)
    assert sweep_orphans(session, now=clock.now()) == 0
    assert len(on_disk(settings)) == 1
    session.rollback()
    assert sweep_orphans(session, now=clock.now()) == 1


def test_a_file_whose_row_is_gone_is_swept(
    session: Session, cast: Cast, settings: Settings
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    attach(session, letter, PHOTO, now=clock.now())
    session.commit()
    session.execute(delete(LetterFile))
    session.commit()
    assert sweep_orphans(session, now=clock.now()) == 2


@pytest.mark.slow
def test_the_worker_begins_with_the_sweep(session: Session, cast: Cast, settings: Settings) -> None:
    files.store(session, uuid.uuid4(), b"x", participant_id=cast.amira.id)
    session.rollback()
    assert on_disk(settings)
    with serving(settings, free_port()):
        ends = time.monotonic() + 30
        while on_disk(settings) and time.monotonic() < ends:
            os.sched_yield()
        assert not on_disk(settings)


@pytest.mark.both_databases
def test_a_kill_at_any_moment_leaves_no_row_without_a_file_and_no_file_for_long(
    session: Session, cast: Cast, settings: Settings
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    attach(session, letter, PHOTO, now=clock.now())
    session.commit()
    ends, left_over = [], 0
    with killed.at_each_moment(settings, letter.id) as die_at:
        while killed.LIVED not in ends:
            ends.append(die_at(len(ends) + 1))
            session.expire_all()
            rows = {row.hex for row in session.scalars(select(LetterFile.id))}
            session.commit()
            assert len(rows) == 2, "half a file"
            assert rows <= on_disk(settings), f"no file for a row after moment {len(ends)}"
            left_over += rows < on_disk(settings)
            sweep_orphans(session, now=clock.now())
            session.commit()
            assert rows == on_disk(settings)
    assert set(ends[:-1]) == {"-9"}
    assert len(ends) > 20, "an upload has more moments than that"
    assert left_over > 5, "was anything killed in between?"
