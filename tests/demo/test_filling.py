"""The demo shows every screen with something in it, and does not contradict itself."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.facts import Role as FactRole
from app.calm.own_wording import unfit
from app.core import clock
from app.demo.fill import Demo
from app.domain.appointments import Appointment, Kind
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.own_phrases import OwnPhrase, PhraseVersion
from tests.visit import Visit


def test_amira_has_a_past_a_talk_by_day_and_an_appointment_as_in_its_letter(
    session: Session, visit: Visit
) -> None:
    demo = Demo(session)
    demo.fill()
    session.commit()
    amira, now = demo.people["amira"], clock.now()
    hers = session.scalars(select(Appointment).where(Appointment.participant_id == amira.id)).all()
    assert {each.kind for each in hers if each.ends_at < now} == set(Kind)
    zone = ZoneInfo(demo.programme.zone)
    said = [each.sent_at.astimezone(zone) for each in session.scalars(select(Message))]
    assert {(each.hour, each.minute) for each in said} == {(10, 0)}
    assert all(each <= now for each in said)
    [official] = [each for each in hers if each.official]
    letter = session.scalars(select(Letter).where(Letter.kind == "meldetermin")).one()
    facts = {each.role: each.value for each in letter.facts}
    assert letter.participant_id == amira.id
    assert official.wall_time == f"{facts[FactRole.APPOINTMENT]:%Y-%m-%dT%H:%M}"
    assert (official.place, official.phone) == (facts[FactRole.WHERE], facts[FactRole.PHONE])
    amira.language = "de"
    session.commit()
    visit.as_(amira).open("/appointments").sees("Frühere Treffen")


def test_the_demo_programme_has_cards_of_its_own_that_keep_the_rules(session: Session) -> None:
    Demo(session).fill()
    found = session.execute(
        select(OwnPhrase, PhraseVersion).join(
            PhraseVersion, PhraseVersion.own_phrase_id == OwnPhrase.id
        )
    ).all()
    assert [list(unfit(version.wordings, phrase.kind)) for phrase, version in found] == [[]] * 3
    assert sum(version.reviewed_at is None for _phrase, version in found) == 1
