"""Signed in and out: a new token each time, and an old one is worth nothing."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urljoin

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.account import actions
from app.core import clock
from app.domain.sign_in import LoginSession, PhoneUse
from tests import make
from tests.account.conftest import MakeCard
from tests.account.phone import Phone
from tests.people import Cast
from tests.visit import Visit

NewPhone = Callable[..., Phone]


def sessions_of_amira(session: Session, cast: Cast) -> list[LoginSession]:
    session.rollback()
    found = select(LoginSession).where(LoginSession.person_id == cast.amira.id)
    return list(session.scalars(found.order_by(LoginSession.created_at)))


def test_every_sign_in_gets_a_new_token_and_ends_the_one_before_it_in_this_browser(
    amiras_phone: Phone, session: Session, cast: Cast
) -> None:
    hashes, copies = [], []
    for _visit in range(3):
        amiras_phone.come_back()
        copies.append(amiras_phone.copy())
        (login,) = sessions_of_amira(session, cast)
        hashes.append(login.token_hash)
    assert len(set(hashes)) == 3
    assert [copy.is_in for copy in copies] == [False, False, True]


def test_a_copied_cookie_is_dead_after_signing_out(amiras_phone: Phone) -> None:
    amiras_phone.come_back()
    copied = amiras_phone.copy()
    assert copied.is_in
    amiras_phone.post("/sign-out")
    assert not copied.is_in
    assert not amiras_phone.is_in


def test_a_device_can_be_signed_out_from_another_one(
    amiras_phone: Phone, session: Session, cast: Cast
) -> None:
    lost = amiras_phone.copy()
    lost.come_back()
    amiras_phone.come_back()
    first, _second = sessions_of_amira(session, cast)
    answer = amiras_phone.post(f"/devices/{first.id}/end")
    assert answer.headers["Location"] == "/settings/devices"
    assert "Clear-Site-Data" not in answer.headers
    assert not lost.is_in
    assert amiras_phone.is_in


def test_signing_this_device_out_in_the_list_is_signing_out(
    amiras_phone: Phone, session: Session, cast: Cast
) -> None:
    amiras_phone.come_back()
    (here,) = sessions_of_amira(session, cast)
    answer = amiras_phone.post(f"/devices/{here.id}/end")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not amiras_phone.is_in


def test_after_a_lost_phone_nothing_opens_any_more_and_nothing_is_lost(
    amiras_phone: Phone, session: Session, cast: Cast, make_card: MakeCard
) -> None:
    amiras_phone.come_back()
    copied = amiras_phone.copy()
    card = make_card(cast.amira)
    actions.end_all_ways_in(session, cast.amira.id, now=clock.now())
    session.commit()
    assert not amiras_phone.is_in
    assert not copied.is_in
    assert amiras_phone.come_back().status_code == 400
    assert amiras_phone.post("/card", number="", secret=card.secret).status_code == 400
    session.refresh(cast.amira)
    assert cast.amira.first_name == "Amira"
    assert amiras_phone.scan(make_card(cast.amira)).answer().make_passkey().status_code == 200


def test_the_list_shows_only_the_own_devices(
    amiras_phone: Phone, samirs_phone: Phone, session: Session, cast: Cast
) -> None:
    amiras_phone.headers["User-Agent"] = "Mozilla/5.0 (Android 14) Firefox/140.0"
    samirs_phone.headers["User-Agent"] = "Mozilla/5.0 (iPhone) Version/18 Safari/605"
    samirs_phone.come_back()
    amiras_phone.come_back()
    page = amiras_phone.get("/settings/devices").text
    assert "Firefox, Android" in page
    assert "Safari" not in page
    assert page.count('/end"') == 1


def test_somebody_elses_device_does_not_exist_for_me(
    amiras_phone: Phone, samirs_phone: Phone, session: Session, cast: Cast
) -> None:
    samirs_phone.come_back()
    amiras_phone.come_back()
    his = session.scalars(
        select(LoginSession.id).where(LoginSession.person_id == cast.samir.id)
    ).one()
    assert amiras_phone.post(f"/devices/{his}/end").status_code == 404
    assert samirs_phone.is_in


def test_signing_out_tells_the_browser_to_forget_everything(amiras_phone: Phone) -> None:
    amiras_phone.come_back()
    answer = amiras_phone.post("/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/welcome?language=de")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "here" not in amiras_phone.cookies(), "also where browsers know no Clear-Site-Data"


def test_a_phone_with_a_code_keeps_its_nameless_key_and_nothing_else(
    phone: Phone, cast: Cast, make_card: MakeCard
) -> None:
    phone.scan(make_card(cast.amira)).answer(use="shared").make_code()
    first = phone.post("/sign-out")
    phone.come_back_with_code()
    second = phone.post("/sign-out")
    assert [each.headers["Clear-Site-Data"] for each in (first, second)] == [
        '"cache", "cookies"'
    ] * 2


# -- the companion cookie


@pytest.mark.parametrize("value", [None, "", "x", "-", "ü", "💌"])
def test_without_its_companion_the_session_cookie_opens_nothing(
    value: str | None, amiras_phone: Phone
) -> None:
    amiras_phone.come_back()
    assert amiras_phone.is_in
    amiras_phone.client.delete_cookie("here")
    if value is not None:
        amiras_phone.client.set_cookie("here", value)
    assert not amiras_phone.is_in
    assert amiras_phone.get("/welcome").status_code == 200


def test_the_companion_is_for_scripts_and_the_session_is_not(amiras_phone: Phone) -> None:
    answer = amiras_phone.come_back()
    cookies = {line.split("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    assert "HttpOnly" in cookies["schritte"]
    assert "HttpOnly" not in cookies["here"]
    for line in cookies.values():
        assert "SameSite=Lax" in line
        assert "Path=/" in line


def test_a_session_left_without_network_ends_for_good_at_the_next_sign_in(
    amiras_phone: Phone, session: Session, cast: Cast
) -> None:
    amiras_phone.come_back()
    copied = amiras_phone.copy()
    amiras_phone.client.delete_cookie("here")  # what the page does without a network
    amiras_phone.come_back()
    assert not copied.is_in
    assert len(sessions_of_amira(session, cast)) == 1


# -- how long


@pytest.mark.parametrize(
    ("use", "idle", "longest"),
    [
        ("own", timedelta(days=30), timedelta(days=90)),
        ("shared", timedelta(minutes=15), timedelta(hours=12)),
    ],
)
def test_a_session_ends_when_it_rests_too_long_and_in_any_case_some_day(
    use: str, idle: timedelta, longest: timedelta, phone: Phone, cast: Cast, make_card: MakeCard
) -> None:
    start, minute = clock.now(), timedelta(minutes=1)
    with time_machine.travel(start, tick=False) as hands:
        phone.scan(make_card(cast.amira)).answer(use=use).make_passkey()
        hands.shift(idle - minute)
        assert phone.is_in
        resting = phone.copy()
        hands.shift(idle + 2 * minute)
        assert not resting.is_in

        hands.move_to(start + longest + minute)
        phone.come_back()
        while clock.now() < start + 2 * longest:
            assert phone.is_in
            hands.shift(idle - minute)
        hands.move_to(start + 2 * longest + 2 * minute)
        assert not phone.is_in


def test_the_cookie_of_a_shared_phone_ends_with_the_browser(
    new_phone: NewPhone, cast: Cast, make_card: MakeCard
) -> None:
    for use, lasts in (("shared", False), ("own", True)):
        phone = new_phone().scan(make_card(cast.amira)).answer(use=use)
        cookies = phone.make_passkey().headers.getlist("Set-Cookie")
        kept = [("Expires=" in each or "Max-Age=" in each) for each in cookies]
        assert kept == [lasts] * len(cookies)
        assert len(cookies) == 2


def test_a_look_at_a_page_writes_nothing_about_it(
    amiras_phone: Phone, session: Session, cast: Cast
) -> None:
    amiras_phone.come_back()
    (before,) = sessions_of_amira(session, cast)
    kept = {name: value for name, value in vars(before).items() if not name.startswith("_")}
    with time_machine.travel(clock.now() + timedelta(hours=5)):
        assert amiras_phone.is_in
    (after,) = sessions_of_amira(session, cast)
    assert {n: v for n, v in vars(after).items() if not n.startswith("_")} == kept
    assert not {"seen_at", "last_seen", "last_active", "used_at"} & set(kept)


def test_what_has_ended_is_forgotten(
    amiras_phone: Phone, session: Session, cast: Cast, app: Flask
) -> None:
    amiras_phone.come_back()
    amiras_phone.sign_in_options()
    actions.forget_old(session, now=clock.now())
    assert len(sessions_of_amira(session, cast)) == 1
    actions.forget_old(session, now=clock.now() + timedelta(days=91))
    session.commit()
    assert sessions_of_amira(session, cast) == []


# -- language and settings


def test_settings_are_kept_for_the_person_and_come_along_to_another_device(
    visit: Visit, cast: Cast
) -> None:
    here = visit.as_(cast.amira).open("/settings")
    here.press("Speichern", text_size="26", colours="dark", language="ar", address="sie")
    there = visit.as_(cast.amira).open("/settings")
    html = there.page.all("html")[0]
    assert (html.get("data-text"), html.get("data-colours")) == ("26", "dark")
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")
    others = visit.as_(cast.samir).open("/settings").page.all("html")[0]
    assert (others.get("data-text"), others.get("dir")) == ("18", "ltr")


def test_letters_grow_on_the_page_that_is_read_and_stay_large(
    visit: Visit, cast: Cast, session: Session
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    reader = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").press("Größer")
    assert reader.path == f"/letters/{letter.id}/summary#reading"
    assert reader.page.all("html")[0].get("data-text") == "22"
    reader.press("Größer").sees("Kleiner").sees_not("Größer").open("/letters")
    assert reader.page.all("html")[0].get("data-text") == "26"
    others = visit.as_(cast.samir).open("/letters").page.all("html")[0]
    assert others.get("data-text") == "18"


@pytest.mark.parametrize(("size", "target"), [("1000", "/"), ("x", "//fern.example"), ("", "/")])
def test_a_size_nobody_offered_changes_nothing_and_leads_nowhere_else(
    visit: Visit, cast: Cast, session: Session, size: str, target: str
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    reader = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary")
    form = next(each for each in reader.page.all("form") if each.get("action") == "/text-size")
    values = {each.get("name"): each.get("value") for each in form.all("input")}
    answer = reader.client.post("/text-size", data=values | {"text_size": size, "next": target})
    assert answer.headers["Location"] == "/"
    session.refresh(cast.amira)
    assert cast.amira.text_size == 18


def test_the_language_changes_on_the_page_that_is_read(
    visit: Visit, cast: Cast, session: Session
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    for end in ("summary", "official"):
        reader = visit.as_(cast.amira).open(f"/letters/{letter.id}/{end}").press("العربية")
        assert reader.path == f"/letters/{letter.id}/{end}#reading"
        assert reader.page.all("html")[0].get("dir") == "rtl"
        reader.press("Deutsch")


def test_a_setting_nobody_offered_is_not_kept(visit: Visit, cast: Cast, session: Session) -> None:
    here = visit.as_(cast.amira).open("/settings")
    here.press("Speichern", text_size="1000", colours="red", language="tlh")
    assert here.status == 422
    session.refresh(cast.amira)
    assert (cast.amira.text_size, cast.amira.colours, cast.amira.language) == (18, "system", "de")


def test_staff_have_settings_without_what_is_for_participants(
    visit: Visit, cast: Cast, session: Session
) -> None:
    visit.as_(cast.jonas).open("/settings").press("Speichern", text_size="22").sees("Gespeichert.")
    session.refresh(cast.jonas)
    assert cast.jonas.text_size == 22


def test_a_language_chosen_before_signing_in_stays_until_the_person_has_another(
    phone: Phone, cast: Cast, make_card: MakeCard
) -> None:
    phone.post("/language", language="en", next="/welcome")
    assert 'lang="en"' in phone.get("/welcome").text
    phone.scan(make_card(cast.amira))
    assert 'lang="en"' in phone.get("/start/about/1").text


def test_choosing_a_language_keeps_the_place(visit: Visit, cast: Cast) -> None:
    here = visit.as_(cast.amira).open("/language?next=/settings/devices").press("العربية")
    assert here.path == "/settings/devices"
    assert here.page.all("html")[0].get("lang") == "ar"


PARADE = [
    "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil",
    "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/%0d%0aX: y",
    "/\r\nSet-Cookie: a=b", "javascript:alert(1)", "data:text/html,x", "evil.example", "/\x00/evil",
    "http:evil.example", "https:/evil.example", "//evil.example@localhost", "/a\\..\\\\evil", "",
    "/\u2028/evil.example", "/\u200e/../..//evil.example", "./..//evil.example", "?//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", PARADE)
def test_choosing_a_language_leads_nowhere_else(target: str, phone: Phone) -> None:
    origin = "http://localhost:8000"
    for answer in (
        phone.post("/language", language="de", next=target),
        phone.post("/language", language="unknown", next=target),
    ):
        assert answer.status_code == 303
        place = answer.headers["Location"]
        assert not set(place) & set("\\\t\r\n\0 ")
        assert urljoin(f"{origin}/language", place).startswith(f"{origin}/")
        assert not urljoin(f"{origin}/language", place).startswith(f"{origin}//")
        assert "Set-Cookie" not in place
    assert phone.client.get("/language", query_string={"next": target}).status_code == 200


def test_signing_in_again_on_the_way_back_shows_the_start_page(amiras_phone: Phone) -> None:
    amiras_phone.come_back()
    assert amiras_phone.get("/welcome").headers["Location"] == "/"


def test_each_device_use_is_one_of_three(session: Session) -> None:
    assert {use.value for use in PhoneUse} == {"own", "shared", "staff"}
