"""Letter kinds 4 to 7, 10, 10b and 14: someone invites, asks or sets steps (calm 4.8).

Law as of November 2026.
"""

from dataclasses import replace

from app.calm import texts
from app.calm.facts import Role
from app.calm.kind import Label, LetterKind, Sender
from app.calm.texts import N_

EINLADUNG_PROGRAMM = LetterKind(
    name="einladung_programm",
    title=N_("Einladung von uns"),
    labels=(Label.INFO,),
    senders=(Sender.PROGRAMME,),
    roles=(Role.LETTER_DATE, Role.APPOINTMENT, Role.WHERE),
    about=(
        N_("%(guide)s lädt Sie ein."),
        N_("Das Treffen: %(appointment)s."),
        N_("Ort: %(where)s."),
        N_("Das Treffen ist freiwillig."),
    ),
    options=(N_("Einen anderen Tag wünschen"),),
    if_nothing=(
        N_("Dann passiert nichts."),
        N_("%(guide)s meldet sich in ein paar Wochen noch einmal."),
    ),
    words=((Role.APPOINTMENT, N_("Treffen")),),
)

# SGB II § 59, SGB III § 309. To say so before the day helps most: it stands in every variant.
_CANNOT_GO = (
    N_("Geht es an dem Tag nicht? Sagen Sie vorher Bescheid."),
    N_("Telefon dort: %(phone)s."),
    N_("%(guide)s ruft gern mit Ihnen an."),
)
_meldetermin = LetterKind(
    name="meldetermin",
    title=N_("Termin beim Jobcenter (Meldeaufforderung)"),
    labels=(Label.BITTE, Label.SCHWER),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.APPOINTMENT, Role.WHERE, Role.PURPOSE, Role.PHONE),
    about=(
        N_("Das Jobcenter lädt Sie zu einem Termin ein."),
        N_("Das Jobcenter erwartet Sie am %(appointment)s."),
        N_("Ort: %(where)s."),
        N_("Thema: %(purpose)s."),
        N_("Dieser Termin ist vom Jobcenter, nicht von uns."),
    ),
    options=(N_("Jemanden mitbringen"), N_("Dort nach Fahrtkosten fragen")),
    if_nothing=(
        N_(
            "Im Brief steht: Wer ohne wichtigen Grund nicht hingeht, "
            "kann später weniger Geld bekommen."
        ),
        *_CANNOT_GO,
    ),
)

MELDETERMIN = replace(
    _meldetermin,
    variants={
        "kein_geld": replace(
            _meldetermin,
            title=N_("Termin beim Jobcenter, im Brief steht: kein Geld mehr"),
            if_nothing=(
                N_(
                    "Im Brief steht: Wer ohne wichtigen Grund nicht hingeht, "
                    "kann später kein Geld mehr bekommen."
                ),
                *_CANNOT_GO,
            ),
        ),
        # A first invitation may say nothing about money: then we must not put it in its mouth.
        "ohne_folge": replace(
            _meldetermin,
            title=N_("Termin beim Jobcenter, im Brief steht keine Folge"),
            if_nothing=(N_("Im Brief steht nicht, was dann passiert."), *_CANNOT_GO),
        ),
    },
)

MITWIRKUNG = LetterKind(
    name="mitwirkung",
    title=N_("Bitte um Papiere (Mitwirkung)"),
    labels=(Label.BITTE, Label.SCHWER),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.LIST, Role.PAPERS_UNTIL, Role.WITHIN),
    about=(
        N_("Das Jobcenter bittet um Papiere."),
        N_("Es braucht: %(list)s."),
    ),
    options=(N_("Die Papiere zusammen suchen"), N_("Um mehr Zeit bitten")),
    if_nothing=(
        # SGB I §§ 66, 67.
        N_("Das Jobcenter kann das Geld anhalten, bis die Papiere da sind."),
        N_("Kommen sie später, kann es das Geld nachzahlen."),
    ),
)

ANHOERUNG = LetterKind(
    name="anhoerung",
    title=N_("Anhörung"),
    labels=(Label.BITTE, Label.SCHWER),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.TOPIC, Role.REPLY_UNTIL, Role.WITHIN),
    about=(
        N_("Es ist noch nichts entschieden."),
        N_("Das Jobcenter fragt Sie zuerst: Wie war es?"),
        N_("Es geht um: %(topic)s."),
        N_("Sie können bis %(reply_until)s antworten."),
    ),
    options=(N_("Sagen, wie es war"),),
    if_nothing=(
        N_("Dann entscheidet das Jobcenter mit dem, was es weiß."),
        N_("Es kann sein, dass Sie weniger Geld bekommen oder Geld zurückzahlen."),
    ),
    independent_advice=True,
)

PLAN = LetterKind(
    name="plan",
    title=N_("Kooperationsplan"),
    labels=(Label.INFO, Label.BITTE),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.LIST, Role.REPLY_UNTIL),
    about=(
        N_("Das ist der gemeinsame Plan mit dem Jobcenter."),
        N_("Das steht darin: %(list)s."),
        N_("Passt er für Sie?"),
    ),
    options=(N_("Ansprechen, was nicht passt"),),
    if_nothing=(N_("Kommt kein Plan zustande, kann das Jobcenter Schritte selbst festlegen."),),
)

VERPFLICHTUNG = LetterKind(
    name="verpflichtung",
    title=N_("Verpflichtung durch Verwaltungsakt"),
    labels=(Label.SCHWER,),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.LIST),
    about=(
        N_("Das Jobcenter hat Schritte selbst festgelegt."),
        N_("Die Schritte sind: %(list)s."),
        N_("Das ist keine freiwillige Absprache."),
    ),
    options=(texts.OBJECT,),
    if_nothing=(
        N_("Die Schritte gelten."),
        N_(
            "Im Brief steht: Wer sie ohne wichtigen Grund nicht macht, "
            "kann später weniger Geld bekommen."
        ),
    ),
    objection=True,
    independent_advice=True,
)

_untersuchung = LetterKind(
    name="untersuchung",
    title=N_("Untersuchung, Begutachtung"),
    labels=(Label.BITTE, Label.SCHWER),
    senders=(Sender.JOBCENTER, Sender.DRV, Sender.OTHER),
    roles=(Role.LETTER_DATE, Role.APPOINTMENT, Role.WHERE, Role.LIST),
    about=(
        N_("Eine Ärztin oder ein Arzt möchte mit Ihnen sprechen und Sie untersuchen."),
        N_("Termin: %(appointment)s."),
        N_("Ort: %(where)s."),
        N_("Es geht darum, was und wie viel Sie arbeiten können."),
        N_("Bitte mitnehmen: %(list)s."),
    ),
    options=(N_("Jemanden zur Begleitung mitbringen"),),
    if_nothing=(
        N_("Weiß dort niemand Bescheid, entscheidet die Stelle vielleicht ohne Gespräch."),
        N_("Geht es an dem Tag nicht? %(guide)s ruft mit Ihnen an."),
    ),
)

UNTERSUCHUNG = replace(
    _untersuchung,
    variants={
        "kein_geld": replace(
            _untersuchung,
            title=N_("Untersuchung, im Brief steht: kein Geld"),
            if_nothing=(
                _untersuchung.if_nothing[0],
                N_("Im Brief steht: Dann kann es kein Geld geben."),
                *_untersuchung.if_nothing[1:],
            ),
        ),
    },
)
