"""What the push tests share: one key, one certificate, one HTTP/2 server."""

from collections.abc import Iterator

import pytest
import pywebpush  # type: ignore[import-untyped, unused-ignore]  # noqa: F401 - so no test's clock pays

from app.core.push import Vapid, generate_private_key
from tests.core.push.local import Certificate, http2_server, make_certificate


@pytest.fixture(scope="session")
def private_key() -> str:
    """Return one VAPID key as PEM text."""
    return generate_private_key()


@pytest.fixture
def vapid(private_key: str) -> Vapid:
    """Return a signer that has signed nothing yet."""
    return Vapid(private_key, "mailto:technik@example.org")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Return a certificate for a well-known push host and for this machine."""
    folder = tmp_path_factory.mktemp("certificate")
    return make_certificate(folder, "localhost", "fcm.googleapis.com", "web.push.apple.com")


@pytest.fixture(scope="session")
def http2_origin(certificate: Certificate) -> Iterator[str]:
    """Run a push service that speaks HTTP/2 (`local.HTTP2_APP`)."""
    with http2_server(certificate) as port:
        yield f"https://127.0.0.1:{port}"
