"""Where the development sets stand: `shared/bench` beside the project."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

HOME = Path(__file__).parents[2] / "shared" / "bench"


class Absent(Exception):
    """A set that is not on this machine."""


def folder(*names: str) -> Path:
    """The folder, or file, of a set. Raises Absent."""
    path = HOME.joinpath(*names)
    if not path.exists():
        raise Absent(f"../shared/bench/{'/'.join(names)} is not beside the project")
    return path


def lines(*names: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON Lines."""
    with folder(*names).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def scorer(*names: str) -> ModuleType:
    """The scorer that came with a set, as a module."""
    path = folder(*names)
    spec = importlib.util.spec_from_file_location(f"score_{path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
