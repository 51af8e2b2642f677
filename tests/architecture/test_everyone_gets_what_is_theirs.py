"""Every route, as everyone, with own and foreign things: exactly what access.toml says.

Together with that, for each single answer: the headers, nothing personal kept by the browser, and
nothing written by looking.
"""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.architecture.headers import missing_headers
from tests.architecture.sweep import (
    ANSWERED,
    FILE,
    Access,
    Answer,
    Asker,
    address,
    answers,
    expectations,
    owned,
    rules,
)
from tests.architecture.world import SECRET, SECRETS, THINGS, WORDS, make_world
from tests.people import Cast

EXPECTED = expectations()


def test_every_route_says_in_the_expectation_file_who_may_open_it(app: Flask) -> None:
    lines = [
        "[{}]\n{} = {{ roles = {} }}".format(
            *rule.endpoint.rsplit(".", 1), _as_declared(app, rule.endpoint)
        )
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
        if rule.endpoint not in EXPECTED
    ]
    assert not lines, f"is this meant? Then add to {FILE.name}:\n" + "\n".join(lines)


def _as_declared(app: Flask, endpoint: str) -> list[str]:
    roles = getattr(app.view_functions[endpoint], "open_to", ())
    return sorted(role.value for role in roles) or ["everyone"]


def test_the_expectation_file_names_no_route_that_is_gone(app: Flask) -> None:
    assert set(EXPECTED) - set(rules(app)) == set()


def test_every_id_in_an_address_can_be_made_for_somebody(app: Flask) -> None:
    unknown = {
        name for rule in app.url_map.iter_rules() for name in owned(rule) if name not in THINGS
    }
    assert not unknown, f"tell tests/architecture/world.py how to make {sorted(unknown)}"


def test_an_id_in_an_address_is_always_a_uuid(app: Flask) -> None:
    loose = [
        str(rule)
        for rule in app.url_map.iter_rules()
        for name in owned(rule)
        if name in THINGS.keys() - SECRETS and f"<uuid:{name}>" not in str(rule)
    ]
    assert not loose


@pytest.mark.parametrize("endpoint", sorted(EXPECTED))
def test_a_route_gives_everyone_exactly_what_is_theirs(
    endpoint: str, app: Flask, session: Session, cast: Cast
) -> None:
    world = make_world(app, session, cast)
    access, asked, wrong = EXPECTED[endpoint], 0, []
    for rule in rules(app)[endpoint]:
        for answer in answers(app, session, world, rule, access):
            asked += 1
            wrong += [f"{answer} - {fault}" for fault in faults(answer, access)]
    assert asked >= 5, "nothing was asked"
    assert not wrong, "\n".join(wrong)


def faults(answer: Answer, access: Access) -> list[str]:
    """Return what is wrong with one answer."""
    found = wrong_access(answer, access)
    found += missing_headers(answer.response)
    cached = answer.response.headers.get("Cache-Control", "")
    if cached != (access.cache if answer.response.status_code < 400 else "no-store"):
        found.append(f"Cache-Control is {cached!r}")
    if answer.wrote and answer.method in {"GET", "HEAD"}:
        found.append("looking wrote something")
    if answer.wrote and (answer.response.status_code in {401, 404} or answer.whose == "foreign"):
        found.append("what is not theirs was changed")
    return found


def wrong_access(answer: Answer, access: Access) -> list[str]:
    """Return what somebody got that they should not, or did not get and should."""
    status, place = answer.response.status_code, answer.response.headers.get("Location", "")
    if not access.is_open_to(answer.asker):
        return _not_refused(answer, status, place)
    if answer.whose == "foreign" and answer.asker != "anonymous":
        found = [] if status == access.foreign else [f"a foreign thing must give {access.foreign}"]
        if answer.body != answer.unknown_body and status == 404:
            found.append("it differs from what an unknown id gives")
        if SECRET in answer.body:
            found.append("a foreign text came along")
        return found
    expected = set(access.own) or ANSWERED[answer.method]
    return [] if status in expected else [f"expected {sorted(expected)}"]


def _not_refused(answer: Answer, status: int, place: str) -> list[str]:
    if answer.asker == "anonymous":
        shown_the_way = answer.method == "GET" and status == 303 and place == "/welcome"
        return [] if shown_the_way or status == 401 else ["a stranger must be shown the way in"]
    if answer.asker == "waiting" and status == 303:
        return [] if place == "/waiting" else ["a waiting person must be shown /waiting"]
    return [] if status == 404 else ["must not exist for them"]


def test_a_method_that_a_path_does_not_know_finds_nothing(app: Flask, cast: Cast) -> None:
    known: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        known.setdefault(str(rule), set()).update(rule.methods or ())
    browser, wrong = Asker(app, cast.amira), []
    for rule in app.url_map.iter_rules():
        if owned(rule):
            continue
        path = address(app, rule, {name: WORDS[name] for name in rule.arguments})
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - known[str(rule)]:
            status = browser.client.open(
                path, method=method, headers={"X-CSRFToken": browser.token}
            ).status_code
            if status != 404:
                wrong.append(f"{method} {path}: {status}")
    assert not wrong, "\n".join(wrong)
