"""A parade of endpoints and keys that a stranger might hand us (trust.md T7, S-10)."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.push import Subscription, UnusableSubscription, check_subscription, service_of
from app.core.push.guard import Guard, origin_of, split_endpoint
from tests.core.push.make import subscription
from tests.support.push_service import base64url

GOOD = [
    "https://fcm.googleapis.com/fcm/send/cXk:APA91bF-_x",
    "https://fcm.googleapis.com/wp/cXk:APA91bF",
    "https://fcm.googleapis.com:443/fcm/send/x",
    "https://FCM.GoogleAPIs.com/fcm/send/x",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn",
    "https://autopush.push.services.mozilla.com/wpush/v1/x",
    "https://web.push.apple.com/QGfC-x",
    "https://eu.web.push.apple.com/QGfC-x",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2fs%3d",
]

BAD = [
    # other names that look alike
    "https://evilfcm.googleapis.com.attacker.example/x",
    "https://fcm.googleapis.com.attacker.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://sub.fcm.googleapis.com/x",
    "https://fcm-googleapis.com/x",
    "https://fcmXgoogleapis.com/x",
    "https://googleapis.com/x",
    "https://notify.windows.com/x",
    "https://evilnotify.windows.com/x",
    "https://push.apple.com.attacker.example/x",
    "https://xn--fcm-googleapis-9za.com/x",
    "https://ｆｃｍ.googleapis.com/x",
    "https://fcm.googleapis.com。attacker.example/x",
    "https://fcm。googleapis。com/x",
    "https://fcm.googleapis.com./x",
    "https://.fcm.googleapis.com/x",
    "https://..push.apple.com/x",
    "https://.push.apple.com/x",
    "https://attacker.example/fcm.googleapis.com",
    "https://attacker.example/?https://fcm.googleapis.com/",
    # inside
    "https://localhost/x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0x7f.0.0.1/x",
    "https://0177.0.0.1/x",
    "https://0/x",
    "https://10.0.0.5/x",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[::ffff:7f00:1]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://[fe80::1%25eth0]/x",
    "https://metadata.google.internal/x",
    # users, ports, schemes
    "https://fcm.googleapis.com@attacker.example/x",
    "https://attacker.example@fcm.googleapis.com/x",
    "https://user:pass@fcm.googleapis.com/x",
    "https://fcm.googleapis.com:443@attacker.example/x",
    "https://@fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:80/x",
    "https://fcm.googleapis.com:0443/x",
    "https://fcm.googleapis.com:/x",
    "https://fcm.googleapis.com:99999/x",
    "http://fcm.googleapis.com/x",
    "http://fcm.googleapis.com:443/x",
    "HTTPS://fcm.googleapis.com/x",
    "ftp://fcm.googleapis.com/x",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/x",
    "javascript:alert(1)",
    "//fcm.googleapis.com/x",
    "fcm.googleapis.com/x",
    # what two parsers may read in two ways
    "https:/fcm.googleapis.com/x",
    "https:///fcm.googleapis.com/x",
    "https:\\\\fcm.googleapis.com\\x",
    "https://attacker.example\\@fcm.googleapis.com/x",
    "https://fcm.googleapis.com\\.attacker.example/x",
    "https://attacker.example#@fcm.googleapis.com/x",
    "https://fcm.googleapis.com#/x",
    "https://fcm.googleapis.com?x",
    "https://fcm.googleapis.com",
    "https://fcm%2egoogleapis.com/x",
    "https://fcm.googleapis.com%00.attacker.example/x",
    "https://fcm.googleapis.com\x00.attacker.example/x",
    "https://fcm.goo\tgleapis.com/x",
    "https://fcm.googleapis.com/x\r\nHost: attacker.example",
    "https://fcm.googleapis.com/x\n",
    " https://fcm.googleapis.com/x",
    "https://fcm.googleapis.com /x",
    "https://fcm.googleapis.com/ü",
    "https://fcm.googleapis.com/{a,b}",
    "https://fcm.googleapis.com/[1-100]",
    "https://fcm.googleapis.com/" + "x" * 2048,
    "",
]


@pytest.mark.parametrize("endpoint", GOOD)
def test_an_endpoint_of_a_known_service_may_be_called(endpoint: str) -> None:
    check_subscription(subscription(endpoint))

    assert origin_of(endpoint).startswith("https://")


@pytest.mark.parametrize("endpoint", BAD)
def test_any_other_endpoint_is_refused(endpoint: str) -> None:
    with pytest.raises(UnusableSubscription) as refusal:
        check_subscription(subscription(endpoint))

    assert not endpoint or endpoint not in str(refusal.value)


def test_the_parade_is_long_enough_to_mean_something() -> None:
    assert len(set(BAD)) >= 60


@given(st.text(alphabet="htps:/@.[]#?%\\fcm-googleapis 0127e\t\n。", max_size=60))
@example("https://fcm.googleapis.com/x")
@example("https://fcm.googleapis.com:443//@attacker.example/x")
@example("http://localhost:8080/?@")
def test_what_is_let_through_has_one_meaning_for_the_standard_parser_too(endpoint: str) -> None:
    try:
        scheme, host, port = split_endpoint(endpoint)
    except UnusableSubscription:
        return
    parts = urlsplit(endpoint)

    assert (parts.scheme, parts.hostname) == (scheme, host)
    assert (parts.port or {"http": 80, "https": 443}[scheme]) == port
    assert parts.username is None
    assert not parts.fragment


def test_the_operators_own_host_may_have_any_port_and_needs_https() -> None:
    own = subscription("https://push.verein.intern:8443/x")

    check_subscription(own, allow_private=["push.verein.intern"])
    with pytest.raises(UnusableSubscription):
        check_subscription(own)
    with pytest.raises(UnusableSubscription):
        check_subscription(
            subscription("http://push.verein.intern/x"), allow_private=["push.verein.intern"]
        )


def test_plain_http_is_only_for_the_operators_own_host() -> None:
    check_subscription(
        subscription("http://127.0.0.1:81/x"), allow_private=["127.0.0.1"], allow_insecure=True
    )
    with pytest.raises(UnusableSubscription):
        check_subscription(
            subscription("http://fcm.googleapis.com/x"),
            allow_private=["127.0.0.1"],
            allow_insecure=True,
        )


def test_an_own_host_does_not_open_the_hosts_below_it() -> None:
    with pytest.raises(UnusableSubscription):
        check_subscription(
            subscription("https://a.push.verein.intern/x"), allow_private=["push.verein.intern"]
        )


def test_a_listed_host_may_be_written_with_its_own_letters() -> None:
    check_subscription(subscription("https://xn--mller-kva.de/x"), hosts=["Müller.de"])


@pytest.mark.parametrize(
    "entry", ["", ".", "com", ".com", "*.apple.com", "a..b", "https://a.de", "a.de:443", "a.de/x"]
)
def test_a_list_with_a_senseless_entry_is_refused_at_the_start(entry: str) -> None:
    with pytest.raises(ValueError, match="push host"):
        Guard.of([entry])


def _compressed_key() -> str:
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    return base64url(point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def _other_curve() -> str:
    point = ec.generate_private_key(ec.SECP384R1()).public_key()
    return base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


@pytest.mark.parametrize(
    "changes",
    [
        {"p256dh": ""},
        {"p256dh": base64url(b"\x04" + b"\x01" * 64)},
        {"p256dh": base64url(b"\x04" + b"\x00" * 64)},
        {"p256dh": base64url(b"\x00")},
        {"p256dh": base64url(b"\x04" * 64)},
        {"p256dh": base64url(b"\x04" * 66)},
        {"p256dh": _compressed_key()},
        {"p256dh": _other_curve()},
        {"p256dh": "keine Schlüssel"},
        {"p256dh": "BÄ" * 40},
        {"auth": ""},
        {"auth": "A"},
        {"auth": base64url(b"x" * 15)},
        {"auth": base64url(b"x" * 17)},
        {"auth": "+/" * 11},
        {"auth": base64url(b"x" * 16) + "\n"},
    ],
)
def test_keys_that_no_browser_has_are_refused(changes: dict[str, str]) -> None:
    with pytest.raises(UnusableSubscription):
        check_subscription(replace(subscription(), **changes))


def test_keys_may_be_padded() -> None:
    good = subscription()

    check_subscription(Subscription(good.endpoint, good.p256dh + "=", good.auth + "=="))


def test_a_subscription_does_not_show_itself_in_a_log() -> None:
    assert repr(subscription()) == "Subscription()"


@pytest.mark.parametrize(
    ("endpoint", "service"),
    [
        ("https://fcm.googleapis.com/fcm/send/a", "fcm.googleapis.com"),
        ("https://web.push.apple.com/a", "push.apple.com"),
        ("https://api.push.apple.com/b", "push.apple.com"),
        ("https://updates.push.services.mozilla.com/c", "push.services.mozilla.com"),
        ("https://wns2-by3p.notify.windows.com/d", "notify.windows.com"),
        ("https://evil-push.apple.com/e", "evil-push.apple.com"),
        ("https://push.example.org/f", "push.example.org"),
        ("http://127.0.0.1:8080/g", "127.0.0.1:8080"),
    ],
)
def test_all_hosts_of_a_known_service_are_one(endpoint: str, service: str) -> None:
    assert service_of(endpoint) == service
