"""How this request's page is drawn: as whoever reads it likes, from the first byte on.

What somebody chose is kept with the person and comes along to every device. The phone keeps it as
well, in a cookie that says no more than "26-dark-none", so that the way in looks the same. A phone
that others use keeps only what was chosen there while nobody was signed in.
"""

from datetime import timedelta

from flask import Flask, Response, current_app, g, request, session

from app.domain.comfort import USUAL, Comfort

COOKIE = "comfort"
_KEPT = timedelta(days=365)


def init_app(app: Flask) -> None:
    """Let the phone keep what was chosen in this request."""

    @app.after_request
    def keep_cookie(response: Response) -> Response:
        if "new_comfort" in g:
            response.set_cookie(
                _cookie(),
                str(g.new_comfort),
                max_age=_KEPT,
                secure=current_app.config["SESSION_COOKIE_SECURE"],
                httponly=True,
                samesite="Lax",
            )
        return response


def _cookie() -> str:
    return f"__Host-{COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else COOKIE


def chosen() -> Comfort:
    """Return how to draw a page that does not ask who is signed in.

    Like the language it can stand in the address: the service worker asks without cookies.
    """
    return Comfort.from_text(
        request.args.get(COOKIE) or session.get(COOKIE) or request.cookies.get(_cookie(), "")
    )


def of_phone() -> Comfort | None:
    """Return what this phone was told, whoever is signed in; None if nothing."""
    told = request.cookies.get(_cookie())
    return Comfort.from_text(told) if told else None


def keep(comfort: Comfort, *, is_shared: bool) -> None:
    """Draw pages so from now on; on a phone that others use, until this person has left it."""
    if is_shared:
        session[COOKIE] = str(comfort)
    elif comfort != (of_phone() or USUAL):
        g.new_comfort = comfort
