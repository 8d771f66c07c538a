"""Keeps the pictures that may be shown: each made anew, small enough, under a name made of what it is.

    album = open_album(home)
    album.keep(url, remade(data, Images.FULL), of=[article])

What came from outside is decoded once, within limits, and written anew as WebP without any of its metadata;
the bytes that came are thrown away. A picture that no article shows any more is removed. `index.json` beside
the files says what is there, for whoever serves them; `waiting.json` what is still to be fetched.
"""

import io
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from masdar.errors import ReadError
from masdar.model import ArticleId, Images, Picture, Wanted, digest

FOLDER = "pictures"
# decoders that may be asked; an SVG has none among them, and is no picture here
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# pixels of a picture that is decoded, and the least that is worth one
MOST, LEAST = 40_000_000, 64
# the boxes that pictures are fitted into, in pixels
LARGE, SMALL = (1280, 1600), (480, 600)
_QUALITY = 80

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """A picture made anew, as WebP."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Remade:
    """What one picture became: the size that its policy allows, and the small one where that is larger."""

    shown: Made
    small: Made | None = None


def remade(data: bytes, images: Images) -> Remade:
    """A picture decoded within limits and written anew; pure. Raises ReadError for what is no picture.

    It is turned upright as its camera says; of an animation the first frame stays; what is transparent turns
    white.
    """
    # loaded where a picture is made, and nowhere else: reading and serving need none of it
    from PIL import Image, ImageOps

    # the limit is ours, and lower
    Image.MAX_IMAGE_PIXELS = None
    large = SMALL if images is Images.THUMBNAIL else LARGE
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MOST:
                raise ReadError(f"a picture of {width} by {height} pixels, more than {MOST:,}")
            if min(width, height) < LEAST:
                raise ReadError(f"a picture of {width} by {height} pixels is too small to be shown")
            # a JPEG is decoded no larger than it will be shown
            opened.draft("RGB", large)
            whole = ImageOps.exif_transpose(opened)
            clear = whole.mode in ("RGBA", "LA", "PA") or "transparency" in whole.info
            whole = whole.convert("RGBA" if clear else "RGB")
            whole.thumbnail(large, Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, ValueError, MemoryError, EOFError, struct.error) as error:
        raise ReadError(f"no picture that can be read: {error}") from error
    if clear:
        whole = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")

    def written() -> Made:
        out = io.BytesIO()
        whole.save(out, "WEBP", quality=_QUALITY, method=4)
        return Made(out.getvalue(), *whole.size)

    shown = written()
    if images is Images.THUMBNAIL:
        return Remade(shown)
    whole.thumbnail(SMALL, Image.Resampling.LANCZOS)
    return Remade(shown, written())


class Album:
    """The pictures of a home. One process writes at a time: the one that holds the home's writer."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def held(self) -> dict[str, Picture]:
        """What is kept, by the address that it had at its origin."""
        return self._read("index.json", dict[str, Picture])

    def waiting(self) -> dict[str, Wanted]:
        """What is still to be fetched, by its address."""
        return self._read("waiting.json", dict[str, Wanted])

    def keep(self, made: Mapping[str, tuple[Remade, Wanted]]) -> None:
        """Keep pictures by their addresses, each for the articles that show it."""
        held = self.held()
        for url, (found, wanted) in made.items():
            known = held.get(url)
            of = tuple(dict.fromkeys((*(known.of if known else ()), *wanted.of)))
            small = self._put(found.small) if found.small else None
            held[url] = replace(self._put(found.shown), small=small, of=of)
        self._settle(held)

    def shown_by(self, shown: Mapping[ArticleId, Iterable[str]]) -> None:
        """Note which of the kept pictures these articles show now; what nothing shows any more is removed."""
        held = self.held()
        wanted = {id: frozenset(urls) for id, urls in shown.items()}
        for url, each in list(held.items()):
            of = [id for id in each.of if id not in wanted]
            of += [id for id, urls in wanted.items() if url in urls]
            held[url] = replace(each, of=tuple(of))
        if held:
            self._settle(held)

    def wait(self, waiting: Mapping[str, Wanted]) -> None:
        """Put down what is still to be fetched."""
        self._write("waiting.json", dict(waiting))

    def _put(self, made: Made) -> Picture:
        name = f"{digest(made.data)}.webp"
        path = self._folder / name
        if not path.exists():
            self._folder.mkdir(exist_ok=True)
            _replace(path, made.data)
        return Picture(file=name, width=made.width, height=made.height, type="image/webp")

    def _settle(self, held: dict[str, Picture]) -> None:
        """Write the index, then remove the files that it names no more."""
        kept = {url: each for url, each in held.items() if each.of}
        self._write("index.json", kept)
        named = {
            file for each in kept.values() for file in (each.file, each.small.file if each.small else "")
        }
        for path in self._folder.glob("*.webp"):
            if path.name not in named:
                path.unlink(missing_ok=True)

    def _read(self, name: str, kind: type[dict[str, T]]) -> dict[str, T]:
        try:
            return msgspec.json.decode((self._folder / name).read_bytes(), type=kind)
        except FileNotFoundError:
            return {}

    def _write(self, name: str, value: object) -> None:
        self._folder.mkdir(exist_ok=True)
        _replace(self._folder / name, msgspec.json.encode(value))


def open_album(home: Path) -> Album:
    """The album of a home; its folder is made with the first picture."""
    return Album(home)


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
