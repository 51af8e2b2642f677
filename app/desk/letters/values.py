"""Values a guide types for a fact, as people write them: "18.12.2026", "9:30 Uhr", "240,00"."""

from datetime import date, datetime, time

from app.calm.facts import AMOUNTS, DATES, Role, Value
from app.calm.kind import OFFICE_NAMES
from app.calm.printed import times_in
from app.calm.printed_dates import dates_in
from app.calm.printed_money import numbers_in
from app.core.i18n import lazy


class NotAValue(ValueError):
    """What was typed does not fit the role; `text` says what would."""

    def __init__(self, text: str) -> None:
        super().__init__(str(text))
        self.text = text


_A_DATE = lazy("Bitte Tag, Monat und Jahr, zum Beispiel 18.12.2026.")
_AN_AMOUNT = lazy("Bitte einen Betrag, zum Beispiel 240,00.")
_WORDS = lazy("Bitte ein paar Worte.")


def value_of(role: Role, typed: str) -> Value:
    """Return the value of what was typed. Raises NotAValue."""
    if role in DATES:
        day = _day(typed)
        times = times_in(typed) if role is Role.APPOINTMENT else frozenset()
        return datetime.combine(day, _time(times)) if times else day
    if role in AMOUNTS:
        numbers = numbers_in(typed)
        if len(numbers) != 1:
            raise NotAValue(_AN_AMOUNT)
        return min(numbers)
    if not typed.strip():
        raise NotAValue(_WORDS)
    return _office(typed) if role is Role.WHO else typed.strip()


def _day(typed: str) -> date:
    printed = dates_in(typed)
    if len(printed) != 1 or printed[0].year is None:
        raise NotAValue(_A_DATE)
    try:
        return date(printed[0].year, printed[0].month, printed[0].day)
    except ValueError:
        raise NotAValue(_A_DATE) from None


def _time(times: frozenset[tuple[int, int]]) -> time:
    try:
        ((hour, minute),) = times
        return time(hour, minute)
    except ValueError:
        raise NotAValue(lazy("Bitte eine Uhrzeit, zum Beispiel 9:30 Uhr.")) from None


def _office(typed: str) -> str:
    """Return the key of an office we know, so that it is named in the reader's language."""
    for key, name in OFFICE_NAMES.items():
        if name.split()[-1].casefold() in typed.casefold():
            return key
    return typed.strip()
