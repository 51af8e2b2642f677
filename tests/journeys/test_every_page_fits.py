"""Nothing is cut, nothing scrolls to the side, fingers hit: small phones, large letters."""

from functools import lru_cache
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import CDPSession, Page, expect
from sqlalchemy.orm import Session

from app.core.languages import LANGUAGES
from tests.journeys.every_page import VISITORS, look_at_everything, speak
from tests.journeys.house import House, furnished, house, settings  # noqa: F401
from tests.support.browser import OpenPage

_HEIGHT = 740
_USUAL = 16  # px, what browsers set letters in
# Width, size chosen in the settings (CSS px), size of the browser's own letters.
WAYS = {
    "320 px": (320, "18", _USUAL),
    "360 px": (360, "18", _USUAL),
    "text 26": (360, "26", _USUAL),
    "text 200 %": (360, "18", 2 * _USUAL),
}


# The corner that stays: the word differs in length from language to language.
_HELP = """() => {
  const help = document.querySelector('.top .help-link').getBoundingClientRect();
  const end = document.dir === 'rtl' ? help.left : help.right;
  return [Math.round(end), Math.round(help.top + scrollY)];
}"""


# What has the focus, if another thing lies over its middle; and whether it is a part of the bar.
_IS_HIDDEN = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const seen = at.contains(over) || over?.contains(at);
  return [seen ? '' : at.outerHTML.slice(0, 200), !!at.closest('.tabs')];
}"""


@lru_cache
def _measure() -> str:
    return Path(__file__).with_name("fits.js").read_text("utf-8").partition("\n")[2]


class Rule:
    """Measures one page in every way, or in some of them."""

    def __init__(self, *ways: str) -> None:
        self._ways = {way: WAYS[way] for way in ways or WAYS}
        self.found: list[str] = []
        self.many_mains: dict[str, list[str]] = {}
        self.help_places: dict[str, set[tuple[float, float]]] = {}
        self.looked = 0
        self._window: CDPSession | None = None

    def look(self, page: Page, where: str) -> None:
        """Note what does not fit."""
        self._window = self._window or page.context.new_cdp_session(page)
        for way, (width, size, letters) in self._ways.items():
            # Not Playwright's own way: that moves the whole window, which no page sees.
            self._window.send(
                "Emulation.setDeviceMetricsOverride",
                {"width": width, "height": _HEIGHT, "deviceScaleFactor": 1, "mobile": False},
            )
            self._window.send(
                "Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters}}
            )
            page.evaluate(
                "size => { const at = document.documentElement;"
                "if (at.dataset.text) at.dataset.text = size; }",
                size,
            )
            seen = page.evaluate(_measure())
            self.found += [f"{where}, {way}: {each}" for each in dict.fromkeys(seen["found"])]
            self.looked += 1
            self._note_help(page, way)
        if len(seen["mains"]) > 1:
            self.many_mains[where] = seen["mains"]

    def _note_help(self, page: Page, way: str) -> None:
        place = page.evaluate(_HELP)
        self.help_places.setdefault(way, set()).add(tuple(place))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The others take turns, one page each; `--every-language` gives every page all of them."""
    if "languages" not in metafunc.fixturenames:
        return
    chosen = {"de": ["de"], "ar": ["ar"], "others": [c for c in LANGUAGES if c not in {"de", "ar"}]}
    if metafunc.config.getoption("--every-language"):
        chosen = {code: [code] for code in LANGUAGES}
    metafunc.parametrize("languages", chosen.values(), ids=chosen)


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_fits(
    app: Flask,
    house: House,  # noqa: F811
    session: Session,
    open_page: OpenPage,
    languages: list[str],
    visitor: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    in_every_way = languages in (["de"], ["ar"])
    rule = Rule() if in_every_way else Rule("320 px", "text 200 %")
    look_at_everything(app, session, house, open_page, visitor, languages, rule.look)
    with capsys.disabled():
        which = languages[0] if len(languages) == 1 else "others"
        name = f"fits_{visitor}_{which}".replace(" ", "_")
        state = "short" if rule.found else "ok"
        print(f"\nfigure {name} {len(rule.found)} of_{rule.looked} goal 0 {state}")
        for where, words in rule.many_mains.items():
            print(f"  several main buttons: {where}: {', '.join(words)}")
    assert not rule.found, f"{len(rule.found)}:\n" + "\n".join(rule.found)
    if len(languages) > 1:
        return
    for way, places in rule.help_places.items():
        assert len(places) == 1, f"help is not always at the same place ({way}): {places}"


def test_the_rule_does_find_what_does_not_fit(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/welcome")
    for broken, word in (
        ("b => { b.style.inlineSize = '900px'; }", "outside"),
        ("b => { b.style.whiteSpace = 'nowrap'; b.textContent = 'x y '.repeat(30); }", "sticks"),
        ("b => { b.style.overflow = 'hidden'; b.textContent = 'x'.repeat(90); }", "cut"),
        ("b => { b.style.minBlockSize = '0'; b.style.padding = '0'; }", "small"),
    ):
        page.reload()
        page.locator("main .button").first.evaluate(broken)
        assert any(each.startswith(word) for each in page.evaluate(_measure())["found"]), word


@pytest.mark.parametrize("path", ["/", "/goals", "/letters", "/settings"])
def test_what_is_in_focus_is_never_hidden_behind_the_bar(
    house: House,  # noqa: F811
    session: Session,
    open_page: OpenPage,
    path: str,
) -> None:
    """WCAG 2.2, 2.4.11: go through the page with the keyboard."""
    page = open_page(house.person(session, "amira"), reduced_motion="reduce")
    page.goto(path)
    for _step in range(60):
        page.keyboard.press("Tab")
        hidden, in_bar = page.evaluate(_IS_HIDDEN)
        assert not hidden, hidden
        if in_bar:
            return
    raise AssertionError("the bar was never reached")


@pytest.mark.parametrize("path", ["/messages", "/reminders"])
def test_a_heading_of_one_word_is_whole_in_large_letters(
    house: House,  # noqa: F811
    session: Session,
    open_page: OpenPage,
    path: str,
) -> None:
    speak(session, "de")
    page = open_page(house.person(session, "amira"), language="de", reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": _HEIGHT})
    page.goto(path)
    window = page.context.new_cdp_session(page)
    for letters in (_USUAL, 2 * _USUAL):
        window.send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters}})
    expect(page.locator("body")).to_have_css("font-size", "36px")
    lines = page.locator("h1").evaluate(
        "at => { const all = document.createRange(); all.selectNodeContents(at);"
        "return all.getClientRects().length; }"
    )
    assert lines == 1
