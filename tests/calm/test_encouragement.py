"""An encouragement asks for nothing: no question, no advice, no day, no time."""

import pytest

from app.calm.encouragement import MOST_SENTENCES, Demand, carried
from app.calm.phrases import PHRASES, Group

QUESTIONS = """
Wie geht es Ihnen?
Wie geht es Ihnen heute
Möchten Sie mir schreiben
Haben Sie gut geschlafen
Hast du gut geschlafen
Was machen Sie heute
Passt Ihnen das
Ich freue mich auf Ihre Antwort.
Ich hoffe auf eine Nachricht.
Melden Sie sich gern.
Schreiben Sie mir, wie es war.
Ich frage mich, wie es Ihnen geht.
Ich bin gespannt, was Sie sagen.
Ich brauche noch Ihre Antwort.
Darf ich Sie anrufen
Wollen wir telefonieren
هل أنت بخير؟
"""
ADVICE = """
Gehen Sie mal raus!
Ich denke an Sie. Gehen Sie mal raus.
Geh mal raus.
Bitte passen Sie auf sich auf.
Achten Sie auf sich.
Pass auf dich auf.
Seien Sie nett zu sich.
Ruhen Sie sich aus.
Sie sollten mehr schlafen.
Sie könnten mal spazieren gehen.
Sie müssen nur wollen.
Ich rate Ihnen zu einer Pause.
Mein Tipp: viel trinken.
An Ihrer Stelle wäre ich ruhig.
Denken Sie daran, die Papiere zu schicken.
Es wäre gut, wenn Sie rausgehen.
Kommen Sie gut nach Hause.
Und denken Sie positiv.
Lass von dir hören.
Achte auf dich.
Ich schlage eine Pause vor.
Es ist wichtig, dass Sie essen.
Ein Bad wirkt Wunder, probieren Sie es.
Gönnen Sie sich eine Pause.
Gönn dir Ruhe.
Ein Spaziergang täte Ihnen gut.
Frische Luft hilft.
Nicht aufgeben!
Du kannst doch mal Musik hören.
Ich würde mir Hilfe holen.
Es lohnt sich, rauszugehen.
Die Papiere fehlen noch.
Das Formular wartet noch auf Sie.
"""
DATES = """
Bis Dienstag.
Wir sehen uns am Dienstag.
Dienstags bin ich da.
Ich bin am 24. November da.
Ich bin am 24.11. da.
Morgen sehen wir uns.
Ich rufe Sie übermorgen an.
Um 10 Uhr bin ich da.
Um zehn warte ich auf Sie.
Ab 14:30 ist Zeit.
Nächste Woche sehen wir uns.
In drei Tagen sehen wir uns.
Unser Termin steht.
Ich habe den Termin am Freitag eingetragen.
Ich freue mich auf Donnerstag.
Ich freue mich auf unser Treffen.
Heute Nachmittag sehen wir uns.
Anfang Dezember reden wir.
Im Januar geht es weiter.
Die Frist läuft.
Kommenden Montag bin ich da.
See you at 10:30.
"""
CALM = """
Ich denke an Sie.
Guten Morgen, Frau Haddad. Ich denke an Sie.
Am Dienstag war es schön mit Ihnen.
Unser Treffen am Dienstag war schön. Danke.
Ich habe am Montag an Sie gedacht.
Gestern um 10 dachte ich an Sie.
Sie können jederzeit wiederkommen.
Sie müssen nichts tun.
Sie kennen sich am besten.
Ich wünsche Ihnen einen guten Morgen.
Wenn es schwer ist, bin ich da.
Heute um die Ecke blühen schon Blumen.
Wie schön, dass Sie da waren.
Es ist still. Ich denke an Sie und wünsche Ihnen Ruhe.
Der Wald war schön. Und Sie haben viel gelacht.
Ich freue mich über Ihre Nachricht.
Ich wünsche Ihnen Zeit und Ruhe.
Ich sitze am Fenster und denke an Sie.
Denke an dich.
Ich komme gern und bringe Kuchen mit.
Die Sonne scheint. Und Sie sind da.
Danke für den schönen Spaziergang am Mittwoch.
Ich wünsche Ihnen einen schönen Sonntag.
Im Mai blüht hier alles.
Für dich ein Gruß.
Sie haben am Freitag so schön von Ihrem Garten erzählt.
Die Ruhe im Park tut gut.
Heute Morgen sah ich einen Reiher und dachte an Sie.
Sie können sich auf mich verlassen.
Auch wenn Sie nicht antworten: Ich bin da.
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def demands_in(text: str) -> set[Demand]:
    return {each.demand for each in carried(text)}


@pytest.mark.parametrize("text", lines(QUESTIONS))
def test_a_question_is_none(text: str) -> None:
    assert demands_in(text) == {Demand.QUESTION}


@pytest.mark.parametrize("text", lines(ADVICE))
def test_advice_is_none(text: str) -> None:
    assert demands_in(text) == {Demand.ADVICE}


@pytest.mark.parametrize("text", lines(DATES))
def test_a_day_or_a_time_is_none(text: str) -> None:
    assert demands_in(text) == {Demand.DATE}


@pytest.mark.parametrize("text", lines(CALM))
def test_what_is_calm_stays_an_encouragement(text: str) -> None:
    assert list(carried(text)) == []


def test_every_card_of_ours_is_one() -> None:
    ours = [each for each in PHRASES.values() if each.group is Group.ENCOURAGEMENT]
    assert [(each.id, list(carried(each.text))) for each in ours if [*carried(each.text)]] == []


def test_more_than_three_sentences_are_a_letter() -> None:
    short = "Es ist still. " * MOST_SENTENCES
    assert list(carried(short)) == []
    (found,) = carried(short + "Auch das noch.")
    assert (found.demand, found.words) == (Demand.LENGTH, "Auch das noch.")


def test_it_says_where() -> None:
    text = "Ich denke an Sie. Wie geht es Ihnen? Alles Liebe."
    (found,) = carried(text)
    assert text[found.start : found.end] == found.words == "Wie geht es Ihnen?"
