"""Looking into a file someone else made: only in a child process with limits.

A crafted file can make its reader abort or swallow all memory; here that ends the child and
nothing else. The child gets the bytes through a pipe and may write no file, so nothing of a letter
ever lies in a temporary folder. Plain text needs no child: it is only decoded.
"""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import IO

BIGGEST = 10 * 1024 * 1024
MOST_CHARACTERS = 120_000  # a letter of thirty dense pages
SECONDS = 20  # by the clock, for a child that neither works nor ends; else it counts its own time
WAITS = 1.0  # seconds; whoever waits holds a web thread, so it is short
_MOST_FOR_PAGES = 30 * 1024 * 1024
_MOST_FOR_WORDS = 16 * MOST_CHARACTERS
_CHILD = Path(__file__).with_name("pdf_child.py")
# One child at a time in each web process: two bombs at once must not take all its threads.
_turn = threading.Semaphore()

_NOT_PLAIN = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")  # no text has these control bytes
_OF_ANOTHER_KIND = re.compile(
    rb"%PDF-|\{\\rtf|<\s*(!doctype|\?|html|head|body|script|svg|math|iframe)\b", re.IGNORECASE
)

_LOOKED_INTO = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
PLAIN = "text/plain"


class Refusal(IntEnum):
    """Why a file is not taken. Four of them are how the child ends."""

    TOO_BIG = 1  # more than 10 MB
    UNREADABLE = 2  # no PDF, PNG, JPEG or text, or it does not open within the limits
    LOCKED = 3  # it asks for a password
    TOO_LONG = 4  # more than 30 pages
    TOO_LARGE = 5  # too many pixels, or a page too high
    TOO_MUCH = 6  # more text than a letter has
    BUSY = 7  # another file is being looked into


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
    """A cleaned file and its pages; plain text has none."""

    media_type: str  # application/pdf, image/jpeg or text/plain
    clean: bytes
    pages: tuple[Page, ...]

    @property
    def text(self) -> str:
        """The text of all pages."""
        if self.media_type == PLAIN:
            return self.clean.decode()
        return "\n\n".join(page.text for page in self.pages if page.text).strip()


def open_file(data: bytes) -> Opened:
    """Return the cleaned file and its pages. Raises CannotRead.

    PDF, PNG, JPEG and plain text, told apart by their content; pictures are re-encoded without
    metadata, text is kept as UTF-8.
    """
    if len(data) > BIGGEST:
        raise CannotRead(Refusal.TOO_BIG)
    if not data.startswith(_LOOKED_INTO):
        return Opened(PLAIN, _plain_text(data).encode(), ())
    if not _turn.acquire(timeout=WAITS):
        raise CannotRead(Refusal.BUSY)
    try:
        return _ask_child(data)
    finally:
        _turn.release()


def _plain_text(data: bytes) -> str:
    """Return text as editors write it: UTF-8, or else the older Windows-1252."""
    start = data[: 4 * MOST_CHARACTERS]
    if _NOT_PLAIN.search(start) or _OF_ANOTHER_KIND.search(start):
        raise CannotRead(Refusal.UNREADABLE)
    if len(start) < len(data):
        raise CannotRead(Refusal.TOO_MUCH)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise CannotRead(Refusal.UNREADABLE) from error
    text = re.sub("\r\n|\r|\f", "\n", text).strip()
    if len(text) > MOST_CHARACTERS:
        raise CannotRead(Refusal.TOO_MUCH)
    if not text:
        raise CannotRead(Refusal.UNREADABLE)
    return text


def _ask_child(data: bytes) -> Opened:
    with _child() as child:
        assert child.stdin  # noqa: S101 - both are pipes, see below
        assert child.stdout  # noqa: S101
        _hand_over(child.stdin, data)
        opened = _answer(child.stdout)
        child.stdout.close()  # one that goes on talking is not listened to
        ended = child.wait()
    if ended == 0 and opened is not None:
        return opened
    known = ended in {Refusal.LOCKED, Refusal.TOO_LONG, Refusal.TOO_LARGE, Refusal.TOO_MUCH}
    raise CannotRead(Refusal(ended) if known else Refusal.UNREADABLE)


@contextmanager
def _child() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(  # noqa: S603 - our own file, no shell
        # -I: an interpreter that takes nothing from its surroundings; -B: it writes no caches.
        [sys.executable, "-I", "-B", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    ) as child:
        alarm = threading.Timer(SECONDS, child.kill)
        alarm.start()
        try:
            yield child
        finally:
            alarm.cancel()


def _hand_over(pipe: IO[bytes], data: bytes) -> None:
    # A child that is gone already reads no more; how it ended is asked afterwards.
    with suppress(BrokenPipeError):
        pipe.write(data)
        pipe.close()


def _answer(pipe: IO[bytes]) -> Opened | None:
    """Return what the child says, read part by part; None if it makes no sense."""
    try:
        about = json.loads(pipe.readline(_MOST_FOR_WORDS))
        media_type, (clean, *pictures) = str(about["media_type"]), map(int, about["sizes"])
        if media_type not in {"application/pdf", "image/jpeg"} or not pictures:
            return None
        if min(clean, *pictures) < 0 or clean > 2 * BIGGEST or sum(pictures) > _MOST_FOR_PAGES:
            return None
        kept = pipe.read(clean)
        pages = tuple(
            Page(pipe.read(size), str(text))
            for size, text in zip(pictures, about["texts"], strict=True)
        )
        return Opened(media_type, kept, pages)
    except (ValueError, KeyError, TypeError):
        return None
