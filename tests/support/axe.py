"""axe-core on a rendered page: WCAG 2.2 A and AA and its best practices, 0 violations.

The script comes from npm at test time (`make test` puts it into .venv/npm); it is not ours to
commit.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_HERE = Path(__file__).resolve().parents[2]
_SCRIPT = _HERE / ".venv" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


#: What depends on the colours and on nothing else of a page.
COLOURS = ("color-contrast", "link-in-text-block")


class AxeMissing(Exception):
    """The script is not there; the message says how to get it."""


@lru_cache
def _script() -> str:
    if not _SCRIPT.exists():
        raise AxeMissing("axe-core is missing: `make setup-dev` fetches it")
    return _SCRIPT.read_text("utf-8")


def unroll(page: Page) -> None:
    """Show the whole page at once: what one has not scrolled to yet lies behind the bar."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.evaluate("innerWidth"), "height": height})


def violations(page: Page, only: Sequence[str] = _RULES) -> list[str]:
    """Return one line per element that breaks a rule: rule, what to do, where."""
    if not page.evaluate("'axe' in window"):
        # Through the debugger: the page's own policy stays as it is. What this page shows next has
        # the script from the start: half a megabyte is not sent and read again for each address.
        page.add_init_script(_script())
        page.evaluate(_script())
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        list(only),
    )
    return [
        f"{each['id']}: {each['help']} - {' '.join(node['target'])} - {node['html'][:160]}"
        for each in found
        for node in each["nodes"]
    ]


def check(page: Page) -> None:
    """Fail with every violation on the page."""
    found = violations(page)
    assert not found, f"{len(found)} on {page.url}:\n" + "\n".join(found)
