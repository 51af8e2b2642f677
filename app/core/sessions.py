"""Who is asking: opaque session tokens, kept as hashes; Flask-Login without its remember cookie.

The idle end is measured by a minute kept in the browser's own signed cookie, so that no one can
read from the database when somebody used the app.

Beside the session cookie, which scripts cannot touch, goes a second one, `here`, which they can:
the session holds only while both are there. So signing out works without a network: the page
deletes `here`, and the next request is a stranger's.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import and_, bindparam, delete, select

from app.core import clock, db, form_tokens, request_comfort
from app.core.languages import LANGUAGES
from app.domain import delivery, news
from app.domain.access import Viewer
from app.domain.comfort import USUAL, Comfort
from app.domain.outbox import REPAIR_PAUSE
from app.domain.people import Person, Role
from app.domain.sign_in import ABSOLUTE_END, IDLE_END, LoginSession, PhoneUse, hash_secret

_MINUTE = 60
HERE = "here"


@dataclass(frozen=True)
class SignedIn(Viewer, UserMixin):  # type: ignore[misc]
    """The viewer of this request, with how the person likes to read."""

    session_id: uuid.UUID = uuid.UUID(int=0)
    phone_use: PhoneUse = PhoneUse.OWN
    language: str = "de"
    comfort: Comfort = USUAL
    marks_new: bool = True
    news: frozenset[str] = frozenset()  # of _PLACES: where something is new
    reminders_late: bool = False  # asked for guides only
    token: str = ""

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie: the opaque token."""
        return self.token

    @property
    def closes(self) -> bool:
        """Whether the page closes by itself: others come to this phone or desk."""
        return self.phone_use is not PhoneUse.OWN

    @property
    def is_shared(self) -> bool:
        """Whether somebody else may pick up this phone."""
        return self.phone_use is PhoneUse.SHARED

    @property
    def sign_out_proof(self) -> str:
        """Return what ends this session and opens nothing, also after its cookies are gone."""
        return _proofs().dumps(self.session_id.hex)

    @property
    def left_here(self) -> dict[str, str]:
        """What the address of the way in carries over, because signing out takes all cookies.

        On one's own phone how its owner reads; else what the phone itself was told.
        """
        is_own = self.phone_use is PhoneUse.OWN
        comfort = self.comfort if is_own else request_comfort.of_phone() or USUAL
        left = {"language": self.language} if is_own else {}
        return left if comfort == USUAL else left | {request_comfort.COOKIE: str(comfort)}


def _proofs() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="sign-out")


_PLACES = ("goals", "letters", "messages", "drafts")
_SINCE = bindparam("since", type_=LoginSession.ends_at.type)
_NOW = bindparam("now", type_=LoginSession.ends_at.type)
_LATE = bindparam("late", type_=LoginSession.ends_at.type)
_REFUSED = bindparam("refused", type_=LoginSession.ends_at.type)
_LOOK_UP = db.prepared(
    lambda: (
        select(
            LoginSession.id.label("session_id"),
            LoginSession.phone_use,
            LoginSession.ends_at,
            Person.id.label("person_id"),
            Person.role,
            Person.programme_id,
            Person.language,
            Person.text_size,
            Person.colours,
            Person.motion,
            Person.marks_new,
            Person.meetings_on_paper,
            Person.confirmed_at,
            # In the one statement that every page makes anyway: the tabs cost none of their own.
            news.new_steps(Person.id, since=_SINCE).label("goals"),
            news.new_letters(Person.id, since=_SINCE, now=_NOW).label("letters"),
            news.new_messages(Person.id, since=_SINCE, now=_NOW).label("messages"),
            news.waiting_drafts(Person.id).label("drafts"),
            and_(Person.role == Role.GUIDE, delivery.is_late(late=_LATE, refused=_REFUSED)).label(
                "reminders_late"
            ),
        )
        .join(Person, Person.id == LoginSession.person_id)
        .where(LoginSession.token_hash == bindparam("token_hash"))
    )
)


def _load(token: str) -> SignedIn | None:
    if request.cookies.get(_here_name(), "") != session.get(HERE, "-"):
        return None
    now = clock.now()
    asked = {
        "token_hash": hash_secret(token),
        "now": now,
        "since": now - news.RECENT,
        "late": now - delivery.LATE_AFTER,
        "refused": now - REPAIR_PAUSE,
    }
    row = db.read_one(_LOOK_UP, asked)
    if row is None or row.ends_at <= now or _was_idle(row.phone_use, now):
        return None
    return SignedIn(
        person_id=row.person_id,
        role=row.role,
        programme_id=row.programme_id,
        confirmed=row.role is not Role.PARTICIPANT or row.confirmed_at is not None,
        session_id=row.session_id,
        phone_use=row.phone_use,
        language=row.language,
        comfort=Comfort(row.text_size, row.colours, row.motion),
        marks_new=row.marks_new,
        news=frozenset(place for place in _PLACES if getattr(row, place)),
        meetings_on_paper=row.meetings_on_paper,
        reminders_late=row.reminders_late,
        token=token,
    )


def _was_idle(phone_use: PhoneUse, now: datetime) -> bool:
    last = datetime.fromtimestamp(int(session.get("minute", 0)) * _MINUTE, UTC)
    return now - last > IDLE_END[phone_use] + timedelta(seconds=_MINUTE)


def _here_name() -> str:
    return f"__Host-{HERE}" if current_app.config["SESSION_COOKIE_SECURE"] else HERE


def viewer() -> SignedIn:
    """Return who is signed in. Only for views that are not public."""
    signed_in: SignedIn = current_user._get_current_object()  # noqa: SLF001
    return signed_in


def sign_in(person: Person, phone_use: PhoneUse, *, label: str) -> LoginSession:
    """Open a new session for the person and put its token into the cookie."""
    leave()
    token = secrets.token_urlsafe(32)
    now = clock.now()
    opened = LoginSession(
        person_id=person.id,
        token_hash=hash_secret(token),
        phone_use=phone_use,
        label=label,
        created_at=now,
        ends_at=now + ABSOLUTE_END[phone_use],
    )
    db.session().add(opened)
    session["minute"] = int(now.timestamp()) // _MINUTE
    session["language"] = person.language
    if phone_use is not PhoneUse.SHARED and person.comfort == USUAL:
        person.comfort = request_comfort.of_phone() or USUAL  # chosen here before coming in
    request_comfort.keep(person.comfort, is_shared=phone_use is PhoneUse.SHARED)
    session[HERE] = g.new_here = secrets.token_urlsafe(16)
    form_tokens.mark_forms(person.id)
    session.permanent = phone_use is PhoneUse.OWN  # else the cookie ends with the browser
    login_user(
        SignedIn(
            person_id=person.id,
            role=person.role,
            programme_id=person.programme_id,
            confirmed=person.confirmed_at is not None or person.role is not Role.PARTICIPANT,
            session_id=opened.id,
            phone_use=phone_use,
            language=person.language,
            token=token,
        )
    )
    return opened


def leave() -> None:
    """End what is open in this browser, so that a copied cookie is worth nothing either.

    The browser's cookie starts anew; only the language stays.
    """
    if token := session.get("_user_id"):
        ended = delete(LoginSession).where(LoginSession.token_hash == hash_secret(token))
        db.session().execute(ended)
    logout_user()
    language = session.get("language")
    session.clear()
    if language in LANGUAGES:
        session["language"] = language
    g.new_here = ""


def end_by_proof(proof: str) -> bool:
    """End the session that a page spoke for when it was left; False if it is no proof of ours."""
    try:
        session_id = uuid.UUID(_proofs().loads(proof))
    except (BadSignature, ValueError):
        return False
    db.session().execute(delete(LoginSession).where(LoginSession.id == session_id))
    return True


def init_app(app: Flask) -> None:
    """Install the look-up and the idle clock."""
    manager = LoginManager()
    manager.session_protection = None  # a phone changes its address all day
    manager.user_loader(_load)
    manager.init_app(app, add_context_processor=False)

    @app.after_request
    def keep_cookies(response: Response) -> Response:
        # Only rewritten when the minute changes: most answers carry no cookie.
        person = g.get("_login_user")  # only whom somebody has asked for
        if person is not None and person.is_authenticated:
            minute = int(clock.now().timestamp()) // _MINUTE
            if session.get("minute") != minute:
                session["minute"] = minute
        if "new_here" in g:
            lasts = ABSOLUTE_END[PhoneUse.OWN] if session.permanent else None
            response.set_cookie(
                _here_name(),
                g.new_here,
                max_age=lasts if g.new_here else 0,
                secure=app.config["SESSION_COOKIE_SECURE"],
                samesite="Lax",
            )
        return response
