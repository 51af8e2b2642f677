"""The commands of `schritte`, one function each."""

import argparse
import sys
from typing import Any

from app.core.settings import Settings

DEMO_IS_READY = """
Kleine Schritte, the demo. All people in it are invented; no phone is needed here.

  Open   {origin}/demo   and choose who you are:

  Amira Haddad  takes part (reads Arabic; "Sprache" on the first page and in the settings switches)
  Emre Demir    takes part (reads German)
  Jana Sommer   accompanies six of them (a guide: Lotsin)
  Petra Lang    coordinates the programme
"""

Commands = Any  # what argparse returns for sub-commands has no public name


def add_to(sub: Commands) -> None:
    """Add every command to the parser."""

    def add(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = sub.add_parser(name, help=about, description=about)
        parser.set_defaults(run=run)
        return parser

    made = add("init", init, "prepare keys and database, and the first coordinator's link")
    made.add_argument("--programme", help="name of the programme, e.g. 'PRO AKTIV Musterkreis'")
    made.add_argument("--coordinator", help="first and last name of the first coordinator")
    add("serve", serve, "run web and worker on this machine")
    add("worker", worker, "run only the worker")
    add("demo", demo, "fill an empty data folder with invented people")
    add("upgrade", upgrade, "bring the database to the shape of this version")
    made = add("staff", staff, "a new one-time link for a coordinator who lost every key")
    made.add_argument("name", help="first and last name")
    made = add("doctor", doctor, "say what stands in the way of a start, and how delivery does")
    made.add_argument("--settings", action="store_true", help="print the page of all settings")
    add("vapid", vapid, "print the public key of reminders; changing it ends all of them")


def init(settings: Settings, arguments: argparse.Namespace) -> int:
    """Make keys and database; with names, the programme and its first coordinator."""
    from app.cli import setting_up

    setting_up.prepare(settings)
    if not arguments.programme:
        print(f"Ready: {settings.data_dir.resolve()}")
        return 0
    if not arguments.coordinator or " " not in arguments.coordinator.strip():
        print("--coordinator: please give first and last name.", file=sys.stderr)
        return 2
    try:
        link = setting_up.first_coordinator(settings, arguments.programme, arguments.coordinator)
    except setting_up.HasProgramme:
        print("This data folder holds a programme already.", file=sys.stderr)
        return 2
    print(f"One-time link for {arguments.coordinator}, 7 days:\n\n  {link}\n")
    return 0


def serve(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Run web and worker until a signal ends them."""
    from app.cli import running

    return running.serve(settings)


def worker(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Run the worker until a signal ends it."""
    from app.cli import running

    return running.worker(settings)


def demo(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Fill an empty folder with the demo programme and say how to look around."""
    from app.cli import setting_up
    from app.demo.fill import Demo, is_empty

    marker = settings.data_dir / "DEMO"
    if settings.host != "localhost":
        print("The demo runs on localhost only.", file=sys.stderr)
        return 2
    if not marker.exists():
        setting_up.prepare(settings)
        with setting_up.writing(settings) as session:
            if not is_empty(session):
                print("This data folder holds a real programme: no demo here.", file=sys.stderr)
                return 2
            Demo(session).fill()
        marker.touch()
    print(DEMO_IS_READY.format(origin=settings.origin))
    return 0


def upgrade(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Bring the database to the shape of this version."""
    from app.cli import setting_up

    setting_up.prepare(settings)
    print("The database is up to date.")
    return 0


def staff(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print a new one-time link for a coordinator; all former keys end."""
    from app.cli import setting_up

    link = setting_up.new_link(settings, arguments.name)
    if link is None:
        print("No coordinator has this name.", file=sys.stderr)
        return 1
    print(f"One-time link, 7 days:\n\n  {link}\n")
    return 0


def doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print what stands in the way of a start, else how delivery does; or the page of settings."""
    from app.cli import health
    from app.core import reference, startguard

    if arguments.settings:
        print(reference.settings_page(), end="")
        return 0
    found = startguard.findings(settings)
    print("\n".join(found or ["All is well for a start.", *health.lines(settings)]))
    return 1 if found else 0


def vapid(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Print the public key under which phones subscribed to reminders."""
    from app.core import secrets

    print(secrets.load(settings.data_dir).vapid(settings.vapid_subject).public_key_base64url)
    return 0
