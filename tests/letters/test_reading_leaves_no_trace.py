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
from app.domain.letters import PaperLetter
from tests.letters import demo_letters
from tests.letters.photos import photo, sent
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


def every_address(app: Flask, blueprint: str, values: dict[str, object]) -> list[str]:
    """Every GET of a blueprint, so that a new page cannot be forgotten."""
    build = app.url_map.bind("").build
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(f"{blueprint}.") and "GET" in (rule.methods or ())
    ]
    return [build(rule.endpoint, {n: values[n] for n in rule.arguments}) for rule in rules]


@pytest.mark.both_databases
@pytest.mark.parametrize("kept_for_meeting", [False, True])
def test_after_reading_everything_every_stored_byte_is_the_same(
    app: Flask,
    session: Session,
    cast: Cast,
    visit: Visit,
    settings: Settings,
    *,
    kept_for_meeting: bool,
) -> None:
    cast.amira.hard_letters_at_meeting = kept_for_meeting
    session.merge(cast.amira)
    told = PaperLetter(participant_id=cast.amira.id, told_at=clock.now())
    session.add(told)
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
    reader.open("/shown-letters").press("Weiter", files=sent(photo("Seite eins")))
    shown_letter_id = reader.path.rpartition("/")[2]
    rows, files = everything_stored(session), files_of(settings.data_dir)

    addresses: set[str] = set()
    for letter in letters:
        values = {"letter_id": letter.id, "number": 1, "paper_letter_id": told.id}
        values |= {"shown_letter_id": shown_letter_id}
        addresses |= set(every_address(app, "letters", values))
        assert guide.open(f"/desk/letters/{letter.id}").status == 200
    assert len(addresses) >= 3 + 3 * 6 + 1
    for address in sorted(addresses):
        assert reader.client.get(address).status_code == 200, address
        assert reader.client.head(address).status_code == 200, address

    assert everything_stored(session) == rows
    assert files_of(settings.data_dir) == files
