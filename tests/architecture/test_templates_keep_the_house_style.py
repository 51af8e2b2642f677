"""Templates: words translatable, nothing unescaped, no script or style inside, no stray import."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).resolve().parents[2] / "app" / "templates"
ENVIRONMENT = Environment(autoescape=True)  # noqa: RUF100 - only its parser is used
FILES = sorted(TEMPLATES.rglob("*.html"))
SPOKEN_ATTRIBUTES = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')
UNSPOKEN = {"kB", "MB", "PDF"}


def _source(path: Path) -> str:
    return path.read_text("utf-8")


def _without_code(source: str) -> str:
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}", " ", source, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "\0", source, flags=re.DOTALL)


def words_outside_gettext(source: str) -> list[str]:
    """Return texts that a reader would see in one language only."""
    plain = _without_code(source)
    spoken = SPOKEN_ATTRIBUTES.findall(plain)
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", plain, flags=re.DOTALL)
    # What says which language it is in is meant to be in that language ("На русском: …").
    text = re.sub(r"<(\w+)\b[^>]*\slang=\"[a-z-]+\"[^>]*>.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "\n", text, flags=re.DOTALL)
    pieces = (each.strip() for each in [*re.split(r"[\n\0]", text), *spoken])
    return [each for each in pieces if re.search(r"[^\W\d_]{2,}", each) and not _is_name(each)]


def _is_name(text: str) -> bool:
    """Whether it is an address or a unit: the same in every language."""
    return text in UNSPOKEN or bool(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text))


def _where(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def _each(check: str) -> Iterator[str]:
    for path in FILES:
        for found in re.findall(check, re.sub(r"\{#.*?#\}", "", _source(path), flags=re.DOTALL)):
            yield f"{_where(path)}: {found}"


def test_there_are_templates_to_look_at() -> None:
    assert len(FILES) > 30


def test_every_word_can_be_translated() -> None:
    found = [
        f"{_where(path)}: {each}" for path in FILES for each in words_outside_gettext(_source(path))
    ]
    assert not found, "put them into _():\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Guten Tag</p>", ["Guten Tag"]),
        ('<p>{{ _("Guten Tag") }}</p>', []),
        ('<p>{{ _("Guten Tag") }} und mehr</p>', ["und mehr"]),
        ('<a aria-label="Zurück nach oben"></a>', ["Zurück nach oben"]),
        ("<a aria-label=\"{{ _('Zurück') }}\"></a>", []),
        ("{% if x %}<b>12:30</b>{% endif %}", []),
    ],
)
def test_the_word_detector_finds_words(source: str, found: list[str]) -> None:
    assert words_outside_gettext(source) == found


def test_only_constant_texts_are_translated() -> None:
    found = []
    for path in FILES:
        for call in ENVIRONMENT.parse(_source(path)).find_all(nodes.Call):
            name = call.node.name if isinstance(call.node, nodes.Name) else ""
            texts = {"_": call.args, "ngettext": call.args[:2]}.get(name, [])
            wanted = {"_": 1, "ngettext": 2}.get(name, 0)
            if len(texts) != wanted or not all(isinstance(each, nodes.Const) for each in texts):
                found.append(f"{_where(path)}:{call.lineno}")
    assert not found, found


def test_nothing_is_marked_safe() -> None:
    found = [
        f"{_where(path)}:{each.lineno}"
        for path in FILES
        for each in ENVIRONMENT.parse(_source(path)).find_all(nodes.Filter)
        if each.name in {"safe", "forceescape"}
    ]
    found += list(_each(r"\{%-?\s*autoescape\b"))
    assert not found, found


def test_no_script_style_or_handler_stands_inside_a_page() -> None:
    found = list(_each(r"<style\b|\sstyle\s*=|\son\w+\s*=\s*[\"']|javascript:"))
    for path in FILES:
        for script in re.findall(r"<script\b([^>]*)>(.*?)</script>", _source(path), re.DOTALL):
            if script[1].strip() and "application/json" not in script[0]:
                found.append(f"{_where(path)}: a script with a body")
            if "nonce=" not in script[0]:
                found.append(f"{_where(path)}: a script without nonce")
    assert not found, found


def test_nothing_comes_from_another_host() -> None:
    found = list(_each(r"(?:src|srcset|action|data-src)\s*=\s*[\"']\s*(?:https?:)?//[^\"']*"))
    found += list(_each(r"<link\b[^>]*href=\"(?:https?:)?//[^\"]*\""))
    assert not found, found


def test_zooming_is_never_switched_off() -> None:
    assert not list(_each(r"user-scalable|maximum-scale"))


def test_include_stays_in_layouts() -> None:
    found = [each for each in _each(r"\{%-?\s*include\b") if not each.startswith("layouts/")]
    assert not found, found


def test_every_import_is_used() -> None:
    found = []
    for path in FILES:
        source = _source(path)
        for each in ENVIRONMENT.parse(source).find_all(nodes.FromImport):
            for name in each.names:
                local = name[1] if isinstance(name, tuple) else name
                if len(re.findall(rf"\b{local}\b", source)) < 2:
                    found.append(f"{_where(path)}: {local}")
    assert not found, found


def test_every_template_is_used() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for folder in (TEMPLATES, TEMPLATES.parent)
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html", ".js", ".txt"}
    )
    # Some are named at run time: f"desk_letters/{at}.html".
    patterns = [
        re.sub(r"\\\{\w+\\\}", r"\\w+", re.escape(name))
        for name in re.findall(r"\w+/\w*\{\w+\}\w*\.html", code)
    ]
    found = [
        _where(path)
        for path in FILES
        if _where(path) not in code
        and not any(re.fullmatch(each, _where(path)) for each in patterns)
    ]
    assert not found, found
