"""The languages the app speaks. A code is also the name of the catalog folder."""

import re
from dataclasses import dataclass

SOURCE = "de"


@dataclass(frozen=True)
class Language:
    """One language: its own name, its tag for `lang`, where its dates come from, its direction."""

    code: str
    own_name: str
    tag: str
    locale: str  # for Babel: months, weekdays, plural rules
    # Fixed: Babel's skeletons give short weekdays. No line ends between day and month.
    day_pattern: str
    direction: str = "ltr"
    # Who of those whose language it is has read it, and when, in that language; "": nobody yet.
    reviewed: str = ""
    # Another voice of this language: what its catalog does not say otherwise is said as there.
    variant_of: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether a machine wrote it and nobody has read it yet. The source is no translation."""
        return not self.reviewed and self.code != SOURCE

    @property
    def is_german(self) -> bool:
        """Whether it is German in one of its voices: then no German stands beside it."""
        return SOURCE in {self.code, self.variant_of}


_GERMAN_DAY = "EEEE, d.\u00a0MMMM"

# In the order of the menu.
LANGUAGES = {
    each.code: each
    for each in (
        Language(SOURCE, "Deutsch", "de", "de", _GERMAN_DAY),
        # "simple" is a registered variant (BCP 47), so browsers and read-aloud know it is German.
        Language(
            "de_easy", "Deutsch, extra einfach", "de-simple", "de", _GERMAN_DAY, variant_of=SOURCE
        ),
        Language("de_du", "Deutsch, mit Du", "de", "de", _GERMAN_DAY, variant_of=SOURCE),
        Language("en", "English", "en", "en", "EEEE, d\u00a0MMMM"),
        Language("uk", "Українська", "uk", "uk", "EEEE, d\u00a0MMMM"),
        Language("ar", "العربية", "ar", "ar", "EEEE، d\u00a0MMMM", direction="rtl"),
        Language("tr", "Türkçe", "tr", "tr", "d\u00a0MMMM EEEE"),
        Language("ru", "Русский", "ru", "ru", "EEEE, d\u00a0MMMM"),
        Language("fa", "فارسی", "fa", "fa", "EEEE d\u00a0MMMM", direction="rtl"),
        Language("pl", "Polski", "pl", "pl", "EEEE, d\u00a0MMMM"),
        Language("ro", "Română", "ro", "ro", "EEEE, d\u00a0MMMM"),
        Language("bg", "Български", "bg", "bg", "EEEE, d\u00a0MMMM"),
    )
}
# What browsers call some of them otherwise: Dari reads Persian, "mo" was Romanian of Moldova.
_ALSO_CALLED = {"prs": "fa", "mo": "ro"}


def spoken(code: str) -> Language:
    """Return the language of a code; German for one that this version does not know."""
    return LANGUAGES.get(code, LANGUAGES[SOURCE])


def tag(code: str) -> str:
    """Return what stands in `lang` for words written by somebody who speaks this language."""
    return spoken(code).tag


def negotiate(accept_language: str) -> str:
    """Return the code of the best language for an Accept-Language header; German if none fits.

    Never another voice of German: a browser cannot ask for Du, only a person can.
    """
    wishes = [_wish(part) for part in accept_language.split(",")[:20]]
    for weight, tag in sorted(wishes, key=lambda wish: -wish[0]):
        if not weight:
            break  # "q=0" says: not this one
        code = tag.split("-")[0]
        code = _ALSO_CALLED.get(code, code)
        if code in LANGUAGES and not LANGUAGES[code].variant_of:
            return code
    return SOURCE


def _wish(part: str) -> tuple[float, str]:
    """Return how much a language is wished for, 0 if not at all, and its tag (RFC 9110, 12.4.2)."""
    tag, *parameters = (each.strip().lower() for each in part.split(";"))
    weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    known = re.fullmatch(r"[01]?\.?\d{0,3}", weight) and weight.strip(".")
    return (min(float(weight), 1.0) if known else 0.0), tag
