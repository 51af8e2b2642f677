"""Inventory: every table says why it is there, what people wrote is sealed.

And nobody's behaviour has a column (trust.md P-04, P-09).
"""

import re
from collections.abc import Iterator

from sqlalchemy import Column, DateTime, LargeBinary, Table

from app.domain.base import Base, UtcDateTime
from app.domain.everything import people  # noqa: F401 - all models are loaded
from app.domain.inventory import DataClass
from app.domain.sealed import Sealed

# What could become evidence of someone's behaviour must not exist, under no name.
BEHAVIOUR = re.compile(
    r"(^|_)(read|seen|viewed|opened|clicked|visited|missed|no_show|noshow|attended|attendance|present"
    r"|absent|online|last_login|last_seen|last_active|login_count|streak|score|rating|delivered)(_|$)"
)
# Said on purpose by a person, not observed: "we opened the paper letter together".
MEANT = {"paper_letter.opened_together_at"}


def _models() -> Iterator[type[Base]]:
    for mapper in Base.registry.mappers:
        yield mapper.class_


def _columns() -> Iterator[tuple[Table, Column[object]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            yield table, column


def test_every_table_says_why_it_exists_and_how_long() -> None:
    silent = [
        model.__name__
        for model in _models()
        if not getattr(model, "__holds__", None)
        or len(model.__holds__.purpose) < 10  # type: ignore[attr-defined]
        or not model.__holds__.keep  # type: ignore[attr-defined]
    ]
    assert not silent, f"say in __holds__ what for and how long: {silent}"
    assert len(list(_models())) == len(Base.metadata.sorted_tables)


def test_a_sealed_column_is_named_so_and_holds_content() -> None:
    wrong = []
    for table, column in _columns():
        is_content = column.info.get("class") is DataClass.CONTENT
        if column.name.endswith("_sealed") != is_content:
            wrong.append(f"{table.name}.{column.name}")
        if is_content and not isinstance(column.type, LargeBinary):
            wrong.append(f"{table.name}.{column.name} is no LargeBinary")
    assert not wrong, f"sealed columns end in _sealed and have info=CONTENT: {wrong}"


def test_every_sealed_column_has_its_attribute_and_the_other_way_round() -> None:
    for model in _models():
        sealed = {each.column for each in vars(model).values() if isinstance(each, Sealed)}
        columns = {each.name for each in model.__table__.columns if each.name.endswith("_sealed")}
        assert sealed == columns, model.__name__


def test_free_text_about_a_person_is_sealed() -> None:
    # Words that people write have such names; in clear they may only stand where no person is
    # meant.
    words = re.compile(r"(^|_)(name|text|body|note|title|place|phone|email|birth)$")
    in_clear = {
        f"{table.name}.{column.name}"
        for table, column in _columns()
        if words.search(column.name) and not column.name.endswith("_sealed")
    }
    of_the_programme = ("name", "office_phone", "crisis_name", "crisis_phone")
    assert in_clear <= {f"programme.{each}" for each in of_the_programme}


def test_no_column_keeps_what_somebody_did_not_say_on_purpose() -> None:
    forbidden = {
        f"{table.name}.{column.name}"
        for table, column in _columns()
        if BEHAVIOUR.search(column.name) or BEHAVIOUR.search(table.name)
    }
    assert forbidden - MEANT == set()
    assert forbidden == MEANT, "the list of exceptions is longer than the exceptions"


def test_the_behaviour_guard_would_notice_one() -> None:
    for name in ("read_at", "last_login", "was_seen", "no_show", "login_count", "opened_at"):
        assert BEHAVIOUR.search(name), name


def test_every_moment_is_aware() -> None:
    naive = [
        f"{table.name}.{column.name}"
        for table, column in _columns()
        if isinstance(column.type, DateTime) and not isinstance(column.type, UtcDateTime)
    ]
    assert not naive


def test_a_relationship_never_loads_by_itself() -> None:
    loading = [
        f"{mapper.class_.__name__}.{each.key}"
        for mapper in Base.registry.mappers
        for each in mapper.relationships
        if each.lazy not in {"raise", "raise_on_sql", "noload"}
    ]
    assert not loading, f'give them lazy="raise": {loading}'


def test_ids_are_random() -> None:
    counted = [
        f"{table.name}.{column.name}"
        for table, column in _columns()
        if column.primary_key and column.type.python_type is int
    ]
    assert not counted
