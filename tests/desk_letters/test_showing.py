"""The preview is what the participant sees, to the byte; the release asks the honesty rules."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.core import clock
from app.domain.letters import Letter
from app.domain.outbox import OutboxEntry, Topic
from app.domain.people import Person, Role, Salutation
from app.domain.reminders import ReminderChoice
from tests.letters import demo_letters
from tests.people import Cast, accompany, make_person
from tests.visit import Visit


def prepared(session: Session, cast: Cast, name: str = "10-minderung", **more: object) -> Letter:
    letter = demo_letters.letter(
        session, name, to=cast.amira, by=cast.jonas, **({"released_at": None} | more)
    )
    session.commit()
    return letter


def block(html: str) -> str:
    """The bytes of the summary, from its first tag to its last."""
    start = html.index('<div class="letter">')
    depth = 0
    for match in re.finditer(r"<(/?)div\b", html[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return html[start : start + match.end()]
    raise AssertionError("the block does not end")


def html_of(visit: Visit, person: Person, path: str) -> str:
    return visit.as_(person).client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_the_preview_is_byte_for_byte_what_the_participant_gets(
    session: Session, cast: Cast, visit: Visit, name: str, language: str
) -> None:
    cast.amira.language = language
    session.merge(cast.amira)
    letter = prepared(session, cast, name)
    preview = html_of(visit, cast.jonas, f"/desk/letters/{letter.id}/preview")
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<div class="phone" lang="{language}" dir="{direction}">' in preview
    letter.release(at=clock.now())
    session.commit()
    seen = html_of(visit, cast.amira, f"/letters/{letter.id}/summary")
    assert len(block(seen)) > 1000
    assert block(preview) == block(seen)
    assert block(html_of(visit, cast.jonas, f"/desk/letters/{letter.id}")) == block(seen)


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_every_demo_letter_may_be_released(
    session: Session, cast: Cast, visit: Visit, name: str
) -> None:
    letter = prepared(session, cast, name)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview").sees_not("Noch offen")
    desk.press("Freigeben für Amira").sees("Amira sieht den Brief ab 10:10 Uhr.")


def token(desk: Visit) -> dict[str, str]:
    """The token, and the mark of what was looked at where there is one."""
    kept = {"csrf_token", "seen"}
    fields = desk.page.all("input")
    return {e.get("name"): e.get("value") for e in fields if e.get("name") in kept}


@pytest.mark.parametrize(
    ("change", "says", "step"),
    [
        ({"label": Label.GUT}, "nie als gute Nachricht", "label"),
        ({"label": None}, "was für eine Nachricht das ist", "label"),
        ({"has_date": None}, "Wählen Sie bitte Ja oder Nein.", "facts"),
        ({"has_date": False}, "Zu diesem Brief gehört ein Datum", "facts"),
        ({"facts": ()}, "Für das sichere Datum brauchen wir", "facts"),
        ({"official_text": ""}, "Der genaue Brief fehlt noch.", "text"),
        ({"if_nothing": "Keine Sorge."}, "Das tröstet, sagt aber nicht", "summary"),
        ({"about": "Sie haben gute Chancen."}, "Wie es ausgeht, wissen wir nicht.", "summary"),
        ({"about": "Zeit bis 24.12.2026."}, "noch nicht im Brief markiert", "summary"),
    ],
)
def test_what_is_open_blocks_the_release_and_leads_to_its_step(
    session: Session, cast: Cast, visit: Visit, change: dict, says: str, step: str
) -> None:
    letter = prepared(session, cast, **change)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview").sees(says)
    (item,) = [each for each in desk.page.all("li") if says in each.text]
    assert [each.get("href") for each in item.all("a")] == [f"/desk/letters/{letter.id}/{step}"]
    assert "Freigeben für Amira" not in desk.text
    answer = desk.client.post(f"/desk/letters/{letter.id}/release", data=token(desk))
    assert answer.status_code == 422
    assert says in answer.get_data(as_text=True)
    assert session.scalars(select(Letter.released_at)).one() is None
    session.commit()  # lets the next request write
    assert visit.as_(cast.amira).open(f"/letters/{letter.id}").status == 404


def test_a_second_tap_releases_nothing_twice(session: Session, cast: Cast, visit: Visit) -> None:
    letter = prepared(session, cast)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    sent = token(desk)
    assert desk.client.post(f"/desk/letters/{letter.id}/release", data=sent).status_code == 303
    first = session.scalars(select(Letter.released_at)).one()
    session.commit()  # lets the next request write
    assert desk.client.post(f"/desk/letters/{letter.id}/release", data=sent).status_code == 303
    assert session.scalars(select(Letter.released_at)).one() == first


@pytest.mark.parametrize("part", ["about", "note", "official_text"])
def test_a_letter_that_was_changed_in_another_window_is_looked_at_again_first(
    session: Session, cast: Cast, visit: Visit, part: str
) -> None:
    letter = prepared(session, cast)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    setattr(letter, part, f"{getattr(letter, part)} Es ist neu.")
    session.commit()
    desk.press("Freigeben für Amira").sees("Der Brief ist inzwischen geändert.")
    assert (desk.status, session.scalars(select(Letter.released_at)).one()) == (422, None)
    session.commit()
    desk.press("Freigeben für Amira").sees("Amira sieht den Brief ab 10:10 Uhr.")


def test_whoever_asked_to_be_told_is_told_once(session: Session, cast: Cast, visit: Visit) -> None:
    session.add(ReminderChoice(participant_id=cast.amira.id, letters=True, chosen_at=clock.now()))
    letter = prepared(session, cast)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    desk.press("Freigeben für Amira")
    (entry,) = session.scalars(select(OutboxEntry))
    assert (entry.topic, entry.entity_id) == (Topic.LETTER, letter.id)


@pytest.mark.parametrize(
    "step", ["kind", "sender", "text", "facts", "summary", "label", "note", "preview"]
)
def test_a_released_letter_is_not_edited_any_more(
    session: Session, cast: Cast, visit: Visit, step: str
) -> None:
    letter = prepared(session, cast, released_at=clock.now())
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/{step}")
    assert desk.path == f"/desk/letters/{letter.id}"
    desk.sees("So ist der Brief zu sehen")
    values = {**token(desk), "kind": "plan", "sender": "drv", "note": "x", "label": "gut"}
    if step != "preview":
        answer = desk.client.post(f"/desk/letters/{letter.id}/{step}", data=values)
        assert answer.headers["Location"] == f"/desk/letters/{letter.id}"
    for end in ("removal", "file/removal", "second-look", "second-look/removal"):
        answer = desk.client.post(f"/desk/letters/{letter.id}/{end}", data=values)
        assert answer.headers["Location"] == f"/desk/letters/{letter.id}"
    session.expire_all()
    kept = session.scalars(select(Letter)).one()
    assert (kept.kind, kept.label, kept.note) == ("minderung", Label.SCHWER, "")


def test_the_guide_sees_the_wish_to_read_it_together(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = prepared(session, cast, released_at=clock.now())
    visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Zusammen lesen")
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/letters")
    desk.sees("Amira möchte ihn zusammen lesen.")
    desk.open(f"/desk/letters/{letter.id}").sees("möchte diesen Brief zusammen mit Ihnen lesen")


@pytest.fixture
def other_amira(app: Flask, session: Session, cast: Cast) -> Person:
    made = make_person(
        session, app.extensions["keys"], cast.programme, Role.PARTICIPANT,
        "AMIRA", "Khalil", Salutation.FRAU,
    )  # fmt: skip
    accompany(session, cast.jonas, made, slot=2)
    session.commit()
    return made


def test_two_people_of_one_name_are_told_apart_and_the_release_asks_twice(
    session: Session, cast: Cast, visit: Visit, other_amira: Person
) -> None:
    letter = prepared(session, cast)
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/letters/new")
    for step in ("kind", "sender", "text", "facts", "summary", "label", "note", "preview"):
        desk.sees("Sie begleiten noch jemanden mit diesem Vornamen:", "AMIRA Khalil").open(
            f"/desk/letters/{letter.id}/{step}"
        )
    desk.press("Freigeben für Amira")
    assert desk.status == 422
    desk.sees("Bitte erst ansehen und abhaken, für wen der Brief ist.")
    desk.press("Freigeben für Amira", right_person="y").sees("Amira sieht den Brief ab")


def test_a_guide_of_one_amira_is_not_asked(session: Session, cast: Cast, visit: Visit) -> None:
    letter = prepared(session, cast)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    desk.sees("Amira H.").sees_not("Vornamen", "Haddad")


def test_who_wants_letters_on_paper_gets_none_here(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.amira.letters_on_paper = True
    session.merge(cast.amira)
    letter = prepared(session, cast)
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/letters")
    desk.sees("Amira möchte Briefe nur auf Papier.").sees_not("Neuer Brief")
    sent = token(desk)
    new = f"/desk/people/{cast.amira.id}/letters/new"
    assert desk.client.post(new, data={**sent, "kind": "plan"}).status_code == 422
    assert desk.client.post(f"/desk/letters/{letter.id}/release", data=sent).status_code == 422
    session.expire_all()
    assert session.scalars(select(Letter.released_at)).all() == [None]


def test_the_smiley_sheet_shows_a_first_name_and_nothing_else(cast: Cast, visit: Visit) -> None:
    sheet = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/smiley-sheet")
    (card,) = [e for e in sheet.page.all("div") if e.get("class") == "smiley-sheet"]
    assert card.all("svg")
    assert card.text == "Amira Wir lesen den Brief zusammen, wenn Sie möchten. Herr Sommer"
