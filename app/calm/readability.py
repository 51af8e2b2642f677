"""How easy a German text is to read (calm 3): three formulas and what they are made of.

The formulas want a hundred words or more; a single sentence is held to counting rules instead
(`limits`). Tools only show where to look: real readers decide.

- Flesch in the version for German: T. Amstad, "Wie verständlich sind unsere Zeitungen?" (1978).
  From 0 to about 100, higher is easier.
- First Wiener Sachtextformel: R. Bamberger and E. Vanecek, "Lesen, verstehen, lernen, schreiben"
  (1984). About the school year.
- LIX: C. H. Björnsson, "Läsbarhet" (1968). Below 30 is very easy.
"""

import re
from dataclasses import dataclass

from app.calm.misread import MONTHS

_MONTHS = "|".join(month.title() for month in MONTHS)
# Dots that end no sentence: after the day of a date, after a number that counts ("am 1. Tag"), in
# abbreviations.
_NO_END = re.compile(
    rf"\b\d{{1,2}}\.(?= (?:{_MONTHS})\b)"
    r"|\b(?i:am|ab|im|zum|vom|der|dem|den|die|das) \d{1,2}\.(?= [A-ZÄÖÜ])"
    r"|\b(?:z\. ?B|d\. ?h|u\. ?a|v\. ?a|o\. ?g|i\. ?d\. ?R|i\. ?v\. ?M|m\. ?E)\."
    r"|\b(?:bzw|ggf|usw|bspw|vgl|inkl|evtl|zzgl|ca|Nr|Str|Tel|Abs|Dr|Prof|Fr|Hr|St|Mio)\.(?= )"
)
_END = re.compile(r"[.!?:؟]+[»“‘\"')]*(?=\s|$)|\n\s*(?:[-–•*·]\s+)?| · ")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_VOWELS = re.compile(r"aa|ee|oo|ie|ei|ai|au|eu|äu|[aeiouyäöü]", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

LONG = 6
"""A word with more letters is long, in LIX and in the Wiener Sachtextformel."""
_OF_A_NUMBER = 2  # syllables
# What a text says in the place of a placeholder, about as long as in life.
_SAMPLES = {
    **dict.fromkeys(
        ("day", "date", "when", "safe_date", "until", "from"), "Dienstag, 24. November"
    ),
    **dict.fromkeys(("time", "opens", "closes"), "10 Uhr"),
    **dict.fromkeys(("minutes", "hour", "minute", "number", "page", "pages", "digits"), "30"),
    **dict.fromkeys(("amount", "repay", "less", "new", "old", "per_month"), "240 Euro"),
}
_SAMPLE = "Frau Sommer"


@dataclass(frozen=True)
class Readability:
    """What was counted, and what the formulas say of it."""

    sentences: int
    words: int
    mean_sentence: float
    longest_sentence: int
    longest_word: int
    flesch_amstad: float
    wiener1: float
    lix: float


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence; a heading is a sentence too.

    A number is a word, and so is each part of a word with a hyphen. Placeholders speak as an
    example would.
    """
    plain = _UNSEEN.sub("", text)
    spoken = _PLACEHOLDER.sub(lambda match: _SAMPLES.get(match[1], _SAMPLE), plain)
    parts = (
        _WORD.findall(part)
        for part in _END.split(_NO_END.sub(lambda match: match[0].replace(".", ""), spoken))
    )
    return [words for words in parts if words]


def syllables(word: str) -> int:
    """Return how many syllables a German word has, about."""
    return _OF_A_NUMBER if word[0].isdigit() else len(_VOWELS.findall(word)) or 1


def readability(text: str) -> Readability:
    """Measure a text; one without words is as easy as can be."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    if not words:
        return Readability(0, 0, 0.0, 0, 0, 100.0, 0.0, 0.0)
    spoken = [syllables(word) for word in words]
    mean = len(words) / len(found)
    long = _percent(sum(len(word) > LONG and not word[0].isdigit() for word in words), words)
    many = _percent(sum(count >= 3 for count in spoken), words)
    single = _percent(sum(count == 1 for count in spoken), words)
    return Readability(
        sentences=len(found),
        words=len(words),
        mean_sentence=mean,
        longest_sentence=max(map(len, found)),
        longest_word=max(map(len, words)),
        flesch_amstad=180 - mean - 58.5 * sum(spoken) / len(words),
        wiener1=0.1935 * many + 0.1672 * mean + 0.1297 * long - 0.0327 * single - 0.875,
        lix=mean + long,
    )


def _percent(part: int, words: list[str]) -> float:
    return 100 * part / len(words)
