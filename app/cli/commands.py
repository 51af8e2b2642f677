"""The commands of `schritte`, one function each."""

import argparse
from typing import Any

from app.core.settings import Settings

Commands = Any  # what argparse returns for sub-commands has no public name


def add_to(sub: Commands) -> None:
    """Add every command to the parser."""
    for name, run, about in (
        ("init", init, "prepare the data folder: keys, database"),
        ("serve", serve, "run web and worker on this machine"),
        ("worker", worker, "run only the worker"),
    ):
        parser = sub.add_parser(name, help=about, description=about)
        parser.set_defaults(run=run)


def init(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Make the keys and bring the database to the newest shape."""
    from app.core import db, migrate, secrets

    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    secrets.make_missing(settings.data_dir)
    migrate.upgrade(db.make_engine(settings.database))


def serve(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Run web and worker until a signal ends them."""
    raise NotImplementedError


def worker(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Run the worker until a signal ends it."""
    raise NotImplementedError
