"""Ids that nobody was offered, old pages, and a whole document in the field of one sentence."""

import time
import uuid

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.calm.limits import LIMITS, TextType
from app.calm.own_wording import TOO_LONG, unfit
from app.calm.phrases import Group, Occasion
from app.core import clock
from app.domain.messages import Message
from app.domain.own_phrases import OwnPhrase, PhraseVersion
from tests import make
from tests.architecture.world import make_world
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.people import Cast
from tests.visit import Visit

GREETING = "Der Tee ist warm. Ich denke an Sie."
OTHER = "Der Kaffee ist warm. Ich denke an Sie."
_AS_GREETING = {"kind": Group.ENCOURAGEMENT, "occasion": Occasion.EINFACH_SO}


def send(visit: Visit, cast: Cast, phrase_id: str, way: str) -> int:
    """Send this id as a greeting or a sentence, whatever was offered; return the status."""
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/greetings/new")
    form = {"csrf_token": token_of(page), "id": str(uuid.uuid4()), "phrase": phrase_id}
    return page.client.post(f"/desk/people/{cast.amira.id}/{way}", data=form).status_code


@pytest.fixture
def ids(app: Flask, session: Session, cast: Cast) -> dict[str, str]:
    """Ids of cards, by what is wrong with them as a greeting."""
    world = make_world(app, session, cast)
    theirs = make.own_phrase(
        session,
        by=world.elsewhere.guide,
        text=GREETING,
        reviewed_by=world.elsewhere.participant,
        **_AS_GREETING,  # type: ignore[arg-type]
    )
    ours = make.own_phrase(
        session,
        by=cast.petra,
        text=GREETING,
        reviewed_by=cast.lena,
        **_AS_GREETING,  # type: ignore[arg-type]
    )
    newer = PhraseVersion(
        own_phrase_id=ours.own_phrase_id,
        number=2,
        wordings={"de": OTHER},
        written_by_id=cast.petra.id,
        written_at=clock.now(),
    )
    newer.review(cast.lena.id, now=clock.now())
    session.add(newer)
    notice = make.own_phrase(session, by=cast.petra, reviewed_by=cast.lena)
    session.commit()
    return {
        "of another programme": theirs.phrase_id,
        "replaced since": ours.phrase_id,
        "no greeting": notice.phrase_id,
        "the card, not its version": f"own:{ours.own_phrase_id.hex}",
        "none": f"own:{uuid.uuid4().hex}",
        "broken": "own:",
        "right": newer.phrase_id,
    }


def test_only_a_card_that_is_offered_now_is_a_greeting(
    session: Session, cast: Cast, visit: Visit, ids: dict[str, str]
) -> None:
    right = ids.pop("right")
    for wrong, phrase_id in ids.items():
        assert send(visit, cast, phrase_id, "greetings") == 422, wrong
    assert all_of(session, Message) == []
    assert send(visit, cast, right, "greetings") == 303


def test_nor_does_its_preview_tell_what_it_says(
    cast: Cast, visit: Visit, ids: dict[str, str]
) -> None:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/greetings/new")
    form = {"csrf_token": token_of(page), "phrase": ids["of another programme"]}
    answer = page.client.post(f"/desk/people/{cast.amira.id}/greetings/preview", data=form)
    assert GREETING not in answer.text


def test_only_a_sentence_for_everyday_life_is_sent_as_one(
    session: Session, cast: Cast, visit: Visit, ids: dict[str, str]
) -> None:
    notice = ids.pop("no greeting")
    told = {"replaced since", "right"}  # cards of the programme: back to the list, nothing sent
    for wrong, phrase_id in ids.items():
        answer = 303 if wrong in told else 404
        assert send(visit, cast, phrase_id, "phrases") == answer, wrong
    assert all_of(session, Message) == []
    assert send(visit, cast, notice, "phrases") == 303


def test_participants_send_no_card_of_the_programme(
    session: Session, cast: Cast, visit: Visit, ids: dict[str, str]
) -> None:
    page = visit.as_(cast.amira).open("/messages")
    for phrase_id in ids.values():
        form = {"csrf_token": token_of(page), "phrase": phrase_id}
        assert page.client.post("/messages/replies", data=form).status_code == 400
    assert all_of(session, Message) == []


def test_words_that_were_replaced_are_not_looked_over_any_more(
    session: Session, cast: Cast, visit: Visit
) -> None:
    card = make.own_phrase(session, by=cast.petra, text=GREETING, **_AS_GREETING)  # type: ignore[arg-type]
    session.commit()
    page = visit.as_(cast.lena).open(f"/phrasebook/{card.own_phrase_id}")
    office = visit.as_(cast.petra).open(f"/phrasebook/{card.own_phrase_id}").follow("Ändern")
    office.press("Speichern", in_de=OTHER)
    page.press("Angesehen, passt so").sees(OTHER, "Angesehen, passt so")
    page.sees_not("Danke. Der Satz kann jetzt gesendet werden.")
    assert [each.reviewed_at for each in all_of(session, PhraseVersion)] == [None, None]


def test_nor_is_a_card_that_is_not_offered_any_more(
    session: Session, cast: Cast, visit: Visit
) -> None:
    card = make.own_phrase(session, by=cast.petra, text=GREETING, **_AS_GREETING)  # type: ignore[arg-type]
    session.commit()
    page = visit.as_(cast.lena).open(f"/phrasebook/{card.own_phrase_id}")
    visit.as_(cast.petra).open(f"/phrasebook/{card.own_phrase_id}").press("Nicht mehr anbieten")
    page.press("Angesehen, passt so").sees("Wird nicht mehr angeboten.")
    assert only(session, PhraseVersion).reviewed_at is None


def test_the_same_form_filled_in_anew_loses_no_words(
    session: Session, cast: Cast, visit: Visit
) -> None:
    """Some browsers show the form again with "back", with the id it had."""
    page = visit.as_(cast.petra).open("/phrasebook/new")
    form = {"csrf_token": token_of(page), "id": str(uuid.uuid4()), "in_de": GREETING}
    form |= {"kind": "encouragement", "occasion": "feiertag"}
    for words in (GREETING, GREETING, OTHER):
        page.client.post("/phrasebook", data=form | {"in_de": words})
    said = [each.wordings["de"] for each in all_of(session, PhraseVersion)]
    assert sorted(said) == sorted([GREETING, OTHER])
    assert len(all_of(session, OwnPhrase)) == 2


def test_nor_does_a_change_filled_in_anew(session: Session, cast: Cast, visit: Visit) -> None:
    card = make.own_phrase(session, by=cast.petra)
    session.commit()
    path = f"/phrasebook/{card.own_phrase_id}"
    page = visit.as_(cast.petra).open(f"{path}/edit")
    form = {"csrf_token": token_of(page), "id": str(uuid.uuid4())}
    for words in (GREETING, GREETING, OTHER):
        page.client.post(f"{path}/versions", data=form | {"in_de": words})
    versions = all_of(session, PhraseVersion)
    said = {each.number: each.wordings["de"] for each in versions}
    assert said == {1: "Wir sind für Sie da.", 2: GREETING, 3: OTHER}


def test_a_whole_document_is_too_long_and_nothing_else() -> None:
    document = "Sie müssen sofort kommen? " * 40_000
    began = time.monotonic()
    (said,) = unfit({"de": document}, Group.ENCOURAGEMENT)
    assert (said.reason, said.values) == (TOO_LONG, {"count": LIMITS[TextType.PHRASE].characters})
    assert time.monotonic() - began < 1
