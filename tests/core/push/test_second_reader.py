"""The second reader of push messages, held against the example that the standard itself gives."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support import rfc8291
from tests.support.push_service import from_base64url

# RFC 8291, 5 and appendix A
PRIVATE_KEY = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY"
    "WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_"
    "Qulcy4a-fN"
)


def _key() -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(from_base64url(PRIVATE_KEY))
    return ec.derive_private_key(number, ec.SECP256R1())


def test_the_example_of_the_standard_is_read() -> None:
    text = rfc8291.read(from_base64url(BODY), _key(), from_base64url(AUTH))

    assert text == b"When I grow up, I want to be a watermelon"


@pytest.mark.parametrize("place", [0, 40, 100, -1])
def test_a_message_with_one_wrong_bit_is_not_read(place: int) -> None:
    body = bytearray(from_base64url(BODY))
    body[place] ^= 1

    with pytest.raises((InvalidTag, ValueError)):
        rfc8291.read(bytes(body), _key(), from_base64url(AUTH))
