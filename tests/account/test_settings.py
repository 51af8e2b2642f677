"""How somebody likes to be spoken to and to read."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.people import Person
from app.domain.sign_in import PhoneUse
from tests import make
from tests.people import Cast
from tests.visit import Visit


def test_the_form_of_address_has_words_of_its_own(cast: Cast, visit: Visit) -> None:
    """As a bare "Sie" it would share its translation with the "you" above one's own messages."""
    page = visit.as_(cast.amira).open("/settings")
    labels = {each.text for each in page.page.all("label")}
    assert {"Sie sagen", "Du sagen"} <= labels
    assert not {"Sie", "Du"} & labels


def test_the_notice_speaks_the_language_that_was_just_chosen(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/settings").press("Speichern", language="ar")
    (notice,) = [each for each in page.page.all("div") if each.get("class") == "notice"]
    assert "Gespeichert" not in notice.text


@pytest.mark.parametrize(("use", "stays"), [(PhoneUse.OWN, "ar"), (PhoneUse.SHARED, "de")])
def test_the_language_stays_after_signing_out_on_one_s_own_phone_only(
    session: Session, cast: Cast, visit: Visit, use: PhoneUse, stays: str
) -> None:
    cast.amira.language = "ar"
    session.commit()
    page = visit.as_(cast.amira, use).open("/settings")
    (form,) = [each for each in page.page.all("form") if each.get("id") == "sign-out"]
    next_page = form.get("data-next")  # where the script goes, which gets no answer to read
    token = next(each.get("value") for each in form.all("input"))
    left = page.client.post("/sign-out", data={"csrf_token": token})
    assert left.headers["Location"] == next_page
    cleared = Visit(visit.app)  # as the browser is after Clear-Site-Data
    cleared.open(next_page)
    assert cleared.open("/card").page.all("html")[0].get("lang") == stays


def test_a_way_out_never_becomes_a_language_that_is_none(visit: Visit) -> None:
    assert visit.open("/welcome?language=tlh").open("/card").page.all("html")[0].get("lang") == "de"


@pytest.mark.parametrize("path", ["/welcome", "/card"])
def test_the_first_thing_on_the_way_in_is_the_language(visit: Visit, path: str) -> None:
    page = visit.open(path).sees("Deutsch", "English", "العربية").press("العربية")
    assert page.path == path
    assert page.page.all("html")[0].get("dir") == "rtl"


def test_a_scanned_card_does_not_lose_its_secret_to_the_choice_of_a_language(
    visit: Visit,
) -> None:
    visit.open("/k").sees_not("العربية")


def test_without_a_script_the_need_for_one_is_said_before_the_first_question(
    visit: Visit,
) -> None:
    visit.open("/card").sees("Zum Öffnen braucht der Browser JavaScript.")


def test_nobody_is_told_of_a_code_they_do_not_have(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/settings/devices")
    page.sees("Meine Schlüssel").sees_not("Code mit 6 Ziffern")


# -- Du and Sie: one wish, and the language follows it


def test_du_in_the_settings_is_german_with_du_everywhere(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira).open("/settings").press("Speichern", address="du")
    session.expire_all()
    person = session.get_one(Person, cast.amira.id)
    assert (person.chosen_language, person.address, person.language) == ("de", "du", "de_du")
    spoken = select(Person.language).where(Person.id == cast.amira.id)
    assert session.scalar(spoken) == "de_du", "the worker asks the database"
    assert amira.open("/settings").page.all("html")[0].get("data-language") == "de_du"
    amira.press("Speichern", address="sie")
    assert session.scalar(spoken) == "de"


def test_german_with_du_in_the_menu_is_the_same_wish(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    amira.open("/language").press("Deutsch, mit Du").open("/settings")
    chosen = {e.get("value") for e in amira.page.all("input") if "checked" in e.attributes}
    assert {"de", "du"} <= chosen
    visit.as_(cast.jonas).open("/desk").sees("Du sagen, Deutsch")
    amira.open("/language").press("Deutsch").open("/settings")
    chosen = {e.get("value") for e in amira.page.all("input") if "checked" in e.attributes}
    assert {"de", "sie"} <= chosen


def test_the_wish_stays_with_somebody_who_reads_another_language(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira).open("/settings").press("Speichern", address="du", language="ar")
    assert amira.page.all("html")[0].get("lang") == "ar"
    visit.as_(cast.jonas).open("/desk").sees("Du sagen, العربية")
    session.expire_all()
    assert session.get_one(Person, cast.amira.id).language == "ar"


def test_a_guide_may_read_german_with_du_and_the_own_words_stay_german(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.jonas.language = "de_du"
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/appointments/{meeting.id}").page
    own = [each.get("lang") for fact in page.all("dd") for each in fact.all("bdi")]
    assert {each for each in own if each} == {"de"}
