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


def test_every_command_the_readme_shows_exists() -> None:
    shown = set(re.findall(r"masdar ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))

    assert {word for word in shown if word in cli.COMMANDS}
    assert not {word for word in shown if word not in cli.COMMANDS and word != "takes"}


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
        if isinstance(value, type) and value.__module__ == model.__name__
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
        if kind.__module__ == ports.__name__
        and not any(member.__doc__ for member in (kind, *vars(kind).values()))
    ]

    assert undescribed == []
