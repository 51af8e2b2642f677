"""An encouragement asks for nothing: no question, no advice, no day, no time."""

import pytest

from app.calm.encouragement import MOST_SENTENCES, Demand, carried
from app.calm.phrases import PHRASES, Group
from app.core import i18n
from app.core.languages import LANGUAGES

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
Ist alles in Ordnung
Was gibt es Neues
Ich würde gern von Ihnen hören.
Ich würde mich über eine Nachricht freuen.
Es wäre schön, von Ihnen zu hören.
Mich interessiert, wie es weiterging.
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
Ein Spaziergang kann guttun.
Bewegung tut immer gut.
Vielleicht gehen Sie heute spazieren.
Öfter mal lachen.
Tief durchatmen.
Lächeln Sie.
Sie dürfen nicht aufgeben.
Mit etwas Geduld wird alles leichter.
Ihr Formular ist noch offen.
Ich erwarte Sie.
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
Bis Mo.
Wir sehen uns übernächste Woche.
Wir sehen uns in vierzehn Tagen.
Wir sehen uns bald.
Am 24ten bin ich da.
Ich bin am Dienstag da, wie letzte Woche.
Danke für Dienstag, morgen um 10 geht es weiter.
Am Wochenende sehen wir uns.
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
Sie dürfen müde sein.
Sie dürfen Nein sagen.
Ich kann Ihnen helfen.
Ich habe das Wochenende mit Ihrem Buch verbracht.
"""
# Of other languages too: a question without its mark, a call to do something, a day ahead.
ELSEWHERE = {
    "en": ("How are you", "Please call me.", "See you tomorrow.", "I liked our walk on Monday."),
    "uk": ("Як справи", "Зателефонуйте мені.", "Побачимось завтра.", "У понеділок було гарно."),
    "ar": ("كيف حالكم", "اتصلوا بي", "نلتقي غدًا", "كان يوم الاثنين جميلًا."),
    "tr": ("Nasılsınız", "Beni arayın.", "Yarın görüşürüz.", "Pazartesi günü güzeldi."),
    "ru": ("Как дела", "Позвоните мне.", "Увидимся завтра.", "В понедельник было хорошо."),
    "fa": ("حالتان چطور است", "به من زنگ بزنید", "فردا می‌بینمتان", "دوشنبه خوب بود."),
    "pl": ("Co słychać", "Proszę zadzwonić.", "Do zobaczenia jutro.", "W poniedziałek było miło."),
    "ro": ("Ce mai faceți", "Sunați-mă.", "Ne vedem mâine.", "Luni a fost frumos."),
    "bg": ("Как сте", "Обадете ми се.", "Ще се видим утре.", "В понеделник беше хубаво."),
}


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


@pytest.mark.parametrize("language", ELSEWHERE)
def test_none_of_them_is_carried_in_another_language(language: str) -> None:
    found = [[each.demand for each in carried(text, language)] for text in ELSEWHERE[language]]
    assert found == [[Demand.QUESTION], [Demand.ADVICE], [Demand.DATE], []]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_of_ours_is_one_in_every_language(language: str) -> None:
    ours = [each for each in PHRASES.values() if each.group is Group.ENCOURAGEMENT]
    with i18n.speaking(language):
        said = [(each.id, found) for each in ours for found in carried(i18n._(each.text), language)]
    assert said == []


def test_marks_and_figures_are_known_of_every_language() -> None:
    assert {each.demand for each in carried("Sawubona?", "zu")} == {Demand.QUESTION}
    assert {each.demand for each in carried("Ngo 10:30.", "zu")} == {Demand.DATE}


def test_more_than_three_sentences_are_a_letter() -> None:
    short = "Es ist still. " * MOST_SENTENCES
    assert list(carried(short)) == []
    (found,) = carried(short + "Auch das noch.")
    assert (found.demand, found.words) == (Demand.LENGTH, "Auch das noch.")


def test_it_says_where() -> None:
    text = "Ich denke an Sie. Wie geht es Ihnen? Alles Liebe."
    (found,) = carried(text)
    assert text[found.start : found.end] == found.words == "Wie geht es Ihnen?"
