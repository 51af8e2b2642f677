"""What a reader finds in the summary of each demo letter, and in which order (calm 4.1)."""

from tests.letters import demo_letters

ADVICE = "VdK Musterstadt, 0221 4710 200, nur mit Termin\nSozialberatung am Markt"
SENDERS = {
    "jobcenter": "Vom Jobcenter", "drv": "Von der Rentenversicherung",
    "programme": "Von Herrn Sommer",
}  # fmt: skip
LABELS = {
    "gut": "Gute Nachricht", "info": "Zur Information", "bitte": "Eine Bitte an Sie",
    "gemischt": "Teils gut, teils nicht gut", "schwer": "Keine gute Nachricht",
}  # fmt: skip
NEED_ADVICE = {"schwer", "gemischt"}


def sender(name: str) -> str:
    """Return from whom the letter is, in words."""
    demo = demo_letters.read(name)
    return SENDERS.get(demo["sender"], demo["sender_name"])


def is_advised(name: str) -> bool:
    """Whether help that does not belong to the office is named."""
    demo = demo_letters.read(name)
    return demo["label"] in NEED_ADVICE or demo["kind"] == "anhoerung"


def in_this_order(found: list[str], *wanted: str) -> None:
    """Fail unless lines that begin with these words follow one another."""
    at = 0
    for words in wanted:
        place = next((n for n, line in enumerate(found[at:], at) if line.startswith(words)), None)
        assert place is not None, f"{words!r} is not after line {at}:\n" + "\n".join(found)
        at = place + 1


def summary_in_order(name: str, *amounts: str) -> list[str]:
    """Return how the lines of the German summary begin, without the envelope."""
    hard = demo_letters.read(name)["label"] == "schwer"
    places = ["Unabhängige Beratung.", "VdK Musterstadt", "0221 4710 200", "nur mit Termin"]
    return [
        sender(name),
        "Brief vom ",
        LABELS[demo_letters.read(name)["label"]],
        "Worum geht es?",
        *(["Das ist keine gute Nachricht."] if hard else []),
        *amounts,
        "Was Sie tun können",
        "Mit Herrn Sommer zusammen lesen",
        "Wichtiges Datum",
        "Wenn Sie nichts tun",
        "Wer hilft?",
        "Herr Sommer hilft Ihnen mit diesem Brief.",
        *(places if is_advised(name) else []),
        "Größer",
        "Sprache: Deutsch",
        "Den genauen Brief zeigen",
        "Diese Zusammenfassung hat Herr Sommer am",
        "Fehler melden",
    ]
