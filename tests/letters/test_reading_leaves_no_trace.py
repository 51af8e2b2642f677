"""Opening, reading, looking again: nothing is written anywhere (row 43)."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.pdf import open_file
from app.core.settings import Settings
from app.desk.letters import actions
from app.domain.everything import Base
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit


def everything_stored(session: Session) -> dict[str, list[tuple[object, ...]]]:
    session.rollback()
    session.expire_all()
    return {
        table.name: sorted(map(tuple, session.execute(select(table)).all()), key=repr)
        for table in Base.metadata.sorted_tables
    }


def files_of(folder: Path) -> dict[str, str]:
    """Every file of the installation but the compiled templates."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
        and not {"cache", "static"} & set(path.parts)
        and not path.name.endswith(("-wal", "-shm", "-journal"))
    }


@pytest.mark.both_databases
def test_after_reading_everything_every_stored_byte_is_the_same(
    app: Flask, session: Session, cast: Cast, visit: Visit, settings: Settings
) -> None:
    names = ("01-bewilligung", "10-minderung", "17-sonstiges")
    letters = [
        demo_letters.letter(session, name, to=cast.amira, by=cast.jonas, released_at=None)
        for name in names
    ]
    for letter, name in zip(letters, names, strict=True):
        actions.attach(session, letter, open_file(demo_letters.pdf(name)), now=clock.now())
        actions.release(session, letter, now=clock.now())
    session.commit()
    reader, guide = visit.as_(cast.amira), visit.as_(cast.jonas)
    rows, files = everything_stored(session), files_of(settings.data_dir)

    for path in ("/letters", "/letters/put-away"):
        assert reader.open(path).status == 200
    for letter in letters:
        for end in ("", "/summary", "/official", "/pages", "/pages/1", "/original"):
            assert reader.client.get(f"/letters/{letter.id}{end}").status_code == 200
            assert reader.client.head(f"/letters/{letter.id}{end}").status_code == 200
        assert guide.open(f"/desk/letters/{letter.id}").status == 200

    assert everything_stored(session) == rows
    assert files_of(settings.data_dir) == files
