"""What every command takes, wherever on the line it stands, and how it speaks."""

import re
from pathlib import Path

import click
import pytest

from masdar import cli
from masdar.cli import words
from masdar.press import rtl
from tests.cli.calls import Masdar
from tests.cli.conftest import page

URL = "https://murjan.example/news/1"


def commands(command: click.Command = cli.cli, path: str = "masdar") -> list[tuple[str, click.Command]]:
    context = click.Context(command, info_name=path)
    found = [(path, command)]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found += commands(inner, f"{path} {name}")
    return found


COMMANDS = commands()
IDS = [path for path, _ in COMMANDS]


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=IDS)
def test_every_command_takes_the_shared_options(path: str, command: click.Command) -> None:
    options = {name for parameter in command.params for name in parameter.opts}

    assert options >= {"--home", "--quiet", "--lang"}


@pytest.mark.parametrize(("path", "command"), COMMANDS[1:], ids=IDS[1:])
def test_every_help_tells_what_and_shows_an_example(path: str, command: click.Command) -> None:
    told = command.help or ""

    assert len(told.split()) > 8
    # a completion is called once for each shell, and shows its own calls
    assert f"{path} " in told or isinstance(command, click.Group) or path in told


@pytest.mark.parametrize("given", [("--quiet", "import"), ("import", "--quiet")], ids=["before", "behind"])
def test_quiet_may_stand_before_or_behind(masdar: Masdar, tmp_path: Path, given: tuple[str, ...]) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")

    said = masdar(*given, path, "--url", URL)

    assert (said.status, said.out, said.err) == (0, "", "")


def test_a_home_behind_the_command_overrules_the_one_before(masdar: Masdar, tmp_path: Path) -> None:
    said = masdar("source", "add", "https://murjan.example/rss", "--feed", "--home", tmp_path / "other")

    assert said.status == 0
    assert (tmp_path / "other").exists()
    assert not masdar.home.exists()


@pytest.mark.parametrize("given", [("--lang", "ar", "explain"), ("explain", "--lang", "ar")])
def test_an_error_is_told_in_arabic(masdar: Masdar, given: tuple[str, ...]) -> None:
    said = masdar(*given, "x")

    assert said.status == 1
    assert "تعذّر" in said.err or "لا يستطيع" in said.err
    assert "[MSD-5000]" in said.err


def test_the_environment_names_the_language_and_an_option_overrules_it(
    masdar: Masdar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASDAR_LANG", "ar")

    assert "لا يستطيع" in masdar("search", "x").err
    assert "The home" in masdar("--lang", "en", "search", "x").err
    assert "The home" in masdar("search", "x", "--lang", "en").err


def test_wrong_use_is_told_in_arabic_too(masdar: Masdar) -> None:
    said = masdar("--lang", "ar", "read", "--bogus", "x")

    assert said.status == 2
    assert "--help" in said.err
    assert "لا يُقبل" in said.err


def test_labels_are_arabic_where_asked_for(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")

    assert "العنوان" in masdar("read", path, "--lang", "ar").out
    assert "title" in masdar("read", path).out
    assert "جديد: 1" in masdar("import", path, "--url", URL, "--lang", "ar").out
    assert "الدرجة" in masdar("explain", URL, "--lang", "ar").out
    assert "مجلد البيانات" in masdar("doctor", "--lang", "ar").out


def test_arabic_on_latin_terminals_is_isolated(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")

    for line in masdar("read", path).out.splitlines():
        assert not re.search("[\u0600-\u06ff]", line) or "\u2068" in line


@pytest.mark.parametrize("english", words.ARABIC, ids=range(len(words.ARABIC)))
def test_every_arabic_sentence_is_arabic_and_fills_the_same_places(english: str) -> None:
    arabic = words.ARABIC[english]

    assert sorted(re.findall(r"{(\w+)}", arabic)) == sorted(re.findall(r"{(\w+)}", english))
    # signs between words are no sentence
    assert re.search("[\u0621-\u064a]", arabic) or not re.search("[a-z]", english)
    assert not rtl.words(arabic)


def test_every_sentence_that_the_commands_say_has_its_arabic() -> None:
    root = Path(cli.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in root.glob("*.py"))
    said = set(re.findall(r"""call\.say\(\s*["']((?:[^"'\\]|\\.)+)["']""", code))

    assert said
    assert said <= set(words.ARABIC)


@pytest.mark.parametrize(
    ("shell", "sign"), [("bash", "complete "), ("zsh", "compdef"), ("fish", "complete --no-files")]
)
def test_a_shell_is_given_its_script(masdar: Masdar, shell: str, sign: str) -> None:
    said = masdar("completion", shell)

    assert said.status == 0
    assert "_MASDAR_COMPLETE" in said.out
    assert sign in said.out
