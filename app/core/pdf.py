"""Looking into a file someone else made: only in a child process with limits.

A crafted PDF can make its reader abort or swallow all memory; here that ends the child and nothing
else.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SECONDS = 20
BIGGEST = 10 * 1024 * 1024


class CannotRead(Exception):
    """The file is not one of the allowed kinds, is locked, or does not open within the limits."""


@dataclass(frozen=True)
class Page:
    """One page: its picture (WebP) and the text on it."""

    picture: bytes
    text: str


@dataclass(frozen=True)
class Opened:
    """A cleaned file and its pages."""

    media_type: str
    clean: bytes
    pages: tuple[Page, ...]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n\n".join(page.text for page in self.pages if page.text).strip()


def open_file(data: bytes) -> Opened:
    """Return the cleaned file and its pages. Raises CannotRead.

    PDF, PNG and JPEG, told apart by their content; pictures are re-encoded without metadata.
    """
    if len(data) > BIGGEST:
        raise CannotRead("size")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_bytes(data)
        try:
            child = subprocess.run(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "app.core.pdf_child", name],
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PATH": ""},
            )
        except subprocess.TimeoutExpired as error:
            raise CannotRead("time") from error
        if child.returncode != 0:
            raise CannotRead("content")
        about = json.loads((folder / "about.json").read_text())
        pages = tuple(
            Page((folder / f"{number}.webp").read_bytes(), text)
            for number, text in enumerate(about["texts"], start=1)
        )
        return Opened(about["media_type"], (folder / "clean").read_bytes(), pages)
