"""Jonas writes a letter for Amira: eight short steps, everything kept, nothing pre-ticked."""

import io
import tempfile
import uuid
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.calm.facts import Role
from app.calm.letter_kinds import Label, Sender
from app.core.settings import Settings
from app.domain.letters import Letter, LetterFile
from tests.desk_letters.steps import at, fresh, tick
from tests.letters import demo_letters
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.visit import Visit


def send_by_hand(desk: Visit, content: bytes) -> TestResponse:
    """Send text and file as bytes of our own: the test client would use a temporary file."""
    token = next(e.get("value") for e in desk.page.all("input") if e.get("name") == "csrf_token")
    part = '--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    body = b"".join(
        (
            (part % ("csrf_token", "") + f"{token}\r\n").encode(),
            (part % ("official_text", "") + "Guten Tag, Frau Haddad.\r\n").encode(),
            (part % ("file", '; filename="x.pdf"')).encode(),
            content + b"\r\n--x--\r\n",
        )
    )
    return desk.client.post(desk.path, data=body, content_type="multipart/form-data; boundary=x")


def test_the_whole_way_from_the_text_to_the_release(
    session: Session, cast: Cast, visit: Visit
) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/letters")
    desk.follow("Neuer Brief")
    desk.press("Weiter", file=(io.BytesIO(demo_letters.pdf("10-minderung")), "scan 1.pdf"))
    desk.sees("Die Datei ist da: 2 Seiten.").press("Weiter")
    desk.sees("weil im Brief steht: ").press("Weiter", kind="minderung")
    desk.press("Weiter", sender="jobcenter")
    tick(
        desk,
        letter_date="Datum: 11. November 2026",
        from_="Petersen, für die Zeit vom 1. Dezember 2026",
        until="28. Februar 2027",
        less="Die Minderung beträgt 168,90 EUR",
    )
    desk.sees("Noch offen:", "Wählen Sie bitte Ja oder Nein.")
    desk.press(
        "Eintragen", role="reason", checked="y", has_date="yes",
        value="Sie haben den Lehrgang am 5. Oktober 2026 nicht angetreten.",
    )  # fmt: skip
    desk.sees("Selbst eingetragen", "Sicheres Datum: Freitag, 11. Dezember 2026")
    desk.press("Weiter").sees("Es sind 168,90 Euro weniger im Monat.").press("Weiter")
    desk.press("Weiter", label="schwer")
    desk.press("Weiter", note="Wir schauen zusammen.")
    desk.sees("So sieht Amira den Brief.", "Wir schauen zusammen.").sees_not("Noch offen")
    desk.press("Freigeben für Amira").sees("Amira sieht den Brief ab").press("Sofort zeigen")
    desk.sees("Amira sieht den Brief jetzt.")
    reader = visit.as_(cast.amira).open("/letters").sees("Am besten zusammen lesen")
    letter = session.scalars(select(Letter)).one()
    reader.open(f"/letters/{letter.id}/summary").sees(
        "Das ist von Dienstag, 1. Dezember bis Sonntag, 28. Februar 2027 so.", "168,90 Euro"
    )


def test_the_same_form_twice_begins_one_letter(session: Session, cast: Cast, visit: Visit) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/letters/new")
    form = next(f for f in desk.page.all("form") if f.all("textarea"))
    values = {e.get("name"): e.get("value") for e in form.all("input") if e.get("type") == "hidden"}
    for _ in range(2):
        desk.client.post(form.get("action"), data={**values, "official_text": "Plan"})
    assert session.scalar(select(func.count()).select_from(Letter)) == 1


def test_without_a_kind_the_form_asks_calmly(cast: Cast, visit: Visit) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/letters/new").press("Weiter")
    assert desk.path.endswith("/kind")
    assert not [each for each in desk.page.all("input") if "checked" in each.attributes]
    desk.press("Weiter")
    assert desk.status == 422
    desk.sees("Bitte wählen Sie eines.")


def test_a_special_case_of_a_kind_is_kept_as_a_ticked_fact(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = at(visit, cast, letter, "kind").press("Weiter", kind="nein:gericht")
    changed = fresh(session, letter)
    assert changed.kind == "nein"
    assert [(f.role, f.value) for f in changed.facts] == [(Role.VARIANT, "gericht")]
    desk.open(f"/desk/letters/{letter.id}/kind").press("Weiter", kind="reha")
    changed = fresh(session, letter)
    assert (changed.facts, changed.sender) == ((), Sender.DRV)


def test_another_office_needs_its_name_and_what_was_typed_stays(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = at(visit, cast, letter, "sender").press("Weiter", sender="other", letter_on="2026-11-04")
    assert desk.status == 422
    desk.sees("Bitte den Namen der Stelle, so wie im Brief.")
    typed = {e.get("name"): e.get("value") for e in desk.page.all("input")}
    assert typed["letter_on"] == "2026-11-04"


def test_another_date_on_the_envelope_unticks_the_old_one(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="Datum: 4.11.2026")
    tick(at(visit, cast, letter, "facts"), letter_date="4.11.2026")
    assert fresh(session, letter).letter_on == date(2026, 11, 4)
    at(visit, cast, letter, "sender").press("Weiter", letter_on="2026-11-05")
    assert fresh(session, letter).facts == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"MZ\x90", "Diese Datei lässt sich nicht öffnen."),
        (b"%PDF-1.7 <script>", "Es gehen PDF, Foto (PNG, JPEG) und Text."),
        (b"Wort " * 100_000, "In der Datei ist sehr viel Text."),
    ],
)
def test_a_file_that_is_no_letter_is_refused_and_the_text_stays(
    session: Session, cast: Cast, visit: Visit, letter: Letter, settings: Settings,
    content: bytes, says: str,
) -> None:  # fmt: skip
    desk = at(visit, cast, letter, "text").press(
        "Weiter", official_text="Guten Tag, Frau Haddad.", file=(io.BytesIO(content), "x.pdf")
    )
    assert desk.status == 422
    desk.sees(says, "Guten Tag, Frau Haddad.")
    assert session.scalar(select(func.count()).select_from(LetterFile)) == 0
    assert not list((settings.data_dir / "files").glob("??/*"))


@pytest.mark.parametrize("megabytes", [10, 39])
def test_a_file_over_ten_megabytes_is_refused_and_the_text_stays(
    cast: Cast, visit: Visit, letter: Letter, megabytes: int
) -> None:
    desk = at(visit, cast, letter, "text")
    answer = send_by_hand(desk, b"%PDF-" + bytes(megabytes * 1024 * 1024))
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Die Datei ist größer als 10 MB." in page
    assert "Guten Tag, Frau Haddad." in page


def test_a_file_that_is_too_large_is_said_before_it_is_sent(
    cast: Cast, open_page: OpenPage, letter: Letter, tmp_path: Path
) -> None:
    large, small = tmp_path / "large.pdf", tmp_path / "small.txt"
    large.write_bytes(b"%PDF-" + bytes(10 * 1024 * 1024))
    small.write_text("Guten Tag.")
    page = open_page(cast.jonas, desk=True)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(f"/desk/letters/{letter.id}/text")
    page.get_by_label("Text vom Brief").fill("Guten Tag, Frau Haddad.")
    page.get_by_label("Datei vom Brief").set_input_files(large)
    sentence = page.get_by_text("Die Datei ist größer als 10 MB.")
    assert sentence.is_visible()
    page.get_by_role("button", name="Weiter").click()
    assert "POST" not in sent
    assert page.get_by_label("Text vom Brief").input_value() == "Guten Tag, Frau Haddad."
    page.get_by_label("Datei vom Brief").set_input_files(small)
    assert not sentence.is_visible()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_text("Die Datei ist da.").wait_for()


def test_nothing_of_a_file_is_laid_into_a_temporary_folder(
    monkeypatch: pytest.MonkeyPatch, cast: Cast, visit: Visit, letter: Letter
) -> None:
    def no(*_arguments: object, **_more: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, no)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", no)
    large = demo_letters.pdf("10-minderung") + b"\n%" + b"x" * 2_000_000
    desk = at(visit, cast, letter, "text")
    assert send_by_hand(desk, large).status_code == 303
    desk.open(desk.path).sees("Die Datei ist da: 2 Seiten.")


def test_a_text_file_becomes_the_text_and_is_kept_as_a_file(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    written = "Guten Tag, Frau Haddad.\r\n  Grüße".encode("cp1252")
    desk = at(visit, cast, letter, "text").press("Weiter", file=(io.BytesIO(written), "Brief.pdf"))
    desk.sees("Die Datei ist da. Bitte den Text ansehen.")
    assert fresh(session, letter).official_text == "Guten Tag, Frau Haddad.\n  Grüße"
    kept = desk.client.get(f"/desk/letters/{letter.id}/original")
    assert kept.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert kept.headers["Content-Disposition"] == 'attachment; filename="Brief.txt"'
    assert kept.get_data(as_text=True) == "Guten Tag, Frau Haddad.\n  Grüße"
    desk.press("Datei wegnehmen").sees("Der Text ist noch da.").sees_not("Datei wegnehmen")


def test_a_new_file_takes_the_place_of_the_old_one(
    session: Session, cast: Cast, visit: Visit, letter: Letter, settings: Settings
) -> None:
    desk = at(visit, cast, letter, "text")
    for name in ("10-minderung", "11-plan"):
        desk.press("Weiter", file=(io.BytesIO(demo_letters.pdf(name)), "x.pdf"))
    session.expire_all()
    rows = set(session.scalars(select(LetterFile.id)))
    on_disk = {uuid.UUID(path.name) for path in (settings.data_dir / "files").glob("??/*")}
    assert rows == on_disk
    assert "Minderung Ihres" in fresh(session, letter).official_text  # typed text is never replaced
    desk.press("Datei wegnehmen").sees("Der Text ist noch da.")
    assert not list((settings.data_dir / "files").glob("??/*"))


def test_a_picture_without_words_asks_for_the_text(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    from tests.core.test_pdf import picture

    desk = at(visit, cast, letter, "text").press(
        "Weiter", file=(io.BytesIO(picture("PNG")), "x.png")
    )
    desk.sees("Sie enthält nur Bilder, keinen Text.")


def test_pasted_text_is_kept_line_by_line(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="Eins\r\n\r\n  Zwei  \r\nDrei")
    assert fresh(session, letter).official_text == "Eins\n\n  Zwei  \nDrei"


def test_the_label_follows_the_honesty_rules_and_says_why(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = at(visit, cast, letter, "label")
    assert {e.get("name") for e in desk.page.all("input") if "checked" in e.attributes} == {"label"}
    desk.press("Weiter", label="gut")
    assert desk.path.endswith("/label")
    desk.sees("Diese Art von Brief zeigen wir nie als gute Nachricht.")
    desk.press("Weiter", label="schwer")
    assert desk.path.endswith("/note")
    at(visit, cast, letter, "label").press("Ohne Gruß zur Vorschau").sees("So sieht Amira")
    assert fresh(session, letter).label is Label.SCHWER


def test_a_greeting_promises_nothing(cast: Cast, visit: Visit, letter: Letter) -> None:
    desk = at(visit, cast, letter, "note").press("Weiter", note="Das klappt bestimmt.")
    assert desk.path.endswith("/note")
    desk.sees("Wie es ausgeht, wissen wir nicht.")
    desk.press("Weiter", note="Wir schauen zusammen.")
    assert desk.path.endswith("/preview")


def test_own_words_take_the_place_of_the_template(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = at(visit, cast, letter, "summary").press(
        "Weiter", about=" Worte. ", if_nothing="Alles gut."
    )
    desk.sees("Das tröstet, sagt aber nicht, was dann passiert.")
    assert fresh(session, letter).about == "Worte."
    desk.press("Weiter", about="", if_nothing="")
    assert desk.path.endswith("/label")


def test_general_notes_can_be_told_apart_but_not_on_hard_kinds(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "summary").sees_not("allgemeine Hinweise")
    at(visit, cast, letter, "kind").press("Weiter", kind="bewilligung")
    desk = at(visit, cast, letter, "text").press(
        "Weiter", official_text="Das Geld kann gemindert werden."
    )
    desk.open(f"/desk/letters/{letter.id}/summary").sees("Im Brief geht es um weniger Geld.")
    desk.press("Weiter", consequence_is_general="y")
    assert desk.path.endswith("/label")
    assert fresh(session, letter).consequence_is_general


def test_a_draft_can_be_thrown_away_with_its_file(
    session: Session, cast: Cast, visit: Visit, letter: Letter, settings: Settings
) -> None:
    desk = at(visit, cast, letter, "text")
    desk.press("Weiter", file=(io.BytesIO(demo_letters.pdf("11-plan")), "x.pdf"))
    desk.press("Ja, Entwurf löschen").sees("Der Entwurf ist gelöscht.", "Noch kein Brief.")
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Letter)) == 0
    assert session.scalar(select(func.count()).select_from(LetterFile)) == 0
    assert not list((settings.data_dir / "files").glob("??/*"))


def test_the_list_leads_to_the_first_step_with_something_open(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}")
    assert desk.path.endswith("/label")
