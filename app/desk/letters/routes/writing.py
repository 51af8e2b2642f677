"""The steps in which the guide writes: kind, sender and date, own words, label, greeting."""

import uuid

from flask import request
from werkzeug.wrappers import Response

from app.calm.facts import Role as FactRole
from app.calm.facts import first
from app.calm.letter_kinds import KINDS, NEVER_GOOD, Label, Sender
from app.calm.suggest import suggest
from app.core import clock
from app.core.i18n import _
from app.core.security import open_to
from app.desk.letters import actions, page
from app.desk.letters.forms import KindForm, LabelForm, NoteForm, SenderForm, SummaryForm
from app.desk.letters.routes import routes
from app.desk.letters.steps import Step
from app.domain.letters import Letter
from app.domain.people import Role
from app.letters.summary import composed

MOST_SUGGESTIONS = 3
Answer = Response | str | tuple[str, int]


@routes.route("/letters/<uuid:letter_id>/kind", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def kind(letter_id: uuid.UUID) -> Answer:
    """Step 2: what kind of letter it is; what its words speak for comes first."""
    reading = page.draft(letter_id)
    letter = reading.letter
    seems = suggest(letter.official_text)
    chosen = _chosen_kind(letter)
    form = KindForm(data={"kind": chosen})
    if request.method == "POST" and form.validate():
        actions.choose_kind(letter, *form.chosen, seems.sender)
        return page.after(reading, Step.KIND)
    speaking = [each for each in seems.kinds if each.because][:MOST_SUGGESTIONS]
    offered = [(each, _(KINDS[each.kind].title)) for each in speaking]
    return _shown(page.step(reading, Step.KIND, form=form, seems=offered, undecided=chosen is None))


def _chosen_kind(letter: Letter) -> str | None:
    """Return the kind as the form names it; None if nobody has said it yet."""
    if letter.kind == actions.UNDECIDED and letter.label is None:
        return None
    variant = first(letter.facts, FactRole.VARIANT)
    return f"{letter.kind}:{variant.value}" if variant else letter.kind


@routes.route("/letters/<uuid:letter_id>/sender", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def sender(letter_id: uuid.UUID) -> Answer:
    """Step 3: from whom, and the date on the letter. What was found in the text stands there."""
    reading = page.draft(letter_id)
    letter = reading.letter
    found_on = None if letter.letter_on else suggest(letter.official_text).letter_date
    form = SenderForm(
        data={
            "sender": letter.sender,
            "sender_name": letter.sender_name,
            "letter_on": letter.letter_on or found_on,
        }
    )
    if request.method == "POST" and form.validate():
        actions.set_sender(
            letter, Sender(form.sender.data), form.sender_name.data or "", form.letter_on.data
        )
        return page.after(reading, Step.SENDER)
    return _shown(page.step(reading, Step.SENDER, form=form, found_on=found_on))


@routes.route("/letters/<uuid:letter_id>/summary", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def summary(letter_id: uuid.UUID) -> Answer:
    """Step 5: what the template says; own words instead, if they fit better."""
    reading = page.draft(letter_id)
    letter = reading.letter
    form = SummaryForm(obj=letter)
    if request.method == "POST" and form.validate():
        actions.set_summary(
            letter,
            form.about.data or "",
            form.if_nothing.data or "",
            is_general=form.consequence_is_general.data and letter.kind not in NEVER_GOOD,
        )
        return page.stay_or_go_on(reading, Step.SUMMARY)
    return _shown(
        page.step(
            reading,
            Step.SUMMARY,
            form=form,
            template=composed(reading, now=clock.now()),
            may_be_general=letter.kind not in NEVER_GOOD,
        )
    )


@routes.route("/letters/<uuid:letter_id>/label", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def label(letter_id: uuid.UUID) -> Answer:
    """Step 6: what kind of news. From here one may also go straight to the preview."""
    reading = page.draft(letter_id)
    letter = reading.letter
    preset = letter.label or KINDS[letter.kind].preset_label(letter.facts)
    form = LabelForm(data={"label": preset})
    if request.method == "POST" and form.validate():
        actions.set_label(letter, Label(form.label.data))
        onward = Step.PREVIEW if "preview" in request.form else None
        return page.stay_or_go_on(reading, Step.LABEL, onward)
    return _shown(page.step(reading, Step.LABEL, form=form))


@routes.route("/letters/<uuid:letter_id>/note", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def note(letter_id: uuid.UUID) -> Answer:
    """Step 7: a short greeting beside the smiley."""
    reading = page.draft(letter_id)
    form = NoteForm(obj=reading.letter)
    if request.method == "POST" and form.validate():
        actions.set_note(reading.letter, form.note.data or "")
        return page.stay_or_go_on(reading, Step.NOTE)
    return _shown(page.step(reading, Step.NOTE, form=form))


def _shown(html: str) -> Answer:
    return (html, 422) if request.method == "POST" else html
