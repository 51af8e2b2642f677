"""What a guide wrote, as it will stand there, with at most three hints. No hint is kept.

„Übernehmen“ puts the better words into the text, „So lassen“ drops the hint for as long as this
page is open; both are the same form sent again. Sending is always one tap away.
"""

from flask import current_app, request

from app.calm.encouragement import Carried
from app.calm.hint import Hint, Writing
from app.calm.hints import hints, take
from app.core import db, sessions
from app.core.i18n import _, day
from app.core.languages import spoken
from app.core.pages import render
from app.desk.conversation import queries
from app.desk.conversation.forms import GreetingForm, GuideMessageForm
from app.desk.conversation.sending import Sending, sending
from app.domain.people import Person
from app.domain.release import kinder_day

Form = GuideMessageForm | GreetingForm


def show(person: Person, form: Form, *, refused: Carried | None = None) -> str:
    """Return the page; `refused` is what an encouragement cannot carry."""
    it, viewer = sending(person, form), sessions.viewer()
    text, found, left = _looked_at(form.body.data or "", _writing(person, form, it))
    form.body.data = text
    form.id.data = str(form.message_id())
    return render(
        "desk/preview.html",
        person=person,
        name=person.name,
        form=form,
        is_greeting=isinstance(form, GreetingForm),
        hints=[(each, _reason(each), _advice(each)) for each in found],
        left=sorted(left),
        refused=refused,
        sending=it,
        speaks=spoken(viewer.language),
    )


def _reason(hint: Hint) -> str:
    return _(hint.reason, words=hint.words, **hint.values)


def _advice(hint: Hint) -> str:
    return _(hint.advice, **hint.values) if hint.advice else ""


def _looked_at(text: str, writing: Writing) -> tuple[str, tuple[Hint, ...], frozenset[str]]:
    left = frozenset({*request.form.getlist("left"), request.form.get("leave", "")} - {""})
    found = hints(text, writing, left=left)
    taken = next((each for each in found if each.key == request.form.get("take")), None)
    if taken is not None:
        text = take(text, taken)
        found = hints(text, writing, left=left)
    return text, found, left


def _writing(person: Person, form: Form, it: Sending) -> Writing:
    viewer, programme = sessions.viewer(), it.programme
    others = queries.other_people(db.session(), viewer, person, current_app.extensions["keys"].load)
    kinder = kinder_day(it.now, zone=programme.zone, land=programme.land)
    return Writing(
        is_encouragement=isinstance(form, GreetingForm),
        language=viewer.language,
        reader_says_du=person.address == "du",
        other_people=others,
        kinder_day=day(kinder) if kinder else "",
    )
