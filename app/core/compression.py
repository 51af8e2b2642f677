"""Pages leave compressed: on a slow line bytes are what a person waits for.

A page holds a secret (the form token) beside text, so a few random bytes blur its compressed length
(BREACH); cookies are SameSite=Lax besides, so other sites cannot ask for a page many times.
"""

import gzip
import secrets

from flask import Flask, Response, request

_SMALL = 800  # bytes; below this nothing is gained


def init_app(app: Flask) -> None:
    """Compress text answers for browsers that can."""

    @app.after_request
    def compress(response: Response) -> Response:
        if (
            response.direct_passthrough
            or response.mimetype
            not in {"text/html", "text/javascript", "application/manifest+json"}
            or "gzip" not in request.headers.get("Accept-Encoding", "")
            or "Content-Encoding" in response.headers
            or len(body := response.get_data()) < _SMALL
        ):
            return response
        if response.mimetype == "text/html":
            body += b"<!--" + secrets.token_hex(secrets.randbelow(16)).encode() + b"-->"
        response.set_data(gzip.compress(body, compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        return response
