"""The pictures that we may show, and hold ourselves.

A picture is served through our own address or not at all, and only while an article shows it. The
taking-in side puts the files into a folder and says in `index.json` what is there:

    {"https://wire.example/port.jpg": {"file": "k.webp", "width": 900, "height": 600, "type": "image/webp"}}
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from masdar import model
from masdar.model import Picture

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}\.[a-z0-9]{2,5}")
_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"})

# a credit that brings its own label, which ours would double: "تصوير: ..."  "Photo: ..."
_CREDIT = re.compile(r"^(?:تصوير|الصورة|صورة|عدسة|Photo(?:graph)?(?: by)?|Image)\s*[:/|]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture as a release shows it; its address names the release, and lives as long as that shows it."""

    path: str
    width: int
    height: int


def shown(held: Mapping[str, Picture], release: model.Release, image: model.Image | None) -> Shown | None:
    """One of a release's pictures, if we hold it, as large as its policy allows."""
    found = _sized(held, release, image)
    if found is None:
        return None
    return Shown(path=f"/picture/{release.id}/{found.file}", width=found.width, height=found.height)


def named(held: Mapping[str, Picture], release: model.Release, file: str) -> Picture | None:
    """The picture of a file's name, if this release shows it."""
    if release.status is model.ReleaseStatus.WITHDRAWN:
        return None
    images = (release.image, *(block.image for block in release.blocks))
    found = (_sized(held, release, each) for each in images)
    return next((each for each in found if each and each.file == file), None)


def _sized(held: Mapping[str, Picture], release: model.Release, image: model.Image | None) -> Picture | None:
    found = held.get(image.url) if image else None
    if found is None or release.policy.images is model.Images.NONE:
        return None
    if release.policy.images is model.Images.THUMBNAIL and found.small is not None:
        return found.small
    return found


def read(data: bytes) -> dict[str, Picture]:
    """The index of a folder, by the address a picture had at its origin.

    Entries that name anything but a plain picture file are left out. Raises `msgspec.MsgspecError` on a
    document that is none.
    """
    listed = msgspec.json.decode(data, type=dict[str, Picture])
    return {url: each for url, each in listed.items() if _is_sound(each)}


def _is_sound(given: Picture) -> bool:
    small = given.small is None or _is_sound(given.small)
    return small and _NAME.fullmatch(given.file) is not None and given.type in _TYPES


def credit(image: model.Image | None) -> str | None:
    """Whose picture it is, without a label of the origin's own."""
    return _CREDIT.sub("", image.credit) or None if image and image.credit else None
