"""Photos as a phone makes them: lying on their side, with the place they were taken at."""

import io

from PIL import Image, ImageDraw, ImageFont

GPS = 0x8825
ORIENTATION = 0x0112


def photo(words: str = "Jobcenter Musterkreis", size: tuple[int, int] = (1200, 1600)) -> bytes:
    """Return a JPEG of a page. The pixels lie on their side; EXIF says how to turn them."""
    page = Image.new("RGB", size, "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size[0] // 30)
    for line in range(20):
        draw.text((size[0] // 12, size[1] // 12 + line * size[1] // 24), words, "black", font)
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turn a quarter to the right to see it upright
    exif[GPS] = {1: "N", 2: (50.0, 56.0, 0.0), 3: "E", 4: (6.0, 57.0, 0.0)}
    out = io.BytesIO()
    page.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", exif=exif, quality=85)
    return out.getvalue()


def noisy_photo(size: tuple[int, int] = (3000, 4000)) -> bytes:
    """Return a JPEG of 12 megapixels that is hard to make small: nothing in it repeats."""
    grey = Image.effect_noise(size, 60).convert("RGB")
    out = io.BytesIO()
    grey.save(out, "JPEG", quality=80)
    return out.getvalue()


def sent(*pages: bytes) -> list[tuple[io.BytesIO, str]]:
    """Return files as a form sends them."""
    return [(io.BytesIO(each), f"IMG_{number}.jpg") for number, each in enumerate(pages)]
