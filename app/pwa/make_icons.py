"""Draws the icons as PNG from the same few numbers as static/icons/icon.svg.

    python -m app.pwa.make_icons app/static/icons

The drawing is ours: steps that go up, in sun yellow. It says nothing about offices or health.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

VIEW = 96  # the square of the SVG
STEPS = ((18, 74), (36, 74), (36, 58), (54, 58), (54, 42), (72, 42), (72, 26))
STROKE, CORNER = 9, 20
GROUND, SUN = "#1F5F6B", "#F4C95D"
FINER = 8  # drawn larger and scaled down: smooth edges


def draw(size: int, *, maskable: bool) -> Image.Image:
    """Return the icon, `size` pixels wide; a maskable one fills the square (safe zone: 80 %)."""
    scale = size * FINER / VIEW
    picture = Image.new("RGBA", (size * FINER, size * FINER))
    pen = ImageDraw.Draw(picture)
    corner = 0 if maskable else CORNER * scale
    pen.rounded_rectangle((0, 0, size * FINER - 1, size * FINER - 1), corner, fill=GROUND)
    shrink = 0.75 if maskable else 1
    middle = (VIEW / 2, 50)
    points = [
        tuple(
            (VIEW / 2 + (at - centre) * shrink) * scale
            for at, centre in zip(p, middle, strict=True)
        )
        for p in STEPS
    ]
    width = STROKE * shrink * scale
    pen.line([xy for point in points for xy in point], fill=SUN, width=round(width))
    for x, y in points:  # round ends and corners
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=SUN)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main(folder: Path) -> None:
    """Write all sizes."""
    for name, size, maskable in (
        ("icon-180", 180, True),  # iPhones round the corners themselves
        ("icon-192", 192, False),
        ("icon-512", 512, False),
        ("icon-maskable-512", 512, True),
    ):
        picture = draw(size, maskable=maskable)
        if maskable:
            picture = picture.convert("RGB")
        picture.quantize(32).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
