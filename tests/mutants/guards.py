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
        "a hostile file may take its time",
        "app/core/pdf_child.py",
        "    signal.setitimer(signal.ITIMER_PROF, START_SECONDS)",
        "    pass",
        "tests/core/test_pdf.py",
        "bomb_is_given",
    ),
    Mutant(
        "two hostile files at once take all threads",
        "app/core/pdf.py",
        "if not _turn.acquire(timeout=WAITS):",
        "if False:",
        "tests/core/test_pdf.py",
        "two_files_at_once",
    ),
    Mutant(
        "a file's reader is believed whatever it says",
        "app/core/pdf.py",
        'if media_type not in {"application/pdf", "image/jpeg"} or not pictures:',
        "if not pictures:",
        "tests/core/test_pdf.py",
        "nonsense",
    ),
    Mutant(
        "a file of markup passes as text",
        "app/core/pdf.py",
        " or _OF_ANOTHER_KIND.search(start)",
        "",
        "tests/core/test_pdf.py",
        "no_letter_is_refused",
    ),
    Mutant(
        "a file keeps its scripts",
        "app/core/pdf_child.py",
        '"/AA", "/OpenAction", "/JS",',
        '"/AA",',
        "tests/core/test_hostile_files.py",
        "would_do",
    ),
    Mutant(
        "a file may lead to another file",
        "app/core/pdf_child.py",
        "(*_GONE, *_ELSEWHERE) if isinstance(part, pikepdf.Stream) else _GONE",
        "_GONE",
        "tests/core/test_pdf.py",
        "leads_to_another",
    ),
    Mutant(
        "a file lies in the temporary folder, in clear",
        "app/core/uploads.py",
        "    app.request_class = Request\n",
        "",
        "tests/desk_letters/test_writing.py",
        "temporary",
    ),
    Mutant(
        "a file that is too large takes the typed text along",
        "app/core/uploads.py",
        "flask.request.max_content_length = MOST_SENT",
        "pass",
        "tests/desk_letters/test_writing.py",
        "over_ten",
    ),
    Mutant(
        "the sweep takes a file whose row is still to come",
        "app/core/files.py",
        "        fcntl.flock(lock, fcntl.LOCK_SH)\n",
        "",
        "tests/letters/test_orphans.py",
        "still_to_come",
    ),
    Mutant(
        "a file that a kill left stays for ever",
        "app/letters/actions.py",
        "orphans = set(files.stored()) - known",
        "orphans = set(files.stored()) - set(files.stored())",
        "tests/letters/test_orphans.py",
        "kill and sqlite",
    ),
    Mutant(
        "a file goes before its row is gone for good",
        "app/desk/letters/actions.py",
        "db.after_commit(lambda gone=row.id: files.remove(gone))",
        "files.remove(row.id)",
        "tests/letters/test_orphans.py",
        "kill and sqlite",
    ),
    Mutant(
        "a file comes after its row",
        "app/desk/letters/actions.py",
        "        files.store(session, row.id, content, participant_id=letter.participant_id)\n",
        "        db.after_commit(\n"
        "            lambda r=row, c=content: files.store(\n"
        "                session, r.id, c, participant_id=r.participant_id\n"
        "            )\n"
        "        )\n",
        "tests/letters/test_orphans.py",
        "kill and sqlite",
    ),
    Mutant(
        "what was filled into a form is lost",
        "app/core/pdf_child.py",
        '    pdf.flatten_annotations("all")\n',
        "",
        "tests/core/test_pdf.py",
        "filled",
    ),
    Mutant(
        "what a kill left stays until the night",
        "app/cli/running.py",
        "    jobs.sweep(app, (letters.sweep_orphans,), now=clock.now())\n",
        "",
        "tests/letters/test_orphans.py",
        "worker_begins",
    ),
    Mutant(
        "a greeting may promise what no summary may",
        "app/calm/honesty_words.py",
        ', ("note", draft.note))',
        ")",
        "tests/calm/test_honesty_edges.py",
        "greeting",
    ),
)
