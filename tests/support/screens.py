"""Pictures of the main screens in every language, to be looked at: `make screens`.

One sheet a language in var/screens: Amira's pages of the demo at 360 px, each as long as it is.
`LANGUAGES="fa uk"` makes only those; `DARK=1` makes them dark.
"""

import os
import tempfile
import uuid
from pathlib import Path

import time_machine
from flask import Flask
from PIL import Image
from playwright.sync_api import sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.languages import LANGUAGES
from app.domain.appointments import Appointment
from app.domain.people import Person
from tests.support.browser import FLAGS, chromium
from tests.support.pictures import MONDAY, fill_demo, hard_letter, served, speak
from tests.visit import sign_in_cookies

FOLDER = Path(__file__).resolve().parents[2] / "var" / "screens"
WIDTH, TALLEST = 360, 1800  # CSS pixels
_GAP = 12
_A_ROW = 8


def main() -> None:
    """Take all pictures and name the files."""
    wanted = os.environ.get("LANGUAGES", "").split() or list(LANGUAGES)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with time_machine.travel(MONDAY, tick=True), served(fill_demo) as (app, origin, amira):
        for code in wanted:
            path = FOLDER / f"{code}{_suffix()}.png"
            _sheet(_taken(app, origin, amira, code)).save(path, optimize=True)
            print(path.relative_to(Path.cwd()))


def _suffix() -> str:
    return "-dark" if os.environ.get("DARK") else ""


def _paths(app: Flask, amira: Person) -> list[str]:
    with Session(app.extensions["engine"]) as session:
        meeting = session.scalars(
            select(Appointment.id)
            .where(Appointment.participant_id == amira.id, Appointment.starts_at > MONDAY)
            .order_by(Appointment.starts_at)
        ).first()
    return [
        "/", "/appointments", f"/appointments/{meeting or uuid.uuid4()}", "/goals", "/letters",
        hard_letter(app, amira), "/messages", "/reminders", "/settings", "/language", "/help",
        "/words",
    ]  # fmt: skip


def _taken(app: Flask, origin: str, amira: Person, code: str) -> list[Image.Image]:
    speak(app, amira, code)
    pictures = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        context = browser.new_context(
            base_url=origin,
            viewport={"width": WIDTH, "height": 780},
            locale=LANGUAGES[code].tag,
            color_scheme="dark" if os.environ.get("DARK") else "light",
            reduced_motion="reduce",
        )
        cookies = sign_in_cookies(app, amira)
        context.add_cookies([{"name": k, "value": v, "url": origin} for k, v in cookies])
        page = context.new_page()
        for number, path in enumerate(_paths(app, amira)):
            page.goto(path)
            file = Path(folder) / f"{number}.png"
            page.screenshot(path=file, full_page=True)
            with Image.open(file) as image:
                pictures.append(
                    image.convert("RGB").crop((0, 0, WIDTH, min(image.height, TALLEST)))
                )
        browser.close()
    return pictures


def _sheet(pictures: list[Image.Image]) -> Image.Image:
    rows = [pictures[at : at + _A_ROW] for at in range(0, len(pictures), _A_ROW)]
    heights = [max(each.height for each in row) for row in rows]
    whole = Image.new(
        "RGB",
        (_A_ROW * (WIDTH + _GAP) + _GAP, sum(heights) + _GAP * (len(rows) + 1)),
        (200, 200, 200),
    )
    top = _GAP
    for row, height in zip(rows, heights, strict=True):
        for place, each in enumerate(row):
            whole.paste(each, (_GAP + place * (WIDTH + _GAP), top))
        top += height + _GAP
    return whole


if __name__ == "__main__":
    main()
