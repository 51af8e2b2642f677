"""What a letter seems to be and to say, found by rules alone: no model, no network, no memory.

`suggest` proposes and explains; it never decides. What matters in a letter and how it is read is
written down in docs/letters.md.
"""

from datetime import date

from app.calm.facts import Role
from app.calm.suggest.day_roles import told
from app.calm.suggest.days import days_in
from app.calm.suggest.kinds import ranked
from app.calm.suggest.letter import Letter
from app.calm.suggest.letter_dates import letter_date
from app.calm.suggest.money import sums_in
from app.calm.suggest.references import references_in
from app.calm.suggest.senders import sender_of
from app.calm.suggest.suggestion import (
    Place,
    SetApart,
    SuggestedAmount,
    SuggestedDate,
    SuggestedKind,
    SuggestedTime,
    SuggestedWithin,
    Suggestion,
)
from app.calm.suggest.times import clocks_in
from app.calm.suggest.within import withins_in

__all__ = ["Suggestion", "suggest"]


def suggest(text: str, *, letter_on: date | None = None) -> Suggestion:
    """Read a letter's text. `letter_on` is its date where a human has said so already."""
    letter = Letter.of(text)

    def place(start: int, end: int) -> Place:
        first, last = letter.lined.given(start, end)
        return Place(text[first:last], first, last)

    sender = sender_of(letter.fold, letter.zones)
    kinds = ranked(letter, sender)
    kind = kinds[0].kind
    written = letter_date(letter, days_in(letter, letter_on))
    written_on = letter_on or (written.value if written else None)
    clocks = clocks_in(letter)
    days = told(
        letter,
        days_in(letter, written_on),
        clocks,
        kind=kind,
        written_on=written_on,
    )
    sums = sums_in(letter, kind)
    apart = [
        *((one.why, one.day.start, one.day.end) for one in days if one.why),
        *((one.why, one.start, one.end) for one in sums if one.why),
        *((one.why, one.start, one.end) for one in clocks if one.why),
        *((one.why, one.start, one.end) for one in references_in(letter)),
    ]
    return Suggestion(
        kinds=tuple(
            SuggestedKind(one.kind, one.score, tuple(place(*at).text for at in one.because))
            for one in kinds
        ),
        sender=sender,
        letter_date=written_on,
        every_date=tuple(
            SuggestedDate(
                value=one.day.value,
                role=one.role,
                place=place(one.day.start, one.day.end),
                printed=one.day.printed,
                apart=one.why,
            )
            for one in days
        ),
        every_amount=tuple(
            SuggestedAmount(one.cents, one.role, place(one.start, one.end), apart=one.why)
            for one in sums
            if one.currency or not one.why
        ),
        times=tuple(
            SuggestedTime(one.hour, one.minute, place(one.start, one.end))
            for one in clocks
            if not one.why
        ),
        withins=tuple(
            SuggestedWithin(
                n=one.number,
                unit=one.unit,
                place=place(one.start, one.end),
                role=None if one.objection else Role.WITHIN,
            )
            for one in withins_in(letter)
        ),
        set_apart=tuple(
            SetApart(why, place(start, end))
            for why, start, end in sorted(apart, key=lambda a: a[1])
        ),
    )
