"""The headers of every answer, written out once more: a slip in the app is no slip here."""

import re

from werkzeug.test import TestResponse

EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
SWITCHED_OFF = {"camera", "geolocation", "microphone", "payment", "usb"}
# trust.md S-07, word for word; the nonce is 128 random bits.
POLICY = re.compile(
    r"default-src 'none'; script-src 'nonce-[A-Za-z0-9_-]{22}' 'strict-dynamic'; "
    r"style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    r"manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; "
    r"form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    r"trusted-types app"
)
# For files that are shown or downloaded as they are: nothing in them may run or load anything.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def missing_headers(response: TestResponse) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    headers = response.headers
    found = [
        f"{name} is {headers.get(name)!r}"
        for name, value in EVERY_ANSWER.items()
        if headers.get(name) != value
    ]
    allowed = headers.get("Permissions-Policy", "")
    found += [f"{name} is not switched off" for name in SWITCHED_OFF if f"{name}=()" not in allowed]
    policies = headers.getlist("Content-Security-Policy")
    if len(policies) != 1:
        found.append(f"{len(policies)} content security policies")
    elif not POLICY.fullmatch(policies[0]) and policies[0] != FILE_POLICY:
        found.append(f"the content security policy is {policies[0]!r}")
    elif policies[0] == FILE_POLICY and response.mimetype == "text/html":
        found.append("a page with the policy of a file")
    if "Cookie" not in headers.get("Vary", ""):
        found.append("Vary lacks Cookie")
    return found
