"""The languages the app speaks. A code is also the name of the catalog folder."""

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
    reviewed: bool = False  # by people whose language it is


LANGUAGES = {
    each.code: each
    for each in (
        Language("de", "Deutsch", "de", "de", "EEEE, d.\u00a0MMMM", reviewed=True),
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


def negotiate(accept_language: str) -> str:
    """Return the code of the best language for an Accept-Language header; German if none fits."""
    wishes = []
    for part in accept_language.split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), tag.lower()))
        except ValueError:
            continue
    for _weight, tag in sorted(wishes, key=lambda wish: wish[0]):
        code = tag.split("-")[0]
        if code in LANGUAGES:
            return code
    return SOURCE
