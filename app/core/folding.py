"""Folding: what is the same for every reader of a language becomes a literal of its templates.

Texts, static addresses and links, but for the ids in them; a page then only fills in what is
personal.
"""

import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from werkzeug.routing import MapAdapter


class Fold(NodeTransformer):
    """Replaces calls whose answer cannot change by their answer."""

    def __init__(
        self,
        say: Callable[[str], str],
        constant: dict[str, Callable[..., str]],
        urls: MapAdapter,
    ) -> None:
        self._say = say
        self._constant = constant
        self._urls = urls

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
                [nodes.Pair(nodes.Const(each.key), _filling(each.value)) for each in node.kwargs],
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


def _filling(value: nodes.Expr) -> nodes.Expr:
    return nodes.Filter(value, "isolated", [], [], None, None, lineno=value.lineno)


class FoldingEnvironment(Environment):
    """An environment that folds every template it compiles."""

    fold: Fold

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        folded = self.fold.visit(super()._parse(source, name, filename))
        assert isinstance(folded, nodes.Template)  # noqa: S101
        return folded

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Share one dict among templates without globals of their own: a chain costs each page."""
        return super().make_globals(d) if d else self.globals
