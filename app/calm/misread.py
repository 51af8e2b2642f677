"""What scans make of figures and months: "3l.12.2O26", "Novernber" are read as meant."""

import re

MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember".split()
)
_FOLD = str.maketrans("0ä1|Ii!c", "oallllle")
_FOLDED_MONTHS = [month.translate(_FOLD) for month in MONTHS]
# A token must hold a figure, or it is a word.
_SOME = re.compile(r"(?<!\w)(?=[^\s\d]*\d)[\dOoIl]+(?:[.,:][\dOoIl]+)*(?!\w)")
_MORE = re.compile(r"(?<!\w)(?=\S*\d\S*\d)[\dOoIlSBZ]+(?:[.,][\dOoIlSBZ]+)+(?!\w)")
_SUM = re.compile(
    r"(?<![\w.,])(?=[^\s,]*,?[^\s,]*\d)[\dOoIlSBZg|!i]{1,4}(?:\.[\dOoIlSBZg|!i]{3})?,[\dOoIlSBZg|!i]{2}"
    r"(?=\s?(?:€|EUR|Eur))"
)
_DAY = re.compile(
    r"(?<!\w)[\dOoIl|!i]{1,2}\s?[.,]\s?[\dOoIl|!i]{1,2}\s?[.,]\s?(?:[2Z][0Oo])?[\dOoIl|!iSBZ]{2}(?!\w)"
)
# "l. Dezember 2026", "I. 12. 2026", "3|. Juli", "1S. Dezember"
_NAMES = "|".join(month.title() for month in MONTHS)
_BEGINNING = re.compile(
    r"(?<!\w)[\dIl|!][\dIl|!OoSB]?(?=\.\s?(?:[A-ZÄ][a-zä]{2,8}\.?\s\d{4}|\d{1,2}\.\s?\d"
    rf"|(?:{_NAMES})(?!\w)))"
)
_FIGURES = str.maketrans("OoIlSBZg|!i", "00115829111")


def figures(text: str) -> str:
    """Return the text with misread figures put right ("l.234,5O"), each in its place."""

    def right(match: re.Match[str]) -> str:
        return match[0].translate(_FIGURES)

    for misread in (_SOME, _MORE, _SUM, _DAY, _BEGINNING):
        text = misread.sub(right, text)
    return text


def month_of(word: str) -> int | None:
    """Return 1 to 12 for a month's name, short or whole, also with one letter misread."""
    folded = re.sub(r"\s", "", word).lower().replace("rn", "m").replace("ae", "a").translate(_FOLD)
    for number, month in enumerate(_FOLDED_MONTHS, 1):
        if folded in {month, month[:3]} or (
            len(folded) > 4 and abs(len(folded) - len(month)) < 2 and _nearly(folded, month)
        ):
            return number
    return {"sept": 9, "mrz": 3, "janner": 1, "jaenner": 1, "feber": 2, "febr": 2}.get(folded)


def _nearly(word: str, month: str) -> bool:
    """Say whether at most one letter is another, missing or too much; of a long word two others."""
    if len(word) == len(month) and len(month) > 6:
        return sum(one != other for one, other in zip(word, month, strict=True)) <= 2
    pairs = enumerate(zip(word, month, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(word), len(month)))
    rest, other = word[same:], month[same:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
