"""Files whose row never came are swept away; all others stay."""

import os
import uuid
from datetime import timedelta

from sqlalchemy.orm import Session

from app.core import clock, files
from app.core.pdf import Opened, Page
from app.core.settings import Settings
from app.desk.letters.actions import attach
from app.letters.actions import sweep_orphans
from tests import make
from tests.people import Cast


def test_the_sweep_takes_old_files_without_a_row_and_nothing_else(
    session: Session, cast: Cast, settings: Settings
) -> None:
    now = clock.now()
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    attach(session, letter, Opened("image/jpeg", b"x", (Page(b"y", ""),)), now=now)
    session.commit()
    old, young = uuid.uuid4(), uuid.uuid4()
    for orphan in (old, young):
        files.store(orphan, b"x", participant_id=cast.amira.id)
    half = settings.data_dir / "files" / "ab" / f"ab{uuid.uuid4().hex[2:]}.new"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"x")

    def age(hours: int) -> float:
        return (now - timedelta(hours=hours)).timestamp()

    for path in (settings.data_dir / "files").glob("??/*"):
        hours = 0 if path.stem == young.hex else 5
        os.utime(path, (age(hours), age(hours)))

    assert sweep_orphans(session, now=now) == 2
    left = {path.name for path in (settings.data_dir / "files").glob("??/*")}
    assert young.hex in left
    assert old.hex not in left
    assert len(left) == 3
    assert sweep_orphans(session, now=now) == 0
