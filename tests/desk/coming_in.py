"""Coming in with the digits of a card, on a phone with a code."""

import base64
import re
import uuid

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask

from tests.visit import Visit


def digits_on(card: Visit) -> str:
    """Return the 16 digits printed on the card page, as they stand there."""
    printed = [each.text for each in card.page.all("p") if each.get("class") == "slip-digits"]
    assert printed, card.text
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", printed[0])
    return printed[0]


def type_card(app: Flask, number: str) -> Visit:
    """Type the digits into a fresh browser."""
    phone = Visit(app).open("/card")
    phone.path = "/card"
    return phone._follow(
        phone.client.post("/card", data={"csrf_token": token_of(phone), "number": number})
    )


def come_in(app: Flask, number: str) -> Visit:
    """Go the whole way from the digits to a phone that is signed in."""
    phone = type_card(app, number)
    assert phone.status == 200, phone.text
    for purpose in ("store_meetings", "store_letters"):
        phone.open(f"/start/agreement/{purpose}").press("Weiter", answer="yes")
    phone.open("/start/phone").press("Weiter", use="own").open("/start/key")
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    made = phone.client.post(
        "/device-keys",
        json={
            "device": uuid.uuid4().hex,
            "public_key": base64.urlsafe_b64encode(der).decode(),
            "pin": "482915",
        },
        headers={"X-CSRFToken": token_of(phone)},
    )
    assert made.status_code == 200, made.get_data(as_text=True)
    return phone.open(made.json["next"])


def token_of(visit: Visit) -> str:
    """Return the form token of the page."""
    return next(e.get("value") for e in visit.page.all("input") if e.get("name") == "csrf_token")
