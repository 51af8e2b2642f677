"""A QR code as one SVG path, so that a template can draw it without foreign markup."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4  # modules of white around the code (ISO/IEC 18004)


@dataclass(frozen=True)
class QrCode:
    """`size` modules a side, the quiet zone included; `path` draws the dark ones."""

    size: int
    path: str


def draw(text: str) -> QrCode:
    """Return the code of a short text, mending up to 15 % (level M): paper gets folded."""
    matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    runs = []
    for y, row in enumerate(matrix, QUIET_ZONE):
        x = 0
        while x < len(row):
            length = 1
            while x + length < len(row) and row[x + length] == row[x]:
                length += 1
            if row[x]:
                runs.append(f"M{x + QUIET_ZONE} {y}h{length}v1h-{length}z")
            x += length
    return QrCode(len(matrix) + 2 * QUIET_ZONE, "".join(runs))
