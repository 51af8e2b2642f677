"""The step beside the letter itself: the dates and amounts found in it, ticked by a human."""

import uuid

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.calm.facts import ROLE_TITLES
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import KINDS
from app.core.i18n import _
from app.core.pages import notice
from app.core.security import open_to
from app.desk.letters import actions, page
from app.desk.letters.candidates import ROLES, Candidate, Sort, candidates_in, mark_of
from app.desk.letters.forms import DateForm, FactForm
from app.desk.letters.marked import passages
from app.desk.letters.routes import routes
from app.desk.letters.steps import Step
from app.desk.letters.ticks import Ticks
from app.domain.letters import Letter, safe_day
from app.domain.people import Role
from app.letters.queries import Reading


@routes.route("/letters/<uuid:letter_id>/facts", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def facts(letter_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Step 4: what was found in the text. The guide says what it is and ticks it.

    One form for all of it, so that no button loses what another one would have kept.
    """
    reading = page.draft(letter_id)
    letter = reading.letter
    dates = DateForm(data={"has_date": {True: "yes", False: "no", None: None}[letter.has_date]})
    if request.method != "POST":
        return _facts_page(reading, dates)
    same_text = request.form.get("text", "") == mark_of(letter.official_text)
    ticks = Ticks(_candidates(letter), letter.facts, request.form if same_text else None)
    by_hand = FactForm(letter) if _has_by_hand() else None
    if not same_text:
        notice(_("Der Text vom Brief ist jetzt ein anderer. Bitte noch einmal ansehen."))
    good = [same_text and ticks.validate(), dates.validate(), not by_hand or by_hand.validate()]
    if not all(good):
        return _facts_page(reading, dates, ticks=ticks, form=by_hand), 422
    actions.tick(letter, ticks.facts(), gone=[*ticks.gone(), *_taken_away()])
    actions.answer_date(letter, has_date=dates.answer())
    if by_hand or "remove" in request.form:
        if by_hand:
            actions.tick(letter, [by_hand.fact()])
        return redirect(url_for("desk_letters.facts", letter_id=letter_id), code=303)
    return page.stay_or_go_on(reading, Step.FACTS)


def _has_by_hand() -> bool:
    """Whether a fact was typed, with its own button or with the Enter key."""
    return "by-hand" in request.form or bool(request.form.get("value", "").strip())


def _taken_away() -> list[FactRole]:
    role = request.form.get("remove", "")
    return [FactRole(role)] if role in set(FactRole) - {FactRole.VARIANT} else []


def _candidates(letter: Letter) -> tuple[Candidate, ...]:
    return candidates_in(letter.official_text, letter.letter_on)


def _facts_page(
    reading: Reading,
    dates: DateForm,
    *,
    ticks: Ticks | None = None,
    form: FactForm | None = None,
) -> str:
    letter = reading.letter
    kind = KINDS[letter.kind].as_ticked(letter.facts)
    ticks = ticks or Ticks(_candidates(letter), letter.facts)
    at_places = set(ticks.noted.values()) | {FactRole.VARIANT}
    noted = {fact.role for fact in letter.facts}
    return page.step(
        reading,
        Step.FACTS,
        dates=dates,
        form=form or FactForm(letter, formdata=MultiDict()),
        ticks=ticks,
        passages=passages(letter.official_text, ticks.candidates),
        text_mark=mark_of(letter.official_text),
        by_hand=[fact for fact in letter.facts if fact.role not in at_places],
        role_titles={role: _(title) for role, title in ROLE_TITLES.items()},
        keys=[(_("Daten:"), ROLES[Sort.DATE]), (_("Beträge:"), ROLES[Sort.AMOUNT])],
        usual=set(kind.roles),
        waiting=[role for role in kind.roles if role not in noted],
        likely=ticks.likely(),
        folded=ticks.folded(),
        safe_day=safe_day(letter.letter_on, land=reading.programme.land)
        if kind.objection
        else None,
    )
