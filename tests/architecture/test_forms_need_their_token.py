"""No unsafe request without the token of a form that this very browser was shown (S-09)."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.architecture.sweep import Access, Asker, address, expectations, rules, stored
from tests.architecture.world import THINGS, WORDS, World, make_world
from tests.people import Cast

EXPECTED = expectations()


def _unsafe(app: Flask) -> list[str]:
    return sorted(
        endpoint
        for endpoint, found in rules(app).items()
        if any("POST" in (rule.methods or ()) for rule in found)
    )


def _path(app: Flask, session: Session, world: World, endpoint: str, role: str) -> str:
    rule = rules(app)[endpoint][0]
    things = EXPECTED.get(endpoint, Access(frozenset())).things
    side = world.own(world.asker(role))
    values = {
        name: WORDS[name] if name in WORDS else THINGS[things.get(name, name)](session, side)
        for name in rule.arguments
    }
    session.commit()
    return address(app, rule, values)


def _insider(endpoint: str) -> str:
    roles = EXPECTED[endpoint].roles
    return "anonymous" if roles == {"everyone"} else min(roles)


def test_there_are_unsafe_routes_to_ask(app: Flask) -> None:
    assert len(_unsafe(app)) >= 10


@pytest.mark.parametrize("token", ["none", "somebody else's", "a made-up one"])
def test_an_unsafe_request_without_its_token_changes_nothing(
    token: str, app: Flask, session: Session, cast: Cast
) -> None:
    world, wrong = make_world(app, session, cast), []
    stranger = Asker(app, cast.samir).token
    sent = {"none": {}, "somebody else's": {"csrf_token": stranger}}.get(
        token, {"csrf_token": "bm90LWEtdG9rZW4.x.y"}
    )
    for endpoint in _unsafe(app):
        if endpoint not in EXPECTED:
            continue  # named by the test of the expectation file
        role = _insider(endpoint)
        path = _path(app, session, world, endpoint, role)
        browser = Asker(app, world.asker(role))
        before = stored(app)
        response = browser.client.post(path, data=sent)
        if response.status_code != 400:
            wrong.append(f"POST {path} ({endpoint}) as {role}: {response.status_code}")
        if stored(app) != before:
            wrong.append(f"POST {path} ({endpoint}) as {role} wrote something")
    assert not wrong, "\n".join(wrong)


def test_a_request_from_another_site_changes_nothing(
    app: Flask, session: Session, cast: Cast
) -> None:
    browser = Asker(app, cast.amira)
    for site in ("cross-site", "same-site"):
        before = stored(app)
        response = browser.client.post(
            "/sign-out",
            data={"csrf_token": browser.token},
            headers={"Sec-Fetch-Site": site},
        )
        assert response.status_code == 404
        assert stored(app) == before
    assert browser.ask("GET", "/settings/devices").status_code == 200


def test_an_old_form_keeps_what_was_typed_but_never_a_code(app: Flask, cast: Cast) -> None:
    browser = Asker(app, cast.amira)
    typed = {
        "csrf_token": "old",
        "id": "0b4f6a0e-6f0c-4a51-9a51-3d3c4cf5d0aa",
        "text": "Ich möchte lieber am Donnerstag kommen.",
        "pin": "482915",
        "number": "1234567890123456",
    }
    response = browser.client.post("/settings", data=typed)
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "Ihr Text ist noch da" in page
    assert page.count("Ich möchte lieber am Donnerstag kommen.") == 2  # to see, and to send again
    assert page.count("0b4f6a0e-6f0c-4a51-9a51-3d3c4cf5d0aa") == 1  # only to send again
    assert "482915" not in page
    assert "1234567890123456" not in page
