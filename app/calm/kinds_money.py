"""Letter kinds 1 to 3, 8, 9 and 11: the Jobcenter decides about money (calm 4.8).

Law as of November 2026.
"""

from dataclasses import replace

from app.calm import texts
from app.calm.facts import Role
from app.calm.kind import Label, LetterKind, Sender
from app.calm.texts import N_

_bewilligung = LetterKind(
    name="bewilligung",
    title=N_("Bewilligung"),
    labels=(Label.GUT, Label.GEMISCHT),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.FROM, Role.UNTIL, Role.PER_MONTH),
    about=(
        N_("Das Jobcenter sagt Ja."),
        N_("Sie bekommen Geld von %(from)s bis %(until)s."),
        N_("Jeden Monat %(per_month)s."),
    ),
    options=(N_("Schauen, ob Namen und Miete stimmen"),),
    if_nothing=(
        N_("Das Geld kommt trotzdem."),
        N_("Wenn etwas nicht stimmt: Zeit haben Sie auf jeden Fall bis %(safe_date)s."),
    ),
    objection=True,
)

BEWILLIGUNG = replace(
    _bewilligung,
    variants={
        # SGB II § 41a: a provisional decision is followed by a final one, in either direction.
        "vorlaeufig": replace(
            _bewilligung,
            title=N_("Bewilligung, vorläufig"),
            labels=(Label.GEMISCHT,),
            about=(
                *_bewilligung.about,
                N_("Die Zahl ist noch nicht fest. Das Jobcenter rechnet später noch einmal."),
                N_("Dann kann mehr Geld kommen. Oder das Jobcenter möchte Geld zurück."),
            ),
        ),
        "teilweise": replace(
            _bewilligung,
            title=N_("Bewilligung, nur zum Teil"),
            labels=(Label.GEMISCHT, Label.SCHWER),
            roles=(*_bewilligung.roles, Role.WHAT, Role.REASON),
            about=(
                N_("Das Jobcenter sagt Ja, aber nicht zu allem."),
                *_bewilligung.about[1:],
                N_("Nicht dabei ist: %(what)s."),
                N_("Als Grund steht im Brief: «%(reason)s»."),
            ),
            options=(*_bewilligung.options, texts.OBJECT),
            if_nothing=(
                N_("Das andere Geld kommt trotzdem."),
                *_bewilligung.if_nothing[1:],
            ),
        ),
    },
)

WEITER = LetterKind(
    name="weiter",
    title=N_("Weiterbewilligung"),
    labels=(Label.BITTE, Label.INFO),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.UNTIL, Role.FROM),
    about=(
        N_("Ihr Geld ist bis %(until)s zugesagt."),
        N_("Damit es danach weiterkommt, gibt es ein Formular."),
    ),
    options=(N_("Das Formular zusammen ausfüllen"),),
    if_nothing=(
        N_("Ohne das Formular kommt kein Geld mehr."),
        N_("Das ist dann ab %(from)s so."),
        N_("Geben Sie es später ab, zählt es ab dem 1. Tag von diesem Monat."),
    ),
    words=((Role.UNTIL, N_("Geld zugesagt bis")),),
)

AENDERUNG = LetterKind(
    name="aenderung",
    title=N_("Änderung"),
    # The sign of the difference decides, see `honesty`: more is good, less hard, equal neither.
    labels=(Label.INFO, Label.GUT, Label.GEMISCHT, Label.SCHWER),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.FROM, Role.OLD, Role.NEW),
    about=(
        N_("Das Jobcenter hat neu gerechnet."),
        N_("Ab %(from)s sind es %(new)s im Monat."),
        N_("Vorher waren es %(old)s."),
        N_("Das sind %(more_by)s mehr im Monat."),
        N_("Das sind %(less_by)s weniger im Monat."),
    ),
    options=(texts.OBJECT,),
    if_nothing=(
        N_("Dann gilt die neue Zahl."),
        N_("Nicht einverstanden? Zeit haben Sie auf jeden Fall bis %(safe_date)s."),
    ),
    objection=True,
)

ERSTATTUNG = LetterKind(
    name="erstattung",
    title=N_("Aufhebung und Erstattung"),
    labels=(Label.SCHWER,),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.PERIOD, Role.REPAY),
    about=(
        N_("Das Jobcenter sagt: Sie haben zu viel Geld bekommen."),
        N_("Es geht um diese Zeit: %(period)s."),
        N_("Das Jobcenter möchte %(repay)s zurück."),
    ),
    options=(N_("Nach kleinen Raten fragen"), texts.OBJECT),
    if_nothing=(
        N_("Dann gilt die Entscheidung."),
        N_("Später kommt ein Brief zum Bezahlen, oder jeden Monat geht ein Teil vom Geld ab."),
    ),
    objection=True,
    independent_advice=True,
)

MINDERUNG = LetterKind(
    name="minderung",
    title=N_("Minderung"),
    labels=(Label.SCHWER,),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.FROM, Role.UNTIL, Role.LESS, Role.REASON),
    about=(
        N_("Es kommt eine Zeit lang weniger Geld."),
        N_("Das ist von %(from)s bis %(until)s so."),
        N_("Es sind %(less)s weniger im Monat."),
        N_("Als Grund steht im Brief: «%(reason)s»."),
        # SGB II § 39: objecting does not hold the decision up.
        N_("Auch wenn Sie widersprechen, kommt erst einmal weniger Geld."),
    ),
    options=(
        N_("Sagen, wie es war. Manche Gründe zählen, zum Beispiel Krankheit."),
        texts.OBJECT,
    ),
    if_nothing=(N_("Dann kommt in dieser Zeit weniger Geld."),),
    objection=True,
    independent_advice=True,
)

ZUSAGE = LetterKind(
    name="zusage",
    title=N_("Kostenzusage"),
    labels=(Label.GUT, Label.GEMISCHT),
    senders=(Sender.JOBCENTER,),
    roles=(Role.LETTER_DATE, Role.WHAT, Role.NEW, Role.PLACE_TO_SHOW, Role.UNTIL),
    about=(
        N_("Das Jobcenter bezahlt etwas für Sie."),
        N_("Es geht um: %(what)s."),
        N_("Das Jobcenter bezahlt bis %(new)s."),
    ),
    options=(N_("Den Brief hier zeigen: %(place_to_show)s"), N_("Die Rechnung aufheben")),
    if_nothing=(
        N_("Die Zusage gilt nicht für immer."),
        N_("Sie gilt bis %(until)s."),
        N_("Danach können Sie neu fragen."),
    ),
    words=((Role.NEW, N_("Höchstens")), (Role.UNTIL, N_("Die Zusage gilt bis"))),
)
