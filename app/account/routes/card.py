"""From the paper card to a key on the phone: one question a page, and always a way back.

The card is used up only at the end, when the phone has its key: who stops half-way can start again
with the same card.
"""

import uuid

import structlog
from flask import abort, current_app, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.account import actions, queries
from app.account.forms import NOT_YET, AgreementForm, CardForm, PhoneUseForm
from app.account.routes import routes
from app.core import attempts, clock, db, sessions
from app.core.i18n import lazy
from app.core.pages import render
from app.core.security import public
from app.domain.cards import NotACardNumber, read_number
from app.domain.consents import Purpose
from app.domain.people import Person, Role
from app.domain.sign_in import Card, hash_secret

log = structlog.get_logger()

QUESTIONS = {
    Purpose.STORE_MEETINGS: lazy("Dürfen wir Ihre Treffen und Schritte hier speichern?"),
    Purpose.STORE_LETTERS: lazy("Dürfen Briefe hier liegen?"),
}
ABOUT_PAGES = 3


@routes.get("/k")
@public
def scanned() -> str:
    """Where the QR code leads: the secret stays in the fragment, the page's script sends it."""
    return render("account/card.html", form=CardForm(), scanned=True)


@routes.get("/card")
@public
def type_card() -> str:
    """The 16 digits, for typing."""
    return render("account/card.html", form=CardForm(), scanned=False)


@routes.post("/card")
@public
def check_card() -> Response | tuple[str, int]:
    """Look at the card. Wrong, used, expired or guessed: one calm answer."""
    form = CardForm()
    if not form.validate_on_submit():
        return _slip(form)
    staff_is_here = _staff_is_here()  # asked for every card: the answer must not tell which fits
    if form.secret.data:
        found = queries.card_by_secret(db.session(), hash_secret(form.secret.data))
    else:
        try:
            number = read_number(form.number.data or "")
        except NotACardNumber:
            return _slip(form)  # a slip of the finger is not counted as a try
        try:
            taken_at = attempts.take(attempts.CARD_LIMITS)
        except attempts.TooManyTries as error:
            if error.limit.everyone:
                log.warning("typing_rests", limit=error.limit.name)
            return render("account/card_later.html", everyone=error.limit.everyone), 429
        pepper = current_app.extensions["secrets"].pepper
        found = queries.card_by_digits(db.session(), actions.hash_digits(number, pepper))
    try:
        card = actions.check_card(found, now=clock.now())
    except actions.CardDoesNotFit:
        return render("account/card_does_not_fit.html"), 400
    db.session().rollback()  # nothing to keep yet, and the counters need the database
    if not form.secret.data:
        attempts.give_back(attempts.CARD_LIMITS, taken_at)
    person = queries.person(db.session(), card.person_id)
    if person.role is Role.PARTICIPANT and staff_is_here:
        # Staff cannot redeem a participant's card in the browser they work with.
        log.warning("card_refused", outcome="staff_browser")
        return render("account/card_does_not_fit.html"), 400
    sessions.leave()
    session["card"] = card.id.hex
    if person.role is not Role.PARTICIPANT:
        return redirect(url_for("account.make_key"), code=303)
    return redirect(url_for("account.start_language"), code=303)


def _slip(form: CardForm) -> tuple[str, int]:
    form.number.errors = [NOT_YET]
    return render("account/card.html", form=form, scanned=False), 422


def _staff_is_here() -> bool:
    return bool(current_user.is_authenticated and current_user.role is not Role.PARTICIPANT)


def card_in_hand() -> tuple[Card, Person]:
    """Return the card that opened this visit and whose it is; 404 without one."""
    held = session.get("card")
    card = queries.card(db.session(), uuid.UUID(held)) if held else None
    try:
        card = actions.check_card(card, now=clock.now())
    except actions.CardDoesNotFit:
        abort(404)
    return card, queries.person(db.session(), card.person_id)


def ready_for_a_key() -> Person:
    """Return whose card is in hand, once all questions are answered; 404 if one is not."""
    person = card_in_hand()[1]
    if person.role is Role.PARTICIPANT and not (_agreed_on(*Purpose) and "phone_use" in session):
        abort(404)
    return person


def _agreed_on(*purposes: Purpose) -> bool:
    """Whether these questions were answered; "no" is an answer."""
    return set(purposes) <= set(session.get("agreed", ()))


@routes.get("/start/language")
@public
def start_language() -> str:
    """Language first."""
    card_in_hand()
    return render("account/language.html", next=url_for("account.about", number=1))


@routes.get("/start/about/<int:number>")
@public
def about(number: int) -> str:
    """What is this? Three short cards."""
    _card, person = card_in_hand()
    if number not in range(1, ABOUT_PAGES + 1):
        abort(404)
    guide, programme = queries.guide_and_programme(db.session(), person.id)
    return render(
        f"account/about_{number}.html",
        guide=guide and guide.name,
        programme=programme,
        first_name=person.first_name,
    )


@routes.route("/start/agreement/<purpose>", methods=["GET", "POST"])
@public
def agreement(purpose: str) -> Response | str | tuple[str, int]:
    """One question each; "no" is an answer."""
    card_in_hand()
    try:
        asked = Purpose(purpose)
    except ValueError:
        abort(404)
    order = list(QUESTIONS)
    position = order.index(asked)
    if not _agreed_on(*order[:position]):
        abort(404)
    form = AgreementForm(data={"answer": session.get("agreed", {}).get(purpose)})
    if request.method == "POST" and form.validate():
        session["agreed"] = {**session.get("agreed", {}), purpose: form.answer.data}
        later = order[position + 1 :]
        if later:
            return redirect(url_for("account.agreement", purpose=later[0]), code=303)
        return redirect(url_for("account.phone_use"), code=303)
    html = render(
        "account/agreement.html", form=form, question=str(QUESTIONS[asked]), purpose=asked
    )
    return (html, 422) if request.method == "POST" else html


@routes.route("/start/phone", methods=["GET", "POST"])
@public
def phone_use() -> Response | str | tuple[str, int]:
    """Whose phone is this?"""
    card_in_hand()
    if not _agreed_on(*Purpose):
        abort(404)
    form = PhoneUseForm()
    if request.method == "POST" and form.validate():
        session["phone_use"] = form.use.data
        return redirect(url_for("account.make_key"), code=303)
    html = render("account/phone_use.html", form=form)
    return (html, 422) if request.method == "POST" else html


@routes.get("/start/key")
@public
def make_key() -> str:
    """Make a passkey, or (participants) a code for this phone."""
    person = ready_for_a_key()
    return render(
        "account/make_key.html",
        shared=session.get("phone_use") == "shared",
        is_staff=person.role is not Role.PARTICIPANT,
    )
