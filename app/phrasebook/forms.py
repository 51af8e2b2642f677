"""What the office types: a sentence in German, and in other languages by whoever speaks them."""

from wtforms import Field, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired

from app.calm.own_wording import unfit
from app.calm.phrases import OCCASION_TITLES, Group, Occasion
from app.core.forms import Form, one_line
from app.core.i18n import _, lazy
from app.core.languages import LANGUAGES, SOURCE


class WordingForm(Form):
    """The words of a card, with a field `in_<code>` for every language beside German."""

    id = HiddenField()
    in_de = TextAreaField(
        lazy("Der Satz auf Deutsch, mit Sie"),
        [DataRequired(lazy("Bitte noch den Satz aufschreiben."))],
        filters=[one_line],
    )

    def wordings(self) -> dict[str, str]:
        """Return what was typed, by language; German first."""
        return {code: field.data for code, field in self._by_language.items() if field.data}

    def show(self, wordings: dict[str, str]) -> None:
        """Fill in what a version says."""
        for code, text in wordings.items():
            if code in self._by_language:
                self._by_language[code].data = text

    def fits(self, kind: Group) -> bool:
        """Whether these words can be a card of this kind; if not, the fields say why."""
        fits = bool(self.validate())
        for each in unfit(self.wordings(), kind):
            field = self._by_language[each.language]
            field.errors = [*field.errors, _(each.reason, **each.values)]
            fits = False
        return fits

    @property
    def translations(self) -> list[Field]:
        """The fields of the other languages."""
        return [field for code, field in self._by_language.items() if code != SOURCE]

    @property
    def _by_language(self) -> dict[str, Field]:
        return {it.name.removeprefix("in_"): it for it in self if it.name.startswith("in_")}


for _each in LANGUAGES.values():
    if _each.code != SOURCE:
        _field = TextAreaField(
            _each.own_name,
            filters=[one_line],
            render_kw={"lang": _each.tag, "dir": _each.direction},
        )
        setattr(WordingForm, f"in_{_each.code}", _field)


class OwnPhraseForm(WordingForm):
    """A new card."""

    kind = RadioField(
        lazy("Was ist es?"),
        [DataRequired(lazy("Bitte noch auswählen."))],
        choices=[
            SelectChoice(Group.ENCOURAGEMENT, lazy("Ein Gruß. Er bittet um nichts.")),
            SelectChoice(Group.NOTICE, lazy("Ein Satz für den Alltag.")),
        ],
        default=Group.ENCOURAGEMENT,
    )
    occasion = RadioField(
        lazy("Anlass, bei einem Gruß"),
        choices=[SelectChoice(each, lazy(title)) for each, title in OCCASION_TITLES.items()],
        default=Occasion.EINFACH_SO,
    )
