"""Hints are a friendly colleague: three at most, what matters first, and every one can be left."""

import pytest

from app.calm import hint_rules
from app.calm.guard import Group, Hit, Weight
from app.calm.hint import REASONS, Hint, Why, Writing
from app.calm.hints import MOST, hints, take

MESSAGE, GREETING = Writing(), Writing(is_encouragement=True)


def of_the_guard(
    group: str, word: str, suggestion: str, text: str, writing: Writing = MESSAGE
) -> Hint:
    """Return the hint for one word that the guard found."""
    start = text.index(word)
    hit = Hit(Group(group), Weight.ERROR, word, start, start + len(word), suggestion)
    (found,) = hint_rules.of_the_guard(text, writing, [hit])
    return found


def whys(text: str, writing: Writing = MESSAGE) -> list[Why]:
    return [each.why for each in hints(text, writing)]


def taken(text: str, writing: Writing = MESSAGE) -> str:
    return take(text, hints(text, writing)[0])


def test_every_reason_has_its_line() -> None:
    assert set(REASONS) == set(Why)


def test_a_calm_message_gets_none() -> None:
    text = "Guten Tag, Frau Haddad. Am Dienstag um 10 Uhr bin ich am See. Passt Ihnen das?"
    assert hints(text, MESSAGE) == ()


def test_at_most_three_and_what_matters_first() -> None:
    text = (
        "Samir fragt nach der Depression. Ich rate dir zu mehr Ruhe. Der Brief ist da. "
        "Dieser Satz ist sehr lang und er hört nicht auf und er hat viel zu viele Wörter für einen "
        "ruhigen Abend."
    )
    writing = Writing(other_people=(("Samir", "Aydin"),))
    found = hints(text, writing)
    assert [each.why for each in found] == [Why.NAME, Why.DIAGNOSIS, Why.ADDRESS]
    assert len(found) == MOST


def test_what_was_left_is_not_said_again_and_the_next_one_comes() -> None:
    text = "Die Depression ist schwer. Ich rate Ihnen zu Ruhe."
    first, second = hints(text, MESSAGE)
    assert hints(text, MESSAGE, left={first.key}) == (second,)
    assert hints(text, MESSAGE, left={first.key, second.key}) == ()


def test_two_hints_never_speak_of_the_same_words() -> None:
    (found,) = hints("Sie sollten mehr schlafen.", MESSAGE)
    assert found.why is Why.DUTY


@pytest.mark.parametrize(
    ("group", "word", "suggestion", "text", "after"),
    [
        ("B", "versäumt", "„Das Treffen hat nicht geklappt.“",
         "Guten Tag. Sie haben das versäumt.", "Guten Tag. Das Treffen hat nicht geklappt."),
        ("B", "versäumt", "hat nicht geklappt", "Sie haben den Termin versäumt. Das ist da.",
         "Das Treffen hat nicht geklappt. Das ist da."),
        ("B", "unerledigt", "wartet noch", "Das Formular ist unerledigt.", "Das wartet noch."),
        ("B", "haben den Termin vergessen", "ist noch offen", "Wir haben den Termin vergessen.",
         "Das Treffen hat nicht geklappt."),
        ("P", "Sie sollten", "Sie können / Möchten Sie …?", "Sie sollten kommen.",
         "Sie können kommen."),
        ("P", "Sofort", "gleich / heute", "Sofort ist gut.", "Gleich ist gut."),
        ("A", "Unterlagen", "Papiere", "Die Unterlagen sind da.", "Die Papiere sind da."),
        ("P", "dringend", "weglassen", "Ich brauche dringend Hilfe.", "Ich brauche Hilfe."),
        ("F", "spätestens", "bis", "Bitte bis spätestens 30.11. melden.",
         "Bitte bis 30.11. melden."),
        ("F", "spätestens", "bis", "Bitte spätestens Montag melden.", "Bitte bis Montag melden."),
        ("F", "Kommen Sie!", "Punkt", "Kommen Sie! Das ist da.", "Kommen Sie. Das ist da."),
        ("F", "!!", "weglassen", "Das ist da!!", "Das ist da."),
        ("F", "??", "weglassen", "Ist das da?? Danke.", "Ist das da? Danke."),
        ("G", "Kopf hoch", "weglassen", "Das ist da. Kopf hoch!", "Das ist da."),
        ("P", "unbedingt", "weglassen", "Das ist unbedingt nötig.", "Das ist nötig."),
        ("G", "endlich", "weglassen", "Da sind Sie endlich.", "Da sind Sie."),
        ("P", "erbringen", "machen / geben", "Papiere erbringen.", "Papiere machen."),
    ],
)  # fmt: skip
def test_the_guards_words_can_be_taken(
    group: str, word: str, suggestion: str, text: str, after: str
) -> None:
    found = of_the_guard(group, word, suggestion, text)
    assert found.words == word
    assert take(text, found) == after


@pytest.mark.parametrize(
    "suggestion",
    [
        "hat gerade wenig Kraft",
        "",
        "Sie können … / Bitte …",
        "von … bis …",
        "sagen, was ist",
        "neuer Satz",
    ],
)
def test_advice_of_the_guard_that_is_no_words_takes_nothing(suggestion: str) -> None:
    text = "Sie müssen kommen."
    found = of_the_guard("P", "müssen", suggestion, text)
    assert found.replacement is None
    assert take(text, found) == text


@pytest.mark.parametrize(
    ("word", "suggestion", "text"),
    [
        ("Leistungsminderung", "weniger Geld", "Die Leistungsminderung kommt."),
        ("den Bescheid", "Brief mit einer Entscheidung", "Wir lesen den Bescheid zusammen."),
        ("Sachbearbeiter", "Person im Jobcenter", "Der Sachbearbeiter ruft an."),
        ("gekürzt", "weniger Geld", "Das Geld wird gekürzt."),
        ("umgehend", "wenn es für Sie passt", "Bitte rufen Sie umgehend an."),
        ("einzureichen", "schicken", "Bitte denken Sie daran, das einzureichen."),
        ("vereinbaren", "abmachen", "Wir vereinbaren einen Termin."),
        ("spätestens", "bis", "Kommen Sie spätestens am Montag."),
        ("Endlich", "weglassen (nur so)", "Endlich sind Sie da."),
        ("dringend", "weglassen", "Das ist dringend."),
        ("Andere schaffen das", "weglassen", "Guten Tag. Andere schaffen das auch."),
        ("Wenn Sie nicht kommen, wird", "weglassen", "Wenn Sie nicht kommen, wird es still."),
        ("Kopf hoch", "weglassen", "Kopf hoch!"),
        ("nicht schlimm", "Fakt sagen: „Es ist so.“", "Das ist nicht schlimm."),
    ],
)  # fmt: skip
def test_words_that_fit_no_sentence_or_may_be_untrue_stay_a_suggestion(
    word: str, suggestion: str, text: str
) -> None:
    found = of_the_guard("P", word, suggestion, text)
    assert (found.replacement, found.suggestion) == (None, suggestion)


def test_words_for_a_whole_sentence_leave_the_hints_of_others_in_it() -> None:
    text = "Das Jobcenter verlangt die Unterlagen."
    found = hints(text, MESSAGE)
    assert [each.words for each in found] == ["verlangt", "Unterlagen"]


def test_nothing_is_taken_in_another_language() -> None:
    found = of_the_guard("P", "urgent", "weglassen", "It is urgent.", Writing(language="en"))
    assert found.replacement is None


def test_the_guards_sie_is_not_put_into_a_text_with_du() -> None:
    better, du = "Ich bin an Ihrer Seite.", Writing(reader_says_du=True)
    found = of_the_guard("G", "Kopf hoch", better, "Kopf hoch.", du)
    assert (found.replacement, found.suggestion) == (None, "Ich bin an Ihrer Seite.")


def test_the_guard_speaks_along() -> None:
    text = "Sie haben den Termin versäumt. Das hat Konsequenzen!!"
    assert set(whys(text)) >= {Why.SANCTION, Why.BLAME}
    assert whys(text, Writing(language="xx")) == [], "a language without words of its own"


def test_somebody_else_of_the_guides_people_is_named() -> None:
    writing = Writing(other_people=(("Samir", "Aydin"), ("Olga", "Sommer")))
    for text, words in {
        "Samir kommt auch.": "Samir",
        "Wir fahren mit Samirs Auto.": "Samirs",
        "Herr Aydin ist dabei.": "Herr Aydin",
        "Samir Aydin ist dabei.": "Samir Aydin",
    }.items():
        (found,) = hints(text, writing)
        assert (found.why, found.words) == (Why.NAME, words)
    assert whys("Im Sommer ist es schön.", writing) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Herr Aydin ist dabei.", "Eine andere Person ist dabei."),
        ("Ich fahre mit Samir nach Köln.", "Ich fahre mit einer anderen Person nach Köln."),
        ("Das ist für Samir.", "Das ist für eine andere Person."),
        ("Hallo Samir, bis morgen.", None),
        ("Samir, ich rufe an.", None),
        ("Ich helfe Samir beim Brief.", None),
        ("Wir fahren mit Samirs Auto.", None),
        ("Samir und ich kommen.", None),
    ],
)
def test_somebody_else_stands_there_in_the_case_of_the_name(text: str, after: str | None) -> None:
    (found,) = hints(text, Writing(other_people=(("Samir", "Aydin"),)))
    assert found.suggestion == "eine andere Person"
    assert (found.replacement and take(text, found)) == after


@pytest.mark.parametrize(
    "text", ["Ihre Depression", "die PTBS", "Burn-out", "Alkoholsucht", "Ihr Krebs", "Brustkrebs"]
)
def test_an_illness_is_better_talked_about(text: str) -> None:
    assert whys(f"Es geht um {text}.") == [Why.DIAGNOSIS]


@pytest.mark.parametrize(
    "text",
    ["Ihre Sehnsucht", "Ich suche Sie", "ein Fest", "die Arztpraxis", "Krebse", "Krebsförden"],
)
def test_not_every_word_is_an_illness(text: str) -> None:
    assert whys(f"Es geht um {text}.") == []


def test_du_becomes_sie_as_the_person_chose() -> None:
    assert taken("Kannst du am Montag? Ich rufe dich an.") == (
        "Können Sie am Montag? Ich rufe dich an."
    )
    assert taken("Ich rufe dich an und bringe dir deinen Brief.") == (
        "Ich rufe Sie an und bringe Ihnen Ihren Brief."
    )
    assert taken("Du kommst um 10 Uhr.") == "Sie kommen um 10 Uhr."
    (found,) = hints("Schön, dass du dabei bist.", MESSAGE)
    assert (found.why, found.replacement) == (Why.ADDRESS, None), "the verb stands far away"


@pytest.mark.parametrize(
    "text", ["Ruf mich bitte an.", "Melde dich gern.", "Sag Bescheid.", "Guten Tag: Komm gern."]
)
def test_a_call_to_du_has_no_du_in_it(text: str) -> None:
    (found,) = hints(text, MESSAGE)
    assert (found.why, found.replacement) == (Why.ADDRESS, None)


@pytest.mark.parametrize(
    "text", ["Mach ich gern.", "Ich denke an Sie und lege den Brief dazu.", "Komme ich zu früh?"]
)
def test_what_somebody_does_themselves_calls_nobody_du(text: str) -> None:
    assert whys(text) == []


def test_sie_is_noticed_where_du_was_chosen() -> None:
    du = Writing(reader_says_du=True)
    assert whys("Ich freue mich auf Sie.", du) == [Why.ADDRESS]
    assert whys("Sie kommen um 10 Uhr.", du) == [Why.ADDRESS]
    assert whys("Ich freue mich auf dich.", du) == []
    assert whys("Ich rufe an. Sie ist eine Kollegin.", du) == []


def test_advice_comes_after_a_question() -> None:
    text = "Ich rate Ihnen zu einer Pause."
    assert whys(text) == [Why.UNASKED]
    assert taken(text) == f"Darf ich etwas vorschlagen? {text}"
    assert whys(taken(text)) == []
    assert whys("Wenn Sie möchten: Versuchen Sie es mit Tee.") == []


@pytest.mark.parametrize(
    "time", ["am Freitag um 11 Uhr", "mit Mittwoch", "um 10", "übermorgen", "nächste Woche"]
)
def test_asking_for_a_time_is_no_advice(time: str) -> None:
    assert whys(f"Wie wäre es {time}?") == []
    assert whys(f"Wie wäre es mit Yoga {time}?") == [Why.UNASKED]


@pytest.mark.parametrize(("marks", "suggestion"), [("!!", "weglassen"), ("Danke!", "Punkt")])
def test_marks_are_loud_and_hurry_nobody(marks: str, suggestion: str) -> None:
    found = of_the_guard("F", marks, suggestion, f"Vielen {marks}")
    assert found.why is Why.LOUD


def test_a_meeting_and_a_letter_are_two_messages() -> None:
    assert whys("Unser Treffen ist am Dienstag. Der Brief vom Jobcenter ist da.") == [Why.TOPICS]
    assert whys("Ich denke an Sie. Am Dienstag ist unser Treffen.") == [Why.TOPICS]
    assert whys("Bringen Sie den Brief gern zum Treffen mit. Der Brief kann zu sein.") == []
    assert whys("Danke, dass Sie Bescheid gesagt haben. Unser Treffen holen wir nach.") == []


def test_a_long_sentence_becomes_two() -> None:
    text = (
        "Der Bus fährt heute leider nicht bis zum Rathaus und ich hole Sie deshalb gern an der "
        "Haltestelle ab."
    )
    (found,) = hints(text, MESSAGE)
    assert (found.why, found.values) == (Why.LONG, {"count": 19})
    assert take(text, found).startswith("Der Bus fährt heute leider nicht bis zum Rathaus. Und ich")
    assert whys(take(text, found)) == []


def test_hard_news_on_a_friday_afternoon() -> None:
    text = "Ihr Brief ist da. Es kommt weniger Geld."
    friday = Writing(kinder_day="Montag, 30. November")
    (found,) = hints(text, friday)
    assert (found.why, found.values) == (Why.HARD_NEWS, {"day": "Montag, 30. November"})
    assert whys(text) == []
    assert whys("Der Brief ist da. Das Jobcenter sagt Ja.", friday) == []


@pytest.mark.parametrize(
    ("text", "why", "after"),
    [
        ("Hallo. Wie geht es Ihnen?", Why.QUESTION, "Hallo. Sie brauchen nicht zu antworten."),
        ("Ruhen Sie sich aus.", Why.ADVICE, "Ich denke heute an Sie."),
        ("Guten Tag. Wir sehen uns am Dienstag.", Why.DATE, "Guten Tag."),
        ("Wir sehen uns am Dienstag.", Why.DATE, "Ich denke heute an Sie."),
        # These press as well; what the guard would say instead asks something.
        ("Gehen Sie mal raus.", Why.ADVICE, "Ich denke heute an Sie."),
        ("Denken Sie an sich.", Why.ADVICE, "Ich denke heute an Sie."),
        ("Ruhen Sie sich aus. Ich denke an Sie.", Why.ADVICE, "Ich denke an Sie."),
        ("Eins. Zwei. Drei. Vier.", Why.LENGTH, "Eins. Zwei. Drei."),
    ],
)  # fmt: skip
def test_an_encouragement_that_asks_gets_other_words(text: str, why: Why, after: str) -> None:
    (found,) = hints(text, GREETING)
    assert found.why is why
    assert take(text, found) == after
    assert hints(after, GREETING) == ()


def test_a_person_with_du_gets_du_words() -> None:
    du = Writing(is_encouragement=True, reader_says_du=True)
    assert taken("Geh mal raus.", du) == "Ich denke heute an dich."


def test_in_another_language_only_what_holds_everywhere() -> None:
    english = Writing(language="en", is_encouragement=True)
    (found,) = hints("How are you?", english)
    assert (found.why, found.replacement) == (Why.QUESTION, None)
    (found,) = hints("You could rest. Burnout is hard.", english)
    assert (found.why, found.words) == (Why.ADVICE, "You could rest.")


def test_places_are_those_of_the_text() -> None:
    text = "Guten Tag.\n\nIhre Depression.\nIch rate Ihnen zu Ruhe."
    for each in hints(text, MESSAGE):
        assert each.words in text[each.start : each.end]


def test_a_key_says_which_hint_it_is() -> None:
    assert Hint(Why.NAME, "Samir \n Aydin", 0, 5).key == "name:Samir Aydin"
