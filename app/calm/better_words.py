"""Better words in the place of those that press, where the sentence stays German with them.

What the word guard suggests is said to whoever writes: a noun of another gender, or half a clause,
fits into no sentence by itself. Then nothing is taken, and the words stay a suggestion.
"""

import re

from app.calm import hint_words as words
from app.calm.guard import Hit
from app.calm.sentences import Sentence

_EXAMPLE = re.compile(r"[^„]+„")  # „Fakt sagen: „…““: what is true here, only the writer knows
_ONLY_ADVICE = re.compile(
    r"(?:sagen,|bitten oder|neuer Satz|Datum nennen|Liste zeigen|ausschreiben|beschreiben)"
)
# A predicate takes no single word's place: about a thing it becomes a sentence of its own.
_PREDICATE = re.compile(
    r"(?:hat|ist|wartet|gilt|möchte|braucht|lebt|sieht|hört|kann|wird|bleibt|sagt|bittet)\b"
)
_OF_A_THING = re.compile(r"hat (?:diesmal )?nicht geklappt|ist noch offen|wartet noch")
# What goes without a trace, and what has the grammar of its better word.
_MAY_GO = re.compile(r"unbedingt|endlich|nunmehr|somit|hiermit")
_MAY_GO_BEFORE_A_WORD = re.compile(r"dringend|zwingend")
_LIKE_THE_BETTER = re.compile(
    r"sofort|augenblicklich|zeitnah|demnächst|in kürze|ab sofort|zu spät|\w*unterlagen"
)
_INFINITIVE = re.compile(r"(?!\w*zu\w{3,}n$)[a-zäöüß]+n")
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:!?…]|$)")
_WORD_FOLLOWS = re.compile(r" (?!und\b|oder\b)\w")
_DAY_FOLLOWS = re.compile(r" (?:\d|\w+(?:tag|woch|abend)\b)")


Better = tuple[int, int, str | None]
"""Where it stands, and the words to use there: "" leaves it out, None if no words fit."""


def better(text: str, found: Hit, around: Sentence, *, reader_says_du: bool) -> Better:
    """Return what can be taken for words in this sentence."""
    here = found.start, found.end
    if is_loud(found):
        return around.start, around.end, _with_a_calm_end(around.text)
    if found.suggestion.startswith("weglassen"):
        return _left_out(text, found, around)
    said = _said(found.suggestion)
    if said is None or (reader_says_du and re.search(r"\b(?:Sie|Ihnen|Ihre?\w?)\b", said)):
        return *here, None
    if _PREDICATE.match(said):
        said = _in_a_sentence(said, around)
        return (around.start, around.end, said) if said else (*here, None)
    if said[-1] in ".!?":
        return around.start, around.end, said
    if said == "bis":
        return *here, _until(text, found)
    if not _fits(text, found, said):
        return *here, None
    return *here, said[0].upper() + said[1:] if found.start == around.start else said


def is_loud(found: Hit) -> bool:
    """Whether its marks press, and not its words."""
    return found.suggestion == "Punkt" or not found.text.strip("!? ")


def _said(suggestion: str) -> str | None:
    """Return the words to use instead; None if it only says what to do."""
    if _EXAMPLE.match(suggestion) or _ONLY_ADVICE.match(suggestion):
        return None
    first = suggestion.split(" / ", maxsplit=1)[0].strip("„“‚‘ ")
    return None if not first or re.search(r"…|\(|·|: ", first) else first


def _left_out(text: str, found: Hit, around: Sentence) -> Better:
    if found.text == around.text.rstrip(".!?… "):
        return around.start, around.end, "" if around.text != text.strip() else None
    goes = _MAY_GO.fullmatch(found.text) or (
        _MAY_GO_BEFORE_A_WORD.fullmatch(found.text) and _WORD_FOLLOWS.match(text, found.end)
    )
    # The first word holds the verb's place: without it the sentence would begin as a question.
    return found.start, found.end, "" if goes and found.start > around.start else None


def _until(text: str, found: Hit) -> str | None:
    if text[: found.start].lower().endswith("bis "):
        return ""
    return "bis" if _DAY_FOLLOWS.match(text, found.end) else None


def _fits(text: str, found: Hit, said: str) -> bool:
    return bool(
        (found.text.startswith("Sie ") and said.startswith("Sie "))
        or _LIKE_THE_BETTER.fullmatch(found.text.lower())
        or (
            _INFINITIVE.fullmatch(found.text)
            and _INFINITIVE.fullmatch(said)
            and _CLAUSE_ENDS.match(text, found.end)
        )
    )


def _with_a_calm_end(sentence: str) -> str:
    said = sentence.rstrip("!? ")
    return f"{said}{'?' if '?' in sentence[len(said) :] else '.'}"


def _in_a_sentence(predicate: str, sentence: Sentence) -> str | None:
    """Return „Das Treffen hat nicht geklappt.“; None where it is said of a person."""
    if not _OF_A_THING.match(predicate):
        return None
    if not words.MEETING.search(sentence.text):
        return f"Das {predicate}."
    # A meeting that is over is not open.
    said = "hat nicht geklappt" if predicate.startswith("ist noch offen") else predicate
    return f"Das Treffen {said}."
