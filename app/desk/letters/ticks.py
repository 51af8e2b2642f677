"""The found places as a human has ticked them: nothing is a fact before that."""

from collections.abc import Iterable, Mapping, Sequence

from app.calm.facts import Fact, Role, Value
from app.core.i18n import lazy
from app.desk.letters.candidates import Candidate, Sort


class Ticks:
    """The found places: which are ticked, and as what.

    Without `sent` they stand as noted in the letter. A role that only seems to fit is chosen
    beforehand; a tick never is.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        facts: Iterable[Fact],
        sent: Mapping[str, str] | None = None,
    ) -> None:
        self.candidates = candidates
        self.noted = _noted(candidates, facts)
        self.errors: dict[str, str] = {}
        if sent is None:
            self.ticked = set(self.noted)
            self.roles = {
                each.key: self.noted.get(each.key, each.proposed) or "" for each in candidates
            }
        else:
            self.ticked = {each.key for each in candidates if sent.get(f"tick-{each.key}")}
            self.roles = {each.key: sent.get(f"role-{each.key}", "") for each in candidates}

    def validate(self) -> bool:
        """Whether each ticked place says what it is, and no two say the same."""
        taken: dict[str, Value] = {}
        for each in self.candidates:
            role = self.roles[each.key]
            if each.key not in self.ticked:
                # The letter may lose a tick; a role that somebody chose waits for its tick.
                if role not in {"", each.proposed, self.noted.get(each.key)}:
                    self.errors[each.key] = lazy("Im Brief geprüft? Dann bitte noch abhaken.")
            elif role not in {allowed.value for allowed in each.roles}:
                self.errors[each.key] = lazy("Bitte wählen Sie dazu noch, was es ist.")
            elif taken.setdefault(role, each.value) != each.value:
                self.errors[each.key] = lazy("Das ist schon einmal gewählt. Bitte nur eines.")
        return not self.errors

    def folded(self) -> set[str]:
        """Return the places that probably do not matter: set apart, or said once already."""
        said: set[tuple[Role, Value]] = set()
        folded = set()
        for each in self.candidates:
            says = each.proposed and (each.proposed, each.as_fact(each.proposed).value)
            is_usual_time = each.sort is Sort.WORDS and not says
            if each.apart or is_usual_time or says in said:
                folded.add(each.key)
            elif says:
                said.add(says)
        return folded - self.ticked - set(self.errors)

    def likely(self) -> dict[Role, str]:
        """Return where each role that seems to fit is found first: role -> key."""
        places: dict[Role, str] = {}
        for each in self.candidates:
            if each.proposed and not each.apart:
                places.setdefault(each.proposed, each.key)
        return places

    def facts(self) -> list[Fact]:
        """Return the facts of a valid form."""
        return [
            each.as_fact(Role(self.roles[each.key]))
            for each in self.candidates
            if each.key in self.ticked
        ]

    def gone(self) -> list[Role]:
        """Return the roles whose tick was taken away."""
        kept = {self.roles[key] for key in self.ticked}
        return [role for role in self.noted.values() if role not in kept]


def _noted(candidates: Sequence[Candidate], facts: Iterable[Fact]) -> dict[str, Role]:
    """Return the places (by key) that facts were ticked at."""
    noted: dict[str, Role] = {}
    for fact in facts:
        fitting = (each for each in candidates if fact.role in each.roles)
        place = next((each for each in fitting if each.as_fact(fact.role) == fact), None)
        if place is not None:
            noted.setdefault(place.key, fact.role)
    return noted
