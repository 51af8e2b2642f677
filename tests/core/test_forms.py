"""What is missing or too long is said by us, in calm words; nothing that was typed is lost."""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField
from wtforms.validators import Length

import app as house
from app.core import clock
from app.core.forms import Form
from app.core.i18n import LazyText
from app.core.languages import LANGUAGES
from tests import make
from tests.people import Cast
from tests.visit import Visit

LIBRARY = "Das passt noch nicht. Bitte noch einmal schauen."
ROOT = Path(house.__file__).parent


def forms() -> Iterator[type[Form]]:
    """Every form of the app."""
    for path in sorted(ROOT.rglob("forms.py")):
        name = ".".join(("app", *path.relative_to(ROOT).with_suffix("").parts))
        for _name, found in inspect.getmembers(importlib.import_module(name), inspect.isclass):
            if issubclass(found, Form) and found.__module__ == name and found is not Form:
                yield found


FORMS = list(forms())


def filled(kind: type[Form], session: Session, cast: Cast, typed: dict[str, str]) -> Form:
    """Return the form as if this had been sent."""
    wanted = inspect.signature(kind.__init__).parameters
    given = {
        "here": clock.now(),
        "letter": make.letter(session, to=cast.amira, by=cast.jonas),
        "colleagues": [(cast.lena.id, cast.lena.name)],
    }
    values = {name: value for name, value in given.items() if name in wanted}
    form = kind(formdata=MultiDict(typed), meta={"csrf": False}, **values)
    for field in form:
        if getattr(field, "choices", ()) is None:
            field.choices = []
    return form


def longest(field: Field) -> int:
    """Return how much a field takes; 0 if it does not say."""
    return max((each.max for each in field.validators if isinstance(each, Length)), default=0)


def test_every_form_stands_on_ours() -> None:
    assert len(FORMS) > 20
    for path in sorted(ROOT.rglob("*.py")):
        if path != ROOT / "core" / "forms.py":
            assert "FlaskForm" not in path.read_text("utf-8"), path


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_form_says_itself_what_is_missing_or_too_long(
    kind: type[Form], app: Flask, session: Session, cast: Cast
) -> None:
    with app.test_request_context(method="POST"):
        empty = filled(kind, session, cast, {})
        fields = [each for each in empty if isinstance(each, StringField) and longest(each)]
        typed = {each.name: "0" * (longest(each) + 1) for each in fields}
        long = filled(kind, session, cast, typed)
        for form in (empty, long):
            form.validate()
            for field in form:
                assert not {"required", "maxlength", "minlength"} & set(str(field()).split())
                assert "maxlength" not in str(field())
                assert "required" not in str(field())
                for error in field.errors:
                    said = {str(getattr(each, "message", "")) for each in field.validators}
                    ours = isinstance(error, LazyText) or str(error) in {*said, LIBRARY}
                    assert ours, (field.name, error)
        for each in fields:
            assert long[each.name].errors, f"{each.name} took too much"
            assert long[each.name].data == typed[each.name]


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_pasted_is_never_cut(
    session: Session, cast: Cast, visit: Visit, code: str
) -> None:
    cast.amira.language = code
    session.commit()
    page = visit.as_(cast.amira).open("/goals/new")
    (box,) = [each for each in page.page.all("textarea") if each.get("name") == "text"]
    assert not {"required", "maxlength"} & set(box.attributes)
