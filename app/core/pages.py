"""Templates: one strict Jinja environment per language, folded once at start.

Texts, static addresses and links, but for the ids in them, are the same for every reader of a
language, so they become literals when a template is compiled; a page then only fills in what is
personal.
"""

import hashlib
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask, current_app, g, session, url_for
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from werkzeug.routing import MapAdapter

from app.core import i18n
from app.core.assets import Assets
from app.core.hours import hours
from app.core.languages import LANGUAGES, SOURCE, tag
from app.core.names import called, called_after
from app.core.phone import phone, tel


class _Fold(NodeTransformer):
    """Replaces calls whose answer cannot change by their answer."""

    def __init__(
        self,
        say: Callable[[str], str],
        constant: dict[str, Callable[..., str]],
        urls: MapAdapter,
        *,
        isolate: bool,
    ) -> None:
        self._say = say
        self._constant = constant
        self._urls = urls
        self._isolate = isolate

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Fold `_("text")`, `_("text %(x)s", x=…)`, `url_for("x", x_id=…)`, constant functions."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return node
        name, line = node.node.name, node.lineno
        arguments = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if len(arguments) != len(node.args):
            return node
        if name == "_" and len(arguments) == 1:
            spoken = self._say(arguments[0])
            if not node.kwargs:
                return nodes.Const(spoken, lineno=line)
            values = nodes.Dict(
                [nodes.Pair(nodes.Const(k.key), self._filling(k.value)) for k in node.kwargs],
                lineno=line,
            )
            return nodes.Mod(nodes.Const(Markup(escape(spoken))), values, lineno=line)
        if name in self._constant and not node.kwargs:
            return nodes.Const(self._constant[name](*arguments), lineno=line)
        return (self._address(*arguments, node=node) if name == "url_for" else None) or node

    def _address(self, endpoint: str, *, node: nodes.Call) -> nodes.Expr | None:
        # Ids need no quoting, so they can be filled in; if more of it varies, it stays a call.
        paths = [rule.rule for rule in self._urls.map.iter_rules() if rule.endpoint == endpoint]
        if not paths:
            return None  # a page of the demo, which is not there
        known: dict[str, Any] = {}
        ids: dict[str, nodes.Expr] = {}
        for each in node.kwargs:
            if isinstance(each.value, nodes.Const):
                known[each.key] = each.value.value
            elif all(f"<uuid:{each.key}>" in path for path in paths):
                known[each.key], ids[each.key] = uuid.uuid4(), each.value
            else:
                return None
        address = self._urls.build(endpoint, known).replace("%", "%%")
        for name in ids:
            address = address.replace(str(known[name]), f"%({name})s")
        pairs = [nodes.Pair(nodes.Const(name), value) for name, value in ids.items()]
        return nodes.Mod(nodes.Const(address), nodes.Dict(pairs), lineno=node.lineno)

    def _filling(self, value: nodes.Expr) -> nodes.Expr:
        if not self._isolate:
            return value
        return nodes.Filter(value, "isolated", [], [], None, None, lineno=value.lineno)


class _FoldingEnvironment(Environment):
    """An environment that folds every template it compiles."""

    fold: _Fold

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        folded = self.fold.visit(super()._parse(source, name, filename))
        assert isinstance(folded, nodes.Template)  # noqa: S101
        return folded

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Share one dict among templates without globals of their own: a chain costs each page."""
        return super().make_globals(d) if d else self.globals


def _environment(
    code: str,
    root: str,
    constant: dict[str, Callable[..., str]],
    urls: MapAdapter,
    cache: FileSystemBytecodeCache,
) -> Environment:
    environment = _FoldingEnvironment(
        loader=FileSystemLoader(root),
        bytecode_cache=cache,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    isolate = LANGUAGES[code].direction == "rtl"

    def say(text: str) -> str:
        return i18n.catalog(code).gettext(text)  # read when it is needed: a command speaks one

    environment.fold = _Fold(say, constant, urls, isolate=isolate)
    environment.globals.update(
        _=i18n._,
        ngettext=i18n.ngettext,
        language=LANGUAGES[code],
        languages=tuple(LANGUAGES.values()),
        review_of=i18n.review_of,
        url_for=url_for,
        **constant,
    )
    environment.filters.update(
        called=called,
        called_after=called_after,
        day=i18n.day,
        clock_time=i18n.clock_time,
        moment=i18n.moment,
        money=i18n.money,
        isolated=i18n.isolated,
        hours=hours,
        tag=tag,
        phone=phone,
        tel=tel,
    )
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
        folded = f"{assets.version}-{hashlib.sha256(repr(rules).encode()).hexdigest()[:12]}"
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
