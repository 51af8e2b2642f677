"""Which language this request speaks, and what every page may show."""

from functools import cache
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from app.core import i18n, request_comfort, security
from app.core.languages import LANGUAGES, negotiate
from app.core.pages import take_notice


def init_app(app: Flask) -> None:
    """Speak the reader's language before any view, and lend the keyring."""

    @app.before_request
    def speak() -> None:
        i18n.speak(chosen())

    app.extensions["page_values"] = _page_values


def chosen() -> str:
    """Return the language code: as chosen, else what the browser asks for.

    A public page can be asked for in a language by its address: the service worker, which asks
    without cookies, does so.
    """
    # A public page asks no database, so that help opens even when there is none.
    view = current_app.view_functions.get(request.endpoint or "")
    is_public = getattr(view, "open_to", security.PUBLIC) is security.PUBLIC
    person = None if is_public else current_user._get_current_object()  # noqa: SLF001
    if person is not None and person.is_authenticated:
        code: str = person.language
        if session.get("language") != code:  # chosen on another phone; public pages follow
            session["language"] = code
        return code
    code = request.args.get("language") or session.get("language", "")
    return code if code in LANGUAGES else negotiate(request.headers.get("Accept-Language", ""))


def place() -> str:
    """Return where this page can be asked for again; "" if only a form leads here.

    A language in the address would undo the choice that is being made.
    """
    if request.method == "POST":
        addresses = current_app.create_url_adapter(request)
        if addresses is None or not addresses.test(request.path, "GET"):
            return ""
    asked = [each for each in request.args.items(multi=True) if each[0] != "language"]
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def _page_values() -> dict[str, object]:
    # Only whom the door has asked for; the person, not the proxy: a page names it often.
    person = g.get("_login_user")
    viewer = person if person is not None and person.is_authenticated else None
    return {
        "viewer": viewer,
        "comfort": viewer.comfort if viewer else request_comfort.chosen(),
        "csrf_token": cache(generate_csrf),
        "nonce": security.nonce,
        "take_notice": take_notice,
        "app_name": current_app.extensions["settings"].app_name,
        "path": request.path,
        "place": place,
        "blueprint": request.blueprint,
    }
