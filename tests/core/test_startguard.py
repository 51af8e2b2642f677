"""A set-up that could lose or show somebody's data does not start, and says what to do."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.cli import setting_up
from app.core import migrate, secrets, startguard
from app.core.db import make_engine
from app.core.settings import Settings


@pytest.fixture
def ready(tmp_path: Path) -> Settings:
    """An installation as `schritte init` makes it, with its first coordinator."""
    settings = Settings(data_dir=tmp_path / "var")
    setting_up.prepare(settings)
    setting_up.first_coordinator(settings, "PRO AKTIV Musterkreis", "Petra Lang")
    return settings


def test_an_installation_as_made_by_init_may_start(ready: Settings) -> None:
    assert startguard.findings(ready) == []
    startguard.check(ready)


def _no_folder(settings: Settings) -> None:
    shutil.rmtree(settings.data_dir)


def _open_folder(settings: Settings) -> None:
    settings.data_dir.chmod(0o755)


def _open_keys(settings: Settings) -> None:
    secrets.folder(settings.data_dir).chmod(0o750)


def _no_keys(settings: Settings) -> None:
    shutil.rmtree(secrets.folder(settings.data_dir))


def _other_keys(settings: Settings) -> None:
    _no_keys(settings)
    secrets.make_missing(settings.data_dir)


def _no_database(settings: Settings) -> None:
    (settings.data_dir / "schritte.sqlite3").unlink()


def _older_shape(settings: Settings) -> None:
    migrate.run(make_engine(settings.database), "downgrade", "base")


def _full_disk(settings: Settings) -> None:
    startguard.LEAST_FREE = 1 << 62


BAD = {
    _no_folder: "Run `schritte init`",
    _open_folder: "Others can read",
    _open_keys: "Others can read",
    _no_keys: "Otherwise bring the keys folder back",
    _other_keys: "does not belong to this keyring",
    _no_database: "There is no database yet",
    _older_shape: "Run `schritte upgrade`",
    _full_disk: "Make room first",
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda each: each.__name__.strip("_"))
def test_a_bad_set_up_is_refused_with_a_plain_sentence(
    ready: Settings, spoil: Callable[[Settings], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startguard, "LEAST_FREE", startguard.LEAST_FREE)
    spoil(ready)
    with pytest.raises(startguard.NotReady, match=BAD[spoil]):
        startguard.check(ready)


def test_sqlite_that_does_not_wait_for_the_disk_is_refused(ready: Settings) -> None:
    fast = create_engine(ready.database)  # with the library's own, faster settings
    assert any("does not sync" in each for each in startguard._pragmas(fast))
    assert any("references" in each for each in startguard._pragmas(fast))


def test_new_keys_are_never_made_over_what_people_wrote(ready: Settings) -> None:
    _no_keys(ready)
    with pytest.raises(secrets.SecretsMissing, match="its own backup"):
        setting_up.prepare(ready)
    assert not secrets.are_complete(ready.data_dir)


def test_any_web_server_starts_by_the_same_guard(ready: Settings) -> None:
    _open_folder(ready)
    environ = {**os.environ, "SCHRITTE_DATA_DIR": str(ready.data_dir)}
    root = Path(__file__).resolve().parents[2]
    started = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=root, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert started.returncode == 1
    assert "Others can read" in started.stderr


def test_a_second_start_on_a_taken_port_says_so(
    ready: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import running

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert running.serve(replace(ready, origin=f"http://localhost:{port}")) == 1
    assert f"Nothing can listen on 127.0.0.1:{port}" in capsys.readouterr().err
