"""Every page, for everybody who may open it: made from the URL map, so that none is forgotten."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.core.languages import LANGUAGES
from app.domain.people import Role
from tests.architecture.sweep import expectations
from tests.journeys.house import House, speak
from tests.journeys.mistakes import MISTAKES, make_mistake
from tests.support.browser import OpenPage

# Answers that are no page: files, pictures, and what machines ask.
NO_PAGES = {
    "appointments.calendar", "appointments.feed", "letters.original", "letters.page",
    "desk_letters.original", "desk_letters.page_picture", "letters.shown_page",
    "desk_letters.shown_page",
    "pages.healthz", "pages.readyz", "pwa.manifest", "pwa.service_worker", "reminders.here",
    "static",
}  # fmt: skip
# Pages of somebody who holds a card in hand.
START = "/start/"
#: Who looks, and whom they are signed in as.
VISITORS = {
    "nobody": None,
    "card in hand": None,
    "waiting": "waiting",
    "participant": "amira",
    "new participant": "new participant",
    "guide": "guide",
    "new guide": "new guide",
    "coordinator": "coordinator",
}
_ROLE_OF = {
    "nobody": "everyone",
    "participant": Role.PARTICIPANT,
    "new participant": Role.PARTICIPANT,
    "guide": Role.GUIDE,
    "new guide": Role.GUIDE,
    "coordinator": Role.COORDINATOR,
}
# What stands for an id: a name in the house. A route whose page looks different for different
# things has its own line.
_THINGS: dict[str, list[object]] = {
    "appointment_id": ["meeting"],
    "appointments.show": [
        "meeting", "does not fit", "by phone", "cancelled", "moved", "past", "official",
    ],
    "letter_id": ["hard"],
    "letters.show": ["hard", "good", "together"],
    "letters.summary": ["hard", "mixed", "together", "put away", "on paper"],
    "desk_letters": ["draft"],
    "desk_letters.facts": ["draft", "new draft", "begun"],
    "desk_letters.kind": ["draft", "begun"],
    "desk_letters.look": ["asked"],
    "desk_letters.label": ["draft", "new draft"],
    "desk_letters.preview": ["draft", "hard draft", "new draft"],
    "desk_letters.show": ["hard", "together", "not shown yet"],
    "desk_letters.shown_letter": ["sent letter"],
    "desk_letters.smiley_sheet": ["amira"],
    "paper_letter_id": ["closed"],
    "shown_letter_id": ["sent letter"],
    "letters.shown_letter": ["unsent letter", "sent letter"],
    "goal_id": ["goal"],
    "step_id": ["step"],
    "goals.step": ["step", "suggested", "done step"],
    "participant_id": ["amira"],
    "desk.person.show": ["amira", "waiting", "invited", "namesake"],
    "person_id": ["guide"],
    "number": [1, 2, 3],
    "own_phrase_id": ["own phrase"],
    "phrasebook.show": ["own phrase", "new own phrase"],
    "purpose": ["store_meetings", "store_letters"],
}  # fmt: skip
# The same address with something after it.
_MORE = {
    "participant": ["/no-such-page"],
    "nobody": ["/no-such-page"],
    "guide": ["/desk?q=Haddad", "/desk?q=Niemand", "/no-such-page"],
}


@dataclass(frozen=True)
class Place:
    """One page for one visitor."""

    endpoint: str
    path: str


def page_rules(app: Flask) -> list[Rule]:
    """Return every rule that answers a GET with a page."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
    ]


def places(app: Flask, house: House, visitor: str) -> Iterator[Place]:
    """Return where this visitor can go. A new participant or guide sees what needs no thing."""
    roles = expectations()
    for rule in page_rules(app):
        mine = _is_for(visitor, rule, roles[rule.endpoint].roles if rule.endpoint in roles else ())
        if not mine or (visitor.startswith("new") and rule.arguments):
            continue
        for values in _values(rule, house):
            with app.test_request_context():
                path = app.url_map.bind("localhost").build(rule.endpoint, values)
            yield Place(rule.endpoint, path)
    for path in _MORE.get(visitor, ()):
        yield Place("more", path)


def _is_for(visitor: str, rule: Rule, roles: frozenset[str] | tuple[()]) -> bool:
    if rule.rule.startswith(START):
        return visitor == "card in hand"
    if visitor == "card in hand":
        return False
    if visitor == "waiting" or rule.endpoint == "account.waiting":
        return visitor == "waiting" and rule.endpoint in {"account.waiting", "account.devices"}
    if rule.endpoint.startswith("demo."):
        return visitor == "nobody"
    return _ROLE_OF[visitor] in roles


def _values(rule: Rule, house: House) -> Iterator[dict[str, object]]:
    if not rule.arguments:
        yield {}
        return
    (argument,) = rule.arguments
    blueprint = rule.endpoint.partition(".")[0]
    for name in _THINGS.get(rule.endpoint) or _THINGS.get(blueprint) or _THINGS[argument]:
        yield {argument: house.ids[name] if isinstance(name, str) and name in house.ids else name}


def enter(
    open_page: OpenPage, session: Session, house: House, visitor: str, *, language: str
) -> Page:
    """Open a browser for the visitor; whoever holds a card has answered its questions."""
    name = VISITORS[visitor]
    person = house.person(session, name) if name else None
    staff = person is not None and person.role is not Role.PARTICIPANT
    page = open_page(person, language=language, desk=staff, reduced_motion="reduce")
    if visitor == "card in hand":
        page.goto("/card")
        page.locator("input[name=number]").fill(house.digits)
        page.locator("#card-number button").click()
        for path, answer in (
            ("/start/agreement/store_meetings", "yes"),
            ("/start/agreement/store_letters", "yes"),
            ("/start/phone", "own"),
        ):
            page.goto(path)
            page.locator(f"input[value={answer}]").check()
            page.locator("main form button").click()
            expect(page).not_to_have_url(path)
    return page


_UNFOLD = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"
Look = Callable[[Page, str], None]


def _change_over(page: Page, session: Session, visitor: str, language: str) -> None:
    if VISITORS[visitor]:
        speak(session, language)
        page.request.get("/settings/devices")  # public pages speak as the last private one did
    else:
        page.goto(f"/welcome?language={language}")


def languages_in_turn(visitor: str, languages: Sequence[str]) -> Iterator[str]:
    """Return the language of each page, without end; another visitor begins with another one."""
    first = list(VISITORS).index(visitor) % len(languages)
    return cycle((*languages[first:], *languages[:first]))


def look_at_everything(
    app: Flask,
    session: Session,
    house: House,
    open_page: OpenPage,
    visitor: str,
    languages: Sequence[str],
    look: Look,
) -> None:
    """Open every page of a visitor, and every form that comes back, and look at each.

    Of several languages each page gets the next one.
    """
    turns = languages_in_turn(visitor, languages)
    first = next(languages_in_turn(visitor, languages))
    page = enter(open_page, session, house, visitor, language=LANGUAGES[first].tag)
    speaks = ""
    for place, language in zip(places(app, house, visitor), turns, strict=False):
        if language != speaks:
            _change_over(page, session, visitor, language)
            speaks = language
        page.goto(place.path)
        page.evaluate(_UNFOLD)
        look(page, f"{visitor} {place.path} in {language}")
    for mistake in MISTAKES:
        if mistake.visitor == visitor:
            make_mistake(page, house, mistake)
            look(page, f"{visitor} {mistake.path}, sent back")
