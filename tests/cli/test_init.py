"""A home of one's own: made once, told what to do next; settings that are wrong are refused by path."""

from pathlib import Path

import pytest

from masdar import settings
from masdar.errors import ConfigError
from tests.cli.calls import Masdar


def test_a_country_gives_its_months_and_zone(masdar: Masdar) -> None:
    said = masdar("init", "--name", "مرصد", "--country", "MA", "--contact", "desk@news.example")

    made = settings.load(masdar.home, environment={})
    assert said.status == 0
    assert (made.site.name, made.site.months, made.site.zone) == ("مرصد", "morocco", "Africa/Casablanca")


def test_settings_that_are_there_are_left_as_they_are(masdar: Masdar) -> None:
    masdar("init", "--name", "الأول")

    said = masdar("init", "--name", "الثاني")

    assert said.status == 1
    assert settings.load(masdar.home, environment={}).site.name == "الأول"


def test_a_country_that_is_none_is_refused(masdar: Masdar) -> None:
    assert masdar("init", "--country", "Maroc").status == 1
    assert not (masdar.home / settings.FILE).exists()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param('[site]\nnmae = "x"', "nmae", id="a key that is none"),
        pytest.param("[site]\nname = 3", "$.site.name", id="a wrong type"),
        pytest.param('[site]\nmonths = "lunar"', "$.site.months", id="a value that is none"),
        pytest.param('[site]\nzone = "Mars/Olympus"', "$.site.zone", id="a zone that is none"),
        pytest.param("[window]\ndays = 0", "$.window.days", id="out of bounds"),
        pytest.param("[site", "TOML", id="not TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_path(tmp_path: Path, text: str, path: str) -> None:
    (tmp_path / settings.FILE).write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as refused:
        settings.load(tmp_path, environment={})

    assert path in str(refused.value)


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text('[site]\nname = "الملف"\n', encoding="utf-8")

    made = settings.load(tmp_path, environment={"MASDAR_SITE_NAME": "البيئة", "MASDAR_WINDOW_DAYS": "7"})

    assert (made.site.name, made.window.days) == ("البيئة", 7)


def test_the_commented_file_says_what_was_set(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(settings.commented(settings.Settings()), encoding="utf-8")

    assert settings.load(tmp_path, environment={}) == settings.Settings()
