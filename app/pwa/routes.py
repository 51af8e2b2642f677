"""What makes the page installable, and what is there without a network. All of it public."""

from flask import Blueprint, current_app, jsonify, make_response
from werkzeug.wrappers import Response

from app.core import i18n
from app.core.assets import Assets
from app.core.languages import LANGUAGES
from app.core.pages import render
from app.core.security import public

routes = Blueprint("pwa", __name__)

#: What help and the offline page need: fetched once, kept by the worker.
KEPT_FILES = (
    "css/base.css",
    "css/components.css",
    "css/print.css",
    "css/voice.css",
    "js/app.js",
    "js/sentences.js",
    "js/voice.js",
    "js/voices.js",
    "icons/icon.svg",
    "icons/icon-192.png",
)
_BACKGROUND = "#FAF7F2"


@routes.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Name, icon and colours on the home screen: neutral."""
    name = current_app.extensions["settings"].app_name
    language, assets = i18n.language(), _assets()
    response = jsonify(
        id="/",
        name=name,
        short_name=name,
        lang=language.tag,
        dir=language.direction,
        start_url="/",
        scope="/",
        display="standalone",
        background_color=_BACKGROUND,
        theme_color=_BACKGROUND,
        icons=[
            _icon(assets, "icon-192.png", "192x192", "any"),
            _icon(assets, "icon-512.png", "512x512", "any"),
            _icon(assets, "icon-maskable-512.png", "512x512", "maskable"),
        ],
    )
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


@routes.get("/service-worker.js")
@public
def service_worker() -> Response:
    """The worker, the same for everyone. Its text changes with the files, so browsers notice."""
    assets = _assets()
    script = render(
        "pwa/service-worker.js",
        version=assets.version,
        files=[assets.url(name) for name in KEPT_FILES],
        static=f"/static/{assets.version}/",
        icon=assets.url("icons/icon-192.png"),
        words={code: _words_of(code) for code in LANGUAGES},
    )
    response = make_response(script)
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    return response


@routes.get("/offline")
@public
def offline() -> str:
    """Shown by the worker when there is no network."""
    return render("pwa/offline.html")


def _assets() -> Assets:
    assets: Assets = current_app.extensions["assets"]
    return assets


def _words_of(code: str) -> dict[str, str]:
    with i18n.speaking(code) as language:
        body = render("pwa/new.txt").strip()
        return {"body": body, "lang": language.tag, "dir": language.direction}


def _icon(assets: Assets, name: str, sizes: str, purpose: str) -> dict[str, str]:
    return {
        "src": assets.url(f"icons/{name}"),
        "sizes": sizes,
        "type": "image/png",
        "purpose": purpose,
    }
