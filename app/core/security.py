"""Closed by default, and the headers on every answer.

Each view says who may open it (`@open_to(...)` or `@public`); an application with a view that says
nothing does not start. Whoever may not open it gets the same 404 as for an address that does not
exist; a visitor who is not signed in is shown the way in.
"""

import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, g, redirect, request, session, url_for
from flask_login import current_user

from app.core.settings import Settings
from app.domain.people import Role

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC: frozenset[Role] = frozenset()

# No exceptions: scripts by nonce only, no inline styles, no other host.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app"
)
# For files that are shown or downloaded as they are: nothing in them runs, loads or is framed.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
HSTS = "max-age=63072000; includeSubDomains"


def public(view: View) -> View:
    """Open the view to everyone, signed in or not."""
    view.open_to = PUBLIC  # type: ignore[attr-defined]
    return view


def open_to(*roles: Role, unconfirmed: bool = False) -> Callable[[View], View]:
    """Open the view to people with these roles.

    `unconfirmed`: also to a participant whom the guide has not confirmed yet.
    """

    def mark(view: View) -> View:
        view.open_to = frozenset(roles)  # type: ignore[attr-defined]
        view.open_unconfirmed = unconfirmed  # type: ignore[attr-defined]
        return view

    return mark


def fixed_headers(settings: Settings) -> dict[str, str]:
    """Return the headers that every answer has, static files included."""
    headers = dict(FIXED_HEADERS)
    if settings.is_https:
        headers["Strict-Transport-Security"] = HSTS
    return headers


def nonce() -> str:
    """Return this answer's script nonce."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    value: str = g.nonce
    return value


def init_app(app: Flask, settings: Settings) -> None:
    """Install the door and the headers."""
    always = list(fixed_headers(settings).items())

    @app.before_request
    def door() -> Any:
        view: Any = app.view_functions.get(request.endpoint or "")
        if view is None:
            return None
        roles: frozenset[Role] = view.open_to
        if roles is PUBLIC:
            return None
        person = current_user._get_current_object()  # noqa: SLF001
        if not person.is_authenticated:
            if request.method == "GET":
                return redirect(url_for("account.welcome"), code=303)
            abort(401)
        if person.role not in roles:
            abort(404)
        if not person.confirmed and not view.open_unconfirmed:
            return redirect(url_for("account.waiting"), code=303)
        return None

    @app.before_request
    def same_site_only() -> None:
        # A second lock beside the CSRF token (WHATWG Fetch metadata).
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            site = request.headers.get("Sec-Fetch-Site", "same-origin")
            if site not in {"same-origin", "none"}:
                abort(403)

    @app.after_request
    def headers(response: Response) -> Response:
        said = {name for name, _ in response.headers}
        response.headers.extend((name, value) for name, value in always if name not in said)
        if "Content-Security-Policy" not in said:
            policy = CONTENT_SECURITY_POLICY.format(nonce=nonce())
            response.headers.add("Content-Security-Policy", policy)
        if "Cache-Control" not in said:
            response.headers.add("Cache-Control", "no-store")
        response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
        return response


def check_every_view_is_declared(app: Flask) -> None:
    """Raise RuntimeError naming the views that do not say who may open them."""
    silent = [name for name, view in app.view_functions.items() if not hasattr(view, "open_to")]
    if silent:
        raise RuntimeError(f"say who may open: {', '.join(sorted(silent))}")


def keep_only(*names: str) -> None:
    """Forget everything in the browser's cookie but these values (a new person starts clean)."""
    kept = {name: session[name] for name in names if name in session}
    session.clear()
    session.update(kept)
