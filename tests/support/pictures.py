"""Takes the picture of the README from the demo: `make pictures`.

Heute, the summary of a hard letter, and Heute in Arabic, side by side, on one invented Monday: a
second run gives the same picture unless the app has changed.
"""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import time_machine
from flask import Flask
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from app.cli import setting_up
from app.core.settings import Settings
from app.demo.fill import Demo
from app.domain.letters import Letter
from app.domain.people import Person
from tests.support.browser import FLAGS, chromium
from tests.support.server import Listening
from tests.visit import sign_in_cookies

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "first-day.png"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PHONE = {"width": 360, "height": 780}
SCALE = 2
MOST_BYTES = 300_000
_COLOURS = 160  # of the palette: letters stay smooth, and the picture stays small
_SAND = (239, 233, 223)
_LINE = (122, 115, 103)
_MARGIN, _ROUND = 24 * SCALE, 22 * SCALE


def fill_demo(session: Session) -> Person:
    """Fill in the demo; return its Amira."""
    filling = Demo(session)
    filling.fill()
    return filling.people["amira"]


@contextmanager
def served(fill: Callable[[Session], Person]) -> Iterator[tuple[Flask, str, Person]]:
    """Run the app in a folder of its own; give it, its address, and whom `fill` returned."""
    with tempfile.TemporaryDirectory() as folder, Listening() as listening:
        settings = Settings(data_dir=Path(folder), origin=listening.origin)
        setting_up.prepare(settings)
        with setting_up.writing(settings) as session:
            amira = fill(session)
        app = create_app(settings)
        listening.serve(app)
        yield app, listening.origin, amira
        app.extensions["engine"].dispose()


def speak(app: Flask, amira: Person, language: str) -> None:
    """Let Amira read this language from now on."""
    with Session(app.extensions["engine"]) as session, session.begin():
        session.get_one(Person, amira.id).language = language
    amira.language = language


def hard_letter(app: Flask, amira: Person) -> str:
    """Return the path of the summary of her hard letter."""
    with Session(app.extensions["engine"]) as session:
        hers = select(Letter.id).filter_by(participant_id=amira.id, kind="erstattung")
        return f"/letters/{session.scalars(hers).one()}/summary"


def screen(
    app: Flask,
    browser: Browser,
    origin: str,
    amira: Person,
    language: str,
    path: str,
    *,
    dark: bool = False,
    height: int = PHONE["height"],
) -> Image.Image:
    """Return a page as Amira's phone shows it."""
    speak(app, amira, language)
    context = browser.new_context(
        base_url=origin,
        viewport={"width": PHONE["width"], "height": height},
        device_scale_factor=SCALE,
        locale=language,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    cookies = sign_in_cookies(app, amira)
    context.add_cookies([{"name": key, "value": value, "url": origin} for key, value in cookies])
    page = context.new_page()
    page.goto(path)
    taken = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return taken.convert("RGB")


def side_by_side(screens: list[Image.Image]) -> Image.Image:
    """Return the screens in a row, each with the rounded corners of a phone."""
    width, height = screens[0].size
    whole = Image.new(
        "RGB",
        (len(screens) * (width + _MARGIN) + _MARGIN, height + 2 * _MARGIN),
        _SAND,
    )
    mask = Image.new("L", (width, height), 0)
    box = (0, 0, width - 1, height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, _ROUND, fill=255)
    for number, each in enumerate(screens):
        ImageDraw.Draw(each).rounded_rectangle(box, _ROUND, outline=_LINE, width=SCALE)
        whole.paste(each, (_MARGIN + number * (width + _MARGIN), _MARGIN), mask)
    return whole


def main() -> None:
    """Take the picture. Raises ValueError if it has become too large for a README."""
    with time_machine.travel(MONDAY, tick=True), served(fill_demo) as (app, origin, amira):
        letter = hard_letter(app, amira)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            screens = [
                screen(app, browser, origin, amira, language, path)
                for language, path in (("de", "/"), ("de", letter), ("ar", "/"))
            ]
            browser.close()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    whole = side_by_side(screens).quantize(_COLOURS, dither=Image.Dither.NONE)
    whole.save(PICTURE, optimize=True)
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(Path.cwd())}: {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        raise ValueError(f"the picture has {size} bytes, more than {MOST_BYTES}")


if __name__ == "__main__":
    main()
