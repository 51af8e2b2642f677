"""What each day of a letter means: the words beside it say so, its kind settles the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.calm.facts import Role
from app.calm.suggest import day_cues as cues
from app.calm.suggest.deadlines import MONEY_KINDS, deadline
from app.calm.suggest.folded import cue
from app.calm.suggest.kinds import OTHERWISE
from app.calm.suggest.letter import Around, Letter
from app.calm.suggest.months import Day
from app.calm.suggest.periods import Told, inner_periods, months_of_rows, pairs_in, weak_months
from app.calm.suggest.times import Clock
from app.calm.suggest.zones import Zone

LONG_AGO = timedelta(days=5 * 365)
_DECISIONS = frozenset(
    {"bewilligung", "aenderung", "erstattung", "minderung", "nein", "zusage", "verpflichtung"}
)
_ASIDE = frozenset({Zone.REASONS, Zone.HINTS, Zone.LAW, Zone.ANNEX})
# Reasons tell how it came: a day there is no second beginning or end.
_ONCE = frozenset({Role.FROM, Role.UNTIL, Role.PAPERS_UNTIL, Role.REPLY_UNTIL})
# Whatever else is said of such a day, it is none of this letter's.
_NEVER = frozenset({"birth", "law", "reference"})
_RECENT = cue(r"(?:aufgehoben|erstatten|überzahl|zu\sunrecht|bezogen|gemindert|änder|bewillig)")
_OF_A_PERIOD = cue(r"(?:wirkung|zeit|ablauf)")
# Folded, an i is an l: "vom … bis".
_GOES_ON = cue(r"^\W{0,3}(?:(?:\([^)]{0,40}\)\s|[^.;:(\d]{0,30}\s)?bis|-|–)\W")
_ON = cue(r"^\s(?:an|ab)\W")


@dataclass(frozen=True)
class _Seen:
    """A day with all that may say what it means."""

    day: Day
    around: Around
    kind: str
    past: bool
    has_clock: bool


def told(
    letter: Letter,
    days: Sequence[Day],
    clocks: Sequence[Clock],
    *,
    kind: str,
    written_on: date | None,
) -> tuple[Told, ...]:
    """Return every day with what it means."""
    ends = pairs_in(letter, days)
    said = []
    for at, day in enumerate(days):
        seen = _Seen(
            day=day,
            around=letter.around(day.start, day.end),
            kind=kind,
            past=written_on is not None and day.value < written_on,
            has_clock=_has_clock(day, clocks),
        )
        said.append(_told(seen, written_on, day.role or ends.get(at)))
    said = weak_months(letter, months_of_rows(letter, said, kind), kind)
    said = inner_periods(letter, said)
    return tuple(_settled(said, kind, written_on, letter))


def _told(seen: _Seen, written_on: date | None, end_of_period: Role | None) -> Told:
    day = seen.day
    if day.value == written_on and not end_of_period:
        return Told(day, Role.LETTER_DATE)
    why = why_apart(seen.around)
    if end_of_period and why != "birth":
        why = ""  # a law has one day, "nach dem Gesetz … vom 1.1. bis 30.6." has two
    if why == "reference" and not seen.past and written_on:
        why = ""  # what is still to come nobody has written about
    if why == "earlier" and cues.STARTS.search(seen.around.before):
        why = ""
    if why in _NEVER or (written_on and written_on - day.value > LONG_AGO):
        return Told(day, why=why or "earlier")
    if end_of_period:
        return _an_end_of_a_period(seen, end_of_period)
    # A day still to come is none of another paper's: that was written before.
    if (is_of_a_document(seen.around) or why) and (seen.past or written_on is None):
        return Told(day, why="earlier")
    for rule in (_an_end, _a_beginning, _a_past_day, _an_appointment):
        found = rule(seen)
        if found:
            return found
    return Told(day)


def _an_end_of_a_period(seen: _Seen, role: Role) -> Told:
    """Set the months of papers apart, and since when something is so that is no matter of money."""
    before = seen.around.before
    if not seen.day.printed and cues.PAPERS_OF.search(before):
        return Told(seen.day, why="part")
    since = not seen.day.printed and seen.past and cues.SEIT.search(before)
    return Told(seen.day, None if since and seen.kind not in MONEY_KINDS else role)


def _an_end(seen: _Seen) -> Told | None:
    before, after = seen.around.before, seen.around.after
    if seen.past and seen.kind not in MONEY_KINDS:
        return None
    if cues.UNTIL.search(before):
        return Told(seen.day, deadline(seen.around, seen.kind, past=seen.past))
    if cues.ENDS.search(before) or cues.ENDS_AFTER.search(after):
        return Told(seen.day, Role.UNTIL)
    return None


def _a_beginning(seen: _Seen) -> Told | None:
    around = seen.around
    if cues.STARTS.search(around.before):
        return Told(seen.day, Role.FROM)
    if not cues.SEIT.search(around.before):
        return None
    if seen.kind in MONEY_KINDS and (around.zone not in _ASIDE or _RECENT.search(around.sentence)):
        return Told(seen.day, Role.FROM)
    return Told(seen.day)


def _a_past_day(seen: _Seen) -> Told | None:
    """Propose it where a letter is about what was: elsewhere a day gone by asks for nothing."""
    if not seen.past:
        return None
    heard = seen.kind in {"anhoerung", "minderung"} and cues.EVENT.search(seen.around.sentence)
    about_then = seen.kind in MONEY_KINDS or seen.kind == OTHERWISE
    told_of = cues.TALK.search(seen.around.before) or seen.around.zone in _ASIDE
    matters = heard or (about_then and not told_of) or seen.around.zone is Zone.HEAD
    return Told(seen.day, why="" if matters else "earlier")


def _an_appointment(seen: _Seen) -> Told | None:
    around = seen.around
    comes = cues.COMES.search(f"{around.heading[-50:]} {around.sentence}")
    if seen.has_clock or (cues.APPOINTMENT.search(around.before) and comes):
        return Told(seen.day, Role.APPOINTMENT)
    if cues.AT.search(around.before) and not cues.PAY.search(around.sentence):
        return Told(seen.day, Role.FROM if seen.day.value.day == 1 else Role.UNTIL)
    return None


def why_apart(around: Around) -> str:
    """Return why the words beside a day set it apart; "" if they do not."""
    for why, before, after in cues.APART:
        if (before and before.search(around.before)) or (after and after.search(around.after)):
            return why
    return ""


def is_of_a_document(around: Around) -> bool:
    """Say whether it is the day of another letter: "Ihr Antrag vom", "Bescheid vom"."""
    if _ON.search(around.after):
        return False
    if _GOES_ON.search(around.after) and not cues.PAPER_OF.search(around.before):
        return False
    of_period = _OF_A_PERIOD.search(around.before[-30:])
    return bool(
        cues.DOCUMENT.search(around.before) or (cues.VOM.search(around.before) and not of_period)
    )


def _has_clock(day: Day, clocks: Iterable[Clock]) -> bool:
    return any(
        not clock.why and (0 <= clock.start - day.end <= 60 or 0 <= day.start - clock.end <= 25)
        for clock in clocks
    )


def _aside(said: list[Told], kind: str, letter: Letter) -> list[Told]:
    """Take its role from what only the reasons say: how it came, not what is decided."""
    main = [one for one in said if letter.zones.at(one.day.start) is not Zone.REASONS]
    values = {one.day.value for one in main if one.role}
    decided = {one.role for one in main} & _ONCE
    return [
        replace(one, role=None)
        if letter.zones.at(one.day.start) is Zone.REASONS
        and one.role in _ONCE
        and one.day.value not in values
        and (one.role in decided or (decided and kind in _DECISIONS) or kind == "nein")
        else one
        for one in said
    ]


def _settled(said: list[Told], kind: str, letter_on: date | None, letter: Letter) -> Iterator[Told]:
    """Give days without a role what their value has elsewhere, or what the kind suggests."""
    said = _aside(said, kind, letter)
    roles = {one.day.value: one.role for one in reversed(said) if one.role}
    usual = _usual(kind, roles)
    for one in said:
        if one.apart and one.day.value in roles and one.why in {"earlier", "part"}:
            yield Told(one.day, roles[one.day.value])
        elif one.role or one.apart:
            yield one
        elif one.day.value in roles:
            yield Told(one.day, roles[one.day.value])
        elif letter_on and one.day.value > letter_on and usual and one.day.printed:
            yield Told(one.day, usual)
        else:
            yield one


def _usual(kind: str, roles: dict[date, Role]) -> Role | None:
    """Return the role a day still to come has in this kind, unless another day has it."""
    usual = cues.DEFAULTS.get(kind)
    return usual if usual and usual not in roles.values() else None
