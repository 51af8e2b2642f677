"""How much pressure the word guard finds, and how often it is wrong, on sentences of our own.

`dev`: the rules were tuned on them. `held`: written afterwards, and never tuned on. `unseen`: by
another author, never tuned on either.
`python -m tests.proof.words --sentences` names what was missed and what was found for nothing, in
the first set only.
"""

import sys
import time

from tests.bench.figures import Figures
from tests.calm.guard_sets import SETS, Sentence, languages, sentences

FOUND = {"de": 90}
ALARMS = {"de": 4}
OTHER_FOUND, OTHER_ALARMS = 80, 6


def main() -> int:
    """Say the figures of each set, for German and for all other languages together and alone."""
    figures = Figures()
    for name in SETS:
        others: list[Sentence] = []
        for language in languages(name):
            known = list(sentences(name, language))
            if language == "de":
                _say(figures, f"words_{{}}_{name}_de", known, language)
            else:
                others += known
                found, alarms = _measure(known)
                print(f"{name} {language}: found {found:.1f} %, false alarms {alarms:.1f} %")
        if others:
            _say(figures, f"words_{{}}_{name}_others", others, "others")
    _say_speed(figures)
    return 1 if figures.short else 0


def _say(figures: Figures, name: str, known: list[Sentence], language: str) -> None:
    found, alarms = _measure(known)
    figures.at_least(name.format("found"), found, "%", FOUND.get(language, OTHER_FOUND))
    figures.at_most(name.format("alarms"), alarms, "%", ALARMS.get(language, OTHER_ALARMS))
    print(f"{len(known)} sentences, {sum(each.group is None for each in known)} of them calm")
    if "--sentences" in sys.argv and "_dev_" in name:
        for each in known:
            if bool(each.hits()) != (each.group is not None):
                print(f"  {each.language} {each.voice.value} {each.group or 'calm'}: {each.text}")


def _measure(known: list[Sentence]) -> tuple[float, float]:
    """Return how much of the pressure is found, and how much of the calm is; in percent."""
    pressing = [bool(each.hits()) for each in known if each.group]
    calm = [bool(each.hits()) for each in known if not each.group]
    return 100 * sum(pressing) / len(pressing), 100 * sum(calm) / len(calm)


def _say_speed(figures: Figures) -> None:
    """A text of two thousand characters, the most a message may have."""
    long = " ".join(each.text for each in sentences("dev", "de") if not each.group)[:2000]
    whole = Sentence(long, voice=next(sentences("dev", "de")).voice, group=None, language="de")
    whole.hits()
    started = time.perf_counter()
    for _ in range(5):
        whole.hits()
    figures.at_most("words_ms_a_message", (time.perf_counter() - started) * 200, "ms", 100)


if __name__ == "__main__":
    sys.exit(main())
