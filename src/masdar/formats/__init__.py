"""Wire formats, one file each; `sniff.read` takes any feed, `normalised` gives it in one plain form.

Readers take bytes or an open stream, are lenient in what they take and exact in what they give.
"""

from collections.abc import Mapping
from typing import Any


def normalised(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A feed in the plain form of `masdar.read_feed`; see `masdar.formats.normal`."""
    from masdar.formats import normal

    return normal.normalised(data, url=url, headers=headers)
