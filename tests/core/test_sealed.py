"""What people write is readable only by the running app, in its own place, while its key exists."""

import enum
import secrets
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, MetaData, select, update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from app.core import clock, files
from app.core.settings import Settings
from app.domain.base import Base, UtcDateTime
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.people import Person, Role, Salutation
from app.domain.sealed import CannotOpen, Sealed, open_bytes, seal_bytes
from tests import make
from tests.people import Cast, make_person

pytestmark = pytest.mark.both_databases


def _letter(session: Session, cast: Cast) -> Letter:
    return make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        official_text="Bescheid",
        note="Nur Mut",
        about="Geld",
    )


def test_a_text_comes_back_as_it_was_written(session: Session, cast: Cast) -> None:
    for text in ("Grüße", "مرحبا بكم", "a" * 100_000, "🙂\n\n\x00"):
        row = make.message(session, of=cast.amira, by=cast.jonas, body=text)
        session.commit()
        session.expire_all()
        assert row.body == text


def test_nothing_written_is_nothing_stored(session: Session, cast: Cast) -> None:
    row = make.letter(session, to=cast.amira, by=cast.jonas, note="")
    assert row.note_sealed is None
    assert row.note == ""


def test_a_text_does_not_open_in_another_column(session: Session, cast: Cast) -> None:
    letter = _letter(session, cast)
    letter.note_sealed = letter.official_text_sealed
    with pytest.raises(CannotOpen):
        _ = letter.note


def test_a_text_does_not_open_in_another_row(session: Session, cast: Cast) -> None:
    one, other = _letter(session, cast), _letter(session, cast)
    one.note_sealed = other.note_sealed
    with pytest.raises(CannotOpen):
        _ = one.note


def test_a_text_does_not_open_for_another_person(session: Session, cast: Cast) -> None:
    letter = _letter(session, cast)
    session.execute(
        update(Letter).where(Letter.id == letter.id).values(participant_id=cast.samir.id)
    )
    session.expire_all()
    with pytest.raises(CannotOpen):
        _ = letter.note


def test_a_text_does_not_open_in_another_table(session: Session, cast: Cast) -> None:
    row_id = uuid.uuid4()
    sealed = Message.body.seal("Guten Tag", row_id, cast.amira.id)
    with pytest.raises(CannotOpen):
        Letter.note.open(sealed, row_id, cast.amira.id)
    assert Message.body.open(sealed, row_id, cast.amira.id) == "Guten Tag"


def test_every_changed_byte_is_noticed(cast: Cast) -> None:
    sealed = seal_bytes(b"Guten Tag", person_id=cast.amira.id, place="here")
    for at in range(1, len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(CannotOpen):
            open_bytes(bytes(changed), person_id=cast.amira.id, place="here")


def test_the_same_text_never_looks_the_same(cast: Cast) -> None:
    seen = {seal_bytes(b"Ja", person_id=cast.amira.id, place="here") for _ in range(2000)}
    nonces = {each[2:14] for each in seen}
    assert len(nonces) == 2000


def test_without_the_key_everything_is_noise_for_ever(
    app: Flask, session: Session, cast: Cast
) -> None:
    letter = _letter(session, cast)
    app.extensions["keys"].forget(cast.amira.id)
    with pytest.raises(CannotOpen):
        _ = letter.note


def test_a_file_is_sealed_in_its_own_place(
    app: Flask, session: Session, settings: Settings, cast: Cast
) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    with app.app_context():
        files.store(session, one, b"%PDF-Geheimwort", participant_id=cast.amira.id)
        assert files.read(one, participant_id=cast.amira.id) == b"%PDF-Geheimwort"
        with pytest.raises(CannotOpen):
            files.read(one, participant_id=cast.samir.id)
        files.store(session, other, b"%PDF", participant_id=cast.amira.id)
        stored = {path.name: path for path in (settings.data_dir / "files").rglob("*")}
        assert b"Geheimwort" not in stored[one.hex].read_bytes()
        stored[other.hex].write_bytes(stored[one.hex].read_bytes())
        with pytest.raises(CannotOpen):
            files.read(other, participant_id=cast.amira.id)


def _seal_a_marker_everywhere(app: Flask, session: Session, cast: Cast) -> list[str]:
    """Write a marker into every sealed column of every table; return the markers."""
    keys, markers = app.extensions["keys"], []
    make_person(
        session, keys, cast.programme, Role.PARTICIPANT, "Markerperson", "Unauffindbar",
        Salutation.FRAU,
    )  # fmt: skip
    markers += ["Markerperson", "Unauffindbar"]
    rows = _one_of_each(session, cast)
    for model in _sealed_models():
        row = next((each for each in rows if isinstance(each, model)), None)
        if row is None:
            row = _bare(session, model, cast)
        for name, attribute in vars(model).items():
            if isinstance(attribute, Sealed):
                marker = f"marker-{secrets.token_hex(8)}"
                setattr(row, name, marker)
                markers.append(marker)
    session.commit()
    return markers


def _one_of_each(session: Session, cast: Cast) -> list[object]:
    return [
        cast.amira,
        make.appointment(session, to=cast.amira, by=cast.jonas),
        make.goal(session, of=cast.amira),
        make.step(session, of=cast.amira),
        make.letter(session, to=cast.amira, by=cast.jonas),
        make.message(session, of=cast.amira, by=cast.jonas),
    ]


def _sealed_models() -> Iterator[type[Base]]:
    for mapper in Base.registry.mappers:
        if any(isinstance(each, Sealed) for each in vars(mapper.class_).values()):
            yield mapper.class_


def _bare(session: Session, model: type[Base], cast: Cast) -> Base:
    """Make a row of a model from its columns alone, whatever it is about."""
    values: dict[str, object] = {}
    for column in model.__table__.columns:
        reference = next(iter(column.foreign_keys), None)
        if column.name == "id":
            continue
        if reference is not None and reference.column.table.name == "person":
            values[column.name] = cast.amira.id
        elif reference is not None and not column.nullable:
            values[column.name] = session.execute(select(reference.column)).scalars().first()
            if values[column.name] is None:
                parent = next(
                    m.class_
                    for m in Base.registry.mappers
                    if m.local_table is reference.column.table
                )
                values[column.name] = _bare(session, parent, cast).id  # type: ignore[attr-defined]
        elif not column.nullable and column.default is None:
            values[column.name] = _plain_value(column.type)
    row = model(**values)
    session.add(row)
    session.flush()
    return row


def _plain_value(column_type: TypeEngine[Any]) -> object:
    if isinstance(column_type, LargeBinary):
        return secrets.token_bytes(32)
    if isinstance(column_type, UtcDateTime):
        return clock.now()
    kind = column_type.python_type
    if issubclass(kind, enum.Enum):
        return next(iter(kind))
    return {str: "x", int: 1, bool: False, uuid.UUID: uuid.uuid4()}[kind]


def test_a_copy_of_the_database_gives_nothing_away(
    app: Flask, session: Session, cast: Cast, settings: Settings
) -> None:
    markers = _seal_a_marker_everywhere(app, session, cast)
    assert len(markers) >= 20
    found: set[str] = set()
    tables = MetaData()
    tables.reflect(session.get_bind())
    for table in tables.sorted_tables:
        for row in session.execute(select(table)):
            stored = b"\0".join(
                each if isinstance(each, bytes) else str(each).encode() for each in row
            )
            found |= {marker for marker in markers if marker.encode() in stored}
    for path in Path(settings.data_dir).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found |= {marker for marker in markers if marker.encode() in content}
    assert found == set()
    session.expire_all()
    names = [each.first_name for each in session.scalars(select(Person))]
    assert "Markerperson" in names  # it was there all the time, for the running app
