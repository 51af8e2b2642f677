"""The guards, how each is broken, and the tests that must see it.

`old` stands exactly once in the file. A guard that was rewritten is reported as out of date, so the
list cannot rot in silence.
"""

from dataclasses import dataclass

MATRIX = "tests/architecture/test_everyone_gets_what_is_theirs.py"


@dataclass(frozen=True)
class Mutant:
    """One broken guard."""

    name: str
    file: str
    old: str
    new: str
    tests: str  # what pytest is asked to run
    only: str = ""  # pytest's -k
    # SQLite has one writer at a time: some guards are needed on PostgreSQL alone, and seen there.
    on_postgresql: bool = False


MUTANTS = (
    Mutant(
        "a participant sees everybody's things",
        "app/domain/access.py",
        "return and_(participant_id == viewer.person_id)",
        "return and_(participant_id == participant_id)",
        MATRIX,
        "appointments.show or letters.summary",
    ),
    Mutant(
        "a guide sees people of other guides",
        "app/domain/access.py",
        "Guidance.guide_id == viewer.person_id,",
        "",
        MATRIX,
        "desk.person.show",
    ),
    Mutant(
        "a letter is seen before it is released",
        "app/domain/access.py",
        "return and_(mine, Letter.released_at.is_not(None)) if viewer.is_participant else mine",
        "return mine",
        "tests/letters tests/desk_letters/test_showing.py",
        "release or draft or unfinished or shown or writing or list",
    ),
    Mutant(
        "every role may open every page",
        "app/core/security.py",
        "if current_user.role not in roles:",
        "if False:",
        "tests/core/test_security.py",
    ),
    Mutant(
        "an account is full before it is confirmed",
        "app/core/security.py",
        "if not current_user.confirmed and",
        "if False and",
        "tests/core/test_security.py",
    ),
    Mutant(
        "a view may say nothing about who may open it",
        "app/core/security.py",
        "    if silent:\n",
        "    if False:\n",
        "tests/architecture/test_every_answer_has_its_headers.py",
        "does_not_say",
    ),
    Mutant(
        "personal pages may be kept by the browser",
        "app/core/security.py",
        'response.headers["Cache-Control"] = "no-store"',
        'response.headers["Cache-Control"] = "private, max-age=60"',
        "tests/architecture/test_every_answer_has_its_headers.py",
        "whatever_its_status",
    ),
    Mutant(
        "scripts may write into pages",
        "app/core/security.py",
        "require-trusted-types-for 'script'; ",
        "",
        "tests/architecture/test_every_answer_has_its_headers.py",
        "whatever_its_status",
    ),
    Mutant(
        "forms need no token",
        "app/__init__.py",
        "    CSRFProtect(app)\n",
        "    CSRFProtect()\n",
        "tests/architecture/test_forms_need_their_token.py",
        "without_its_token or old_form",
    ),
    Mutant(
        "other sites may send forms",
        "app/core/security.py",
        'if site not in {"same-origin", "none"}:',
        "if False:",
        "tests/architecture/test_forms_need_their_token.py",
        "another_site",
    ),
    Mutant(
        "looking at a page keeps what it wrote",
        "app/core/db.py",
        "if request.method not in SAFE_METHODS and succeeded",
        "if succeeded",
        "tests/core/test_db.py",
        "looking and sqlite",
    ),
    Mutant(
        "a refused request keeps what it wrote",
        "app/core/db.py",
        'succeeded = response.status_code < 400 or g.get("commit_anyway")',
        "succeeded = True",
        "tests/core/test_db.py",
        "refusal and sqlite",
    ),
    Mutant(
        "write-ahead logging in every SQLite",
        "app/core/db.py",
        "return version >= _FIRST_MENDED or",
        "return version >= (3, 7) or",
        "tests/core/test_db.py",
        "write_ahead",
    ),
    Mutant(
        "a sealed text opens in another row",
        "app/domain/sealed.py",
        'return f"{self.table}|{self.column}|{row_id.hex}"',
        'return f"{self.table}|{self.column}"',
        "tests/core/test_sealed.py",
        "another and sqlite",
    ),
    Mutant(
        "a message is stored in clear",
        "app/domain/sealed.py",
        "return LAYOUT + bytes([version]) + nonce + AESGCM(key).encrypt(nonce, data, bound)",
        "return LAYOUT + bytes([version]) + nonce + AESGCM(key).encrypt(nonce, data, bound) + data",
        "tests/core/test_sealed.py",
        "gives_nothing_away and sqlite",
    ),
    Mutant(
        "signing out without a network has no effect",
        "app/core/sessions.py",
        'if request.cookies.get(_here_name(), "") != session.get(HERE, "-"):',
        "if False:",
        "tests/core/test_sessions.py",
        "open_cookie",
    ),
    Mutant(
        "an idle session lives on",
        "app/core/sessions.py",
        "or _was_idle(row.phone_use, now)",
        "",
        "tests/core/test_sessions.py",
        "idle",
    ),
    Mutant(
        "a session never gets too old",
        "app/core/sessions.py",
        "row.ends_at <= now or ",
        "",
        "tests/core/test_sessions.py",
        "busy and SHARED",
    ),
    Mutant(
        "a card opens twice",
        "app/account/actions.py",
        ".where(Card.id == card_id, Card.used_at.is_(None), Card.ends_at > now)",
        ".where(Card.id == card_id, Card.ends_at > now)",
        "tests/account/test_card.py",
        "same_moment",
        on_postgresql=True,
    ),
    Mutant(
        "a new passkey without finger, face or PIN",
        "app/account/ceremonies.py",
        "expected_origin=settings.origin,\n            require_user_verification=True,",
        "expected_origin=settings.origin,\n            require_user_verification=False,",
        "tests/account/test_new_passkeys.py",
        "bad_answer",
    ),
    Mutant(
        "signing in without finger, face or PIN",
        "app/account/ceremonies.py",
        "credential_current_sign_count=0,\n            require_user_verification=True,",
        "credential_current_sign_count=0,\n            require_user_verification=False,",
        "tests/account/test_passkeys.py",
        "bad_answer",
    ),
    Mutant(
        "one try more than allowed",
        "app/core/attempts.py",
        "> limit.tries:",
        "> limit.tries + 1:",
        "tests/core/test_attempts.py",
        "sixth and sqlite",
    ),
    Mutant(
        "bad news may wear a smile",
        "app/calm/honesty.py",
        "elif draft.label is Label.GUT and draft.kind.name in NEVER_GOOD:",
        "elif False:",
        "tests/calm/test_honesty.py",
    ),
    Mutant(
        "an important date may be left out",
        "app/calm/honesty.py",
        'yield problem("date_denied", "has_date")',
        "pass",
        "tests/calm/test_honesty.py",
    ),
    Mutant(
        "what people write may become markup",
        "app/core/pages.py",
        "autoescape=True,",
        "autoescape=False,",
        "tests/core/test_pages.py",
        "markup",
    ),
    Mutant(
        "logs take whatever they are given",
        "app/core/log.py",
        "return {name: value for name, value in fields.items() if name in ALLOWED}",
        "return fields",
        "tests/core/test_log.py",
    ),
    Mutant(
        "push goes to any host that ends alike",
        "app/core/push/guard.py",
        "if host not in self.exact and not host.endswith(self.below):",
        "if False:",
        "tests/core/push/test_guard.py",
    ),
    Mutant(
        "push goes to addresses inside",
        "app/core/push/address.py",
        "if not ip.is_global or ip.is_multicast or ip.is_reserved:",
        "if False:",
        "tests/core/push/test_address.py",
    ),
    Mutant(
        "a letter kept for the meeting is shown all the same",
        "app/domain/letters.py",
        "return wished and label is Label.SCHWER",
        "return False",
        "tests/letters/test_kept_for_the_meeting.py",
    ),
    Mutant(
        "nobody is asked to call when the date does not wait",
        "app/calm/summary.py",
        "return not may_wait(facts, safe, next_meeting_on, working_days_after)",
        "return False",
        "tests/letters/test_kept_for_the_meeting.py",
        "call",
    ),
    Mutant(
        "a word to tap on changes the official text",
        "app/calm/official_words.py",
        "Piece(match[0], word, word not in seen)]",
        "Piece(word.word, word, word not in seen)]",
        "tests/letters/test_words.py",
        "same_to_the_letter",
    ),
    Mutant(
        "hard news comes without independent advice",
        "app/calm/summary.py",
        "kind.independent_advice or label in {Label.SCHWER, Label.GEMISCHT}",
        "kind.independent_advice",
        "tests/letters/test_without_style.py",
        "fixed_order",
    ),
    Mutant(
        "any size of letters is kept",
        "app/account/routes/settings.py",
        "if size in TEXT_SIZES:",
        "if size:",
        "tests/account/test_sessions.py",
        "size",
    ),
    Mutant(
        "text size leads to another site",
        "app/account/routes/settings.py",
        'return redirect(inside(request.form.get("next", "")), code=303)',
        'return redirect(request.form.get("next", ""), code=303)',
        "tests/account/test_sessions.py",
        "size",
    ),
)
