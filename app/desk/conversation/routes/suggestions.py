"""A greeting from the phrase book, and a step as a suggestion."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.calm.phrases import OCCASION_TITLES, Group, Occasion
from app.core import clock, db, sessions
from app.core.i18n import _, speaking
from app.core.languages import spoken
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk import found
from app.desk.conversation import actions, offers, preview, queries
from app.desk.conversation.forms import GreetingForm, StepForm
from app.desk.conversation.offers import Offer
from app.desk.conversation.routes import routes
from app.desk.conversation.sending import said_of, sending
from app.domain.goals import Doer
from app.domain.messages import Message
from app.domain.people import Person, Role
from app.messages import actions as messages
from app.messages.spoken import Card

ONE_A_WEEK = timedelta(days=7)  # more often, a greeting turns into a duty (calm 7)
AT_ONCE = 3  # greetings on one page: more is a search, fewer is no choice


@routes.get("/desk/people/<uuid:participant_id>/greetings/new")
@open_to(Role.GUIDE)
def new_greeting(participant_id: uuid.UUID) -> str:
    """Choose an occasion, then one of three greetings; „Anderer Vorschlag“ shows three others."""
    return _greeting_page(found.participant(participant_id), GreetingForm(formdata=None))


def _greeting_page(person: Person, form: GreetingForm) -> str:
    occasion = request.args.get("occasion", Occasion.EINFACH_SO)
    fitting = offers.greetings(occasion, open_date=_has_open_date(person))
    if not fitting:
        abort(404)
    it = sending(person, form)
    sent = queries.greetings(db.session(), sessions.viewer(), person.id, now=it.now)
    # Those sent lately are left out; if that leaves none, all are offered again.
    fitting = [each for each in fitting if each.id not in sent.phrases] or fitting
    start = request.args.get("from", 0, type=int) % len(fitting)
    offered = (fitting[start:] + fitting[:start])[:AT_ONCE]
    form.id.data = str(form.message_id())
    form.offer(offered)
    return render(
        "desk/greeting.html",
        person=person,
        name=person.name,
        form=form,
        occasion=occasion,
        occasions=[(each, _(title)) for each, title in OCCASION_TITLES.items()],
        next_start=(start + AT_ONCE) % len(fitting),
        start=start,
        sending=it,
        last_on=it.day_of(sent.last_at)
        if sent.last_at and sent.last_at > it.now - ONE_A_WEEK
        else None,
        waits_until=it.day_of(sent.waits_until) if sent.waits_until else None,
        read_as=_as_read(person, offered),
        speaks=spoken(person.language),
    )


def _has_open_date(person: Person) -> bool:
    return queries.has_open_date(db.session(), sessions.viewer(), person.id, now=clock.now())


def _as_read(person: Person, offered: Sequence[Offer]) -> list[Card]:
    """Return the greetings as the person reads them; nothing if that is the guide's language."""
    if person.language == sessions.viewer().language:
        return []
    with speaking(person.language):
        return [each.said for each in offered]


@routes.post("/desk/people/<uuid:participant_id>/greetings/preview")
@open_to(Role.GUIDE)
def preview_greeting(participant_id: uuid.UUID) -> str | tuple[str, int]:
    """Show a greeting to be said in one's own words, with hints. Nothing is kept or sent."""
    person, form = found.participant(participant_id), GreetingForm()
    if not form.is_in_own_words:
        form.body.data = _words_of(form)
    elif not form.body.validate(form):
        return preview.show(person, form), 422
    return preview.show(person, form)


def _words_of(form: GreetingForm) -> str:
    chosen = _chosen(form)
    return chosen.said.text if chosen else ""


def _chosen(form: GreetingForm) -> Offer | None:
    return offers.find(form.phrase.data or "", Group.ENCOURAGEMENT)


@routes.post("/desk/people/<uuid:participant_id>/greetings")
@open_to(Role.GUIDE)
def greet(participant_id: uuid.UUID) -> Response | tuple[str, int]:
    """Send the greeting: a card by its id, or own words."""
    person, form = found.participant(participant_id), GreetingForm()
    it = sending(person)
    shown_at = it.shown_at(form)
    if shown_at is None:
        show = preview.show if form.is_in_own_words else _greeting_page
        return show(person, form), 422
    try:
        if not form.is_in_own_words or form.body.data == _words_of(form):
            sent = _send_card(person, form, it.now, shown_at)
        elif form.body.validate(form):
            sent = _send_own_words(person, form, it.now, shown_at)
        else:
            return preview.show(person, form), 422
    except messages.UnknownPhrase:
        form.phrase.errors = [
            _("Diesen Gruß gibt es gerade nicht. Bitte einen anderen auswählen.")
            if form.phrase.data
            else _("Bitte einen Gruß auswählen.")
        ]
        return _greeting_page(person, form), 422
    except messages.AsksForSomething as asking:
        return preview.show(person, form, refused=asking.demand), 422
    notice(said_of(it, sent.sent_at))
    return redirect(
        url_for("desk.person.show", participant_id=person.id, _anchor="last-line"), code=303
    )


def _send_card(person: Person, form: GreetingForm, now: datetime, shown_at: datetime) -> Message:
    return actions.greet(
        db.session(),
        sessions.viewer(),
        person,
        message_id=form.message_id(),
        offer=_chosen(form),
        open_date=_has_open_date(person),
        no_answer=form.no_answer.data or form.is_in_own_words,
        now=now,
        shown_at=shown_at,
    )


def _send_own_words(
    person: Person, form: GreetingForm, now: datetime, shown_at: datetime
) -> Message:
    return messages.send_encouragement(
        db.session(),
        sessions.viewer(),
        person.id,
        message_id=form.message_id(),
        text=form.body.data or "",
        language=sessions.viewer().language,
        now=now,
        shown_at=shown_at,
    )


@routes.get("/desk/people/<uuid:participant_id>/steps/new")
@open_to(Role.GUIDE)
def new_step(participant_id: uuid.UUID) -> str:
    """Ask which step is suggested."""
    form = StepForm(formdata=None, id=str(uuid.uuid4()))
    person = found.participant_with_meetings(participant_id)
    return render("desk/step.html", person=person, name=person.name, form=form)


@routes.post("/desk/people/<uuid:participant_id>/steps")
@open_to(Role.GUIDE)
def suggest_step(participant_id: uuid.UUID) -> Response | tuple[str, int]:
    """Suggest it; the person takes it, changes it, or says no, thanks."""
    person, form = found.participant_with_meetings(participant_id), StepForm()
    form.id.data = str(form_id(form.id.data))
    if not form.validate():
        return render("desk/step.html", person=person, name=person.name, form=form), 422
    step_id = actions.suggest_step(
        db.session(),
        sessions.viewer(),
        person,
        step_id=uuid.UUID(form.id.data),
        text=form.text.data or "",
        language=sessions.viewer().language,
        doer=Doer(form.doer.data),
        now=clock.now(),
    )
    notice(
        _("Vorgeschlagen. %(name)s entscheidet.", name=called(person.name)),
        undo=url_for("desk.conversation.withdraw_step", step_id=step_id),
    )
    return redirect(url_for("desk.person.show", participant_id=person.id), code=303)


@routes.post("/desk/steps/<uuid:step_id>/withdrawal")
@open_to(Role.GUIDE)
def withdraw_step(step_id: uuid.UUID) -> Response:
    """Take a suggestion back."""
    step = queries.suggestion(db.session(), sessions.viewer(), step_id)
    if step is None:
        abort(404)
    actions.withdraw_step(db.session(), step)
    notice(_("Zurückgenommen."))
    return redirect(url_for("desk.person.show", participant_id=step.participant_id), code=303)
