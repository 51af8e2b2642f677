"""Forms that come back: sent empty, or with something that does not fit."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.house import House


@dataclass(frozen=True)
class Mistake:
    """A form that is sent as it should not be; `typed` goes into its fields by name.

    `button`: the last part of the address of one that sends the form elsewhere.
    """

    visitor: str
    path: str  # names of the house in braces
    form: str  # the last part of its address
    typed: tuple[tuple[str, str], ...] = ()
    status: int = 422
    button: str = ""


MISTAKES = (
    Mistake("nobody", "/card", "card", (("number", "1234"),)),
    Mistake("nobody", "/card", "card", (("number", "0000 0000 0000 0000"),), status=400),
    Mistake("card in hand", "/start/phone", "phone"),
    Mistake("participant", "/messages", "messages"),
    Mistake("participant", "/goals/new", "new"),
    Mistake("participant", "/goals/{goal}/edit", "edit", (("text", ""),)),
    Mistake("participant", "/steps/new", "new"),
    Mistake("participant", "/steps/{step}/edit", "edit", (("text", ""),)),
    Mistake("participant", "/steps/{step}/smaller", "smaller", (("text", ""),)),
    Mistake("participant", "/appointments/{meeting}/request", "request"),
    Mistake("guide", "/desk/people/new", "people"),
    Mistake("guide", "/desk/people/{amira}/details", "details", (("first_name", ""),)),
    Mistake("guide", "/desk/people/{amira}/appointments/new", "appointments"),
    Mistake("guide", "/desk/appointments/{meeting}/time", "time", (("day", ""), ("time", ""))),
    Mistake("guide", "/desk/people/{amira}", "messages"),
    Mistake(
        "guide", "/desk/people/{amira}", "messages",
        (("body", "Samir, du hast den Termin versäumt. Ich rate dir: Ruhe. Der Brief ist da."),),
        status=200, button="messages/preview",
    ),
    Mistake("guide", "/desk/people/{amira}/greetings/new", "greetings"),
    Mistake("guide", "/desk/people/{amira}/phrases/new?phrase=T3", "phrases"),
    Mistake("guide", "/desk/people/{amira}/steps/new", "steps"),
    Mistake("guide", "/desk/letters/{begun}/kind", "kind"),
    Mistake(
        "guide", "/desk/letters/{draft}/sender", "sender",
        (("sender", "other"), ("sender_name", "")),
    ),
    Mistake("guide", "/desk/letters/{new draft}/facts", "facts", (("value", "bald"),)),
    Mistake("guide", "/desk/letters/{begun}/label", "label"),
    Mistake("guide", "/desk/second-looks/{asked}", "{asked}", (("remark", ""),)),
    Mistake("coordinator", "/office/staff/new", "staff"),
    Mistake("coordinator", "/phrasebook/new", "phrasebook"),
    Mistake("coordinator", "/phrasebook/{own phrase}/edit", "versions", (("in_de", ""),)),
)  # fmt: skip

_SEND_EMPTY = """([end, typed, button]) => {
  const form = [...document.forms].find((f) => f.method === 'post'
    && f.action.split('?')[0].endsWith('/' + end) && typed.every(([name]) => f.elements[name]));
  for (const [name, value] of typed) form.elements[name].value = value;
  const ticks = form.querySelectorAll('[type=radio], [type=checkbox]');
  if (!typed.length) for (const tick of ticks) tick.checked = false;
  if (button) form.action = form.querySelector(`[formaction$='${button}']`).formAction;
  HTMLFormElement.prototype.submit.call(form);
}"""


def make_mistake(page: Page, house: House, mistake: Mistake) -> None:
    """Send the form and see it come back."""
    names = {name: str(each) for name, each in house.ids.items()}
    page.goto(mistake.path.format_map(names))
    # The new page, whole: on a slow machine the answer is there long before its style.
    with page.expect_navigation(wait_until="load") as sent:
        page.evaluate(
            _SEND_EMPTY,
            [
                mistake.form.format_map(names),
                [list(each) for each in mistake.typed],
                mistake.button,
            ],
        )
    assert sent.value.status == mistake.status, f"{sent.value.status} for {mistake}"
