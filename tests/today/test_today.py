"""The start page: one calm next thing, never more than three cards, and nothing is fine too."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import Label, Sender
from app.core import i18n
from app.domain.appointments import Kind
from app.domain.goals import Doer, Drawer, Step
from app.domain.letters import Letter
from app.domain.messages import Form
from app.domain.people import Guidance
from app.today.reading import in_days
from tests import make
from tests.people import Cast
from tests.taps import twice
from tests.visit import Visit


@pytest.fixture
def amira(visit: Visit, cast: Cast) -> Visit:
    """Amira's phone."""
    return visit.as_(cast.amira)


def cards(amira: Visit) -> list[str]:
    return [
        each.all("h2")[0].text for each in amira.page.all("section") if "card" in each.get("class")
    ]


def test_when_nothing_is_to_do_it_says_so_and_who_is_there(
    session: Session, cast: Cast, amira: Visit
) -> None:
    cast.jonas.phone = "0221 555 12"
    session.commit()
    amira.open("/").sees(
        "Guten Tag, Frau Haddad.",
        "Heute ist nichts zu tun. Schön, dass Sie da sind.",
        "Herr Sommer ist für Sie da.",
        "Montag bis Freitag, 9 bis 16 Uhr",
        "Anrufen: 0221 555 12",
    )
    links = {each.text for each in amira.page.all("a")}
    assert {"Alle Treffen", "Erinnerungen", "Einstellungen", "Wer sieht was", "Hilfe"} <= links


def test_a_full_day_has_three_cards_and_the_meeting_comes_first(
    session: Session, cast: Cast, amira: Visit
) -> None:
    for days in (3, 9):
        make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(days))
    for text in ("Einmal um den Block gehen", "Den Brief holen"):
        make.step(session, of=cast.amira, text=text)
    for _number in range(2):
        make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    amira.open("/")
    assert cards(amira)[:3] == [
        "Ihr nächstes Treffen",
        "Ihr Schritt",
        "Ein Brief vom Jobcenter ist da.",
    ]
    assert len(cards(amira)) == 4, "the fourth is the guide's"
    amira.sees(
        "Freiwillig",
        i18n.moment(make.in_days(3)),
        "In 3 Tagen. Spaziergang. Mit dabei: Herr Sommer",
        "Die Zusammenfassung ist fertig.",
        "Alle Briefe ansehen",
    ).sees_not("nichts zu tun")


def test_an_office_s_appointment_looks_different(
    session: Session, cast: Cast, amira: Visit
) -> None:
    make.appointment(
        session, to=cast.amira, by=cast.jonas, official=True, kind=Kind.OFFICE, place="Zimmer 214"
    )
    session.commit()
    amira.open("/").sees("Ihr nächster Termin", "Vom Jobcenter", "Zimmer 214")
    amira.sees_not("Freiwillig", "Mit dabei:")


def test_a_cancelled_meeting_is_told_where_it_is_seen_first(
    session: Session, cast: Cast, amira: Visit
) -> None:
    off = make.appointment(session, to=cast.amira, by=cast.jonas)
    off.cancel(now=make.clock.now())
    session.commit()
    said = f"Das Treffen am {i18n.day(make.in_days(3))} fällt aus. Das liegt nicht an Ihnen."
    amira.open("/").sees(said, "Heute ist nichts zu tun.").follow(
        f"Ansehen: {i18n.moment(make.in_days(3))}"
    ).sees("Dieses Treffen fällt aus.")


def test_a_cancelled_meeting_does_not_hide_the_next_one(
    session: Session, cast: Cast, amira: Visit
) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas).cancel(now=make.clock.now())
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(4, 14))
    session.commit()
    amira.open("/").sees("fällt aus", i18n.moment(make.in_days(4, 14)), "In 4 Tagen.")
    assert cards(amira)[0] == "Ihr nächstes Treffen"
    amira.follow(f"Ansehen: {i18n.moment(make.in_days(3))}").sees("Ihr nächstes Treffen:")
    amira.follow(f"Ansehen: {i18n.moment(make.in_days(4, 14))}").sees("Passt nicht")


def test_an_office_s_cancelled_appointment_is_told_as_one(
    session: Session, cast: Cast, amira: Visit
) -> None:
    off = make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    off.cancel(now=make.clock.now())
    session.commit()
    amira.open("/").sees(f"Der Termin am {i18n.day(make.in_days(3))} fällt aus.")
    amira.sees_not("Das liegt nicht an Ihnen.")


def test_a_past_meeting_is_gone_and_one_just_begun_is_still_there(
    session: Session, cast: Cast, amira: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    meeting.starts_at = make.clock.now() - timedelta(minutes=20)
    session.commit()
    assert cards(amira.open("/"))[0] == "Ihr nächstes Treffen"
    meeting.starts_at = make.clock.now() - timedelta(minutes=31)
    session.commit()
    amira.open("/").sees("Heute ist nichts zu tun.")


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, ""), (0, "Heute."), (1, "Morgen."), (3, "In 3 Tagen."), (7, "In einer Woche."), (8, "")],
)
def test_days_are_said_in_words_only_in_addition(days: int, words: str) -> None:
    today = date(2026, 11, 24)
    assert in_days(today + timedelta(days=days), today) == words


def test_a_step_that_worked_leaves_the_page_and_comes_back(
    session: Session, cast: Cast, amira: Visit
) -> None:
    make.step(session, of=cast.amira)
    session.commit()
    amira.open("/").press("Hat geklappt").sees("Heute ist nichts zu tun.", "Was schon war")
    assert amira.path == "/"
    amira.press("Rückgängig").sees("Einmal um den Block gehen")
    assert amira.path == "/"


def test_later_shows_the_next_step_and_can_be_undone(
    session: Session, cast: Cast, amira: Visit
) -> None:
    for position, text in enumerate(("Zum Arzt", "Zum Kiosk", "Zum See")):
        make.step(session, of=cast.amira, text=text, position=position)
    session.commit()
    twice(amira.open("/"), "Später").sees("Zum Kiosk").sees_not("Zum Arzt")
    amira.press("Rückgängig").sees("Zum Arzt")
    assert amira.path == "/"


def test_later_with_one_step_makes_the_day_quiet(
    session: Session, cast: Cast, amira: Visit
) -> None:
    only = make.step(session, of=cast.amira)
    session.commit()
    twice(amira.open("/"), "Später").sees("Irgendwann", "Heute ist nichts zu tun.")
    session.refresh(only)
    session.commit()
    assert only.drawer is Drawer.SOME_DAY
    amira.press("Rückgängig").sees("Einmal um den Block gehen")


@pytest.mark.parametrize(
    "more",
    [
        {"drawer": Drawer.SOME_DAY},
        {"doer": Doer.GUIDE},
        {"done_at": make.clock.now()},
        {"put_away_at": make.clock.now()},
    ],
)
def test_only_an_open_step_of_this_week_that_one_takes_oneself_is_shown(
    session: Session, cast: Cast, amira: Visit, more: dict[str, object]
) -> None:
    make.step(session, of=cast.amira, **more)
    session.commit()
    amira.open("/").sees("Heute ist nichts zu tun.")


def test_a_hard_letter_does_not_shock_in_passing(
    session: Session, cast: Cast, amira: Visit
) -> None:
    letter = make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        kind="erstattung",
        label=Label.SCHWER,
        official_text="240 Euro zu erstatten",
    )
    session.commit()
    amira.open("/").sees("Ein Brief vom Jobcenter ist da. Die Zusammenfassung ist fertig.")
    amira.sees_not("Keine gute", "Erstattung", "240", "zusammen lesen", "Alle Briefe")
    assert f"/letters/{letter.id}" in [each.get("href") for each in amira.page.all("a")]


@pytest.mark.parametrize(
    ("sender", "name", "words"),
    [
        (Sender.DRV, "", "Ein Brief von der Rentenversicherung ist da."),
        (Sender.PROGRAMME, "", "Ein Brief aus dem Programm ist da."),
        (Sender.OTHER, "Stadtwerke", "Ein Brief ist da: Stadtwerke."),
        (Sender.OTHER, "", "Ein Brief ist da."),
    ],
)
def test_a_letter_says_from_whom(
    session: Session, cast: Cast, amira: Visit, sender: Sender, name: str, words: str
) -> None:
    make.letter(session, to=cast.amira, by=cast.jonas, sender=sender, sender_name=name)
    session.commit()
    amira.open("/").sees(words)


def dated(session: Session, cast: Cast, days: int, **more: object) -> Letter:
    """A letter that asks for papers in some days; it came three weeks ago."""
    return make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        kind="mitwirkung",
        label=Label.BITTE,
        has_date=True,
        facts=(Fact(FactRole.PAPERS_UNTIL, make.in_days(days).date(), "bis"),),
        released_at=make.clock.now() - timedelta(days=21),
        **more,
    )


def test_the_letter_whose_date_is_nearest_comes_before_a_newer_one(
    session: Session, cast: Cast, amira: Visit
) -> None:
    dated(session, cast, 20)
    nearest = dated(session, cast, 9)
    dated(session, cast, 1, put_away_at=make.clock.now())
    make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    amira.open("/")
    links = [each.get("href") for each in amira.page.all("a")]
    assert [each for each in links if each.startswith("/letters/")] == [f"/letters/{nearest.id}"]


def test_a_letter_without_a_date_makes_the_page_quiet_again_by_itself(
    session: Session, cast: Cast, amira: Visit
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    dated(session, cast, -1)
    session.commit()
    amira.open("/").sees("Ein Brief vom Jobcenter ist da.")
    letter.released_at = make.clock.now() - timedelta(days=8)
    session.commit()
    amira.open("/").sees("Heute ist nichts zu tun.").sees_not("Ein Brief")


def test_a_suggested_step_is_announced_until_it_is_answered(
    session: Session, cast: Cast, amira: Visit
) -> None:
    make.step(session, of=cast.amira, text="Zum Chor", suggested_by_id=cast.jonas.id)
    session.commit()
    amira.open("/").sees("Herr Sommer schlägt einen Schritt vor.").sees_not("Zum Chor")
    amira.follow("Zu den Schritten").press("Annehmen: Zum Chor")
    amira.open("/").sees_not("schlägt einen Schritt vor")


@pytest.mark.parametrize("more", [{"released_at": None}, {"put_away_at": make.clock.now()}])
def test_a_letter_still_written_or_put_away_is_not_there(
    session: Session, cast: Cast, amira: Visit, more: dict[str, object]
) -> None:
    make.letter(session, to=cast.amira, by=cast.jonas, **more)
    session.commit()
    amira.open("/").sees("Heute ist nichts zu tun.")


def test_a_kind_line_asks_for_nothing_and_goes_by_itself(
    session: Session, cast: Cast, amira: Visit
) -> None:
    kind = make.message(session, of=cast.amira, by=cast.jonas, body="")
    kind.form, kind.phrase_id = Form.ENCOURAGEMENT, "E2"
    session.commit()
    amira.open("/").sees("Schön, dass Sie dabei sind.", "Keine Antwort nötig.")
    amira.sees("Heute ist nichts zu tun.").sees_not("Eine neue Nachricht")
    kind.sent_at = make.clock.now() - timedelta(days=8)
    session.commit()
    amira.open("/").sees_not("Schön, dass Sie dabei sind.")


def test_own_words_of_the_guide_keep_their_language(
    session: Session, cast: Cast, amira: Visit
) -> None:
    kind = make.message(session, of=cast.amira, by=cast.jonas, body="Der Kuchen war gut.")
    kind.form = Form.ENCOURAGEMENT
    session.commit()
    [quote] = amira.open("/").page.all("q")
    assert (quote.text, quote.get("lang"), quote.get("dir")) == (
        "Der Kuchen war gut.",
        "de",
        "auto",
    )


def test_a_new_message_is_marked_quietly_until_one_writes_oneself(
    session: Session, cast: Cast, amira: Visit
) -> None:
    first = make.message(session, of=cast.amira, by=cast.jonas, body="Wie geht es?")
    session.commit()
    amira.open("/").sees("Eine neue Nachricht ist da.").sees_not("Wie geht es?", "1 neue")
    make.message(session, of=cast.amira, by=cast.amira, body="Gut.")
    session.commit()
    amira.open("/").sees_not("Eine neue Nachricht")
    newer = make.message(session, of=cast.amira, by=cast.jonas, body="Schön.")
    session.commit()
    amira.open("/").sees("Eine neue Nachricht ist da.")
    newer.withdrawn_at = make.clock.now()
    first.sent_at -= timedelta(days=30)
    session.commit()
    amira.open("/").sees_not("Eine neue Nachricht")


def test_a_message_not_answered_is_no_debt(session: Session, cast: Cast, amira: Visit) -> None:
    old = make.message(session, of=cast.amira, by=cast.jonas)
    old.sent_at -= timedelta(days=8)
    session.commit()
    amira.open("/").sees_not("Eine neue Nachricht")


def test_without_a_guide_the_team_is_there(session: Session, cast: Cast, amira: Visit) -> None:
    for each in session.query(Guidance).filter_by(participant_id=cast.amira.id):
        each.ended_at = make.clock.now()
    session.commit()
    amira.open("/").sees("Das Team ist für Sie da.", "Anrufen: 0221 4710 100")
    amira.open("/goals").sees_not("Zusammen anlegen")


def test_nobody_sees_anything_of_someone_else(session: Session, cast: Cast, visit: Visit) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas)
    make.step(session, of=cast.amira)
    make.letter(session, to=cast.amira, by=cast.jonas)
    make.message(session, of=cast.amira, by=cast.jonas)
    session.commit()
    samir = visit.as_(cast.samir).open("/").sees("Guten Tag, Herr Aydin.")
    samir.sees("Heute ist nichts zu tun.", "Frau Nowak ist für Sie da.").sees_not("Sommer")
    assert len(cards(samir)) == 1


def test_until_the_guide_confirms_there_is_nothing(
    session: Session, cast: Cast, visit: Visit
) -> None:
    step = make.step(session, of=cast.amira)
    cast.amira.confirmed_at = None
    session.commit()
    visit.as_(cast.amira).open("/").sees_not(step.text, "Guten Tag, Frau Haddad.")
    assert session.get_one(Step, step.id).is_open


def test_looking_at_it_changes_nothing(session: Session, cast: Cast, amira: Visit) -> None:
    step = make.step(session, of=cast.amira)
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    before = (step.position, step.drawer, letter.put_away_at, letter.together_at)
    amira.open("/").open("/")
    session.expire_all()
    assert (step.position, step.drawer, letter.put_away_at, letter.together_at) == before


def test_reminders_are_offered_quietly_after_the_first_meeting_until_any_answer(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    offer = "Möchten Sie eine Erinnerung auf dem Handy?"
    amira.open("/").sees_not(offer)
    make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    amira.open("/").sees_not(offer)
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(-1))
    session.commit()
    amira.open("/").sees(offer)
    amira.open("/reminders").press("Speichern", wanted="no")
    amira.open("/").sees_not(offer)


def test_what_a_greeting_says_itself_is_not_said_twice(
    session: Session, cast: Cast, amira: Visit
) -> None:
    greeting = make.message(session, of=cast.amira, by=cast.jonas, body="")
    greeting.form, greeting.phrase_id = Form.ENCOURAGEMENT, "E1"
    session.commit()
    for path in ("/", "/messages"):
        amira.open(path).sees("Sie brauchen nicht zu antworten.").sees_not("Keine Antwort nötig.")


def test_reminders_are_named_once(session: Session, cast: Cast, amira: Visit) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    links = [each.text for each in amira.open("/").page.all("a")]
    assert links.count("Erinnerungen") == 1
