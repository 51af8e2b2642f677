"""A name by which people recognise their phone, from what the browser says of itself."""

from app.core.i18n import _

_BROWSERS = (
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("EdgA/", "Edge"), ("Edg/", "Edge"),
    ("SamsungBrowser/", "Samsung Internet"), ("OPR/", "Opera"), ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """Return for example „Chrome, Android“."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("Ein Gerät")
