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
        "a wrong code is not counted",
        "app/account/routes/sign_ins.py",
        "    device.count_wrong(now=clock.now())\n",
        "",
        "tests/account/test_device_key.py",
        "five_wrong",
    ),
    Mutant(
        "an open phone is enough for a key of one's own",
        "app/account/routes/keys.py",
        "if here is None or not here.is_just_proven(now=clock.now()):",
        "if False:",
        "tests/account/test_keys.py",
        "open_phone",
    ),
    Mutant(
        "the last key can be removed",
        "app/account/actions.py",
        "if len(keys) == 1:",
        "if False:",
        "tests/account/test_keys.py",
        "last_key",
    ),
    Mutant(
        "a passkey on a strange computer keeps it open",
        "app/account/routes/sign_ins.py",
        "if held_elsewhere and passkey.phone_use is PhoneUse.OWN:",
        "if False:",
        "tests/account/test_keys.py",
        "held_elsewhere",
    ),
    Mutant(
        "anybody signs anybody out",
        "app/account/routes/settings.py",
        'current_app.extensions["csrf"].protect()',
        "pass",
        "tests/account/test_sessions.py",
        "without_a_proof",
    ),
    Mutant(
        "somebody sends what somebody else has typed",
        "app/core/errors.py",
        "if current_user.is_authenticated and theirs and theirs != form_tokens.mine():",
        "if False:",
        "tests/account/test_sessions.py",
        "same_person_only",
    ),
    Mutant(
        "a stranger's text waits in somebody's page",
        "app/core/errors.py",
        "if not form_tokens.whose(token):",
        "if False:",
        "tests/account/test_sessions.py",
        "form_of_theirs",
    ),
)
