"""A sentence for everyday life: found by its situation, its gaps filled, read in each language."""

import pytest
from sqlalchemy.orm import Session

from app.calm.phrases import PHRASES, SITUATIONS
from app.domain.messages import Form, Message
from tests import make
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.messages.test_conversation import teach
from tests.people import Cast
from tests.visit import Visit


def choosing(visit: Visit, cast: Cast) -> Visit:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    return page.follow("Satz senden")


def test_every_situation_has_its_sentences(cast: Cast, visit: Visit) -> None:
    page = choosing(visit, cast)
    for each in SITUATIONS:
        page.follow(each.title)
        links = [e for e in page.page.all("a") if "phrase=" in e.get("href")]
        assert len(links) == len(each.notices)


def test_a_sentence_travels_by_its_id_and_each_side_reads_its_language(
    session: Session, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(monkeypatch, "ar", {"Bei Regen treffen wir uns drinnen.": "عند المطر نلتقي في الداخل."})
    session.merge(cast.amira).language = "ar"
    session.commit()
    page = choosing(visit, cast).follow("Treffen").follow("Bei Regen treffen wir uns drinnen.")
    page.sees("Bei Regen treffen wir uns drinnen.", "عند المطر نلتقي في الداخل.")
    page.press("Jetzt senden").sees("Gesendet.", "Bei Regen treffen wir uns drinnen.")
    sent = only(session, Message)
    assert (sent.form, sent.phrase_id, sent.body) == (Form.PHRASE, "T37", "")
    amira = visit.as_(cast.amira).open("/messages").sees("عند المطر نلتقي في الداخل.")
    (said,) = [e for e in amira.page.all("p") if e.get("class") == "said"]
    assert not said.get("lang"), "it is read aloud in the language of the page"
    assert amira.page.all("html")[0].get("lang") == "ar"


@pytest.mark.parametrize(
    ("phrase", "arabic"),
    [("E2", "سعيد بوجودكم معنا."), ("T40", "يمكنكم الرد متى شئتم."), ("Q36", "الرسالة تخيفني.")],
)
def test_a_card_of_any_group_is_read_in_each_sides_language(
    session: Session,
    cast: Cast,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    phrase: str,
    arabic: str,
) -> None:
    teach(monkeypatch, "ar", {PHRASES[phrase].text: arabic})
    session.merge(cast.amira).language = "ar"
    by = cast.amira if phrase.startswith("Q") else cast.jonas
    sent = make.message(session, of=cast.amira, by=by, body="")
    sent.phrase_id, sent.form = phrase, Form.PHRASE
    session.commit()
    guide = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    participant = visit.as_(cast.amira).open("/messages")
    for page, words, language in (
        (guide, PHRASES[phrase].text, "de"),
        (participant, arabic, "ar"),
    ):
        (said,) = [e for e in page.page.all("p") if e.get("class") == "said"]
        assert (said.text, said.get("lang")) == (words, "")
        assert page.page.all("html")[0].get("lang") == language, "so that it is read aloud rightly"


def test_the_gaps_of_a_sentence_are_filled(session: Session, cast: Cast, visit: Visit) -> None:
    page = (
        choosing(visit, cast)
        .follow("Anrufen und schreiben")
        .follow("Ich rufe Sie am … um … an. Meine Nummer: …")
    )
    page.press("Jetzt senden", gap_time="25 Uhr", gap_phone="0221 4710 100")
    assert page.status == 422
    page.sees("Bitte noch einen Tag wählen.")
    assert all_of(session, Message) == []
    page.press("Jetzt senden", gap_day="2099-11-24", gap_time="10")
    page.sees(
        "Ich rufe Sie am Dienstag, 24. November 2099 um 10 Uhr an. Meine Nummer: 0221 4710 100."
    )


def test_a_stop_typed_into_a_gap_is_not_there_twice(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/phrases/new?phrase=T13")
    page.press("Jetzt senden", gap_way="Bus 5 bis Rathaus.")
    page.sees("So kommen Sie hin: Bus 5 bis Rathaus.").sees_not("Rathaus..")


def test_every_gap_has_its_field(cast: Cast, visit: Visit) -> None:
    jonas = visit.as_(cast.jonas)
    own = f"/desk/people/{cast.amira.id}/phrases/new"
    for each in SITUATIONS:
        for phrase in each.notices:
            assert jonas.open(f"{own}?phrase={phrase.id}").status == 200, phrase.id


@pytest.mark.parametrize(
    "phrase", ["T7", "T1", "E1", "Q1", "T99", "own:x", "own:7c3030aa91f746288a1f71e6d759b2ba"]
)
def test_what_is_not_sent_by_hand_is_not_there(
    session: Session, cast: Cast, visit: Visit, phrase: str
) -> None:
    page = choosing(visit, cast)
    own = f"/desk/people/{cast.amira.id}/phrases"
    sent = {"csrf_token": token_of(page), "phrase": phrase}
    assert page.client.post(own, data=sent).status_code == 404
    assert page.open(f"{own}/new?phrase={phrase}").status == 404
    assert page.open(f"{own}/new?situation=quatsch").status == 404
    assert all_of(session, Message) == []


def test_quick_replies_are_found_by_situation(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/messages")
    titles = [e.text for e in page.page.all("summary")]
    assert titles[:7] == [each.title for each in SITUATIONS]
    first = [e.text for e in page.page.all("button") if e.get("name") == "phrase"][:4]
    assert first == [
        "Danke.",
        "Ja, das passt.",
        "Bitte rufen Sie mich an.",
        "Ich melde mich später.",
    ]
    page.press("Der Brief macht mir Angst.").sees("Gesendet.", "Der Brief macht mir Angst.")


def test_the_order_is_by_design_and_never_by_what_was_sent(
    session: Session, cast: Cast, visit: Visit
) -> None:
    def order() -> list[str]:
        page = visit.as_(cast.amira).open("/messages")
        return [e.text for e in page.page.all("button") if e.get("name") == "phrase"]

    before = order()
    for _time in range(3):
        make.message(session, of=cast.amira, by=cast.amira, body="").phrase_id = "Q38"
    session.commit()
    assert order() == before


def test_whoever_only_thanks_waits_for_nothing(session: Session, cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/messages")
    amira.press("Danke, das hat gutgetan.").sees_not("antwortet bis")
    amira.press("Ich finde den Weg nicht.").sees("antwortet bis")


@pytest.mark.parametrize("who", ["lena", "amira", "petra"])
def test_nobody_else_sends_here(cast: Cast, visit: Visit, who: str) -> None:
    stranger = visit.as_(getattr(cast, who)).open("/settings")
    own = f"/desk/people/{cast.amira.id}/phrases"
    sent = {"csrf_token": token_of(stranger), "phrase": "T37"}
    assert stranger.client.post(own, data=sent).status_code == 404
    assert stranger.open(f"{own}/new").status == 404
