"""Templates: strict, escaped, folded once per language, and a notice that is said once."""

import uuid
from pathlib import Path

import pytest
from flask import Flask, redirect, url_for
from jinja2 import UndefinedError
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from app.core import i18n, pages
from app.core.languages import LANGUAGES
from app.core.pages import Pages, notice, render
from app.core.security import public


def _shown(app: Flask, source: str, **values: object) -> str:
    environment = app.extensions["pages"].environments["de"]
    with app.test_request_context("/"):
        return str(environment.from_string(source).render(**values))


@pytest.mark.parametrize(
    "source",
    [
        "{{ name }}",
        '{{ _("Guten Tag %(name)s", name=name) }}',
        '<p title="{{ name }}">',
        "{{ name ~ 'x' }}",
    ],
)
def test_what_people_write_never_becomes_markup(source: str, app: Flask) -> None:
    shown = _shown(app, source, name="<img src=x onerror=alert(1)>\"'")
    assert "<img" not in shown
    assert "&lt;img" in shown
    assert '"' not in shown.removeprefix('<p title="').removesuffix('">')


@pytest.mark.parametrize("name", ["030 / 23125", "<b>", Markup("<b>Haddad</b>")])
def test_a_page_from_right_to_left_keeps_the_direction_of_what_fills_it(
    name: str, app: Flask
) -> None:
    arabic = app.extensions["pages"].environments["ar"]
    shown = arabic.from_string('{{ _("Ein Satz mit %(name)s.", name=name) }}').render(name=name)
    assert shown == f"Ein Satz mit \u2068{escape(name)}\u2069."


def test_a_page_from_left_to_right_does_so_for_what_comes_from_the_right(app: Flask) -> None:
    source = '{{ _("%(name)s, %(time)s", name=name, time="10 Uhr") }}'
    assert _shown(app, source, name="سمير") == "\u2068سمير\u2069, 10 Uhr"
    assert _shown(app, source, name="Samir") == "Samir, 10 Uhr"


@pytest.mark.parametrize(("pages", "said"), [(1, "1 Seite"), (2, "2 Seiten"), (0, "0 Seiten")])
def test_a_text_with_a_number_is_said_in_the_form_it_asks_for(
    pages: int, said: str, app: Flask
) -> None:
    source = '{{ ngettext("%(pages)s Seite", "%(pages)s Seiten", pages, pages=pages) }}'
    assert _shown(app, source, pages=pages) == said
    arabic = app.extensions["pages"].environments["ar"]
    with i18n.speaking("ar"):
        assert arabic.from_string(source).render(pages=pages) == said, "not translated: German"


def test_what_fills_a_text_with_a_number_never_becomes_markup(app: Flask) -> None:
    source = '{{ ngettext("%(name)s: eine Seite", "%(name)s: Seiten", 1, name=name) }}'
    assert _shown(app, source, name="<b>") == "&lt;b&gt;: eine Seite"


def test_a_value_that_was_forgotten_is_an_error_not_a_gap(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        _shown(app, "{{ forgotten }}")


def test_a_constant_text_is_ready_before_anyone_asks(app: Flask) -> None:
    environment = app.extensions["pages"].environments["de"]
    code = environment.compile('{{ _("Guten Tag") }} {{ asset("css/base.css") }}', raw=True)
    assert "Guten Tag" in code
    assert "asset(" not in code
    assert "_(" not in code.replace("resolve_or_missing(", "")


@pytest.mark.parametrize(
    ("call", "address"),
    [
        ("url_for('goals.index')", "/goals"),
        ("url_for('goals.later', step_id=id, back='today')", "/steps/{id}/later?back=today"),
        ("url_for('letters.page', letter_id=id, number=2)", "/letters/{id}/pages/2"),
    ],
)
def test_an_address_is_ready_but_for_the_ids_in_it(call: str, address: str, app: Flask) -> None:
    source, step_id = "{{ " + call + " }}", uuid.uuid4()
    code = app.extensions["pages"].environments["de"].compile(source, raw=True)
    assert "url_for" not in code
    assert _shown(app, source, id=step_id) == address.format(id=step_id)


def test_what_was_typed_is_quoted_in_the_address(app: Flask) -> None:
    shown = _shown(app, "{{ url_for('desk.index', q=typed) }}", typed="Haddad & Söhne")
    assert shown == "/desk?q=Haddad+%26+S%C3%B6hne"


def test_every_template_compiles_in_every_language(app: Flask) -> None:
    made: Pages = app.extensions["pages"]
    made.compile_all()
    names = made.environments["de"].list_templates(extensions=("html",))
    assert len(names) > 30
    assert set(made.environments) == set(LANGUAGES)


def test_another_start_finds_the_templates_compiled(app: Flask) -> None:
    made: Pages = app.extensions["pages"]
    made.compile_all()
    cache = Path(app.extensions["settings"].data_dir) / "cache"
    before = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert before
    Pages(app, app.extensions["assets"]).compile_all()
    assert before == {path: path.stat().st_mtime_ns for path in cache.iterdir()}


def test_a_notice_is_said_once_on_the_page_that_follows(app: Flask) -> None:
    @public
    def act() -> Response:
        notice("Danke <b>sehr</b>.", undo="/undo")
        return redirect(url_for("seen"), code=303)

    @public
    def seen() -> str:
        taken = pages.take_notice()
        return taken["text"] + taken["undo"] if taken else "nichts"

    app.add_url_rule("/act", "act", act)
    app.add_url_rule("/seen", "seen", seen)
    browser = app.test_client()
    assert browser.get("/act", follow_redirects=True).text == "Danke <b>sehr</b>./undo"
    assert browser.get("/seen").text == "nichts"


def test_a_page_asked_for_in_a_language_without_templates_is_german(app: Flask) -> None:
    with app.test_request_context("/"):
        html = render("errors/error.html", title="Titel", text="Text", status=404, reference="ab12")
    assert "<h1>Titel</h1>" in html
