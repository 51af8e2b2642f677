"""A letter of one's own for the guide: page by page, in one's own order, taken back any time."""

import gc
import io
import re
import uuid

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from app.core import clock, files, pdf, uploads
from app.core.settings import Settings
from app.domain import shown_letters
from app.domain.letters import Letter, LetterFile
from app.domain.shown_letters import ShownLetter
from app.letters.actions import sweep_orphans
from tests.core.test_pdf import pdf_with
from tests.desk.looking import all_of, only
from tests.letters import demo_letters
from tests.letters.photos import noisy_photo, photo, sent
from tests.people import Cast
from tests.visit import Visit

FIRST, SECOND, THIRD = photo("Seite eins"), photo("Seite zwei"), photo("Seite drei")


def begin(page: Visit, *pages: bytes) -> Visit:
    return page.open("/shown-letters").press("Weiter", files=sent(*pages))


def sent_to_jonas(page: Visit, *pages: bytes) -> Visit:
    return begin(page, *pages).press("An Herrn Sommer schicken")


def id_of(page: Visit) -> str:
    return page.path.rpartition("/")[2]


def stored(settings: Settings) -> set[str]:
    return {path.name for path in (settings.data_dir / "files").glob("??/*")}


def test_a_photo_is_kept_upright_small_and_without_its_past(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = begin(visit.as_(cast.amira).open("/letters").follow("Einen Brief zeigen"), FIRST)
    page.sees("Sind alle Seiten da? Noch sehen nur Sie den Brief.", "Seite 1")
    answer = page.client.get(f"{page.path}/pages/1")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.format == "WEBP"
        assert picture.height > picture.width
        assert not picture.getexif()
    assert b"Exif" not in answer.data
    assert b"GPS" not in answer.data


def test_even_a_large_and_noisy_photo_becomes_small() -> None:
    assert len(noisy_photo()) > 2_000_000
    (page,) = pdf.open_file(noisy_photo()).pages
    assert len(page.picture) <= 250_000


def test_pages_are_sealed_at_rest(
    session: Session, cast: Cast, visit: Visit, settings: Settings
) -> None:
    page = begin(visit.as_(cast.amira), FIRST)
    picture = page.client.get(f"{page.path}/pages/1").data
    (path,) = (settings.data_dir / "files").glob("??/*")
    assert path.stem == only(session, LetterFile).id.hex
    assert picture[:64] not in path.read_bytes()
    assert b"WEBP" not in path.read_bytes()


def test_several_pages_come_at_once_or_one_after_the_other(cast: Cast, visit: Visit) -> None:
    page = begin(visit.as_(cast.amira), FIRST, SECOND).sees("Seite 1", "Seite 2")
    page.press("Noch eine Seite", files=sent(THIRD)).sees("Seite 3").sees_not("Seite 4")


@pytest.mark.both_databases
def test_the_order_can_be_changed_and_a_page_taken_away(
    session: Session, cast: Cast, visit: Visit, settings: Settings
) -> None:
    page = begin(visit.as_(cast.amira), FIRST, SECOND, THIRD)

    def pictures() -> list[bytes]:
        here = page.path.rpartition("/pages/")[0] or page.path
        answers = [page.client.get(f"{here}/pages/{number}") for number in (1, 2, 3)]
        return [each.data for each in answers if each.status_code == 200]

    first, second, third = pictures()
    page.press("Seite 3 nach vorn")
    assert pictures() == [first, third, second]
    page.press("Seite 1 wegnehmen").sees("Die Seite ist weg. Das Foto auf Ihrem Handy bleibt.")
    assert pictures() == [third, second]
    assert len(stored(settings)) == 2


def test_a_pdf_comes_page_by_page(cast: Cast, visit: Visit) -> None:
    begin(visit.as_(cast.amira), pdf_with(3)).sees("Seite 3").sees_not("Seite 4")


@pytest.mark.both_databases
def test_the_guide_sees_it_only_once_it_is_sent(cast: Cast, visit: Visit) -> None:
    desk, page = visit.as_(cast.jonas), begin(visit.as_(cast.amira), FIRST)
    path = f"/desk/shown-letters/{id_of(page)}"
    assert desk.open(path).status == 404
    assert desk.open(f"{path}/pages/1").status == 404
    desk.open(f"/desk/people/{cast.amira.id}").sees_not("Zeigt Ihnen einen Brief")
    page.press("An Herrn Sommer schicken").sees("Herr Sommer sieht den Brief jetzt.")
    desk.open("/desk").sees("Zeigt Ihnen einen Brief").follow("Frau Haddad").follow("Ansehen")
    desk.sees("Amira zeigt Ihnen diesen Brief", "Seite 1")
    assert desk.client.get(f"{path}/pages/1").data == page.client.get(f"{page.path}/pages/1").data
    page.press("Zurücknehmen").sees("Zurückgenommen. Nur Sie sehen den Brief.")
    assert desk.open(path).status == 404


def test_what_is_sent_stays_as_it_is_until_it_is_taken_back(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = begin(visit.as_(cast.amira), FIRST, SECOND)
    before = visit.as_(cast.amira).open(page.path)  # an old page, still open in another tab
    page.press("An Herrn Sommer schicken")
    for press in ("Seite 2 nach vorn", "Seite 1 wegnehmen", "Ja, Seiten löschen"):
        before.open(page.path)
        token = next(e.get("value") for e in before.page.all("input") if e.get("name"))
        end = {"Se": "pages/2/earlier", "Ja": "removal"}[press[:2]]
        end = "pages/1/removal" if "wegnehmen" in press else end
        before._follow(before.client.post(f"{page.path}/{end}", data={"csrf_token": token}))
        before.sees("Der Brief ist schon geschickt.")
    assert len(all_of(session, LetterFile)) == 2


def test_a_double_tap_makes_one(session: Session, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/shown-letters")
    form = next(f for f in page.page.all("form") if f.get("enctype"))
    values = {e.get("name"): e.get("value") for e in form.all("input") if e.get("type") == "hidden"}
    for _ in range(2):
        page.client.post("/shown-letters", data=values | {"files": sent(FIRST, SECOND)})
    shown = only(session, ShownLetter)
    assert len(all_of(session, LetterFile)) == 2
    page.open(f"/shown-letters/{shown.id}").press("Noch eine Seite", files=sent(SECOND))
    assert len(all_of(session, LetterFile)) == 2  # the same photo is the same page
    for _ in range(2):
        token = {"csrf_token": values["csrf_token"]}
        page.client.post(f"/shown-letters/{shown.id}/sending", data=token)
    page.open("/shown-letters").sees("Geschickt.")


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"<html>", "Eine Datei ließ sich nicht öffnen. Es gehen Fotos und PDF."),
        (b"", "Eine Datei ließ sich nicht öffnen."),
        (FIRST[:300], "Eine Datei ließ sich nicht öffnen."),
        (bytes(100_001), "Ein Foto ist größer als 10 MB."),
        (bytes(300_000), "Das war zu viel auf einmal."),
    ],
    ids=["wrong", "empty", "cut off", "large", "too large"],
)
def test_a_file_that_does_not_go_is_one_calm_sentence_and_nothing_is_lost(
    session: Session,
    cast: Cast,
    visit: Visit,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    bad: bytes,
    says: str,
) -> None:
    monkeypatch.setattr(pdf, "BIGGEST", 100_000)  # what is too large need not be large
    monkeypatch.setattr(uploads, "MOST_SENT", 200_000)
    page = begin(visit.as_(cast.amira), bad).sees(says, "Einen Brief zeigen")
    assert all_of(session, ShownLetter) == []
    page = begin(page, FIRST)
    page.press("Noch eine Seite", files=sent(bad)).sees(says, "Seite 1").sees_not("Seite 2")
    assert {each.id.hex for each in all_of(session, LetterFile)} == stored(settings)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_upload_that_breaks_off_leaves_nothing_behind(
    session: Session, cast: Cast, visit: Visit, settings: Settings
) -> None:
    page = begin(visit.as_(cast.amira), FIRST)
    token = next(e.get("value") for e in page.page.all("input") if e.get("name") == "csrf_token")
    head = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--x\r\n'
        'Content-Disposition: form-data; name="files"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    answer = page.client.post(
        f"{page.path}/pages",
        data=head.encode() + SECOND[:2000],
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(len(SECOND))},
    )
    gc.collect()  # Werkzeug leaves closing its buffer to the collector
    assert answer.status_code == 400
    page.open(page.path).sees("Seite 1").sees_not("Seite 2")
    assert {each.id.hex for each in all_of(session, LetterFile)} == stored(settings)


def test_a_good_page_beside_a_bad_one_stays(cast: Cast, visit: Visit) -> None:
    page = begin(visit.as_(cast.amira), FIRST, b"<svg>", SECOND)
    page.sees("Eine Datei ließ sich nicht öffnen.", "Seite 2").sees_not("Seite 3")


def test_without_a_file_the_page_says_what_is_missing(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = visit.as_(cast.amira).open("/shown-letters").press("Weiter")
    page.sees("Bitte noch ein Foto oder eine Datei auswählen.")
    assert all_of(session, ShownLetter) == []


def test_there_is_an_end_to_pages(
    session: Session, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begin(visit.as_(cast.amira), pdf_with(20))
    page.press("Noch eine Seite", files=sent(FIRST)).sees("Mehr Seiten gehen hier nicht.")
    assert len(all_of(session, LetterFile)) == shown_letters.MOST_PAGES
    monkeypatch.setattr(shown_letters, "MOST_PAGES_OF_ONE_PERSON", 20)
    begin(page, SECOND).sees("Mehr Seiten gehen hier nicht.", "Hier ist noch keine Seite.")


def test_an_empty_letter_is_not_sent(session: Session, cast: Cast, visit: Visit) -> None:
    page = begin(visit.as_(cast.amira), FIRST)
    token = next(e.get("value") for e in page.page.all("input") if e.get("name") == "csrf_token")
    page.press("Seite 1 wegnehmen").sees_not("An Herrn Sommer schicken")
    shown = only(session, ShownLetter)
    page._follow(page.client.post(f"/shown-letters/{shown.id}/sending", data={"csrf_token": token}))
    page.sees("Hier ist noch keine Seite.")
    assert only(session, ShownLetter).sent_at is None


def test_it_can_be_thrown_away_before_it_is_sent(
    session: Session, cast: Cast, visit: Visit, settings: Settings
) -> None:
    page = begin(visit.as_(cast.amira), FIRST, SECOND).press("Ja, Seiten löschen")
    page.sees("Gelöscht. Ihr Brief auf Papier bleibt.").sees_not("Ihre gezeigten Briefe")
    assert all_of(session, LetterFile) == []
    assert stored(settings) == set()


def test_who_prefers_paper_is_not_asked_for_photos(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = visit.as_(cast.amira).open("/shown-letters")
    token = next(e.get("value") for e in page.page.all("input") if e.get("name") == "csrf_token")
    session.merge(cast.amira).letters_on_paper = True
    session.commit()
    page.open("/letters").sees_not("Einen Brief zeigen")
    page.open("/shown-letters").sees("Ihre Briefe kommen auf Papier.")
    assert not [each for each in page.page.all("input") if each.get("type") == "file"]
    data = {"csrf_token": token, "files": sent(FIRST)}
    page._follow(page.client.post("/shown-letters", data=data)).sees("Ihre Briefe kommen auf")
    assert all_of(session, ShownLetter) == []


def test_a_stranger_finds_nothing_of_it(session: Session, cast: Cast, visit: Visit) -> None:
    page = sent_to_jonas(visit.as_(cast.amira), FIRST)
    for who in (cast.samir, cast.lena, cast.petra):
        other = visit.as_(who)
        for start in ("", "/desk"):
            path = f"{start}/shown-letters/{id_of(page)}"
            assert other.open(path).status == 404
            assert other.open(f"{path}/pages/1").status == 404
    samir = visit.as_(cast.samir).open("/shown-letters").sees_not("Ihre gezeigten Briefe")
    samir.press("Weiter", files=sent(SECOND), id=id_of(page))
    assert samir.status == 404
    assert only(session, LetterFile).participant_id == cast.amira.id


def test_a_page_whose_row_never_came_is_swept_away(
    session: Session, cast: Cast, visit: Visit, settings: Settings
) -> None:
    begin(visit.as_(cast.amira), FIRST)
    files.store(session, uuid.uuid4(), b"x", participant_id=cast.amira.id)
    session.rollback()
    assert sweep_orphans(session, now=clock.now()) == 1
    assert stored(settings) == {only(session, LetterFile).id.hex}


# -- the guide makes a letter of it


@pytest.mark.both_databases
def test_the_pages_become_the_letter_and_pictures_count_as_the_original(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = sent_to_jonas(visit.as_(cast.amira), FIRST, SECOND)
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").follow("Ansehen")
    desk.press("Brief daraus machen")
    letter = only(session, Letter)
    assert (letter.participant_id, letter.author_id) == (cast.amira.id, cast.jonas.id)
    assert not letter.paper_only
    desk.open(f"/desk/letters/{letter.id}/preview").sees_not("Der genaue Brief fehlt noch.")
    desk.open(f"/desk/letters/{letter.id}/text").sees("Die Bilder gelten als Original.")
    assert desk.client.get(f"/desk/letters/{letter.id}/pages/2").status_code == 200

    page.open(page.path).sees("Herr Sommer arbeitet mit diesem Brief.").sees_not("Zurücknehmen")
    token = next(e.get("value") for e in desk.page.all("input") if e.get("name") == "csrf_token")
    desk.client.post(f"/desk/shown-letters/{id_of(page)}/letter", data={"csrf_token": token})
    assert len(all_of(session, Letter)) == 1

    letter.label, letter.released_at = "gut", letter.created_at
    session.merge(letter)
    session.commit()
    page.open(f"/letters/{letter.id}/official").sees("Den genauen Brief gibt es hier als Bild.")
    page.follow("Als Bild zeigen").sees("Seite 2")
    page.open("/shown-letters").sees_not("Ihre gezeigten Briefe")


def test_taking_back_after_that_is_answered_kindly(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = sent_to_jonas(visit.as_(cast.amira), FIRST)
    desk = visit.as_(cast.jonas).open(f"/desk/shown-letters/{id_of(page)}")
    desk.press("Brief daraus machen")
    page.press("Zurücknehmen").sees("Herr Sommer arbeitet schon damit.")
    assert only(session, ShownLetter).sent_at is not None


def test_a_draft_thrown_away_leaves_the_pages_with_their_owner(
    session: Session, cast: Cast, visit: Visit, settings: Settings
) -> None:
    page = sent_to_jonas(visit.as_(cast.amira), FIRST)
    desk = visit.as_(cast.jonas).open(f"/desk/shown-letters/{id_of(page)}")
    desk.press("Brief daraus machen").press("Ja, Entwurf löschen")
    assert all_of(session, Letter) == []
    assert only(session, LetterFile).id.hex in stored(settings)
    desk.open(f"/desk/people/{cast.amira.id}").sees("Zeigt Ihnen einen Brief.")
    page.open(page.path).press("Zurücknehmen").sees("Nur Sie sehen den Brief.")


def test_a_pdf_brings_its_words_along(session: Session, cast: Cast, visit: Visit) -> None:
    page = sent_to_jonas(visit.as_(cast.amira), demo_letters.pdf("10-minderung"))
    visit.as_(cast.jonas).open(f"/desk/shown-letters/{id_of(page)}").press("Brief daraus machen")
    assert "168,90 EUR" in re.sub(r"\s+", " ", only(session, Letter).official_text)


def test_what_was_talked_over_is_put_aside_and_comes_back(cast: Cast, visit: Visit) -> None:
    page = sent_to_jonas(visit.as_(cast.amira), FIRST)
    desk = visit.as_(cast.jonas).open(f"/desk/shown-letters/{id_of(page)}")
    desk.press("Weglegen").sees("Weggelegt.").sees_not("Zeigt Ihnen einen Brief")
    desk.open("/desk").sees_not("Zeigt Ihnen einen Brief")
    page.open(page.path).sees("Der Brief ist geschickt.")
    desk.open(f"/desk/people/{cast.amira.id}")
    desk.open(f"/desk/shown-letters/{id_of(page)}").press("Zurückholen")
    desk.sees("Der Brief ist wieder da.", "Zeigt Ihnen einen Brief.")


def test_more_than_twenty_pages_at_once_are_not_cut_off_in_silence(
    session: Session, cast: Cast, visit: Visit
) -> None:
    many = [photo(f"Seite {number}", (300, 400)) for number in range(shown_letters.MOST_PAGES + 2)]
    begin(visit.as_(cast.amira), *many).sees("Mehr Seiten gehen hier nicht")
    assert len(all_of(session, LetterFile)) == shown_letters.MOST_PAGES


def test_a_letter_made_of_it_twice_keeps_what_the_guide_has_typed(
    session: Session, cast: Cast, visit: Visit
) -> None:
    shown = id_of(sent_to_jonas(visit.as_(cast.amira), FIRST))
    desk = visit.as_(cast.jonas).open(f"/desk/shown-letters/{shown}").press("Brief daraus machen")
    letter_id = only(session, Letter).id
    pdf_file = sent(demo_letters.pdf("10-minderung"))[0]
    desk.open(f"/desk/letters/{letter_id}/text")
    desk.press("Weiter", official_text="Der ganze Brief, abgetippt.", file=pdf_file)
    desk.open(f"/desk/shown-letters/{shown}").press("Brief daraus machen")
    letter = session.get(Letter, letter_id, populate_existing=True)
    assert letter is not None
    assert letter.official_text == "Der ganze Brief, abgetippt."
    letter.released_at = clock.now()
    session.commit()
    desk.open(f"/desk/shown-letters/{shown}").press("Brief daraus machen")
    assert desk.status == 200


def test_who_wants_letters_on_paper_by_now_sends_no_old_pages(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = begin(visit.as_(cast.amira), FIRST)
    cast.amira.letters_on_paper = True
    session.merge(cast.amira)
    session.commit()
    page.press("An Herrn Sommer schicken")
    assert only(session, ShownLetter).sent_at is None
