"""A phone with voices, for pages that read aloud.

    phone = Voices(page, ("de-DE", True), ("ar-EG", False))

The browser's own are replaced before any page opens, since Chromium without a desktop has none. The
double is of the browser, not of our code: `speech.js` stands beside it.
"""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_DOUBLE = Path(__file__).with_name("speech.js")


class Voices:
    """The voices of one page: (language tag, whether it is the phone's own)."""

    def __init__(self, page: Page, *voices: tuple[str, bool], hold: bool = False) -> None:
        """Give the page these voices; with `hold` a sentence sounds until `finish`."""
        self._page = page
        script = _DOUBLE.read_text("utf-8").replace('"__VOICES__"', json.dumps(voices))
        page.add_init_script(script)
        if hold:
            page.add_init_script("phone.state.holds = true;")

    def arrive(self, *voices: tuple[str, bool]) -> None:
        """Let the voices come late, as they do on Android."""
        self._page.evaluate("voices => phone.getVoices(...voices)", voices)

    @property
    def said(self) -> list[dict[str, Any]]:
        """What was said until now: text, lang, voice, and what was marked at that moment."""
        said: list[dict[str, Any]] = self._page.evaluate("phone.state.said")
        return said

    @property
    def is_speaking(self) -> bool:
        """Whether a sentence sounds."""
        return bool(self._page.evaluate("speechSynthesis.speaking"))

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        """Wait until this many sentences were begun, and return them."""
        self._page.wait_for_function("count => phone.state.said.length >= count", arg=count)
        return self.said

    def wait_until_silent(self) -> list[dict[str, Any]]:
        """Wait for the end of the reading, and return what was said."""
        self._page.locator(".voice-bar").wait_for(state="hidden")
        return self.said

    def finish(self) -> None:
        """Let the sentence that sounds come to its end."""
        self._page.evaluate("phone.finish()")

    def fail(self, error: str) -> None:
        """Let the sentence that sounds break off."""
        self._page.evaluate("error => phone.fail(error)", error)
