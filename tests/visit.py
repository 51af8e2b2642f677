"""A page object: open, fill by label, press by text. Checks every page it opens.

It is a browser without scripts, so whatever works here works without JavaScript.
"""

from __future__ import annotations

import contextvars
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.core import sessions
from app.domain.people import Person, Role
from app.domain.sign_in import PhoneUse

VOID = {"input", "img", "link", "meta", "br", "hr", "path", "circle", "rect"}


def folded(text: str) -> str:
    """Return the text as it is read: one plain space between words, whatever keeps a line whole."""
    return re.sub(r"\s+", " ", text).strip()


class Element:
    """A tag with its attributes, children and text."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    @property
    def text(self) -> str:
        """All text inside, white space folded."""
        parts = (each if isinstance(each, str) else each.text for each in self.children)
        return folded(" ".join(parts))

    @property
    def raw(self) -> str:
        """All text inside, to the letter."""
        return "".join(each if isinstance(each, str) else each.raw for each in self.children)

    def all(self, *tags: str) -> list[Element]:
        """All elements inside with one of these tags (all of them if none is named)."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    found.append(child)
                found += child.all(*tags)
        return found

    def get(self, name: str) -> str:
        """An attribute, "" if it is not there."""
        return self.attributes.get(name, "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document", {}, None)
        self.at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(made)
        if tag not in VOID:
            self.at = made

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        node: Element | None = self.at
        while node is not None and node.tag != tag:
            node = node.parent
        assert node is not None, f"</{tag}> closes nothing"
        assert node is self.at, f"</{tag}> leaves <{self.at.tag}> open"
        if tag == "template":
            node.children.clear()  # on no page before a script puts it there
        self.at = node.parent or self.root

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(html: str) -> Element:
    """Return the page as a tree; fails for a tag that is not closed."""
    reader = _Reader()
    reader.feed(html)
    return reader.root


def check_page(page: Element) -> None:
    """What is true of every page."""
    html = page.all("html")[0]
    assert html.get("lang"), "lang is missing"
    assert html.get("dir") in {"ltr", "rtl"}, "dir is missing"
    headings = page.all("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    titles = [each for each in page.all("title") if each.parent and each.parent.tag == "head"]
    assert len(titles) == 1, "one title"
    ids = [each.get("id") for each in page.all() if each.get("id")]
    assert len(ids) == len(set(ids)), f"ids twice: {[i for i in ids if ids.count(i) > 1]}"
    labelled = {each.get("for") for each in page.all("label")}
    for each in page.all("input", "textarea", "select"):
        if each.get("type") in {"hidden", "submit"}:
            continue
        named = each.get("id") in labelled or each.get("aria-label") or each.get("aria-labelledby")
        assert named, f"no label for {each.attributes}"
        # The browser would speak for us, and cut what is pasted. Codes and searches are neither.
        if each.get("type") not in {"password", "search"}:
            assert not {"required", "maxlength"} & set(each.attributes), each.attributes
    for each in page.all():
        assert not [n for n in each.attributes if n.startswith("on") or n == "style"], each.tag
    for each in page.all("script"):
        assert each.get("nonce"), "a script without nonce"
    for each in page.all("form"):
        assert each.get("action") or each.get("method") != "post", "a form without action"
        if each.get("method") == "post":
            names = {field.get("name") for field in each.all("input")}
            assert "csrf_token" in names, "a form without token"
    for each in page.all("a"):
        assert each.text or each.get("aria-label"), "a link without words"
        assert not re.match(r"https?://", each.get("href")) or each.get("rel"), each.get("href")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


class Client(FlaskClient):
    """A browser whose every request starts with nothing around it, as in a server's thread.

    Without this a test's own app context would be shared, and one visitor would be taken for the
    other (Flask keeps the context that is there).
    """

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        """Send one request and read its answer whole.

        The test's own session commits before: what it made must be there, and a transaction that
        it left open would keep the app from writing (SQLite has one writer at a time).
        """
        beside: Session | None = self.application.extensions.get("session of the test")
        if beside is not None:
            beside.commit()
        options.setdefault("buffered", True)
        return contextvars.Context().run(super().open, *arguments, **options)


def sign_in_cookies(
    app: Flask, person: Person, use: PhoneUse | None = None
) -> list[tuple[str, str]]:
    """Open a session for the person and return the cookies (name, value) that hold it."""
    return contextvars.Context().run(_sign_in, app, person, use)


def _sign_in(app: Flask, person: Person, use: PhoneUse | None) -> list[tuple[str, str]]:
    chosen = use or (PhoneUse.OWN if person.role is Role.PARTICIPANT else PhoneUse.STAFF)
    with app.test_request_context("/"):
        g.db_session = Session(app.extensions["engine"], expire_on_commit=False)
        sessions.sign_in(person, chosen, label="Test")
        g.db_session.commit()
        response = app.process_response(app.response_class())
    pairs = (cookie.split(";")[0] for cookie in response.headers.getlist("Set-Cookie"))
    return [(name, value) for name, _, value in (pair.partition("=") for pair in pairs)]


class Visit:
    """Somebody's browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.page = Element("document", {}, None)
        self.path = ""
        self.status = 0

    def as_(self, person: Person, use: PhoneUse | None = None) -> Visit:
        """Return a new browser in which the person is signed in."""
        other = Visit(self.app)
        for name, value in sign_in_cookies(self.app, person, use):
            other.client.set_cookie(name, value)
        return other

    def _follow(self, response: TestResponse) -> Visit:
        while response.status_code in {301, 302, 303, 307, 308}:
            self.path = urljoin(self.path or "/", response.headers["Location"])
            response = self.client.get(self.path)
        self.status = response.status_code
        self.page = read(response.get_data(as_text=True))
        if response.mimetype == "text/html":
            check_page(self.page)
        return self

    def open(self, path: str) -> Visit:
        """Open a path and follow redirects."""
        self.path = path
        return self._follow(self.client.get(path))

    @property
    def text(self) -> str:
        """The words on the page."""
        return self.page.all("body")[0].text

    def sees(self, *texts: str) -> Visit:
        """Fail unless every text is on the page."""
        for text in map(folded, texts):
            assert text in self.text, f"{text!r} is not on {self.path}: {self.text[:1500]}"
        return self

    def sees_not(self, *texts: str) -> Visit:
        """Fail if one of the texts is on the page."""
        for text in map(folded, texts):
            assert text not in self.text, f"{text!r} is on {self.path}"
        return self

    def follow(self, words: str) -> Visit:
        """Follow the link with these words (or this accessible name)."""
        for each in self.page.all("a"):
            if folded(words) in {each.text, folded(each.get("aria-label"))}:
                return self.open(urljoin(self.path, each.get("href")))
        raise AssertionError(f"no link {words!r} on {self.path}: {self.text[:800]}")

    def press(self, words: str, **fields: object) -> Visit:
        """Press the button with these words; `fields` are filled in by their names."""
        for form in self.page.all("form"):
            for button in form.all("button"):
                if folded(words) in {button.text, folded(button.get("aria-label"))}:
                    return self._send(form, button, fields)
        raise AssertionError(f"no button {words!r} on {self.path}: {self.text[:800]}")

    def _send(self, form: Element, button: Element, fields: dict[str, object]) -> Visit:
        values: dict[str, object] = {}
        for each in form.all("input", "textarea", "select"):
            name, kind = each.get("name"), each.get("type")
            if not name or (kind in {"radio", "checkbox"} and "checked" not in each.attributes):
                continue
            if each.tag == "select":
                chosen = [o for o in each.all("option") if "selected" in o.attributes]
                values[name] = (chosen or each.all("option"))[0].get("value")
            elif kind == "hidden" and name in values:  # a list of its own making
                values[name] = [*_listed(values[name]), each.get("value")]
            elif kind != "file":
                values[name] = each.text if each.tag == "textarea" else each.get("value")
        if button.get("name"):
            values[button.get("name")] = button.get("value")
        unknown = set(fields) - {e.get("name") for e in form.all("input", "textarea", "select")}
        assert not unknown, f"the form has no {unknown}"
        values.update(fields)
        action = urljoin(self.path, button.get("formaction") or form.get("action") or self.path)
        self.path = action
        if form.get("method") == "post":
            return self._follow(self.client.post(action, data=values))
        return self._follow(self.client.get(action, query_string=values))
