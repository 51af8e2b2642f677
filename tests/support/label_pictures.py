"""Takes the sheet of the five kinds of news: `python -m tests.support.label_pictures`.

The list and the top of each summary on a phone of 360 px: light, dark, and in Arabic. To look at
after a change of a label, a colour or the summary; nothing of it is committed.
"""

from pathlib import Path

import time_machine
from flask import Flask, current_app
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.letters import Letter
from app.domain.people import Person
from tests.letters import demo_letters
from tests.people import make_cast
from tests.support import pictures
from tests.support.browser import FLAGS, chromium

SHEET = Path("var/pictures/labels.png")
HEIGHT = 1440  # the whole list fits
LETTERS = ("01-bewilligung", "05-einladung_programm", "07-mitwirkung", "17-sonstiges",
           "10-minderung")  # fmt: skip
ROWS = (("de", False), ("de", True), ("ar", False))  # (language, dark)


def fill(session: Session) -> Person:
    """Give Amira one letter of each kind of news."""
    cast = make_cast(session, current_app.extensions["keys"])
    for name in LETTERS:
        demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    return cast.amira


def paths(app: Flask) -> list[str]:
    """Return the list, and each summary in the order of `LETTERS`."""
    with Session(app.extensions["engine"]) as session:
        ids = {letter.kind: letter.id for letter in session.scalars(select(Letter))}
    kinds = [demo_letters.read(name)["kind"] for name in LETTERS]
    return ["/letters", *(f"/letters/{ids[kind]}/summary" for kind in kinds)]


def row(
    app: Flask, browser: Browser, origin: str, amira: Person, language: str, *, dark: bool
) -> Image.Image:
    """Return the phones of one row, at the size of the screen."""
    screens = [
        pictures.screen(app, browser, origin, amira, language, path, dark=dark, height=HEIGHT)
        for path in paths(app)
    ]
    whole = pictures.side_by_side(screens)
    return whole.reduce(pictures.SCALE)


def main() -> None:
    """Take the sheet."""
    with (
        time_machine.travel(pictures.MONDAY, tick=True),
        pictures.served(fill) as (app, origin, amira),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        rows = [row(app, browser, origin, amira, language, dark=dark) for language, dark in ROWS]
        browser.close()
    width, height = rows[0].size
    sheet = Image.new("RGB", (width, height * len(rows)))
    for number, each in enumerate(rows):
        sheet.paste(each, (0, number * height))
    SHEET.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(SHEET)
    print(SHEET)


if __name__ == "__main__":
    main()
