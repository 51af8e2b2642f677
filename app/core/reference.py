"""The page of all settings, made from the settings themselves."""

from dataclasses import fields

from app.core.settings import PREFIX, Settings


def settings_page() -> str:
    """Return docs/settings.md."""
    lines = [
        "# Settings",
        "",
        "Each can also be given as `NAME_FILE`: the path of a file that holds the value.",
        "This page is made by `schritte doctor --settings`.",
        "",
        "| setting | default | what it does |",
        "|---|---|---|",
    ]
    for each in fields(Settings):
        default = each.default if each.default not in ("", ()) else "–"
        about = each.metadata["about"].replace("|", "\\|")
        lines.append(f"| `{PREFIX}{each.name.upper()}` | `{default}` | {about} |")
    return "\n".join(lines) + "\n"
