"""Reading a web push message by the letter of RFC 8291 and RFC 8188, with no push library at all.

The sender encrypts with pywebpush, whose other half (http_ece) would share its misunderstandings.
"""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SALT, SIZE, KEY = slice(0, 16), slice(16, 20), 21  # RFC 8188, 2.1: salt, record size, key length
LAST_RECORD = b"\x02"  # RFC 8188, 2: the delimiter of the only record


def read(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """Return the text. Raises InvalidTag if it is for another phone, ValueError if it is askew."""
    salt, most = body[SALT], int.from_bytes(body[SIZE])
    end = KEY + body[KEY - 1]
    sender, record = body[KEY:end], body[end:]
    if len(record) > most:
        raise ValueError("more than one record")  # RFC 8291, 4: a push message is one record
    # RFC 8291, 3.4
    shared = key.exchange(
        ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
    )
    own = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = _derive(shared, auth, b"WebPush: info\0" + own + sender, 32)
    # RFC 8188, 2.2 and 2.3; the only record has number 0, so the nonce is used as it is.
    content_key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    text = AESGCM(content_key).decrypt(nonce, record, None).rstrip(b"\0")
    if not text.endswith(LAST_RECORD):
        raise ValueError("no delimiter of a last record")
    return text.removesuffix(LAST_RECORD)


def _derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(material)
