"""A form sent twice makes one thing; the same form with "back", filled in anew, makes another."""

import uuid
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from app.domain.base import Base
from app.domain.goals import Goal, Step
from app.domain.messages import Message
from app.domain.own_phrases import OwnPhrase
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of
from tests.people import Cast
from tests.visit import Visit


@dataclass(frozen=True)
class Maker:
    """A form that makes something: who fills it in, where, and what differs the second time."""

    makes: type[Base]
    who: str
    page: str
    sent_to: str
    first: dict[str, str]
    anew: dict[str, str]


_CARD = {"kind": "encouragement", "occasion": "einfach_so"}
MAKERS = {
    "message": Maker(
        Message, "amira", "/messages", "/messages", {"body": "Ja, gern."}, {"body": "Lieber nicht."}
    ),
    "guide's message": Maker(
        Message,
        "jonas",
        "/desk/people/{amira}",
        "/desk/people/{amira}/messages",
        {"body": "Bis bald.", "when": "now"},
        {"body": "Guten Tag."},
    ),
    "goal": Maker(
        Goal,
        "amira",
        "/goals/new",
        "/goals/new",
        {"text": "Mehr schlafen", "area": "health"},
        {"text": "Musik hören"},
    ),
    "step": Maker(
        Step, "amira", "/steps/new", "/steps/new", {"text": "Tee kochen"}, {"doer": "together"}
    ),
    "suggestion": Maker(
        Step,
        "jonas",
        "/desk/people/{amira}/steps/new",
        "/desk/people/{amira}/steps",
        {"text": "Zum See gehen", "doer": "me"},
        {"text": "Zum Park gehen"},
    ),
    "card": Maker(
        OwnPhrase,
        "petra",
        "/phrasebook/new",
        "/phrasebook",
        _CARD | {"in_de": "Der Tee ist warm."},
        {"occasion": "feiertag"},
    ),
}


@pytest.mark.parametrize("name", MAKERS)
def test_twice_is_once_and_anew_is_another(
    name: str, session: Session, cast: Cast, visit: Visit
) -> None:
    maker = MAKERS[name]
    place = {"amira": cast.amira.id}
    page = visit.as_(getattr(cast, maker.who)).open(maker.page.format(**place))
    form = {"csrf_token": token_of(page), "id": str(uuid.uuid4())}
    form |= _as_shown(page) | maker.first
    for sent, there in ((form, 1), (form, 1), (form | maker.anew, 2), (form | maker.anew, 2)):
        answer = page.client.post(maker.sent_to.format(**place), data=sent)
        assert answer.status_code == 303, answer.text
        assert len(all_of(session, maker.makes)) == there
    page.client.post(maker.sent_to.format(**place), data=form)
    assert len(all_of(session, maker.makes)) == 2, "the first one is still known"


def _as_shown(page: Visit) -> dict[str, str]:
    """What is ticked already."""
    ticks = (each for each in page.page.all("input") if "checked" in each.attributes)
    return {each.get("name"): each.get("value") for each in ticks}


def test_undo_takes_back_what_was_made_last(session: Session, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/steps/new")
    form_id = str(uuid.uuid4())
    path = page.path
    for text in ("Zum See gehen", "Zum Park gehen"):
        page.open(path).press("Vorschlagen", id=form_id, text=text, doer="me")
    page.press("Rückgängig")
    assert [each.text for each in all_of(session, Step)] == ["Zum See gehen"]
