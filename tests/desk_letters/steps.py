"""What a guide does on the steps of a letter."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.letters import Letter
from tests.people import Cast
from tests.visit import Element, Visit


def fresh(session: Session, letter: Letter) -> Letter:
    again = select(Letter).where(Letter.id == letter.id).execution_options(populate_existing=True)
    found = session.scalars(again).one()
    session.commit()  # lets the next request write
    return found


def at(visit: Visit, cast: Cast, letter: Letter, step: str) -> Visit:
    return visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/{step}")


def place(page: Visit, words: str) -> str:
    """The key of the place that ends with these words of the letter."""
    for passage in (each for each in page.page.all("div") if each.get("class") == "passage"):
        seen, marks = "", 0
        for part in next(iter(passage.all("div"))).children:
            seen += part if isinstance(part, str) else part.text
            if isinstance(part, str):
                continue
            if " ".join(seen.split()).endswith(words):
                return key(passage.all("fieldset")[marks])
            marks += 1
    raise AssertionError(f"nothing is marked at the end of {words!r}")


def tick(page: Visit, **chosen: str) -> Visit:
    """Tick found places: the words that end with it, and what it is."""
    fields: dict[str, object] = {}
    for role, words in chosen.items():
        found = place(page, words)
        fields |= {f"tick-{found}": "y", f"role-{found}": role.rstrip("_")}
    return page.press("Weiter", **fields)


def key(found: Element) -> str:
    return found.all("select")[0].get("name").removeprefix("role-")


def places(page: Visit) -> list[str]:
    """The keys of all marked places."""
    marked = [each for each in page.page.all("fieldset") if "data-place" in each.attributes]
    return [key(each) for each in marked]
