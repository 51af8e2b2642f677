"""A second pair of eyes: offered for hard letters, one draft for one colleague, until answered."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.pdf import open_file
from app.desk.letters import actions
from app.domain.letters import Letter, SecondLook
from app.domain.people import Person
from tests import make
from tests.desk.coming_in import token_of
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit

ASK = "Eine Kollegin oder einen Kollegen schauen lassen"


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    """A hard draft."""
    made = demo_letters.letter(
        session, "10-minderung", to=cast.amira, by=cast.jonas, released_at=None
    )
    session.commit()
    return made


def ask(visit: Visit, cast: Cast, letter: Letter, colleague: Person) -> Visit:
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview").sees(ASK)
    return desk.press("Fragen", colleague=str(colleague.id))


def preview(visit: Visit, cast: Cast, letter: Letter) -> Visit:
    return visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")


@pytest.mark.both_databases
def test_the_colleague_says_it_fits_and_sees_it_no_more(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    ask(visit, cast, letter, cast.lena).sees("Lena Nowak sieht den Entwurf jetzt", "wurde gefragt")
    colleague = visit.as_(cast.lena).open("/desk")
    colleague.follow("Jonas Sommer bittet Sie um einen Blick").sees(
        "Passt dieser Entwurf?", "168,90 Euro", "Rechtsbehelf"
    )
    colleague.press("Passt").sees("Danke. Herr Sommer sieht Ihre Antwort.")
    colleague.sees_not("bittet Sie um einen Blick")
    assert colleague.open(f"/desk/second-looks/{letter.id}").status == 404
    preview(visit, cast, letter).sees("Lena Nowak sagt: Passt.", "Freigeben für Amira")


def test_a_remark_reaches_the_author_sealed(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    ask(visit, cast, letter, cast.lena)
    look = visit.as_(cast.lena).open(f"/desk/second-looks/{letter.id}")
    look.press("Anmerkung schicken")
    assert look.status == 422
    look.sees("Bitte ein paar Worte.")
    look.press("Anmerkung schicken", remark="Der Grund fehlt noch.")
    preview(visit, cast, letter).sees("Lena Nowak schreibt: Der Grund fehlt noch.")
    session.expire_all()
    kept = session.scalars(select(SecondLook)).one()
    assert kept.remark == "Der Grund fehlt noch."
    assert b"Grund" not in (kept.remark_sealed or b"")


def test_the_colleague_finds_this_draft_and_nothing_else_of_the_person(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    another = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    session.commit()
    ask(visit, cast, letter, cast.lena)
    colleague = visit.as_(cast.lena)
    assert colleague.open(f"/desk/second-looks/{letter.id}").status == 200
    for path in (
        f"/desk/second-looks/{another.id}",
        f"/desk/letters/{letter.id}",
        f"/desk/letters/{letter.id}/preview",
        f"/desk/letters/{letter.id}/facts",
        f"/desk/people/{cast.amira.id}",
        f"/desk/people/{cast.amira.id}/letters",
    ):
        assert colleague.open(path).status == 404, path
    token = colleague.open("/settings").page.all("input")
    sent = {"csrf_token": next(e.get("value") for e in token if e.get("name") == "csrf_token")}
    for end in ("release", "removal", "note", "second-look"):
        answer = colleague.client.post(f"/desk/letters/{letter.id}/{end}", data=sent)
        assert answer.status_code == 404, end


def test_nobody_else_finds_it(cast: Cast, visit: Visit, letter: Letter) -> None:
    ask(visit, cast, letter, cast.lena)
    for other in (cast.jonas, cast.petra, cast.amira, cast.samir):
        path = f"/desk/second-looks/{letter.id}"
        assert visit.as_(other).open(path).status == 404, other.role


@pytest.mark.both_databases
@pytest.mark.parametrize("end", ["release", "discard", "without"])
def test_the_access_ends(
    session: Session, cast: Cast, visit: Visit, letter: Letter, end: str
) -> None:
    ask(visit, cast, letter, cast.lena)
    desk = preview(visit, cast, letter)
    if end == "release":
        desk.press("Freigeben für Amira")
    elif end == "discard":
        desk.press("Ja, Entwurf löschen")
    else:
        desk.press("Doch nicht fragen").sees(ASK)
    assert session.scalar(select(func.count()).select_from(SecondLook)) == 0
    session.commit()
    colleague = visit.as_(cast.lena).open("/desk").sees_not("bittet Sie um einen Blick")
    assert colleague.open(f"/desk/second-looks/{letter.id}").status == 404


def test_only_guides_of_the_programme_can_be_asked(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = preview(visit, cast, letter)
    (choice,) = desk.page.all("select")
    assert [each.text for each in choice.all("option")] == ["…", "Lena Nowak"]
    for nobody in (cast.petra, cast.samir, cast.jonas):
        desk.press("Fragen", colleague=str(nobody.id)).sees("Bitte wählen Sie, wer schauen soll.")
    assert session.scalar(select(func.count()).select_from(SecondLook)) == 0


def test_it_is_offered_for_hard_letters_only_and_never_asked_for(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    good = demo_letters.letter(
        session, "01-bewilligung", to=cast.amira, by=cast.jonas, released_at=None
    )
    session.commit()
    preview(visit, cast, good).sees_not(ASK)
    preview(visit, cast, letter).press("Freigeben für Amira").sees("Amira sieht den Brief ab")


def test_a_guide_who_is_alone_is_not_offered_anybody(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    cast.lena.confirmed_at = None
    session.merge(cast.lena)
    session.commit()
    preview(visit, cast, letter).sees_not(ASK)


def test_a_released_letter_has_no_second_look(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    ask(visit, cast, letter, cast.lena)
    letter = session.scalars(
        select(Letter).where(Letter.id == letter.id).execution_options(populate_existing=True)
    ).one()
    letter.released_at = clock.now()  # whatever ended the look: a released letter is not a draft
    session.commit()
    assert visit.as_(cast.lena).open(f"/desk/second-looks/{letter.id}").status == 404


def test_a_second_tap_on_the_answer_is_one_answer(cast: Cast, visit: Visit, letter: Letter) -> None:
    ask(visit, cast, letter, cast.lena)
    look = visit.as_(cast.lena).open(f"/desk/second-looks/{letter.id}")
    sent = {"csrf_token": token_of(look), "fits": "y"}
    for _tap in range(2):
        answer = look.client.post(f"/desk/second-looks/{letter.id}", data=sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/desk")


def test_a_letter_of_pictures_is_not_called_paper(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    actions.attach(session, letter, open_file(demo_letters.pdf("10-minderung")), now=clock.now())
    letter.official_text = ""
    session.commit()
    ask(visit, cast, letter, cast.lena)
    look = visit.as_(cast.lena).open(f"/desk/second-looks/{letter.id}")
    look.sees("Das Original ist ein Bild.").sees_not("liegt nur auf Papier")
