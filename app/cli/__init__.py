"""The command `schritte`: what operators do. Nothing that is stored is ever shown."""

import argparse
import os
import sys

from app.core.secrets import SecretsMissing
from app.core.settings import Settings, SettingsError


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    from app.cli import calm, commands, letters

    parser = argparse.ArgumentParser(prog="schritte", description=__doc__)
    sub = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_to(sub)
    letters.add_to(sub)
    calm.add_to(sub)
    chosen = parser.parse_args(arguments)
    os.umask(0o077)  # whatever is made holds people's data: for this account only
    try:
        settings = Settings.from_env(os.environ)
        return int(chosen.run(settings, chosen) or 0)
    except (SettingsError, SecretsMissing) as error:
        print(error, file=sys.stderr)
        return 2
