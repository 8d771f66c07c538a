"""The files that pages are dressed with, under names that change with their bytes.

>>> path("masdar.css").startswith("/static/masdar-")
True
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from masdar import model

_TYPES = {
    "css": "text/css; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_NAMES = (
    "fonts/masdar-naskh-400.woff2",
    "fonts/masdar-sans-600.woff2",
    "fonts/OFL-naskh.txt",
    "fonts/OFL-sans.txt",
    "icon.svg",
    "masdar.css",
    "desk.css",
    "search.js",
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,])\s*")
_URL = re.compile(r'url\("([^":]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    path: str
    media_type: str
    body: bytes


@cache
def _all() -> dict[str, Asset]:
    folder = resources.files("masdar.press").joinpath("static")
    made: dict[str, Asset] = {}
    # fonts stand first, since the style sheet names them
    for name in _NAMES:
        body = folder.joinpath(name).read_bytes()
        if name.endswith(".css"):
            body = _small(_URL.sub(lambda m: f'url("{made[m[1]].path}")', body.decode("utf-8"))).encode(
                "utf-8"
            )
        stem, _, ending = name.rpartition("/")[2].rpartition(".")
        path = f"/static/{stem}-{model.digest(body)[:10]}.{ending}"
        made[name] = Asset(path, _TYPES[ending], body)
    return made


def _small(css: str) -> str:
    """A style sheet without comments and needless space."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).strip()


def path(name: str) -> str:
    """The address of a file of ours."""
    return _all()[name].path


def every() -> dict[str, Asset]:
    """Every file by its address."""
    return {each.path: each for each in _all().values()}
