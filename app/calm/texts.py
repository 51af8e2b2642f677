"""Sentences that several letter kinds and screens share. The German text is the msgid.

Voice: `letter` (calm 2.1). No sentence states law of its own; dates and names are placeholders.
"""


def N_(text: str) -> str:  # noqa: N802  (the usual gettext name for "translate later")
    """Mark a German text for extraction and return it; `say` translates it when it is shown."""
    return text


NOT_GOOD_NEWS = N_("Das ist keine gute Nachricht.")
READ_TOGETHER = N_("Mit %(guide_after)s zusammen lesen")
OBJECT = N_("Widersprechen")

# The date box, calm 4.3.
NO_DATE = N_("Es gibt kein wichtiges Datum.")
IN_LETTER = N_("Im Brief steht: %(date)s.")
IN_LETTER_FROM = N_("Im Brief steht: ab %(date)s.")
IN_LETTER_UNTIL = N_("Im Brief steht: bis %(date)s.")
# Two dates in one box need their names: "Papiere bis Dienstag, 15. Dezember".
IN_LETTER_NAMED = N_("Im Brief steht: %(what)s %(date)s.")
IN_LETTER_WORDS = N_("Im Brief steht: «%(within)s».")
ASK_FOR_DAY = N_("Fragen Sie %(guide_after)s nach dem genauen Tag.")
MORE_TIME = N_("Reicht die Zeit nicht? Man kann um mehr Zeit bitten.")

SAFE_UNTIL = N_("Zeit haben Sie auf jeden Fall bis %(safe_date)s.")
SAFE_UNTIL_WORDS = N_("Nicht einverstanden? Zeit auf jeden Fall bis")
BE_THERE_BY_THEN = N_("Am besten ist Ihr Schreiben bis dahin dort.")
MAY_BE_LATER = N_("Das letzte Datum kann ein paar Tage später sein.")
SHOWS_HOW = N_("%(guide)s zeigt Ihnen, wie es geht.")
NO_OBJECTION_HERE = N_("Eine Nachricht hier in der App ist kein Widerspruch.")
NO_COURT_HERE = N_("Eine Nachricht hier in der App reicht dafür nicht.")

OBJECTION_BOX = (
    N_("Sind Sie nicht einverstanden? Dann können Sie widersprechen."),
    N_("Das heißt: Sie schreiben dem Amt, dass Sie es anders sehen."),
    SAFE_UNTIL,
    BE_THERE_BY_THEN,
    MAY_BE_LATER,
    NO_OBJECTION_HERE,
    SHOWS_HOW,
)
# After an objection was turned down the way leads to the court (SGG §§ 87, 183: one month, no fee).
COURT_BOX = (
    N_("Sind Sie nicht einverstanden? Dann können Sie zum Sozialgericht gehen."),
    N_("Für das Gericht zahlen Sie nichts."),
    SAFE_UNTIL,
    BE_THERE_BY_THEN,
    MAY_BE_LATER,
    NO_COURT_HERE,
    SHOWS_HOW,
)
# These two lean on the safe date: without it they would hang in the air.
LEANING_ON_SAFE_DATE = frozenset({BE_THERE_BY_THEN, MAY_BE_LATER})

# Said around the summary by the screens, calm 4.2 to 4.7.
CAN_WAIT = N_("Das kann warten bis zu unserem Treffen am %(date)s.")
TALK_BEFORE = N_("Lieber vorher kurz sprechen. %(guide)s ruft Sie an, wenn Sie möchten.")
CALLS_BEFORE = N_("%(guide)s meldet sich bei Ihnen, noch vor dem nächsten Treffen.")
DATE_IS_NEAR = N_(
    "Das Datum ist vorbei oder sehr nah. Trotzdem gibt es oft noch einen Weg. "
    "Fragen Sie %(guide_after)s oder eine Beratungsstelle."
)
INDEPENDENT_ADVICE = N_("Unabhängige Beratung: %(places)s. Kostet nichts oder wenig.")
INDEPENDENT_ADVICE_HERE = N_("Unabhängige Beratung. Kostet nichts oder wenig.")
WRITTEN_BY = N_(
    "Diese Zusammenfassung hat %(guide)s am %(date)s geschrieben. Sie ist eine Hilfe. "
    "Sie ersetzt den Brief nicht. Für Daten zählt der Brief aus Ihrem Briefkasten oder Postfach."
)
ONLY_ON_PAPER = N_("Das Original liegt nur auf Papier vor.")
