"""How easy a text is: twenty passages counted by hand, and the traps of calm 3.2."""

import pytest

from app.calm.limits import LIMITS, TextType, too_hard, too_long
from app.calm.readability import LONG, readability, sentences, syllables

# Sentences, words, syllables, words of more than six letters, of three syllables and more, of one.
BY_HAND = {
    "Heute ist nichts zu tun.": (1, 5, 6, 0, 0, 4),
    "Das ist keine gute Nachricht. Wir lesen sie zusammen.": (2, 9, 15, 2, 1, 4),
    "Unser Treffen: Dienstag, 24. November, 10 Uhr.": (2, 7, 14, 3, 1, 1),
    "Sie können z. B. am Montag kommen.": (1, 7, 10, 0, 0, 4),
    "Oder aber am Abend. Das ist eine Idee.": (2, 8, 13, 0, 0, 3),
    "Bis 10 MB geht es. Sie können sie auch zum Treffen mitbringen.": (2, 12, 17, 2, 1, 8),
    "Eine E-Mail ist da.": (1, 5, 6, 0, 0, 4),
    "Am 3. Tag sprechen wir. Sie entscheiden.": (2, 7, 11, 2, 1, 4),
    "Jeden Monat 12,50 Euro": (1, 4, 8, 0, 0, 0),
    "- Ausweis\n- Mietvertrag\n- Kontoauszug": (3, 3, 9, 3, 2, 0),
    "Ihr Brief ist da! Möchten Sie ihn jetzt lesen?": (2, 9, 11, 1, 0, 7),
    "Frau Dr. Lange ruft um 9:45 Uhr an.": (1, 8, 10, 0, 0, 6),
    "Die Rentenversicherung sagt Ja.": (1, 4, 9, 1, 1, 3),
    "Das Jobcenter möchte 240 Euro zurück.": (1, 6, 12, 1, 1, 1),
    "Es geht um: %(topic)s.": (2, 5, 6, 0, 0, 4),
    "So kommen Sie hin: Bus 5 bis Rathaus. Dann 3 Minuten zu Fuß.": (3, 13, 19, 2, 1, 8),
    "Wir öffnen den Brief zusammen, wenn Sie das möchten.": (1, 9, 13, 2, 1, 6),
    "Sie sind nicht allein. Jemand hilft.": (2, 6, 8, 0, 0, 4),
    "Einfache Worte helfen mehr als lange Erklärungen.": (1, 7, 15, 2, 2, 2),
    "Zum Mitnehmen: Ausweis, Brille und die Liste.": (2, 7, 12, 2, 1, 3),
}


@pytest.mark.parametrize(("text", "counted"), BY_HAND.items())
def test_what_is_counted_is_what_a_person_counts(text: str, counted: tuple[int, ...]) -> None:
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    spoken = [syllables(word) for word in words]
    long = sum(len(word) > LONG for word in words)
    many, single = sum(count >= 3 for count in spoken), sum(count == 1 for count in spoken)
    assert (len(found), len(words), sum(spoken), long, many, single) == counted


def test_the_formulas_are_those_of_their_authors() -> None:
    """Amstad 1978, Bamberger and Vanecek 1984, Björnsson 1968, with 9 words of 15 syllables."""
    found = readability("Das ist keine gute Nachricht. Wir lesen sie zusammen.")
    assert found.mean_sentence == 4.5
    assert found.longest_sentence == 5
    assert found.longest_word == 9
    assert found.flesch_amstad == pytest.approx(180 - 4.5 - 58.5 * 15 / 9)
    many, long, single = 100 / 9, 200 / 9, 400 / 9
    wiener = 0.1935 * many + 0.1672 * 4.5 + 0.1297 * long - 0.0327 * single - 0.875
    assert found.wiener1 == pytest.approx(wiener)
    assert found.lix == pytest.approx(4.5 + long)


def test_the_way_offices_write_is_harder() -> None:
    ours = readability("Passt Ihnen Dienstag? Sie können auch später antworten.")
    theirs = readability("Zwecks Abstimmung wird um umgehende schriftliche Rückmeldung gebeten.")
    assert ours.flesch_amstad - theirs.flesch_amstad > 30
    assert theirs.lix - ours.lix > 20


@pytest.mark.parametrize("text", ["", "…", "\n\n", "—"])
def test_nothing_is_easy(text: str) -> None:
    assert readability(text).words == 0
    assert list(too_long(text, TextType.BUTTON)) == list(too_hard([text], TextType.EASY)) == []


def test_each_limit_is_seen() -> None:
    assert list(too_long("eins zwei drei vier fünf", TextType.BUTTON)) == [
        "a sentence of 5 words, 4 at most"
    ]
    assert list(too_long("Rentenversicherungsträger", TextType.BUTTON)) == [
        "a word of 25 letters, 16 at most"
    ]
    assert list(too_long("Ein. " * 40, TextType.APP)) == ["200 characters, 180 at most"]
    text = "Die Bewilligung erfolgt unter Berücksichtigung der Angaben."
    hard = list(too_hard([text], TextType.EASY))
    assert [each.split()[0] for each in hard] == ["7.0", "Flesch", "Wiener", "LIX"]
    assert set(LIMITS) == set(TextType)
