"""Deadlines without a day: "innerhalb eines Monats nach Bekanntgabe", with number and unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.calm.numerals import cardinal
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Letter
from app.calm.suggest.zones import Zone

_NUMBERS = dict.fromkeys(("ein", "eine", "einen", "einem", "eines", "einer"), 1) | {
    "zweier": 2,
    "dreier": 3,
    **{cardinal(number): number for number in range(2, 32)},
}
_UNITS = {
    "tag": "day",
    "werktag": "day",
    "arbeitstag": "day",
    "kalendertag": "day",
    "woche": "week",
    "monat": "month",
    "jahr": "year",
}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?:werk|arbeits|kalender)?(?:tag|woche|mo\s?nat|jahr)(?:e[ns]?|s|n)?"
_AFTER = (
    r"(?:\s(?:nach|ab|seit|vor)\s(?:(?:de[rsm]|dessen|ihr\w*|seine[rs]?|diese[rs]?"
    r"|erfolgter|ablauf|dem)\s)*"
    r"(?:bekanntgabe|zustellung|zugang\w*|erhalt|eingang\w*|empfang|datum|rechnungsdatum"
    r"|briefdatum|antritt|veröffentlichung|abschluss|ende|ablauf|beginn\w*|kenntnis\w*)"
    r"(?:\s(?:diese[rs]|des|der)\s(?:schreibens|bescheid\w*|briefes|widerspruchsbescheid\w*"
    r"|rechnung|mitteilung))?)?"
)
_LEADS = (
    (
        r"(?:innerhalb|binnen|innert|inner\shalb)(?:\s(?:von|der\s(?:nächsten|kommenden)"
        r"|einer\sfrist\svon))?"
    ),
    r"(?:\w*frist|zeitraum|zeit)\W{1,2}(?:(?:beträgt|von|ist)\s)?",
    r"in\sden\s(?:nächsten|kommenden)",
    r"(?:spätestens|bis(?:\sspätestens)?)",
)
_WITHIN = cue(
    rf"(?<!\w)(?:(?:{'|'.join(_LEADS[:3])})\s(?P<n>{_COUNT})\s?(?P<unit>{_UNIT}){_AFTER}"
    rf"|{_LEADS[3]}\s(?P<n2>{_COUNT})\s?(?P<unit2>{_UNIT})(?P<after>{_AFTER})"
    rf"|(?P<n3>{_COUNT})\s(?P<unit3>{_UNIT})\s(?:nach|ab)\s(?:\w+\s)?(?:zugang|erhalt"
    rf"|zustellung|bekanntgabe|rechnungsdatum)(?:\s(?:dieses|des)\s(?:schreibens|briefes"
    rf"|bescheides))?"
    rf"|(?P<n5>{_COUNT})\s(?P<unit5>{_UNIT})\s(?:zeit|lang\s(?:\w+\s)?(?:möglich|widersp\w*))"
    rf"|(?:binnen|innerhalb)\s(?:der\s|einer\s)?(?P<unit6>monat|woche)s?n?frist"
    rf"|innerhalb\s(?:der|von|einer)\s(?P<n4>zwei|drei|vier|ein|1|2|3|4)-?(?P<unit4>wochen"
    rf"|monats?|tages)-?frist)(?!\w)"
)
_COUNTED = ("n", "n2", "n3", "n4", "n5")
_MEASURED = ("unit", "unit2", "unit3", "unit4", "unit5", "unit6")
_OBJECTION = cue(r"widerspruch|klage|rechtsbehelf|einspruch")
_POSTED = cue(r"(?:gilt|gelten|aufgabe\szur\spost|bekannt\s?gegeben\sam|vermutung)")


@dataclass(frozen=True)
class Within:
    """A deadline without a day."""

    number: int
    unit: str  # day, week, month, year
    start: int
    end: int
    objection: bool


def withins_in(letter: Letter) -> tuple[Within, ...]:
    """Return the deadlines without a day, in their order."""
    return tuple(_withins(letter))


def _withins(letter: Letter) -> Iterator[Within]:
    folded_numbers = {cue(word).pattern: number for word, number in _NUMBERS.items()}
    units = {cue(word).pattern: unit for word, unit in _UNITS.items()}
    for match in _WITHIN.finditer(letter.fold.text):
        found = match.groupdict()
        count = next((found[name] for name in _COUNTED if found[name]), "1")
        word = next(found[name] for name in _MEASURED if found[name]).replace(" ", "")
        if found["unit2"] and not found["after"]:
            continue  # "bis zwei Wochen": how long, not until when
        number = int(count) if count.isdigit() else folded_numbers.get(count, 0)
        stem = next(
            (stem for stem in sorted(units, key=len, reverse=True) if word.startswith(stem)), ""
        )
        if number and stem and not _POSTED.search(letter.fold.text[match.end() : match.end() + 30]):
            place = letter.fold.place(*match.span())
            around = letter.around(*place)
            objection = around.zone is Zone.LAW or bool(_OBJECTION.search(around.sentence))
            yield Within(number, units[stem], *place, objection=objection)
