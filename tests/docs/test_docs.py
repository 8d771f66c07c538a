"""What the documentation says is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from masdar import cli, model, ports

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_reference_of_commands_is_the_code_s() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_shown_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    shown = {*re.findall(r"^masdar ([a-z]+)", blocks, re.MULTILINE), *re.findall(r"`masdar ([a-z]+)", text)}

    assert shown <= set(cli.COMMANDS)


def test_every_command_stands_in_the_readme_or_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")

    assert not [name for name in cli.COMMANDS if f"## masdar {name}\n" not in reference]


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    for page in PAGES:
        named = set(re.findall(r"`make ([a-z]+)`", page.read_text(encoding="utf-8")))
        assert named <= targets, page.name


def test_the_architecture_names_every_room_and_noun() -> None:
    text = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.stem for path in (ROOT / "src" / "masdar").iterdir() if not path.name.startswith("_")} - {
        "py"
    }
    nouns = {
        name
        for name, value in vars(model).items()
        if isinstance(value, type) and value.__module__.startswith(f"{model.__name__}.")
    }
    plain = {name for name in nouns if not issubclass(getattr(model, name), str)}

    assert not {room for room in rooms if f"`{room}" not in text}
    assert not {noun for noun in plain if f"`{noun}`" not in text}


def test_every_port_states_its_contract() -> None:
    kinds = [
        value
        for value in vars(ports).values()
        if isinstance(value, type) and getattr(value, "_is_protocol", False)
    ]
    undescribed = [
        kind.__name__
        for kind in kinds
        if kind.__module__.startswith(f"{ports.__name__}.")
        and not any(member.__doc__ for member in (kind, *vars(kind).values()))
    ]

    assert undescribed == []


def test_the_two_readmes_say_the_same() -> None:
    """Prose differs with the language; commands, code, links and figures do not."""
    english, arabic = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ar.md"))

    for pattern in (
        r"^masdar [^#\n]*(?=#)|^make \w+",
        r"(?<=\]\()[^)]+(?=\))",
        r"^```\w+",
        r"^## ",
        r"(?<=`)[^`\n]+(?=` \|$)",
    ):
        told, said = (
            [each.strip() for each in re.findall(pattern, text, re.MULTILINE)] for text in (english, arabic)
        )
        told, said = (
            [each.replace(".ar.", ".") for each in group if "README" not in each] for group in (told, said)
        )
        assert told == said


def test_the_arabic_readme_is_written_with_arabic_signs() -> None:
    text = (ROOT / "README.ar.md").read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)

    assert not re.findall(r"[\u0600-\u06ff]\s*[,;?]|[,;?]\s*[\u0600-\u06ff]", prose)
    assert not re.findall("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
