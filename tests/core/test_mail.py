"""Our side of SMTP against a real server: closed lines only, and an answer for every bad day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app.core.mail import LONGEST_BATCH, Mail, Mailer, mail_address
from app.core.mail import MailServer as Server
from app.core.push import Outcome
from tests.support.mail_server import HANG_UP, MailServer, certificate

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FROM = "erinnerung@schritte.example"


def mail(number: int = 1, text: str = "Es ist etwas Neues für Sie da.\n") -> Mail:
    return Mail(f"id{number}", f"mensch{number}@mail.example", "Kleine Schritte", text, "de")


def mailer(url: str, timeout: float = 5, **options: object) -> Mailer:
    server = Server.of(url, allow_plain=True)
    return Mailer(server, sender=FROM, name="Kleine Schritte", timeout=timeout, **options)  # type: ignore[arg-type]


def outcomes(server: MailServer, *mails: Mail) -> list[Outcome]:
    answers = mailer(f"smtp://127.0.0.1:{server.port}").send_all(mails, now=NOW)
    assert [each.id for each in answers] == [each.id for each in mails]
    return [each.outcome for each in answers]


@pytest.fixture
def post() -> Iterator[MailServer]:
    """A mail server that speaks plainly."""
    with MailServer() as running:
        yield running


@pytest.fixture
def pem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for localhost that this machine trusts."""
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def test_an_email_is_plain_text_and_nobody_s_absence_answers_it(post: MailServer) -> None:
    assert outcomes(post, mail()) == [Outcome.ACCEPTED]
    (got,) = post.received
    assert (got.sender, got.to) == (FROM, ("mensch1@mail.example",))
    assert got.message["Subject"] == "Kleine Schritte"
    assert got.message["From"] == f"Kleine Schritte <{FROM}>"
    assert got.message["Message-ID"] == "<id1@schritte.example>"
    assert got.message["Auto-Submitted"] == "auto-generated"
    assert got.message.get_content_type() == "text/plain"
    assert got.message.get_content().strip() == "Es ist etwas Neues für Sie da."


def test_arabic_arrives_as_it_was_written(post: MailServer) -> None:
    outcomes(post, mail(text="هناك شيء جديد لك.\n"))
    assert post.received[0].message.get_content().strip() == "هناك شيء جديد لك."
    assert post.received[0].raw.isascii(), "a server need not take eight bits (RFC 6152)"


def test_a_batch_goes_over_one_line(post: MailServer) -> None:
    assert outcomes(post, *map(mail, range(20))) == [Outcome.ACCEPTED] * 20
    assert (post.connections, len(post.received)) == (1, 20)


@pytest.mark.parametrize(("tls", "scheme"), [("at once", "smtps"), ("starttls", "smtp+starttls")])
def test_by_tls_and_with_a_password(pem: Path, tls: str, scheme: str) -> None:
    with MailServer(tls=tls, pem=pem, login="dienst:ge heim") as server:
        road = mailer(f"{scheme}://dienst:ge%20heim@localhost:{server.port}")
        assert road.send_all([mail()], now=NOW)[0].outcome is Outcome.ACCEPTED
    assert [(each.by_tls, each.user) for each in server.received] == [(True, "dienst")]


def test_a_wrong_password_is_our_fault_and_tried_once(pem: Path) -> None:
    with MailServer(tls="at once", pem=pem, login="dienst:anders") as server:
        road = mailer(f"smtps://dienst:geheim@localhost:{server.port}")
        found = road.send_all([mail(1), mail(2)], now=NOW)
    assert [each.outcome for each in found] == [Outcome.OUR_FAULT] * 2
    assert (server.received, server.connections) == ([], 1)


def test_a_certificate_nobody_knows_gets_nothing(tmp_path: Path) -> None:
    with MailServer(tls="at once", pem=certificate(tmp_path)) as server:
        road = mailer(f"smtps://localhost:{server.port}")
        assert road.send_all([mail()], now=NOW)[0].outcome is Outcome.OUR_FAULT
    assert server.received == []


def test_a_server_that_leaves_tls_out_gets_nothing() -> None:
    """Somebody on the way may have taken the offer out of the answer."""
    with MailServer() as server:
        road = mailer(f"smtp+starttls://dienst:geheim@localhost:{server.port}")
        assert road.send_all([mail()], now=NOW)[0].outcome is Outcome.OUR_FAULT
    assert server.received == []


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.example:25",
        "smtp://10.0.0.5",
        "http://localhost",
        "smtps://",
        "localhost:25",
        "smtps://mail.example/path",
    ],
)
def test_without_tls_nothing_leaves_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match=r"smtps://|without TLS"):
        Server.of(url, allow_plain=True)


def test_not_even_here_unless_the_operator_said_so() -> None:
    with pytest.raises(ValueError, match="SMTP_PLAIN"):
        Server.of("smtp://localhost:25", allow_plain=False)


@pytest.mark.parametrize(
    ("verb", "reply", "outcome"),
    [
        ("RCPT", "550 5.1.1 no such user", Outcome.GONE),
        ("RCPT", "550 5.7.1 blocked by policy", Outcome.OUR_FAULT),
        ("RCPT", "550 no", Outcome.OUR_FAULT),
        ("RCPT", "450 4.2.1 later", Outcome.LATER),
        ("RCPT", "552 5.2.2 full", Outcome.OUR_FAULT),
        (".", "451 later", Outcome.LATER),
        (".", "554 5.7.1 looks like spam", Outcome.OUR_FAULT),
    ],
)
def test_a_refusal_of_one_keeps_the_others(
    post: MailServer, verb: str, reply: str, outcome: Outcome
) -> None:
    post.answer(verb, reply)
    assert outcomes(post, mail(1), mail(2)) == [outcome, Outcome.ACCEPTED]


@pytest.mark.parametrize(
    ("verb", "reply", "outcome"),
    [
        ("220", "421 closing", Outcome.LATER),
        ("220", "554 not you", Outcome.OUR_FAULT),
        ("MAIL", "553 5.7.1 not your address", Outcome.OUR_FAULT),
        ("MAIL", HANG_UP, Outcome.LATER),
        ("DATA", HANG_UP, Outcome.LATER),
        ("EHLO", HANG_UP, Outcome.LATER),
    ],
)
def test_a_server_in_trouble_is_asked_once_a_batch(
    post: MailServer, verb: str, reply: str, outcome: Outcome
) -> None:
    post.answer(verb, reply)
    assert outcomes(post, mail(1), mail(2)) == [outcome] * 2
    assert post.connections == 1


def test_nobody_there_is_later() -> None:
    with MailServer() as gone:
        pass
    assert outcomes(gone, mail()) == [Outcome.LATER]


def test_a_batch_ends_before_the_lease_does(post: MailServer) -> None:
    moments = iter([0.0, 1.0, LONGEST_BATCH, LONGEST_BATCH])
    road = mailer(f"smtp://127.0.0.1:{post.port}", clock=lambda: next(moments))
    found = road.send_all([mail(1), mail(2), mail(3)], now=NOW)
    assert [each.outcome for each in found] == [Outcome.ACCEPTED, Outcome.UNTRIED, Outcome.UNTRIED]


def test_told_to_stop_it_writes_to_nobody_more_and_alarms_nobody(post: MailServer) -> None:
    road = mailer(f"smtp://127.0.0.1:{post.port}", stopping=lambda: len(post.received) == 2)
    with capture_logs() as said:
        found = road.send_all(list(map(mail, range(4))), now=NOW)
    outcomes = [each.outcome for each in found]
    assert outcomes == [Outcome.ACCEPTED] * 2 + [Outcome.UNTRIED] * 2
    assert (len(post.received), said) == (2, [])


def test_no_address_can_add_a_line(post: MailServer) -> None:
    bad = Mail("x", "a@b.example\r\nBcc: c@d.example", "Kleine Schritte", "Hallo\n", "de")
    assert outcomes(post, bad) == [Outcome.OUR_FAULT]
    assert post.received == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" amira@mail.example ", "amira@mail.example"),
        ("amira.h+x@mail.example", "amira.h+x@mail.example"),
        ("a@müller.example", "a@xn--mller-kva.example"),
        ("amira", ""),
        ("amira@mail", ""),
        ("a b@mail.example", ""),
        ("a@mail.example\nBcc: x@y.example", ""),
        ("<a@mail.example>", ""),
        (f"a@{'b.' * 150}example", ""),
        ("", ""),
    ],
)
def test_an_address_is_read_as_people_write_it(typed: str, read: str) -> None:
    assert mail_address(typed) == read


def test_what_is_secret_is_not_shown() -> None:
    server = Server.of("smtps://dienst:geheim@mail.example", allow_plain=False)
    assert "geheim" not in repr(server)
    assert "mensch1" not in repr(mail())
