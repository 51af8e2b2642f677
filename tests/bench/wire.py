"""What the first visit of Heute costs on the wire, and how many statements pages cost."""

import re
import tempfile
from pathlib import Path
from urllib.parse import urljoin

from tests.bench.figures import Figures
from tests.bench.house import House, house
from tests.taps import statements

KB = 1000


def main(figures: Figures) -> None:
    """Measure both."""
    with (
        tempfile.TemporaryDirectory() as name,
        house(Path(name), participants=51, origin="http://localhost:8000") as built,
    ):
        _bytes(built, figures)
        _statements(built, figures)


def _bytes(built: House, figures: Figures) -> None:
    client = built.app.test_client(use_cookies=False)
    headers = {"Accept-Encoding": "gzip, br", "Cookie": built.cookies(built.participants[0])}

    def fetch(path: str) -> tuple[int, str]:
        packed = client.get(path, headers=headers)
        assert packed.status_code == 200, path
        plain = client.get(path, headers={"Cookie": headers["Cookie"]})
        return len(packed.get_data()), plain.get_data(as_text=True)

    html, page = fetch("/")
    styles = sum(fetch(url)[0] for url in re.findall(r'rel="stylesheet" href="([^"]+)"', page))
    scripts = sum(_modules(fetch, re.findall(r'<script\b[^>]*\bsrc="([^"]+)"', page)))
    rest = sum(fetch(url)[0] for url in re.findall(r'rel="(?:icon|manifest)" href="([^"]+)"', page))
    figures.at_most("first_visit_html", html / KB, "kB", 4)
    figures.at_most("first_visit_css", styles / KB, "kB", 4)
    figures.at_most("first_visit_js", scripts / KB, "kB", 5)
    figures.at_most("first_visit_all", (html + styles + scripts + rest) / KB, "kB", 14)


def _modules(fetch: object, urls: list[str]) -> list[int]:
    """Return the size of each module and of what it imports at once."""
    assert callable(fetch)
    waiting, sizes, seen = list(urls), [], set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        size, text = fetch(url)
        sizes.append(size)
        static = r"""^\s*(?:import|export)\b[^;'"]*['"](\.[^'"]+)['"]"""
        imports = re.findall(static, text, re.MULTILINE)
        waiting += [urljoin(url, each) for each in imports]
    return sizes


def _statements(built: House, figures: Figures) -> None:
    client = built.app.test_client(use_cookies=False)
    many, few = built.guides  # 50 people and one
    pages = {
        "home": ("/", built.participants[0]),
        "guide_list_50": ("/desk", many),
        "guide_list_1": ("/desk", few),
    }
    for name, (path, person) in pages.items():
        headers = {"Cookie": built.cookies(person)}
        assert client.get(path, headers=headers).status_code == 200
        asked = statements(
            built.app, lambda path=path, headers=headers: client.get(path, headers=headers)
        )
        figures.at_most(f"statements_{name}", len(asked), "statements", 3)
