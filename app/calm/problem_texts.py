"""What the honesty rules say to a guide, by code: what is open and what to do. No blame."""

from collections.abc import Mapping

from app.calm.texts import N_

PROBLEM_TEXTS: Mapping[str, str] = {
    # kind, sender, label
    "sender_not_for_kind": N_(
        "Die Sätze für diese Art von Brief nennen eine andere Stelle. Schreiben Sie bitte beide "
        "Texte selbst, oder wählen Sie eine andere Art."
    ),
    "label_missing": N_("Wählen Sie bitte noch, was für eine Nachricht das ist."),
    "label_never_good": N_(
        "Diese Art von Brief zeigen wir nie als gute Nachricht. Wählen Sie bitte das Wort, "
        "auf das sich die Person verlassen kann."
    ),
    "label_not_for_kind": N_(
        "Dieses Wort passt nicht zu dieser Art von Brief. Wählen Sie bitte eines der anderen."
    ),
    "label_against_difference": N_(
        "Das Wort oben richtet sich nach den Zahlen. Mehr Geld: „Gute Nachricht“ oder „Teils gut“. "
        "Weniger Geld: „Keine gute Nachricht“. Gleich viel: „Zur Information“. "
        "Für „Gute Nachricht“ brauchen wir beide Zahlen."
    ),
    # dates
    "has_date_unanswered": N_("Gibt es in diesem Brief ein Datum? Wählen Sie bitte Ja oder Nein."),
    "date_missing": N_(
        "Sie haben gesagt: Es gibt ein Datum. Markieren Sie es bitte im Brief. "
        "Steht dort nur eine Zeit wie «innerhalb von 2 Wochen», übernehmen Sie diese Worte."
    ),
    "date_denied": N_(
        "Zu diesem Brief gehört ein Datum, zum Beispiel zum Widersprechen. "
        "Wählen Sie bitte Ja, oder nehmen Sie den Haken beim Datum weg."
    ),
    "letter_date_missing": N_(
        "Man kann widersprechen. Für das sichere Datum brauchen wir das Datum vom Brief. "
        "Markieren Sie es bitte."
    ),
    # sources
    "quote_missing": N_(
        "Hier fehlt noch die Stelle im Brief. Markieren Sie bitte die Worte, in denen es steht."
    ),
    "quote_not_in_letter": N_(
        "Diese Worte finden wir so nicht im Text vom Brief. "
        "Markieren Sie bitte die Stelle noch einmal."
    ),
    "quote_says_something_else": N_(
        "An der markierten Stelle steht etwas anderes als hier. "
        "Vergleichen Sie bitte Tag, Monat, Jahr, Uhrzeit oder Betrag."
    ),
    "words_not_in_letter": N_(
        "Was in «…» steht, sind Worte aus dem Brief. Diese finden wir dort nicht. "
        "Übernehmen Sie bitte die genauen Worte, oder schreiben Sie ohne «…»."
    ),
    "unticked_date": N_(
        "Im Text steht ein Datum, das noch nicht im Brief markiert ist. "
        "Markieren Sie es bitte, oder nehmen Sie es aus dem Text."
    ),
    "unticked_amount": N_(
        "Im Text steht ein Betrag, der noch nicht im Brief markiert ist. "
        "Markieren Sie ihn bitte, oder nehmen Sie ihn aus dem Text."
    ),
    "official_text_missing": N_(
        "Der genaue Brief fehlt noch. Fügen Sie bitte den Text ein, oder wählen Sie "
        "„Original liegt nur auf Papier vor“."
    ),
    # what is said
    "about_missing": N_("Worum geht es? Hier steht noch nichts. Ein Satz genügt."),
    "if_nothing_missing": N_(
        "Was passiert, wenn die Person nichts tut? Hier steht noch nichts. Ein Satz genügt."
    ),
    "if_nothing_only_comfort": N_(
        "Das tröstet, sagt aber nicht, was dann passiert. Schreiben Sie bitte einen Satz dazu: "
        "Was gilt dann? Was ist mit dem Geld?"
    ),
    "consequence_less": N_(
        "Im Brief geht es um weniger Geld. Sagen Sie das bitte in einem ruhigen Satz, "
        "zum Beispiel: „Dann kann weniger Geld kommen.“"
    ),
    "consequence_none": N_(
        "Im Brief steht, dass es kein Geld geben kann. Sagen Sie das bitte in einem ruhigen Satz, "
        "zum Beispiel: „Dann kann es erst einmal kein Geld geben.“"
    ),
    "consequence_back": N_(
        "Im Brief geht es um Geld zurück. Sagen Sie das bitte in einem ruhigen Satz, "
        "zum Beispiel: „Das Jobcenter möchte Geld zurück.“"
    ),
    "consequence_part": N_(
        "Im Brief steht, dass ein Teil vom Geld abgezogen wird. Sagen Sie das bitte in einem "
        "ruhigen Satz, zum Beispiel: „Jeden Monat geht ein Teil vom Geld ab.“"
    ),
    "consequence_ends": N_(
        "Im Brief steht, dass eine frühere Entscheidung aufgehoben wird. Sagen Sie bitte in einem "
        "ruhigen Satz, was das für das Geld heißt."
    ),
    "claim_not_in_letter": N_(
        "Die Zusammenfassung sagt: „Im Brief steht: …“. Im Text vom Brief finden wir davon nichts. "
        "Wählen Sie bitte eine passende Art, oder ändern Sie den Satz."
    ),
    "percentage": N_("Bitte keine Prozente. Beträge in Euro sind leichter zu verstehen."),
    "forecast": N_(
        "Wie es ausgeht, wissen wir nicht. Lassen Sie den Satz bitte weg. "
        "Sagen Sie lieber, was man tun kann."
    ),
    "advice": N_(
        "Das klingt wie ein Rat für diesen einen Fall. Das darf nur eine Beratungsstelle. "
        "Sagen Sie bitte, was möglich ist: „Sie können …“"
    ),
    "objection_note_missing": N_(
        "Sie schreiben vom Widersprechen. Dazu gehört der Satz: "
        "„Eine Nachricht hier in der App ist kein Widerspruch.“"
    ),
}
