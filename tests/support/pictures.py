"""`make pictures`: the picture of the README, taken from the demo as a phone shows it."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from app.cli import setting_up
from app.core.settings import Settings
from app.demo.fill import Demo
from app.domain.letters import Letter
from app.domain.people import Person
from tests.support.browser import FLAGS, PHONE, chromium
from tests.support.server import Listening
from tests.visit import sign_in_cookies

TARGET = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "first-day.png"
GAP, PAPER = 48, (232, 228, 220)


def main() -> None:
    """Build the demo in a temporary folder, look at three pages, put them side by side."""
    with (
        tempfile.TemporaryDirectory() as name,
        Listening() as listening,
        sync_playwright() as playwright,
    ):
        settings = Settings(data_dir=Path(name), origin=listening.origin)
        setting_up.prepare(settings)
        with setting_up.writing(settings) as session:
            Demo(session).fill()
        app = create_app(settings)
        listening.serve(app)
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with (
            app.app_context(),
            Session(app.extensions["engine"], expire_on_commit=False) as session,
        ):
            letter = session.scalars(
                select(Letter).where(Letter.released_at.is_not(None)).order_by(Letter.released_at)
            ).first()
            assert letter is not None
            reader = session.get_one(Person, letter.participant_id)
            pictures = []
            for path, language in (
                ("/", "de"),
                (f"/letters/{letter.id}/summary", "de"),
                ("/", "ar"),
            ):
                reader.language = language
                session.commit()
                cookies = sign_in_cookies(app, reader)
                pictures.append(_picture(browser, settings.origin, path, language, cookies))
        browser.close()
        app.extensions["engine"].dispose()
    _side_by_side(pictures).save(TARGET, optimize=True)
    print(f"{TARGET}: {TARGET.stat().st_size // 1024} kB")


def _picture(
    browser: Browser, origin: str, path: str, language: str, cookies: list[tuple[str, str]]
) -> Image.Image:
    context = browser.new_context(
        base_url=origin,
        viewport=PHONE,
        device_scale_factor=2,
        locale=language,  # type: ignore[arg-type]
    )
    context.add_cookies([{"name": n, "value": v, "url": origin} for n, v in cookies])
    page = context.new_page()
    page.goto(path)
    taken = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return taken


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width = sum(each.width for each in pictures) + GAP * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, pictures[0].height + 2 * GAP), PAPER)
    left = GAP
    for each in pictures:
        sheet.paste(each, (left, GAP))
        left += each.width + GAP
    return sheet.quantize(128, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
