"""No hue of red in any style sheet, drawing or template: nothing in this product shouts."""

import colorsys
import math
import re
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "app"
NAMED = (
    "red|crimson|darkred|firebrick|indianred|lightcoral|tomato|coral|salmon|darksalmon|lightsalmon|"
    "maroon|brown|rosybrown|orangered|hotpink|deeppink|pink|lightpink|palevioletred|mistyrose"
)
COLOUR = re.compile(
    r"#(?P<hex>[0-9a-fA-F]{3,8})\b"
    r"|rgba?\((?P<rgb>[^)]*)\)"
    r"|hsla?\((?P<hsl>[^)]*)\)"
    r"|oklch\((?P<oklch>[^)]*)\)"
    rf"|(?<![\w#.-])(?P<name>{NAMED})(?![\w-])",
    re.IGNORECASE,
)


def hue_and_strength(match: re.Match[str]) -> tuple[float, float]:
    """Return the hue in degrees and the saturation (HSL, 0 to 1) of a colour as written."""
    if match["name"]:
        return 0, 1
    if match["hsl"]:
        hue, saturation, *_ = re.findall(r"[-\d.]+", match["hsl"])
        return float(hue) % 360, float(saturation) / 100
    if match["hex"]:
        digits = match["hex"]
        if len(digits) < 6:
            digits = "".join(each * 2 for each in digits)
        red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    elif match["rgb"]:
        red, green, blue = (float(each) / 255 for each in re.findall(r"[\d.]+", match["rgb"])[:3])
    else:
        red, green, blue = _from_oklch(match["oklch"])
    hue, _lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    strength = saturation if max(red, green, blue) - min(red, green, blue) > 0.04 else 0
    return hue * 360, strength


def _from_oklch(written: str) -> tuple[float, float, float]:
    # Björn Ottosson, "A perceptual color space for image processing" (2020).
    parts = re.findall(r"[-\d.]+%?", written)[:3]
    light = float(parts[0].rstrip("%")) / (100 if parts[0].endswith("%") else 1)
    chroma, hue = float(parts[1].rstrip("%")), math.radians(float(parts[2]))
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (min(1, max(0, each)) ** (1 / 2.2) for each in linear)
    return red, green, blue


def is_red(match: re.Match[str]) -> bool:
    """Whether a colour as written lies between 345 and 15 degrees and is no grey."""
    hue, strength = hue_and_strength(match)
    return strength > 0.15 and (hue >= 345 or hue <= 15)


def test_there_is_no_red_anywhere() -> None:
    files = [
        path
        for path in APP.rglob("*")
        if path.suffix in {".css", ".svg", ".html", ".js", ".webmanifest"}
    ]
    assert len(files) > 20
    found = []
    for path in files:
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        if path.suffix in {".html", ".js"}:  # words are words there
            text = re.sub(rf"\b({NAMED})\b", "", text, flags=re.IGNORECASE)
            text = re.sub(r'(href|id|for)="[^"]*"|url\([^)]*\)|&#\w+;', "", text)
        found += [
            f"{path.relative_to(APP)}: {match[0]}"
            for match in COLOUR.finditer(text)
            if is_red(match)
        ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("#c00", True),
        ("#E33A2B", True),
        ("rgb(200 20 30)", True),
        ("hsl(350 70% 50%)", True),
        ("oklch(0.6 0.2 25)", True),
        ("crimson", True),
        ("#FAF7F2", False),  # warm paper
        ("#1F5C57", False),  # our green
        ("#B5651D", False),  # amber
        ("oklch(0.6 0.1 180)", False),
        ("#222", False),
    ],
)
def test_the_eye_of_this_test_sees_red_and_only_red(written: str, expected: bool) -> None:
    match = COLOUR.search(written)
    assert match
    assert is_red(match) is expected
