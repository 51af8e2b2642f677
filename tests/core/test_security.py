"""Small locks beside the big ones."""

import pytest
from flask import Flask, session

from app.core import security
from app.core.security import open_to, public
from app.domain.people import Role
from tests.architecture.sweep import Asker
from tests.people import Cast


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "",
        "evil",
        "\t//evil.example",
    ],
)
def test_nobody_is_ever_sent_elsewhere(target: str, app: Flask, cast: Cast) -> None:
    browser = Asker(app, cast.amira)
    response = browser.client.post(
        "/language", data={"csrf_token": browser.token, "language": "de", "next": target}
    )
    assert response.status_code == 303
    assert response.headers["Location"] == "/"


def test_a_refused_role_is_told_the_same_as_for_an_unknown_page(app: Flask, cast: Cast) -> None:
    browser = Asker(app, cast.jonas)
    refused = browser.client.get("/appointments")
    unknown = browser.client.get("/there-is-nothing")
    assert refused.status_code == unknown.status_code == 404
    assert len(refused.get_data()) == len(unknown.get_data())


def test_the_door_opens_for_the_named_roles_only(app: Flask, cast: Cast) -> None:
    app.add_url_rule("/for-guides", "for_guides", open_to(Role.GUIDE)(lambda: "in"))
    assert Asker(app, cast.jonas).client.get("/for-guides").status_code == 200
    for person in (cast.amira, cast.petra):
        assert Asker(app, person).client.get("/for-guides").status_code == 404
    assert Asker(app, None).client.get("/for-guides").headers["Location"] == "/welcome"


def test_an_account_that_waits_is_empty(app: Flask, cast: Cast) -> None:
    app.add_url_rule("/mine", "mine", open_to(Role.PARTICIPANT)(lambda: "in"))
    both = open_to(Role.PARTICIPANT, unconfirmed=True)(lambda: "in")
    app.add_url_rule("/both", "both", both)
    with app.app_context():
        from sqlalchemy.orm import Session

        with Session(app.extensions["engine"]) as opened, opened.begin():
            opened.merge(cast.amira).confirmed_at = None
    browser = Asker(app, cast.amira).client
    assert browser.get("/mine").headers["Location"] == "/waiting"
    assert browser.get("/both").status_code == 200


def test_a_new_person_starts_with_an_empty_cookie_but_for_what_is_named(app: Flask) -> None:
    with app.test_request_context("/"):
        session.update(language="ar", card="x", notice={"text": "y"})
        security.keep_only("language", "missing")
        assert dict(session) == {"language": "ar"}


def test_a_public_view_is_open_to_strangers(app: Flask) -> None:
    app.add_url_rule("/open", "open", public(lambda: "in"))
    assert app.test_client().get("/open").get_data() == b"in"
