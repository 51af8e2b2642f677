"""Templates: one strict Jinja environment per language, folded once at start (`core.folding`)."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, session, url_for
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from werkzeug.routing import MapAdapter

from app.core import folding, i18n
from app.core.assets import Assets
from app.core.folding import Fold, FoldingEnvironment
from app.core.hours import hours
from app.core.languages import LANGUAGES, SOURCE, tag
from app.core.names import called, called_after
from app.core.phone import phone, tel

_GLOBALS = {
    "_": i18n._,
    "ngettext": i18n.ngettext,
    "languages": tuple(LANGUAGES.values()),
    "review_of": i18n.review_of,
    "url_for": url_for,
}
_FILTERS = {
    "called": called,
    "called_after": called_after,
    "day": i18n.day,
    "clock_time": i18n.clock_time,
    "moment": i18n.moment,
    "money": i18n.money,
    "hours": hours,
    "tag": tag,
    "phone": phone,
    "tel": tel,
}


def _environment(
    code: str,
    root: str,
    constant: dict[str, Callable[..., str]],
    urls: MapAdapter,
    cache: FileSystemBytecodeCache,
) -> Environment:
    environment = FoldingEnvironment(
        loader=FileSystemLoader(root),
        bytecode_cache=cache,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )

    def say(text: str) -> str:
        return i18n.catalog(code).gettext(text)  # read when it is needed: a command speaks one

    environment.fold = Fold(say, constant, urls)
    environment.globals.update(_GLOBALS, language=LANGUAGES[code], **constant)
    isolated = partial(i18n.isolated, among=LANGUAGES[code].direction)
    environment.filters.update(_FILTERS, isolated=isolated)
    return environment


class Pages:
    """All templates in all languages."""

    def __init__(self, app: Flask, assets: Assets) -> None:
        urls = app.url_map.bind("")
        constant: dict[str, Callable[..., str]] = {
            "asset": assets.url,
            "link": urls.build,
        }
        rules = sorted(f"{rule.endpoint} {rule.rule}" for rule in app.url_map.iter_rules())
        how = hashlib.sha256(repr(rules).encode() + Path(folding.__file__).read_bytes())
        folded = f"{assets.version}-{how.hexdigest()[:12]}"
        root = f"{app.root_path}/templates"
        folder = app.extensions["settings"].data_dir / "cache"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.environments = {
            code: _environment(
                code,
                root,
                constant,
                urls,
                # What was folded in is part of the name: a new text, file or address compiles anew.
                FileSystemBytecodeCache(
                    str(folder), f"{code}-{folded}-{i18n.catalog_version(code)}-%s"
                ),
            )
            for code in LANGUAGES
        }

    def compile_all(self) -> None:
        """Read every catalog and compile every template now, so that no visitor waits for it."""
        for code, environment in self.environments.items():
            i18n.catalog(code)
            for name in environment.list_templates(extensions=("html", "js", "txt")):
                environment.get_template(name)


def render(template: str, /, **values: Any) -> str:
    """Return the template in the current language."""
    pages: Pages = current_app.extensions["pages"]
    environment = pages.environments.get(i18n.language().code) or pages.environments[SOURCE]
    shared = current_app.extensions["page_values"]()
    return environment.get_template(template).render({**shared, **values})


def notice(text: str, **link: Any) -> None:
    """Say one calm sentence on the page that follows (and offer an undo there)."""
    session["notice"] = {"text": text, **link}


def take_notice() -> dict[str, Any] | None:
    """Return the sentence for this page, once."""
    if "notice" not in g:
        g.notice = session.pop("notice", None)
    taken: dict[str, Any] | None = g.notice
    return taken
