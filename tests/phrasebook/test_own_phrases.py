"""The programme's own phrase cards: written in the office, looked at by two, sent in versions."""

import json
import uuid

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.calm.own_wording import unfit
from app.calm.phrases import Group, Occasion
from app.core import clock
from app.domain.messages import Form, Message
from app.domain.own_phrases import OnesOwnWords, OwnPhrase, PhraseVersion, offered, version_id
from app.domain.people import Person, Role, Salutation
from tests import make
from tests.architecture.world import make_world
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.people import Cast, make_person
from tests.visit import Visit

GREETING = "Der Tee ist warm. Ich denke an Sie."
ARABIC = "الشاي دافئ. أفكر فيكم."


@pytest.fixture
def paul(app: Flask, session: Session, cast: Cast) -> Person:
    """A second coordinator."""
    keys = app.extensions["keys"]
    made = make_person(
        session, keys, cast.programme, Role.COORDINATOR, "Paul", "Berger", Salutation.HERR
    )
    session.commit()
    return made


def written(visit: Visit, cast: Cast, text: str = GREETING, **more: str) -> Visit:
    page = visit.as_(cast.petra).open("/office").follow("Eigene Sätze").follow("Neuer Satz")
    return page.press("Speichern", in_de=text, **more)


def reviewed(visit: Visit, person: Person, text: str = GREETING) -> Visit:
    return visit.as_(person).open("/phrasebook").follow(text).press("Angesehen, passt so")


def greetings(visit: Visit, cast: Cast, occasion: str = "einfach_so") -> Visit:
    path = f"/desk/people/{cast.amira.id}/greetings/new?occasion={occasion}"
    return visit.as_(cast.jonas).open(path)


def first_offer(page: Visit) -> str:
    return next(e.get("value") for e in page.page.all("input") if e.get("name") == "phrase")


def a_greeting(session: Session, cast: Cast, reviewed_by: Person | None = None) -> PhraseVersion:
    made = make.own_phrase(
        session,
        by=cast.petra,
        text=GREETING,
        occasion=Occasion.EINFACH_SO,
        reviewed_by=reviewed_by,
    )
    session.commit()
    return made


def status_of_sending(page: Visit, cast: Cast, card: PhraseVersion) -> int:
    """Send a card that may not stand on the page."""
    form = {"csrf_token": token_of(page), "id": str(uuid.uuid4()), "phrase": card.phrase_id}
    return page.client.post(f"/desk/people/{cast.amira.id}/greetings", data=form).status_code


def test_a_card_is_written_looked_at_and_sent(
    session: Session, cast: Cast, paul: Person, visit: Visit
) -> None:
    written(visit, cast).sees("Jetzt schaut noch jemand anderes darauf.", GREETING)
    greetings(visit, cast).sees_not(GREETING)
    reviewed(visit, paul).sees("Danke. Der Satz kann jetzt gesendet werden.", "Angesehen von")
    page = greetings(visit, cast).sees(GREETING)
    page.press("Jetzt senden", phrase=first_offer(page)).sees("Gesendet.", GREETING)
    assert only(session, Message).form is Form.ENCOURAGEMENT
    visit.as_(cast.amira).open("/messages").sees(GREETING, "Keine Antwort nötig.")
    visit.as_(cast.amira).open("/").sees(GREETING)


def test_a_guide_can_be_the_second_person(cast: Cast, visit: Visit) -> None:
    written(visit, cast)
    reviewed(visit, cast.lena).sees("Angesehen von Frau Nowak.")
    greetings(visit, cast).sees(GREETING)


def test_nobody_looks_over_their_own_words(session: Session, cast: Cast, visit: Visit) -> None:
    written(visit, cast)
    page = visit.as_(cast.petra).open("/phrasebook").follow(GREETING)
    page.sees("Noch von niemand anderem angesehen.").sees_not("Angesehen, passt so")
    version = only(session, PhraseVersion)
    page.client.post(
        f"/phrasebook/versions/{version.id}/review", data={"csrf_token": token_of(page)}
    )
    assert only(session, PhraseVersion).reviewed_at is None
    with pytest.raises(OnesOwnWords):
        version.review(cast.petra.id, now=clock.now())


def test_a_change_is_a_new_version_and_waits_while_the_one_before_is_sent(
    session: Session, cast: Cast, paul: Person, visit: Visit
) -> None:
    written(visit, cast)
    reviewed(visit, paul)
    page = greetings(visit, cast)
    page.press("Jetzt senden", phrase=first_offer(page))
    office = visit.as_(cast.petra).open("/phrasebook").follow(GREETING).follow("Ändern")
    office.press("Speichern", in_de="Der Kaffee ist warm. Ich denke an Sie.")
    office.sees(
        "wartet auf einen zweiten Blick. Bis dahin gilt der vorige.", "Was vorher hier stand"
    )
    others = f"/desk/people/{cast.samir.id}/greetings/new"
    visit.as_(cast.lena).open(others).sees(GREETING).sees_not("Der Kaffee ist warm.")
    reviewed(visit, paul, "Der Kaffee ist warm. Ich denke an Sie.")
    visit.as_(cast.lena).open(others).sees("Der Kaffee ist warm.").sees_not(GREETING)
    visit.as_(cast.amira).open("/messages").sees(GREETING).sees_not("Der Kaffee")
    assert [each.number for each in all_of(session, PhraseVersion)] == [1, 2]


def test_saving_the_same_words_makes_no_version(session: Session, cast: Cast, visit: Visit) -> None:
    written(visit, cast)
    page = visit.as_(cast.petra).open("/phrasebook").follow(GREETING).follow("Ändern")
    page.press("Speichern")
    assert len(all_of(session, PhraseVersion)) == 1


def test_the_same_form_sent_twice_makes_one_card(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = visit.as_(cast.petra).open("/phrasebook/new")
    form = {
        "csrf_token": token_of(page),
        "id": str(uuid.uuid4()),
        "in_de": GREETING,
        "kind": "notice",
        "occasion": "feiertag",
    }
    for _tap in range(2):
        assert page.client.post("/phrasebook", data=form).status_code == 303
    card = only(session, OwnPhrase)
    assert (card.kind, card.occasion) == (Group.NOTICE, None), "only greetings have an occasion"
    assert len(all_of(session, PhraseVersion)) == 1


def test_what_is_taken_away_is_not_offered_and_what_was_sent_stays(
    session: Session, cast: Cast, visit: Visit
) -> None:
    card = a_greeting(session, cast, reviewed_by=cast.lena)
    page = greetings(visit, cast)
    page.press("Jetzt senden", phrase=card.phrase_id)
    office = visit.as_(cast.petra).open(f"/phrasebook/{card.own_phrase_id}")
    office.press("Nicht mehr anbieten").sees("Wird nicht mehr angeboten.")
    greetings(visit, cast).sees_not(GREETING)
    assert status_of_sending(page, cast, card) == 422, "also from a page that was open before"
    visit.as_(cast.amira).open("/messages").sees(GREETING)
    office.press("Rückgängig").sees("Der Satz ist wieder da.").sees_not(
        "Wird nicht mehr angeboten."
    )


@pytest.mark.parametrize("change", ["Nicht mehr anbieten", "Ändern"])
def test_a_sentence_that_changed_while_it_was_looked_at_is_not_sent_and_the_guide_hears_so(
    session: Session, cast: Cast, paul: Person, visit: Visit, change: str
) -> None:
    card = make.own_phrase(session, by=cast.petra, reviewed_by=cast.lena)
    session.commit()
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").follow("Satz senden")
    page.follow("Wir sind für Sie da.")
    office = visit.as_(cast.petra).open(f"/phrasebook/{card.own_phrase_id}")
    if change == "Ändern":
        office.follow(change).press("Speichern", in_de="Der Garten ist offen.")
        reviewed(visit, paul, "Der Garten ist offen.")
    else:
        office.press(change)
    page.press("Jetzt senden").sees("Satz an Frau Haddad", "Es wurde nichts gesendet.")
    page.sees_not("Wir sind für Sie da.")
    assert all_of(session, Message) == []


def test_a_version_that_nobody_looked_at_cannot_be_sent(
    session: Session, cast: Cast, visit: Visit
) -> None:
    card = a_greeting(session, cast)
    assert status_of_sending(greetings(visit, cast), cast, card) == 422
    assert all_of(session, Message) == []


def test_each_side_reads_its_own_language_and_german_where_there_is_none(
    session: Session, cast: Cast, visit: Visit
) -> None:
    for text, translations in ((GREETING, {"ar": ARABIC}), ("Nur auf Deutsch.", {})):
        make.own_phrase(
            session,
            by=cast.petra,
            text=text,
            occasion=Occasion.FEIERTAG,
            reviewed_by=cast.lena,
            **translations,
        )
    session.merge(cast.amira).language = "ar"
    session.commit()
    page = greetings(visit, cast, "feiertag")
    spans = [e for e in page.page.all("span") if e.get("class") == "as-read"]
    assert (spans[0].text, spans[0].get("lang")) == (ARABIC, "ar")
    assert (spans[1].text, spans[1].get("lang"), spans[1].get("dir")) == (
        "Nur auf Deutsch.",
        "de",
        "ltr",
    )
    ids = [e.get("value") for e in page.page.all("input") if e.get("name") == "phrase"]
    for each in ids[:2]:
        greetings(visit, cast, "feiertag").press("Jetzt senden", phrase=each)
    visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").sees(GREETING, "Nur auf Deutsch.")
    amira = visit.as_(cast.amira).open("/messages")
    said = {e.text: e.get("lang") for e in amira.page.all("p") if e.get("class") == "said"}
    assert said == {ARABIC: "", "Nur auf Deutsch.": "de"}
    for newest in ("/", "/messages"):
        amira.open(newest)
        assert any(e.get("lang") == "de" for e in amira.page.all("p", "q")), newest


def test_the_words_travel_sealed_with_the_message(
    session: Session, cast: Cast, visit: Visit
) -> None:
    card = make.own_phrase(session, by=cast.petra, reviewed_by=cast.lena, ar=ARABIC)
    session.commit()
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").follow("Satz senden")
    page.follow("Wir sind für Sie da.").press("Jetzt senden").sees("Gesendet.")
    sent = only(session, Message)
    assert (sent.form, sent.phrase_id) == (Form.PHRASE, card.phrase_id)
    assert json.loads(sent.body) == {"de": "Wir sind für Sie da.", "ar": ARABIC}
    assert ARABIC.encode() not in (sent.body_sealed or b"")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Wie geht es Ihnen?", "Ein Gruß fragt nichts: „Wie geht es Ihnen?“"),
        ("Gehen Sie mal raus.", "Ein Gruß gibt keinen Rat: „Gehen Sie mal raus.“"),
        ("Bis Dienstag.", "Ein Gruß nennt keinen Tag und keinen Termin: „Bis Dienstag.“"),
        ("Eins. Zwei. Drei. Vier.", "Ein Gruß hat höchstens drei Sätze."),
        ("Ohne Sanktion.", "„Sanktion“ kann Druck machen. Bitte anders sagen."),
        ("Es eilt nicht.", "stimmt nicht, wenn ein Datum offen ist."),
        ("Das ist ein Satz " + "und noch ein Wort " * 4, "Ein Satz hat höchstens 12 Wörter"),
        ("Hallo " * 45, "Bitte kürzer: bis 220 Zeichen."),
        (" ", "Bitte noch den Satz aufschreiben."),
    ],
)
def test_what_presses_is_no_card_and_the_text_stays(
    session: Session, cast: Cast, visit: Visit, text: str, why: str
) -> None:
    page = written(visit, cast, text)
    assert page.status == 422
    page.sees(why)
    typed = next(e.text for e in page.page.all("textarea") if e.get("name") == "in_de")
    assert typed == text.strip()
    assert all_of(session, OwnPhrase) == []


def test_a_translation_is_held_to_it_as_well(session: Session, cast: Cast, visit: Visit) -> None:
    page = written(visit, cast, in_en="How are you?")
    assert page.status == 422
    page.sees("English: Ein Gruß fragt nichts: „How are you?“")


def test_a_sentence_for_everyday_life_may_ask() -> None:
    assert list(unfit({"de": "Passt es Ihnen am Dienstag?"}, Group.NOTICE)) == []


def test_another_programme_has_its_own(
    session: Session, app: Flask, cast: Cast, visit: Visit
) -> None:
    elsewhere = make_world(app, session, cast).elsewhere
    card = make.own_phrase(session, by=elsewhere.guide, text=GREETING)
    session.commit()
    for someone in (cast.petra, cast.jonas):
        visit.as_(someone).open("/phrasebook").sees_not(GREETING)
        assert visit.as_(someone).open(f"/phrasebook/{card.own_phrase_id}").status == 404


def test_participants_do_not_see_the_workshop(cast: Cast, visit: Visit) -> None:
    assert visit.as_(cast.amira).open("/phrasebook").status == 404


def test_the_newest_that_was_looked_at_is_offered() -> None:
    def version(number: int, *, is_reviewed: bool) -> PhraseVersion:
        made = PhraseVersion(number=number, wordings={}, written_by_id=uuid.uuid4())
        if is_reviewed:
            made.review(uuid.uuid4(), now=clock.now())
        return made

    one, two, three = (version(n, is_reviewed=n < 3) for n in (1, 2, 3))
    assert offered([three, one, two]) is two
    assert offered([three]) is None


def test_only_an_id_of_ours_means_a_version() -> None:
    wanted = uuid.uuid4()
    assert version_id(f"own:{wanted.hex}") == wanted
    assert [version_id(each) for each in ("E1", "", "own:x", "own", wanted.hex)] == [None] * 5
