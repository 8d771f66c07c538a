"""The newsroom's pictures, put where the site looks for those it may show."""

import json
import struct
from collections.abc import Mapping
from pathlib import Path

from masdar.demo import paper

FOLDER, INDEX = "pictures", "index.json"


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels, from its header chunk."""
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def index(pictures: Mapping[str, str]) -> dict[str, dict[str, str | int]]:
    """What stands in the index: of each address at the origin, the file that we hold and its size."""
    sizes = {name: size(_data(name)) for name in set(pictures.values())}
    return {
        url: {"file": name, "width": sizes[name][0], "height": sizes[name][1], "type": "image/png"}
        for url, name in sorted(pictures.items())
    }


def keep(home: Path, pictures: Mapping[str, str]) -> None:
    """Write the files and their index into a home."""
    place = home / FOLDER
    place.mkdir(exist_ok=True)
    for name in set(pictures.values()):
        (place / name).write_bytes(_data(name))
    (place / INDEX).write_text(json.dumps(index(pictures), indent=1), encoding="utf-8")


def _data(name: str) -> bytes:
    return paper.folder().joinpath("pictures", name).read_bytes()
