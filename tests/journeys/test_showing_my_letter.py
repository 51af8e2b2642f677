"""Amira photographs a letter, puts the pages in order and sends it; Jonas makes a letter of it."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Request, expect

from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import is_on, tap
from tests.letters.photos import GPS, noisy_photo, photo
from tests.people import Cast
from tests.support.browser import OpenPage

pytestmark = pytest.mark.usefixtures("monday")


def picture_at(page: Page, path: str) -> tuple[bytes, Image.Image]:
    data = page.request.get(path).body()
    return data, Image.open(io.BytesIO(data))


def test_a_photo_with_its_place_goes_to_the_guide_without_it(
    cast: Cast, open_page: OpenPage, tmp_path: Path
) -> None:
    files = [tmp_path / f"IMG_{number}.jpg" for number in (1, 2)]
    for number, file in enumerate(files, start=1):
        file.write_bytes(photo(f"Seite {number}"))
        assert GPS in Image.open(io.BytesIO(file.read_bytes())).getexif()

    phone = open_page(cast.amira)
    phone.goto("/letters")
    tap(phone, "Einen Brief zeigen")
    phone.get_by_label("Fotos oder Dateien").set_input_files(files[1])
    tap(phone, "Weiter")
    is_on(phone, "Ihr Brief")
    phone.get_by_label("Fotos oder Dateien").set_input_files(files[0])
    tap(phone, "Noch eine Seite")
    expect(phone.locator(".page-row")).to_have_count(2)
    tap(phone, "Seite 2 nach vorn")
    expect(phone.locator(".page-row")).to_have_count(2)
    tap(phone, "An Herrn Sommer schicken")
    expect(phone.get_by_role("status")).to_contain_text("Herr Sommer sieht den Brief jetzt.")

    desk = open_page(cast.jonas, desk=True)
    desk.goto("/desk")
    expect(desk.locator("#people > li")).to_contain_text("Zeigt Ihnen einen Brief")
    desk.get_by_role("link", name="Frau Haddad").first.click()
    desk.get_by_role("link", name="Ansehen", exact=True).click()
    is_on(desk, "Amira zeigt Ihnen diesen Brief")
    shown = desk.locator("figure img")
    expect(shown).to_have_count(2)
    for number in (0, 1):
        data, picture = picture_at(desk, shown.nth(number).get_attribute("src") or "")
        assert GPS not in picture.getexif()
        assert not picture.getexif()
        assert b"Exif" not in data
        assert picture.height > picture.width, "it lies on its side"
        assert len(data) <= 250_000
        expect(shown.nth(number)).to_have_js_property("complete", True)
        assert shown.nth(number).evaluate("(img) => img.naturalWidth") > 0

    desk.get_by_role("button", name="Brief daraus machen").click()
    is_on(desk, "Art")
    phone.reload()
    expect(phone.get_by_text("Herr Sommer arbeitet mit diesem Brief.")).to_be_visible()


def test_large_photos_travel_small_and_several_fit_at_once(
    cast: Cast, open_page: OpenPage, tmp_path: Path
) -> None:
    files = [tmp_path / "a.jpg", tmp_path / "b.jpg", tmp_path / "c.jpg"]
    for file in files:
        file.write_bytes(noisy_photo())
    together = sum(file.stat().st_size for file in files)
    assert together > 11 * 1024 * 1024, "without help this would be too much at once"

    sizes: list[int] = []
    phone = open_page(cast.amira)

    def note(request: Request) -> None:
        if request.method == "POST":
            sizes.append(int(request.all_headers().get("content-length", 0)))

    phone.on("requestfinished", note)
    phone.goto("/shown-letters")
    phone.get_by_label("Fotos oder Dateien").set_input_files(files)
    tap(phone, "Weiter")
    is_on(phone, "Ihr Brief")
    expect(phone.locator(".page-row")).to_have_count(3)
    assert sizes
    assert max(sizes) < together
