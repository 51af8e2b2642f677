"""The sixteen kinds keep the rules of calm 4.1, 4.2 and 4.8."""

import re
from collections.abc import Callable

import pytest

from app.calm.facts import Fact, Role
from app.calm.letter_kinds import (
    KINDS,
    LABEL_TITLES,
    LIST_TITLES,
    NEVER_GOOD,
    Label,
    LetterKind,
    Sender,
    sender_words,
)
from app.calm.summary import Composed

NAMES = {
    "bewilligung",
    "weiter",
    "aenderung",
    "einladung_programm",
    "meldetermin",
    "mitwirkung",
    "anhoerung",
    "erstattung",
    "minderung",
    "plan",
    "verpflichtung",
    "zusage",
    "nein",
    "reha",
    "untersuchung",
    "sonstiges",
}
FORMS = [
    pytest.param(kind, variant, id=f"{kind.name}-{variant}")
    for kind in KINDS.values()
    for variant in (None, *kind.variants)
]


def _unfilled(text: str) -> str:
    """A language whose sentences still show what they are filled with."""
    return text.replace("%", "%%")


def _whole(templates: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    return tuple(each for each in templates if set(re.findall(r"%\((\w+)\)s", each)) <= known)


def test_all_sixteen_kinds_are_there() -> None:
    assert set(KINDS) == NAMES
    assert all(kind.name == name for name, kind in KINDS.items())


@pytest.mark.parametrize(("kind", "variant"), FORMS)
def test_a_kind_composes_with_everything_and_with_nothing(
    kind: LetterKind,
    variant: str | None,
    in_german: Callable[..., Composed],
    full_facts: Callable[..., tuple[Fact, ...]],
) -> None:
    everything = in_german(kind, full_facts(kind, variant))
    bare = tuple(f for f in full_facts(kind, variant) if f.role is Role.VARIANT)
    nothing = in_german(kind, bare, safe_date=None)
    for composed in (everything, nothing):
        assert composed.date_box
        assert "%(" not in repr(composed)
        assert composed.options[0] == "Mit Frau Sommer zusammen lesen"
        assert kind.name == "sonstiges" or (composed.about and composed.if_nothing)
    assert not nothing.money
    assert not nothing.important_dates


@pytest.mark.parametrize(("kind", "variant"), FORMS)
def test_every_asked_fact_is_shown(
    kind: LetterKind,
    variant: str | None,
    in_german: Callable[..., Composed],
    full_facts: Callable[..., tuple[Fact, ...]],
) -> None:
    facts = full_facts(kind, variant)
    composed = repr(in_german(kind, facts))
    for fact in facts:
        shown_elsewhere = fact.role in {Role.LETTER_DATE, Role.VARIANT}
        if isinstance(fact.value, str) and not shown_elsewhere:
            assert fact.value in composed


@pytest.mark.parametrize(("kind", "variant"), FORMS)
def test_a_missing_value_drops_its_sentences_and_no_other(
    kind: LetterKind,
    variant: str | None,
    in_german: Callable[..., Composed],
    full_facts: Callable[..., tuple[Fact, ...]],
) -> None:
    facts = full_facts(kind, variant)
    form = kind.as_ticked(facts)
    for role in (None, *form.roles):
        ticked = tuple(fact for fact in facts if fact.role is not role)
        known = {fact.role.value for fact in ticked} | {"guide", "guide_after", "safe_date"}
        if {"old", "new"} <= known:
            known.add("less_by")  # so it is not more
        composed = in_german(kind, ticked, label=Label.INFO, say=_unfilled)
        assert composed.about == _whole(form.about, known)
        assert composed.options[1:] == _whole(form.options, known)
        assert composed.if_nothing == _whole(form.if_nothing, known)


@pytest.mark.parametrize("label", [Label.SCHWER, Label.GEMISCHT])
@pytest.mark.parametrize(("kind", "variant"), FORMS)
def test_hard_and_mixed_news_of_every_kind_name_independent_advice(
    kind: LetterKind, variant: str | None, label: Label, in_german: Callable[..., Composed]
) -> None:
    ticked = (Fact(Role.VARIANT, variant),) if variant else ()
    assert in_german(kind, ticked, label=label).independent_advice


@pytest.mark.parametrize(("kind", "variant"), FORMS)
def test_a_summary_stays_short(
    kind: LetterKind,
    variant: str | None,
    in_german: Callable[..., Composed],
    full_facts: Callable[..., tuple[Fact, ...]],
) -> None:
    composed = in_german(kind, full_facts(kind, variant))
    assert len(composed.options) <= 3
    texts = (*composed.about, *composed.options, *composed.if_nothing)
    assert sum(map(len, texts)) <= 600


@pytest.mark.parametrize(("kind", "variant"), FORMS)
def test_a_consequence_is_named_even_if_nothing_was_ticked(
    kind: LetterKind, variant: str | None, in_german: Callable[..., Composed]
) -> None:
    ticked = (Fact(Role.VARIANT, variant),) if variant else ()
    said = " ".join(
        in_german(kind, ticked, safe_date=None).about + in_german(kind, ticked).if_nothing
    )
    names_money = {"weiter", "mitwirkung", "anhoerung", "erstattung", "minderung", "verpflichtung"}
    if kind.name in names_money or variant == "kein_geld":
        assert any(
            words in said for words in ("weniger Geld", "kein Geld", "Geld anhalten", "Geld ab")
        )


def test_hard_kinds_can_never_be_good_news() -> None:
    assert {
        "meldetermin",
        "mitwirkung",
        "anhoerung",
        "erstattung",
        "minderung",
        "verpflichtung",
        "nein",
        "untersuchung",
    } == NEVER_GOOD
    for name in NEVER_GOOD:
        forms = (KINDS[name], *KINDS[name].variants.values())
        assert all(Label.GUT not in form.labels for form in forms)


def test_a_provisional_yes_is_mixed_news() -> None:
    ticked = (Fact(Role.VARIANT, "vorlaeufig"),)
    assert KINDS["bewilligung"].preset_label(ticked) is Label.GEMISCHT
    assert KINDS["bewilligung"].preset_label(()) is Label.GUT


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [(100, 200, Label.GUT), (200, 100, Label.SCHWER), (100, 100, Label.INFO)],
)
def test_a_change_is_labelled_by_its_sign(old: int, new: int, label: Label) -> None:
    facts = (Fact(Role.OLD, old, "1,00"), Fact(Role.NEW, new, "2,00"))
    assert KINDS["aenderung"].preset_label(facts) is label


def test_an_unknown_letter_gets_its_label_by_hand() -> None:
    assert KINDS["sonstiges"].preset_label(()) is None


def test_an_unknown_variant_is_the_kind_itself() -> None:
    kind = KINDS["nein"]
    assert kind.as_ticked((Fact(Role.VARIANT, "vergessen"),)) is kind


def test_a_hard_letter_is_announced_by_what_helps() -> None:
    assert LIST_TITLES[Label.SCHWER] == "Am besten zusammen lesen"
    assert LABEL_TITLES[Label.SCHWER] == "Keine gute Nachricht"
    assert LIST_TITLES[Label.GUT] == LABEL_TITLES[Label.GUT]


@pytest.mark.parametrize(
    ("sender", "name", "words"),
    [
        (Sender.JOBCENTER, "", "Vom Jobcenter"),
        (Sender.DRV, "", "Von der Rentenversicherung"),
        (Sender.PROGRAMME, "", "Von Frau Sommer"),
        (Sender.OTHER, "Stadtwerke", "Stadtwerke"),
        (Sender.OTHER, " ", "Von einer anderen Stelle"),
    ],
)
def test_the_sender_is_shown_in_words(sender: Sender, name: str, words: str) -> None:
    assert sender_words(sender, guide="Frau Sommer", name=name, say=str) == words
