"""One key per person, wrapped by the key of keys."""

import uuid

import pytest
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from sqlalchemy import Engine, event

from app.core import db
from app.core.keyring import PersonKeys
from app.core.settings import Settings

KEY_OF_KEYS = b"k" * 32


@pytest.fixture
def engine(settings: Settings) -> Engine:
    return db.make_engine(settings.keyring)


@pytest.fixture
def keys(engine: Engine) -> PersonKeys:
    made = PersonKeys(engine, KEY_OF_KEYS)
    made.create_tables()
    return made


def test_every_person_has_a_key_of_their_own(keys: PersonKeys) -> None:
    people = [uuid.uuid4() for _ in range(20)]
    for person in people:
        keys.make(person)
    assert len({keys.newest(person) for person in people}) == 20
    assert all(len(keys.newest(person)[1]) == 32 for person in people)


def test_another_process_opens_the_same_key(keys: PersonKeys, engine: Engine) -> None:
    person = uuid.uuid4()
    keys.make(person)
    assert PersonKeys(engine, KEY_OF_KEYS).newest(person) == keys.newest(person)


def test_the_stored_key_is_no_use_without_the_key_of_keys(
    keys: PersonKeys, engine: Engine, settings: Settings
) -> None:
    person = uuid.uuid4()
    keys.make(person)
    _version, key = keys.newest(person)
    assert key not in (settings.data_dir / "keyring.sqlite3").read_bytes()
    with pytest.raises(InvalidUnwrap):
        PersonKeys(engine, b"x" * 32).newest(person)


def test_a_forgotten_key_is_gone_at_once_and_for_ever(keys: PersonKeys, engine: Engine) -> None:
    person = uuid.uuid4()
    keys.make(person)
    keys.newest(person)
    keys.forget(person)
    for ring in (keys, PersonKeys(engine, KEY_OF_KEYS)):
        with pytest.raises(LookupError):
            ring.newest(person)
        with pytest.raises(LookupError):
            ring.key(person, 1)


def test_a_person_is_given_a_key_only_once(keys: PersonKeys) -> None:
    person = uuid.uuid4()
    keys.make(person)
    with pytest.raises(Exception, match="UNIQUE"):
        keys.make(person)


def test_a_second_tap_keeps_the_key_there_is(keys: PersonKeys) -> None:
    person = uuid.uuid4()
    keys.make_once(person)
    made = keys.newest(person)
    keys.make_once(person)
    assert keys.newest(person) == made


def test_the_keys_of_fifty_people_are_one_statement(keys: PersonKeys, engine: Engine) -> None:
    people = [uuid.uuid4() for _ in range(50)]
    for person in people:
        keys.make(person)
    fresh, statements = PersonKeys(engine, KEY_OF_KEYS), []

    @event.listens_for(engine, "before_cursor_execute")
    def count(*arguments: object) -> None:
        if "person_key" in str(arguments[2]):
            statements.append(arguments[2])

    fresh.load(people)
    for person in people:
        fresh.newest(person)
    assert len(statements) == 1
