"""Each honesty rule sees its problem, and sees it gone; a letter that is in order has none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from app.calm.facts import Fact, Role
from app.calm.honesty import LetterDraft, problems
from app.calm.letter_kinds import KINDS, NEVER_GOOD, Label, Sender
from app.calm.problem_texts import PROBLEM_TEXTS

WRITTEN = Fact(Role.LETTER_DATE, date(2026, 11, 18), "Bochum, 18.11.2026")
MEETING = Fact(
    Role.APPOINTMENT,
    datetime.fromisoformat("2026-12-03T09:30"),
    "Donnerstag, 3. Dezember 2026,\n um 9.30 Uhr",
)
REPAY = Fact(Role.REPAY, 24000, "240,00 EUR zu erstatten")

# Made up, in the manner of real letters.
SUMMONS = """Bochum, 18.11.2026. Bitte kommen Sie am Donnerstag, 3. Dezember 2026, um 9.30 Uhr.
Wer ohne wichtigen Grund nicht erscheint, dessen Leistung wird gemindert.
Ihre Fahrkosten können auf Antrag erstattet werden."""
REPAYMENT = """Bochum, 18.11.2026. Aufhebungs- und Erstattungsbescheid. Für die Zeit vom 01.06. bis
31.08.2026 haben Sie zu viel erhalten. Sie haben 240,00 EUR zu erstatten, weil «Einkommen» fehlte.
Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch erhoben werden."""
CHANGE = "Bochum, 18.11.2026. Ab 01.01.2027 erhalten Sie monatlich 506,00 EUR statt 563,00 EUR."

SUMMONED = LetterDraft(
    kind=KINDS["meldetermin"],
    label=Label.BITTE,
    sender=Sender.JOBCENTER,
    facts=(WRITTEN, MEETING, Fact(Role.WHERE, "Zimmer 214")),
    has_date=True,
    official_text=SUMMONS,
)
OWED = LetterDraft(
    kind=KINDS["erstattung"],
    label=Label.SCHWER,
    sender=Sender.JOBCENTER,
    facts=(WRITTEN, REPAY, Fact(Role.PERIOD, "Juni bis August")),
    has_date=True,
    official_text=REPAYMENT,
    safe_date=date(2026, 12, 18),
)
CHANGED = LetterDraft(
    kind=KINDS["aenderung"],
    label=Label.SCHWER,
    sender=Sender.JOBCENTER,
    facts=(
        WRITTEN,
        Fact(Role.FROM, date(2027, 1, 1), "Ab 01.01.2027"),
        Fact(Role.OLD, 56300, "563,00 EUR"),
        Fact(Role.NEW, 50600, "506,00 EUR"),
    ),
    has_date=True,
    official_text=CHANGE,
)
FREE = LetterDraft(
    kind=KINDS["sonstiges"],
    label=Label.INFO,
    sender=Sender.OTHER,
    facts=(),
    has_date=False,
    about="Die Stadtwerke lesen den Zähler ab.",
    if_nothing="Dann schätzen die Stadtwerke die Zahl.",
    paper_only=True,
)


def _with_letter(draft: LetterDraft, text: str, **changes: Any) -> LetterDraft:
    return replace(draft, official_text=text, paper_only=False, **changes)


def _without(draft: LetterDraft, role: Role) -> LetterDraft:
    return replace(draft, facts=tuple(fact for fact in draft.facts if fact.role is not role))


# code -> (the draft with this problem, the same draft in order)
CASES: Mapping[str, tuple[LetterDraft, LetterDraft]] = {
    "sender_not_for_kind": (replace(SUMMONED, sender=Sender.DRV), SUMMONED),
    "label_missing": (replace(SUMMONED, label=None), SUMMONED),
    "label_never_good": (replace(OWED, label=Label.GUT), OWED),
    "label_not_for_kind": (replace(OWED, label=Label.INFO), OWED),
    "label_against_difference": (replace(CHANGED, label=Label.GUT), CHANGED),
    "has_date_unanswered": (replace(SUMMONED, has_date=None), SUMMONED),
    "date_missing": (_without(SUMMONED, Role.APPOINTMENT), SUMMONED),
    "date_denied": (replace(SUMMONED, has_date=False), SUMMONED),
    "letter_date_missing": (_without(OWED, Role.LETTER_DATE), OWED),
    "quote_missing": (replace(OWED, facts=(WRITTEN, replace(REPAY, quote=" "))), OWED),
    "quote_not_in_letter": (
        replace(OWED, facts=(WRITTEN, replace(REPAY, quote="240,00 Euro zahlen"))),
        OWED,
    ),
    "quote_says_something_else": (replace(OWED, facts=(WRITTEN, replace(REPAY, value=4200))), OWED),
    "words_not_in_letter": (
        replace(OWED, about="Als Grund steht im Brief: «Faulheit». Es geht um Geld zurück."),
        replace(OWED, about="Als Grund steht im Brief: «Einkommen». Es geht um Geld zurück."),
    ),
    "unticked_date": (
        replace(FREE, about="Sie kommen am 4. Dezember."),
        replace(
            FREE,
            about="Sie kommen am 4. Dezember.",
            facts=(Fact(Role.APPOINTMENT, date(2026, 12, 4), "am 04.12.2026"),),
            has_date=True,
        ),
    ),
    "unticked_amount": (
        replace(FREE, about="Es geht um 31,50 Euro."),
        replace(FREE, about="Es geht um 31,50 Euro.", facts=(Fact(Role.NEW, 3150, "31,50 €"),)),
    ),
    "official_text_missing": (replace(FREE, paper_only=False), FREE),
    "about_missing": (replace(FREE, about="  "), FREE),
    "if_nothing_missing": (replace(FREE, if_nothing=None), FREE),
    "if_nothing_only_comfort": (
        replace(FREE, if_nothing="Keine Sorge. Das ist nicht schlimm. Wir sind für Sie da."),
        replace(FREE, if_nothing="Keine Sorge. Die Stadtwerke schätzen dann die Zahl."),
    ),
    "consequence_less": (
        replace(SUMMONED, if_nothing="Dann lädt das Jobcenter noch einmal ein."),
        replace(SUMMONED, if_nothing="Dann kann weniger Geld kommen."),
    ),
    "consequence_none": (
        _with_letter(SUMMONED, SUMMONS + " Die Leistung entfällt vollständig."),
        _with_letter(
            SUMMONED,
            SUMMONS + " Die Leistung entfällt vollständig.",
            facts=(*SUMMONED.facts, Fact(Role.VARIANT, "kein_geld")),
        ),
    ),
    "consequence_back": (
        replace(OWED, about="Das Jobcenter hat neu gerechnet.", if_nothing="Dann gilt das."),
        replace(OWED, about="Das Jobcenter möchte Geld zurück.", if_nothing="Dann gilt das."),
    ),
    "consequence_part": (
        _with_letter(FREE, "Der Betrag wird monatlich einbehalten."),
        _with_letter(
            FREE,
            "Der Betrag wird monatlich einbehalten.",
            if_nothing="Dann geht jeden Monat ein Teil vom Geld ab.",
        ),
    ),
    "consequence_ends": (
        _with_letter(FREE, "Die Aufhebung erfolgt zum Monatsende."),
        _with_letter(
            FREE, "Die Aufhebung erfolgt zum Monatsende.", about="Die Zusage gilt nicht mehr."
        ),
    ),
    "claim_not_in_letter": (
        _with_letter(
            SUMMONED, "Bochum, 18.11.2026: Donnerstag, 3. Dezember 2026, um 9.30 Uhr im Zimmer 214."
        ),
        _with_letter(
            SUMMONED,
            "Bochum, 18.11.2026: Donnerstag, 3. Dezember 2026, um 9.30 Uhr im Zimmer 214.",
            facts=(*SUMMONED.facts, Fact(Role.VARIANT, "ohne_folge")),
        ),
    ),
    "percentage": (replace(FREE, if_nothing="Dann kommen 30 % dazu."), FREE),
    "forecast": (replace(FREE, about="Sie haben gute Chancen."), FREE),
    "advice": (replace(FREE, about="Ich rate Ihnen zu einem Nein."), FREE),
    "objection_note_missing": (
        replace(FREE, about="Sie können widersprechen."),
        replace(
            FREE,
            about="Sie können widersprechen. Eine Nachricht hier in der App ist kein Widerspruch.",
        ),
    ),
}


def _codes(draft: LetterDraft) -> set[str]:
    return {found.code for found in problems(draft)}


@pytest.mark.parametrize("code", PROBLEM_TEXTS)
def test_a_rule_sees_its_problem(code: str) -> None:
    assert _codes(CASES[code][0]) == {code}


@pytest.mark.parametrize("code", PROBLEM_TEXTS)
def test_a_rule_sees_its_problem_gone(code: str) -> None:
    assert problems(CASES[code][1]) == ()


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(PROBLEM_TEXTS)


@pytest.mark.parametrize("name", sorted(NEVER_GOOD))
def test_hard_kinds_are_never_good_news(name: str) -> None:
    assert "label_never_good" in _codes(replace(FREE, kind=KINDS[name], label=Label.GUT))


def test_a_problem_names_its_field_and_speaks_kindly() -> None:
    (found,) = problems(CASES["quote_missing"][0])
    assert found.field == "repay"
    assert found.text == PROBLEM_TEXTS["quote_missing"]
    for text in PROBLEM_TEXTS.values():
        assert "!" not in text
        assert not any(
            word in text.lower() for word in ("fehler", "falsch", "ungültig", "vergessen")
        )
