"""Settings come from the environment, and everything that is wrong is said at once."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.core.settings import MOST_OF_A_NOTICE, PREFIX, Settings, SettingsError


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.origin == "http://localhost:8000"
    assert settings.is_sqlite
    assert not settings.is_https


def test_every_setting_can_be_set_and_explains_itself() -> None:
    for each in fields(Settings):
        assert len(each.metadata["about"]) > 10, each.name
        assert each.metadata["about"][0].isupper(), each.name


def test_values_are_read_as_what_they_are() -> None:
    settings = Settings.from_env(
        {
            "SCHRITTE_DATA_DIR": "/srv/schritte",
            "SCHRITTE_ORIGIN": "https://app.example",
            "SCHRITTE_PROXIES": "2",
            "SCHRITTE_PUSH_INSECURE": "yes",
            "SCHRITTE_PUSH_HOSTS": "push.example, other.example",
            "SCHRITTE_LOG_LEVEL": "warning",
        }
    )
    assert settings.data_dir == Path("/srv/schritte")
    assert settings.is_https
    assert settings.host == "app.example"
    assert settings.proxies == 2
    assert settings.push_insecure is True
    assert settings.push_hosts == ("push.example", "other.example")
    assert settings.log_level == "WARNING"


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://u:secret@db/schritte\n")
    settings = Settings.from_env({"SCHRITTE_DATABASE_URL_FILE": str(tmp_path / "url")})
    assert settings.database == "postgresql://u:secret@db/schritte"
    assert not settings.is_sqlite


def test_the_plain_setting_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "name").write_text("aus der Datei")
    settings = Settings.from_env(
        {"SCHRITTE_APP_NAME": "direkt", "SCHRITTE_APP_NAME_FILE": str(tmp_path / "name")}
    )
    assert settings.app_name == "direkt"


@pytest.mark.parametrize(
    "origin",
    [
        "app.example",
        "https://app.example/path",
        "ftp://app.example",
        "http://app.example",
        "https://",
    ],
)
def test_an_origin_that_cannot_work_is_refused(origin: str) -> None:
    with pytest.raises(SettingsError, match="SCHRITTE_ORIGIN"):
        Settings.from_env({"SCHRITTE_ORIGIN": origin})


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(
            {
                "SCHRITTE_ORIGIN": "nonsense",
                "SCHRITTE_PROXIES": "two",
                "SCHRITTE_VAPID_SUBJECT": "nobody",
                "SCHRITTE_DATABASE_URL_FILE": "/not/there",
            }
        )
    for name in ("ORIGIN", "PROXIES", "VAPID_SUBJECT", "DATABASE_URL"):
        assert PREFIX + name in str(caught.value)


def test_a_name_that_leaves_no_room_in_a_notice_is_said_at_the_start() -> None:
    origin = "https://app.example"
    longest = "x" * (MOST_OF_A_NOTICE - len(origin))
    given = {"SCHRITTE_ORIGIN": origin, "SCHRITTE_APP_NAME": longest}
    assert Settings.from_env(given).app_name == longest
    with pytest.raises(SettingsError, match="SCHRITTE_APP_NAME"):
        Settings.from_env(given | {"SCHRITTE_APP_NAME": f"{longest}x"})


def test_the_state_lies_in_one_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    for url in (settings.database, settings.keyring):
        assert url.startswith(f"sqlite:///{tmp_path}/")
    assert settings.database != settings.keyring


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"SMTP_URL": "smtp://mail.example", "SMTP_FROM": "a@b.example"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://localhost", "SMTP_FROM": "a@b.example"}, "SMTP_URL"),
        ({"SMTP_URL": "smtps://mail.example"}, "SMTP_FROM"),
        ({"SMS_WEBHOOK": "http://gateway.example", "SMS_SECRET": "x" * 16}, "SMS_WEBHOOK"),
        ({"SMS_WEBHOOK": "https://u:p@gateway.example", "SMS_SECRET": "x" * 16}, "SMS_WEBHOOK"),
        ({"SMS_WEBHOOK": "https://gateway.example", "SMS_SECRET": "kurz"}, "SMS_SECRET"),
    ],
)
def test_other_ways_that_cannot_work_are_said_at_the_start(
    environ: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError, match=PREFIX + named):
        Settings.from_env({PREFIX + name: value for name, value in environ.items()})


def test_passwords_of_other_ways_are_not_shown() -> None:
    settings = Settings.from_env(
        {
            "SCHRITTE_SMTP_URL": "smtps://dienst:geheim@mail.example",
            "SCHRITTE_SMTP_FROM": "erinnerung@schritte.example",
            "SCHRITTE_SMS_WEBHOOK": "https://gateway.example/sms",
            "SCHRITTE_SMS_SECRET": "geheim, und lang genug",
        }
    )
    assert "geheim" not in repr(settings)
