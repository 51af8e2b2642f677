"""Reading a calendar file as a phone does, with another library than the one that wrote it.

And to the letter: what RFC 5545 says of lines, which no library complains about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import vobject

MOST_OCTETS = 75  # RFC 5545, 3.1
ALLOWED = {
    "BEGIN", "END", "VERSION", "PRODID", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS",
    "CLASS",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One meeting in a calendar, with everything that is known of it there."""

    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    title: str
    status: str


def lines(file: bytes) -> list[str]:
    """Return the unfolded lines; fail for what RFC 5545 does not allow of a line."""
    assert file.endswith(b"\r\n")
    physical = file[:-2].split(b"\r\n")
    for each in physical:
        assert each, "an empty line"
        assert b"\r" not in each, each
        assert b"\n" not in each, each
        assert len(each) <= MOST_OCTETS, each
        each.decode("utf-8")  # no character is torn apart by folding
    return file[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def text_of(line: str) -> str:
    """Return the TEXT value of a line without its escapes (RFC 5545, 3.3.11)."""
    escaped = line.partition(":")[2]
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], escaped)


def entries(file: bytes) -> list[Entry]:
    """Return what a phone would show, after a look at every line."""
    unfolded = lines(file)
    assert {re.split("[:;]", each)[0] for each in unfolded} <= ALLOWED, "it says more than when"
    calendar = vobject.readOne(file.decode("utf-8"))
    calendar.validate(raiseException=True)
    found: Sequence[object] = calendar.contents.get("vevent", [])
    return [_entry(each) for each in found]


def _entry(event: object) -> Entry:
    def value(name: str) -> object:
        [only] = event.contents[name]  # type: ignore[attr-defined]
        return only.value

    moments = [value(name) for name in ("dtstamp", "dtstart", "dtend")]
    for each in moments:
        assert isinstance(each, datetime)
        assert each.tzinfo is not None, "a time without a zone is another one elsewhere"
    stamp, start, end = (each.astimezone(UTC) for each in moments)  # type: ignore[attr-defined]
    assert value("class") == "PRIVATE"
    return Entry(
        uid=str(value("uid")),
        sequence=int(str(value("sequence"))),
        stamp=stamp,
        start=start,
        end=end,
        title=str(value("summary")),
        status=str(value("status")),
    )
