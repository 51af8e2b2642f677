"""Looking into a file someone else made: only in a child process with limits.

A crafted file can make its reader abort or swallow all memory; here that ends the child and
nothing else. The child gets the bytes through a pipe and may write no file, so nothing of a letter
ever lies in a temporary folder.
"""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import IO

BIGGEST = 10 * 1024 * 1024
SECONDS = 20
_BIGGEST_ANSWER = 80 * 1024 * 1024
_CHILD = Path(__file__).with_name("pdf_child.py")


class Refusal(IntEnum):
    """Why a file is not taken. Three of them are how the child ends."""

    TOO_BIG = 1  # more than 10 MB
    UNREADABLE = 2  # no PDF, PNG or JPEG, or it does not open within the limits
    LOCKED = 3  # it asks for a password
    TOO_LONG = 4  # more than 30 pages
    TOO_LARGE = 5  # too many pixels, or a page too high


class CannotRead(Exception):
    """The file is not taken; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


@dataclass(frozen=True)
class Page:
    """One page: its picture (WebP) and the text on it."""

    picture: bytes
    text: str


@dataclass(frozen=True)
class Opened:
    """A cleaned file and its pages."""

    media_type: str  # application/pdf or image/jpeg
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
        raise CannotRead(Refusal.TOO_BIG)
    answer = _ask_child(data)
    head, _, parts = answer.partition(b"\n")
    try:
        about = json.loads(head)
        cut = _cut(parts, about["sizes"])
        pages = tuple(Page(*page) for page in zip(cut[1:], about["texts"], strict=True))
        return Opened(about["media_type"], cut[0], pages)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise CannotRead(Refusal.UNREADABLE) from error


def _ask_child(data: bytes) -> bytes:
    with subprocess.Popen(  # noqa: S603 - our own file, no shell
        # -I: an interpreter that takes nothing from its surroundings; -B: it writes no caches.
        [sys.executable, "-I", "-B", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    ) as child:
        assert child.stdin  # noqa: S101 - both are pipes, see above
        assert child.stdout  # noqa: S101
        alarm = threading.Timer(SECONDS, child.kill)
        alarm.start()
        try:
            _hand_over(child.stdin, data)
            answer = child.stdout.read(_BIGGEST_ANSWER + 1)
            if len(answer) > _BIGGEST_ANSWER:
                child.kill()
            ended = child.wait()
        finally:
            alarm.cancel()
    if ended == 0:
        return answer
    known = ended in {Refusal.LOCKED, Refusal.TOO_LONG, Refusal.TOO_LARGE}
    raise CannotRead(Refusal(ended) if known else Refusal.UNREADABLE)


def _hand_over(pipe: IO[bytes], data: bytes) -> None:
    # A child that is gone already reads no more; how it ended is asked afterwards.
    with suppress(BrokenPipeError):
        pipe.write(data)
        pipe.close()


def _cut(parts: bytes, sizes: list[int]) -> list[bytes]:
    cut, at = [], 0
    for size in sizes:
        cut.append(parts[at : at + size])
        at += size
    return cut
