"""Letter kinds 12 and 13 (an office says no or yes), and the kind for other letters (calm 4.8)."""

from dataclasses import replace

from app.calm import texts
from app.calm.facts import Role
from app.calm.kind import Label, LetterKind, Sender
from app.calm.texts import N_

_nein = LetterKind(
    name="nein",
    title=N_("Ablehnung"),
    labels=(Label.SCHWER, Label.GEMISCHT),
    senders=(Sender.JOBCENTER, Sender.DRV, Sender.OTHER),
    roles=(Role.LETTER_DATE, Role.WHO, Role.WHAT, Role.REASON),
    about=(
        N_("%(who)s sagt Nein."),
        N_("Es geht um: %(what)s."),
        N_("Als Grund steht im Brief: «%(reason)s»."),
    ),
    options=(texts.OBJECT,),
    if_nothing=(
        N_("Dann bleibt es bei dem Nein."),
        N_("Sie können später neu fragen, wenn sich etwas ändert."),
    ),
    objection=True,
    independent_advice=True,
)

NEIN = replace(
    _nein,
    variants={
        "gericht": replace(
            _nein,
            title=N_("Widerspruchsbescheid"),
            about=(N_("Sie haben widersprochen. Das ist die Antwort."), *_nein.about),
            options=(N_("Zum Sozialgericht gehen"),),
            box=texts.COURT_BOX,
        ),
    },
)

REHA = LetterKind(
    name="reha",
    title=N_("Reha-Bewilligung"),
    labels=(Label.GUT, Label.GEMISCHT),
    senders=(Sender.DRV,),
    roles=(Role.LETTER_DATE, Role.CLINIC),
    about=(
        N_("Die Rentenversicherung sagt Ja zu einer Reha."),
        N_("Die Klinik: %(clinic)s."),
        N_("Die Klinik schreibt Ihnen, wann es losgeht."),
        # SGB VI § 32.
        N_("Schlafen Sie dort, kann es bis 10 Euro am Tag kosten."),
        N_("Bei wenig Einkommen oft weniger oder nichts."),
    ),
    # SGB IX § 8: wishes count. One can also object, for instance over the clinic.
    options=(N_("Wünsche zu Ort oder Zeit sagen"),),
    if_nothing=(N_("Die Klinik schlägt einen Tag vor. Passt er nicht, rufen wir zusammen an."),),
    objection=True,
)

_sonstiges = LetterKind(
    name="sonstiges",
    title=N_("Ein anderer Brief"),
    # The guide chooses by hand; nothing is suggested by the kind itself.
    labels=(Label.INFO, Label.BITTE, Label.GUT, Label.GEMISCHT, Label.SCHWER),
    senders=tuple(Sender),
    roles=(
        Role.LETTER_DATE,
        Role.APPOINTMENT,
        Role.PAPERS_UNTIL,
        Role.REPLY_UNTIL,
        Role.WITHIN,
        Role.FROM,
        Role.UNTIL,
        Role.OLD,
        Role.NEW,
        Role.PER_MONTH,
        Role.LESS,
        Role.REPAY,
    ),
    words=((Role.FROM, N_("Ab")), (Role.UNTIL, N_("Bis")), (Role.NEW, N_("Betrag"))),
)

SONSTIGES = replace(
    _sonstiges,
    variants={
        "widerspruch": replace(
            _sonstiges,
            title=N_("Ein anderer Brief, man kann widersprechen"),
            options=(texts.OBJECT,),
            objection=True,
        ),
    },
)
