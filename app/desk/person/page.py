"""One person's page, also shown again by forms on it that need something mended."""

from datetime import date

from app.core import clock, db, sessions
from app.core.languages import spoken
from app.core.pages import render
from app.desk.conversation.forms import GuideMessageForm
from app.desk.conversation.sending import sending
from app.desk.person import queries
from app.domain.people import Person
from app.letters.queries import post
from app.letters.summary import shown
from app.messages.queries import draft
from app.messages.thread import thread

LAST_LINES = 6


def show(person: Person, *, form: GuideMessageForm | None = None) -> str:
    """Return the page of a person whom the viewer accompanies."""
    session, viewer, now = db.session(), sessions.viewer(), clock.now()
    found = post(session, viewer, now=now, put_away=False, owner_id=person.id)
    letters = [(each.letter, shown(each, now=now)) for each in (found.readings if found else ())]
    conversation = thread(session, viewer, person.id, now=now)
    if form is None:
        form = GuideMessageForm(formdata=None, body=draft(session, viewer, person.id))
    form.id.data = str(form.message_id())
    return render(
        "desk/person.html",
        person=person,
        name=person.name,
        speaks=spoken(person.language),
        page=queries.person_page(session, viewer, person.id, now=now),
        letters=sorted(letters, key=lambda pair: pair[1].next_date_on or date.max),
        together=[it for letter, it in letters if it.together],
        lines=conversation.lines[-LAST_LINES:],
        has_more=len(conversation.lines) > LAST_LINES or conversation.older is not None,
        form=form,
        sending=sending(person, form),
        now=now,
    )
