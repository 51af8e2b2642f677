"""The signature: for one service, for a short time, by a key we can load."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from py_vapid import Vapid02  # type: ignore[import-untyped, unused-ignore]

from app.core.push import UnusableSubscription, UnusableVapidKey, Vapid
from app.core.push.vapid import MOST_ORIGINS
from tests.support.push_service import from_base64url

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def _claims(header: dict[str, str]) -> dict[str, object]:
    token = header["Authorization"].split("t=")[1].split(",")[0]
    return dict(json.loads(from_base64url(token.split(".")[1])))


@pytest.mark.parametrize(
    ("endpoint", "audience"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", "https://fcm.googleapis.com"),
        ("https://FCM.googleapis.com:443/fcm/send/x", "https://fcm.googleapis.com"),
        ("https://web.push.apple.com/x?y=https://other.example/", "https://web.push.apple.com"),
        ("https://push.verein.intern:8443/x", "https://push.verein.intern:8443"),
        ("http://127.0.0.1:8090/push/x", "http://127.0.0.1:8090"),
    ],
)
def test_a_signature_is_for_the_origin_of_the_endpoint(
    vapid: Vapid, endpoint: str, audience: str
) -> None:
    assert _claims(vapid.header(endpoint, NOW))["aud"] == audience


def test_one_services_audience_never_reaches_another(vapid: Vapid) -> None:
    first = _claims(vapid.header("https://fcm.googleapis.com/x", NOW))
    second = _claims(vapid.header("https://web.push.apple.com/x", NOW))
    first_again = _claims(vapid.header("https://fcm.googleapis.com/y", NOW))

    assert first["aud"] == first_again["aud"] == "https://fcm.googleapis.com"
    assert second["aud"] == "https://web.push.apple.com"


def test_a_signature_verifies_names_the_contact_and_runs_out_in_twelve_hours(vapid: Vapid) -> None:
    header = vapid.header("https://fcm.googleapis.com/x", NOW)

    assert Vapid02.verify(header["Authorization"])
    assert header["Authorization"].endswith(f",k={vapid.public_key_base64url}")
    assert _claims(header) == {
        "aud": "https://fcm.googleapis.com",
        "exp": int((NOW + timedelta(hours=12)).timestamp()),
        "sub": "mailto:technik@example.org",
    }


def test_a_signature_is_used_again_for_six_hours_and_no_longer(vapid: Vapid) -> None:
    first = vapid.header("https://fcm.googleapis.com/x", NOW)
    almost = NOW + timedelta(hours=6) - timedelta(seconds=1)

    assert vapid.header("https://fcm.googleapis.com/y", almost) == first
    assert vapid.header("https://fcm.googleapis.com/y", NOW + timedelta(hours=6)) != first


def test_a_clock_set_back_makes_a_new_signature(vapid: Vapid) -> None:
    first = vapid.header("https://fcm.googleapis.com/x", NOW)
    earlier = NOW - timedelta(minutes=1)

    header = vapid.header("https://fcm.googleapis.com/x", earlier)

    assert header != first
    assert _claims(header)["exp"] == int((earlier + timedelta(hours=12)).timestamp())


def test_changing_a_header_does_not_change_the_next_one(vapid: Vapid) -> None:
    vapid.header("https://fcm.googleapis.com/x", NOW).clear()

    assert "Authorization" in vapid.header("https://fcm.googleapis.com/x", NOW)


def test_many_hosts_do_not_fill_the_memory(vapid: Vapid) -> None:
    for number in range(MOST_ORIGINS + 10):
        vapid.header(f"https://a{number}.notify.windows.com/x", NOW)

    assert len(vapid._signed) <= MOST_ORIGINS


def test_an_address_that_is_none_cannot_be_signed_for(vapid: Vapid) -> None:
    with pytest.raises(UnusableSubscription):
        vapid.header("https://[2001:db8::1]/x", NOW)


def test_the_public_key_is_what_a_browser_expects(vapid: Vapid) -> None:
    point = from_base64url(vapid.public_key_base64url)

    assert len(point) == 65
    assert "=" not in vapid.public_key_base64url
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


@pytest.mark.parametrize(
    "subject",
    ["mailto:technik@example.org", "https://example.org", "https://example.org/impressum"],
)
def test_a_real_contact_is_taken(private_key: str, subject: str) -> None:
    header = Vapid(private_key, subject).header("https://fcm.googleapis.com/x", NOW)

    assert _claims(header)["sub"] == subject


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "technik@example.org",
        "mailto:",
        "mailto:technik",
        "mailto:technik@localhost",
        "mailto:<technik@example.org>",
        "mailto: technik@example.org",
        "http://example.org",
        "https://localhost",
        "https://example.org\nX: y",
        "https://",
    ],
)
def test_a_contact_that_services_refuse_is_refused_at_the_start(
    private_key: str, subject: str
) -> None:
    with pytest.raises(UnusableVapidKey):
        Vapid(private_key, subject)


def _pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize(
    "pem",
    [
        "",
        "/etc/hostname",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        _pem(ec.generate_private_key(ec.SECP384R1())),
        _pem(rsa.generate_private_key(65537, 2048)),
    ],
)
def test_a_key_that_cannot_sign_is_refused_at_the_start(pem: str) -> None:
    with pytest.raises(UnusableVapidKey) as refusal:
        Vapid(pem, "mailto:technik@example.org")

    assert not pem or pem not in str(refusal.value)
