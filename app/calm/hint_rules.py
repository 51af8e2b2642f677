"""What can be hinted at, one function each. None of them knows of the others."""

import re
from collections.abc import Container, Iterable, Iterator

from app.calm import hint_words as words
from app.calm.better_words import better, is_loud
from app.calm.encouragement import Demand, carried
from app.calm.guard import Group, Hit
from app.calm.hint import SHOW_LATER, TALK_ABOUT_IT, TWO_MESSAGES, Hint, Why, Writing
from app.calm.limits import LIMITS, TextType
from app.calm.sentences import Sentence, sentences

LONGEST = LIMITS[TextType.LETTER].sentence  # words; a guide may write as a letter's summary does
_SHORTEST_HALF = 4

_GROUPS = {
    Group.SANCTION: Why.SANCTION,
    Group.DUTY: Why.DUTY,
    Group.BLAME: Why.BLAME,
    Group.DEADLINE: Why.DEADLINE,
    Group.LABEL: Why.LABEL,
    Group.FOG: Why.FOG,
    Group.COMFORT: Why.COMFORT,
}
_DEMANDS = {
    Demand.QUESTION: Why.QUESTION,
    Demand.ADVICE: Why.ADVICE,
    Demand.DATE: Why.DATE,
    Demand.LENGTH: Why.LENGTH,
}


def of_the_guard(text: str, writing: Writing, found: Iterable[Hit]) -> Iterator[Hint]:
    """Yield a hint for what the word guard found; a whole sentence takes a sentence's place."""
    said = list(sentences(text))
    for each in found:
        start, end, instead = each.start, each.end, None
        around = next((it for it in said if it.start <= start and end <= it.end), None)
        if around and writing.is_german:
            start, end, instead = better(text, each, around, reader_says_du=writing.reader_says_du)
        why = Why.LOUD if is_loud(each) else _GROUPS[each.group]
        yield Hint(why, each.text, start, end, instead, suggestion=each.suggestion)


def other_names(text: str, writing: Writing) -> Iterator[Hint]:
    """Yield where somebody else is named, whom the writer accompanies too."""
    starts = {each.start for each in sentences(text)}
    for first, last in writing.other_people:
        ways = [rf"(?:Frau|Herrn?) {re.escape(last)}"] if last else []
        if len(first) > 2:
            ways.insert(0, rf"{re.escape(first)}(?: {re.escape(last)})?")
        for match in re.finditer(rf"\b(?:{'|'.join(ways)})(?:s|’s)?\b", text) if ways else ():
            instead = _somebody_else(text, match, starts) if writing.is_german else None
            suggestion = "eine andere Person" if writing.is_german else ""
            yield Hint(
                Why.NAME, match[0], match.start(), match.end(), instead, suggestion=suggestion
            )


def _somebody_else(text: str, name: re.Match[str], starts: Container[int]) -> str | None:
    """Return the words in their case; None where it may be another, or somebody is spoken to."""
    if not words.NAME_ENDS.match(text, name.end()) or name[0].endswith("s"):
        return None
    if name.start() in starts:
        return "Eine andere Person"
    before = text[: name.start()]
    if words.WITH.search(before):
        return "einer anderen Person"
    return "eine andere Person" if words.FOR.search(before) else None


def diagnoses(text: str, _writing: Writing) -> Iterator[Hint]:
    """Yield names of illnesses: a phone is read by others too."""
    for match in words.DIAGNOSIS.finditer(text):
        yield Hint(Why.DIAGNOSIS, match[0], match.start(), match.end(), advice=TALK_ABOUT_IT)


def demands(text: str, writing: Writing) -> Iterator[Hint]:
    """Yield what an encouragement cannot carry."""
    if not writing.is_encouragement:
        return
    du = writing.reader_says_du
    quiet = "Du brauchst nicht zu antworten." if du else "Sie brauchen nicht zu antworten."
    warm = "Ich denke heute an dich." if du else "Ich denke heute an Sie."
    better = {Demand.QUESTION: quiet, Demand.ADVICE: warm} if writing.is_german else {}
    for each in carried(text, writing.language):
        instead: str | None = better.get(each.demand, "")
        if not instead or instead in text or (instead == warm and words.WARMTH.search(text)):
            is_all = each.words == text.strip()
            instead = (warm if writing.is_german else None) if is_all else ""
        yield Hint(_DEMANDS[each.demand], each.words, each.start, each.end, instead)


def hard_news(text: str, writing: Writing) -> Iterator[Hint]:
    """Yield hard news of a letter at a time when nobody can be called afterwards."""
    hard = words.HARD_NEWS.search(text)
    if writing.kinder_day and hard and words.LETTER.search(text):
        values = {"day": writing.kinder_day}
        yield Hint(
            Why.HARD_NEWS, hard[0], hard.start(), hard.end(), advice=SHOW_LATER, values=values
        )


def wrong_address(text: str, writing: Writing) -> Iterator[Hint]:
    """Yield the first sentence that says "du" to a person who chose "Sie", or the other way."""
    for sentence in sentences(text):
        wrong = (words.SIE if writing.reader_says_du else words.DU).search(sentence.text)
        if not wrong and not writing.reader_says_du:
            wrong = words.CALLS_DU.search(sentence.text)
        if wrong:
            instead = None if writing.reader_says_du else _with_sie(sentence)
            yield Hint(Why.ADDRESS, wrong[0].strip(), sentence.start, sentence.end, instead)
            return


def _with_sie(sentence: Sentence) -> str | None:
    def plural(verb: str) -> str:
        known = words.VERBS.get(verb.lower())
        made = known or re.sub(r"e?st$", "en", verb.lower())
        return made.capitalize() if verb[0].isupper() else made

    said = words.DU_AND_VERB.sub(
        lambda it: f"Sie {plural(it['after'])}" if it["after"] else f"{plural(it['before'])} Sie",
        sentence.text,
    )
    if re.search(r"\bdu\b", said, re.IGNORECASE) or words.CALLS_DU.search(said):
        return None  # the verb stands far away, or has no ending: whoever wrote it knows better
    return words.DU.sub(lambda it: words.PRONOUNS[it[0].lower()], said)


def unasked_advice(text: str, writing: Writing) -> Iterator[Hint]:
    """Yield advice that nobody asked for: ask, offer, ask."""
    if writing.is_encouragement or words.ASKED_FIRST.search(text):
        return
    for sentence in sentences(text):
        if found := words.ADVICE.search(sentence.text):
            instead = f"Darf ich etwas vorschlagen? {sentence.text}"
            yield Hint(Why.UNASKED, found[0], sentence.start, sentence.end, instead)
            return


def mixed_topics(text: str, writing: Writing) -> Iterator[Hint]:
    """Yield the sentence where a second kind of text begins: warmth, a meeting, a letter."""
    if writing.is_encouragement:
        return  # it carries neither a meeting nor a letter's date in the first place
    kinds = (words.MEETING, words.LETTER, words.WARMTH)
    met: set[int] = set()
    for sentence in sentences(text):
        here = {place for place, each in enumerate(kinds) if each.search(sentence.text)}
        if met and here and not met & here and len(here) == 1:
            yield Hint(Why.TOPICS, sentence.text, sentence.start, sentence.end, advice=TWO_MESSAGES)
            return
        met |= here


def long_sentences(text: str, writing: Writing) -> Iterator[Hint]:
    """Yield sentences that are long, in two halves if they have a joint."""
    for each in sentences(text):
        if each.words > LONGEST:
            halves = _halves(each) if writing.is_german else None
            count = {"count": each.words}
            yield Hint(Why.LONG, each.text, each.start, each.end, halves, values=count)


def _halves(sentence: Sentence) -> str | None:
    middle = len(sentence.text) / 2
    for match in sorted(
        words.JOINED.finditer(sentence.text), key=lambda it: abs(it.start() - middle)
    ):
        before, after = sentence.text[: match.start()], sentence.text[match.end() :]
        if min(len(before.split()), len(after.split())) >= _SHORTEST_HALF:
            return f"{before}. {match[1].capitalize()} {after}"
    return None
