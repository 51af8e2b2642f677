"""What each day of a letter means: the words beside it say so, the kind of letter settles the rest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.calm.facts import Role
from app.calm.suggest import day_cues as cues
from app.calm.suggest.days import Day
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Around, Letter
from app.calm.suggest.times import Clock
from app.calm.suggest.zones import Zone

LONG_AGO = timedelta(days=5 * 365)
_ASIDE = frozenset({Zone.REASONS, Zone.HINTS, Zone.LAW, Zone.ANNEX})
MONEY_KINDS = frozenset({"bewilligung", "weiter", "aenderung", "erstattung", "anhoerung", "minderung"})
# Reasons tell how it came: a day there is no second beginning or end.
_ONCE = frozenset({Role.FROM, Role.UNTIL, Role.PAPERS_UNTIL, Role.REPLY_UNTIL})
_DECISIONS = frozenset(
    {"bewilligung", "aenderung", "erstattung", "minderung", "nein", "zusage", "verpflichtung"}
)
_WEEKDAY = cue(r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\W{0,2}(?:de[nm]\s)?$")
_OWN = cue(r"(?:nachricht|mitteilung|schreiben|bescheid|brief|rechnung|mahnung)\svom\s$")
_YOURS = cue(r"(?<!\w)(?:ihre?n?|unsere?n?)\s")
_PAST_CHECK = cue(r"(?:aufgehoben|erstatten|überzahl|zu\sunrecht|bezogen|gemindert|änder|bewillig)")


@dataclass(frozen=True)
class Told:
    """A day with its role, or with the reason why it is set apart."""

    day: Day
    role: Role | None = None
    why: str = ""

    @property
    def apart(self) -> bool:
        """Whether it is not what the letter is about."""
        return bool(self.why)


def letter_date(letter: Letter, days: Sequence[Day]) -> Day | None:
    """Return the day the letter was written: the best of those in its head, else by its signature."""
    best: tuple[float, Day] | None = None
    for day in days:
        if not day.printed:
            continue
        points = _points(letter, day)
        if points > 0 and (best is None or points > best[0]):
            best = (points, day)
    return best[1] if best else None


def _points(letter: Letter, day: Day) -> float:
    around = letter.around(day.start, day.end)
    before = letter.folded_part(max(0, day.start - 60), day.start)
    if cues.UNTIL.search(around.before) or _WEEKDAY.search(around.before):
        return 0
    if _document(around, day):
        # "Nachricht vom 29.10.2026" at the top may be the letter itself, "Ihre Nachricht" is not.
        own = around.zone is Zone.HEAD and _OWN.search(around.before)
        return 0.5 if own and not _YOURS.search(around.before) else 0
    labelled = re.search(cue(r"(?<!ihr\s)(?:^|\W)datum\W{0,4}$").pattern, before) is not None
    reason = "" if labelled else _apart(around)
    if reason and not (reason == "reference" and _is_last_of_row(letter, day)):
        return 0
    line = letter.folded_part(*_line(letter.text, day))
    alone = re.fullmatch(r"[^\d]{0,45}\d.{4,20}\W*", line) is not None
    points = 1.0 if around.zone is Zone.HEAD else 0.0
    points += 4.0 if labelled else 0.0
    points += 2.0 if re.search(cue(r"(?:datum)\b[^\d]{0,60}$").pattern, before) else 0.0
    place = re.search(r"\w{3,},?\s(?:den\s|am\s)?$", before) and not _WEEKDAY.search(before)
    points += 2.0 if place and alone else 0.0
    points += 1.5 if alone else 0.0
    if around.zone is Zone.SUBJECT:
        points *= 0.5
    elif around.zone is not Zone.HEAD and not (alone and points >= 3.5):
        return 0
    return points


def _is_last_of_row(letter: Letter, day: Day) -> bool:
    """Say whether a heading that ends in "Datum" stands over a row that ends in this day."""
    start, _end = _line(letter.text, day)
    above = letter.folded_part(max(0, start - 80), start)
    return re.search(cue(r"datum\W*$").pattern, above) is not None


def _line(text: str, day: Day) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, day.start) for mark in "\n\u2029") + 1
    ends = [at for mark in "\n\u2029" if (at := text.find(mark, day.end)) >= 0]
    return start, min(ends, default=len(text))


def told(
    letter: Letter,
    days: Sequence[Day],
    clocks: Sequence[Clock],
    *,
    kind: str,
    written_on: date | None,
) -> tuple[Told, ...]:
    """Return every day with what it means."""
    ends = _pairs(letter, days)
    said = [_told(letter, day, clocks, kind, written_on, ends.get(at)) for at, day in enumerate(days)]
    said = _rows(said)
    said = _inner_periods(letter, said)
    return tuple(_settled(said, kind, written_on, letter))


def _told(
    letter: Letter,
    day: Day,
    clocks: Sequence[Clock],
    kind: str,
    letter_on: date | None,
    pair: Role | None,
) -> Told:
    if day.value == letter_on and not (day.role or pair):
        return Told(day, Role.LETTER_DATE)
    around = letter.around(day.start, day.end)
    reason = _apart(around)
    if reason in {"birth", "law", "reference"} or (letter_on and letter_on - day.value > LONG_AGO):
        return Told(day, why=reason or "earlier")
    if day.role or pair:
        return Told(day, day.role or pair)
    past = letter_on is not None and day.value < letter_on
    if _document(around, day) or (reason and (past or letter_on is None)):
        return Told(day, why="earlier")
    if cues.ENDS.search(around.before) or cues.ENDS_AFTER.search(around.after):
        if not cues.UNTIL.search(around.before):
            return Told(day, Role.UNTIL)
    if cues.UNTIL.search(around.before):
        return Told(day, _until(around, kind, past=past))
    if cues.STARTS.search(around.before):
        return Told(day, Role.FROM)
    if cues.SEIT.search(around.before):
        recent = kind in MONEY_KINDS and (
            around.zone not in _ASIDE or _PAST_CHECK.search(around.sentence)
        )
        return Told(day, Role.FROM) if recent else Told(day, why="earlier")
    if past:
        return _past(around, day, kind)
    if _has_clock(day, clocks) or (
        cues.APPOINTMENT.search(around.before)
        and cues.COMES.search(f"{around.heading[-50:]} {around.sentence}")
    ):
        return Told(day, Role.APPOINTMENT)
    if cues.AT.search(around.before):
        return Told(day, _at(day, around))
    return Told(day)


def _past(around: Around, day: Day, kind: str) -> Told:
    about_an_event = kind in {"anhoerung", "minderung"} and cues.EVENT.search(around.sentence)
    if about_an_event and around.zone in {Zone.SUBJECT, Zone.OPENING, Zone.BODY, Zone.REASONS}:
        return Told(day)
    return Told(day, why="earlier")


def _at(day: Day, around: Around) -> Role | None:
    if cues.PAY.search(around.sentence):
        return None
    return Role.FROM if day.value.day == 1 else Role.UNTIL


def _apart(around: Around) -> str:
    for why, before, after in cues.APART:
        if (before and before.search(around.before)) or (after and after.search(around.after)):
            return why
    return ""


def _document(around: Around, day: Day) -> bool:
    if re.match(r"\W{0,3}(?:bls|-|–)\W", around.after):
        return False  # "vom … bis": folded, an i is an l
    return bool(
        cues.DOCUMENT.search(around.before)
        or (cues.VOM.search(around.before) and not re.search(cue("wirkung|zeit|ablauf").pattern, around.before[-30:]))
    )


def _until(around: Around, kind: str, *, past: bool) -> Role | None:
    """Return what is asked until a day; None for a payment, which has no role of its own."""
    near = [
        (distance, role)
        for role, words in (
            (None, cues.PAY),
            (Role.REPLY_UNTIL, cues.REPLY),
            (Role.PAPERS_UNTIL, cues.PAPERS),
            (Role.UNTIL, cues.VALID),
        )
        for distance in _distances(words, around)
    ]
    if past and kind in MONEY_KINDS:
        return Role.UNTIL
    usual = {"anhoerung": Role.REPLY_UNTIL, "mitwirkung": Role.PAPERS_UNTIL}.get(kind)
    if usual and (not near or usual in {role for _distance, role in near}):
        return usual
    if not near:
        return {"plan": Role.UNTIL, "einladung_programm": Role.REPLY_UNTIL}.get(kind, usual or Role.UNTIL)
    return min(near, key=lambda one: one[0])[1]


def _distances(words: re.Pattern[str], around: Around) -> Iterator[int]:
    """Yield how far the words are from the date; what follows it is where German puts the verb."""
    for match in words.finditer(around.after):
        yield match.start()
    for match in words.finditer(around.before):
        yield len(around.before) - match.end() + 8
    if words.search(around.sentence):
        yield 150


def _pairs(letter: Letter, days: Sequence[Day]) -> dict[int, Role]:
    """Return the days that are two ends of a period: "01.06. bis 31.08.2026"."""
    ends: dict[int, Role] = {}
    for at, (first, last) in enumerate(zip(days, days[1:], strict=False)):
        if not (first.printed and last.printed) or last.start - first.end > 40:
            continue
        between = letter.folded_part(first.end, last.start)
        linked = cues.GOES_TO.search(between)
        if linked and re.search(r"(?<!\w)und", between):
            before = letter.folded_part(max(0, first.start - 20), first.start)
            linked = cues.PAIR_AND.search(before) if cues.PAIR_AND.search(before) else None
        if linked and first.value < last.value:
            ends[at], ends[at + 1] = Role.FROM, Role.UNTIL
    return ends


def _has_clock(day: Day, clocks: Iterable[Clock]) -> bool:
    return any(
        not clock.why and (0 <= clock.start - day.end <= 60 or 0 <= day.start - clock.end <= 25)
        for clock in clocks
    )


def _rows(said: list[Told]) -> list[Told]:
    """Let the months of a table's rows be one period, unless one is named elsewhere."""
    rows = [one for one in said if one.day.row]
    if not rows:
        return said
    named = [one for one in said if one.role in {Role.FROM, Role.UNTIL} and not one.day.row]
    first, last = min(one.day.value for one in rows), max(one.day.value for one in rows)
    return [
        replace(one, role=None, why="part")
        if one.day.row and (named or one.day.value not in {first, last})
        else one
        for one in said
    ]


def _inner_periods(letter: Letter, said: list[Told]) -> list[Told]:
    """Set the parts of a period apart that a table lists with the same amount each time."""
    said = _inner_months(said)
    starts = [one.day.value for one in said if one.role is Role.FROM]
    untils = [one.day.value for one in said if one.role is Role.UNTIL]
    if len(set(starts)) < 2 or len(set(untils)) < 2:
        return said
    first, last = min(starts), max(untils)
    amounts = {
        tuple(re.findall(r"\d[\d.]*,\d{2}", letter.text[slice(*_line(letter.text, one.day))]))
        for one in said
        if one.role in {Role.FROM, Role.UNTIL} and _begins_line(letter, one.day)
    }
    rows = [one for one in said if one.role is Role.FROM and _begins_line(letter, one.day)]
    outer = [one for one in said if one.role is Role.FROM and one not in rows]
    if not rows or not outer or len(amounts) > 1:
        return said
    day = timedelta(days=1)
    return [
        replace(one, role=None, why="part")
        if (one.role is Role.FROM and first < one.day.value and one.day.value - day in untils
            and _begins_line(letter, one.day))
        or (one.role is Role.UNTIL and one.day.value < last and one.day.value + day in starts
            and letter.text[_line(letter.text, one.day)[0]].isdigit())
        else one
        for one in said
    ]


def _inner_months(said: list[Told]) -> list[Told]:
    """Set a month in words apart that lies inside a printed period."""
    starts = [one.day.value for one in said if one.role is Role.FROM and one.day.printed]
    untils = [one.day.value for one in said if one.role is Role.UNTIL and one.day.printed]
    if not starts or not untils:
        return said
    return [
        replace(one, role=None, why="part")
        if not one.day.printed and min(starts) <= one.day.value <= max(untils)
        else one
        for one in said
    ]


def _begins_line(letter: Letter, day: Day) -> bool:
    return day.start - _line(letter.text, day)[0] <= 6


def _told_before(said: list[Told], kind: str, letter: Letter) -> list[Told]:
    """Set apart what only the reasons say: how it came, not what is decided."""
    main = [one for one in said if letter.zones.at(one.day.start) is not Zone.REASONS]
    values = {one.day.value for one in main if one.role}
    decided = {one.role for one in main} & _ONCE
    return [
        replace(one, role=None, why="earlier")
        if letter.zones.at(one.day.start) is Zone.REASONS
        and one.role in _ONCE
        and one.day.value not in values
        and (one.role in decided or (decided and kind in _DECISIONS))
        else one
        for one in said
    ]


def _settled(
    said: list[Told], kind: str, letter_on: date | None, letter: Letter
) -> Iterator[Told]:
    """Give days without a role what their value has elsewhere, or what the kind suggests."""
    said = _told_before(said, kind, letter)
    roles = {one.day.value: one.role for one in reversed(said) if one.role}
    usual = _usual(kind, roles)
    for one in said:
        if one.apart and one.day.value in roles and one.why in {"earlier", "part"}:
            yield Told(one.day, roles[one.day.value])
        elif one.role or one.apart:
            yield one
        elif one.day.value in roles:
            yield Told(one.day, roles[one.day.value])
        elif letter.zones.at(one.day.start) is Zone.HEAD and one.day.printed:
            yield Told(one.day, why="reference")
        elif letter_on and one.day.value > letter_on and usual:
            yield Told(one.day, usual)
        else:
            yield one


def _usual(kind: str, roles: dict[date, Role]) -> Role | None:
    """Return the role a day still to come has in this kind, unless another day has it."""
    usual = cues.DEFAULTS.get(kind)
    return usual if usual and usual not in roles.values() else None
