"""Calm answers when something did not work: what happened, that nothing is lost, what now."""

import secrets

import structlog
from flask import Flask, current_app, g, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.core import form_tokens, request_comfort
from app.core.i18n import lazy
from app.core.log import where
from app.core.once import is_id
from app.core.pages import render

log = structlog.get_logger()

# Forbidden is answered like "not there": what you may not see does not exist.
_SAME_AS = {403: 404, 405: 404, 410: 404}
_A_TAP = 20  # characters; what somebody wrote is longer, or several words
_TEXTS = {
    400: (
        lazy("Das hat gerade nicht geklappt."),
        lazy("Es ist nichts verloren. Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    ),
    401: (
        lazy("Sie waren eine Weile weg."),
        lazy("Zum Schutz ist die App zu. Ihre Sachen sind noch da."),
    ),
    409: (
        lazy("Der Text wurde nicht gesendet."),
        lazy("Hier ist inzwischen jemand anders angemeldet. Bitte öffnen Sie die Seite neu."),
    ),
    404: (lazy("Diese Seite gibt es nicht mehr."), lazy("Das macht nichts. Zurück geht es hier.")),
    413: (
        lazy("Die Datei ist zu groß."),
        lazy("Bis 10 MB geht es. Sie können sie auch zum Treffen mitbringen."),
    ),
    429: (
        lazy("Bitte später noch einmal."),
        lazy("Das waren viele Versuche in kurzer Zeit. Ihre Sachen sind sicher."),
    ),
    500: (
        lazy("Das hat gerade nicht geklappt."),
        lazy("Es liegt nicht an Ihnen. Was gespeichert war, ist noch da."),
    ),
    503: (
        lazy("Die App macht gerade eine kurze Pause."),
        lazy("Ihre Sachen sind sicher. Bitte versuchen Sie es in ein paar Minuten noch einmal."),
    ),
    507: (
        lazy("Gerade kann nichts gespeichert werden."),
        lazy("Was schon da war, ist sicher. Bitte versuchen Sie es später noch einmal."),
    ),
}
_OLD_FORM = (
    lazy("Bitte noch einmal senden"),
    lazy("Die Seite war lange offen. Ihr Text ist noch da."),
)


def page(status: int, reference: str = "") -> tuple[str, int]:
    """Return the calm page for a status. It asks neither the database nor who is signed in."""
    shown = _SAME_AS.get(status, status)
    title, text = _TEXTS.get(shown, _TEXTS[500 if shown >= 500 else 400])
    html = render(
        "errors/error.html",
        title=str(title),
        text=str(text),
        status=shown,
        reference=reference,
        viewer=None,  # else "not for you" would look other than "not there"
        comfort=request_comfort.chosen(),
    )
    return html, shown


def init_app(app: Flask) -> None:
    """Install the error pages."""

    @app.errorhandler(CSRFError)
    def old_form(_error: CSRFError) -> tuple[str, int]:
        # A form that lay open too long is sent again with everything that was typed: the values
        # travel through this page, so no form needs to know about it.
        g.undo = True
        theirs = form_tokens.whose(request.form.get("csrf_token", ""))
        if current_user.is_authenticated and theirs and theirs != form_tokens.mine():
            return page(409)[0], 400
        title, text = _OLD_FORM
        return _again(str(title), str(text), token=generate_csrf()), 400

    @app.errorhandler(401)
    def was_away(_error: HTTPException) -> tuple[str, int]:
        # The text waits in the page until the same person is back; the page above sends it on.
        try:
            token = request.form.get("csrf_token", "")
        except HTTPException:  # too large to be read; nobody is here to hear about it
            return page(401)
        if not form_tokens.whose(token):
            return page(401)
        return render("errors/away.html", typed=_typed(), old_token=token), 401

    @app.errorhandler(HTTPException)
    def expected(error: HTTPException) -> tuple[str, int]:
        return page(error.code or 500)

    @app.errorhandler(OperationalError)
    def database(error: OperationalError) -> tuple[str, int]:
        return _unexpected(error, 507 if _is_about_room(error) else 503)

    @app.errorhandler(InternalServerError)
    def at_the_end(error: InternalServerError) -> tuple[str, int]:
        # What goes wrong after the view, at the commit, comes wrapped in this.
        cause = error.original_exception
        if isinstance(cause, OperationalError):
            return database(cause)
        return page(500) if cause is None else _unexpected(cause, 500)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[str, int]:
        if current_app.config["PROPAGATE_EXCEPTIONS"]:
            raise error
        return _unexpected(error, 500)


def _is_about_room(error: BaseException | None) -> bool:
    # With no room SQLite ends the whole transaction; undoing a part of it then fails as well, and
    # only behind that error stands the first.
    while error is not None:
        said = str(getattr(error, "orig", "")).lower()
        if "full" in said or "no space" in said:
            return True
        error = error.__context__
    return False


def _again(title: str, text: str, *, token: str, reference: str = "") -> str:
    """Return a page that shows what was written and sends it again. It asks no database.

    While nobody knows who is here, the page cannot close by itself on a phone that others use: an
    error shows no words then.
    """
    is_known = getattr(g.get("_login_user"), "is_authenticated", False)
    return render(
        "errors/again.html",
        title=title,
        text=text,
        token=token,
        reference=reference,
        typed=_typed(),
        written=_written() if is_known or not reference else [],
    )


def _written() -> list[str]:
    """Return what somebody wrote, without ids and what a tap sends."""
    values = (value.strip() for _, value in _typed())
    return [each for each in values if (len(each) > _A_TAP or " " in each) and not is_id(each)]


def _typed() -> list[tuple[str, str]]:
    """Return what was typed, but never a code."""
    sent = request.form.items(multi=True)
    return [(name, value) for name, value in sent if name not in {"csrf_token", "pin"}]


def _unexpected(error: BaseException, status: int) -> tuple[str, int]:
    reference = secrets.token_hex(4)
    current = g.pop("db_session", None)
    if current is not None:
        current.close()
    # The place of the error, never its message: messages can quote what people wrote.
    log.error(
        "unexpected_error",
        reference=reference,
        kind=type(error).__name__,
        endpoint=request.endpoint,
        at=where(error),
    )
    try:
        token = request.form.get("csrf_token", "") if _written() else ""
    except HTTPException:
        token = ""
    if not token:
        return page(status, reference)
    # What was written is nowhere but here. The form's own token: a forged form stays one.
    title, text = _TEXTS[status]
    return _again(str(title), str(text), token=token, reference=reference), status
